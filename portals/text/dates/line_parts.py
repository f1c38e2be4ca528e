"""Find times of day (`08:15:09`, `8h15'`, `02:15 CH`) and complete days (numeric, in words, in English) in a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from portals.text.dates.lexicon import table
from portals.text.dates.line_forms import ENGLISH_DAY_FIRST, ENGLISH_MONTH_FIRST, NUMERIC, ZONE, Patterns
from portals.text.dates.values import Clock, Day, Order, full_year

# Hours a word leaves as they are, and hours it moves into the second half of the day; any other hour contradicts it.
_HOURS: dict[str, tuple[range, range]] = {
    "morning": (range(0, 12), range(0)),
    "noon": (range(10, 15), range(1, 3)),
    "afternoon": (range(12, 19), range(1, 7)),
    "evening": (range(17, 24), range(5, 12)),
    "pm": (range(12, 24), range(12)),  # `0:30 PM` is half past noon
}


class FoundClock(NamedTuple):
    clock: Clock
    start: int
    end: int
    halved: bool
    """Whether a word or `SA`/`CH` after it settled the half of the day."""


def in_part(clock: Clock, part: str) -> Clock:
    """Return the time in a part of the day (`2:15` `chiều` is 14:15); `ambiguous` where the two contradict each other."""
    hour = clock.hour
    if clock.problem:
        return clock
    if part == "am" and hour <= 12:
        return clock._replace(hour=hour % 12)
    if part == "night" and (hour < 6 or hour >= 18 or 7 <= hour <= 11):
        return clock._replace(hour=hour + 12 if 7 <= hour <= 11 else hour)
    kept, moved = _HOURS.get(part, (range(0), range(0)))
    if hour in moved:
        return clock._replace(hour=hour + 12)
    return clock if hour in kept else clock._replace(problem="ambiguous")


def _valid(clock: Clock) -> Clock:
    """The time, or the time marked impossible (`24:00` is the end of a day or its start, by CMS: it is none)."""
    within = clock.hour < 24 and (clock.minute or 0) < 60 and (clock.second or 0) < 60
    return clock if within else clock._replace(problem="impossible")


def zone_offset(match: re.Match[str]) -> int | None:
    """Return the minutes east of Greenwich that a match of ZONE names; None where no zone has it."""
    if match[1] or (match[3] and not match[5]):
        return 0
    if match[2]:
        return 420
    sign, hours, minutes = (match[4], match[5], match[6]) if match[5] else (match[7], match[8], match[9])
    offset = int(hours) * 60 + int(minutes or 0)
    return None if offset > 14 * 60 else -offset if sign == "-" else offset


def _with_zone(clock: Clock, line: str, end: int, stamp: bool) -> tuple[Clock, int]:
    """The time with the zone printed right after it; a bare negative one only in a stamp: `08:00-11:30` is a range."""
    match = ZONE.match(line, end)
    if match is None or (match[7] == "-" and not stamp):
        return clock, end
    offset = zone_offset(match)
    if offset is None:
        return clock._replace(problem="impossible"), match.end()
    return Clock(clock.hour, clock.minute, clock.second, offset, clock.problem), match.end()


def find_clocks(line: str, patterns: Patterns) -> Iterator[FoundClock]:
    """Yield the times of a folded line, in its order."""
    for match in patterns.clock.finditer(line):
        minute, second = match[2] or match[5], match[3] or match[7]
        clock = _valid(Clock(int(match[1]), int(minute) if minute else None, int(second) if second else None))
        end = match.end()
        half = patterns.meridiem_after.match(line, end)
        if half and not line.startswith((" nay", " qua"), half.end()):
            clock, end = in_part(clock, patterns.meridiem[half[1]]), half.end()
        clock, end = _with_zone(clock, line, end, stamp=bool(second))
        yield FoundClock(clock, match.start(), end, half is not None)


_NO_LABEL = "oilv"
"""Letters typed for `0` and `1`, and that of a version."""
_ENGLISH = table("english_months")


@dataclass(slots=True)
class FoundDay:
    day: Day
    start: int
    end: int
    short: bool = False
    """The year has two digits."""
    may: bool = False
    """`tháng năm 2020`: May 2020, or months of the year 2020."""


def _numeric(match: re.Match[str], order: Order) -> FoundDay | None:
    """`05/07/2022` by the portal's order, `2022-07-05` in any; None for other groups of digits."""
    first, second, last = match[1], int(match[3]), match[4]
    if len(first) == 4 and len(last) <= 2:
        return FoundDay(Day(int(first), second, int(last)), match.start(), match.end())
    if len(first) > 2 or len(last) not in (2, 4):
        return None
    day, month = (int(first), second) if order == "dmy" else (second, int(first))
    return FoundDay(Day(full_year(last), month, day), match.start(), match.end(), short=len(last) == 2)


