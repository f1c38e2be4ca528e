"""The frontier: queue, seen set and leases of one crawl, in one table, so that a killed process loses nothing.

A request is `queued`, then `claimed` by a process until its lease ends, then `done`. The requests found on a page are written
before its `done` or together with it. Every operation is one transaction that may be repeated.

Of the processes that share a store, only the one with the lock of a host makes requests to it; then it releases the lock.
"""

from __future__ import annotations

import os
import socket
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from portals.store.database import WRITING, CompiledStatement, dialect_insert
from portals.store.store import Store, utc_now
from portals.store.tables import crawls, frontier, host_locks

RESUME_DAYS = 7
"""An interrupted crawl older than this is not resumed, because the forms of its pagers have expired."""

FAR = 10
"""A lease that ends more than this many leases ahead was written before the clock was set back, and counts as expired."""

_COLUMNS = ("crawl", "fingerprint", "priority", "sequence", "state", "owner", "request")
_END_STOPPED = sa.text(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND usename = current_user "
    f"AND application_name = '{WRITING}' AND wait_event = 'ClientRead' "
    "AND state_change < now() - make_interval(secs => :seconds)"
)
_FREE: dict[str, Any] = {"state": "queued", "owner": None, "lease_until": None}
Work = Callable[[sa.Connection], None]


class CrawlOver(Exception):
    """Another process has ended the crawl."""


@dataclass(frozen=True, slots=True)
class QueuedRequest:
    """A waiting request: higher `priority` first, then lower `sequence`; `request` is JSON."""

    fingerprint: str
    priority: int
    sequence: int
    request: str


@dataclass(slots=True)
class Changes:
    """The changes of a process since its last write, for one transaction."""

    found: dict[str, QueuedRequest] = field(default_factory=dict)
    """New requests; known ones are not changed."""
    again: dict[str, QueuedRequest] = field(default_factory=dict)
    """Requests to be made again even if they are known (retries)."""
    done: dict[str, None] = field(default_factory=dict)
    work: list[Work] = field(default_factory=list)
    """Other work of the same transaction."""

    def __bool__(self) -> bool:
        return bool(self.found or self.again or self.done or self.work)


@dataclass(frozen=True, slots=True)
class Crawl:
    """The crawl that a process takes part in. `resumed`: number of waiting requests when it joined."""

    id: str
    started_at: str
    resumed: int = 0


def owner_name() -> str:
    """Return a name for this process: `host:process id:random mark`."""
    return f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:8]}"


