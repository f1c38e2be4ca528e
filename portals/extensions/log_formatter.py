"""Log lines that name a record by its id: Scrapy's own would print the whole page."""

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
    """The id of a record or of the candidate for one."""
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
        if isinstance(exception, StoreError):  # the store's own line says it once; Scrapy adds a traceback to each
            return {"level": logging.DEBUG, "msg": "Not stored: %(item)s", "args": {"item": name_of(item)}}
        return super().item_error(name_of(item), exception, response, spider)
