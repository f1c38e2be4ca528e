"""A site whose CMS nobody knows: any address of it may be an article's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from portals.cms.base import Cms
from portals.draft import Draft
from portals.errors import Rejected
from portals.items import RawPage
from portals.portal import Listing, PageKind, Portal
from portals.webpage.addresses import build, read_address, same_site
from portals.webpage.listings import read_listing


@dataclass(frozen=True)
class AnySite(Cms):
    """Tells files from pages, and nothing else."""

    name: ClassVar[str] = "any"

    def kind(self, url: str) -> PageKind:
        address = read_address(url)
        return "article" if address and address.segments and not address.file else "other"

    def identity(self, url: str) -> str | None:
        return self.canonical(url) if self.kind(url) == "article" else None

    def canonical(self, url: str) -> str:
        address = read_address(url)
        return build(address.site, address.segments, slash=address.slash, params=address.kept()) if address else url

    def listing(self, page: RawPage) -> Listing:
        return read_listing(page, self, same_site, learn=True)

    def extract(self, page: RawPage) -> Draft:
        raise Rejected("no_article")


def any_site(host: str = "any.example.vn") -> Portal:
    """A portal of that CMS."""
    return Portal(name="any", title=host, hosts=(host,), cms=AnySite(), place="", province="", sections=())
