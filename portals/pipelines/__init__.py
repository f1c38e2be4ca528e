"""One thin stage each: call the pure function, count what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portals import stages

if TYPE_CHECKING:
    from typing import Self

    from scrapy.crawler import Crawler


class StagePipeline:
    """One stage of a crawl, with the statistics it counts in."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.stats = crawler.stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)


class CopiesPipeline(StagePipeline):
    def process_item(self, item: stages.Candidate) -> stages.Candidate:
        done = stages.copies(item)
        if done.article.copies_in_page > 1:
            self.stats.inc_value("copies/pages_with_copies")
        return done


class TextPipeline(StagePipeline):
    def process_item(self, item: stages.Candidate) -> stages.Candidate:
        return stages.text(item)


class DatesPipeline(StagePipeline):
    def process_item(self, item: stages.Candidate) -> stages.Candidate:
        done = stages.dates(item)
        self.stats.inc_value(f"dates/{done.article.published_source or done.article.published_missing}")
        return done


class OfficialsPipeline(StagePipeline):
    def process_item(self, item: stages.Candidate) -> stages.Candidate:
        done = stages.officials(item)
        self.stats.inc_value("officials/found", len(done.article.officials))
        return done
