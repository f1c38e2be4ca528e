"""Bringing the register up to date with its store: what was saved since, new decisions, declared places.

Each step commits by itself and leaves behind what is still to do, so that a build that was interrupted goes on where it stood.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any

import sqlalchemy as sa

from portals.register import adding, tables
from portals.register.adding import Homes
from portals.register.decisions import NONE, Decision, Decisions
from portals.register.places import Home
from portals.register.statements import ALWAYS, Record
from portals.register.working import work_out
from portals.store import reading
from portals.store.database import upsert
from portals.store.reading import interval_of, neighbourhood
from portals.store.records import as_article
from portals.store.store import Store
from portals.store.tables import articles, register_queue
from portals.text.dates.neighbours import Neighbourhood

VERSION = 2
"""Raised when statements are made in another way: the next refresh then reads every article again."""

BATCH = 500
_LOCK = 7065729  # one process at a time changes the register of a PostgreSQL store


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a refresh did: articles read, persons worked out, and ids of decisions that mean nobody."""

    articles: int = 0
    persons: int = 0
    unknown: tuple[str, ...] = ()


def refresh(store: Store, declared: Mapping[str, Home], decisions: Decisions = NONE) -> Refreshed:
    """Bring the register up to date and return what was done. Raises `StoreError`.

    `declared` are the homes of portals by name; those of other portals are as an earlier refresh was told.
    """
    known = store.transact(partial(_prepare, declared=declared, decisions=decisions))

    def homes(portal: str) -> Home:
        return known.get(portal, Home())

    near: dict[str, Neighbourhood] = {}
    read, touched = 0, set[str]()
    while done := store.transact(partial(_take, homes=homes, decisions=decisions, near=near)):
        read += len(done)
        touched |= {portal for portal, undated in done if undated}
        if len(done) < BATCH:
            for portal in sorted(touched):
                store.transact(partial(_date_again, portal=portal, near=near))
            touched.clear()
    persons = 0
    while count := store.transact(partial(_work, decisions=decisions)):
        persons += count
    unknown = store.transact(partial(_finish, decisions=decisions))
    return Refreshed(read, persons, tuple(unknown))


def add_articles(connection: sa.Connection, ids: Sequence[str], homes: Homes, decisions: Decisions) -> int:
    """Put a few articles into a register that is up to date; return how many persons that touched."""
    _lock(connection)
    names = adding.add(connection, _records(connection, ids, {}), homes, decisions)
    connection.execute(register_queue.delete().where(register_queue.c.article_id.in_(ids)))
    return work_out(connection, names, decisions) if names else 0


def count_waiting(connection: sa.Connection) -> int | None:
    """Return how many articles the register does not know yet; None if it was never built."""
    if not sa.inspect(connection).has_table(tables.applied.name):
        return None
    if connection.execute(sa.select(tables.applied.c.what).limit(1)).first() is None:
        return None
    number = connection.execute(sa.select(sa.func.count()).select_from(register_queue)).scalar()
    return int(number or 0)


def _lock(connection: sa.Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))


def _prepare(connection: sa.Connection, declared: Mapping[str, Home], decisions: Decisions) -> dict[str, Home]:
    """Make the tables, and note what has to be read or worked out again because code, places or decisions are others.

    Returns the homes of all portals of the store.
    """
    _lock(connection)
    tables.metadata.create_all(connection)
    before = {row.what: row.value for row in connection.execute(sa.select(tables.applied))}
    told = {name: Home(**home) for name, home in before.get("homes", {}).items()}
    homes = {name: declared.get(name) or told.get(name, Home()) for name in reading.stored_portals(connection)}
    if before.get("version") != VERSION:
        _queue(connection, sa.select(articles.c.id))
    else:
        moved = [name for name, home in homes.items() if told.get(name, home) != home]
        _queue(connection, sa.select(articles.c.id).where(articles.c.portal.in_(moved)))
        _note_decisions(connection, before.get("decisions", []), decisions)
    kept = {"homes": {name: asdict(home) for name, home in homes.items()}, "decisions": _lines(decisions)}
    _keep(connection, {"version": VERSION} | kept)
    return homes


def _lines(decisions: Decisions) -> list[list[str]]:
    return [[one.kind, one.one, one.other] for one in decisions.lines]


