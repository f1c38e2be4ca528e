"""Turns at a host: of all processes that share a store, one at a time asks a host, and then hands it on to who waits."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from portals.store.frontier_tables import turns
from portals.store.store import Store


@dataclass(frozen=True, slots=True)
class Turn:
    """`mine`: this process may ask the host, from `free_at` on. `wanted`: another process waits for it."""

    mine: bool
    wanted: bool = False
    free_at: float = 0.0


class Turns:
    """One process's turns at one host. Times are seconds since 1970."""

    def __init__(self, store: Store, host: str, owner: str, *, lease: float = 60.0) -> None:
        self.store = store
        self.host = host
        self.owner = owner
        self.lease = lease
        self._insert: Any = postgresql.insert if store.engine.dialect.name == "postgresql" else sqlite.insert

    def take(self) -> Turn:
        """Takes or keeps the turn, if nobody else has it; else asks for it."""
        now = time.time()
        row = {"host": self.host, "owner": self.owner, "lease_until": now + self.lease, "free_at": 0.0, "waiting": None}
        with self.store.write() as connection:
            connection.execute(self._insert(turns).values(row).on_conflict_do_nothing())
            # locked for this transaction, so that two processes cannot both find it free
            found = connection.execute(sa.select(turns).where(turns.c.host == self.host).with_for_update()).one()
            mine = found.owner in (None, self.owner) or found.lease_until < now
            waiting = found.waiting if found.waiting != self.owner else None
            change = (
                {"owner": self.owner, "lease_until": now + self.lease, "waiting": waiting} if mine else {"waiting": self.owner}
            )
            connection.execute(turns.update().where(turns.c.host == self.host).values(change))
        return Turn(mine, mine and waiting is not None, found.free_at)

    def hand_on(self, free_at: float = 0.0) -> None:
        """Ends the turn: the host is free from `free_at` on, and who waits has it for a few seconds before anybody else."""
        now = time.time()
        mine = turns.update().where(turns.c.host == self.host, turns.c.owner == self.owner)
        with self.store.write() as connection:
            connection.execute(
                mine.values(owner=turns.c.waiting, waiting=None, lease_until=now + min(5.0, self.lease), free_at=free_at)
            )

    def pause(self, free_at: float) -> None:
        """Nobody asks the host before `free_at`."""
        with self.store.write() as connection:
            later = turns.update().where(turns.c.host == self.host, turns.c.free_at < free_at)
            connection.execute(later.values(free_at=free_at))