class Frontier:
    """One process's part in one crawl. Not for several threads. Times are seconds since 1970 by the store's clock."""

    def __init__(self, store: Store, crawl: Crawl, owner: str, *, lease: float = 60.0) -> None:
        self.store = store
        self.crawl = crawl
        self.owner = owner
        self.lease = lease
        self._mine = frontier.c.crawl == crawl.id

        dialect = store.engine.dialect
        found = dialect_insert(dialect, frontier)
        replaced = {name: found.excluded[name] for name in ("priority", "sequence", "state", "owner", "request")}
        again = found.on_conflict_do_update(index_elements=["crawl", "fingerprint"], set_=replaced)
        self._find = CompiledStatement(found.on_conflict_do_nothing(), dialect, _COLUMNS)
        self._find_again = CompiledStatement(again, dialect, _COLUMNS)
        self._finish = CompiledStatement(self._finishing(), dialect)
        self._claim = CompiledStatement(self._claiming(), dialect)
        open_ = sa.select(crawls.c.id).where(crawls.c.id == crawl.id, crawls.c.finished_at.is_(None))
        self._open = CompiledStatement(open_.with_for_update(read=True), dialect)

    def write(self, changes: Changes, claim: int = 0) -> list[QueuedRequest]:
        """Write all changes, or none, and claim up to `claim` requests in the same transaction.

        Raises `StoreError`, and `CrawlOver` if another process has ended the crawl.
        """
        with self.store.write() as connection:
            if self._open.run(connection, [{}]).first() is None:
                raise CrawlOver
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

    def _row(self, entry: QueuedRequest) -> dict[str, Any]:
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
            .with_for_update(skip_locked=True)  # SQLite has only one writer and ignores it
        )
        return (
            frontier.update()
            .where(self._mine, frontier.c.fingerprint.in_(best))
            .values(state="claimed", owner=self.owner, lease_until=sa.bindparam("until"))
            .returning(frontier.c.fingerprint, frontier.c.priority, frontier.c.sequence, frontier.c.request)
        )

    def claim(self, count: int) -> list[QueuedRequest]:
        """Claim and return up to `count` waiting requests, best first. They belong to this process until their lease ends."""
        with self.store.write() as connection:
            return self._claimed(connection, count)

    def _claimed(self, connection: sa.Connection, count: int) -> list[QueuedRequest]:
        rows = self._claim.run(connection, [{"most": count, "until": self.store.clock() + self.lease}]).all()
        return sorted((QueuedRequest(*row) for row in rows), key=lambda entry: (-entry.priority, entry.sequence))

    def renew(self) -> None:
        """Extend the leases of this process; requeue requests whose lease has expired, and free their locks."""
        if self.store.engine.dialect.name == "postgresql":
            self._end_stopped()
        self.store.set_clock()

        now = self.store.clock()
        claimed = frontier.update().where(self._mine, frontier.c.state == "claimed")
        with self.store.write() as connection:
            _free_dead(connection, self.crawl.id, self.owner)
            connection.execute(claimed.where(frontier.c.owner == self.owner).values(lease_until=now + self.lease))
            late = sa.or_(frontier.c.lease_until < now, frontier.c.lease_until > now + FAR * abs(self.lease))
            connection.execute(claimed.where(frontier.c.owner != self.owner, late).values(**_FREE))

    def _end_stopped(self) -> None:
        """End the sessions of processes that were stopped while sending a statement, because they keep their locks.

        The server waits for the rest of the message, and `idle_in_transaction_session_timeout` does not run then (seen with
        PostgreSQL 15).
        """
        with self.store.write() as connection:
            connection.execute(_END_STOPPED, {"seconds": self.lease})

    def put_back(self, prints: Iterable[str]) -> None:
        """Queue requests again that were claimed or made."""
        rows = [{"print": print_} for print_ in prints]
        if rows:
            back = frontier.update().where(self._mine, frontier.c.fingerprint == sa.bindparam("print"))
            with self.store.write() as connection:
                connection.execute(back.values(**_FREE), rows)

    def unfinished(self) -> bool:
        """Return whether any request waits or is claimed by any process."""
        with self.store.read() as connection:
            return self._unfinished(connection)

    def _unfinished(self, connection: sa.Connection) -> bool:
        open_ = sa.select(sa.literal(1)).where(self._mine).limit(1)
        return any(connection.execute(open_.where(frontier.c.state == state)).first() for state in ("queued", "claimed"))

    def waiting(self) -> int:
        """Return the number of waiting requests."""
        query = sa.select(sa.func.count()).select_from(frontier).where(self._mine, frontier.c.state == "queued")
        with self.store.read() as connection:
            return connection.execute(query).scalar() or 0

    def finish(self, work: Work | None = None) -> bool:
        """End the crawl for all processes and drop its requests. Return False if another process continues, or has ended it.

        `work` is done in the same transaction, only by the process that ends the crawl.
        """
        with self.store.write() as connection:
            # lock the crawl first: a process that joins at this moment must not write requests that nobody will read
            connection.execute(sa.select(crawls.c.id).where(crawls.c.id == self.crawl.id).with_for_update())
            if self._unfinished(connection):
                return False
            closing = crawls.update().where(crawls.c.id == self.crawl.id, crawls.c.finished_at.is_(None))
            first = connection.execute(closing.values(finished_at=utc_now(), open_key=None)).rowcount == 1
            if first and work:
                work(connection)
            connection.execute(frontier.delete().where(self._mine))
        return first

    def over(self) -> bool:
        """Return whether the crawl has been ended, by this process or another."""
        query = sa.select(crawls.c.id).where(crawls.c.id == self.crawl.id, crawls.c.finished_at.is_(None))
        with self.store.read() as connection:
            return connection.execute(query).first() is None


def join(store: Store, portal: str, arguments: str, owner: str, *, lease: float = 60.0) -> Frontier:
    """Join the unfinished crawl of this portal with these arguments, or start one. Requeue requests of dead processes."""
    with store.write() as connection:
        _forget_stale(connection, portal)

        key = f"{portal} {arguments}"
        row = {"id": uuid.uuid4().hex, "portal": portal, "arguments": arguments, "open_key": key, "started_at": utc_now()}
        connection.execute(dialect_insert(connection.dialect, crawls).values(row).on_conflict_do_nothing())
        crawl_id, started = connection.execute(
            sa.select(crawls.c.id, crawls.c.started_at).where(crawls.c.open_key == key)
        ).one()

        _free_dead(connection, crawl_id, owner)
        waiting = sa.select(sa.func.count()).select_from(frontier).where(frontier.c.crawl == crawl_id)
        count = connection.execute(waiting.where(frontier.c.state == "queued")).scalar() or 0
    return Frontier(store, Crawl(crawl_id, started, count), owner, lease=lease)


