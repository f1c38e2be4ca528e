"""Times of day in a line: `08:15:09`, `8h15'`, `8 giờ 15 phút`, `02:15 CH`, with the zone printed after them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from portals.text.dates.parts import Clock
from portals.text.dates.patterns import ZONE, Patterns

# Hours a word leaves as they are, and hours it moves into the second half of the day; any other hour contradicts it.
_HOURS: dict[str, tuple[range, range]] = {
    "morning": (range(0, 12), range(0)),
    "noon": (range(10, 15), range(1, 3)),
    "afternoon": (range(12, 19), range(1, 7)),
    "evening": (range(17, 24), range(5, 12)),
    "pm": (range(12, 24), range(1, 12)),
}


class FoundClock(NamedTuple):
    clock: Clock
    start: int
    end: int
    halved: bool
    """Whether a word or `SA`/`CH` after it settled the half of the day."""


def in_part(clock: Clock, part: str) -> Clock:
    """The time in a part of the day (`2:15` `chiều` is 14:15); `ambiguous` where the two contradict each other."""
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
    """Minutes east of Greenwich that a match of ZONE names; None where no zone has it."""
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
    """The times of a folded line, in its order."""
    for match in patterns.clock.finditer(line):
        minute, second = match[2] or match[5], match[3] or match[7]
        clock = _valid(Clock(int(match[1]), int(minute) if minute else None, int(second) if second else None))
        end = match.end()
        half = patterns.meridiem_after.match(line, end)
        if half and not line.startswith((" nay", " qua"), half.end()):
            clock, end = in_part(clock, patterns.meridiem[half[1]]), half.end()
        clock, end = _with_zone(clock, line, end, stamp=bool(second))
        yield FoundClock(clock, match.start(), end, half is not None)
