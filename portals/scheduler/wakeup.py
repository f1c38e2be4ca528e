"""Wake Scrapy's engine when the scheduler may have a request for it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from scrapy.utils.asyncio import call_later

from portals.scheduler.engine import wake

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.utils.asyncio import CallLaterResult


class Wakeup:
    """A call to the engine at a later time. At most one is scheduled at a time, the earliest that was asked for."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self._call: CallLaterResult | None = None
        self._at = 0.0

    def set(self, seconds: float) -> None:
        """Make the engine ask the scheduler again after `seconds`, or a little earlier."""
        at = time.monotonic() + seconds
        if self._call and self._at <= at:
            return
        self.stop()
        self._at = at
        self._call = call_later(seconds, self._run)

    def stop(self) -> None:
        """Cancel the call."""
        if self._call:
            self._call.cancel()
            self._call = None

    def _run(self) -> None:
        self._call = None
        wake(self.crawler)
