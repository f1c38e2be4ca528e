"""robots.txt for every request: of any size and encoding, with a reason if it cannot be fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.http import Response
from scrapy.utils.httpobj import urlparse_cached
from twisted.internet.defer import Deferred

from portals.archive.extension import STOP_AT
from portals.archive.guard import MADE_HERE
from portals.middlewares.reasons import NotRequested, reason_of
from portals.webpage.decoding import decode

if TYPE_CHECKING:
    from typing import Self

    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.robotstxt import RobotParser

_NOT_THERE = frozenset(
    {
        "bad_redirect",
        "long_address",
        "malformed",
        "moved",
        "no_page",
        "not_archived",
        "other_host",
        "other_port",
        "redirect_loop",
    }
)
"""Reasons for which robots.txt counts as missing, which allows everything: it redirects to another host or to nothing."""
MAX_ROBOTS = 500 * 1024
"""Maximum bytes of robots.txt that are read (RFC 9309, section 2.5)."""
_UNREACHABLE = b"X-Portals-Unreachable"


def is_robots(request: Request) -> bool:
    """Return whether a request of Scrapy is for robots.txt."""
    return bool(request.meta.get("dont_obey_robotstxt")) and urlsplit(request.url).path == "/robots.txt"


class EveryRobotsTxt(RobotsTxtMiddleware):
    """Scrapy's middleware, with a fix for requests that wait for robots.txt.

    Scrapy 2.19 checks only the first two requests of a host: the others wait for the same Deferred, which gives its value to
    the first of them and None to the rest, and None means that nothing is forbidden. So each request is checked again.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.unreachable: dict[str, str] = {}
        """Host → why its robots.txt could not be fetched."""

    async def robot_parser(self, request: Request) -> RobotParser | None:
        found = await super().robot_parser(request)
        known = self._parsers.get(urlparse_cached(request).netloc)
        return known if found is None and not isinstance(known, Deferred) else found

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if reason := response.headers.get(_UNREACHABLE):
            self.unreachable[netloc] = reason.decode("ascii")
        if len(response.body) > MAX_ROBOTS:
            self._stats.inc_value("politeness/robots_cut")
        await super()._parse_robots(response.replace(body=readable(response.body)), netloc, request)

    def process_request_2(self, rp: RobotParser | None, request: Request) -> None:
        reason = self.unreachable.get(urlparse_cached(request).netloc)
        if reason:
            self._stats.inc_value("robotstxt/forbidden")
            raise NotRequested(reason, request.url)
        super().process_request_2(rp, request)


def readable(body: bytes) -> bytes:
    """Return the first complete lines of robots.txt, at most `MAX_ROBOTS` bytes, converted to UTF-8."""
    if len(body) > MAX_ROBOTS:
        body = body[:MAX_ROBOTS]
        body = body[: max(body.rfind(b"\n"), body.rfind(b"\r")) + 1]
    return decode(body).text.encode() if body else body


class RobotsGuard:
    """Downloader middleware after the retries: if robots.txt cannot be fetched (5xx, no answer), nothing is crawled (RFC 9309).

    The pages are given up as `robots_unreachable`, or as `tls` if the certificate of the host is the reason.
    """

    def __init__(self, crawler: Crawler) -> None:
        assert crawler.stats
        self.stats = crawler.stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        if is_robots(request):
            request.meta[STOP_AT] = MAX_ROBOTS
            request.meta["download_maxsize"] = 0

    def process_response(self, request: Request, response: Response) -> Response:
        return self._nothing(request, "robots_unreachable") if is_robots(request) and response.status >= 500 else response

    def process_exception(self, request: Request, exception: Exception) -> Response | None:
        if not is_robots(request):
            return None
        reason = reason_of(exception)
        if reason in _NOT_THERE or reason in ("ignored", "replay_miss", "wants_cookies"):
            return None
        return self._nothing(request, "tls" if reason == "tls" else "robots_unreachable")

    def _nothing(self, request: Request, reason: str) -> Response:
        self.stats.inc_value("politeness/robots_unreachable")
        headers = {_UNREACHABLE: reason}
        return Response(request.url, headers=headers, body=b"User-agent: *\nDisallow: /\n", flags=[MADE_HERE], request=request)
