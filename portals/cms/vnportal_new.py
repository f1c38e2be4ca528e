"""Family A1b: vnPortal with the front end of 2022 and later, which the successors of both portals use.

Articles are `/<section path>/<lower slug>-<number>` without an extension; the number is the identity. Documents: `--<number>`.
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
from portals.webpage.addresses import build, read_address, same_site
from portals.webpage.listings import read_listing
from portals.webpage.reader import PageProfile, read_article

_ARTICLE = re.compile(r"(?<=[a-z0-9])-(\d{3,9})$", re.IGNORECASE)
_DOCUMENTS = frozenset(("chi-tiet-van-ban", "van-ban-quy-pham-phap-luat"))
_PROFILE = PageProfile("vnportal", load_layouts("vnportal"), signs=("UIArticle", "_Default", "ctrl_", "vnportal"))


@dataclass(frozen=True)
class VnPortalNew(Cms):
    """A site of the newer front end; the address alone says everything."""

    name: ClassVar[str] = "vnportal-new"

    def kind(self, url: str) -> PageKind:
        """An article ends in a slug and a number, a section in a word; both have no extension."""
        address = read_address(url)
        if address is None or "." in address.page or address.foreign or address.printing:
            return "other"
        if _DOCUMENTS.intersection(address.segments):
            return "other"
        return "article" if len(address.segments) > 1 and _ARTICLE.search(address.page) else "listing"

    def identity(self, url: str) -> str | None:
        """The number at the end."""
        address = read_address(url)
        match = _ARTICLE.search(address.page) if address else None
        return str(int(match[1])) if match and self.kind(url) == "article" else None

    def serial(self, url: str) -> int | None:
        """Return the number at the end, which the CMS counts up."""
        key = self.identity(url)
        return int(key) if key else None

    def canonical(self, url: str) -> str:
        """Without port, fragment and double slashes; a list page keeps its parameters."""
        address = read_address(url)
        if address is None:
            return url
        return build(address.site, address.segments, params=address.kept() if self.kind(url) == "listing" else [])

    def listing(self, page: RawPage) -> Listing:
        """The section's articles and the way on."""
        return read_listing(page, self, same_site)

    def extract(self, page: RawPage) -> Draft:
        """The article. Raises `Rejected` where the page holds none."""
        return read_article(page, _PROFILE)
