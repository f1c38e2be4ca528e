"""Which time belongs to which day of a line, and which of several days the labels call the publication."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from portals.items import DateMissing
from portals.text.dates.lexicon import label_kind
from portals.text.dates.line_parts import FoundClock, FoundDay, in_part
from portals.text.dates.scan import Scan
from portals.text.dates.values import Clock, Day

_GAP = 60
_DAY_WORDS = "ngày", "ngay"
_ALNUM = re.compile(r"[^\W_]")
_RANGE_GAP = re.compile(r"\s*(?:-|đến|tới|den|toi|~)\s*")


class TimedDay(NamedTuple):
    """A day with the time bound to it. `label`: the kind of the label before it, if there are more; `problem`: why it fails."""

    day: Day
    clock: Clock | None = None
    label: str | None = None
    problem: DateMissing | None = None


def _joined(found: Scan, start: int, end: int) -> bool:
    """Whether only labels, blanks and punctuation lie between two offsets."""
    gap = found.rest[start:end]
    return end - start <= _GAP and (not _ALNUM.search(gap) or found.bare(gap))


def _part_before(found: Scan, end: int) -> str | None:
    """The part of the day named right before an offset: `Chiều ngày 05/07/2022`."""
    before = found.rest[max(0, end - 24) : end].rstrip(" ,(")
    if not before:
        return None
    matches = list(found.patterns.part_word.finditer(before))
    if not matches or not found.bare(before[matches[-1].end() :]):
        return None
    return found.patterns.parts[matches[-1][1]]


def _clock(found: Scan, clock: FoundClock, day: FoundDay) -> Clock:
    """The time, moved by a part of the day printed before it or before the date, and by a zone that stands apart."""
    value = clock.clock
    if value.problem is None and not clock.halved and 1 <= value.hour <= 12:
        part = _part_before(found, clock.start) or _part_before(found, day.start)
        value = in_part(value, part) if part else value
    if value.offset is None and found.offset is not None:
        return Clock(value.hour, value.minute, value.second, found.offset, value.problem)
    return value


def _clocks_of(found: Scan, index: int) -> list[FoundClock]:
    """The times bound to one day: those before it where the line starts with a time, else those after it."""
    if not found.clocks:
        return []
    day = found.days[index]
    floor = found.days[index - 1].end if index else 0
    ceiling = found.days[index + 1].start if index + 1 < len(found.days) else len(found.line)
    before = [c for c in found.clocks if floor <= c.start and c.end <= day.start and _joined(found, c.end, day.start)]
    after = [c for c in found.clocks if day.end <= c.start and c.end <= ceiling and _joined(found, day.end, c.start)]
    inside = [c for c in found.clocks if day.start <= c.start and c.end <= day.end]  # `Tue Jul 05 14:30:00 ICT 2022`
    after = [c for c in after if label_kind(found.rest[after[0].end : c.start]) is None]  # not `14:30, cập nhật 15:00`
    if inside or len(found.days) == 1:
        return inside or before + after
    return before if found.clocks and found.clocks[0].start < found.days[0].start else after


def _is_range(found: Scan, first: FoundClock, second: FoundClock) -> bool:
    """`08:00 - 11:30`, `từ 8h đến 11h30`."""
    return _RANGE_GAP.fullmatch(found.line, first.end, second.start) is not None


def _in_range(found: Scan, clock: FoundClock) -> bool:
    """Whether a time is an end of a range: the day then has no time of its own."""
    index = found.clocks.index(clock)
    near = found.clocks[max(0, index - 1) : index + 2]
    return any(_is_range(found, first, second) for first, second in pairwise(near))


def _labelled(found: Scan, index: int) -> str | None:
    """The kind of the label that stands before a day: publish, modified, other."""
    floor = found.days[index - 1].end if index else 0
    return label_kind(found.rest[floor : found.days[index].start])


def _part_of_span(found: Scan, day: FoundDay) -> bool:
    """Whether the day ends a span whose beginning has no year: `14-16/8/2023`, `từ ngày 1 đến ngày 15/8/2022`."""
    before = found.rest[max(0, day.start - 40) : day.start]
    if not found.patterns.tail_end.search(before) or (match := found.patterns.tail.search(before)) is None:
        return False
    cue, partial, blank, connector, after = match[1], match[3], match[4], match[5], match[6]
    tight = connector == "-" and not blank and not after
    first = connector in ",&" and not before[: match.start()].strip() and int(match[2]) <= 31
    return bool(cue or partial or tight or first or connector not in "-,&")


def _is_lunar(found: Scan, day: FoundDay) -> bool:
    """`10/3/2022 âm lịch`, `mùng 5 tháng 7 năm 2022`; not the day in `05/07/2022 (tức 7/6 âm lịch)`."""
    lunar = found.patterns.lunar
    before, after = found.rest[max(0, day.start - 6) : day.start], found.rest[day.end : day.end + 12].lstrip(" (")
    return lunar.search(before) is not None or lunar.match(after) is not None


def _problem(found: Scan, day: FoundDay) -> DateMissing | None:
    if _is_lunar(found, day):
        return "unreadable"
    if found.twofold or _part_of_span(found, day) or (day.may and not _surely_may(found, day)):
        return "ambiguous"
    return None


def _surely_may(found: Scan, day: FoundDay) -> bool:
    """Whether `09 tháng năm 2020` is a day in May: padded, labelled, or beside a time or a weekday."""
    if found.line[day.start] == "0" or found.clocks or found.weekdays:
        return True
    before = found.rest[: day.start]
    return label_kind(before) is not None or before.rstrip().endswith(_DAY_WORDS)


def _dated(found: Scan, index: int) -> TimedDay:
    day = found.days[index]
    label = _labelled(found, index) if len(found.days) > 1 else None
    problem = _problem(found, day)
    clocks = _clocks_of(found, index)
    if len(found.clocks) > 1:
        clocks = [clock for clock in clocks if not _in_range(found, clock)]
    values = list(dict.fromkeys(_clock(found, clock, day) for clock in clocks))
    if len(values) > 1:
        return TimedDay(day.day, None, label, problem or "ambiguous")
    clock = values[0] if values else None
    return TimedDay(day.day, clock, label, problem or (clock.problem if clock else None))


def bind(found: Scan, *, edits: bool = False) -> list[TimedDay]:
    """Return the days that may be the line's date: those its labels single out, else all.

    `edits`: instead, the days of an edit printed beside them.
    """
    _drop_short(found)
    dated = [_dated(found, index) for index in range(len(found.days))]
    chosen = _published(dated)
    if edits:
        return [item for item in dated if item.label == "modified"] if chosen else []
    return chosen or dated


def _published(dated: list[TimedDay]) -> list[TimedDay]:
    """The days that labels single out: `Ngày đăng: …` after others or beside labelled ones; the one before `(cập nhật …)`."""
    first = next((index for index, item in enumerate(dated) if item.label == "publish"), None)
    if first is not None and all(item.label for item in dated[first:]):
        return [item for item in dated if item.label == "publish"]
    edits = [item for item in dated[1:] if item.label == "modified"]
    return dated[:1] if edits and len(edits) == len(dated) - 1 and dated[0].label is None else []


def _drop_short(found: Scan) -> None:
    """In a sentence, two digits for a year need `ngày` or a parenthesis before them: `2.1.10` is a heading."""
    if not any(day.short for day in found.days) or found.bare():
        return
    found.days = [day for day in found.days if not day.short or found.rest[: day.start].rstrip().endswith((*_DAY_WORDS, "("))]
