"""Crawl a site without a declaration: `scrapy crawl any -a url=https://…`."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import replace
from urllib.parse import urlsplit

from scrapy.http import Request, Response

from portals.cms.any import AnyCms
from portals.cms.recognise import decided_by, recognise
from portals.items import RawPage
from portals.portal import Portal, at_host
from portals.spiders.base import PortalSpider
from portals.spiders.options import CrawlOptions, OptionError, read_options, shortened
from portals.webpage.decoding import decode

ANY = Portal(name="any", title="any portal", hosts=(), cms=AnyCms(), place="", province="", sections=())
"""A portal without hosts, for pages of any host."""

_FIRST = 100
"""Priority of the request whose response tells the CMS."""


class AnySpider(PortalSpider):
    """Crawls the site of `url`: its CMS is recognised, its sections are found. `portal` of its records is the host."""

    name = "any"
    portal = ANY

    def __init__(self, **arguments: str) -> None:
        self.portal = self.configure(arguments)[0]  # type: ignore[misc]
        super().__init__(**arguments)
        parts = urlsplit(arguments["url"])
        self.entrance = f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
        self.recognised = False

    @classmethod
    def configure(cls, arguments: Mapping[str, str]) -> tuple[Portal, CrawlOptions]:
        """Return the portal of `url` and the options of its crawl. Raises `OptionError`."""
        url = arguments.get("url")
        if not url:
            raise OptionError("any needs an address: scrapy crawl any -a url=https://HOST/")
        if "sections" in arguments:
            raise OptionError("sections= names sections of a declared portal; scrapy new NAME URL declares one")
        try:
            portal = at_host(ANY, url)
        except ValueError:
            raise OptionError(f"url={shortened(url)!r} is not an address: write it with https://") from None
        given = {name: value for name, value in arguments.items() if name != "url"}
        site = f"{portal.scheme}://{portal.hosts[0]}"
        return portal, read_options(portal, {"base": site, **given})

    async def start(self) -> AsyncIterator[Request]:
        for request in self.front_request():
            yield request

    def front_request(self) -> Iterator[Request]:
        """Yield the request of the home page or of `url`, also if an interrupted crawl has read it."""
        kind = self.portal.cms.kind(f"{self.portal.scheme}://{self.portal.hosts[0]}{self.entrance}")
        for request in super().front_request():
            path = self.entrance if kind == "listing" else "/"
            yield request.replace(url=self.address(path), priority=_FIRST, dont_filter=True)

    def parse_front(self, response: Response) -> Iterator[Request]:
        """Recognise the CMS, then find sections and articles; known articles are looked at again after that."""
        yield from super().parse_front(response)
        for known in self.due():
            yield self.revisit_request(known)

    def page(self, response: Response) -> RawPage:
        """Return the archived response as a value. The first one tells the CMS; later ones what it could only guess."""
        page = super().page(response)
        if not self.recognised:
            self.recognise(page)
        elif self.portal.cms.guesses and (decided := decided_by(page, self.portal.cms)):
            self.portal = replace(self.portal, cms=decided)  # type: ignore[misc]
            self.sources.portal = self.sections.portal = self.portal
        return page

    def recognise(self, page: RawPage) -> None:
        """Use the CMS that a page names for the site."""
        found = recognise(decode(page.body).text, page.url)
        self.recognised = True
        self.portal = replace(self.portal, cms=found.cms)  # type: ignore[misc]
        self.sources.portal = self.sections.portal = self.portal
        self.stats.set_value("any/cms", found.name)
        self.logger.info("%s: CMS %s (%s)", self.portal.name, found.name, "; ".join(found.reasons))
