"""Days as ISO text."""

from __future__ import annotations

from datetime import date, timedelta


def later(day: str, days: int) -> str:
    """Return the ISO day that lies some days after another; the last day there is, where none does."""
    try:
        return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
    except OverflowError:
        return day
