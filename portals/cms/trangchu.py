"""Family B: the portals under `/web/trang-chu/…` (Thanh Hóa's city and districts; vendor unknown).

Articles end in `.html`, sections have no extension and no slash, some lists are `/web/<page>.htm?…&page=N`, files are
`/file/download/<id>.html`, thumbnails `/file/thumb/<width>/<id>.jpg`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from portals.cms.base import Cms
from portals.cms.layouts import load_layouts
from portals.draft import Draft
from portals.items import RawPage
from portals.portal import Listing, PageKind
from portals.text.folding import nfc
from portals.webpage.addresses import Address, build, read_address, same_site
from portals.webpage.listings import read_listing
from portals.webpage.reader import PageProfile, read_article

_ROOT = ("web", "trang-chu")
_ARTICLE = re.compile(r"\.html$", re.IGNORECASE)
_LIST = re.compile(r"\.htm$", re.IGNORECASE)
_PROFILE = PageProfile("trangchu", load_layouts("trangchu"), signs=("/web/trang-chu", "/file/thumb/", "/file/download/"))


@dataclass(frozen=True)
class TrangChu(Cms):
    """A portal of the `/web/trang-chu/` family; the address alone says everything."""

    name: ClassVar[str] = "trangchu"

    def kind(self, url: str) -> PageKind:
        """By shape: `….html` below the root is an article, a path without extension a section."""
        address = read_address(url)
        if address is None or address.file or address.foreign or address.printing:
            return "other"
        if not address.segments:
            return "listing"
        if tuple(part.lower() for part in address.segments[:2]) == _ROOT:
            return _below_root(address)
        listed = len(address.segments) == 2 and address.segments[0].lower() == _ROOT[0]
        if listed and (_LIST.search(address.page) or address.page == "trang-chu.html"):
            return "listing"
        return "other"

    def identity(self, url: str) -> str | None:
        """The decoded path without `.html`: `/web/trang-chu/tin-tuc/<slug>`."""
        address = read_address(url)
        if address is None or self.kind(url) != "article":
            return None
        return nfc(_ARTICLE.sub("", "/" + "/".join(address.segments)))

    def canonical(self, url: str) -> str:
        """Without port, fragment, double slashes and parameters; a list page keeps its parameters, `page` from 2 on."""
        address = read_address(url)
        if address is None:
            return url
        kept = address.kept() if self.kind(url) == "listing" else []
        return build(address.site, address.segments, params=[pair for pair in kept if pair != ("page", "1")])

    def listing(self, page: RawPage) -> Listing:
        """The section's articles and the way on: links with a page number, `rel=next`, `»`, `Trang sau`."""
        return read_listing(page, self, same_site)

    def extract(self, page: RawPage) -> Draft:
        """The article, with its print copy. Raises `Rejected` where the page holds none."""
        return read_article(page, _PROFILE)


def _below_root(address: Address) -> PageKind:
    if len(address.segments) == 2:
        return "listing"
    if _ARTICLE.search(address.page):
        return "article"
    return "other" if "." in address.page and _LIST.search(address.page) is None else "listing"
