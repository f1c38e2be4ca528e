"""The CMS of a site without a declaration, recognised again from each page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from portals.cms.base import Cms
from portals.cms.generic import Generic
from portals.cms.recognise import recognise
from portals.draft import Draft
from portals.items import RawPage
from portals.portal import Listing, PageKind
from portals.webpage.decoding import decode


@dataclass(frozen=True)
class AnyCms(Cms):
    """Addresses are judged by their shape, as by `Generic`; a page is read by the CMS that its own markup names."""

    name: ClassVar[str] = "any"
    generic: ClassVar[Generic] = Generic()

    def kind(self, url: str) -> PageKind:
        """Return what an address leads to, by its shape."""
        return self.generic.kind(url)

    def identity(self, url: str) -> str | None:
        """Return path and parameters."""
        return self.generic.identity(url)

    def canonical(self, url: str) -> str:
        """Return the address without port, fragment, session and counting parameters."""
        return self.generic.canonical(url)

    def listing(self, page: RawPage) -> Listing:
        """Return the articles of a listing page and the way on."""
        return _cms_of(page).listing(page)

    def extract(self, page: RawPage) -> Draft:
        """Return the draft of an article page. Raises `Rejected` where it holds none."""
        return _cms_of(page).extract(page)


def _cms_of(page: RawPage) -> Cms:
    return recognise(decode(page.body).text, page.url).cms
