"""When an undated article can have been published, from its own page: not before what its text names as past."""

from __future__ import annotations

import re
from collections.abc import Sequence

from portals.items import Bound, EventDate, PublishedBetween
from portals.text.dates.event_years import outlook
from portals.text.dates.lexicon import table
from portals.text.dates.values import FIRST_YEAR, aware

_WORDS = table("events.words")
_REACH = 200
_DAY = len("2022-07-05")
_BREAK = re.compile(r"[.!?;:\n]\s|\n")
_DONE = re.compile(rf"\b(?:{'|'.join(_WORDS['done'])})\b")
"""A verb in the past: `đã`, `vừa`."""
_DOCUMENT = re.compile(r"(?<![0-9])[0-9]{1,5}(?:/[0-9]{4})?[/-][a-zđ][\w&.-]{1,20},?\s+$")
"""`Quyết định số 15/QĐ-UBND` before `ngày 3/2/2022`: a document was signed on its day."""


def published_on(value: str | None, precision: str | None) -> str | None:
    """Return the day in Vietnam of a publication value; None where only a month or year is known.

    >>> published_on("2022-07-05T08:15:00+07:00", "minute"), published_on("2022-07", "month")
    ('2022-07-05', None)
    """
    return value[:_DAY] if value and precision not in ("month", "year") else None


def named_as_past(body: str, dates: Sequence[EventDate], *, until: str | None) -> EventDate | None:
    """Return the latest of a body's dates that the article cannot be older than; None where it names no such day.

    A date counts if its year is printed (or named by the text) and its clause says that it is past: `Ngày 5/7/2022, đoàn đã
    thăm …`, `đã họp ngày 5/7/2022`, `Quyết định số 15/QĐ-UBND ngày 3/2/2022`. Dates after `until`, the capture's day, are slips
    of the pen. Of a span the first day counts.
    """
    text = body.lower()
    if len(text) != len(body):
        return None
    past = [date for date in dates if _counts(date, until) and _is_past(text, date)]
    return max(past, key=lambda date: date.date or "", default=None)


def _counts(date: EventDate, until: str | None) -> bool:
    if date.date is None or date.precision != "day" or date.inferred:
        return False
    return f"{FIRST_YEAR}" <= date.date[:_DAY] <= (until or "9999")


def _is_past(text: str, date: EventDate) -> bool:
    before = text[max(0, date.start - _REACH) : date.start]
    if _DOCUMENT.search(before):
        return True
    if outlook(text, date.start, date.end) != "back":
        return False

    after = text[date.end : date.end + _REACH]
    stop = _BREAK.search(after)
    if _DONE.search(after[: stop.start()] if stop else after):
        return True
    breaks = list(_BREAK.finditer(before))
    clause = (before[breaks[-1].end() :] if breaks else before).rpartition(",")[2]
    return _DONE.search(clause) is not None


def own_interval(body: str, dates: Sequence[EventDate], *, captured: str | None) -> PublishedBetween | None:
    """Return when an undated article can have been published, as far as its page alone tells; None where it tells nothing.

    `captured` is the time of the capture (ISO 8601).
    """
    seen = aware(captured).date().isoformat() if captured else None
    latest = Bound(seen, "capture", str(captured)) if seen else None
    past = named_as_past(body, dates, until=seen)
    earliest = Bound(past.date[:_DAY], "text", past.raw) if past and past.date else None
    return between(earliest, latest)


def between(earliest: Bound | None, latest: Bound | None) -> PublishedBetween | None:
    """Return the interval of two bounds, either of which may be missing; None without any.

    >>> between(Bound("2022-06-28", "text", "ngày 28/6/2022"), Bound("2022-07-05", "capture", "2022-07-05T03:00:00Z")).interval
    '2022-06-28/2022-07-05'
    """
    if earliest is None and latest is None:
        return None
    interval = f"{earliest.date if earliest else '..'}/{latest.date if latest else '..'}"
    return PublishedBetween(interval, earliest, latest)
