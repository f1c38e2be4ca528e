"""Dates that an address carries: `/portal/pages/2023-11-11/…`, `/tin-tuc/2024/06/…`, `…-4260710091642503.htm`."""

from __future__ import annotations

import re

from portals.text.dates.parts import Day, full_year

_ADDRESS = re.compile(r"(?:https?://|/)\S*$")
_DAY = re.compile(r"/([0-9]{4})[-/]([0-9]{1,2})[-/]([0-9]{1,2})(?=[/?#]|$)")
_MONTH = re.compile(r"/((?:19|20)[0-9]{2})[-/](0[1-9]|1[0-2])(?=/)")
_SERIAL = re.compile(
    r"[-/](?:[0-9]{1,3})?([0-9]{2})(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])(?:[01][0-9]|2[0-3])[0-5][0-9][0-5][0-9][0-9]{3}\.html?$"
)
"""Site prefix, `yymmddhhmmss`, serial of three digits. It is the time of creation: only its day is taken."""


def is_address(text: str) -> bool:
    """Whether the text is a URL or a path, not a printed line."""
    return _ADDRESS.match(text) is not None


def read_address(text: str) -> Day | None:
    """The date in an address, as printed there; None where it has none. Slugs are titles and are not read."""
    path = text.partition("?")[0]
    if match := _DAY.search(path):
        return Day(int(match[1]), int(match[2]), int(match[3]))
    if match := _SERIAL.search(path):
        return Day(full_year(match[1]), int(match[2]), int(match[3]))
    if match := _MONTH.search(path):
        return Day(int(match[1]), int(match[2]))
    return None
