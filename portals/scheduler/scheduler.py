"""The scheduler on the store. Scrapy asks it for requests; it asks the frontier, and tells it what is done.

A request is done when the engine no longer holds it: then its links are here and its items have passed the pipelines,
the last of which returns after the store has committed. Links and `done` are written in one transaction.
Replay has nothing to resume and no host to be polite to: it uses Scrapy's own scheduler, in memory.
"""

from __future__ import annotations

import asyncio
import json
import logging
import time
from contextlib import closing
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapy.core.scheduler import BaseScheduler, Scheduler
from scrapy.exceptions import CloseSpider
from scrapy.utils.asyncio import create_looping_call

from portals.scheduler.engine import held, on_the_wire
from portals.scheduler.leases import POLL, Claims
from portals.scheduler.requests import Fingerprinter, from_json, to_json
from portals.scheduler.wakeup import Alarm
from portals.store.errors import StoreError
from portals.store.frontier import Changes, Entry, Frontier, join, owner_name
from portals.store.host_locks import Turns
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
"""Seconds in which finished requests are gathered for one transaction, unless MOST are done before."""
MOST = 32
"""Finished requests in one transaction, about: those are made again when the process is killed."""
HUNGRY = 0.03
"""Seconds for which new requests are gathered when none is at hand."""
BUSY = 0.05
"""Seconds that a transaction waits for another writer of an SQLite store before it is put off."""
PASSING = frozenset({"locked", "unreachable"})
"""Store troubles that may pass: tried again for FRONTIER_PATIENCE seconds."""


