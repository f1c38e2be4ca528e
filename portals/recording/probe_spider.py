"""The spider of `scrapy probe` and `scrapy new`: it fetches some pages of a site one after the other and archives them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import scrapy
from scrapy import signals
from scrapy.http import FormRequest, Request
from scrapy.robotstxt import RobotParser

from portals.cms.generators import places_of
from portals.cms.recognise import decided_by, recognise
from portals.errors import Rejected
from portals.items import ListingMetadata, RawPage
from portals.middlewares.reasons import reason_of
from portals.portal import Link, Listing, NextPage, Portal, Section, at_host
from portals.recording.place import titled
from portals.recording.probe import Probe, SectionSeen, SourceSeen, changed_fields, copy_differences, losses, sample_of
from portals.recording.spider import RecordSpider
from portals.spiders.any import ANY
from portals.spiders.options import CrawlOptions
from portals.spiders.raw import raw_page
from portals.stages import read_listing_page
from portals.webpage.block_pages import inspect
from portals.webpage.decoding import decode
from portals.webpage.feeds import read_feed
from portals.webpage.markup import tree_of
from portals.webpage.sections import find_sections
from portals.webpage.sitemaps import feeds_of, read_sitemap

_MOST_SECTIONS, _MOST_SOURCES = 30, 4
_MOST_TRIED = 3
"""Maximum number of articles that are read to get a sample."""


class ProbeSpider(scrapy.Spider):
    """Probes the site of `url`. At the end `found` is set, or `failed`: the reason, and whether a firewall is behind it."""

    name = "probe"
    custom_settings = RecordSpider.custom_settings
    """Only the host of `url` is requested: no page, feed or redirect leads the probe to another one."""

    def __init__(self, url: str, samples: int = 1, twice: bool = False, **arguments: Any) -> None:
        super().__init__("probe", **arguments)
        self.url, self.wanted, self.twice = url, samples, twice
        self.portal: Portal = at_host(ANY, url)
        self.options = CrawlOptions(sections=(), base=self.site)
        self.moved_to = ""
        self.found: Probe | None = None
        self.failed: tuple[str, bool] | None = None
        self.robots: list[str] = []

    @classmethod
    def from_crawler(cls, crawler: Any, *args: Any, **arguments: Any) -> ProbeSpider:
        spider = super().from_crawler(crawler, *args, **arguments)
        crawler.signals.connect(spider.robots_read, signals.robots_parsed)
        return spider

    def robots_read(self, robotparser: RobotParser) -> None:
        """Keep the sitemaps that robots.txt names: Scrapy's signal `robots_parsed`."""
        self.robots += list(getattr(getattr(robotparser, "rp", None), "sitemaps", ()))

    async def start(self) -> AsyncIterator[Request]:
        """Probe the site. All requests are made here, none by the scheduler."""
        try:
            await self._look()
        except Rejected as rejected:
            moved = f"moved to {self.moved_to}; scrapy probe {self.moved_to} looks there"
            self.failed = (moved if rejected.reason == "moved" else rejected.reason, rejected.wall)
        return
        yield

    async def _look(self) -> None:
        page = await self.fetch(NextPage(self.url))
        self._settle(page)
        article = page if self.portal.cms.kind(page.url) == "article" else None
        home = await self.fetch(NextPage(f"{self.site}/")) if article else page
        found = self._settle(home) if article else self.found
        assert found is not None
        if found.recognised.name == "generic":
            found = await self._ask_a_section(found)
        links = await self._sections(found)
        self._decide(found)
        await self._sources(found)
        await self._samples(found, [Link(article.url), *links] if article else links)
        if found.samples:
            found.lost = losses(found.samples[0], [found.home, *found.listings], self.portal)
        if self.twice:
            await self._again(found)

    def _decide(self, found: Probe) -> None:
        """Take what the sections' pages say of addresses, where the home page left the CMS guessing."""
        for page in found.listings if self.portal.cms.guesses else ():
            if decided := decided_by(page, self.portal.cms):
                self.portal = found.portal = replace(self.portal, cms=decided)
                return

    @property
    def site(self) -> str:
        return f"{self.portal.scheme}://{self.portal.hosts[0]}"

    def _settle(self, page: RawPage) -> Probe:
        """Use the CMS that a page names, unless an earlier page named one and this one does not."""
        recognised = recognise(decode(page.body).text, page.url)
        if self.found and recognised.name == "generic":
            recognised = self.found.recognised
        self.portal = titled(replace(redirected(self.portal, page.url), cms=recognised.cms), page)
        self.found = Probe(self.portal, recognised, page)
        return self.found

    async def fetch(self, step: NextPage, listed: ListingMetadata | None = None, *, markup: bool = True) -> RawPage:
        """Return a page. Raises `Rejected` if it could not be fetched or is not a page."""
        request = FormRequest(step.url, method=step.method, formdata=list(step.form) or None, dont_filter=True)
        assert self.crawler.engine is not None
        try:
            response = await self.crawler.engine.download_async(request)
        except Exception as error:  # every exception of the downloader and its middlewares has a reason code
            if reason_of(error) == "moved":
                self.moved_to = str(error).partition(": ")[2]
            raise Rejected(reason_of(error)) from None
        page = raw_page(response, listed or ListingMetadata())
        inspect(page, markup=markup)
        return page

    async def _ask_a_section(self, found: Probe) -> Probe:
        """Use the CMS of the first section if the home page, which may have only pictures, names none."""
        for section in self._menus(found)[:1]:
            try:
                page = await self.fetch(NextPage(f"{self.site}{section.path}"))
            except Rejected:
                continue
            recognised = recognise(decode(page.body).text, page.url)
            self.portal = replace(self.portal, cms=recognised.cms)
            self.found = found = Probe(self.portal, recognised, found.home)
        return found

    async def _sections(self, found: Probe) -> list[Link]:
        """Read the first page of each section, and one second page. Return their articles, one of each section in turn."""
        lists: list[list[Link]] = []
        seen: set[str] = {urlsplit(found.home.url).path}
        for section in self._menus(found)[:_MOST_SECTIONS]:
            try:
                page = await self.fetch(NextPage(f"{self.site}{section.path}"))
                listing = read_listing_page(page, self.portal)
            except Rejected as rejected:
                found.sections.append(SectionSeen(section.name, section.path, problem=rejected.reason))
                continue
            path = urlsplit(page.url).path
            links = self._own(listing, section) if path not in seen else []
            problem = f"leads to {path}" if path in seen else "" if links else "no_articles"
            seen.add(path)
            found.sections.append(SectionSeen(section.name, section.path, len(links), _pager(listing), problem))
            if links:
                lists.append(links)
                found.listings.append(page)
            if links and listing.next and len(found.listings) == 1 and self.wanted > 1:
                await self._second_page(found, listing.next)
        front = self._own(read_listing_page(found.home, self.portal), None)
        return [link for each in zip(*_padded([*lists, front]), strict=True) for link in each if link]

    async def _second_page(self, found: Probe, step: NextPage) -> None:
        try:
            found.listings.append(await self.fetch(step))
        except Rejected as rejected:
            found.lost.setdefault("second pages", []).append(f"{rejected.reason}: {step.url}")

    def _menus(self, found: Probe) -> tuple[Section, ...]:
        """Return the links of the home page's menus to sections of this site."""
        cms, listed = self.portal.cms, read_listing_page(found.home, self.portal).links
        return find_sections(found.home, cms, self._here, guess=cms.guesses, articles=listed)

    def _here(self, url: str, page_url: str) -> bool:
        return self.portal.owns(urlsplit(url).hostname)

    def _own(self, listing: Listing, section: Section | None) -> list[Link]:
        """Return the articles of this portal on a listing, each with its section."""
        name = section.name if section else None
        return [
            replace(link, listed=replace(link.listed, section=link.listed.section or name))
            for link in listing.links
            if self.portal.owns(urlsplit(link.url).hostname) and self.portal.cms.identity(link.url)
        ]

    async def _sources(self, found: Probe) -> None:
        cms = self.portal.cms
        source = decode(found.home.body).text
        feeds, places = feeds_of(tree_of(source), found.home.url), places_of(source, cms)
        guessed = [f"{self.site}{path}" for path in places.sitemaps]
        for url in (feeds or [f"{self.site}{path}" for path in places.feeds])[:_MOST_SOURCES]:
            found.sources.append(await self._source("feed", url, advertised=bool(feeds)))
        for url in (self.robots or guessed)[:_MOST_SOURCES]:
            found.sources.append(await self._source("sitemap", url, advertised=bool(self.robots)))

    async def _source(self, kind: str, url: str, *, advertised: bool) -> SourceSeen:
        cms = self.portal.cms
        try:
            page = await self.fetch(NextPage(url), markup=False)
            if kind == "feed":
                return SourceSeen(kind, url, len(read_feed(page, cms, cms.feed_time)), advertised)
            sitemap = read_sitemap(page, cms)
            count = len(sitemap.links)
            for child in sitemap.children[:_MOST_SOURCES]:
                count += len(read_sitemap(await self.fetch(NextPage(child), markup=False), cms).links)
            return SourceSeen(kind, url, count, advertised)
        except Rejected as rejected:
            return SourceSeen(kind, url, 0, advertised, rejected.reason)

    async def _samples(self, found: Probe, links: list[Link]) -> None:
        """Read articles until there are enough, one section after the other; the first is kept even if it is rejected."""
        unique = {self.portal.cms.identity(link.url): link for link in reversed(links)}
        for link in list(reversed(unique.values()))[: self.wanted * _MOST_TRIED]:
            try:
                page = await self.fetch(NextPage(link.url), link.listed)
            except Rejected as rejected:
                found.lost.setdefault("articles", []).append(f"{rejected.reason}: {link.url}")
                continue
            sample = sample_of(page, self.portal)
            if sample.article or not found.samples:
                found.samples = [each for each in found.samples if each.article] + [sample]
            if len([each for each in found.samples if each.article]) >= self.wanted:
                return

    async def _again(self, found: Probe) -> None:
        """Fetch the home page, a listing and an article again, to see what changes with every request."""
        pages = [found.home, *found.listings[:1], *(sample.page for sample in found.samples[:1])]
        found.changes = {}
        for page in pages:
            try:
                second = await self.fetch(NextPage(page.url), page.listing)
            except Rejected as rejected:
                found.changes[page.url] = [f"the second time: {rejected.reason}"]
                continue
            changed = copy_differences(page, second)
            if self.portal.cms.kind(page.url) == "article":
                changed += [f"field {name}" for name in changed_fields(page, second, self.portal)]
            found.changes[page.url] = changed


def redirected(portal: Portal, url: str) -> Portal:
    """Return the portal at the address to which it redirects (`https`, with `www.`); the original host becomes an alias."""
    there = at_host(portal, url)
    hosts = tuple(dict.fromkeys((*there.hosts, *portal.hosts)))
    return replace(portal, hosts=hosts, scheme=there.scheme)


def _pager(listing: Listing) -> str:
    """Return the address of a listing's next page, or why there is none."""
    if listing.next is None:
        return listing.stop or "last_page"
    return listing.next.url if listing.next.method == "GET" else f"form posted to {listing.next.url}"


def _padded(lists: list[list[Link]]) -> list[list[Link | None]]:
    longest = max(map(len, lists), default=0)
    return [[*each, *([None] * (longest - len(each)))] for each in lists]
