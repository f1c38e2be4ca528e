"""Day or month first: what the stamps of a whole page say of the one that could be both."""

from __future__ import annotations

import re
from collections.abc import Iterable

from portals.text.dates.values import Order

_STAMP = re.compile(r"\b(\d{1,2})/(\d{1,2})/\d{4} \d{1,2}:\d{2}(?::\d{2})? [AP]M\b")
_LEAST = 2
"""Stamps with the month first that a page must show."""


def page_order(lines: Iterable[str], source: str, declared: Order) -> Order:
    """Return the order of a page's stamps: month first where they cannot be read otherwise, else as the portal declares.

    A SharePoint of American locale prints `11/7/2026 8:05 AM`. The line itself may be either day; the stamps of its neighbours,
    `9/28/2026 10:15 AM`, are not. One stamp whose first figure is no month speaks against it.
    """
    if declared != "dmy" or not any(_STAMP.search(line) for line in lines):
        return declared
    stamps = [(int(first), int(second)) for first, second in _STAMP.findall(source)]
    month_first = sum(first <= 12 < second for first, second in stamps)
    day_first = any(second <= 12 < first for first, second in stamps)
    return "mdy" if month_first >= _LEAST and not day_first else declared
