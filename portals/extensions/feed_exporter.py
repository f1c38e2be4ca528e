"""Feeds that also get what earlier runs could not deliver, and that never fail silently."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from scrapy import signals
from scrapy.exceptions import NotConfigured
from scrapy.extensions.feedexport import FeedExporter, FeedSlot, apply_uri_params
from scrapy.utils.defer import ensure_awaitable

from portals.exporters.files import remove_partial_files_like
from portals.extensions.crawler_store import store_of
from portals.extensions.feed_targets import is_local, is_replaced, target_name, without_credentials
from portals.extensions.run_context import run_feeds
from portals.store import StoreError, deliveries, reading

if TYPE_CHECKING:
    from typing import Self

    from scrapy import Spider
    from scrapy.crawler import Crawler

FAILED = "feedexport/failed_count/"

logger = logging.getLogger(__name__)


class DeliveringFeedExporter(FeedExporter):
    """Scrapy's feed exporter with three differences.

    At its end each feed also gets the records that a killed or failed run could not deliver. Records are marked as delivered in
    the store after the feed is written. An item or a file that cannot be written makes the feed fail; Scrapy's exporter would
    only log a traceback for each item.
    """

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        try:
            return super().from_crawler(crawler)
        except NotConfigured:
            if crawler.settings.getdict("FEEDS"):
                crawler.stats.inc_value(f"{FAILED}unavailable")
            raise

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.failed: set[str] = set()
        """Templates of feeds that could not be written."""
        for uri in filter(is_local, self.feeds):
            remove_partial_files_like(target_name(uri))

    def item_scraped(self, item: Any, spider: Spider) -> None:
        """Write the item to each feed that accepts it."""
        self.slots = [self._export(slot, item, spider) for slot in self.slots]

    def _export(self, slot: FeedSlot, item: Any, spider: Spider) -> FeedSlot:
        """Write the item and return the slot for the next one."""
        if slot.uri_template in self.failed or not slot.filter.accepts(item):
            return slot
        try:
            slot.start_exporting()
            assert slot.exporter
            slot.exporter.export_item(item)
        except Exception as error:
            self._fail(slot, error)
            return slot
        slot.itemcount += 1
        most = self.feeds[slot.uri_template]["batch_item_count"]
        return self._next_batch(slot, spider) if most and slot.itemcount >= most else slot

    def _next_batch(self, slot: FeedSlot, spider: Spider) -> FeedSlot:
        params = self._get_uri_params(spider, self.feeds[slot.uri_template]["uri_params"], slot)
        self._schedule_slot_close(slot, spider)
        return self._start_new_batch(
            batch_id=slot.batch_id + 1,
            uri=apply_uri_params(slot.uri_template, params),
            feed_options=self.feeds[slot.uri_template],
            spider=spider,
            uri_template=slot.uri_template,
        )

    async def close_spider(self, spider: Spider, reason: str = "") -> None:
        """Add the records left by earlier runs, close the files, and mark what was delivered."""
        self._with_store(lambda: self._add_left_over(spider))
        await super().close_spider(spider)
        self._with_store(lambda: self._strike_off(reason))

    def _add_left_over(self, spider: Spider) -> None:
        """Write the articles that earlier runs could not deliver, in their current state."""
        feeds = run_feeds(self.crawler)

        def work(connection: sa.Connection) -> dict[str, set[str]]:
            return {uri: set(deliveries.take_over(connection, feeds, target_name(uri))) for uri in self.feeds}

        wanted = store_of(self.crawler).transact(work)
        ids = sorted(set().union(*wanted.values()))
        if not ids:
            return
        self.crawler.stats.set_value("feedexport/left_over", len(ids))
        with store_of(self.crawler).read() as connection:
            for article in reading.read_articles(connection, ids):
                self.slots = [
                    self._export(slot, article, spider) if article.id in wanted[slot.uri_template] else slot
                    for slot in self.slots
                ]

    def _strike_off(self, reason: str) -> None:
        feeds = run_feeds(self.crawler)
        replay = bool(self.crawler.settings.get("REPLAY"))
        over = reason == "finished" and (replay or bool(self.crawler.stats.get_value("frontier/over")))

        def work(connection: sa.Connection) -> None:
            for uri, options in self.feeds.items():
                if uri not in self.failed:
                    for_good = over or not is_replaced(uri, options)
                    deliveries.delivered(connection, feeds, target_name(uri), for_good=for_good)
            deliveries.forget(connection, feeds, crawl_over=over)

        store_of(self.crawler).transact(work)

    def _with_store(self, work: Callable[[], None]) -> None:
        """Run `work`. If the store fails, the run ends as `failed`."""
        try:
            work()
        except StoreError as error:
            if self.crawler.stats.get_value("store/error") is None:
                self.crawler.stats.set_value("store/error", str(error))
                logger.error("what the feeds delivered could not be noted: %s", error)

    async def _close_slot(self, slot: FeedSlot, spider: Spider) -> None:
        """Finish and store one file."""
        if slot.uri_template in self.failed:
            self._abandon(slot)
            return
        if not slot.itemcount and not (slot.store_empty and slot.batch_id == 1):
            return
        try:
            if not slot.itemcount:
                slot.start_exporting()
            slot.finish_exporting()
            storage: Any = slot.storage
            storage.exported = slot.itemcount
            await ensure_awaitable(storage.store(self._get_file(slot)))
        except Exception as error:
            self._fail(slot, error)
            return
        if getattr(slot.storage, "failed", False):
            self.failed.add(slot.uri_template)
        else:
            self.crawler.stats.inc_value(f"feedexport/success_count/{type(slot.storage).__name__}")
            logger.info("Stored %s feed (%d items) in: %s", slot.format, slot.itemcount, without_credentials(slot.uri))
        await self.crawler.signals.send_catch_log_async(signals.feed_slot_closed, slot=slot)

    def _fail(self, slot: FeedSlot, error: Exception) -> None:
        self.failed.add(slot.uri_template)
        self.crawler.stats.inc_value(f"{FAILED}{type(slot.storage).__name__}")
        said = " ".join(str(error).split()) or type(error).__name__
        logger.error("the feed %s cannot be written: %s", target_name(slot.uri), said)

    def _abandon(self, slot: FeedSlot) -> None:
        """Remove the partial file of a failed feed, so that the older file stays."""
        abandon = getattr(slot.storage, "abandon", None)
        if abandon:
            abandon(slot.file)
