"""The id, mode, options and feeds of a run, determined once for all components."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from weakref import WeakKeyDictionary

from scrapy.crawler import Crawler

from portals.extensions.crawler_store import store_of
from portals.extensions.feed_targets import target_names
from portals.portal import Portal
from portals.runs.results import Mode
from portals.runs.run_id import run_id_of
from portals.store import runs
from portals.store.deliveries import Feeds


@dataclass(frozen=True, slots=True)
class Run:
    """One run. `started` is UTC. `resumed`: it continues a killed or interrupted run.

    `whole_feed`: unchanged articles go into the feed too, as in a replay and with `-a full=1`.
    """

    id: str
    portal: Portal
    mode: Mode
    started: datetime
    partial: bool = False
    resumed: bool = False
    whole_feed: bool = False
    began: float = field(default_factory=time.monotonic)
    """Start time by the monotonic clock."""

    @property
    def seconds(self) -> float:
        """Seconds since the start."""
        return time.monotonic() - self.began


_runs: WeakKeyDictionary[Crawler, Run] = WeakKeyDictionary()


def run_of(crawler: Crawler) -> Run:
    """Return the run of a crawl. The crawler must have its spider."""
    run = _runs.get(crawler)
    if run is None:
        run = _runs[crawler] = _decide(crawler)
    return run


def run_feeds(crawler: Crawler) -> Feeds:
    """Return the feeds of the run. The scheduler must have joined its crawl."""
    run = run_of(crawler)
    visits: Any = getattr(crawler.spider, "visits", None)
    crawl = visits.crawl.id if visits else run.id  # a replay is a separate crawl
    return Feeds(run.portal.name, run.id, crawl, target_names(crawler.settings), run.whole_feed)


def _decide(crawler: Crawler) -> Run:
    spider: Any = crawler.spider
    now = datetime.now(UTC)
    with store_of(crawler).read() as connection:
        completed = runs.completed(connection, spider.portal.name)
        resumed = runs.unfinished(connection, spider.portal.name)
    mode: Mode = "incremental" if completed and not spider.options.full else "full"
    return Run(
        id=run_id_of(crawler),
        portal=spider.portal,
        mode="replay" if crawler.settings.get("REPLAY") else mode,
        started=now,
        partial=spider.options.partial,
        resumed=resumed,
        whole_feed=bool(crawler.settings.get("REPLAY")) or spider.options.full,
    )
