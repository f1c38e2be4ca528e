"""Record the result of each visit: the answer of the site, and the record that was made from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy import signals

from portals.store.database import StoreError

if TYPE_CHECKING:
    from typing import Self

    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.python.failure import Failure

    from portals.items import Article
    from portals.store.visits import Visits


def visits_of(crawler: Crawler) -> Visits | None:
    """Return the visits of the crawl; None in a replay."""
    return getattr(crawler.spider, "visits", None)


class ResponseRecorder:
    """Spider middleware that records status, `ETag` and `Last-Modified` before any callback gets the response."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        recorder = cls(crawler)
        crawler.signals.connect(recorder.not_stored, signals.item_error)
        crawler.signals.connect(recorder.broken, signals.spider_error)
        return recorder

    def not_stored(self, response: Response | Failure | None, failure: Failure) -> None:
        """Record that a pipeline raised. If the store was unreachable, the page is requested again."""
        error = failure.value
        self.broken(response, again=isinstance(error, StoreError) and error.reason != "failed")

    def broken(self, response: Response | Failure | None, *, again: bool = False) -> None:
        """Record that a callback or a pipeline raised."""
        visits = visits_of(self.crawler)
        request = getattr(response, "request", None)
        if visits and request is not None:
            visits.broken(request, again=again)

    def process_spider_input(self, response: Response) -> None:
        visits = visits_of(self.crawler)
        if visits and response.request and response.request.meta.get("key"):
            visits.answered(response.request, response)


class RecordRecorder:
    """Item pipeline before the store that records which page gave a record."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_item(self, item: Article) -> Article:
        visits = visits_of(self.crawler)
        if visits:
            visits.recorded(item)
        return item
