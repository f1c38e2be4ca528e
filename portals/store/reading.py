"""Read articles and their histories from the store, with their duplicates and the intervals of undated articles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from portals.items import Article, Bound, PublishedBetween
from portals.store import duplicates
from portals.store.records import as_article
from portals.store.tables import articles, asides, versions
from portals.text.dates import published_on
from portals.text.dates.neighbours import Filed, Neighbourhood
from portals.text.dates.values import aware

BATCH = 500

_COLUMNS = [column for column in articles.c if column.name != "weak"]
"""Columns that older stores have too, because reading does not upgrade a store."""


@dataclass(frozen=True, slots=True)
class Selection:
    """A selection of articles: of one portal, published on a day or later.

    An undated article is left out only if its interval (`Intervals`) ends before that day.
    """

    portal: str | None = None
    since: date | None = None


def ids(connection: sa.Connection, wanted: Selection = Selection()) -> list[str]:
    """Return the ids of the articles, including gone ones, by portal and publication.

    Undated articles are sorted by the last day of their interval; those without an interval come last.
    """
    query = sa.select(articles.c.id, articles.c.portal, articles.c.published_at)
    if wanted.portal:
        query = query.where(articles.c.portal == wanted.portal)
    rows = connection.execute(query).all()

    intervals, last = Intervals(connection), dict[str, str]()
    for portal in {row.portal for row in rows if row.published_at is None}:
        last |= intervals.last_days(portal)
    since = wanted.since.isoformat() if wanted.since else ""
    placed = [(row.portal, row.published_at or last.get(row.id, _NEVER), row.id) for row in rows]
    return [name for _, day, name in sorted(placed) if not _before(day, since)]


_NEVER = "9999"


def _before(published: str, since: str) -> bool:
    """Return whether a date is certainly before a day: `2022` and `2022-07` are not before a day in them."""
    day = published[: len("2022-07-05")]
    return day < since[: len(day)]


def read_articles(connection: sa.Connection, wanted: Sequence[str]) -> Iterator[Article]:
    """Yield the articles with these ids, in this order, one batch in memory at a time."""
    intervals = Intervals(connection)
    for start in range(0, len(wanted), BATCH):
        some = wanted[start : start + BATCH]
        query = sa.select(*_COLUMNS).where(articles.c.id.in_(some))
        found = {row["id"]: _article(row) for row in connection.execute(query).mappings()}
        fill_links(connection, list(found.values()))
        intervals.fill(list(found.values()))
        yield from (found[one] for one in some if one in found)


def fill_links(connection: sa.Connection, some: Sequence[Article]) -> None:
    """Fill `duplicates` and `representative` of the articles from the store."""
    names = sorted({article.id for article in some})
    linked = duplicates.duplicates_of(connection, names)
    first = duplicates.representatives(connection, names)
    for article in some:
        article.duplicates, article.representative = linked[article.id], first[article.id]


def unique(connection: sa.Connection, wanted: Sequence[str]) -> list[str]:
    """Return one article of each cluster of copies: its representative, or else the first of the cluster in `wanted`."""
    kept: dict[str, str] = {}
    among = set(wanted)
    for start in range(0, len(wanted), BATCH):
        for name, first in duplicates.representatives(connection, wanted[start : start + BATCH]).items():
            kept.setdefault(first, first if first in among else name)
    chosen = set(kept.values())
    return [name for name in wanted if name in chosen]


def _article(row: Mapping[Any, Any]) -> Article:
    article = as_article(row["record"])
    article.version, article.changed_at = row["version"], row["changed_at"]
    article.first_seen, article.last_seen = row["first_seen"], row["last_seen"]
    article.state, article.gone_at = row["state"], row["gone_at"]
    return article


def find(connection: sa.Connection, name: str) -> Mapping[str, Any] | None:
    """Return the row of the article with this id, or with this address."""
    for column in (articles.c.id, articles.c.url):
        if row := connection.execute(sa.select(*_COLUMNS).where(column == name)).mappings().first():
            return dict(row)
    return None


def history(connection: sa.Connection, article_id: str) -> list[dict[str, Any]]:
    """Return the rows of the article's versions, the first one first."""
    query = sa.select(versions).where(versions.c.article_id == article_id).order_by(versions.c.version)
    return [dict(row) for row in connection.execute(query).mappings()]


