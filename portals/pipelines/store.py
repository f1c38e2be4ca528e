"""The last stage: records are committed in batches, and an item goes on to the feeds only after its own commit."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scrapy.exceptions import DropItem

from portals.extensions.crawler_store import store_of
from portals.extensions.run_context import run_feeds, run_of
from portals.items import Article
from portals.pipelines.stage import StagePipeline
from portals.runs.field_fill import count
from portals.store import Saved, StoreError

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

BATCH_ITEMS = 100
GATHER_SECONDS = 0.05
"""Longest wait before a partial batch is committed, in seconds. While a batch is committed, the next one is collected."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Waiting:
    article: Article
    saved: asyncio.Future[Saved]


class StorePipeline(StagePipeline):
    """Saves each article; drops it from the feed of an incremental crawl if nothing changed."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.waiting: list[_Waiting] = []
        self.full = asyncio.Event()
        self.writer: asyncio.Task[None] | None = None
        self.closing: asyncio.Task[None] | None = None

    async def process_item(self, item: Article) -> Article:
        """Return the article with its history filled in, once it is committed. Raises `StoreError` if it could not be."""
        saved: asyncio.Future[Saved] = asyncio.get_running_loop().create_future()
        self.waiting.append(_Waiting(item, saved))
        if len(self.waiting) >= BATCH_ITEMS:
            self.full.set()
        if self.writer is None or self.writer.done():
            self.writer = asyncio.create_task(self._write())
        return self._counted(item, await saved)

    def _counted(self, item: Article, saved: Saved) -> Article:
        self.stats.inc_value(f"items/{saved.outcome}")
        if saved.aside:
            self.stats.inc_value("items/kept_aside")
        count(item, self.stats)
        if saved.outcome == "unchanged" and not run_of(self.crawler).whole_feed:
            self.stats.inc_value("store/unchanged")
            raise DropItem(f"{item.id}: as it was", log_level="DEBUG")
        return item

    async def _write(self) -> None:
        """Commit the waiting items, batch after batch, until none is left."""
        while self.waiting:
            if len(self.waiting) < BATCH_ITEMS:
                await self._gather()
            batch, self.waiting = self.waiting[:BATCH_ITEMS], self.waiting[BATCH_ITEMS:]
            self.full.clear()
            await self._commit(batch)

    async def _gather(self) -> None:
        try:
            await asyncio.wait_for(self.full.wait(), GATHER_SECONDS)
        except TimeoutError:
            return

    async def _commit(self, batch: list[_Waiting]) -> None:
        store = store_of(self.crawler)
        try:
            live = run_of(self.crawler).mode != "replay"
            outcomes = await asyncio.to_thread(
                store.save, [one.article for one in batch], live=live, feeds=run_feeds(self.crawler)
            )
        except Exception as error:
            await self._recover(batch, error)
            return
        self.stats.inc_value("store/batches")
        for one, saved in zip(batch, outcomes, strict=True):
            if not one.saved.done():
                one.saved.set_result(saved)

    async def _recover(self, batch: list[_Waiting], error: Exception) -> None:
        """Save the records of a batch one by one, so that a record that the database refuses does not block the others.

        If the store itself fails, the crawl ends.
        """
        if isinstance(error, StoreError) and error.reason != "failed":
            self._give_up(error)
        elif len(batch) > 1:
            for one in batch:
                await self._commit([one])
            return
        for one in batch:
            if not one.saved.done():
                one.saved.set_exception(error)

    def _give_up(self, error: StoreError) -> None:
        if self.stats.get_value("store/error") is None:
            self.stats.set_value("store/error", str(error))
            logger.error("the crawl stops: %s", error)
            self.closing = asyncio.create_task(self.crawler.engine.close_spider_async(reason="store_error"))
