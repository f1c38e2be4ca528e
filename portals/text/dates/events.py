"""Find the dates that running text names: when something happened, where it stands in the text, what was inferred."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

from portals.items import EventDate, PartOfDay
from portals.text.dates.event_days import DayGroup, find_event_days, resolve
from portals.text.dates.event_forms import LUNAR_SAID, NUMBER, RELATIVE, find_span
from portals.text.dates.event_years import published_day
from portals.text.dates.lexicon import table
from portals.text.dates.lunar import find_lunar, solar_with

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
    """Return the body in lower-case NFC. Most bodies are NFC without invisible marks, and keep their offsets."""
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
_GAP = re.compile(r"[\s,(–-]*(?:(?:tức|nhằm|là|vào|ngày|dương lịch|âm lịch)[\s,:(–-]*)*")
_THAT_IS = re.compile(r"tức|nhằm|dương lịch|âm lịch")
_CALENDAR = re.compile(r"\s(?:dương|âm) lịch")
_DAY = len("2022-07-05")
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
    named: tuple[int, int, bool] | None = None
    """The day, month and leap month of a lunar day."""


def _lunar(text: str, published: date | None) -> Iterator[_Found]:
    for day in find_lunar(text, published):
        yield _Found(
            day.start, day.end, day.date, day.date and "day", _PARTS.get(day.part or ""), day.inferred, True, day.named
        )


def _now(text: str) -> Iterator[int]:
    """Where the words `nay`, `qua` and `mai` end after what may be a part of the day."""
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
        elif digits <= 2 and (group := find_event_days(text, start)):
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


def _paired(text: str, found: list[_Found], published: date | None) -> list[_Found]:
    """The findings, days of both calendars that are printed together brought to one date.

    `mùng 6 tháng Giêng (tức ngày 6/2/2022)`: the lunar day has the solar day's date. `mùng 10 tháng Ba, tức ngày 18/4`: the
    year is the one in which both fall together.
    """
    paired = list(found)
    for index, (one, other) in enumerate(pairwise(found)):
        if one.lunar == other.lunar or not _is_same_day(text, one, other):
            continue
        lunar, solar = (index, index + 1) if one.lunar else (index + 1, index)
        paired[lunar], paired[solar] = _one_date(paired[lunar], paired[solar], published)
    return paired


def _is_same_day(text: str, one: _Found, other: _Found) -> bool:
    """Whether the words between and after two days say that they are one."""
    gap = text[one.end : other.start]
    return bool(_GAP.fullmatch(gap)) and bool(_THAT_IS.search(gap) or _CALENDAR.match(text, other.end) or gap.strip() == "(")


def _one_date(lunar: _Found, solar: _Found, published: date | None) -> tuple[_Found, _Found]:
    if lunar.date and not lunar.inferred and solar.inferred:
        same = lunar.date[5:] == (solar.date or "")[5:] and lunar.date != solar.date
        return lunar, replace(solar, date=lunar.date, inferred=False) if same else solar
    if solar.inferred and lunar.named and published and solar.date and len(solar.date) == _DAY:
        both = solar_with(lunar.named, solar.date[5:], published)
        solar = replace(solar, date=both or solar.date)
    if lunar.date is None and solar.date:
        lunar = replace(lunar, date=solar.date, precision=solar.precision, inferred=solar.inferred)
    return lunar, solar


def find_event_dates(body: str, *, published: str | None = None) -> list[EventDate]:
    """Return the dates that a body names, in the order of the text.

    `date` is EDTF: a day or an interval (`2022-08-01/2022-08-15`). `start` and `end` are offsets into `body` as given, in any
    Unicode form. `published` is a publication date (`2022-07-06`, or with a time); it gives days without a year their year,
    marked `inferred`: the last such day not after it, or the next one if the text looks forward. Without it such a day has
    `date` None and only its `raw` text. Plain years and counts of months (`9 tháng đầu năm 2020`) are not events.
    Never raises.

    >>> [(found.date, found.raw, found.inferred) for found in find_event_dates("Ngày 5/7, khởi công.", published="2022-07-06")]
    [('2022-07-05', 'Ngày 5/7', True)]
    """
    read = flat(body)
    day = published_day(published)
    lunar = list(_lunar(read.text, day))
    found = lunar + list(_numbered(read.text, day, lunar))
    found += _relative(read.text, day)
    events = []
    for item in _paired(read.text, _apart(found), day) if lunar else _apart(found):
        start, end = read.place(item.start, item.end)
        calendar: Literal["lunar", "gregorian"] = "lunar" if item.lunar else "gregorian"
        events.append(EventDate(item.date, item.precision, item.part, body[start:end], start, end, item.inferred, calendar))
    return events
