"""The id of a run."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

_ids: WeakKeyDictionary[Any, str] = WeakKeyDictionary()


def new_run_id(portal: str, now: datetime) -> str:
    """Return an id such as `thanhhoa-20261122T174000Z-9f3c`: it sorts by time, and two runs in one second differ."""
    return f"{portal}-{now:%Y%m%dT%H%M%SZ}-{secrets.token_hex(2)}"


def run_id_of(crawler: Crawler) -> str:
    """Return the id of the crawl's run: the setting `RUN_ID` (`scrapy crawl` sets it), else a new one, made once."""
    given: str | None = crawler.settings.get("RUN_ID")
    if given:
        return given
    if crawler not in _ids:
        spider: Any = crawler.spider
        portal = getattr(spider, "portal", None)
        _ids[crawler] = new_run_id(portal.name if portal else getattr(spider, "name", "run"), datetime.now(UTC))
    return _ids[crawler]
