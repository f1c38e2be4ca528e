"""The spider behind every portal: it requests sections, listing pages and articles, and yields raw pages."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any, ClassVar, Self
from urllib.parse import urlsplit

import scrapy
from scrapy import signals
from scrapy.exceptions import DropItem
from scrapy.http import FormRequest, Request, Response

from portals.errors import Rejected
from portals.items import ListingMetadata, RawPage
from portals.middlewares.reasons import reason_of
from portals.portal import Link, Listing, NextPage, Portal, Section
from portals.spiders.options import given_arguments, read_options
from portals.spiders.pager import Pager
from portals.spiders.raw import raw_page
from portals.stages import read_listing
from portals.store.visits import COMPLETE, SectionEnd

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.statscollectors import StatsCollector
    from twisted.python.failure import Failure

    from portals.store.visits import KnownArticle, SectionHistory, Visits

LISTING, ARTICLE = 10, 0
"""Priorities: what is found is fetched before more is looked for, but a pager whose view state ages goes first."""


class PortalSpider(scrapy.Spider):
    """Crawls one portal. A subclass is a declaration: `name` and `portal`."""

    name: str
    portal: ClassVar[Portal]

    def __init__(self, **arguments: str) -> None:
        super().__init__(self.name)
        self.options = read_options(self.portal, arguments)
        self.arguments = given_arguments(arguments)
        """What was asked with `-a`, for the run's row in the store."""
        self.pagers: dict[str, Pager] = {}
        self.visits: Visits | None = None
        """What is known of the portal's pages; None in replay."""
        self.walls = 0
        """Walls in a row."""
        self._closing: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **arguments: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **arguments)
        crawler.signals.connect(spider.page_dropped, signals.item_dropped)
        crawler.signals.connect(spider.page_read, signals.item_scraped)
        return spider

    @property
    def stats(self) -> StatsCollector:
        """The crawl's statistics. There are none before the crawl starts."""
        return self.crawler.stats

    async def start(self) -> AsyncIterator[Request]:
        for section in self.options.sections:
            yield self.listing_request(section, NextPage(self.address(section.path), number=1))
        for known in self.due():
            yield self.revisit_request(known)

    def due(self) -> Iterator[KnownArticle]:
        """Articles to look at again, whether a listing leads to them or not."""
        if self.visits is None or self.options.since or self.options.max_pages:
            return
        names = {section.name for section in self.options.sections}
        for known in self.visits.due(everything=self.options.full):
            if not self.options.chosen or known.listed.section in names:
                yield known

    def revisit_request(self, known: KnownArticle) -> Request:
        """The request of a known article; conditional, unless everything is to be read again."""
        request = self.article_request(Link(known.url, known.listed))
        request.meta["seen"] = {"published_at": known.published_at, "edited_at": known.edited_at}
        if not self.options.full:
            if known.etag or known.last_modified:  # a 304 that nobody asked for says nothing
                request.meta["handle_httpstatus_list"] = [304]
            if known.etag:
                request.headers["If-None-Match"] = known.etag
            if known.last_modified:
                request.headers["If-Modified-Since"] = known.last_modified
        return request

    def listing_request(self, section: Section, page: NextPage) -> Request:
        """The request of one listing page: a GET, or the POST of the pager's form."""
        meta = {"section": section.name, "number": page.number}
        common: dict[str, Any] = {"callback": self.parse_listing, "errback": self.give_up, "priority": LISTING, "meta": meta}
        if page.method == "POST":
            return FormRequest(self.address(page.url), method="POST", formdata=list(page.form), **common)
        return Request(self.address(page.url), **common)

    def article_request(self, link: Link, section: Section | None = None) -> Request:
        listed = replace(link.listed, section=link.listed.section or (section.name if section else None))
        meta = {"key": self.portal.cms.identity(link.url), "listed": asdict(listed)}
        return Request(self.address(link.url), callback=self.parse_article, errback=self.give_up, priority=ARTICLE, meta=meta)

    def address(self, url: str) -> str:
        """`url` at the site that is crawled: the portal's own host, or the one that `-a base=` names."""
        parts = urlsplit(url)
        site = self.options.base or f"{self.portal.scheme}://{self.portal.hosts[0]}"
        path = parts.path if parts.path.startswith("/") else f"/{parts.path}"
        return f"{site}{path}{f'?{parts.query}' if parts.query else ''}"

    def own(self, url: str) -> bool:
        """Whether `url` is an address of this portal, under any of its hosts."""
        host = (urlsplit(url).hostname or "").lower()
        return self.portal.owns(host) or host == urlsplit(self.options.base or "").hostname

    def parse_listing(self, response: Response) -> Iterator[Request]:
        """Requests for the articles of a listing page and for the page after it."""
        section = next(section for section in self.portal.sections if section.name == response.meta["section"])
        page = self.page(response)
        try:
            listing = read_listing(page, self.portal)
        except Rejected as rejected:
            self.reject(rejected, response)
            self.stop(section, "rejected")
            return
        self.stats.inc_value("pages/listing")
        self.walls = 0
        yield from self.follow(listing, section, response.meta["number"] or 1)

    def follow(self, listing: Listing, section: Section, number: int) -> Iterator[Request]:
        links = [link for link in listing.links if self.wanted(link)]
        self.stats.inc_value("links/articles", len(links))
        pager = self.pagers.setdefault(section.name, Pager(self.options, self.portal.date_order))
        stop = pager.stop(listing, links, number)
        fresh = self.fresh(links)
        if stop not in ("repeats", "loops"):
            yield from (self.article_request(link, section) for link in fresh)
        if not stop and listing.next and not fresh and self.may_stop(section, number):
            stop = "known"
        if stop or listing.next is None:
            self.stop(section, stop or listing.stop or "last_page")
        else:
            yield self.listing_request(section, replace(listing.next, number=number + 1))

    def fresh(self, links: list[Link]) -> list[Link]:
        """The links to follow: all in a full crawl or replay, else the new ones and those with another title than before."""
        if self.visits is None or self.visits.none_known or self.options.full:
            return links
        keys = {link.url: self.portal.cms.identity(link.url) for link in links}
        known = self.visits.known(key for key in keys.values() if key)
        fresh = []
        for link in links:
            seen = known.get(keys[link.url] or "")
            if seen is None or seen.differs(link.listed):
                fresh.append(link)
        self.stats.inc_value("links/skipped/known", len(links) - len(fresh))
        return fresh

    def may_stop(self, section: Section, number: int) -> bool:
        """Whether what follows in the listing is known: a crawl before this one has seen the section to its end."""
        if self.visits is None or self.options.full or number < self.settings.getint("FRONT_PAGES"):
            return False
        history = self.visits.section(section.name)
        # a text that is published with an old date stands deep in the listing: every so many runs read it to its end
        return history.whole and history.runs_since + 1 < self.settings.getint("DEEP_LOOK_RUNS")

    def wanted(self, link: Link) -> bool:
        reason = None
        if not self.own(link.url):
            reason = "other_host"
        elif self.portal.cms.kind(link.url) != "article":
            reason = "not_an_article"
        if reason:
            self.stats.inc_value(f"links/skipped/{reason}")
        return reason is None

    def parse_article(self, response: Response) -> Iterator[RawPage]:
        """Yield the raw page, which the pipelines turn into a record."""
        if response.status == 304:
            self.stats.inc_value("items/unchanged")
            self.stats.inc_value("visits/not_modified")
            return
        yield self.page(response)

    def page_dropped(self, item: Any, response: Response | Failure | None, exception: DropItem) -> None:
        """Count a page that the extract stage dropped: Scrapy's signal `item_dropped`."""
        rejected = getattr(exception, "rejected", None)
        if isinstance(rejected, Rejected):
            self.reject(rejected, response)
        else:
            self.page_read()

    def page_read(self) -> None:
        """Forget the walls in a row: a page was read."""
        self.walls = 0

    def page(self, response: Response) -> RawPage:
        """The archived response as a value."""
        return raw_page(response, ListingMetadata(**response.meta.get("listed", {})))

    def reject(self, rejected: Rejected, response: Response | Failure | None) -> None:
        """Count a page that is not what was asked for; close the run after `WALL_LIMIT` walls in a row."""
        self.stats.inc_value(f"pages/rejected/{rejected.reason}")
        if rejected.wall:
            self.stats.inc_value(f"wall/{rejected.reason}")
        if isinstance(response, Response):
            self.record_given_up(rejected.reason, response.url)
            self.note(response.request, "rejected", again=rejected.wall)
        self.walls = self.walls + 1 if rejected.wall else 0
        if self.walls >= self.settings.getint("WALL_LIMIT", 3) and self._closing is None:
            assert self.crawler.engine is not None
            self._closing = asyncio.ensure_future(self.crawler.engine.close_spider_async(reason="blocked"))

    def give_up(self, failure: Failure) -> None:
        """Counts a request that came to nothing, under a name. A known article that is no more is gone, not given up."""
        request: Request = failure.request  # type: ignore[attr-defined]
        assert failure.value is not None
        reason = reason_of(failure.value)
        if reason == "elsewhere":
            self.stats.inc_value("links/elsewhere")
            self.note(request, "moved")
            return
        gone = reason in ("http_404", "http_410")
        state = "gone" if gone else "moved" if reason == "moved" else "failed"
        self.note(request, state, again=reason == "not_archived")  # what is not on disk is not done
        if gone and self.visits and request.meta.get("key") and self.visits.known([request.meta["key"]]):
            self.stats.inc_value("items/gone")
            return
        self.record_given_up(reason, request.meta.get("redirect_urls", [request.url])[0])
        if "section" in request.meta:
            self.stats.inc_value("pager/stop/given_up")

    def note(self, request: Request | None, state: str, *, again: bool = False) -> None:
        """Tell the store what became of an article's page, or that a page is to be asked for `again` by the same crawl."""
        if self.visits is not None and request is not None:
            visit = self.visits.of(request)
            visit.state, visit.again = state, again

    def record_given_up(self, reason: str, url: str) -> None:
        self.stats.inc_value(f"given_up/{reason}")
        listed = self.stats.get_value("given_up/list", [])
        if len(listed) < 1000:
            self.stats.set_value("given_up/list", [*listed, [url, reason]])

    def stop(self, section: Section, name: str) -> None:
        self.logger.info("%s: listing ended: %s", section.name, name)
        self.stats.inc_value(f"pager/stop/{name}")
        if self.visits is not None:
            pager = self.pagers.get(section.name)
            end = SectionEnd(name, pager.articles if pager else None, pager.front if pager else None)
            self.note_shrinking(section, end, self.visits.section(section.name))
            self.visits.stopped(section.name, end)

    def note_shrinking(self, section: Section, end: SectionEnd, history: SectionHistory) -> None:
        """Count a listing that names far fewer articles than it did when it was read before."""
        whole = (history.articles, end.articles if end.stop in COMPLETE else None, "articles")
        for before, now, what in (whole, (history.front, end.front, "articles on its first page")):
            if before is not None and now is not None and shrunk(before, now):
                listed = self.stats.get_value("listings/shrunk", [])
                self.stats.set_value("listings/shrunk", [*listed, f"{section.name}: {now} {what}, before {before}"])
                return


def shrunk(before: int, now: int) -> bool:
    """Return whether a listing lost a fifth of its articles, five at least."""
    return now < before * 0.8 and before - now >= 5
