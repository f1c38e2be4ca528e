"""What a crawl knows about the portal's pages, and the results of its visits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

import sqlalchemy as sa

from portals.items import Article, ListingMetadata
from portals.store import revisits, saving
from portals.store.database import CompiledStatement, Row, as_json, dialect_insert
from portals.store.frontier import Crawl
from portals.store.store import Store, utc_now
from portals.store.tables import articles, listings, pages
from portals.webpage.listing_fields import same_title

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.http import Response

COMPLETE = frozenset({"last_page", "empty", "no_pager", "repeats", "loops"})
"""Ends of a pager which mean that the whole section was seen."""


@dataclass(frozen=True, slots=True)
class KnownArticle:
    """An article that an earlier crawl has seen."""

    id: str
    url: str
    listed: ListingMetadata
    etag: str | None
    last_modified: str | None
    published_at: str | None
    edited_at: str | None
    """When it was last seen to have changed; without a publication date, when it was first seen."""
    checked_at: str | None = None
    """When it was last requested, UTC."""
    state: str | None = None
    """`present`, `gone`, `closed` (for members only), `rejected`, `moved`, `failed`."""

    def differs(self, listed: ListingMetadata) -> bool:
        """Return whether the same source now prints another title; a date next to it, or a shortened title, is no change."""
        if not (listed.title and self.listed.title) or listed.source != self.listed.source:
            return False
        return not same_title(listed.title, self.listed.title)

    def changed(self, moment: str | None) -> bool:
        """Return whether, according to a sitemap or feed, it has changed since its last visit."""
        return bool(moment and self.checked_at and moment > self.checked_at)


@dataclass(frozen=True, slots=True)
class SectionHistory:
    """What earlier crawls saw of a section. `whole`: one of them read all of it."""

    whole: bool = False
    articles: int | None = None
    """Number of articles on its pages when it was last read to its end."""
    front: int | None = None
    """Number of articles on its first page."""
    runs_since: int = 0
    """Number of runs since then that stopped at known articles."""


@dataclass(frozen=True, slots=True)
class SectionEnd:
    """How the pager of a section ended. `articles` is None if this run did not read all of its pages."""

    stop: str
    articles: int | None = None
    front: int | None = None


@dataclass(slots=True)
class Visit:
    """The visit of one article, and its result."""

    url: str
    listed: dict[str, str | None]
    meta: Row
    status: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    archived: Row | None = None
    article: Article | None = None
    state: str | None = None
    """As in `KnownArticle`; None if nothing is recorded."""
    again: bool = False
    """Whether the same crawl requests the page again: a firewall blocked it, or store or archive could not be written."""


class Visits:
    """The pages of one portal in the store, and the visits of one crawl."""

    def __init__(self, store: Store, portal: str, crawl: Crawl, *, since: bool = False) -> None:
        self.store = store
        self.since = since
        """Whether old records are left out (`-a since=`): then a page without a record is not recorded as rejected."""
        self.portal = portal
        self.crawl = crawl
        self._under_way: dict[str, Visit] = {}
        self._rows: list[Row] = []
        self._ends: dict[str, SectionEnd] = {}
        self._earlier = pages.c.crawl.is_distinct_from(crawl.id)
        self._sections = self._section_histories()
        self.none_known = self._nothing_known()
        """Whether this is the first crawl of the portal."""

    def _section_histories(self) -> dict[str, SectionHistory]:
        wanted = listings.c.section, listings.c.completed_at, listings.c.articles, listings.c.front, listings.c.runs_since
        with self.store.read() as connection:
            rows = connection.execute(sa.select(*wanted).where(listings.c.portal == self.portal)).all()
        return {name: SectionHistory(done is not None, count, front, runs) for name, done, count, front, runs in rows}

    def _nothing_known(self) -> bool:
        query = sa.select(pages.c.id).where(pages.c.portal == self.portal, self._earlier).limit(1)
        with self.store.read() as connection:
            return connection.execute(query).first() is None

    def section(self, name: str) -> SectionHistory:
        """Return what earlier crawls saw of a section."""
        return self._sections.get(name, SectionHistory())

    def known(self, keys: Iterable[str]) -> dict[str, KnownArticle]:
        """Return the articles that an earlier crawl has seen, by identity key, without those found by this crawl."""
        if self.none_known:
            return {}
        ids = [f"{self.portal}:{key}" for key in keys]
        query = _known_query().where(pages.c.id.in_(ids), self._earlier)
        with self.store.read() as connection:
            return {row.id.partition(":")[2]: _known(row) for row in connection.execute(query)}

    def due(self, *, everything: bool = False) -> Iterator[KnownArticle]:
        """Yield articles to visit again: those that are due, and some that were not visited for the longest time, or all."""
        mine = _known_query().where(pages.c.portal == self.portal, self._earlier)
        if everything:
            yield from self._all(mine)
            return

        with self.store.read() as connection:
            count = connection.execute(sa.select(sa.func.count()).select_from(mine.subquery())).scalar() or 0
            most = max(50, count // revisits.MOST_DUE)
            failed = mine.where(pages.c.state == "failed")
            # a page that was looked at "later than now" was visited before the clock was set back
            come = sa.or_(
                pages.c.next_visit <= self.crawl.started_at, pages.c.checked_at > revisits.time_after(utc_now(), _A_DAY)
            )
            overdue = mine.where(come).order_by(pages.c.next_visit, pages.c.id).limit(most)
            longest = mine.where(pages.c.state == "present").order_by(pages.c.checked_at, pages.c.id)
            queries = (failed, overdue, longest.limit(count // revisits.ROTATION))
            rows = [row for query in queries for row in connection.execute(query)]
        yield from {row.id: _known(row) for row in rows}.values()

    def _all(self, mine: sa.Select[Any]) -> Iterator[KnownArticle]:
        last = ""
        while True:
            with self.store.read() as connection:
                rows = connection.execute(mine.where(pages.c.id > last).order_by(pages.c.id).limit(500)).all()
            yield from map(_known, rows)
            if not rows:
                return
            last = rows[-1].id

    def of(self, request: Request) -> Visit:
        """Return the visit to which a request belongs."""
        key = _name(request)
        visit = self._under_way.get(key)
        if visit is None:
            meta = request.meta
            first = meta.get("redirect_urls", [request.url])[0]
            visit = self._under_way[key] = Visit(first, dict(meta.get("listed", {})), meta.get("seen") or {})
        return visit

    def answered(self, request: Request, response: Response) -> None:
        """Record the response of the site."""
        visit = self.of(request)
        visit.status = response.status
        visit.archived = response.meta.get("archived")
        visit.etag, visit.last_modified = (_header(response, name) for name in ("ETag", "Last-Modified"))
        if response.status == 304:
            visit.state = "present"

    def recorded(self, article: Article) -> None:
        """Record the article that was made from a page."""
        visit = self._under_way.get(article.id.partition(":")[2])
        if visit:
            visit.article, visit.state, visit.url = article, "present", article.url

    def stopped(self, section: str, end: SectionEnd) -> None:
        """Record how the pager of a section ended."""
        self._ends[section] = end

    def broken(self, request: Request, *, again: bool = False) -> None:
        """Record that the program failed on the page (the next run visits it), or (`again`) that it could not be stored."""
        visit = self.of(request)
        visit.state, visit.again = "failed", again

    def finished(self, request: Request) -> bool:
        """Record that the engine has finished a request. Return whether to request the page again."""
        visit = self._under_way.pop(_name(request), None)
        if visit is None:
            return False
        if visit.state is None and visit.status == 200 and not self.since:
            visit.state = "rejected"  # a page without a valid record
        key = request.meta.get("key")
        if key and visit.state:
            self._rows.append(self._row(key, visit))
        return visit.again

    def _row(self, key: str, visit: Visit) -> Row:
        now = utc_now()
        row_id = f"{self.portal}:{key}"
        run = (visit.archived or {}).get("run_id")
        row: Row = {"id": row_id, "state": visit.state, "status": visit.status, "checked_at": now, "run_id": run}
        row["next_visit"] = self._next(row_id, now, visit)
        if visit.article or visit.status != 304:
            listed = as_json(visit.listed)
            row |= {"portal": self.portal, "url": visit.url, "kind": "article", "crawl": self.crawl.id, "hints": listed}
            row |= {"first_seen": now, "last_seen": now}
        if visit.article:
            row |= {"etag": visit.etag, "last_modified": visit.last_modified, "changed_at": visit.article.changed_at}
            row |= {name: getattr(visit.article, name) for name in ("warc_file", "warc_record_id", "payload_digest")}
        return row

    def _next(self, row_id: str, now: str, visit: Visit) -> str:
        if visit.article:
            article = visit.article
            return revisits.article(
                row_id, now, article.published_at, _edited(article.version, article.published_at, article.changed_at)
            )
        if visit.state == "present":
            return revisits.article(row_id, now, visit.meta.get("published_at"), visit.meta.get("edited_at"))
        pause = _PAUSES.get(str(visit.state), timedelta())
        return revisits.time_after(now, timedelta() if visit.again else pause)

    @property
    def unwritten(self) -> bool:
        """Whether there is anything to write."""
        return bool(self._rows or self._ends)

    def write(self, connection: sa.Connection) -> None:
        """Write the results, inside the transaction that marks the requests as done."""
        for row in self._rows:
            if row["state"] == "gone":
                saving.gone(connection, row["id"], row["checked_at"], row["run_id"])
            elif row["status"] == 304:
                saving.unchanged(connection, [row["id"]], row["checked_at"], row["run_id"])
        for rows in _alike(self._rows):
            _upsert(connection, rows)
        for section, end in self._ends.items():
            self._note_end(connection, section, end)

    def _note_end(self, connection: sa.Connection, section: str, end: SectionEnd) -> None:
        """Write the end of a section. If this crawl stopped at known articles, keep the counts of earlier crawls."""
        values: Row = {"portal": self.portal, "section": section, "crawl": self.crawl.id, "stop": end.stop}
        added = dialect_insert(connection.dialect, listings)
        replaced: Row = {"crawl": added.excluded.crawl, "stop": added.excluded.stop}
        if end.front is not None:
            values["front"], replaced["front"] = end.front, added.excluded.front
        if end.articles is not None:
            values["articles"], replaced["articles"] = end.articles, added.excluded.articles
        replaced["runs_since"] = 0 if end.stop in COMPLETE else listings.c.runs_since + 1
        statement = added.values(values | {"completed_at": None, "runs_since": 0})
        connection.execute(statement.on_conflict_do_update(index_elements=["portal", "section"], set_=replaced))

    def written(self) -> None:
        """Forget what `write` wrote, once it is committed."""
        self._rows.clear()
        self._ends.clear()

    def complete(self, connection: sa.Connection) -> None:
        """At the normal end of a crawl, mark the sections whose pagers reached their end as completely read."""
        ended = sa.and_(listings.c.portal == self.portal, listings.c.crawl == self.crawl.id, listings.c.stop.in_(COMPLETE))
        connection.execute(listings.update().where(ended).values(completed_at=utc_now()))


_A_DAY = timedelta(days=1)
_PAUSES = {"gone": revisits.GONE, "closed": revisits.GONE, "moved": revisits.REJECTED, "rejected": revisits.REJECTED}
"""State → how long a page in it is left alone; none: it is visited in the next run."""


def _listed(stored: dict[str, str | None] | list[str | None] | None) -> ListingMetadata:
    """Return the stored listing metadata. Stores of version 0.1.0 have it by position."""
    return ListingMetadata(**cast("dict[str, Any]", stored)) if isinstance(stored, dict) else ListingMetadata(*(stored or ()))


def _name(request: Request) -> str:
    meta = request.meta
    return str(meta.get("key") or f"{meta.get('section')} {meta.get('number')}")


def _known_query() -> sa.Select[Any]:
    names = ("id", "url", "hints", "etag", "last_modified", "changed_at", "checked_at", "state")
    wanted = [pages.c[name] for name in names]
    return sa.select(*wanted, articles.c.published_at, articles.c.version).select_from(
        pages.outerjoin(articles, articles.c.id == pages.c.id)
    )


def _known(row: sa.Row[Any]) -> KnownArticle:
    edited = _edited(row.version, row.published_at, row.changed_at)
    listed = _listed(row.hints)
    return KnownArticle(
        row.id, row.url, listed, row.etag, row.last_modified, row.published_at, edited, row.checked_at, row.state
    )


def _edited(version: int | None, published_at: str | None, changed_at: str | None) -> str | None:
    return changed_at if (version or 1) > 1 or not published_at else None


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None


def _alike(rows: list[Row]) -> Iterator[list[Row]]:
    """Return the rows in groups with the same columns; of two rows of one page the later is kept."""
    groups: dict[frozenset[str], dict[str, Row]] = {}
    for row in rows:
        groups.setdefault(frozenset(row), {})[row["id"]] = row
    return (list(group.values()) for group in groups.values())


def _upsert(connection: sa.Connection, rows: list[Row]) -> None:
    columns = tuple(sorted(rows[0]))
    if "url" in columns:
        _saving(columns, connection.dialect).run(connection, rows)
    else:
        renamed = [{f"new_{name}": value for name, value in row.items()} for row in rows]
        _changing(columns, connection.dialect).run(connection, renamed)


@lru_cache(maxsize=8)
def _saving(columns: tuple[str, ...], dialect: sa.Dialect) -> CompiledStatement:
    """Return the statement that inserts pages or updates known ones. A failed visit keeps the previous values."""
    added = dialect_insert(dialect, pages)
    kept = {"id", "first_seen", "crawl"} | (set() if "etag" in columns else {"last_seen", "hints", "url"})
    replaced = {name: added.excluded[name] for name in columns if name not in kept}
    return CompiledStatement(added.on_conflict_do_update(index_elements=["id"], set_=replaced), dialect, columns)


@lru_cache(maxsize=8)
def _changing(columns: tuple[str, ...], dialect: sa.Dialect) -> CompiledStatement:
    """Return the statement that marks a known page as unchanged."""
    new: dict[str, Any] = {name: sa.bindparam(f"new_{name}") for name in columns if name != "id"}
    known = pages.update().where(pages.c.id == sa.bindparam("new_id"))
    return CompiledStatement(known.values(new | {"last_seen": new["checked_at"]}), dialect)
