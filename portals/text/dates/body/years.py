"""The year of a day that has none, from the publication date; and a day's neighbours, from each other."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise

from portals.text.dates.lexicon import table

_WORDS = table("body.words")
_SENTENCE_END = re.compile(r"[.!?;]\s|\n")
_NEAR_FUTURE, _LONG_PAST = 60, 300
_REACH = 160


def published_day(published: str | None) -> date | None:
    """The day of a publication value; None where it has no day."""
    return date.fromisoformat(published[:10]) if published and len(published) >= 10 else None


def calendar_day(year: int, month: int, day: int) -> date | None:
    """The date, or None where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def sentence_of(text: str, start: int, end: int) -> str:
    """The sentence around a span, cut at a reach to stay linear."""
    before = text[max(0, start - _REACH) : start]
    after = text[end : end + _REACH]
    breaks = list(_SENTENCE_END.finditer(before))
    stop = _SENTENCE_END.search(after)
    head = before[breaks[-1].end() :] if breaks else before
    return f" {head}{text[start:end]}{after[: stop.start()] if stop else after} "


def outlook(text: str, start: int, end: int) -> str:
    """Where a sentence looks: `forward` (`sẽ`, `dự kiến`, `10/5 tới`), `perhaps` (`hạn`, `từ ngày`, mixed tenses) or `back`."""
    sentence = sentence_of(text, start, end)
    forward = text.startswith(" tới", end) or any(word in sentence for word in _WORDS["forward"])
    if forward:
        return "perhaps" if any(word in sentence for word in _WORDS["past"]) else "forward"
    if any(word in sentence for word in _WORDS["perhaps_forward"]):
        return "perhaps"
    return "back" if any(word in sentence for word in _WORDS["past"]) else "perhaps"


def _nearest(month: int, day: int, limit: date, step: int) -> date | None:
    """The first such day from `limit` on, into the future (1) or the past (-1); 29/2 may be years away."""
    for year in range(limit.year, limit.year + 9 * step, step):
        found = calendar_day(year, month, day)
        if found and (found >= limit if step > 0 else found <= limit):
            return found
    return None


def inferred_day(month: int, day: int, published: date, look: str) -> date | None:
    """The day meant: the last one not after the publication; where the text looks forward, the next one not before it."""
    past, future = _nearest(month, day, published, -1), _nearest(month, day, published, 1)
    if past is None or future is None:
        return past or future
    soon, long_ago = (future - published).days <= _NEAR_FUTURE, (published - past).days > _LONG_PAST
    if look == "forward" and not ((published - past).days <= _NEAR_FUTURE and (future - published).days > _LONG_PAST):
        return future
    return future if look == "perhaps" and soon and long_ago else past


def not_after(month: int, day: int, limit: date) -> date | None:
    """The last such day up to `limit`: the start of a span whose end is known."""
    return _nearest(month, day, limit, -1)


def not_before(month: int, day: int, limit: date) -> date | None:
    """The first such day from `limit` on: the end of a span whose start is known."""
    return _nearest(month, day, limit, 1)


def consecutive(days: list[date]) -> bool:
    """Whether each day follows the one before it."""
    return all(later - earlier == timedelta(days=1) for earlier, later in pairwise(days))
