"""Show a live progress line on a terminal while a crawl runs; nothing in a pipe."""

from __future__ import annotations

import asyncio
import logging
import sys
import time
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.live import Live
from rich.text import Text
from scrapy import signals
from scrapy.exceptions import NotConfigured

from portals.runs.report import counts
from portals.runs.results import Stats
from portals.store.database import StoreError

if TYPE_CHECKING:
    from typing import Self

    from scrapy.crawler import Crawler

SECONDS = 0.5


def progress_line(portal: str, stats: Stats, queued: int, seconds: float) -> str:
    """Return `thanhhoa  12 queued · 40 pages · 31 new · 2 changed · 1 problems · 1.0 pages/s`."""
    numbers = counts(stats)
    rate = numbers["pages"] / seconds if seconds > 0 else 0.0
    problems = numbers["given_up"] + stats.get("items/error", 0)
    parts = [
        f"{queued} queued",
        f"{numbers['pages']} pages",
        *(f"{numbers[name]} {name}" for name in ("new", "changed", "unchanged") if numbers[name]),
        f"{problems} problems",
        f"{rate:.1f} pages/s",
    ]
    return f"{portal}  " + " · ".join(parts)


class Progress:
    """Extension that is enabled only if stderr is a terminal and the log does not go there."""

    def __init__(self, crawler: Crawler) -> None:
        quiet = logging.getLevelName(crawler.settings["LOG_LEVEL"]) >= logging.WARNING or not crawler.settings.getbool(
            "LOG_ENABLED"
        )
        if not (sys.stderr.isatty() and (quiet or crawler.settings["LOG_FILE"])):
            raise NotConfigured
        self.crawler = crawler
        self.live = Live(Text(), console=Console(stderr=True), transient=True, auto_refresh=False, redirect_stdout=False)
        self.started = time.monotonic()
        self.task: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        progress = cls(crawler)
        crawler.signals.connect(progress.begin, signals.engine_started)
        crawler.signals.connect(progress.end, signals.spider_closed)
        return progress

    def begin(self) -> None:
        self.live.start()
        self.task = asyncio.get_running_loop().create_task(self._run())

    def end(self) -> None:
        if self.task:
            self.task.cancel()
        self.live.stop()

    async def _run(self) -> None:
        while True:
            line = progress_line(
                self._portal(), self.crawler.stats.get_stats(), self._queued(), time.monotonic() - self.started
            )
            self.live.update(Text(line, no_wrap=True, overflow="ellipsis"), refresh=True)
            await asyncio.sleep(SECONDS)

    def _portal(self) -> str:
        return self.crawler.spider.name if self.crawler.spider else ""

    def _queued(self) -> int:
        """Return the number of waiting requests, here and in the store; 0 while the store cannot be read."""
        scheduler: Any = self.crawler.engine.scheduler
        if not hasattr(scheduler, "frontier"):
            return len(scheduler) if hasattr(scheduler, "__len__") else 0
        try:
            return int(scheduler.frontier.waiting())
        except StoreError:
            return 0
