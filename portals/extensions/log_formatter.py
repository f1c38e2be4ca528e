"""Log lines that name a record by its id. Scrapy's formatter would print the whole page."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from scrapy.logformatter import LogFormatter, LogFormatterResult

from portals.store.database import StoreError

if TYPE_CHECKING:
    from scrapy import Spider
    from scrapy.http import Response
    from twisted.python.failure import Failure


def name_of(item: Any) -> str:
    """Return the id of a record or of the candidate for one."""
    return str(getattr(getattr(item, "article", item), "id", type(item).__name__))


class ShortLogFormatter(LogFormatter):
    def scraped(self, item: Any, response: Response | Failure | None, spider: Spider) -> LogFormatterResult:
        return {"level": logging.DEBUG, "msg": "Scraped %(item)s", "args": {"item": name_of(item)}}

    def dropped(
        self, item: Any, exception: BaseException, response: Response | Failure | None, spider: Spider
    ) -> LogFormatterResult:
        return super().dropped(name_of(item), exception, response, spider)

    def item_error(
        self, item: Any, exception: BaseException, response: Response | Failure | None, spider: Spider
    ) -> LogFormatterResult:
        if isinstance(exception, StoreError):  # the store has logged it once; Scrapy would add a traceback for each item
            return {"level": logging.DEBUG, "msg": "Not stored: %(item)s", "args": {"item": name_of(item)}}
        return super().item_error(name_of(item), exception, response, spider)
