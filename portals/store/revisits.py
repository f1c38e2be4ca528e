"""When a page is visited again: recent ones often, old ones seldom, all within `LONGEST`. Pure: the time is passed in.

An article is visited again after a quarter of its age, at least `SHORTEST` and at most `LONGEST` later. Its age counts from its
publication or its last change, whichever is later. A fixed factor for each article spreads the visits over the days.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

SHORTEST = timedelta(hours=12)
LONGEST = timedelta(days=60)
GONE = timedelta(days=30)
"""Pause after 404 or 410, or for a page that only members may read."""
REJECTED = timedelta(days=1)
"""Pause after a page that was not an article (empty, a login form) or that redirected to another host."""
ROTATION = 200
"""Each run also visits one in this many articles, those not visited for the longest time."""
MOST_DUE = 10
"""A run visits at most one in this many of the known articles (or 50) because they are due, the most overdue first."""

_FORM = "%Y-%m-%dT%H:%M:%SZ"


def article(article_id: str, now: str, published_at: str | None, edited_at: str | None) -> str:
    """Return the time of the next visit, UTC. `now` and `edited_at` are UTC with `Z`; `published_at` is as a record has it."""
    moment = _utc(now)
    known = [time for time in (_published(published_at), _utc(edited_at) if edited_at else None) if time and time <= moment]
    age = moment - max(known) if known else LONGEST * 4
    pause = min(max(age / 4, SHORTEST), LONGEST)
    return (moment + pause * _share(article_id)).strftime(_FORM)


def time_after(now: str, pause: timedelta) -> str:
    """Return the time `pause` after `now`, UTC."""
    return (_utc(now) + pause).strftime(_FORM)


def _share(article_id: str) -> float:
    """Return the fixed factor of an article, from 0.5 to 1."""
    return 0.5 + hashlib.sha1(article_id.encode()).digest()[0] / 510


def _utc(text: str) -> datetime:
    return datetime.fromisoformat(text[:19]).replace(tzinfo=UTC)


def _published(text: str | None) -> datetime | None:
    """Return the first moment of an EDTF date; None if it cannot be read."""
    if not text:
        return None
    if "T" in text:
        return datetime.fromisoformat(text).astimezone(UTC)
    try:
        year, month, day = [int(part) for part in (text + "-01-01")[:10].split("-")]
        return datetime(year, month, day, tzinfo=UTC)
    except ValueError:
        return None
