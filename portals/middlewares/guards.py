"""Downloader middlewares for requests: only the portal's own hosts, and the pauses that the site asks for."""

from __future__ import annotations

import math
import time
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapy import signals

from portals.middlewares.reasons import NotRequested
from portals.scheduler.scheduler import FrontierScheduler

if TYPE_CHECKING:
    from typing import Self

    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.robotstxt import RobotParser

    from portals.portal import Portal

LONGEST_ADDRESS = 8192
"""Maximum characters of an address: servers accept no longer ones, and WARC readers fail on heads of 32 KB."""
_NO_PLACE = frozenset({"long_address", "malformed"})
"""Reasons of a redirect without a valid target."""
_PORTS = {"http": (None, 80, 443), "https": (None, 443)}


def request_refusal(url: str, portal: Portal, base: str | None) -> str | None:
    """Return why an address is not requested; None for the portal's hosts at their usual ports and for the site of `base`.

    All other hosts are refused, so no redirect leads to another site, to this machine or into a private network.
    """
    if len(url) > LONGEST_ADDRESS:
        return "long_address"
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return "malformed"
    if base:
        own = urlsplit(base)
        if (parts.scheme, parts.hostname, port) == (own.scheme, own.hostname, own.port):
            return None
    if parts.scheme not in _PORTS:
        return "no_page"
    if not portal.owns(parts.hostname):
        return "other_host"
    if parts.netloc in portal.hosts:
        return None
    return None if port in _PORTS[parts.scheme] else "other_port"


class HostGuard:
    """Downloader middleware that drops requests to other hosts, also those from redirects and pagers."""

    def __init__(self, crawler: Crawler) -> None:
        assert crawler.stats
        self.crawler = crawler
        self.stats = crawler.stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        spider = self.crawler.spider
        portal = getattr(spider, "portal", None)
        if portal is None:
            return
        reason = request_refusal(request.url, portal, spider.options.base)  # type: ignore[union-attr]
        if reason:
            moved = bool(request.meta.get("redirect_times"))
            self.stats.inc_value(f"links/skipped/{reason}")
            if moved and reason not in _NO_PLACE:
                reason = "elsewhere" if portal.accepts_elsewhere(urlsplit(request.url).hostname) else "moved"
            raise NotRequested(reason, request.url)


class Patience:
    """Downloader middleware that pauses all requests to a site as long as it asks for, at most RETRY_AFTER_MAX seconds.

    After a 429 without `Retry-After` it pauses for RATE_LIMIT_PAUSE seconds, twice as long after the next one, and so on.
    It also applies `Crawl-delay` of robots.txt, at most CRAWL_DELAY_MAX seconds, if that is longer than DOWNLOAD_DELAY.
    """

    def __init__(self, crawler: Crawler) -> None:
        assert crawler.stats
        self.crawler = crawler
        self.stats = crawler.stats
        self.longest = crawler.settings.getfloat("RETRY_AFTER_MAX")
        self.pause = crawler.settings.getfloat("RATE_LIMIT_PAUSE", 30.0)
        self.slowest = crawler.settings.getfloat("CRAWL_DELAY_MAX")
        self.agent: str = crawler.settings["USER_AGENT"]

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        patience = cls(crawler)
        crawler.signals.connect(patience.robots, signals.robots_parsed)
        return patience

    def process_response(self, request: Request, response: Response) -> Response:
        wait = retry_after(response, time.time())
        if response.status == 429 and not wait:
            wait = self.pause * 2 ** min(request.meta.get("retry_times", 0), 10)
        scheduler = self.crawler.engine.scheduler if self.crawler.engine else None
        if wait and response.status in (429, 503) and isinstance(scheduler, FrontierScheduler):
            scheduler.pause(min(wait, self.longest))
            self.stats.inc_value("politeness/retry_after")
        return response

    def robots(self, robotparser: RobotParser, request: Request) -> None:
        """Apply the delay in the site's robots.txt from the next request on."""
        asked = getattr(robotparser, "crawl_delay", None)
        delay = seconds(asked(self.agent)) if callable(asked) else None
        engine = self.crawler.engine
        if engine is None or delay is None or self.crawler.settings.get("REPLAY"):
            return
        host = urlsplit(request.url).hostname or ""
        delay = min(delay, self.slowest)
        settings = engine.downloader.per_slot_settings.setdefault(host, {})
        if delay > max(self.crawler.settings.getfloat("DOWNLOAD_DELAY"), settings.get("delay", 0.0)):
            settings["delay"] = delay
            self.stats.set_value("politeness/crawl_delay", delay)
            if host in engine.downloader.slots:
                engine.downloader.slots[host].delay = delay


def retry_after(response: Response, now: float) -> float:
    """Return the seconds that `Retry-After` asks for, as a number or a date; 0 if it cannot be read."""
    text = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
    if text.isascii() and text.isdigit():
        return float(text[:12])
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - now)
    except (TypeError, ValueError, OverflowError):
        return 0.0


def seconds(value: object) -> float | None:
    """Return a delay from robots.txt in seconds; None if it is not a number."""
    try:
        delay = float(str(value))
    except ValueError:
        return None
    return delay if math.isfinite(delay) and delay > 0 else None
