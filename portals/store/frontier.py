"""The frontier: queue, seen set and claims of one crawl, in one table, so that a killed process loses nothing.

A request is `queued`, then `claimed` by a process for as long as its lease lasts, then `done`. What a page led to is written
before or together with its `done`. Every operation is one transaction that may be tried again.
"""

from __future__ import annotations

import os
import socket
import time
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from portals.store.compiled_statements import Prepared
from portals.store.connect import WRITING
from portals.store.frontier_tables import crawls, frontier, turns
from portals.store.store import Store, utc_now

RESUME_DAYS = 7
"""An interrupted crawl older than this is not resumed: its pagers' forms are stale. The next one starts afresh."""

_COLUMNS = ("crawl", "fingerprint", "priority", "sequence", "state", "owner", "request")
_END_STOPPED = sa.text(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND usename = current_user "
    f"AND application_name = '{WRITING}' AND wait_event = 'ClientRead' "
    "AND state_change < now() - make_interval(secs => :seconds)"
)
Work = Callable[[sa.Connection], None]


@dataclass(frozen=True, slots=True)
class Entry:
    """A request as it waits: higher `priority` first, then lower `sequence`; `request` is JSON."""

    fingerprint: str
    priority: int
    sequence: int
    request: str


@dataclass(slots=True)
class Changes:
    """What a process learnt since it last wrote. Written in one transaction."""

    found: dict[str, Entry] = field(default_factory=dict)
    """New requests; those already known are left as they are."""
    again: dict[str, Entry] = field(default_factory=dict)
    """Requests to be made again, known or not (retries)."""
    done: dict[str, None] = field(default_factory=dict)
    work: list[Work] = field(default_factory=list)
    """What else belongs in the transaction."""

    def __bool__(self) -> bool:
        return bool(self.found or self.again or self.done or self.work)


@dataclass(frozen=True, slots=True)
class Crawl:
    """The crawl that a process takes part in. `resumed` counts the requests that were waiting when it joined."""

    id: str
    started_at: str
    resumed: int = 0


def owner_name() -> str:
    """A name for this process: `host:process id:random mark`."""
    return f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:8]}"


class Frontier:
    """One process's hold on one crawl. Not for several threads."""

    def __init__(self, store: Store, crawl: Crawl, owner: str, *, lease: float = 60.0) -> None:
        self.store = store
        self.crawl = crawl
        self.owner = owner
        self.lease = lease
        self._mine = frontier.c.crawl == crawl.id
        dialect = store.engine.dialect
        insert: Any = (postgresql.insert if dialect.name == "postgresql" else sqlite.insert)(frontier)
        replaced = {name: insert.excluded[name] for name in ("priority", "sequence", "state", "owner", "request")}
        again = insert.on_conflict_do_update(index_elements=["crawl", "fingerprint"], set_=replaced)
        self._find = Prepared(insert.on_conflict_do_nothing(), dialect, _COLUMNS)
        self._find_again = Prepared(again, dialect, _COLUMNS)
        self._finish = Prepared(self._finishing(), dialect)
        self._claim = Prepared(self._claiming(), dialect)

    def write(self, changes: Changes, claim: int = 0) -> list[Entry]:
        """Writes all changes, or none, and claims up to `claim` requests in the same transaction. Raises `StoreError`."""
        with self.store.write() as connection:
            self._add(connection, changes)
            for work in changes.work:
                work(connection)
            if changes.done:
                self._finish.run(connection, [{"print": print_} for print_ in changes.done])
            return self._claimed(connection, claim) if claim else []

    def _add(self, connection: sa.Connection, changes: Changes) -> None:
        if changes.found:
            self._find.run(connection, [self._row(entry) for entry in changes.found.values()])
        if changes.again:
            self._find_again.run(connection, [self._row(entry) for entry in changes.again.values()])

    def _row(self, entry: Entry) -> dict[str, Any]:
        return {
            "crawl": self.crawl.id,
            "fingerprint": entry.fingerprint,
            "priority": entry.priority,
            "sequence": entry.sequence,
            "state": "queued",
            "owner": None,
            "request": entry.request,
        }

    def _finishing(self) -> Any:
        done = frontier.update().where(self._mine, frontier.c.fingerprint == sa.bindparam("print"))
        return done.values(state="done", owner=None, lease_until=None, request=None)

    def _claiming(self) -> Any:
        best = (
            sa.select(frontier.c.fingerprint)
            .where(self._mine, frontier.c.state == "queued")
            .order_by(frontier.c.priority.desc(), frontier.c.sequence)
            .limit(sa.bindparam("most", type_=sa.Integer))
            .with_for_update(skip_locked=True)  # SQLite has one writer at a time and leaves it out
        )
        return (
            frontier.update()
            .where(self._mine, frontier.c.fingerprint.in_(best))
            .values(state="claimed", owner=self.owner, lease_until=sa.bindparam("until"))
            .returning(frontier.c.fingerprint, frontier.c.priority, frontier.c.sequence, frontier.c.request)
        )

    def claim(self, count: int) -> list[Entry]:
        """Up to `count` waiting requests, best first, held for this process until their lease ends."""
        with self.store.write() as connection:
            return self._claimed(connection, count)

    def _claimed(self, connection: sa.Connection, count: int) -> list[Entry]:
        rows = self._claim.run(connection, [{"most": count, "until": time.time() + self.lease}]).all()
        return sorted((Entry(*row) for row in rows), key=lambda entry: (-entry.priority, entry.sequence))

    def renew(self) -> None:
        """Extends the leases of what this process holds; puts back what others held too long, and frees what they locked."""
        if self.store.engine.dialect.name == "postgresql":
            self._end_stopped()
        now = time.time()
        held = frontier.update().where(self._mine, frontier.c.state == "claimed")
        with self.store.write() as connection:
            connection.execute(held.where(frontier.c.owner == self.owner).values(lease_until=now + self.lease))
            expired = held.where(frontier.c.owner != self.owner, frontier.c.lease_until < now)
            connection.execute(expired.values(state="queued", owner=None, lease_until=None))

    def _end_stopped(self) -> None:
        """A process that is stopped while it sends a statement keeps its locks: the server waits for the rest of the message.

        Its `idle_in_transaction_session_timeout` does not run then (seen with PostgreSQL 15).
        """
        with self.store.write() as connection:
            connection.execute(_END_STOPPED, {"seconds": self.lease})

    def put_back(self, prints: Iterable[str]) -> None:
        """Requests that were claimed or even made wait again."""
        rows = [{"print": print_} for print_ in prints]
        if rows:
            back = frontier.update().where(self._mine, frontier.c.fingerprint == sa.bindparam("print"))
            with self.store.write() as connection:
                connection.execute(back.values(state="queued", owner=None, lease_until=None), rows)

    def unfinished(self) -> bool:
        """Whether anything waits or is held by any process."""
        open_ = sa.select(sa.literal(1)).where(self._mine).limit(1)
        with self.store.read() as connection:
            return any(connection.execute(open_.where(frontier.c.state == state)).first() for state in ("queued", "claimed"))

    def waiting(self) -> int:
        """How many requests wait."""
        query = sa.select(sa.func.count()).select_from(frontier).where(self._mine, frontier.c.state == "queued")
        with self.store.read() as connection:
            return connection.execute(query).scalar() or 0

    def finish(self, work: Work | None = None) -> bool:
        """Ends the crawl, for all processes: its requests are dropped. False if another process ended it before."""
        with self.store.write() as connection:
            closing = crawls.update().where(crawls.c.id == self.crawl.id, crawls.c.finished_at.is_(None))
            first = connection.execute(closing.values(finished_at=utc_now(), open_key=None)).rowcount == 1
            if first and work:
                work(connection)
            connection.execute(frontier.delete().where(self._mine))
        return first


