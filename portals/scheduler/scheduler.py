"""The scheduler: it gives Scrapy the requests of the frontier, and writes to the frontier what is done.

A request is done when the engine has finished with it: then its links have arrived here and its items have passed all
pipelines, the last of which returns after the commit. Links and `done` are written in one transaction.

A replay has nothing to resume and no host to wait for. It uses Scrapy's own scheduler, in memory.
"""

from __future__ import annotations

import asyncio
import json
import logging
import time
from contextlib import closing
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapy import signals
from scrapy.core.scheduler import BaseScheduler, Scheduler
from scrapy.exceptions import CloseSpider
from scrapy.utils.asyncio import create_looping_call

from portals.scheduler.engine import held, on_the_wire
from portals.scheduler.leases import POLL, SAID_AFTER, Leases
from portals.scheduler.requests import Fingerprinter, from_json, to_json
from portals.scheduler.wakeup import Wakeup
from portals.store.database import StoreError
from portals.store.frontier import Changes, CrawlOver, Frontier, HostLocks, QueuedRequest, join, owner_name
from portals.store.store import Store, open_store
from portals.store.visits import Visits

if TYPE_CHECKING:
    from collections.abc import Callable

    from scrapy import Request, Spider
    from scrapy.crawler import Crawler
    from scrapy.utils.asyncio import AsyncioLoopingCall
    from twisted.internet.defer import Deferred
    from twisted.internet.task import LoopingCall

    from portals.spiders.base import PortalSpider

logger = logging.getLogger(__name__)

GATHER = 0.2
"""Seconds for which finished requests are collected for one transaction, unless MOST are done earlier."""
MOST = 32
"""Approximate number of finished requests in one transaction; these are repeated if the process is killed."""
HUNGRY = 0.03
"""Seconds for which new requests are collected when no request is ready."""
BUSY = 0.05
"""Seconds that a transaction waits for another writer of an SQLite store before it is postponed."""
PASSING = frozenset({"locked", "unreachable"})
"""Temporary errors of the store: the transaction is repeated for FRONTIER_PATIENCE seconds."""


