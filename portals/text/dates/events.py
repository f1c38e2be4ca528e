"""A body as the forms read it, and the way back to the offsets of the body as given.

Dates named in running text: when something happened, where it stands in the text, and what was inferred."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from portals.items import EventDate, PartOfDay
from portals.text.dates.event_days import DayGroup, find_days, resolve
from portals.text.dates.event_forms import LUNAR_SAID, NUMBER, RELATIVE, find_span
from portals.text.dates.event_years import find_lunar, published_day
from portals.text.dates.lexicon import table

_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"


@dataclass(frozen=True, slots=True)
class Flat:
    """Lower-case NFC text; `offsets[i]` is where its character `i` stands in the body (None: at the same place)."""

    text: str
    offsets: list[int] | None = None

    def place(self, start: int, end: int) -> tuple[int, int]:
        """A span of the flat text as offsets of the body."""
        if self.offsets is None:
            return start, end
        return self.offsets[start], self.offsets[end]


def flat(body: str) -> Flat:
    """The body in lower-case NFC. Most bodies are NFC without invisible marks, and keep their offsets."""
    if unicodedata.is_normalized("NFC", body) and not any(mark in body for mark in _INVISIBLE):
        lower = body.lower()
        if len(lower) == len(body):
            return Flat(lower)
    return _mapped(body)


def _mapped(body: str) -> Flat:
    """Letter by letter: each base with its marks becomes one composed letter that knows where it came from."""
    letters: list[str] = []
    offsets: list[int] = []
    index = 0
    while index < len(body):
        end = index + 1
        while end < len(body) and unicodedata.combining(body[end]):
            end += 1
        if body[index] not in _INVISIBLE:
            for letter in unicodedata.normalize("NFC", body[index:end]).lower():
                letters.append(letter)
                offsets.append(index)
        index = end
    return Flat("".join(letters), [*offsets, len(body)])


_PARTS: dict[str, PartOfDay] = dict(table("parts_of_day"))
_DAYS_AWAY = {"nay": 0, "qua": -1, "mai": 1}
_BACK = 27
_LAST = frozenset(word[-1] for word in (*_PARTS, "hôm"))
"""The letters that end a part of the day: most words before `nay` and `qua` are ruled out by theirs."""
_THAT_IS = re.compile(r"[\s,(–-]*(?:tức(?: là)?|nhằm|dương lịch|âm lịch)(?:\s*ngày)?[\s:,]*")
_PARENTHESIS = re.compile(r"\s?\(")
_OPENING = re.compile(r"(?:^|[\n.;:,–-]\s*|\btrong\s)$")


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    date: str | None
    precision: str | None
    part: PartOfDay | None = None
    inferred: bool = False
    lunar: bool = False


def _lunar(text: str, published: date | None) -> Iterator[_Found]:
    for day in find_lunar(text, published):
        yield _Found(day.start, day.end, day.date, day.date and "day", _PARTS.get(day.part or ""), day.inferred, lunar=True)


def _now(text: str) -> Iterator[int]:
    """Where the words `nay`, `qua` and `mai` end behind what may be a part of the day."""
    for word in _DAYS_AWAY:
        at = text.find(word)
        while at >= 0:
            end = at + len(word)
            if text[at - 2 : at - 1] in _LAST and not text[end : end + 1].isalnum():
                yield end
            at = text.find(word, end)


def _relative(text: str, published: date | None) -> Iterator[_Found]:
    """`sáng nay`, `hôm qua` at the head of a clause; `cuộc sống hôm nay` is no day."""
    for end in _now(text):
        if _PARENTHESIS.match(text, end):
            continue
        match = RELATIVE.search(text, max(0, end - _BACK), end)
        if match is None:
            continue
        bare = match["day"] is not None and not match[0].startswith("ngày")
        if bare and not _OPENING.search(text[max(0, match.start() - 8) : match.start()]):
            continue
        part = _PARTS.get(match["part"] or "")
        if published is None:
            yield _Found(match.start(), match.end(), None, None, part)
            continue
        when = published + timedelta(days=_DAYS_AWAY[match["day"] or match["when"]])
        yield _Found(match.start(), match.end(), when.isoformat(), "day", part, inferred=True)


def _numbered(text: str, published: date | None, taken: list[_Found]) -> Iterator[_Found]:
    """The dates with digits, from left to right, outside what is taken already."""
    reached, passed = 0, 0
    for number in NUMBER.finditer(text):
        start = number.start()
        while passed < len(taken) and taken[passed].end <= start:
            passed += 1
        if start < reached or (passed < len(taken) and taken[passed].start <= start):
            continue
        digits = number.end() - start
        if span := find_span(text, start, digits):
            yield _Found(span.start, span.end, span.date, span.precision)
            reached = span.end
        elif digits <= 2 and (group := find_days(text, start)):
            yield from _named(group, text, published)
            reached = group.end


def _named(group: DayGroup, text: str, published: date | None) -> Iterator[_Found]:
    """The dates of a group of days; `ngày 14, 15 tháng 10 âm lịch` has none in this calendar."""
    part = _PARTS.get(group.part or "")
    if said := LUNAR_SAID.match(text, group.end):
        yield _Found(group.start, said.end(), None, None, part, lunar=True)
        return
    days = resolve(group, text, published)
    if len(days) == 1 and any(_part_at(text, day.start, day.end) not in (None, part) for day in group.days[1:]):
        part = None  # `từ sáng ngày 4/7 đến chiều ngày 5/7`
    for day in days:
        own = part if day.start == group.start else _part_at(text, day.start, day.end)
        yield _Found(day.start, day.end, day.date, day.date and "day", own, day.inferred)


def _part_at(text: str, start: int, end: int) -> PartOfDay | None:
    """The part of the day that a later day of a list begins with: `… và chiều 6/7/2022`."""
    return next((part for word, part in _PARTS.items() if text.startswith(word + " ", start, end)), None)


def _apart(found: list[_Found]) -> list[_Found]:
    """In the order of the text, without those that overlap an earlier one."""
    kept: list[_Found] = []
    for item in sorted(found, key=lambda item: (item.start, -item.end)):
        if not kept or item.start >= kept[-1].end:
            kept.append(item)
    return kept


def _same(text: str, found: list[_Found]) -> list[_Found]:
    """The findings, a lunar day with the date of the day beside it: `mùng 6 tháng Giêng (tức ngày 6/2/2022)`."""
    known = list(found)
    for index, item in enumerate(found):
        if not item.lunar or item.date:
            continue
        before, after = found[index - 1] if index else None, found[index + 1] if index + 1 < len(found) else None
        if after and after.date and _THAT_IS.fullmatch(text, item.end, after.start):
            known[index] = replace(item, date=after.date, precision=after.precision, inferred=after.inferred)
        elif before and before.date and _THAT_IS.fullmatch(text, before.end, item.start):
            known[index] = replace(item, date=before.date, precision=before.precision, inferred=before.inferred)
    return known


def find_event_dates(body: str, *, published: str | None = None) -> list[EventDate]:
    """The dates that a body names, in its order.

    `date` is EDTF, a day or an interval (`2022-08-01/2022-08-15`); `start` and `end` are offsets into `body` as given (any
    Unicode form). `published` (a publication value) completes days without a year, marked `inferred`: the last such day not
    after it, the next one where the text looks forward. Without it such a day has `date` None and keeps its `raw` text.
    Plain years and counts of months (`9 tháng đầu năm 2020`) are periods of reporting, no events.
    """
    read = flat(body)
    day = published_day(published)
    lunar = list(_lunar(read.text, day))
    found = lunar + list(_numbered(read.text, day, lunar))
    found += _relative(read.text, day)
    events = []
    for item in _same(read.text, _apart(found)) if lunar else _apart(found):
        start, end = read.place(item.start, item.end)
        calendar: Literal["lunar", "gregorian"] = "lunar" if item.lunar else "gregorian"
        events.append(EventDate(item.date, item.precision, item.part, body[start:end], start, end, item.inferred, calendar))
    return events
