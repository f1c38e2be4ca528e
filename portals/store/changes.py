"""Changes of the store, numbered in the order of the commits, and the position of each reader of the changes.

The time of a capture does not tell what is new in the store: a replay of last year's archive adds articles with times of last
year. So each change gets a number in the transaction that makes it. These transactions run one after the other (SQLite has one
writer, PostgreSQL a lock), so a reader that has read up to a number has missed nothing before it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from portals.items import Change
from portals.store.database import StoreError, dialect_insert
from portals.store.tables import articles, changes, cursors

_LOCK = 7065728  # one process at a time changes articles of a PostgreSQL store, until its commit


@dataclass(frozen=True, slots=True)
class Delta:
    """The changed articles, each with its last change, and the number of the last change that was read."""

    found: dict[str, Change] = field(default_factory=dict)
    position: int = 0

    @property
    def counts(self) -> Counter[Change]:
        return Counter(self.found.values())


@dataclass(frozen=True, slots=True)
class Cursor:
    """The position of a reader. `selection`: the options of what it reads, as text; another selection needs another cursor."""

    name: str
    selection: str
    position: int
    moved_at: str


def serialise(connection: sa.Connection) -> None:
    """Block changes by other processes until this transaction ends, so that numbers are in the order of the commits."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))


def log(connection: sa.Connection, rows: Iterable[tuple[str, Change, int | None]], run_id: str | None, at: str) -> None:
    """Number changes: article id, what happened, version. `serialise` must have been called.

    `at` is now; if the clock was set back, a change is still not older than the one before it.
    """
    last = connection.execute(sa.select(changes.c.at).order_by(changes.c.number.desc()).limit(1)).scalar() or ""
    moment = max(at, last)
    values = [
        {"article_id": name, "change": what, "version": version, "run_id": run_id, "at": moment} for name, what, version in rows
    ]
    if values:
        connection.execute(changes.insert(), values)


def log_stored(connection: sa.Connection, ids: Sequence[str], change: Change, run_id: str | None, at: str) -> None:
    """Number the same change of stored articles, with their current versions."""
    query = sa.select(articles.c.id, articles.c.version).where(articles.c.id.in_(ids)).order_by(articles.c.id)
    log(connection, [(row.id, change, row.version) for row in connection.execute(query).all()], run_id, at)


def check(connection: sa.Connection, name: str) -> None:
    """Raise `StoreError` for a store of an older version, which has no numbers."""
    if not sa.inspect(connection).has_table(changes.name):
        raise StoreError(
            f"the store {name} is of an older version, without changes; the next crawl brings it up to date", "older"
        )


def after(connection: sa.Connection, position: int) -> Delta:
    """Return what changed after a position."""
    return _delta(connection, changes.c.number > position, position)


def since(connection: sa.Connection, moment: str) -> Delta:
    """Return what was stored at a time or later: UTC, `2026-11-28T05:00:00Z`."""
    return _delta(connection, changes.c.at >= moment)


def of_run(connection: sa.Connection, run_id: str) -> Delta:
    """Return what one run changed."""
    return _delta(connection, changes.c.run_id == run_id)


def _delta(connection: sa.Connection, wanted: sa.ColumnElement[bool], position: int = 0) -> Delta:
    seen: dict[str, set[str]] = {}
    last: dict[str, str] = {}
    query = sa.select(changes.c.number, changes.c.article_id, changes.c.change).where(wanted).order_by(changes.c.number)
    for row in connection.execute(query):
        seen.setdefault(row.article_id, set()).add(row.change)
        last[row.article_id] = row.change
        position = row.number
    return Delta({name: _outcome(seen[name], last[name]) for name in seen}, position)


def _outcome(happened: set[str], last: str) -> Change:
    if last == "gone":
        return "gone"
    return "new" if "new" in happened else "changed" if "changed" in happened else "returned"


def cursor(connection: sa.Connection, name: str) -> Cursor | None:
    """Return the position of a reader; None if it has read nothing yet."""
    row = connection.execute(sa.select(cursors).where(cursors.c.name == name)).one_or_none()
    return Cursor(*row) if row else None


def all_cursors(connection: sa.Connection) -> list[Cursor]:
    """Return the positions of all readers, by name."""
    return [Cursor(*row) for row in connection.execute(sa.select(cursors).order_by(cursors.c.name))]


def count_after(connection: sa.Connection, position: int) -> int:
    """Return how many articles changed after a position."""
    query = sa.select(sa.func.count(changes.c.article_id.distinct())).where(changes.c.number > position)
    return int(connection.execute(query).scalar_one())


def move(connection: sa.Connection, moved: Cursor) -> None:
    """Set the position of a reader. It never goes back: if two readers share a cursor, the later position is kept."""
    added = dialect_insert(connection.dialect, cursors)
    values: dict[str, Any] = {name: getattr(moved, name) for name in ("name", "selection", "position", "moved_at")}
    further = sa.case((cursors.c.position > added.excluded.position, cursors.c.position), else_=added.excluded.position)
    replaced = {"position": further, "moved_at": added.excluded.moved_at}
    connection.execute(added.values(values).on_conflict_do_update(index_elements=["name"], set_=replaced))


def drop_cursor(connection: sa.Connection, name: str) -> bool:
    """Drop a cursor; return whether there was one."""
    return connection.execute(cursors.delete().where(cursors.c.name == name)).rowcount > 0
