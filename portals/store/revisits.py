"""When a page is looked at again: recent often, old seldom, every one within `LONGEST`. Pure: the time is passed in.

An article is visited again after a quarter of its age, at least `SHORTEST` and at most `LONGEST` later. Its age counts from its
publication or its last change, whichever is later. A fixed part of each article's own spreads the visits over the days.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

SHORTEST = timedelta(hours=12)
LONGEST = timedelta(days=60)
GONE = timedelta(days=30)
"""A page that answered 404 or 410, or that is for members alone, is asked again this much later."""
REJECTED = timedelta(days=1)
"""So is a page that was no article (empty, a login form), or that leads to another host."""
ROTATION = 200
"""Each run also visits one in so many articles, those longest not looked at, due or not."""
MOST_DUE = 10
"""A run visits at most one in so many of the known articles because they are due, most overdue first (or 50)."""

_FORM = "%Y-%m-%dT%H:%M:%SZ"


def article(article_id: str, now: str, published_at: str | None, edited_at: str | None) -> str:
    """Time of the next visit, UTC. `now` and `edited_at` are UTC with `Z`; `published_at` is as a record has it."""
    moment = _utc(now)
    known = [time for time in (_published(published_at), _utc(edited_at) if edited_at else None) if time and time <= moment]
    age = moment - max(known) if known else LONGEST * 4
    pause = min(max(age / 4, SHORTEST), LONGEST)
    return (moment + pause * _share(article_id)).strftime(_FORM)


def time_after(now: str, pause: timedelta) -> str:
    """`now` and `pause` later, UTC."""
    return (_utc(now) + pause).strftime(_FORM)


def _share(article_id: str) -> float:
    """A number from 0.5 to 1 that belongs to this article."""
    return 0.5 + hashlib.sha1(article_id.encode()).digest()[0] / 510


def _utc(text: str) -> datetime:
    return datetime.fromisoformat(text[:19]).replace(tzinfo=UTC)


def _published(text: str | None) -> datetime | None:
    """The first moment of an EDTF date; None where it cannot be read."""
    if not text:
        return None
    if "T" in text:
        return datetime.fromisoformat(text).astimezone(UTC)
    try:
        year, month, day = [int(part) for part in (text + "-01-01")[:10].split("-")]
        return datetime(year, month, day, tzinfo=UTC)
    except ValueError:
        return None
