"""The last stage before the store: the candidate becomes a record, which is checked against its schema."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scrapy.exceptions import DropItem

from portals.exporters.schema import schema_problems
from portals.extensions.crawler_store import store_of
from portals.items import Article
from portals.pipelines.stage import StagePipeline
from portals.stages import WEAK, Candidate, is_weak
from portals.store.reading import interval_of, neighbourhood
from portals.text.dates.publication import is_before

if TYPE_CHECKING:
    from datetime import date

    from scrapy.crawler import Crawler

    from portals.text.dates.neighbours import Neighbourhood


MOST_LISTED = 100
"""Maximum number of pages with an unknown layout that a report names."""


class ValidatePipeline(StagePipeline):
    """Counts each missing required field; drops a record that breaks the schema, with its reason."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._limit: date | None = None
        self._neighbourhood: Neighbourhood | None = None
        """With `-a since=`: the articles of the portal, as they are in the store when the crawl starts."""

    def open_spider(self) -> None:
        spider: Any = self.crawler.spider
        self._limit = getattr(getattr(spider, "options", None), "since", None)
        if self._limit is not None:
            with store_of(self.crawler).read() as connection:
                self._neighbourhood = neighbourhood(connection, spider.portal.name)

    def process_item(self, item: Candidate) -> Article:
        article = item.article
        self._since(article)
        for problem in schema_problems(article):
            self.stats.inc_value(f"validation/{problem.code}")
            if problem.fatal:
                raise DropItem(f"{article.id}: {problem.message}", log_level="ERROR")
        if is_weak(article):
            self.stats.inc_value("extraction/weak")
            listed = self.stats.get_value("weak/list", [])
            if len(listed) < MOST_LISTED:
                doubts = [note.code for note in article.notes if note.code in WEAK]
                self.stats.set_value("weak/list", [*listed, [article.url, doubts[0] if doubts else "generic_reader"]])
        return article

    def _since(self, article: Article) -> None:
        """Drop an article that is certainly older than `-a since=`: by its date, or by the interval of an undated one."""
        if self._limit is None or self._neighbourhood is None:
            return
        published = article.published_at
        if published is None and (between := interval_of(article, self._neighbourhood)) and between.latest:
            published = between.latest.date
        if is_before(published, self._limit):
            self.stats.inc_value("items/before_since")
            raise DropItem(f"{article.id}: published {published}, before {self._limit}", log_level="DEBUG")
