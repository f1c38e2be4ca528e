"""Dates named in running text."""

from __future__ import annotations

from portals.items import EventDate


def find_event_dates(body: str, *, published: str | None = None) -> list[EventDate]:
    """The dates a body names, in its order; offsets are into `body` as given."""
    return []
