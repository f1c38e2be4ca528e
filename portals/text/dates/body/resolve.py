"""From days as named to dates: years completed, spans closed, lists split where they are no span."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from portals.text.dates.body.days import DayGroup, NamedDay
from portals.text.dates.body.forms import PART
from portals.text.dates.body.years import calendar_day, consecutive, inferred_day, not_after, not_before, outlook
from portals.text.dates.lexicon import table

_NEAR_YEARS: dict[str, int] = dict(table("body.near_years"))
_LISTING = ("và", ",", "&")
_LONGEST_SPAN = 3660
_PART_FIRST = re.compile(rf"(?:{PART})\s")


@dataclass(frozen=True, slots=True)
class Resolved:
    """A span of the text and the date it names (EDTF); `date` is None where it cannot be completed."""

    start: int
    end: int
    date: str | None
    inferred: bool = False


def _with_months(days: tuple[NamedDay, ...]) -> list[NamedDay]:
    """Each day with the month and year that a later one states for it: `1, 2 và 3/8/2022`."""
    filled: list[NamedDay] = []
    for day in reversed(days):
        after = filled[-1] if filled else None
        month = day.month or (after.month if after else None)
        filled.append(day if month == day.month else replace(day, month=month))
    return filled[::-1]


def _printed(day: NamedDay, year: int) -> date | None:
    return calendar_day(year, day.month or 0, day.day)


def _from_anchor(days: list[NamedDay], anchor: int, known: date | None) -> list[date | None]:
    """The dates of all days from the one that is known, each the nearest that keeps the order."""
    dates: list[date | None] = [None] * len(days)
    dates[anchor] = known
    for indexes, complete in ((range(anchor - 1, -1, -1), not_after), (range(anchor + 1, len(days)), not_before)):
        limit = known
        for index in indexes:
            day = days[index]
            if day.year:
                dates[index] = _printed(day, day.year)
            elif limit:
                dates[index] = complete(day.month or 0, day.day, limit)
            limit = dates[index] or limit
    return dates


def _dates(group: DayGroup, text: str, published: date | None) -> tuple[list[date | None], bool]:
    """The date of each day, and whether a year came from the publication."""
    days = _with_months(group.days)
    if any(day.month is None and day.day >= after.day for day, after in pairwise(group.days)):
        return [None] * len(days), False  # `từ ngày 15 đến ngày 1/8/2022`: the month of the first is not that of the last
    anchors = [index for index, day in enumerate(days) if day.year]
    if anchors:
        anchor = anchors[-1]
        return _from_anchor(days, anchor, _printed(days[anchor], days[anchor].year or 0)), False
    if published is None:
        return [None] * len(days), False
    first = days[0]  # a span that began before the publication may end after it
    for words, away in _NEAR_YEARS.items():
        if text.startswith(words, group.end):
            return _from_anchor(days, 0, _printed(first, published.year + away)), True
    look = outlook(text, group.start, group.end)
    return _from_anchor(days, 0, inferred_day(first.month or 0, first.day, published, look)), True


def _anniversary(first: date, last: date) -> bool:
    """`2/9/1945 - 2/9/2022`: the day and its anniversary, no span."""
    return (first.month, first.day) == (last.month, last.day) and first.year != last.year


def _is_span(group: DayGroup, dates: list[date | None], text: str) -> bool:
    """Whether the days are one stretch of time; `sáng 5/7 và chiều 6/7` are two."""
    known = [day for day in dates if day]
    if len(known) != len(dates):
        return True
    if any(connector in _LISTING for connector in group.connectors):
        return consecutive(known) and not any(_PART_FIRST.match(text, day.start) for day in group.days[1:])
    return not _anniversary(known[0], known[-1])


def _edtf(dates: list[date | None]) -> str | None:
    """A day or an interval; None where an end is missing or the ends are the wrong way round."""
    first, last = dates[0], dates[-1]
    if first is None or last is None or first > last or (last - first).days > _LONGEST_SPAN:
        return None
    return first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"


def resolve(group: DayGroup, text: str, published: date | None) -> list[Resolved]:
    """The dates that a group of days names: one, an interval, or several."""
    dates, inferred = _dates(group, text, published)
    if len(dates) == 1 or _is_span(group, dates, text):
        value = _edtf(dates)
        return [Resolved(group.start, group.end, value, inferred and value is not None)]
    found = []
    for index, (day, when) in enumerate(zip(group.days, dates, strict=True)):
        start = group.start if index == 0 else day.start
        found.append(Resolved(start, day.end, _edtf([when]), inferred and when is not None))
    return found
