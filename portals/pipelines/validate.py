"""The last stage before the store: the candidate becomes a record, and the record is held against its schema."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy.exceptions import DropItem

from portals.exporters.schema import problems
from portals.items import Article
from portals.pipelines.stage import StagePipeline
from portals.stages import Candidate, is_weak
from portals.text.dates.publication import is_before

if TYPE_CHECKING:
    from datetime import date


class ValidatePipeline(StagePipeline):
    """Counts each missing required field; drops a record that breaks the schema, with its reason."""

    def process_item(self, item: Candidate) -> Article:
        article = item.article
        self._since(article)
        for problem in problems(article):
            self.stats.inc_value(f"validation/{problem.code}")
            if problem.fatal:
                raise DropItem(f"{article.id}: {problem.message}", log_level="ERROR")
        if is_weak(article):
            self.stats.inc_value("extraction/weak")
        return article

    def _since(self, article: Article) -> None:
        since: date | None = getattr(getattr(self.crawler.spider, "options", None), "since", None)
        if since and is_before(article.published_at, since):
            self.stats.inc_value("items/before_since")
            raise DropItem(f"{article.id}: published {article.published_at}, before {since}", log_level="DEBUG")
