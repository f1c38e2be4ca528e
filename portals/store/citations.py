"""The archived records that the store's articles cite, and the repair of citations whose bytes are lost."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from portals.store.database import Row, dialect_insert
from portals.store.store import utc_now
from portals.store.tables import articles, pages, versions

_SOURCE = ("warc_file", "warc_record_id", "payload_digest", "fetched_at", "run_id")
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Citation:
    """One archived page behind an article: the first capture of a version, or the last capture (`version` is None)."""

    article_id: str
    version: int | None
    warc_file: str
    warc_record_id: str | None
    payload_digest: str | None


def cited(connection: sa.Connection) -> Iterator[Citation]:
    """Yield all citations, those of one archive file together."""
    record = [articles.c.record[name].as_string().label(name) for name in _SOURCE[:3]]
    last = sa.select(articles.c.id.label("article_id"), sa.null().label("version"), *record)
    first = sa.select(versions.c.article_id, versions.c.version, *(versions.c[name] for name in _SOURCE[:3]))
    every = sa.union_all(first, last).subquery()
    query = sa.select(every).where(every.c.warc_file.is_not(None)).order_by(every.c.warc_file, every.c.article_id)
    for row in connection.execution_options(yield_per=1000).execute(query):
        yield Citation(*row)


def uncited(connection: sa.Connection) -> int:
    """Return how many articles cite no archive at all."""
    query = sa.select(sa.func.count()).select_from(articles).where(articles.c.record["warc_file"].as_string().is_(None))
    return int(connection.execute(query).scalar_one())


def mark_for_refetching(connection: sa.Connection, ids: Sequence[str]) -> dict[str, int]:
    """Mark the pages of these articles for the next crawls to fetch; return portal → number. Skip articles that are gone."""
    marked: dict[str, int] = {}
    for start in range(0, len(ids), _BATCH):
        wanted = sa.and_(articles.c.id.in_(ids[start : start + _BATCH]), articles.c.state == "present")
        found = connection.execute(sa.select(articles.c.id, articles.c.portal, articles.c.url).where(wanted)).all()
        for row in found:
            marked[row.portal] = marked.get(row.portal, 0) + 1
        rows = [_page_row(row.id, row.portal, row.url) for row in found]
        if rows:
            added = dialect_insert(connection.dialect, pages)
            replaced = {name: added.excluded[name] for name in ("state", "etag", "last_modified", "next_visit")}
            connection.execute(added.on_conflict_do_update(index_elements=["id"], set_=replaced), rows)
    return marked


def _page_row(article_id: str, portal: str, url: str) -> Row:
    now = utc_now()
    row: Row = {"id": article_id, "portal": portal, "url": url, "kind": "article", "state": "failed", "next_visit": now}
    return row | {"etag": None, "last_modified": None, "first_seen": now, "last_seen": now}


def cite_again(connection: sa.Connection, lost: Collection[Citation]) -> int:
    """Let versions whose first capture is lost cite the last capture, if it has the same text; return their number."""
    records = {one.warc_record_id for one in lost}
    done = 0
    for one in lost:
        if one.version is None:
            continue
        wanted = sa.and_(articles.c.id == one.article_id, articles.c.version == one.version)
        record = connection.execute(sa.select(articles.c.record, articles.c.key).where(wanted)).first()
        if record is None or record.record.get("warc_record_id") in records:
            continue
        source = {name: record.record.get(name) for name in _SOURCE}
        here = sa.and_(versions.c.article_id == one.article_id, versions.c.version == one.version, versions.c.key == record.key)
        done += connection.execute(versions.update().where(here).values(**source)).rowcount
    return done