class FrontierScheduler(BaseScheduler):
    """Scheduler with its queue, seen set and leases in the store, and a few requests in memory."""

    def __init__(self, crawler: Crawler) -> None:
        assert crawler.stats
        self.crawler = crawler
        self.stats = crawler.stats
        settings = crawler.settings
        self.lease = settings.getfloat("FRONTIER_LEASE")
        self.patience = settings.getfloat("FRONTIER_PATIENCE")
        self.together = max(1, settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN"))
        self.fingerprinter = Fingerprinter()
        self.changes = Changes()
        self.out: dict[Request, str] = {}
        self.owner = owner_name()
        self.wakeup = Wakeup(crawler)
        self.failed = False
        self.held_back: list[str] = []
        """Requests that stay claimed until the crawl ends; they are made again when it is resumed."""
        self._sequence = 0
        self._written_at = 0.0
        self._found_at = 0.0
        self._trouble_since: float | None = None
        self._said = False
        self._pending = True
        self._looked_at = 0.0
        self._asked_any = False
        self.store: Store | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> BaseScheduler:  # type: ignore[override]
        return Scheduler.from_crawler(crawler) if crawler.settings.get("REPLAY") else cls(crawler)

    def open(self, spider: Spider) -> None:
        """Join the unfinished crawl that was started with the same arguments, or start one."""
        self.spider: PortalSpider = spider  # type: ignore[assignment]
        try:
            self._join()
        except StoreError as error:
            self._give_up(error)
            self.crawler.signals.connect(self._end, signals.spider_opened)
            return
        crawl = self.frontier.crawl
        self.stats.set_value("frontier/resumed", crawl.resumed)
        if crawl.resumed:
            logger.info("Resuming the crawl of %s: %d requests wait", crawl.started_at, crawl.resumed)
        self._renewal: AsyncioLoopingCall | LoopingCall = create_looping_call(self._renew)
        self._renewal.start(self.lease / 3, now=False)

    def _end(self) -> None:
        """End a crawl that has no queue: Scrapy logs a traceback where the scheduler cannot be opened."""
        raise CloseSpider("store_error")

    def _join(self) -> None:
        name, settings = self.spider.portal.name, self.crawler.settings
        with closing(open_store(settings["STORE_URL"])) as patient:
            crawl = join(patient, name, arguments(self.spider), self.owner, lease=self.lease).crawl
        if self.store is None:
            # the event loop must not wait for another writer: try shortly, and again later
            self.store = open_store(settings["STORE_URL"], retry_seconds=0, busy_seconds=BUSY)
        self.frontier = Frontier(self.store, crawl, self.owner, lease=self.lease)
        longest = max(settings.getfloat(name) for name in ("RETRY_AFTER_MAX", "CRAWL_DELAY_MAX", "DOWNLOAD_DELAY"))
        self.leases = Leases(
            self.frontier,
            HostLocks(self.store, site(self.spider), self.owner, lease=self.lease, longest_pause=longest),
            self.wakeup,
            batch=settings.getint("FRONTIER_BATCH"),
            delay=settings.getfloat("DOWNLOAD_DELAY"),
            longest_pause=longest,
        )
        self.visits = self.spider.visits = Visits(self.store, name, crawl, since=self.spider.options.since is not None)

    def close(self, reason: str) -> Deferred[None] | None:
        """Write the last changes and release claimed requests. A crawl that ended normally is closed."""
        if not self.joined:
            return None
        self._renewal.stop()
        try:
            self._collect()
            patiently(lambda: self._settle(reason), self.patience)
        except StoreError as error:
            self._give_up(error)
        self.wakeup.stop()
        if self.store:
            self.store.close()
        return None

    def _settle(self, reason: str) -> None:
        """Write the last changes. May be repeated after any of its steps."""
        if reason == "finished":
            self._accept_walls()
        self._write()
        self.frontier.put_back([entry.fingerprint for entry in self.leases.ready])
        self.leases.hand_on()
        self.frontier.put_back(self.held_back)
        if reason == "finished":
            # if other processes continue, or have ended the crawl, this one saw only a part of it
            last = self.frontier.finish(self.visits.complete)
            self.leases.shared = self.leases.shared or not last
            if last or self.frontier.over():
                self.stats.set_value("frontier/over", 1)
        if self.leases.shared:
            self.stats.set_value("frontier/shared", 1)

    def enqueue_request(self, request: Request) -> bool:
        """Accept the request and return True; duplicates are found when it is written."""
        if not self.joined:
            return False
        print_ = self.fingerprinter.fingerprint(request).hex()
        self._sequence = max(self._sequence + 1, time.time_ns() // 1000)
        entry = QueuedRequest(print_, request.priority, self._sequence, to_json(request, self.spider))
        if not (self.changes.found or self.changes.again):
            self._found_at = time.monotonic()
        if request.dont_filter:
            self.changes.again[print_] = entry
            self._disown(print_)
        elif print_ not in self.changes.found:
            self.changes.found[print_] = entry
            self.leases.remember(print_, request)
        self._pending = True
        return True

    def _disown(self, print_: str) -> None:
        """Stop tracking a request that will be made again: it is not done when the engine drops its first copy."""
        self.changes.done.pop(print_, None)
        self.leases.remembered(print_)
        for request, other in list(self.out.items()):
            if other == print_:
                del self.out[request]

    @property
    def joined(self) -> bool:
        """Whether there is a crawl that this process takes part in; not where the store could not be written."""
        return hasattr(self, "leases")

    def next_request(self) -> Request | None:
        """Return the next request; None if nothing waits, another process has the host, or a pause or a store error lasts."""
        if not self.joined:
            return None
        self._collect()
        if self._due():
            self._try(self._write)
        if on_the_wire(self.crawler) >= self.together or not self.leases.may_ask():
            return None
        if not self.leases.ready:
            self._try(self._claim)
        return self._hand_out() if self.leases.ready else None

    def has_pending_requests(self) -> bool:
        """Return whether any process of the crawl has work left."""
        if not self.joined:
            return False
        if self.leases.ready or self.changes or self.out:
            return True
        now = time.monotonic()
        if now - self._looked_at >= POLL or not self._pending:
            self._looked_at = now
            self._try(self._look)
        if self._pending:
            self.wakeup.set(POLL)
        return self._pending

    def pause(self, seconds: float) -> None:
        """Stop all processes from making requests to the site for `seconds`."""
        if self.leases.pause(seconds):
            until = self.frontier.store.clock() + seconds
            self._try(lambda: self.leases.locks.pause(until))

    def _collect(self) -> None:
        """Note the requests that the engine has finished."""
        if self.out:
            holding = held(self.crawler)
            for request in self.out.keys() - holding:
                print_ = self.out.pop(request)
                if self.visits.finished(request):
                    self.held_back.append(print_)
                else:
                    self.changes.done[print_] = None

    def _due(self) -> bool:
        """Return whether to write now: a request is done, or there are new requests and none is ready."""
        if not (self.changes.done or (self.changes and not self.leases.ready)):
            return False
        now = time.monotonic()
        new = bool(self.changes.found or self.changes.again)
        hungry = not self.leases.ready and (new or now >= self.leases.empty_until)
        since = self._found_at if hungry and new else self._written_at
        wait = since + (HUNGRY if hungry else GATHER) - now
        if wait <= 0 or len(self.changes.done) >= MOST or not held(self.crawler):
            return True
        self.wakeup.set(wait)
        return False

    def _write(self) -> None:
        """Write new and finished requests and claim the next ones, in one transaction."""
        self.changes.work = [self.visits.write] if self.visits.unwritten else []
        if self.changes.found or self.changes.again:
            self.leases.empty_until = 0.0
        count = self.leases.wanted()
        if self.changes:
            try:
                self.leases.keep(self.frontier.write(self.changes, count), count)
            except CrawlOver:
                self._crawl_over()
                return
        self._forget_written()

    def _forget_written(self) -> None:
        self.changes = Changes()
        self.visits.written()
        self._written_at = time.monotonic()

    def _crawl_over(self) -> None:
        """Join the next crawl if this one was ended before we made a request; else finish with what was noted."""
        self.leases.shared = True
        if not self._asked_any:
            self._join()
            return
        with self.frontier.store.write() as connection:
            self.visits.write(connection)
        self.leases.ready.clear()
        self._forget_written()

    def _claim(self) -> None:
        self.leases.claim(busy=bool(self.out) or on_the_wire(self.crawler) > 0)

    def _accept_walls(self) -> None:
        """At the end of a crawl, leave the pages blocked by a firewall to the next crawl."""
        self.changes.done |= dict.fromkeys(self.held_back)
        self.held_back = []

    def _look(self) -> None:
        if self.held_back and not self.stats.get_value("archive/error"):
            self._accept_walls()
            self._write()
        self._pending = self.frontier.unfinished()

    def _hand_out(self) -> Request:
        entry = self.leases.ready.popleft()
        request = self.leases.remembered(entry.fingerprint) or from_json(entry.request, self.spider)
        self.out[request] = entry.fingerprint
        self._asked_any = True
        return request

    def _renew(self) -> None:
        self._try(self.frontier.renew)
        if self.leases.ready or self.out:
            self._try(self.leases.renew)

    def _try(self, work: Callable[[], None]) -> None:
        """Run a transaction. Repeat it for FRONTIER_PATIENCE seconds after temporary errors; end the crawl after others."""
        if self.failed:
            return
        try:
            work()
        except StoreError as error:
            now = time.monotonic()
            since = self._trouble_since = self._trouble_since or now
            waited = now - since
            if error.reason not in PASSING or waited > self.patience:
                self._give_up(error)
            else:
                self.stats.inc_value(f"frontier/waited/{error.reason}")
                self._say_once(error, waited)
                self.wakeup.set(min(1.0, 0.05 + waited / 2))
        except Exception as error:  # the engine would log it and hang forever
            logger.exception("the queue failed")
            self._give_up(StoreError(f"the queue failed: {error!r}"))
        else:
            self._trouble_since, self._said = None, False

    def _say_once(self, error: StoreError, waited: float) -> None:
        if waited > SAID_AFTER and not self._said:
            self._said = True
            logger.warning("%s; this run goes on waiting, at most %.0f s in all", error, self.patience)

    def _give_up(self, error: StoreError) -> None:
        if self.stats.get_value("store/error") is None:
            logger.error("the crawl stops: %s", error)
            self.stats.set_value("store/error", str(error))
        if not self.failed:
            self.failed = True
            if self.crawler.engine and self.crawler.engine.running:
                self._closing = asyncio.ensure_future(self.crawler.engine.close_spider_async(reason="store_error"))


def patiently(work: Callable[[], None], patience: float) -> None:
    """Run a transaction at the end of the crawl; repeat it after temporary errors."""
    deadline = time.monotonic() + patience
    while True:
        try:
            return work()
        except StoreError as error:
            if error.reason not in PASSING or time.monotonic() > deadline:
                raise
        time.sleep(0.2)


def arguments(spider: PortalSpider) -> str:
    """Return the arguments as one line: the same arguments continue the same crawl."""
    options = spider.options
    return json.dumps(
        {
            "sections": sorted(section.path for section in options.sections) if options.chosen else None,
            "since": options.since.isoformat() if options.since else None,
            "max_pages": options.max_pages,
            "full": options.full,
            "base": options.base,
        },
        sort_keys=True,
        ensure_ascii=False,
    )


def site(spider: PortalSpider) -> str:
    """Return the name of the host lock: the host of the portal."""
    return urlsplit(spider.options.base).netloc if spider.options.base else spider.portal.hosts[0]
