"""Probing a site that is not a portal yet, for `scrapy probe` and `scrapy new`."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from portals.errors import CommandError

if TYPE_CHECKING:
    from scrapy.crawler import CrawlerProcessBase

    from portals.recording.probe import Probe


def site_address(text: str) -> str:
    """Return the address on the command line, with `https://` added if it has no scheme. Raises `CommandError`."""
    url = text if "://" in text else f"https://{text}"
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or True)
    except ValueError:
        usable = False
    if not usable:
        raise CommandError(f"{text[:80]!r} is not an address: write it with https://")
    if parts.username is not None:
        raise CommandError("the address holds a password: it would be written to the archive with every page")
    return url


def look_at(process: CrawlerProcessBase, url: str, *, samples: int = 1, twice: bool = False) -> Probe:
    """Return the result of the probe. Raises `CommandError` if the first page cannot be read."""
    from portals.recording.probe_spider import ProbeSpider

    crawler = process.create_crawler(ProbeSpider)
    process.crawl(crawler, url=url, samples=samples, twice=twice)
    process.start()
    spider = crawler.spider
    if not isinstance(spider, ProbeSpider) or (spider.found is None and spider.failed is None):
        raise CommandError(f"{url} could not be looked at", "failed")
    if spider.failed is not None or spider.found is None:
        reason, wall = spider.failed or ("failed", False)
        raise CommandError(f"{url} could not be read: {reason}", "blocked" if wall else "failed")
    return spider.found
