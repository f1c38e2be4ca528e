"""When undated articles can have been published, as the whole store tells.

The same articles give the same intervals, in whatever order they were captured; more articles make them tighter.
"""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from portals.items import Article, Bound, PublishedBetween
from portals.store.tables import articles
from portals.text.dates import published_on
from portals.text.dates.neighbours import Filed, Neighbourhood
from portals.text.dates.values import aware


class Intervals:
    """The intervals of a store; each portal is read once, when it is first asked for."""

    def __init__(self, connection: sa.Connection) -> None:
        self.connection = connection
        self._portals: dict[str, Neighbourhood] = {}

    def fill(self, some: Sequence[Article]) -> None:
        """Fill `published_between` of the undated articles."""
        for article in some:
            article.published_between = None if article.published_at else interval_of(article, self._portal(article.portal))

    def last_days(self, portal: str) -> dict[str, str]:
        """Return the last possible day of each undated article of a portal that has a number of its CMS."""
        neighbourhood = self._portal(portal)
        found = ((one.id, neighbourhood.interval(one)) for one in neighbourhood.undated)
        return {name: between.latest.date for name, between in found if between and between.latest}

    def _portal(self, name: str) -> Neighbourhood:
        if name not in self._portals:
            self._portals[name] = neighbourhood(self.connection, name)
        return self._portals[name]


def neighbourhood(connection: sa.Connection, portal: str) -> Neighbourhood:
    """Return the portal's articles by number, as the store has them now."""
    return Neighbourhood(filed(connection, portal))


def interval_of(article: Article, neighbourhood: Neighbourhood) -> PublishedBetween | None:
    """Return when an undated article can have been published; None where nothing is known.

    Without a number of the CMS the interval is that of the page alone, up to the first capture.
    """
    seen = [day for day in (neighbourhood.first_seen(article.id), _day(article.first_seen or article.fetched_at)) if day]
    one = Filed(article.id, article.serial or 0, None, _past(article), min(seen, default=None))
    return (neighbourhood if article.serial else Neighbourhood([])).interval(one)


def filed(connection: sa.Connection, portal: str) -> list[Filed]:
    """Return what the store knows of the portal's articles that have a number of their CMS."""
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
    """The last day that the article's text names as past: the stored record has the page's own interval."""
    own = article.published_between.earliest if article.published_between else None
    return own if own and own.kind == "text" else None


def _day(time: str | None) -> str | None:
    """The day in Vietnam of a time."""
    return aware(time).date().isoformat() if time else None
