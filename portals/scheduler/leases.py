"""What this process has leased of the frontier and not yet requested, and whether it may ask the site now.

Times of this process are monotonic. A time that comes from the store is turned into one when it is read, and never lies further
ahead than the longest pause there can be: a clock that is set back must not stop a crawl.
"""

from __future__ import annotations

import logging
import time
from collections import deque
from typing import TYPE_CHECKING

from portals.store.frontier import HostLock

if TYPE_CHECKING:
    from scrapy import Request

    from portals.scheduler.wakeup import Wakeup
    from portals.store.frontier import Frontier, HostLocks, QueuedRequest

logger = logging.getLogger(__name__)

KEEP_LOCK = 1.0
"""Seconds for which the lock of a host is kept before asking whether another process waits for it."""
POLL = 0.1
"""Seconds between two looks while another process has the lock, or holds the last requests."""
SAID_AFTER = 10.0
"""Waits of more seconds than this are logged."""
FRESH = 256
"""Requests that are remembered as they were made."""


class Leases:
    """Requests at hand, best first. Its methods raise `StoreError`."""

    def __init__(
        self, frontier: Frontier, locks: HostLocks, wakeup: Wakeup, *, batch: int, delay: float, longest_pause: float
    ) -> None:
        self.frontier = frontier
        self.locks = locks
        self.wakeup = wakeup
        self.batch = batch
        self.delay = delay
        self.longest_pause = longest_pause
        self.ready: deque[QueuedRequest] = deque()
        self.shared = False
        """Whether another process was met."""
        self.empty_until = 0.0
        """Until then nothing waits in the store, unless this process finds something."""
        self._fresh: dict[str, Request] = {}
        self._lock = HostLock(False)
        self._free_at = 0.0
        self._taken_at = 0.0
        self._size = batch
        self._claimed_at = 0.0
        self._locked_out_since: float | None = None

    def may_ask(self) -> bool:
        """Return whether the site may be asked now."""
        wait = self._free_at - time.monotonic()
        if wait > 0:
            self.wakeup.set(wait)
        return wait <= 0

    def pause(self, seconds: float) -> bool:
        """Ask the site nothing for so long, at most `longest_pause`. False if that was so before."""
        seconds = min(seconds, self.longest_pause)
        until = time.monotonic() + seconds
        longer = until > self._free_at
        if longer and seconds > SAID_AFTER:
            logger.warning("%s is left alone for %.0f s, as it asked", self.locks.host, seconds)
        self._free_at = max(self._free_at, until)
        return longer

    def claim(self, *, busy: bool) -> None:
        """Take the lock of the host and the best requests that wait; hand the lock on where others wait for it.

        `busy`: requests of this process are under way.
        """
        if self._lock.mine and self._lock.wanted:
            if not busy:
                self.hand_on()
            return
        now = time.monotonic()
        if now < self.empty_until:
            self.wakeup.set(self.empty_until - now)
            return
        if not self._mine():
            self._take(now)
        if self._lock.mine:
            count = self._count()
            self.keep(self.frontier.claim(count), count)
        if not self.ready:
            self.empty_until = now + POLL
            self.wakeup.set(POLL)

    def hand_on(self) -> None:
        """Give up the lock: the next process may ask after the delay that follows our last request."""
        wait = max(self._free_at - time.monotonic(), self.delay)
        self.locks.hand_on(self.frontier.store.clock() + wait)
        self._lock = HostLock(False)
        self.wakeup.set(POLL)

    def renew(self) -> None:
        """Keep the lock while requests are under way."""
        if self._lock.mine:
            self._lock = self.locks.take()

    def wanted(self) -> int:
        """Return how many requests to claim in a transaction that is made anyway."""
        return 0 if self.ready or not self._mine() else self._count()

    def keep(self, entries: list[QueuedRequest], asked: int) -> None:
        """Take what came of a claim of `asked` requests."""
        self.ready.extend(entries)
        if len(entries) < asked:  # nothing more waits: what was remembered and is not among these was known before
            self.empty_until = time.monotonic() + POLL
            claimed = {entry.fingerprint for entry in entries}
            self._fresh = {print_: request for print_, request in self._fresh.items() if print_ in claimed}

    def remember(self, print_: str, request: Request) -> None:
        """Keep a request as it was made, so that it need not be read back from JSON if it is claimed soon."""
        if len(self._fresh) < FRESH:
            self._fresh[print_] = request

    def remembered(self, print_: str) -> Request | None:
        """Return the request if it is remembered, and forget it."""
        return self._fresh.pop(print_, None)

    def _mine(self) -> bool:
        """Return whether the lock is ours, and was a moment ago."""
        return self._lock.mine and not self._lock.wanted and time.monotonic() - self._taken_at <= KEEP_LOCK

    def _take(self, now: float) -> None:
        self._lock, self._taken_at = self.locks.take(), now
        wait = self._lock.free_at - self.frontier.store.clock()
        if wait > 0:
            self.pause(wait)
        self.shared = self.shared or self._lock.wanted or not self._lock.mine
        self._say_who_asks(now)

    def _say_who_asks(self, now: float) -> None:
        """Log once that another process asks the host and this one waits."""
        if self._lock.mine:
            self._locked_out_since = None
        elif self._locked_out_since is None:
            self._locked_out_since = now
        elif self._locked_out_since < now - SAID_AFTER:
            logger.warning("another process asks %s; this one waits for its turn", self.locks.host)
            self._locked_out_since = float("inf")

    def _count(self) -> int:
        """Claim more where the last claim lasted less than a second."""
        now = time.monotonic()
        self._size = min(4 * self.batch, 2 * self._size) if now - self._claimed_at < 1 else self.batch
        self._claimed_at = now
        return self._size