class FrontierScheduler(BaseScheduler):
    """Queue, seen set and claims in the store; a small part of them at hand."""

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
        self.alarm = Alarm(crawler)
        self.failed = False
        self.held_back: list[str] = []
        self._sequence = 0
        self._written_at = 0.0
        self._found_at = 0.0
        self._trouble_since: float | None = None
        self._pending = True
        self._looked_at = 0.0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> BaseScheduler:  # type: ignore[override]
        return Scheduler.from_crawler(crawler) if crawler.settings.get("REPLAY") else cls(crawler)

    def open(self, spider: Spider) -> None:
        """Joins the unfinished crawl that was started with the same arguments, or starts one."""
        self.spider: PortalSpider = spider  # type: ignore[assignment]
        try:
            self._join()
        except StoreError as error:
            self._give_up(error)
            raise CloseSpider("store_error") from error
        self.stats.set_value("frontier/resumed", self.frontier.crawl.resumed)
        if self.frontier.crawl.resumed:
            logger.info(
                "Resuming the crawl of %s: %d requests wait", self.frontier.crawl.started_at, self.frontier.crawl.resumed
            )
        self._renewal: AsyncioLoopingCall | LoopingCall = create_looping_call(self._renew)
        self._renewal.start(self.lease / 3, now=False)

    def _join(self) -> None:
        name, url = self.spider.portal.name, self.crawler.settings["STORE_URL"]
        with closing(open_store(url)) as patient:
            crawl = join(patient, name, arguments(self.spider), self.owner, lease=self.lease).crawl
        # from here on the event loop must not wait for another writer: a short try, and another one later
        self.store: Store = open_store(url, retry_seconds=0, busy_seconds=BUSY)
        self.frontier = Frontier(self.store, crawl, self.owner, lease=self.lease)
        self.turns = Turns(self.store, site(self.spider), self.owner, lease=self.lease)
        batch, delay = self.crawler.settings.getint("FRONTIER_BATCH"), self.crawler.settings.getfloat("DOWNLOAD_DELAY")
        self.claims = Claims(self.frontier, self.turns, self.alarm, batch=batch, delay=delay)
        self.visits = self.spider.visits = Visits(self.store, name, crawl, since=self.spider.options.since is not None)

    def close(self, reason: str) -> Deferred[None] | None:
        """Writes what is left, gives back what was claimed. A crawl that ended by itself is closed for good."""
        if not hasattr(self, "claims"):
            return None
        self._renewal.stop()
        try:
            self._collect()
            patiently(lambda: self._settle(reason), self.patience)
        except StoreError as error:
            self._give_up(error)
        self.alarm.stop()
        self.store.close()
        return None

    def _settle(self, reason: str) -> None:
        """May be tried again after any of its steps."""
        if reason == "finished":
            self._accept_walls()
        self._write()
        self.frontier.put_back([entry.fingerprint for entry in self.claims.ready])
        self.claims.hand_on()
        self.frontier.put_back(self.held_back)
        if reason == "finished":
            # where other processes go on, or have ended the crawl already, this one saw only a part of it
            last = not self.frontier.unfinished() and self.frontier.finish(self.visits.complete)
            self.claims.shared = self.claims.shared or not last
        if self.claims.shared:
            self.stats.set_value("frontier/shared", 1)

    def enqueue_request(self, request: Request) -> bool:
        """Keeps the request. Whether it is new is seen when it is written, so the answer is yes."""
        print_ = self.fingerprinter.fingerprint(request).hex()
        self._sequence = max(self._sequence + 1, time.time_ns() // 1000)
        entry = Entry(print_, request.priority, self._sequence, to_json(request, self.spider))
        if not (self.changes.found or self.changes.again):
            self._found_at = time.monotonic()
        if request.dont_filter:
            self.changes.again[print_] = entry
            self._disown(print_)
        elif print_ not in self.changes.found:
            self.changes.found[print_] = entry
            self.claims.remember(print_, request)
        self._pending = True
        return True

    def _disown(self, print_: str) -> None:
        """A request that is to be made again is not done when the engine drops its first copy."""
        self.changes.done.pop(print_, None)
        self.claims.made(print_)
        for request, other in list(self.out.items()):
            if other == print_:
                del self.out[request]

    def next_request(self) -> Request | None:
        """The next request, or None: nothing waits, it is not our turn, the host wants a rest, the store is away."""
        self._collect()
        if self._due():
            self._try(self._write)
        if on_the_wire(self.crawler) >= self.together or not self.claims.may_ask():
            return None
        if not self.claims.ready:
            self._try(self._claim)
        return self._hand_out() if self.claims.ready else None

    def has_pending_requests(self) -> bool:
        """Whether any process has anything left to do."""
        if self.claims.ready or self.changes or self.out:
            return True
        now = time.monotonic()
        if now - self._looked_at >= POLL or not self._pending:
            self._looked_at = now
            self._try(self._look)
        if self._pending:
            self.alarm.set(POLL)
        return self._pending

    def pause(self, seconds: float) -> None:
        """No request to the site for so long, from any process."""
        until = time.time() + seconds
        if self.claims.pause(until):
            self._try(lambda: self.turns.pause(until))

    def _collect(self) -> None:
        """Notes what the engine has done with."""
        if self.out:
            holding = held(self.crawler)
            for request in self.out.keys() - holding:
                print_ = self.out.pop(request)
                if self.visits.finished(request):
                    self.held_back.append(print_)  # stays claimed: a crawl that is resumed asks again
                else:
                    self.changes.done[print_] = None

    def _due(self) -> bool:
        """Whether to write now: something is done, or there are new requests and none at hand."""
        if not (self.changes.done or (self.changes and not self.claims.ready)):
            return False
        now = time.monotonic()
        new = bool(self.changes.found or self.changes.again)
        hungry = not self.claims.ready and (new or now >= self.claims.empty_until)
        since = self._found_at if hungry and new else self._written_at
        wait = since + (HUNGRY if hungry else GATHER) - now
        if wait <= 0 or len(self.changes.done) >= MOST or not held(self.crawler):
            return True
        self.alarm.set(wait)
        return False

    def _write(self) -> None:
        """One transaction for what is new, what is done, and the next claim."""
        self.changes.work = [self.visits.write] if self.visits.unwritten else []
        if self.changes.found or self.changes.again:
            self.claims.empty_until = 0.0
        count = self.claims.wanted()
        if self.changes:
            self.claims.keep(self.frontier.write(self.changes, count), count)
        self.changes = Changes()
        self.visits.written()
        self._written_at = time.monotonic()

    def _claim(self) -> None:
        self.claims.claim(busy=bool(self.out) or on_the_wire(self.crawler) > 0)

    def _accept_walls(self) -> None:
        """At the end of a crawl, the pages behind a wall are left to the next one."""
        self.changes.done |= dict.fromkeys(self.held_back)
        self.held_back = []

    def _look(self) -> None:
        if self.held_back:
            self._accept_walls()
            self._write()
        self._pending = self.frontier.unfinished()

    def _hand_out(self) -> Request:
        entry = self.claims.ready.popleft()
        request = self.claims.made(entry.fingerprint) or from_json(entry.request, self.spider)
        self.out[request] = entry.fingerprint
        return request

    def _renew(self) -> None:
        self._try(self.frontier.renew)
        if self.claims.ready or self.out:
            self._try(self.claims.renew)

    def _try(self, work: Callable[[], None]) -> None:
        """Runs a transaction. What may pass is waited out for FRONTIER_PATIENCE seconds; any other trouble ends the crawl."""
        if self.failed:
            return
        try:
            work()
        except StoreError as error:
            now = time.monotonic()
            since = self._trouble_since = self._trouble_since or now
            if error.reason not in PASSING or now - since > self.patience:
                self._give_up(error)
            else:
                self.stats.inc_value(f"frontier/waited/{error.reason}")
                self.alarm.set(min(1.0, 0.05 + (now - since) / 2))
        else:
            self._trouble_since = None

    def _give_up(self, error: StoreError) -> None:
        if self.stats.get_value("store/error") is None:
            logger.error("the crawl stops: %s", error)
            self.stats.set_value("store/error", str(error))
        if not self.failed:
            self.failed = True
            if self.crawler.engine and self.crawler.engine.running:
                self._closing = asyncio.ensure_future(self.crawler.engine.close_spider_async(reason="store_error"))


def patiently(work: Callable[[], None], patience: float) -> None:
    """Runs a transaction at the very end, when nothing else is to be done; waits out what may pass."""
    deadline = time.monotonic() + patience
    while True:
        try:
            return work()
        except StoreError as error:
            if error.reason not in PASSING or time.monotonic() > deadline:
                raise
        time.sleep(0.2)


def arguments(spider: PortalSpider) -> str:
    """The arguments as one line: the same arguments continue the same crawl."""
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
    """The name under which processes take turns: the host that is asked."""
    return urlsplit(spider.options.base).netloc if spider.options.base else spider.portal.hosts[0]
