"""Days in running text: one, several, or a span of them; their years completed, spans closed, lists split."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from portals.text.dates.event_forms import BEFORE, CONNECTOR, CUE, ELEMENT, PART, SPAN_CUE
from portals.text.dates.event_years import consecutive, first_day, not_after, not_before, recurs
from portals.text.dates.lexicon import table
from portals.text.dates.values import calendar_day, full_year

_MONTHS: dict[str, int] = dict(table("events.months"))
_WORDS = table("events.words")
_LEAD_WORDS = {part for phrase in (*_WORDS["lead"], *table("parts_of_day"), *table("weekdays")) for part in phrase.split()}
_NOT_BEFORE = re.compile(rf"(?:\b(?:{'|'.join(_WORDS['not_before'])})\s*:?\s+|[0-9][/.-]|[\w/&-](?<!\bngày))$")
_EVERY = re.compile(rf"\b(?:{'|'.join(_WORDS['every'])})\s+(?:ngày|sáng|trưa|chiều|tối|đêm)\s+$")
_COUNT = re.compile(r"\b([2-9]|[1-3][0-9]|hai|ba|bốn|năm|sáu|bảy)\s+ngày\s?\($")
_NUMBERS = {"hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7}
_SOLAR_SAID = re.compile(r"\sdương lịch")
_LOOK_BACK, _CUE_REACH = 64, 18
_LONGEST_LIST = 12


@dataclass(frozen=True, slots=True)
class NamedDay:
    """One day as the text names it; parts that it leaves to its neighbours are None."""

    day: int
    month: int | None
    year: int | None
    start: int
    end: int
    short: bool = False
    """The year has two digits."""
    loose: bool = False
    """`9 tháng năm 2020`: the ninth of May, or nine months of 2020."""
    lunar: bool = False


@dataclass(frozen=True, slots=True)
class DayGroup:
    """Days joined by `và`, commas, `đến` or a dash; `connectors` stand between them. `start` counts the words before."""

    days: tuple[NamedDay, ...]
    connectors: tuple[str, ...]
    start: int
    end: int
    part: str | None


def _month(word: str) -> int:
    return int(word) if word.isdigit() else _MONTHS[word]


def _element(text: str, start: int, own_start: int) -> NamedDay | None:
    """The day that begins at a number; `own_start` counts its `ngày` or part of the day."""
    match = ELEMENT.match(text, start)
    if match is None:
        return None
    day = int(match[1])
    if match[3]:
        return NamedDay(day, int(match[3]), full_year(match[4]), own_start, match.end(), short=len(match[4]) == 2)
    if match[6]:
        return NamedDay(day, int(match[6]), None, own_start, match.end())
    word, year = (match[7], match[8]) if match[7] else (match[9], match[10])
    if word:
        lunar, loose = word in ("giêng", "chạp"), match[7] == "năm"
        return NamedDay(day, _month(word), int(year) if year else None, own_start, match.end(), loose=loose, lunar=lunar)
    return NamedDay(day, None, None, own_start, match.end())


def _goes_on(text: str, last: NamedDay, day: NamedDay) -> bool:
    """Whether a day after a comma is one more of a list: `1/7, 3/7 và 5/7/2022`, not `ngày 5/7, 2/3 đại biểu`."""
    if last.month is None:
        return True
    return last.year is None and day.month is not None and (day.year is not None or CONNECTOR.match(text, day.end) is not None)


def _elements(text: str, first: NamedDay) -> tuple[list[NamedDay], list[str]]:
    """The days and the connectors from a day on, up to the last that has a month."""
    days, connectors = [first], list[str]()
    while len(days) < _LONGEST_LIST:
        connector = CONNECTOR.match(text, days[-1].end)
        if connector is None:
            break
        following = _element(text, connector.end(), connector.start(2))
        if following is None or ("," in connector[1] and not _goes_on(text, days[-1], following)):
            break
        days.append(following)
        connectors.append(connector[1].strip())
    while days and days[-1].month is None:
        days.pop()
        del connectors[len(days) - 1 :]
    return days, connectors


def _counted(before: str, days: list[NamedDay]) -> bool:
    """Whether a count of days stands before a parenthesis and is right: `3 ngày (16-18/11)`."""
    count = _COUNT.search(before)
    length = days[-1].day - days[0].day + 1
    return count is not None and length > 1 and (_NUMBERS.get(count[1]) or int(count[1])) == length


def _cued(days: list[NamedDay], connectors: list[str], before: str, after: str) -> bool:
    """Whether days without a four-digit year (or a list of bare numbers) are introduced as days; `(15/6-15/7)` is."""
    if before.endswith("(") and after.startswith(")") and len(days) == 2 and connectors[0] not in ("và", ",", "&"):
        return days[0].month is not None or _counted(before, days)
    if _SOLAR_SAID.match(after):
        return True
    if CUE.search(before):
        return not _EVERY.search(before)
    return bool(connectors and SPAN_CUE.search(before) and connectors[0] not in ("và", ",", "&"))


def _plausible(days: list[NamedDay], count: str | None) -> bool:
    """False for numbers no calendar has, and for `trong 2 ngày 4-5`, two days without a month."""
    if any(not 1 <= day.day <= 31 or not 1 <= (day.month or 1) <= 12 for day in days):
        return False
    only = days[0]
    return not (count and len(days) == 1 and only.year is None and (only.month or 0) - only.day == int(count) - 1)


def _lead(before: str) -> str:
    """The end of a text that consists of words which may stand before a day: `… vào lúc` `8 giờ 30 phút ngày`."""
    start = len(before)
    for word in reversed(before.split()):
        bare = word.strip('“”"(,:–—-')
        if bare and bare not in _LEAD_WORDS and not bare[0].isdigit():
            break
        start = before.rindex(bare or word, 0, start)
    return before[start:]


def find_event_days(text: str, start: int) -> DayGroup | None:
    """Return the days named from the number at `start` on, with the words before them; None where it begins none."""
    first = _element(text, start, start)
    if first is None or (first.month is None and CONNECTOR.match(text, first.end) is None):
        return None  # most numbers: `12 hộ`
    before = text[max(0, start - _LOOK_BACK) : start].rpartition("\n")[2]
    near = before[-_CUE_REACH:]
    if first.month is None and not CUE.search(near) and not _COUNT.search(near):
        after = CONNECTOR.match(text, first.end)
        if not SPAN_CUE.search(near) or (after and after[2][:1].isdigit()):
            return None  # `từ 19 đến 21 giờ ngày 12/8`
    days, connectors = _elements(text, first)
    if not days or any(day.lunar for day in days):
        return None
    certain = any(day.year and not day.short and not day.loose for day in days) and days[0].month is not None
    if certain:
        if _NOT_BEFORE.search(near):
            return None
    elif not _cued(days, connectors, near, text[days[-1].end : days[-1].end + 12]):
        return None
    match = BEFORE.search(_lead(before))
    if match is None or not _plausible(days, match["count"]):
        return None
    words = match[0].lstrip("\xa0 ,(\n\t")
    end = days[-1].end
    if "(" in words and text.startswith(")", end):
        end += 1
    part = None if match["others"] else match["part"] or match["half"]
    return DayGroup(tuple(days), tuple(connectors), start - len(words), end, part)


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
    if recurs(text, group.start, group.end, part=group.part):
        return [None] * len(days), False
    first = days[0]  # a span that began before the publication may end after it
    known, inferred = first_day(first.month or 0, first.day, text=text, span=(group.start, group.end), published=published)
    return _from_anchor(days, 0, known), inferred


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
    """Return the dates that a group of days names: one, an interval, or several."""
    dates, inferred = _dates(group, text, published)
    if len(dates) == 1 or _is_span(group, dates, text):
        value = _edtf(dates)
        return [Resolved(group.start, group.end, value, inferred and value is not None)]
    found = []
    for index, (day, when) in enumerate(zip(group.days, dates, strict=True)):
        start = group.start if index == 0 else day.start
        found.append(Resolved(start, day.end, _edtf([when]), inferred and when is not None))
    return found
