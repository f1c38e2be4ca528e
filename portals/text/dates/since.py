"""The rule of `-a since=`: which articles are too old to be kept."""

from __future__ import annotations

from datetime import date

_DAY = len("2022-07-05")


def is_before(published: str | None, since: date) -> bool:
    """Return whether an article was certainly published before the day `since`.

    `published` is an ISO date or time, or an EDTF month or year. An unknown date is never before; a month or a year is
    before only when all of it is.

    >>> since = date(2022, 7, 5)
    >>> is_before("2022-07-04T23:59:00+07:00", since), is_before("2022-07", since), is_before(None, since)
    (True, False, False)
    """
    return published is not None and published[:_DAY] < since.isoformat()[: len(published)]
