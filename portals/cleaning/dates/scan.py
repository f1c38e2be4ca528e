"""What stands in a line: days, times, weekdays, and the rest of its words. Nothing is decided here."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from portals.cleaning.dates.clock import FoundClock, find_clocks, zone_offset
from portals.cleaning.dates.lexicon import table
from portals.cleaning.dates.parts import Clock, Day, full_year
from portals.cleaning.dates.patterns import (
    BROKEN_ZONE,
    COMPACT,
    DOCUMENT,
    DOTTED_CLOCK,
    ENGLISH_DAY_FIRST,
    ENGLISH_MONTH_FIRST,
    MARKED,
    NUMERIC,
    PLAIN,
    SPACED,
    STAMP,
    ZONE,
    Patterns,
)
from portals.cleaning.dates.phrases import only_phrases
from portals.cleaning.dates.reading import Order
from portals.cleaning.text import fold

_ENGLISH = table("english_months")
_NAMED_ZONE = re.compile(r"gmt|utc")
_COUNT = re.compile(r"(?<![0-9/.:,+-])[0-9][0-9.,]*[km]?(?![0-9]*(?:\s?[:/h]\s?|-)[0-9])")
_DATE_HEAD = re.compile(r"(?<![0-9])[0-9]{1,2}\s?[/.-]$")


@dataclass(slots=True)
class FoundDay:
    day: Day
    start: int
    end: int
    short: bool = False
    """The year has two digits."""
    may: bool = False
    """`tháng năm 2020`: May 2020, or months of the year 2020."""


_Found = TypeVar("_Found", FoundClock, FoundDay)


@dataclass(slots=True)
class Scan:
    line: str
    """The folded line with counters and document numbers blanked."""
    patterns: Patterns
    days: list[FoundDay] = field(default_factory=list)
    clocks: list[FoundClock] = field(default_factory=list)
    weekdays: list[int] = field(default_factory=list)
    offset: int | None = None
    """Of a zone that stands apart from the time."""
    rest: str = ""
    """The line with all of these blanked."""

    def bare(self, text: str | None = None) -> bool:
        """Whether only labels and punctuation are left: a date line, not a sentence with a date."""
        return only_phrases(self.rest if text is None else text)


def blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with spans (in order, apart) replaced by blanks of the same length."""
    parts, last = [], 0
    for start, end in spans:
        parts += [text[last:start], " " * (end - start)]
        last = end
    return "".join(parts) + text[last:]


def _apart(found: Iterable[_Found]) -> list[_Found]:
    """The findings without those that overlap an earlier one."""
    kept: list[_Found] = []
    for item in found:
        if not kept or item.start >= kept[-1].end:
            kept.append(item)
    return kept


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _expanded(match: re.Match[str]) -> str:
    """`20220705T143000`, `20220705143000` as `2022-07-05 14:30:00`."""
    year, month, day, *clock = (part for part in match.groups() if part)
    return f"{year}-{month}-{day} {':'.join(clock)}"


def _counts(line: str, match: re.Match[str], patterns: Patterns) -> bool:
    """Whether a number is a count: `Lượt xem: 1.204`, `1204 lượt xem` (but not `năm 2022 lượt xem: 74`)."""
    before = line[max(0, match.start() - 24) : match.start()].rstrip(" :(")
    if before.endswith(patterns.tallies):
        return True
    after = line[match.end() : match.end() + 24].lstrip()
    if not after.startswith(patterns.counters) or before.endswith(patterns.may) or _DATE_HEAD.search(before):
        return False
    return _COUNT.search(after) is None


def _without_counts(line: str, patterns: Patterns) -> str:
    return blanked(line, [match.span() for match in _COUNT.finditer(line) if _counts(line, match, patterns)])


def _prepared(text: str) -> tuple[str, Patterns]:
    """The folded line without counters, document numbers and the oddities of machine stamps."""
    line = fold(text)
    patterns = PLAIN if line.isascii() else MARKED
    if "\\" in line:
        line = line.replace("\\/", "/").replace("\\", "/")
    line = COMPACT.sub(_expanded, line)
    if "t" in line:
        line = STAMP.sub(" ", line)
    if "+07" in line:
        line = BROKEN_ZONE.sub(_blank, line)
    line = _without_counts(line, patterns)
    return (DOCUMENT.sub(_blank, line) if "/" in line else line), patterns


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
    """Whether another number hangs on the front by the same separator: `5.12.05.2022`, `12/5/7/2022` are no dates."""
    start = match.start()
    return start > 1 and line[start - 1] == match[2] and line[start - 2].isdigit() and match[2] != "-"


def month_number(word: str, patterns: Patterns) -> int:
    """1 to 12 for `7`, `07`, `bảy`; other numbers as they are."""
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


def _lone(rest: str, scanned: Scan) -> FoundDay | None:
    """`05 07 2022`, `20220705`, where the line holds nothing else."""
    match = SPACED.search(rest)
    if match is None or not scanned.bare(blanked(rest, [match.span()])):
        return None
    day, month, year = match.groups()[:3] if match[1] else match.groups()[:2:-1]
    return FoundDay(Day(int(year), int(month), int(day)), match.start(), match.end())


def _dotted_clock(rest: str, scanned: Scan) -> FoundClock | None:
    """`05/07/2022 14.30`, where the line holds nothing else."""
    match = DOTTED_CLOCK.search(rest)
    if match is None or not scanned.bare(blanked(rest, [match.span()])):
        return None
    return FoundClock(Clock(int(match[1]), int(match[2])), match.start(), match.end(), halved=False)


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


def _find_days(line: str, patterns: Patterns, order: Order) -> list[FoundDay]:
    """The complete dates of a line whose times and weekdays are blanked."""
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


def scan(text: str, order: Order = "dmy") -> Scan:
    """The parts of a line, each as printed."""
    line, patterns = _prepared(text)
    result = Scan(line, patterns)
    result.clocks = _apart(find_clocks(line, patterns))
    rest = blanked(line, [(clock.start, clock.end) for clock in result.clocks])
    named = _NAMED_ZONE.search(rest)
    if named and (match := ZONE.match(rest, named.start())):
        result.offset = zone_offset(match)
        rest = blanked(rest, [match.span()])
    named_days = list(patterns.weekday.finditer(rest))
    result.weekdays = [int(match[1]) - 2 if match[1] else patterns.weekdays[match[2]] for match in named_days]
    rest = blanked(rest, [match.span() for match in named_days])
    result.days = _apart(_find_days(rest, patterns, order))
    if not result.days and (lone := _lone(rest, result)):
        result.days = [lone]
    rest = blanked(rest, [(day.start, day.end) for day in result.days])
    if "." in rest and result.days and not result.clocks and (clock := _dotted_clock(rest, result)):
        result.clocks = [clock]
        rest = blanked(rest, [(clock.start, clock.end)])
    result.rest = rest
    return result
