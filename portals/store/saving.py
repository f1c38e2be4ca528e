"""Saving a batch of articles inside one transaction: what is known, what is new, what changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from portals.items import Article
from portals.store import duplicates
from portals.store.reading import fill_links
from portals.store.records import Row, as_record, as_version, captured, official_rows, version_row
from portals.store.tables import articles, officials, positions, versions
from portals.store.version_history import Outcome, Placed, Version, place
from portals.text.duplicates import document

_LOCK = 7065728  # one batch at a time is saved in a PostgreSQL store: numbers and links are decided from what is there


@dataclass(frozen=True, slots=True)
class Saved:
    """What came of saving one article. Times are UTC, ISO 8601."""

    id: str
    outcome: Outcome
    version: int
    first_seen: str
    last_seen: str
    changed_at: str


@dataclass(slots=True)
class _Known:
    """What the store and the batch so far know of one article."""

    timeline: tuple[Version, ...] = ()
    stored: tuple[Version, ...] = ()
    first_seen: str = ""
    last_seen: str = ""
    gone_at: str | None = None
    published_at: str | None = None
    latest: Article | None = None
    """The newest capture of the batch, if it is the newest of all."""
    record: Row = field(default_factory=dict)
    """Its record."""

    @property
    def compared_anew(self) -> bool:
        """Whether anything changed that decides which articles are copies, and which of them comes first."""
        before = (self.stored[-1].key, self.stored[0].changed_at, self.published_at) if self.stored else None
        return before != (self.timeline[-1].key, self.timeline[0].changed_at, self.record["published_at"])


@dataclass(slots=True)
class _Rows:
    articles: list[Row] = field(default_factory=list)
    versions: list[Row] = field(default_factory=list)
    officials: list[Row] = field(default_factory=list)
    positions: list[Row] = field(default_factory=list)


def save(connection: sa.Connection, batch: Sequence[tuple[Article, str]]) -> list[Saved]:
    """Saves articles, each with the time it was seen at, and fills their history fields."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
    known = _known(connection, sorted({article.id for article, _ in batch}))
    saved = [_place(known[article.id], article, as_record(article), seen) for article, seen in batch]
    _write(connection, known)
    duplicates.link(connection, [document(one.latest) for one in known.values() if one.latest and one.compared_anew])
    fill_links(connection, [article for article, _ in batch])
    return saved


def _known(connection: sa.Connection, ids: list[str]) -> dict[str, _Known]:
    known: dict[str, _Known] = defaultdict(_Known)
    wanted = (articles.c[name] for name in ("id", "first_seen", "last_seen", "gone_at", "published_at"))
    for row in connection.execute(sa.select(*wanted).where(articles.c.id.in_(ids))):
        known[row.id] = _Known((), (), row.first_seen, row.last_seen, row.gone_at, row.published_at)
    found = connection.execute(sa.select(versions).where(versions.c.article_id.in_(list(known))).order_by(versions.c.version))
    for version in found.mappings():
        known[version["article_id"]].timeline += (as_version(version),)
    for article in known.values():
        article.stored = article.timeline
    return known


def _place(known: _Known, article: Article, record: Row, seen: str) -> Saved:
    placed = place(known.timeline, captured(article, seen))
    known.timeline = placed.versions
    known.first_seen = min(known.first_seen or seen, seen)
    if seen >= known.last_seen:
        known.last_seen, known.latest, known.record = seen, article, record
    return _filled(article, known, placed)


def _filled(article: Article, known: _Known, placed: Placed) -> Saved:
    version = placed.versions[placed.number - 1]
    article.version = placed.number
    article.first_seen, article.last_seen, article.changed_at = known.first_seen, known.last_seen, version.changed_at
    return Saved(article.id, placed.outcome, placed.number, known.first_seen, known.last_seen, version.changed_at)


def _write(connection: sa.Connection, known: dict[str, _Known]) -> None:
    rows = _Rows()
    replaced = []
    for article_id, one in known.items():
        rows.versions += _changed_versions(article_id, one)
        if one.latest is not None:
            replaced.append(article_id)
            rows.articles.append(_article_row(one))
            people, held = official_rows(one.record)
            rows.officials += people
            rows.positions += held
        else:
            _note_older(connection, article_id, one)
    _drop_surplus(connection, known)
    upsert(connection, articles, rows.articles)
    upsert(connection, versions, rows.versions)
    connection.execute(positions.delete().where(positions.c.article_id.in_(replaced)))
    connection.execute(officials.delete().where(officials.c.article_id.in_(replaced)))
    for table, added in ((officials, rows.officials), (positions, rows.positions)):
        if added:
            connection.execute(table.insert(), added)


def _changed_versions(article_id: str, one: _Known) -> list[Row]:
    numbered = enumerate(one.timeline, 1)
    return [
        version_row(article_id, number, version)
        for number, version in numbered
        if one.stored[number - 1 : number] != (version,)
    ]


def _drop_surplus(connection: sa.Connection, known: dict[str, _Known]) -> None:
    """A better reader may find that two versions were one."""
    for article_id, one in known.items():
        if len(one.stored) > len(one.timeline):
            surplus = sa.and_(versions.c.article_id == article_id, versions.c.version > len(one.timeline))
            connection.execute(versions.delete().where(surplus))


def _article_row(one: _Known) -> Row:
    current = one.timeline[-1]
    gone = one.gone_at if one.gone_at and one.gone_at >= one.last_seen else None
    history = {"first_seen": one.first_seen, "last_seen": one.last_seen, "changed_at": current.changed_at}
    record = one.record | history | {"version": len(one.timeline)}
    return {
        **{name: record[name] for name in ("id", "portal", "url", "title", "published_at", "run_id", "version", *history)},
        "state": "gone" if gone else "present",
        "gone_at": gone,
        "key": current.key,
        "record": record,
    }


def _note_older(connection: sa.Connection, article_id: str, one: _Known) -> None:
    """An older capture leaves the record as it is, but may number its version anew and set back when it was first seen."""
    history = {"version": len(one.timeline), "changed_at": one.timeline[-1].changed_at, "first_seen": one.first_seen}
    connection.execute(articles.update().where(articles.c.id == article_id).values(**history))


def upsert(connection: sa.Connection, table: sa.Table, rows: Sequence[Row]) -> None:
    """Inserts the rows, or replaces all columns of those whose key is there."""
    if not rows:
        return
    insert: Any = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    statement = insert(table)
    keys = [column.name for column in table.primary_key]
    replaced = {name: statement.excluded[name] for name in rows[0] if name not in keys}
    connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=replaced), list(rows))