def _tight_before(line: str, match: re.Match[str]) -> bool:
    """Whether a number hangs on the front by the same separator: `5.12.05.2022`, `12/5/7/2022`; or a letter: `l5/7/2022`."""
    start = match.start()
    if start and line[start - 1] in _NO_LABEL and not line[start - 2 : start - 1].isalpha():
        return True
    return start > 1 and line[start - 1] == match[2] and line[start - 2].isdigit() and match[2] != "-"


def month_number(word: str, patterns: Patterns) -> int:
    """Return 1 to 12 for `7`, `07`, `bảy`; other numbers as they are."""
    return int(word) if word.isdigit() else patterns.months[word]


def _spelled_days(line: str, patterns: Patterns) -> list[FoundDay]:
    """`5 tháng 7 năm 2022`, `5 tháng bảy, 2022`, `tháng 7 5, 2022`."""
    found = [
        FoundDay(
            Day(int(match[4]), month_number(match[2], patterns), int(match[1])),
            match.start(),
            match.end(),
            may=match[2] == patterns.may and not match[3],
        )
        for match in patterns.spelled.finditer(line)
    ]
    if found:
        return found
    return [
        FoundDay(Day(int(match[4]), month_number(match[1], patterns), int(match[2])), match.start(), match.end())
        for match in patterns.month_first.finditer(line)
    ]


def _half_spelled(match: re.Match[str], order: Order) -> FoundDay:
    """`5/7 năm 2022`."""
    first, second = int(match[1]), int(match[2])
    day, month = (first, second) if order == "dmy" else (second, first)
    return FoundDay(Day(int(match[3]), month, day), match.start(), match.end())


def _english_days(line: str) -> list[FoundDay]:
    """`5 July 2022`, `05-Jul-22`, `July 5, 2022`."""
    found = [
        FoundDay(
            Day(full_year(match[3]), _ENGLISH[match[2]], int(match[1])), match.start(), match.end(), short=len(match[3]) == 2
        )
        for match in ENGLISH_DAY_FIRST.finditer(line)
    ]
    return found or [
        FoundDay(Day(int(match[3]), _ENGLISH[match[1]], int(match[2])), match.start(), match.end())
        for match in ENGLISH_MONTH_FIRST.finditer(line)
    ]


def _numbered(line: str, start: int, patterns: Patterns) -> bool:
    """Whether the number before is that of an issue, a session or a document: `Kỳ 1 tháng 7/2022`, `số 05/07/2022`."""
    words = line[max(0, start - 16) : start].split()
    return bool(words) and words[-1] in patterns.not_before


def find_days(line: str, patterns: Patterns, order: Order) -> list[FoundDay]:
    """Return the complete dates of a line whose times and weekdays are blanked."""
    found = [
        day
        for match in NUMERIC.finditer(line)
        if not _tight_before(line, match) and (day := _numeric(match, order)) is not None
    ]
    if "th" in line:
        found += _spelled_days(line, patterns)
    if patterns.may in line:
        found += [_half_spelled(match, order) for match in patterns.half_spelled.finditer(line)]
    if not found:
        found = _english_days(line)
    found.sort(key=lambda day: day.start)
    return [day for day in found if not _numbered(line, day.start, patterns)]
