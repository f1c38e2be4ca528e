"""Parts of Scrapy's engine that have no public name (2.19; a test fails when they move)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from scrapy import Request
    from scrapy.crawler import Crawler


def held(crawler: Crawler) -> AbstractSet[Request]:
    """Return requests that the engine has not done with: on the wire, in a callback, or with items that are not stored yet."""
    slot = crawler.engine._slot if crawler.engine else None
    return slot.inprogress if slot else set()


def wake(crawler: Crawler) -> None:
    """Make the engine ask the scheduler again."""
    slot = crawler.engine._slot if crawler.engine else None
    if slot and slot.closing is None:
        slot.nextcall.schedule()


def on_the_wire(crawler: Crawler) -> int:
    """Return how many requests the downloader has, waiting ones included."""
    return len(crawler.engine.downloader.active) if crawler.engine else 0
