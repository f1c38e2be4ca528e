"""What this process has claimed of the frontier and not yet made, and whether it is its turn to ask the site."""

from __future__ import annotations

import time
from collections import deque
from typing import TYPE_CHECKING

from portals.store.host_locks import Turn

if TYPE_CHECKING:
    from scrapy import Request

    from portals.scheduler.wakeup import Alarm
    from portals.store.frontier import Entry, Frontier
    from portals.store.host_locks import Turns

TURN = 1.0
"""Seconds for which a turn is kept before asking whether another process waits for it."""
POLL = 0.1
"""Seconds between two looks while another process has the turn, or holds the last requests."""

FRESH = 256
"""Requests that are remembered as they were made."""


class Claims:
    """Entries at hand, best first. Its methods raise `StoreError`."""

    def __init__(self, frontier: Frontier, turns: Turns, alarm: Alarm, *, batch: int, delay: float) -> None:
        self.frontier = frontier
        self.turns = turns
        self.alarm = alarm
        self.batch = batch
        self.delay = delay
        self.ready: deque[Entry] = deque()
        self.shared = False
        """Whether another process was met."""
        self.empty_until = 0.0
        """Until then nothing waits in the store, unless this process finds something."""
        self._fresh: dict[str, Request] = {}
        self._turn = Turn(False)
        self._free_at = 0.0
        self._taken_at = 0.0
        self._size = batch
        self._claimed_at = 0.0

    def may_ask(self) -> bool:
        """Whether the site may be asked now."""
        wait = self._free_at - time.time()
        if wait > 0:
            self.alarm.set(wait)
        return wait <= 0

    def pause(self, until: float) -> bool:
        """No request before `until`, in seconds since 1970. False if that was so before."""
        longer = until > self._free_at
        self._free_at = max(self._free_at, until)
        return longer

    def claim(self, *, busy: bool) -> None:
        """Takes the turn, and the best requests that wait; a turn that others wait for is handed on between two claims.

        `busy`: requests of this process are under way.
        """
        if self._turn.mine and self._turn.wanted:
            if not busy:
                self.hand_on()
            return
        now = time.monotonic()
        if now < self.empty_until:
            self.alarm.set(self.empty_until - now)
            return
        if not self._mine():
            self._take(now)
        if self._turn.mine:
            count = self._count()
            self.keep(self.frontier.claim(count), count)
        if not self.ready:
            self.empty_until = now + POLL
            self.alarm.set(POLL)

    def hand_on(self) -> None:
        """Ends the turn: the next process may ask after the delay that follows our last request."""
        self.turns.hand_on(max(self._free_at, time.time() + self.delay))
        self._turn = Turn(False)
        self.alarm.set(POLL)

    def renew(self) -> None:
        """Keeps the turn while requests are under way."""
        if self._turn.mine:
            self._turn = self.turns.take()

    def wanted(self) -> int:
        """How many entries to claim in a transaction that is made anyway."""
        return 0 if self.ready or not self._mine() else self._count()

    def keep(self, entries: list[Entry], asked: int) -> None:
        """Takes what came of a claim of `asked`."""
        self.ready.extend(entries)
        if len(entries) < asked:  # nothing more waits: what was remembered and is not among these was known before
            self.empty_until = time.monotonic() + POLL
            claimed = {entry.fingerprint for entry in entries}
            self._fresh = {print_: request for print_, request in self._fresh.items() if print_ in claimed}

    def remember(self, print_: str, request: Request) -> None:
        """Keeps a request as it was made, so that it need not be read back from JSON if it is claimed soon."""
        if len(self._fresh) < FRESH:
            self._fresh[print_] = request

    def made(self, print_: str) -> Request | None:
        """The request if it is remembered, which it is no more."""
        return self._fresh.pop(print_, None)

    def _mine(self) -> bool:
        """Whether the turn is ours, and was a moment ago."""
        return self._turn.mine and not self._turn.wanted and time.monotonic() - self._taken_at <= TURN

    def _take(self, now: float) -> None:
        self._turn, self._taken_at = self.turns.take(), now
        self.pause(self._turn.free_at)
        self.shared = self.shared or self._turn.wanted or not self._turn.mine

    def _count(self) -> int:
        """What lasts less than a second is worth a larger claim."""
        now = time.monotonic()
        self._size = min(4 * self.batch, 2 * self._size) if now - self._claimed_at < 1 else self.batch
        self._claimed_at = now
        return self._size
