"""Split a line into days, times, weekdays and the rest of its words; nothing is decided here.

First the line is folded and cleared of numbers of counters and documents and of the oddities of machine stamps.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import unescape
from typing import TypeVar

from portals.text.dates.lexicon import only_phrases
from portals.text.dates.line_forms import (
    AMERICAN,
    BROKEN_ZONE,
    COMMA_YEAR,
    COMPACT,
    DAY_ZONE,
    DOCUMENT,
    DOTTED_CLOCK,
    GLUED,
    MARKED,
    PLAIN,
    SPACED,
    STAMP,
    ZONE,
    Patterns,
)
from portals.text.dates.line_parts import FoundClock, FoundDay, find_clocks, find_days, zone_offset
from portals.text.dates.values import Clock, Day, Order
from portals.text.folding import fold

_COUNT = re.compile(r"[0-9](?<![0-9/.:,+-][0-9])[0-9.,]*[km]?(?![0-9]*(?:\s?[:/h]\s?|-)[0-9])")
_TAG = re.compile(r"<[^<>]{1,200}>")
_SLASHES = ("\\/", "/"), ("\\", "/"), ("\u2044", "/"), ("\u2215", "/")
_DATE_HEAD = re.compile(r"(?<![0-9])[0-9]{1,2}\s?[/.-]$")


def blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return the text with spans (in order, apart) replaced by blanks of the same length."""
    parts, last = [], 0
    for start, end in spans:
        parts += [text[last:start], " " * (end - start)]
        last = end
    return "".join(parts) + text[last:]


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


def folded_line(text: str) -> tuple[str, Patterns]:
    """Return the folded line without counters, document numbers and the oddities of machine stamps."""
    line = fold(unescape(text) if "&" in text else text)
    if "<" in line:
        line = _TAG.sub(" ", line)
    for mark, slash in _SLASHES:
        line = line.replace(mark, slash)
    patterns = PLAIN if line.isascii() else MARKED
    line = COMPACT.sub(_expanded, line)
    if "t" in line:
        line = STAMP.sub(" ", line)
    if "+" in line:
        line = DAY_ZONE.sub(_blank, line)
    if "+07" in line:
        line = BROKEN_ZONE.sub(_blank, line)
    if ":" in line:
        line = GLUED.sub(r"\g<0> ", line)
    line = _without_counts(line, patterns)
    return (DOCUMENT.sub(_blank, line) if "/" in line else line), patterns


_NAMED_ZONE = re.compile(r"gmt|utc")


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
    twofold: bool = False
    """Day and month may be either way round."""
    rest: str = ""
    """The line with all of these blanked."""

    def bare(self, text: str | None = None) -> bool:
        """Whether only labels and punctuation are left: a date line, not a sentence with a date."""
        return only_phrases(self.rest if text is None else text)


def _apart(found: Iterable[_Found]) -> list[_Found]:
    """The findings without those that overlap an earlier one."""
    kept: list[_Found] = []
    for item in found:
        if not kept or item.start >= kept[-1].end:
            kept.append(item)
    return kept


def _lone(rest: str, scanned: Scan, order: Order) -> FoundDay | None:
    """`22/3,2017`, `05 07 2022`, `20220705`, where the line holds nothing else."""
    match = COMMA_YEAR.search(rest)
    if match and scanned.bare(blanked(rest, [match.span()])):
        first, second = int(match[1]), int(match[3])
        day, month = (first, second) if order == "dmy" else (second, first)
        return FoundDay(Day(int(match[4]), month, day), match.start(), match.end())
    match = SPACED.search(rest)
    if match is None or not scanned.bare(blanked(rest, [match.span()])):
        return None
    digits = match.groups()[:3] if match[1] else match.groups()[:2:-1]
    return FoundDay(Day(int(digits[2]), int(digits[1]), int(digits[0])), match.start(), match.end())


def _dotted_clock(rest: str, scanned: Scan) -> FoundClock | None:
    """`05/07/2022 14.30`, where the line holds nothing else."""
    match = DOTTED_CLOCK.search(rest)
    if match is None or not scanned.bare(blanked(rest, [match.span()])):
        return None
    return FoundClock(Clock(int(match[1]), int(match[2])), match.start(), match.end(), halved=False)


def _american(line: str) -> tuple[Order, bool]:
    """The order that an English stamp proves (`7/25/2022 8:15 AM`), and whether it may be of both (`7/5/2022 8:15:00 AM`)."""
    stamp = AMERICAN.search(line)
    if stamp is None:
        return "dmy", False
    first, second, seconds = stamp.groups()
    if int(second) > 12 >= int(first) > 0:
        return "mdy", False
    unpadded = len(first + second) < 4 and "0" not in (first[0], second[0])
    return "dmy", bool(seconds) and unpadded and first != second and int(first) <= 12


def scan(text: str, order: Order = "dmy") -> Scan:
    """Return the parts of a line, each as printed."""
    line, patterns = folded_line(text)
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
    if order == "dmy" and any(clock.halved for clock in result.clocks):
        order, result.twofold = _american(line)
    result.days = _apart(find_days(rest, patterns, order))
    if not result.days and (lone := _lone(rest, result, order)):
        result.days = [lone]
    rest = blanked(rest, [(day.start, day.end) for day in result.days])
    if "." in rest and result.days and not result.clocks and (clock := _dotted_clock(rest, result)):
        result.clocks = [clock]
        rest = blanked(rest, [(clock.start, clock.end)])
    result.rest = rest
    return result