def join(store: Store, portal: str, arguments: str, owner: str, *, lease: float = 60.0) -> Frontier:
    """The unfinished crawl of this portal with these arguments, else a new one. What dead processes held waits again."""
    with store.write() as connection:
        _forget_stale(connection, portal)
        insert: Any = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
        key = f"{portal} {arguments}"
        row = {"id": uuid.uuid4().hex, "portal": portal, "arguments": arguments, "open_key": key, "started_at": utc_now()}
        connection.execute(insert(crawls).values(row).on_conflict_do_nothing())
        crawl_id, started = connection.execute(
            sa.select(crawls.c.id, crawls.c.started_at).where(crawls.c.open_key == key)
        ).one()
        _free_dead(connection, crawl_id, owner)
        waiting = sa.select(sa.func.count()).select_from(frontier).where(frontier.c.crawl == crawl_id)
        count = connection.execute(waiting.where(frontier.c.state == "queued")).scalar() or 0
    return Frontier(store, Crawl(crawl_id, started, count), owner, lease=lease)


def _forget_stale(connection: sa.Connection, portal: str) -> None:
    limit = (datetime.now(UTC) - timedelta(days=RESUME_DAYS)).strftime("%Y-%m-%dT%H:%M:%SZ")
    stale = sa.and_(crawls.c.portal == portal, crawls.c.finished_at.is_(None), crawls.c.started_at < limit)
    ids = connection.execute(sa.select(crawls.c.id).where(stale)).scalars().all()
    if ids:
        connection.execute(frontier.delete().where(frontier.c.crawl.in_(ids)))
        connection.execute(crawls.delete().where(crawls.c.id.in_(ids)))


def _free_dead(connection: sa.Connection, crawl: str, me: str) -> None:
    """Puts back at once what processes of this machine held that are no more; those of other machines end with their lease."""
    held = sa.and_(frontier.c.crawl == crawl, frontier.c.state == "claimed")
    owners = set(connection.execute(sa.select(frontier.c.owner).where(held).distinct()).scalars())
    owners |= set(connection.execute(sa.select(turns.c.owner).where(turns.c.owner.is_not(None))).scalars())
    dead = [owner for owner in owners if _dead(owner, me)]
    if dead:
        back = frontier.update().where(held, frontier.c.owner.in_(dead))
        connection.execute(back.values(state="queued", owner=None, lease_until=None))
        connection.execute(turns.update().where(turns.c.owner.in_(dead)).values(owner=None, waiting=None))


def _dead(owner: str, me: str) -> bool:
    """Whether the owner was a process of this machine that is no more (or had the number that is now ours)."""
    machine, _, rest = owner.partition(":")
    process = rest.partition(":")[0]
    if machine != me.partition(":")[0] or not process.isdigit():
        return False
    if process == me.split(":")[1]:
        return owner != me
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
