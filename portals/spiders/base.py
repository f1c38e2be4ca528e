"""The base of all spiders: it requests sections, listing pages, feeds and articles, and yields raw pages."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any, ClassVar, Self
from urllib.parse import urlsplit

import scrapy
from scrapy import signals
from scrapy.exceptions import DontCloseSpider, DropItem
from scrapy.http import FormRequest, Request, Response

from portals.errors import Rejected
from portals.items import ListingMetadata, RawPage
from portals.middlewares.reasons import reason_of
from portals.portal import Link, Listing, NextPage, Portal, Section
from portals.spiders.options import CrawlOptions, given_arguments, read_options
from portals.spiders.outcomes import Outcomes
from portals.spiders.pager import SectionPager
from portals.spiders.raw import raw_page
from portals.spiders.section_book import SectionBook, shrinking
from portals.spiders.sources import LinkSource, Sources
from portals.stages import read_listing_page
from portals.store.visits import SectionEnd

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.robotstxt import RobotParser
    from scrapy.statscollectors import StatsCollector
    from twisted.python.failure import Failure

    from portals.store.visits import KnownArticle, Visits

LISTING, ARTICLE = 10, 0
"""Priorities: articles before further listing pages, but first of all pagers with a view state, which expires."""


class PortalSpider(scrapy.Spider):
    """Crawls one portal. A subclass is a declaration: `name` and `portal`."""

    name: str
    portal: ClassVar[Portal]

    def __init__(self, **arguments: str) -> None:
        super().__init__(self.name)
        self.options = self.configure(arguments)[1]
        self.arguments = given_arguments(arguments)
        """The arguments of `-a`, for the run's row in the store."""
        self.pagers: dict[str, SectionPager] = {}
        self.sources = Sources(self.portal, self.options)
        self.sections = SectionBook(self.portal, self.options)
        self.front: list[Link] = []
        """Articles on the home page."""
        self.named: set[str] = set()
        """Articles on the listings of this run, by identity key."""
        self.visits: Visits | None = None
        """What the store knows about the portal's pages; None in a replay."""
        self.walls = 0
        """Number of block pages in a row."""
        self._closing: asyncio.Task[None] | None = None

    @classmethod
    def configure(cls, arguments: Mapping[str, str]) -> tuple[Portal, CrawlOptions]:
        """Return the portal and the options of a crawl with these arguments. Raises `OptionError`."""
        return cls.portal, read_options(cls.portal, arguments)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **arguments: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **arguments)
        crawler.signals.connect(spider.page_dropped, signals.item_dropped)
        crawler.signals.connect(spider.page_read, signals.item_scraped)
        crawler.signals.connect(spider.robots_read, signals.robots_parsed)
        crawler.signals.connect(spider.idle, signals.spider_idle)
        return spider

    @property
    def stats(self) -> StatsCollector:
        """The statistics of the crawl; not available before it starts."""
        return self.crawler.stats

    @property
    def outcomes(self) -> Outcomes:
        """Where the results of requests are counted and recorded."""
        return Outcomes(self.stats, self.visits, self.portal)

    async def start(self) -> AsyncIterator[Request]:
        for section in self.options.sections:
            yield self.listing_request(section, NextPage(self.address(section.path), number=1))
        if not self.options.sections:
            for request in self.front_request():
                yield request
        self.sources.put(self.sources.declared())
        for known in self.due():
            yield self.revisit_request(known)

    def due(self) -> Iterator[KnownArticle]:
        """Yield the articles to visit again, whether they are on a listing or not."""
        if self.visits is None or self.options.since or self.options.max_pages:
            return
        names = {section.name for section in self.options.sections}
        for known in self.visits.due(everything=self.options.full):
            if not self.options.chosen or known.listed.section in names:
                yield known

    def revisit_request(self, known: KnownArticle) -> Request:
        """Return the request of a known article; conditional, unless everything must be read again."""
        request = self.article_request(Link(known.url, known.listed))
        request.meta["seen"] = {"published_at": known.published_at, "edited_at": known.edited_at}
        if not self.options.full:
            if known.etag or known.last_modified:  # an unrequested 304 tells nothing
                request.meta["handle_httpstatus_list"] = [304]
            if known.etag:
                request.headers["If-None-Match"] = known.etag
            if known.last_modified:
                request.headers["If-Modified-Since"] = known.last_modified
        return request

    def listing_request(self, section: Section, page: NextPage) -> Request:
        """Return the request of one listing page: a GET, or the POST of the pager's form."""
        meta = {"section": section.name, "number": page.number, "path": section.path}
        common: dict[str, Any] = {"callback": self.parse_listing, "errback": self.give_up, "priority": LISTING, "meta": meta}
        if page.method == "POST":
            return FormRequest(self.address(page.url), method="POST", formdata=list(page.form), **common)
        return Request(self.address(page.url), **common)

    def source_request(self, source: LinkSource) -> Request:
        """Return the request of a feed or sitemap."""
        meta = {"source": source.kind, "guessed": source.guessed}
        url = self.address(source.url)
        return Request(url, callback=self.parse_source, errback=self.give_up, priority=LISTING, meta=meta)

    def article_request(self, link: Link, section: Section | None = None) -> Request:
        listed = replace(link.listed, section=link.listed.section or (section.name if section else None) or None)
        meta = {"key": self.portal.cms.identity(link.url), "listed": asdict(listed)}
        return Request(self.address(link.url), callback=self.parse_article, errback=self.give_up, priority=ARTICLE, meta=meta)

    def front_request(self) -> Iterator[Request]:
        """Yield the request of the home page, once, to find the portal's sections on it."""
        if self.sections.look():
            meta = {"front": True}
            yield Request(self.address("/"), callback=self.parse_front, errback=self.give_up, priority=LISTING, meta=meta)

    def address(self, url: str) -> str:
        """Return `url` at the crawled site: the portal's own host, or the site of `-a base=`."""
        parts = urlsplit(url)
        site = self.options.base or f"{self.portal.scheme}://{self.portal.hosts[0]}"
        path = parts.path if parts.path.startswith("/") else f"/{parts.path}"
        return f"{site}{path}{f'?{parts.query}' if parts.query else ''}"

    def own(self, url: str) -> bool:
        """Return whether `url` is an address of this portal, on any of its hosts."""
        host = (urlsplit(url).hostname or "").lower()
        return self.portal.owns(host) or host == urlsplit(self.options.base or "").hostname

    def parse_listing(self, response: Response) -> Iterator[Request]:
        """Yield requests for the articles on a listing page and for the next page."""
        section = self.sections.of(response.meta)
        number = response.meta["number"] or 1
        page = self.page(response)
        try:
            listing = read_listing_page(page, self.portal)
        except Rejected as rejected:
            self.reject(rejected, response)
            self.stop(section, "rejected", number)
            if not rejected.wall:
                yield from self.not_there(section, number, rejected.reason)
            return
        self.stats.inc_value("pages/listing")
        self.walls = 0
        self.sources.put(self.sources.advertised(page))
        if response.meta.get("redirect_urls") and urlsplit(response.url).path in ("", "/"):
            yield from self.not_there(section, number, "home_page")
        yield from self.follow(listing, section, number)

    def follow(self, listing: Listing, section: Section, number: int) -> Iterator[Request]:
        links = [link for link in listing.links if self.wanted(link)]
        self.stats.inc_value("links/articles", len(links))
        self.named.update(filter(None, (self.portal.cms.identity(link.url) for link in links)))
        self.sources.saw(links)
        pager = self.pagers.setdefault(section.name, SectionPager(self.options, self.portal.date_order))
        stop = pager.stop(listing, links, number)
        fresh = self.fresh(links)
        if stop not in ("repeats", "loops"):
            yield from (self.article_request(link, section) for link in fresh)
        if not stop and listing.next and links and not fresh and self.may_stop(section, number):
            stop = "known"
        if not links and not stop and not self.sections.is_found(section):
            self.stats.inc_value("pager/stop/empty_in_the_middle")
        if stop or listing.next is None:
            own = listing.stop if stop in (None, "empty") and listing.next is None else None
            self.stop(section, own or stop or "last_page", number)
            if not listing.links:
                yield from self.not_there(section, number, "empty")
        else:
            yield self.listing_request(section, replace(listing.next, number=number + 1))

    def not_there(self, section: Section, number: int, reason: str) -> Iterator[Request]:
        """Record that a declared section is missing, and request the home page to find the portal's sections."""
        if number == 1 and self.sections.lose(section):
            self.logger.warning("%s: no section at %s (%s)", section.name, section.path, reason)
            self.list_section("missing", section)
            yield from self.front_request()

    def list_section(self, what: str, section: Section) -> None:
        """List a section in the report: `missing` or `found`."""
        listed = self.stats.get_value(f"sections/{what}", [])
        self.stats.set_value(f"sections/{what}", [*listed, [section.name, section.path]])

    def parse_front(self, response: Response) -> Iterator[Request]:
        """Yield requests for the sections and articles on the home page."""
        page = self.page(response)
        try:
            listing = read_listing_page(page, self.portal)
        except Rejected as rejected:
            self.reject(rejected, response)
            return
        self.stats.inc_value("pages/front")
        self.walls = 0
        self.sources.put(self.sources.advertised(page))
        if other := self.sections.other_cms(page):
            self.stats.set_value("cms/other", [other, page.url])
        for section in (found := self.sections.find(page, listing.links)):
            self.list_section("found", section)
            yield self.listing_request(section, NextPage(self.address(section.path), number=1))
        if listing.next and not found and not self.portal.sections:  # a blog whose home page is its only list
            yield self.listing_request(Section("", "/"), replace(listing.next, number=2))
        self.front = [link for link in listing.links if self.wanted(link)]
        self.sources.saw(self.front)

    def idle(self) -> None:
        """Request feeds and sitemaps when the listings have ended, so that listing metadata has priority.

        Handler of `spider_idle`. Articles that only the home page names are also requested then.
        """
        self.stats.set_value("sources/list", self.sources.report)
        self.stats.set_value("sources/not_listed_list", self.sources.not_listed)
        requests = [self.source_request(source) for source in self.sources.take()]
        requests += [self.article_request(link) for link in self.fresh(self.front)]
        self.front = []
        resumed = self.visits is not None and self.visits.crawl.resumed
        if not requests and resumed and self.sources.look():
            requests.append(Request(self.address("/"), callback=self.parse_look, errback=self.give_up, meta={"front": True}))
        if requests:
            assert self.crawler.engine is not None
            for request in requests:
                self.crawler.engine.crawl(request)
            raise DontCloseSpider

    def parse_look(self, response: Response) -> None:
        """Read the feeds that the home page advertises, if a resumed crawl has no listing left to read them from."""
        self.sources.put(self.sources.advertised(self.page(response)))

    def parse_source(self, response: Response) -> Iterator[Request]:
        """Yield requests for the articles in a feed or sitemap, and for the sitemaps of an index."""
        kind = response.meta["source"]
        try:
            found, following = self.sources.read(self.page(response), kind)
        except Rejected as rejected:
            if not self.no_source(response.meta, response.url, rejected.reason, response.meta["guessed"] and not rejected.wall):
                self.reject(rejected, response)
            return
        self.stats.inc_value(f"pages/{kind}")
        yield from map(self.source_request, following)
        links = [link for link in found if self.wanted(link, by_shape=kind == "sitemap")]
        kept = [link for link in links if not self.sources.before_since(link)]
        self.stats.inc_value(f"links/{kind}", len(links))
        self.stats.inc_value("links/skipped/before_since", len(links) - len(kept))
        unlisted = {key: link.url for link in kept if (key := self.portal.cms.identity(link.url)) and key not in self.named}
        self.stats.inc_value("sources/not_listed", len(unlisted))
        self.sources.note(response.meta, response.url, len(links), unlisted.values())
        self.named.update(unlisted)
        yield from map(self.article_request, self.fresh(kept))

    def no_source(self, meta: Mapping[str, Any], url: str, reason: str, excused: bool) -> bool:
        """Record that a feed or sitemap is missing or invalid; return whether that is no error."""
        self.sources.note(meta, url, problem=reason)
        if excused:
            self.stats.inc_value(f"sources/none/{reason}")
        return excused

    def fresh(self, links: list[Link]) -> list[Link]:
        """Return the links to follow: all in a full crawl or replay, else new, changed and renamed articles."""
        if self.visits is None or self.visits.none_known or self.options.full:
            return links
        keys = {link.url: self.portal.cms.identity(link.url) for link in links}
        known = self.visits.known(key for key in keys.values() if key)
        fresh = []
        for link in links:
            seen = known.get(keys[link.url] or "")
            if seen is None or seen.differs(link.listed):
                fresh.append(link)
            elif seen.changed(link.changed_at):
                fresh.append(replace(link, listed=seen.listed))
        self.stats.inc_value("links/skipped/known", len(links) - len(fresh))
        return fresh

    def may_stop(self, section: Section, number: int) -> bool:
        """Return whether the rest of a listing is known, because an earlier crawl has read the section to its end."""
        if self.visits is None or self.options.full or number < self.settings.getint("FRONT_PAGES"):
            return False
        history = self.visits.section(section.name)
        # an article with an old date is deep in the listing, so every DEEP_LOOK_RUNS runs read it to its end
        return history.whole and history.runs_since + 1 < self.settings.getint("DEEP_LOOK_RUNS")

    def wanted(self, link: Link, *, by_shape: bool = False) -> bool:
        """Return whether a link leads to an article of this portal; for sitemaps also by the form of its address."""
        reason, cms = None, self.portal.cms
        if not self.own(link.url):
            reason = "other_host"
        elif (cms.kind(link.url) != "article") if by_shape else cms.identity(link.url) is None:
            reason = "not_an_article"
        elif by_shape and not self.sources.fits(link):
            reason = "unlike_listed"
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

    def robots_read(self, robotparser: RobotParser) -> None:
        """Store the sitemaps that robots.txt names. Handler of `robots_parsed`."""
        self.sources.robots += list(getattr(getattr(robotparser, "rp", None), "sitemaps", ()))

    def page_dropped(self, item: Any, response: Response | Failure | None, exception: DropItem) -> None:
        """Count a page that the extract stage dropped. Handler of `item_dropped`."""
        rejected = getattr(exception, "rejected", None)
        if isinstance(rejected, Rejected):
            self.reject(rejected, response)
        else:
            self.page_read()

    def page_read(self) -> None:
        """Reset the number of block pages in a row: a page was read."""
        self.walls = 0

    def page(self, response: Response) -> RawPage:
        """Return the archived response as a value."""
        return raw_page(response, ListingMetadata(**response.meta.get("listed", {})))

    def reject(self, rejected: Rejected, response: Response | Failure | None) -> None:
        """Count a page that is not what was requested; close the run after `WALL_LIMIT` block pages in a row."""
        self.stats.inc_value(f"pages/rejected/{rejected.reason}")
        if rejected.wall:
            self.stats.inc_value(f"wall/{rejected.reason}")
        if isinstance(response, Response) and not self.outcomes.for_members(rejected, response):
            self.outcomes.given_up(rejected.reason, response.url)
            self.outcomes.note(response.request, "rejected", again=rejected.wall)
        self.walls = self.walls + 1 if rejected.wall else 0
        if self.walls >= self.settings.getint("WALL_LIMIT", 3) and self._closing is None:
            assert self.crawler.engine is not None
            self._closing = asyncio.ensure_future(self.crawler.engine.close_spider_async(reason="blocked"))

    def give_up(self, failure: Failure) -> Iterable[Request]:
        """Count a failed request under its reason. A known article with 404 or 410 is gone, not given up."""
        request: Request = failure.request  # type: ignore[attr-defined]
        assert failure.value is not None
        reason = reason_of(failure.value)
        if reason == "elsewhere":
            self.stats.inc_value("links/elsewhere")
            self.outcomes.note(request, "moved")
            return ()
        gone = reason in ("http_404", "http_410")
        if request.meta.get("source"):
            excused = request.meta["guessed"] or bool(self.settings.get("REPLAY"))
            if self.no_source(request.meta, request.url, reason, excused):
                return ()
        state = "gone" if gone else "moved" if reason == "moved" else "failed"
        self.outcomes.note(request, state, again=reason == "not_archived")  # what is not on disk is not done
        known = self.outcomes.known(request)
        if gone and known:
            self.stats.inc_value("items/gone")
            return ()
        if reason == "moved" and self.outcomes.elsewhere(request, known):
            return ()
        self.outcomes.given_up(reason, request.meta.get("redirect_urls", [request.url])[0])
        if "section" not in request.meta:
            return ()
        section, number = self.sections.of(request.meta), request.meta["number"] or 1
        self.stats.inc_value("pager/stop/given_up")
        return list(self.not_there(section, number, reason)) if gone or reason == "moved" else ()

    def stop(self, section: Section, name: str, number: int) -> None:
        """Record how the pager of a section ended. A menu link without articles is not a section, and not an error."""
        if number == 1 and name in ("empty", "rejected") and self.sections.is_found(section):
            self.stats.inc_value("sections/without_articles")
            return
        self.logger.info("%s: listing ended: %s", section.name, name)
        self.stats.inc_value(f"pager/stop/{name}")
        if self.visits is not None:
            pager = self.pagers.get(section.name)
            end = SectionEnd(name, pager.articles if pager else None, pager.front if pager else None)
            if shrunk := shrinking(end, self.visits.section(section.name)):
                listed = self.stats.get_value("listings/shrunk", [])
                self.stats.set_value("listings/shrunk", [*listed, f"{section.name}: {shrunk}"])
            self.visits.stopped(section.name, end)
