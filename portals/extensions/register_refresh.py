"""Update the register of offices at the end of a crawl."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy import signals
from scrapy.exceptions import NotConfigured

from portals.extensions.crawler_store import store_of
from portals.register import decisions
from portals.register.building import refresh
from portals.register.decisions import DecisionError
from portals.register.places import home_of
from portals.store import StoreError

if TYPE_CHECKING:
    from typing import Self

    from scrapy import Spider
    from scrapy.crawler import Crawler

logger = logging.getLogger(__name__)


class RegisterRefresh:
    """Extension that adds the articles of a crawl to the register when it ends. Missed articles wait for the next refresh."""

    def __init__(self, crawler: Crawler) -> None:
        if not crawler.settings.getbool("REGISTER_REFRESH"):
            raise NotConfigured
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        extension = cls(crawler)
        crawler.signals.connect(extension.refresh, signals.spider_closed)
        return extension

    def refresh(self, spider: Spider) -> None:
        """Refresh the register. An error is logged, and no article is lost by it."""
        portal = getattr(spider, "portal", None)
        declared = {portal.name: home_of(portal)} if portal is not None else {}
        try:
            found = decisions.read(Path(self.crawler.settings["REGISTER_DECISIONS"]))
            done = refresh(store_of(self.crawler), declared, found)
        except (DecisionError, StoreError) as error:
            logger.error("The register was not brought up to date: %s. Run scrapy register when that is repaired", error)
            return
        assert self.crawler.stats is not None
        self.crawler.stats.set_value("register/articles", done.articles)
