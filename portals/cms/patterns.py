"""A CMS that is told by the patterns of its addresses: most of them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import ClassVar

from portals.cms.base import Cms
from portals.draft import Draft
from portals.items import RawPage
from portals.portal import Listing, PageKind
from portals.text.folding import nfc
from portals.webpage.addresses import Address, build, read_address, same_site
from portals.webpage.listings import read_listing
from portals.webpage.reader import PageProfile, read_article

_STEM = re.compile(r"\.(?:html?|aspx?|php|jsp|shtml)$", re.IGNORECASE)


class PatternCms(Cms):
    """A CMS whose addresses are matched as `/path?key=value`: decoded, one slash each, keys in lower case and in their order.

    A subclass is data: `name`, `articles`, `profile`, and what differs.
    """

    articles: ClassVar[tuple[str, ...]]
    """Patterns of article addresses, tried in order. The groups `id`, `id2` … that match are the identity, joined by `-`;
    without one it is the path without its extension."""
    others: ClassVar[str] = r"(?!)"
    """Pattern of what is neither an article nor a listing: print views, documents, search."""
    listings: ClassVar[str] = ""
    """Pattern of listings; every other page of the site where it is empty."""
    article_keys: ClassVar[frozenset[str]] = frozenset()
    """Parameters that an article's address keeps, in lower case."""
    listing_keys: ClassVar[frozenset[str] | None] = None
    """Parameters that a listing's address keeps; all where it is None."""
    any_locale: ClassVar[bool] = False
    """Whether `/en/…` is the same article under another language's frame."""
    profile: ClassVar[PageProfile]

    def kind(self, url: str) -> PageKind:
        """Return `article` or `listing` by the patterns; `other` for files, print views and other languages."""
        address = read_address(url)
        if address is None or address.file or address.printing or (address.foreign and not self.any_locale):
            return "other"
        path = path_of(address)
        if pattern(self.others).search(path):
            return "other"
        if self.match(path):
            return "article"
        return "listing" if not self.listings or not address.segments or pattern(self.listings).search(path) else "other"

    def identity(self, url: str) -> str | None:
        """Return the groups `id…` of the article's pattern, or its path without extension; None for any other address."""
        if self.kind(url) != "article":
            return None
        address = read_address(url)
        assert address
        match = self.match(path_of(address))
        assert match
        keys = [value for name, value in match.groupdict().items() if name.startswith("id") and value]
        return "-".join(keys) if keys else nfc(_STEM.sub("", match[0]))

    def match(self, path: str) -> re.Match[str] | None:
        """Return the match of the first article pattern that a path fits."""
        return next((found for text in self.articles if (found := pattern(text).search(path))), None)

    def canonical(self, url: str) -> str:
        """Return the address without port, double slashes, fragment and the parameters that its page does not need."""
        address = read_address(url)
        if address is None:
            return url
        kept = self.article_keys if self.kind(url) == "article" else self.listing_keys
        params = [(key, value) for key, value in address.kept() if kept is None or key in kept]
        return build(address.site, address.segments, slash=address.slash, params=params)

    def listing(self, page: RawPage) -> Listing:
        """Return the articles of a listing page and the way on."""
        return read_listing(page, self, same_site)

    def extract(self, page: RawPage) -> Draft:
        """Return the draft of an article page. Raises `Rejected` where it holds none."""
        return read_article(page, self.profile)


def path_of(address: Address) -> str:
    """Return path and kept parameters as the patterns see them.

    >>> path_of(read_address("https://a.gov.vn:443//Pages/tin.aspx?B=2&ItemID=9#x"))
    '/Pages/tin.aspx?b=2&itemid=9'
    """
    query = "&".join(f"{key}={value}" for key, value in address.kept())
    return (
        "/" + "/".join(address.segments) + ("/" if address.slash and address.segments else "") + (f"?{query}" if query else "")
    )


@lru_cache(maxsize=256)
def pattern(text: str) -> re.Pattern[str]:
    """Return a compiled pattern; case does not count."""
    return re.compile(text, re.IGNORECASE)
