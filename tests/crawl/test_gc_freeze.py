"""Start-up objects are not searched for garbage."""

from __future__ import annotations

import gc

from scrapy import signals
from scrapy.utils.test import get_crawler

from portals.extensions.gc_freeze import FreezeStartupObjects


def test_startup_objects_are_frozen() -> None:
    crawler = get_crawler()
    extension = FreezeStartupObjects.from_crawler(crawler)  # signals hold it weakly
    frozen = gc.get_freeze_count()
    try:
        crawler.signals.send_catch_log(signals.spider_opened, spider=None)
        assert gc.get_freeze_count() > frozen, extension
    finally:
        gc.unfreeze()
