"""The year of a day that the text prints without one, from the sentence around it and the publication date."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

from portals.text.dates.lexicon import table
from portals.text.dates.values import calendar_day

Outlook = Literal["forward", "perhaps", "nearest", "fixed", "back"]

_WORDS = table("events.words")
_NEAR_YEARS: dict[str, int] = dict(table("events.near_years"))
_SENTENCE_END = re.compile(r"[.!?;]\s|\n")
_NEAR_FUTURE, _LONG_PAST = 60, 300
_NEAR = 60
"""Days from the publication in which a day without a year is news, whatever year its sentence is about."""
_UNDECIDED = 30
"""Two days of one name that lie equally far (to so many days) before and after the publication: neither is meant surely."""
_FIXED = 90
"""Days ahead to which a fixed date (`đã ấn định … vào ngày 28/12`) is taken for one to come."""
_REACH = 160


def _any(name: str) -> str:
    return "|".join(_WORDS[name])


_SHIFTED = re.compile(rf"\b(?:{_any('shifting')})\b.*\b(?:{_any('shifted_to')})(?:\s+hết)?\s*$")
"""`đã lùi buổi tập đầu tiên xuống` before `ngày 31-12`."""
_SET = re.compile(rf"\b(?:{_any('setting')})\b.*\b(?:{_any('set_on')})\s*$")
"""`đã ấn định buổi họp vào` before `ngày 28/12`."""
_DEADLINE = re.compile(rf"\b(?:{_any('deadlines')})\b")
_COUNTED_UP = re.compile(rf"\b(?:{_any('counted_up')})\b")
"""`Tính đến ngày 15/6` looks back."""
_EVERY_YEAR = re.compile(rf"(?:^\s*|[,:–-]\s+)(?:{_any('yearly')})\b|\b(?:{_any('habitual')})")
"""Before a day: `Hằng năm, cứ đến` `ngày 20/11`; not `lễ hội hằng năm, sáng 5/7`."""
_YEARLY_AFTER = re.compile(rf"\s?[,(]?\s?(?:{_any('yearly')})\b")
_NAMED = re.compile(r"(?:^\s*|[,:–-]\s+)(?:(?:trong|vào|bước sang|sang)\s+)?năm\s+((?:19|20)[0-9]{2})\s*,")
"""A year at the head of a clause: `Năm 2024,` `ngày 30/4`; not `Kế hoạch năm 2024, ngày 30/4`."""
_NAMED_DAY = re.compile(r"\bnăm\s+[0-9]{4}\s*,\s*(?:(?:từ|vào|trong|đến)\s*)*$")
_HELD = re.compile(
    rf"\b(?:{_any('held')})\b[^,]*?(?<!học)\s((?:19|20)[0-9]{{2}})(?![0-9]|\s?[-–/])(?=.*\b(?:{_any('holding')})\b)"
)
"""The year of what the sentence is about: `Kỳ nghỉ Tết năm 2025 kéo dài từ` `ngày 25/1`."""
_ANY_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")


def published_day(published: str | None) -> date | None:
    """Return the day of a publication value; None where it has no day."""
    return date.fromisoformat(published[:10]) if published and len(published) >= 10 else None


def _sentence_parts(text: str, start: int, end: int) -> tuple[str, str]:
    """The sentence before a span and after it, each cut at a reach to stay linear."""
    before = text[max(0, start - _REACH) : start]
    after = text[end : end + _REACH]

    breaks = list(_SENTENCE_END.finditer(before))
    stop = _SENTENCE_END.search(after)
    return before[breaks[-1].end() :] if breaks else before, after[: stop.start()] if stop else after


def sentence_of(text: str, start: int, end: int) -> str:
    """Return the sentence around a span, with a blank at each end so that whole words can be looked for."""
    before, after = _sentence_parts(text, start, end)
    return f" {before}{text[start:end]}{after} "


def outlook(text: str, start: int, end: int) -> Outlook:
    """Return where the sentence around a day looks.

    `forward` (`sẽ`, `dự kiến`, `10/5 tới`), `nearest` (put off or due: `đã lùi … sang`, `trước ngày`), `fixed` (`đã ấn định
    … vào`), `back` (`đã`, `vừa`, `tính đến`), else `perhaps`.
    """
    before, _ = _sentence_parts(text, start, end)
    if _SHIFTED.search(before):
        return "nearest"
    if _SET.search(before):
        return "fixed"
    sentence = sentence_of(text, start, end)
    past = any(word in sentence for word in _WORDS["past"])
    if text.startswith(" tới", end) or any(word in sentence for word in _WORDS["forward"]):
        return "perhaps" if past else "forward"
    if _COUNTED_UP.search(before):
        return "back"
    if not past and _DEADLINE.search(sentence):
        return "nearest"
    return "back" if past and not any(word in sentence for word in _WORDS["perhaps_forward"]) else "perhaps"


def recurs(text: str, start: int, end: int, *, part: str | None) -> bool:
    """Return whether a day is one of every year: `trước ngày 15-8 hằng năm`, `Hằng năm, cứ đến ngày 20/11`.

    With a part of the day one day is meant: `Hằng năm, xã đều mở hội; sáng 5/7, …`.
    """
    if _YEARLY_AFTER.match(text, end):
        return True
    return part is None and _EVERY_YEAR.search(_sentence_parts(text, start, end)[0]) is not None


def _named_year(pattern: re.Pattern[str], before: str) -> int | None:
    """The last year that the sentence names for the days after it; None where another year stands between."""
    found = list(pattern.finditer(before))
    return None if not found or _ANY_YEAR.search(before, found[-1].end(1)) else int(found[-1][1])


def first_day(month: int, day: int, *, text: str, span: tuple[int, int], published: date | None) -> tuple[date | None, bool]:
    """Return the date of a day without a year that stands at `span`, and whether its year comes from the publication.

    A year after the day (`năm nay`, `năm ngoái`) or named earlier in the sentence decides; else the outlook of the sentence
    does. None where it cannot be told: without a publication date, or where two candidates are as good.
    """
    for words, away in _NEAR_YEARS.items():
        if published and text.startswith(words, span[1]):
            return calendar_day(published.year + away, month, day), True

    guess = inferred_day(month, day, published, outlook(text, *span)) if published else None
    before, _ = _sentence_parts(text, *span)
    near = guess is not None and published is not None and abs((published - guess).days) <= _NEAR
    if year := _named_year(_NAMED, before):
        named = calendar_day(year, month, day)
        recent = near and published is not None and guess is not None and guess <= published
        return (None if recent and guess != named and not _NAMED_DAY.search(before) else named), False
    if not near and (year := _named_year(_HELD, before)):
        return calendar_day(year, month, day), False
    return guess, True


def _next(month: int, day: int, limit: date, step: int) -> date | None:
    """The first such day from `limit` on, into the future (1) or the past (-1); 29/2 may be years away."""
    for year in range(limit.year, limit.year + 9 * step, step):
        found = calendar_day(year, month, day)
        if found and (found >= limit if step > 0 else found <= limit):
            return found
    return None


def inferred_day(month: int, day: int, published: date, look: Outlook) -> date | None:
    """Return the day meant, seen from the publication.

    `back`: the last one not after it. `forward`: the next one, unless the last is recent and the next far off. `perhaps`:
    the last one, unless the next is within 60 days and the last 300 days ago. `nearest`: the nearer one, None where both are
    equally far. `fixed`: the nearer one, but only the last where the next is more than 90 days ahead.
    """
    past, future = _next(month, day, published, -1), _next(month, day, published, 1)
    if past is None or future is None:
        return past or future

    ago, ahead = (published - past).days, (future - published).days
    if look == "nearest":
        return None if ago and abs(ago - ahead) < _UNDECIDED else min(past, future, key=lambda found: abs(found - published))
    if look == "fixed":
        return future if ahead <= min(_FIXED, ago) else past
    if look == "forward":
        return past if ago <= _NEAR_FUTURE and ahead > _LONG_PAST else future
    return future if look == "perhaps" and ahead <= _NEAR_FUTURE and ago > _LONG_PAST else past


def not_after(month: int, day: int, limit: date) -> date | None:
    """Return the last such day up to `limit`: the start of a span whose end is known."""
    return _next(month, day, limit, -1)


def not_before(month: int, day: int, limit: date) -> date | None:
    """Return the first such day from `limit` on: the end of a span whose start is known."""
    return _next(month, day, limit, 1)


def consecutive(days: list[date]) -> bool:
    """Return whether each day follows the one before it."""
    return all(later - earlier == timedelta(days=1) for earlier, later in pairwise(days))