def _note_decisions(connection: sa.Connection, before: Sequence[Sequence[str]], now: Decisions) -> None:
    """Note the names and articles of decisions that came, went or changed."""
    old = {(kind, one, other) for kind, one, other in before}
    new = {(kind, one, other) for kind, one, other in _lines(now)}
    changed = Decisions(tuple(Decision(kind, one, other) for kind, one, other in sorted(old ^ new)))
    if not changed.lines:
        return
    t = tables.statements.c
    names = connection.execute(sa.select(t.name_key).where(t.key.in_(sorted(changed.keys))).distinct()).scalars()
    _note_names(connection, list(names))
    _queue(connection, sa.select(articles.c.id).where(articles.c.id.in_(sorted(changed.detached))))


def _note_names(connection: sa.Connection, names: Collection[str]) -> None:
    upsert(connection, tables.changed_names, [{"name_key": name} for name in sorted(names)])


def _queue(connection: sa.Connection, wanted: sa.Select[tuple[str]]) -> None:
    queued = sa.select(register_queue.c.article_id)
    connection.execute(register_queue.insert().from_select(["article_id"], wanted.where(articles.c.id.not_in(queued))))


def _keep(connection: sa.Connection, values: Mapping[str, Any]) -> None:
    upsert(connection, tables.applied, [{"what": what, "value": value} for what, value in values.items()])


def _take(
    connection: sa.Connection, homes: Homes, decisions: Decisions, near: dict[str, Neighbourhood]
) -> list[tuple[str, bool]]:
    """Read a batch of waiting articles; return the portal of each, and whether it has a number among undated neighbours."""
    _lock(connection)
    query = sa.select(register_queue.c.article_id).order_by(register_queue.c.article_id).limit(BATCH)
    ids = list(connection.execute(query).scalars())
    if not ids:
        return []
    records = _records(connection, ids, near)
    _note_names(connection, adding.add(connection, records, homes, decisions))
    connection.execute(register_queue.delete().where(register_queue.c.article_id.in_(ids)))
    found = {record["id"]: (str(record["portal"]), record.get("serial") is not None) for record, _ in records}
    return [found.get(one, ("", False)) for one in ids]


def _records(
    connection: sa.Connection, ids: Sequence[str], near: dict[str, Neighbourhood]
) -> list[tuple[Record, tuple[str, str]]]:
    """The articles with these ids, each with the first and last possible day of its publication."""
    query = sa.select(articles.c.record, articles.c.first_seen).where(articles.c.id.in_(ids))
    return [
        (row.record, ALWAYS if row.record["published_at"] else _bounds(connection, row.record, near))
        for row in connection.execute(query)
    ]


def _bounds(connection: sa.Connection, record: Mapping[str, Any], near: dict[str, Neighbourhood]) -> tuple[str, str]:
    portal = record["portal"]
    if portal not in near:
        near[portal] = neighbourhood(connection, portal)
    between = interval_of(as_article(record), near[portal])
    if between is None:
        return ALWAYS
    first = between.earliest.date if between.earliest else ALWAYS[0]
    return first, between.latest.date if between.latest else ALWAYS[1]


def _date_again(connection: sa.Connection, portal: str, near: dict[str, Neighbourhood]) -> int:
    """Queue the undated articles of a portal whose neighbours tell other bounds than the register has; return how many."""
    t = tables.statements.c
    query = sa.select(t.article_id, sa.func.min(t.since).label("since"), sa.func.max(t.until).label("until"))
    known = {
        row.article_id: (row.since, row.until)
        for row in connection.execute(query.where(t.portal == portal, sa.not_(t.dated)).group_by(t.article_id))
    }
    changed = []
    for start in range(0, len(known), BATCH):
        ids = sorted(known)[start : start + BATCH]
        changed += [r["id"] for r, bounds in _records(connection, ids, near) if bounds not in (ALWAYS, known[r["id"]])]
    for start in range(0, len(changed), BATCH):
        _queue(connection, sa.select(articles.c.id).where(articles.c.id.in_(changed[start : start + BATCH])))
    return len(changed)


def _work(connection: sa.Connection, decisions: Decisions) -> int:
    """Work out a batch of changed names; return how many persons they are, 0 when none is left."""
    _lock(connection)
    query = sa.select(tables.changed_names.c.name_key).order_by(tables.changed_names.c.name_key).limit(BATCH)
    names = list(connection.execute(query).scalars())
    if not names:
        return 0
    persons = work_out(connection, names, decisions)
    connection.execute(tables.changed_names.delete().where(tables.changed_names.c.name_key.in_(names)))
    return max(persons, 1)


def _finish(connection: sa.Connection, decisions: Decisions) -> Iterable[str]:
    """Return the keys of decisions that nobody has."""
    keys = sorted(decisions.keys)
    known = set(connection.execute(sa.select(tables.ids.c.key).where(tables.ids.c.key.in_(keys))).scalars())
    return [key for key in keys if key not in known]
