"""Access to private parts of Scrapy's engine (2.19; a test fails when they change)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from scrapy import Request
    from scrapy.crawler import Crawler


def held(crawler: Crawler) -> AbstractSet[Request]:
    """Return the requests that the engine has not finished: downloading, in a callback, or with items not yet stored."""
    slot = crawler.engine._slot if crawler.engine else None
    return slot.inprogress if slot else set()


def wake(crawler: Crawler) -> None:
    """Make the engine ask the scheduler again."""
    slot = crawler.engine._slot if crawler.engine else None
    if slot and slot.closing is None:
        slot.nextcall.schedule()


def on_the_wire(crawler: Crawler) -> int:
    """Return the number of requests in the downloader, including waiting ones."""
    return len(crawler.engine.downloader.active) if crawler.engine else 0
