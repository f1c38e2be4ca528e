"""Middleware next to the downloader that stops responses which are not archived or not complete."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.exceptions import DownloadCancelledError, IgnoreRequest, ResponseDataLossError

from portals.archive.extension import STOP_AT, truncated

if TYPE_CHECKING:
    from typing import Self

    from scrapy.crawler import Crawler
    from scrapy.http import Request, Response

REPLAYED = "replayed"
"""Flag of a response that came from an archive."""


MADE_HERE = "made_here"
"""Flag of a response that a middleware made because the real one could not be fetched."""


class NotArchived(IgnoreRequest):
    """The response could not be written to the archive."""

    reason = "not_archived"


class ArchiveGuard:
    """Downloader middleware that drops responses without provenance, retries incomplete bodies, and gives up oversized ones."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Remove the mark of an earlier response, because a redirect or retry inherits `meta`."""
        request.meta.pop("archived", None)

    def process_response(self, request: Request, response: Response) -> Request | Response:
        if MADE_HERE in response.flags or not response.url.startswith(("http://", "https://")):
            return response
        if "archived" not in request.meta:
            raise NotArchived(f"not archived: {response.url}")
        why = truncated(response)
        if why == "length" and STOP_AT not in request.meta:
            raise DownloadCancelledError(f"{response.url}: larger than DOWNLOAD_MAXSIZE")
        if why == "disconnect":
            return self._again(request, response)
        return response

    def _again(self, request: Request, response: Response) -> Request:
        retry = None
        if REPLAYED not in response.flags and not request.meta.get("dont_retry"):
            assert self.crawler.spider
            retry = get_retry_request(request, spider=self.crawler.spider, reason="dataloss")
        if retry is None:
            raise ResponseDataLossError(f"{response.url}: the body was cut")
        return retry
