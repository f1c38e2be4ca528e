"""The requests that this process has leased and not yet made, and whether it may request from the site now.

Times in this process are monotonic. A time from the store is converted when it is read, and limited to the longest possible
pause: a clock that is set back must not stop a crawl.
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
"""Seconds between two checks whether another process waits for the lock of the host."""
POLL = 0.1
"""Seconds between two attempts while another process has the lock or the last requests."""
SAID_AFTER = 10.0
"""Longer waits, in seconds, are logged."""
FRESH = 256
"""Maximum number of request objects kept in memory."""


class Leases:
    """Leased requests in memory, best first. Methods raise `StoreError`."""

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
        """Whether another process has been seen."""
        self.empty_until = 0.0
        """Until this time nothing waits in the store, unless this process adds something."""
        self._fresh: dict[str, Request] = {}
        self._lock = HostLock(False)
        self._free_at = 0.0
        self._taken_at = 0.0
        self._size = batch
        self._claimed_at = 0.0
        self._locked_out_since: float | None = None

    def may_ask(self) -> bool:
        """Return whether a request to the site may be made now."""
        wait = self._free_at - time.monotonic()
        if wait > 0:
            self.wakeup.set(wait)
        return wait <= 0

    def pause(self, seconds: float) -> bool:
        """Make no request to the site for `seconds`, at most `longest_pause`. False if such a pause was set before."""
        seconds = min(seconds, self.longest_pause)
        until = time.monotonic() + seconds
        longer = until > self._free_at
        if longer and seconds > SAID_AFTER:
            logger.warning("%s is left alone for %.0f s, as it asked", self.locks.host, seconds)
        self._free_at = max(self._free_at, until)
        return longer

    def claim(self, *, busy: bool) -> None:
        """Take the lock of the host and the best waiting requests; release the lock if other processes wait for it.

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
        """Release the lock; the next process may make a request when the delay after our last one is over."""
        wait = max(self._free_at - time.monotonic(), self.delay)
        self.locks.hand_on(self.frontier.store.clock() + wait)
        self._lock = HostLock(False)
        self.wakeup.set(POLL)

    def renew(self) -> None:
        """Keep the lock while requests are under way."""
        if self._lock.mine:
            self._lock = self.locks.take()

    def wanted(self) -> int:
        """Return how many requests to claim together with a transaction that is needed anyway."""
        return 0 if self.ready or not self._mine() else self._count()

    def keep(self, entries: list[QueuedRequest], asked: int) -> None:
        """Store the result of a claim of `asked` requests."""
        self.ready.extend(entries)
        if len(entries) < asked:  # nothing else waits: kept requests that are not among these were known before
            self.empty_until = time.monotonic() + POLL
            claimed = {entry.fingerprint for entry in entries}
            self._fresh = {print_: request for print_, request in self._fresh.items() if print_ in claimed}

    def remember(self, print_: str, request: Request) -> None:
        """Keep a request object, so that it need not be read from JSON if it is claimed soon."""
        if len(self._fresh) < FRESH:
            self._fresh[print_] = request

    def remembered(self, print_: str) -> Request | None:
        """Return and forget the request object, if it was kept."""
        return self._fresh.pop(print_, None)

    def _mine(self) -> bool:
        """Return whether this process has the lock, and had it before."""
        return self._lock.mine and not self._lock.wanted and time.monotonic() - self._taken_at <= KEEP_LOCK

    def _take(self, now: float) -> None:
        self._lock, self._taken_at = self.locks.take(), now
        wait = self._lock.free_at - self.frontier.store.clock()
        if wait > 0:
            self.pause(wait)
        self.shared = self.shared or self._lock.wanted or not self._lock.mine
        self._say_who_asks(now)

    def _say_who_asks(self, now: float) -> None:
        """Log once that another process has the host and this one waits."""
        if self._lock.mine:
            self._locked_out_since = None
        elif self._locked_out_since is None:
            self._locked_out_since = now
        elif self._locked_out_since < now - SAID_AFTER:
            logger.warning("another process asks %s; this one waits for its turn", self.locks.host)
            self._locked_out_since = float("inf")

    def _count(self) -> int:
        """Return how many to claim: more if the last claim was used up within a second."""
        now = time.monotonic()
        self._size = min(4 * self.batch, 2 * self._size) if now - self._claimed_at < 1 else self.batch
        self._claimed_at = now
        return self._size
