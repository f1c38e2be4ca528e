"""robots.txt for every request. Scrapy 2.19 holds only the first two requests of a host against it.

The others that wait for robots.txt at that moment share one Deferred, which gives its value to the first of them and None to
the rest; None means that nothing is forbidden.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.utils.httpobj import urlparse_cached
from twisted.internet.defer import Deferred

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.robotstxt import RobotParser


class EveryRobotsTxt(RobotsTxtMiddleware):
    """Scrapy's middleware, asked again once robots.txt is there."""

    async def robot_parser(self, request: Request) -> RobotParser | None:
        found = await super().robot_parser(request)
        known = self._parsers.get(urlparse_cached(request).netloc)
        return known if found is None and not isinstance(known, Deferred) else found
