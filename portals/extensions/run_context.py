"""Who a crawl is: its run id, its mode, its options. Asked for by every component that needs to know, decided once."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from weakref import WeakKeyDictionary

from scrapy.crawler import Crawler

from portals.extensions.crawler_store import store_of
from portals.portal import Portal
from portals.runs.results import Mode
from portals.store import runs


@dataclass(frozen=True, slots=True)
class Run:
    """One run. `started` is UTC. `resumed`: it goes on where a killed or interrupted one stopped.

    `whole_feed`: unchanged articles go into the feed too, as in a replay and with `-a full=1`.
    """

    id: str
    portal: Portal
    mode: Mode
    started: datetime
    partial: bool = False
    resumed: bool = False
    whole_feed: bool = False


_runs: WeakKeyDictionary[Crawler, Run] = WeakKeyDictionary()


def new_run_id(portal: str, now: datetime) -> str:
    """`thanhhoa-20261122T174000Z-9f3c`: sorts by time, and two runs of one second differ."""
    return f"{portal}-{now:%Y%m%dT%H%M%SZ}-{secrets.token_hex(2)}"


def run_id_of(crawler: Crawler) -> str:
    """The id of the crawl's run: the setting `RUN_ID`, which `scrapy crawl` sets, or one made now."""
    given: str | None = crawler.settings.get("RUN_ID")
    return given or run_of(crawler).id


def run_of(crawler: Crawler) -> Run:
    """The crawl's run. The spider must be there."""
    run = _runs.get(crawler)
    if run is None:
        run = _runs[crawler] = _decide(crawler)
    return run


def _decide(crawler: Crawler) -> Run:
    spider: Any = crawler.spider
    now = datetime.now(UTC)
    with store_of(crawler).read() as connection:
        completed = runs.completed(connection, spider.portal.name)
        resumed = runs.unfinished(connection, spider.portal.name)
    mode: Mode = "incremental" if completed and not spider.options.full else "full"
    return Run(
        id=crawler.settings.get("RUN_ID") or new_run_id(spider.portal.name, now),
        portal=spider.portal,
        mode="replay" if crawler.settings.get("REPLAY") else mode,
        started=now,
        partial=spider.options.partial,
        resumed=resumed,
        whole_feed=bool(crawler.settings.get("REPLAY")) or spider.options.full,
    )
