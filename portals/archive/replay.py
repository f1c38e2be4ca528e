"""The download handler of a replay. It is below all middlewares, so redirects, robots.txt and retries work as in a crawl."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urlsplit
from weakref import WeakKeyDictionary

from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes

from portals.archive.guard import REPLAYED
from portals.archive.library import Library, library_of

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Request

    from portals.items import RawPage

logger = logging.getLogger(__name__)

MOST_LISTED = 1000
"""Number of misses that the report names; all are counted."""
FLAGS = {"length": "download_stopped"}
"""Scrapy's flag for an incomplete body, by WARC's word for the reason; for all others it is `dataloss`."""
_PROVENANCE = ("warc_file", "warc_record_id", "payload_digest", "fetched_at", "run_id")
_LIBRARIES: WeakKeyDictionary[Crawler, Library] = WeakKeyDictionary()


class ReplayMiss(Exception):
    """The archive has no answer to the request. It is not retried, and tells nothing about the page."""

    reason = "replay_miss"


class ReplayHandler(BaseDownloadHandler):
    """Handler that answers http and https requests from the archive in the setting `REPLAY`, without opening a socket.

    A `robots.txt` that is not in the archive is answered as 404, which allows everything, and is not counted as a miss, because
    archives of other tools rarely have it. The same holds for a feed or sitemap (`meta["source"]`), missing in older archives.
    Anything else raises `ReplayMiss`, counted as `replay/miss` and listed in the stat `replay/misses`.
    """

    lazy = True

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        assert crawler.stats
        self.stats = crawler.stats
        if crawler not in _LIBRARIES:  # shared by the handlers of both schemes
            _LIBRARIES[crawler] = library_of(crawler.settings["REPLAY"])
            for problem in _LIBRARIES[crawler].problems:
                self.stats.inc_value("replay/damaged")
                logger.warning(problem)
        self.library = _LIBRARIES[crawler]

    async def download_request(self, request: Request) -> Response:
        page = self.library.find(request.method, request.url, request.body)
        if page is None:
            return self.miss(request)
        self.stats.inc_value("replay/hit")
        request.meta["archived"] = {name: getattr(page, name) for name in _PROVENANCE}
        return response_of(page, urldefrag(request.url)[0])

    def miss(self, request: Request) -> Response:
        if urlsplit(request.url).path == "/robots.txt" or request.meta.get("source"):
            request.meta["archived"] = dict.fromkeys(_PROVENANCE)
            return Response(request.url, status=404, flags=[REPLAYED])
        self.stats.inc_value("replay/miss")
        listed = self.stats.get_value("replay/misses", [])
        if len(listed) < MOST_LISTED:
            self.stats.set_value("replay/misses", [*listed, f"{request.method} {request.url}"])
        raise ReplayMiss(f"the archive has no answer to {request.method} {request.url}")


def response_of(page: RawPage, url: str) -> Response:
    """Return the response that the downloader would have returned, without its content encoding."""
    headers = Headers(
        {name: value for name, value in page.headers.items() if name.lower() not in ("content-encoding", "transfer-encoding")}
    )
    kind = responsetypes.from_args(headers=headers, url=url, body=page.body)
    flags = [REPLAYED, FLAGS.get(page.truncated, "dataloss")] if page.truncated else [REPLAYED]
    return kind(url, status=page.status, headers=headers, body=page.body, flags=flags)
