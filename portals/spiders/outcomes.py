"""The results of requests: counted in the statistics, listed in the report, and recorded for the store."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scrapy.http import Request, Response

from portals.errors import Rejected
from portals.portal import Portal
from portals.runs.results import CLOSED

if TYPE_CHECKING:
    from scrapy.statscollectors import StatsCollector

    from portals.store.visits import KnownArticle, Visits


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Counts and records the results of one crawl. `visits` is None in a replay."""

    stats: StatsCollector
    visits: Visits | None
    portal: Portal

    def known(self, request: Request) -> KnownArticle | None:
        """Return what an earlier crawl has stored about an article."""
        key = request.meta.get("key")
        return self.visits.known([key]).get(key) if self.visits and key else None

    def note(self, request: Request | None, state: str, *, again: bool = False) -> None:
        """Record the result of an article's page for the store, or that the same crawl must request a page `again`."""
        if self.visits is not None and request is not None:
            visit = self.visits.of(request)
            visit.state, visit.again = state, again

    def given_up(self, reason: str, url: str) -> None:
        """Count an address that is given up, and list it in the report."""
        self.stats.inc_value(f"given_up/{reason}")
        self.list_address("given_up/list", [url, reason])

    def list_address(self, stat: str, entry: Any) -> None:
        """Add an address to a list of the report, which has at most a thousand."""
        listed = self.stats.get_value(stat, [])
        if len(listed) < 1000:
            self.stats.set_value(stat, [*listed, entry])

    def for_members(self, rejected: Rejected, response: Response) -> bool:
        """Count an article that only members may read; return whether the page is one.

        Such an article is not given up, because requesting it again would not help. One that was public before is counted
        separately (`closed/withdrawn`), once.
        """
        if rejected.reason != CLOSED or response.request is None or not response.request.meta.get("key"):
            return False
        known = self.known(response.request)
        before = known.state if known else None
        what = {"present": "withdrawn", "closed": "known"}.get(str(before), "new")
        self.stats.inc_value(f"closed/{what}")
        self.list_address("closed/list", response.url)
        self.note(response.request, "closed")
        return True

    def elsewhere(self, request: Request, known: KnownArticle | None) -> bool:
        """Count a redirect to another site; return whether this is a normal state of the article.

        It is normal if the CMS does so by design. Any other such article is given up as `moved` once, and remembered.
        """
        parts = urlsplit(request.url)
        self.stats.inc_value(f"moved/hosts/{parts.scheme}://{parts.netloc}")
        if not request.meta.get("key"):
            return False
        if self.portal.cms.links_elsewhere or (known is not None and known.state == "moved"):
            self.stats.inc_value("links/elsewhere")
            return True
        return False
