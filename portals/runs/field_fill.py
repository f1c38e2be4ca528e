"""The share of records in which each field is filled, counted in Scrapy's statistics."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Protocol

from portals.items import Article

FIELDS = (
    *("section", "title", "lead", "body", "byline", "author", "author_organisation", "published_at", "modified_at"),
    *("event_dates", "images", "attachments", "view_count", "officials"),
)
RECORDS = "fill/records"
NEWEST = "published/newest"

MIN_RECORDS = 20
"""With fewer records a rate says little about the site and is not compared with earlier runs."""


class Counter(Protocol):
    """The part of Scrapy's statistics that is needed here."""

    def inc_value(self, key: str, count: int = 1) -> None: ...

    def max_value(self, key: str, value: Any) -> None: ...


class Counts(dict[str, Any]):
    """A `Counter` for use without a crawl."""

    def inc_value(self, key: str, count: int = 1) -> None:
        self[key] = self.get(key, 0) + count

    def max_value(self, key: str, value: Any) -> None:
        self[key] = max(self.get(key, value), value)


def count(article: Article, stats: Counter) -> None:
    """Add one record. None, empty text and empty lists are not filled; 0 views are."""
    stats.inc_value(RECORDS)
    for name in FIELDS:
        if getattr(article, name) not in (None, "", []):
            stats.inc_value(f"fill/field/{name}")
    if article.published_at and len(article.published_at) >= len("2022-07-05"):
        stats.max_value(NEWEST, article.published_at[:10])


def rates(stats: Mapping[str, Any]) -> dict[str, float]:
    """Return for each field the share of records in which it is filled, 0 to 1; empty without records."""
    records = stats.get(RECORDS, 0)
    return {name: round(stats.get(f"fill/field/{name}", 0) / records, 4) for name in FIELDS} if records else {}


def newest(stats: Mapping[str, Any]) -> date | None:
    """Return the latest publication day among the records."""
    latest = stats.get(NEWEST)
    return date.fromisoformat(latest) if latest else None
