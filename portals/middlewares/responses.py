"""Downloader middlewares for responses: encodings, redirects, cookies."""

from __future__ import annotations

from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.exceptions import IgnoreRequest
from scrapy.responsetypes import responsetypes

from portals.archive import message
from portals.archive.guard import REPLAYED
from portals.middlewares.reasons import BadResponse
from portals.middlewares.robots import is_robots

if TYPE_CHECKING:
    from typing import Self

    from scrapy import Spider
    from scrapy.crawler import Crawler
    from scrapy.http import Request, Response

_CONDITIONS = {b"If-None-Match", b"If-Modified-Since"}
_NO_PAGES = frozenset({"about", "javascript", "mailto", "tel", "vbscript"})
"""Schemes of links without a page behind them."""


class DecodeBody:
    """Removes content encodings, as `scrapy extract` and a replay do (`portals.archive.message.decode_body`).

    A body that is not in the announced encoding stays unchanged. One with a broken encoding is requested again, then given
    up as `bad_encoding`; one larger than `DOWNLOAD_MAXSIZE` when decompressed is `too_large`.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.most = min(crawler.settings.getint("DOWNLOAD_MAXSIZE") or message.MAX_BODY, message.MAX_BODY)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Request | Response:
        said = response.headers.getlist("Content-Encoding")
        if not said or request.method == "HEAD":
            return response
        body, loss = message.decode_body(response.body, b",".join(said).decode("latin-1").split(","), self.most)
        if loss and not is_robots(request):
            return self._again(request, response, loss)
        headers = response.headers.copy()
        del headers["Content-Encoding"]
        headers.pop(b"Content-Length", None)
        kind = responsetypes.from_args(headers=headers, url=response.url, body=body)
        return response.replace(cls=kind, headers=headers, body=body)

    def _again(self, request: Request, response: Response, loss: message.Loss) -> Request:
        if loss == "length":
            raise BadResponse("too_large", response.url)
        assert self.crawler.spider
        replayed = REPLAYED in response.flags or request.meta.get("dont_retry")
        retry = None if replayed else get_retry_request(request, spider=self.crawler.spider, reason="bad_encoding")
        if retry is None:
            raise BadResponse("bad_encoding", response.url)
        return retry


class NamedRedirects(RedirectMiddleware):
    """Scrapy's redirect middleware, with a reason code for each redirect that is not followed, and for an unrequested 304."""

    def process_response(self, request: Request, response: Response, spider: Spider | None = None) -> Request | Response:
        if response.status == 304 and not _CONDITIONS & request.headers.keys():
            raise BadResponse("not_modified", response.url)
        if 300 < response.status < 400 and "Location" in response.headers:
            reason = refused_target(request.url, response.headers["Location"] or b"")
            if reason and response.status not in request.meta.get("handle_httpstatus_list", ()):
                raise BadResponse(reason, response.url)
        try:
            return super().process_response(request, response)
        except IgnoreRequest:
            if "Set-Cookie" in response.headers and not keeps_cookies(self.crawler):
                raise BadResponse("wants_cookies", response.url) from None
            raise
        except ValueError:
            raise BadResponse("bad_redirect", response.url) from None


def refused_target(url: str, location: bytes) -> str | None:
    """Return why a redirect is not followed: `moved` (the target is not a web page) or `bad_redirect` (not an address).

    >>> refused_target("https://city.example/a", b"ftp://city.example/a"), refused_target("https://city.example/a", b"/b")
    ('moved', None)
    """
    text = location.strip().decode("utf-8", "replace")
    try:
        parts = urlsplit(urljoin(url, text))
        usable = bool(text) and parts.port != 0 and not parts.username and not parts.password
        host = parts.hostname
    except ValueError:
        return "bad_redirect"
    if parts.scheme not in ("http", "https"):
        return "bad_redirect" if parts.scheme in _NO_PAGES else "moved"
    return None if usable and host else "bad_redirect"


def keeps_cookies(crawler: Crawler) -> bool:
    """Return whether the portal of the crawl declares `cookies=True`."""
    return bool(getattr(getattr(crawler.spider, "portal", None), "cookies", False))


class PortalCookies:
    """Downloader middleware that sends a host its own cookies, for one run, if the portal declares `cookies=True`.

    For sites that redirect until a cookie comes back, or that need a session. Scrapy's own middleware would download the list
    of public suffixes, which cookies of a single host do not need. Paths and domains of cookies are ignored.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.jars: dict[str, dict[bytes, bytes]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        request.headers.pop(b"Cookie", None)
        jar = self.jars.get(urlsplit(request.url).netloc.lower())
        if jar and keeps_cookies(self.crawler):
            request.headers[b"Cookie"] = b"; ".join(b"=".join(pair) for pair in jar.items())

    def process_response(self, request: Request, response: Response) -> Response:
        if keeps_cookies(self.crawler):
            jar = self.jars.setdefault(urlsplit(request.url).netloc.lower(), {})
            for line in response.headers.getlist("Set-Cookie"):
                _keep(jar, line)
        return response


def _keep(jar: dict[bytes, bytes], line: bytes) -> None:
    """Store one cookie, or remove it if it has expired."""
    pair, *attributes = line.split(b";")
    name, mark, value = (part.strip() for part in pair.partition(b"="))
    if not name or not mark:
        return
    named = {key.strip().lower(): text.strip() for key, _, text in (one.partition(b"=") for one in attributes)}
    if _ended(named):
        jar.pop(name, None)
    elif name in jar or len(jar) < 50:
        jar[name] = value[:4096]


def _ended(attributes: dict[bytes, bytes]) -> bool:
    """Return whether a cookie has expired: an age of zero, or a date long ago (`Thu, 01 Jan 1970`)."""
    age = attributes.get(b"max-age", b"")
    if age.removeprefix(b"-").isdigit() and len(age) < 20:
        return int(age) <= 0
    try:
        return parsedate_to_datetime(attributes.get(b"expires", b"").decode("latin-1")).year < 2000
    except (TypeError, ValueError, OverflowError):
        return False
