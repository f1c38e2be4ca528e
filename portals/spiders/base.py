"""The spider behind every portal: sections, listing pages, articles. What the pages mean is the family's business."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlsplit

import scrapy
from scrapy.exceptions import IgnoreRequest
from scrapy.http import FormRequest, Request, Response
from scrapy.spidermiddlewares.httperror import HttpError

from portals.cleaning.stages import Candidate, extract
from portals.cleaning.walls import inspect
from portals.page import Hints, RawPage, Rejected
from portals.portal import Link, Listing, NextPage, Portal, Section
from portals.spiders.options import read_options
from portals.spiders.pager import Pager

if TYPE_CHECKING:
    from typing import Self

    from scrapy.crawler import Crawler
    from scrapy.statscollectors import StatsCollector
    from twisted.python.failure import Failure

LISTING, ARTICLE = 10, 0
"""Priorities: what is found is fetched before more is looked for, but a pager whose view state ages goes first."""


class PortalSpider(scrapy.Spider):
    """Crawls one portal. A subclass is a declaration: `name` and `portal`."""

    name: str
    portal: ClassVar[Portal]
    stats: StatsCollector

    def __init__(self, **arguments: str) -> None:
        super().__init__(self.name)
        self.options = read_options(self.portal, {name: value for name, value in arguments.items() if not name.startswith("_")})
        self.pagers: dict[str, Pager] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        assert crawler.stats
        spider.stats = crawler.stats
        return spider

    async def start(self) -> AsyncIterator[Request]:
        for section in self.options.sections:
            yield self.listing_request(section, NextPage(self.address(section.path), number=1))

    def listing_request(self, section: Section, page: NextPage) -> Request:
        """The request of one listing page: a GET, or the POST of the pager's form."""
        meta = {"section": section.name, "number": page.number}
        common: dict[str, Any] = {"callback": self.parse_listing, "errback": self.give_up, "priority": LISTING, "meta": meta}
        if page.method == "POST":
            return FormRequest(self.address(page.url), method="POST", formdata=list(page.form), **common)
        return Request(self.address(page.url), **common)

    def article_request(self, link: Link, section: Section) -> Request:
        hints = replace(link.hints, section=link.hints.section or section.name)
        meta = {"key": self.portal.family.identity(link.url), "hints": [hints.section, hints.title, hints.published_raw]}
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
        return host in self.portal.hosts or host == urlsplit(self.options.base or "").hostname

    def parse_listing(self, response: Response) -> Iterator[Request]:
        """Requests for the articles of a listing page and for the page after it."""
        section = next(section for section in self.portal.sections if section.name == response.meta["section"])
        page = self.page(response)
        try:
            inspect(page)
            listing = self.portal.family.listing(page)
        except Rejected as rejected:
            self.reject(rejected, response)
            self.stop(section, "rejected")
            return
        self.stats.inc_value("pages/listing")
        yield from self.follow(listing, section, response.meta["number"] or 1)

    def follow(self, listing: Listing, section: Section, number: int) -> Iterator[Request]:
        links = [link for link in listing.links if self.wanted(link)]
        pager = self.pagers.setdefault(section.name, Pager(self.options))
        stop = pager.stop(listing, links, number)
        if stop not in ("repeats", "loops"):
            yield from (self.article_request(link, section) for link in links)
        if stop or listing.next is None:
            self.stop(section, stop or listing.stop or "last_page")
        else:
            yield self.listing_request(section, replace(listing.next, number=number + 1))

    def wanted(self, link: Link) -> bool:
        reason = None
        if not self.own(link.url):
            reason = "other_host"
        elif self.portal.family.kind(link.url) != "article":
            reason = "not_an_article"
        if reason:
            self.stats.inc_value(f"links/skipped/{reason}")
        return reason is None

    def parse_article(self, response: Response) -> Iterator[Candidate]:
        """The candidate that the pipelines make a record of."""
        try:
            candidate = extract(self.page(response), self.portal)
        except Rejected as rejected:
            self.reject(rejected, response)
            return
        self.stats.inc_value("pages/article")
        yield candidate

    def page(self, response: Response) -> RawPage:
        """The archived response as a value."""
        archived = response.meta.get("archived") or {}
        return RawPage(
            url=response.url,
            body=response.body,
            status=response.status,
            headers={key.decode("latin-1"): b", ".join(values).decode("latin-1") for key, values in response.headers.items()},
            method=response.request.method if response.request else "GET",
            hints=Hints(*response.meta.get("hints", ())),
            **archived,
        )

    def reject(self, rejected: Rejected, response: Response) -> None:
        self.stats.inc_value(f"pages/rejected/{rejected.reason}")
        if rejected.wall:
            self.stats.inc_value(f"wall/{rejected.reason}")
        self.record_given_up(rejected.reason, response.url)

    def give_up(self, failure: Failure) -> None:
        """Counts a request that came to nothing, under a name."""
        request: Request = failure.request  # type: ignore[attr-defined]
        self.record_given_up(reason_of(failure), request.url)
        if "section" in request.meta:
            self.stats.inc_value("pager/stop/given_up")

    def record_given_up(self, reason: str, url: str) -> None:
        self.stats.inc_value(f"given_up/{reason}")
        listed = self.stats.get_value("given_up/list", [])
        if len(listed) < 1000:
            self.stats.set_value("given_up/list", [*listed, [url, reason]])

    def stop(self, section: Section, name: str) -> None:
        self.logger.info("%s: listing ended: %s", section.name, name)
        self.stats.inc_value(f"pager/stop/{name}")


def reason_of(failure: Failure) -> str:
    """`http_404`, `robots_forbidden`, `timeout` …: a fixed word for what went wrong."""
    error = failure.value
    if isinstance(error, HttpError):
        return f"http_{error.response.status}"
    if isinstance(error, IgnoreRequest):
        return "robots_forbidden" if "robots" in str(error).lower() else "not_requested"
    return type(error).__name__.removesuffix("Error").lower()