def kept_aside(connection: sa.Connection, article_id: str) -> list[dict[str, Any]]:
    """Return the texts that only a fallback could read, the oldest first."""
    if not sa.inspect(connection).has_table(asides.name):
        return []
    query = sa.select(asides).where(asides.c.article_id == article_id).order_by(asides.c.last_seen, asides.c.key)
    return [dict(row) for row in connection.execute(query).mappings()]


def stored_portals(connection: sa.Connection) -> list[str]:
    """Return the names of the portals that have an article in the store."""
    return list(connection.execute(sa.select(articles.c.portal).distinct().order_by(articles.c.portal)).scalars())


def publication_days(connection: sa.Connection, portal: str, most: int = 200) -> list[date]:
    """Return the last days with a publication of the portal, the newest first."""
    day = sa.func.substr(articles.c.published_at, 1, 10)
    query = sa.select(day).where(articles.c.portal == portal, sa.func.length(articles.c.published_at) >= len("2022-07-05"))
    found = connection.execute(query.distinct().order_by(day.desc()).limit(most)).scalars()
    return [date.fromisoformat(text) for text in found]


def last_found(connection: sa.Connection, portal: str) -> str | None:
    """Return when an article of the portal was last seen for the first time, UTC."""
    query = sa.select(sa.func.max(articles.c.first_seen)).where(articles.c.portal == portal)
    found: str | None = connection.execute(query).scalar()
    return found


class Intervals:
    """Publication intervals of undated articles, from all articles of a portal. Each portal is read once, on first use."""

    def __init__(self, connection: sa.Connection) -> None:
        self.connection = connection
        self._portals: dict[str, Neighbourhood] = {}

    def fill(self, some: Sequence[Article]) -> None:
        """Fill `published_between` of the undated articles."""
        for article in some:
            article.published_between = None if article.published_at else interval_of(article, self._portal(article.portal))

    def last_days(self, portal: str) -> dict[str, str]:
        """Return the last possible day of each undated article of a portal that has a number in its CMS."""
        neighbourhood = self._portal(portal)
        found = ((one.id, neighbourhood.interval(one)) for one in neighbourhood.undated)
        return {name: between.latest.date for name, between in found if between and between.latest}

    def _portal(self, name: str) -> Neighbourhood:
        if name not in self._portals:
            self._portals[name] = neighbourhood(self.connection, name)
        return self._portals[name]


def neighbourhood(connection: sa.Connection, portal: str) -> Neighbourhood:
    """Return the portal's articles with their numbers in the CMS."""
    return Neighbourhood(filed(connection, portal))


def interval_of(article: Article, neighbourhood: Neighbourhood) -> PublishedBetween | None:
    """Return when an undated article can have been published; None if nothing is known.

    Without a number of the CMS it uses only the page itself and the time of the first capture.
    """
    seen = [day for day in (neighbourhood.first_seen(article.id), _day(article.first_seen or article.fetched_at)) if day]
    one = Filed(article.id, article.serial or 0, None, _past(article), min(seen, default=None))
    return (neighbourhood if article.serial else Neighbourhood([])).interval(one)


def filed(connection: sa.Connection, portal: str) -> list[Filed]:
    """Return the dates of the portal's articles that have a number in their CMS."""
    record = articles.c.record
    query = sa.select(
        articles.c.id,
        articles.c.published_at,
        articles.c.first_seen,
        record["serial"].as_string().label("serial"),
        record["published_precision"].as_string().label("precision"),
        *(record[("published_between", "earliest", name)].as_string().label(name) for name in ("date", "kind", "detail")),
    ).where(articles.c.portal == portal)
    return [
        Filed(row.id, int(row.serial), published_on(row.published_at, row.precision), _bound(row), _day(row.first_seen))
        for row in connection.execute(query)
        if row.serial
    ]


def _bound(row: sa.Row[tuple[str, ...]]) -> Bound | None:
    return Bound(row.date, "text", row.detail) if row.date and row.kind == "text" else None


def _past(article: Article) -> Bound | None:
    """Return the last day that the article's text names as past, from the page's own interval in the record."""
    own = article.published_between.earliest if article.published_between else None
    return own if own and own.kind == "text" else None


def _day(time: str | None) -> str | None:
    """Return the day in Vietnam of a time."""
    return aware(time).date().isoformat() if time else None
