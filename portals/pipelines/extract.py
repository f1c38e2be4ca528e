"""First stage: a raw page becomes a candidate for a record; a page that is not an article is dropped."""

from __future__ import annotations

from typing import Any

from scrapy.exceptions import DropItem

from portals.errors import Rejected
from portals.items import RawPage
from portals.pipelines.stage import StagePipeline
from portals.stages import Candidate, extract


class ExtractPipeline(StagePipeline):
    """Turns a `RawPage` into a `Candidate`. Drops a page that is not an article, with its reason."""

    def process_item(self, item: RawPage) -> Candidate:
        spider: Any = self.crawler.spider
        try:
            candidate = extract(item, spider.portal)
        except Rejected as rejected:
            raise PageDropped(rejected) from None
        self.stats.inc_value("pages/article")
        return candidate


class PageDropped(DropItem):
    """The page is not an article. The spider hears of it by Scrapy's signal `item_dropped`."""

    def __init__(self, rejected: Rejected) -> None:
        super().__init__(rejected.reason, log_level="DEBUG")
        self.rejected = rejected
