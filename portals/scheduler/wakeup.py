"""Wakes Scrapy's engine when the scheduler will have something to say."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from scrapy.utils.asyncio import call_later

from portals.scheduler.engine import wake

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.utils.asyncio import CallLaterResult


class Alarm:
    """At most one wake-up call is out at a time."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self._call: CallLaterResult | None = None
        self._at = 0.0

    def set(self, seconds: float) -> None:
        """The engine asks the scheduler again after so long, or a little earlier."""
        at = time.monotonic() + seconds
        if self._call and self._at <= at:
            return
        self.stop()
        self._at = at
        self._call = call_later(seconds, self._ring)

    def stop(self) -> None:
        if self._call:
            self._call.cancel()
            self._call = None

    def _ring(self) -> None:
        self._call = None
        wake(self.crawler)