def _forget_stale(connection: sa.Connection, portal: str) -> None:
    """Delete crawls that are too old to be resumed, and the requests of ended crawls."""
    limit = (datetime.now(UTC) - timedelta(days=RESUME_DAYS)).strftime("%Y-%m-%dT%H:%M:%SZ")
    stale = sa.and_(crawls.c.portal == portal, crawls.c.finished_at.is_(None), crawls.c.started_at < limit)
    ids = connection.execute(sa.select(crawls.c.id).where(stale)).scalars().all()
    if ids:
        connection.execute(frontier.delete().where(frontier.c.crawl.in_(ids)))
        connection.execute(crawls.delete().where(crawls.c.id.in_(ids)))

    open_ = sa.select(crawls.c.id).where(crawls.c.finished_at.is_(None))
    connection.execute(frontier.delete().where(frontier.c.crawl.not_in(open_)))


def _free_dead(connection: sa.Connection, crawl: str, me: str) -> None:
    """Requeue requests leased by dead processes of this machine. Those of other machines are free when their lease ends."""
    held = sa.and_(frontier.c.crawl == crawl, frontier.c.state == "claimed")
    owners = set(connection.execute(sa.select(frontier.c.owner).where(held).distinct()).scalars())
    owners |= set(connection.execute(sa.select(host_locks.c.owner).where(host_locks.c.owner.is_not(None))).scalars())
    dead = [owner for owner in owners if _dead(owner, me)]
    if dead:
        back = frontier.update().where(held, frontier.c.owner.in_(dead))
        connection.execute(back.values(**_FREE))
        connection.execute(host_locks.update().where(host_locks.c.owner.in_(dead)).values(owner=None, waiting=None))


def _dead(owner: str, me: str) -> bool:
    """Return whether the owner was a process of this machine that has ended (or had the process id that we have now)."""
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


@dataclass(frozen=True, slots=True)
class HostLock:
    """State of a lock. `mine`: this process may make requests, from `free_at` on. `wanted`: another process waits for it."""

    mine: bool
    wanted: bool = False
    free_at: float = 0.0


class HostLocks:
    """The lock of one host, as seen by one process. Times are seconds since 1970 by the store's clock."""

    def __init__(self, store: Store, host: str, owner: str, *, lease: float = 60.0, longest_pause: float = 300.0) -> None:
        """`longest_pause`: the most seconds that a host is left alone; a later time is of a clock that was set back."""
        self.store = store
        self.host = host
        self.owner = owner
        self.lease = lease
        self.longest_pause = longest_pause

    def take(self) -> HostLock:
        """Take or keep the lock if no other process has it; otherwise register as waiting."""
        now = self.store.clock()
        until = now + self.lease
        row = {"host": self.host, "owner": self.owner, "lease_until": until, "free_at": 0.0, "waiting": None}
        with self.store.write() as connection:
            connection.execute(dialect_insert(connection.dialect, host_locks).values(row).on_conflict_do_nothing())
            # locked for this transaction, so that two processes cannot both find it free
            found = connection.execute(sa.select(host_locks).where(host_locks.c.host == self.host).with_for_update()).one()
            expired = not now <= found.lease_until <= now + FAR * abs(self.lease)
            mine = found.owner in (None, self.owner) or expired
            waiting = found.waiting if found.waiting != self.owner else None
            change = {"owner": self.owner, "lease_until": until, "waiting": waiting} if mine else {"waiting": self.owner}
            free_at = found.free_at if found.free_at <= now + self.longest_pause else 0.0
            connection.execute(host_locks.update().where(host_locks.c.host == self.host).values({**change, "free_at": free_at}))
        return HostLock(mine, mine and waiting is not None, free_at)

    def hand_on(self, free_at: float = 0.0) -> None:
        """Release the lock: the host is free from `free_at` on. A waiting process may take it a few seconds before others."""
        mine = host_locks.update().where(host_locks.c.host == self.host, host_locks.c.owner == self.owner)
        until = self.store.clock() + min(5.0, self.lease)
        with self.store.write() as connection:
            connection.execute(mine.values(owner=host_locks.c.waiting, waiting=None, lease_until=until, free_at=free_at))

    def pause(self, free_at: float) -> None:
        """Stop all requests to the host until `free_at`."""
        with self.store.write() as connection:
            later = host_locks.update().where(host_locks.c.host == self.host, host_locks.c.free_at < free_at)
            connection.execute(later.values(free_at=free_at))
