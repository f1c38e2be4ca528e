"""Any CMS: addresses are judged by their shape, or by the patterns of the declaration; pages by labels and structure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
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
from portals.webpage.selectors import SelectorLayout

_STEM = re.compile(r"\.(?:html?|aspx?|php|jsp|shtml)$", re.IGNORECASE)
_WORDS = re.compile(r"[-_\s]+")
_SLUG_WORDS = 4
"""Words from which the last part of an address is a headline: `khoi-cong-cau-di-bo`."""
_NUMBERED = re.compile(r"(?:^|[-_a-z/.])\d{3,}$", re.IGNORECASE)
_GUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{24,32}", re.IGNORECASE)
_ID_KEYS = frozenset(
    {
        "id",
        "newsid",
        "idnews",
        "itemid",
        "nid",
        "articleid",
        "aid",
        "postid",
        "tinid",
        "idtin",
        "docid",
        "p",
        "contentid",
        "detailid",
    }
)
_PAGE_KEYS = frozenset({"page", "trang", "start", "cur", "pageindex", "pagenum", "paged", "offset"})
_LIST_WORDS = frozenset(
    {
        "author",
        "authors",
        "categories",
        "category",
        "chuyen-muc",
        "danh-muc",
        "page",
        "rss",
        "feed",
        "search",
        "tag",
        "tags",
        "tim-kiem",
        "topic",
        "topics",
        "trang",
        "tac-gia",
    }
)
_MONTH = re.compile(r"/(?:19|20)\d\d(?:/\d{1,2}){0,2}$")
"""The archive of a year, month or day: `/2025/09`."""
_PAGED = re.compile(r"^(?:page|trang)-?\d+$", re.IGNORECASE)


@dataclass(frozen=True)
class Generic(Cms):
    """A site of a CMS that no module knows. The declaration says what the shape of an address does not.

    `article` is a regular expression that the path and query of article addresses match; its group `id`, if it has one, is
    the identity. `listing` is one for listing pages. `layouts` are selector layouts, newest first.
    """

    name: ClassVar[str] = "generic"
    article: str = ""
    listings: str = ""
    layouts: tuple[SelectorLayout, ...] = ()
    untrusted: frozenset[str] = frozenset()

    @property
    def guesses(self) -> bool:
        """Whether no pattern says which addresses are articles."""
        return not self.article

    def kind(self, url: str) -> PageKind:
        """Return `article`, `listing` or `other` by the patterns, or by the shape of the address where there is none."""
        address = read_address(url)
        if address is None or address.file or address.printing:
            return "other"
        path = _path(address)
        if self.article:
            if _pattern(self.article).search(path):
                return "article"
            if self.listings:
                return "listing" if _pattern(self.listings).search(path) else "other"
            return "listing"
        if self.listings and _pattern(self.listings).search(path):
            return "listing"
        return "article" if looks_like_article(address) else "listing"

    def identity(self, url: str) -> str | None:
        """Return the group `id` of the article pattern, else path and parameters; None for the front page and files."""
        address = read_address(url)
        if address is None or address.file or not (address.segments or address.kept()):
            return None
        path = _path(address)
        if self.article:
            match = _pattern(self.article).search(path)
            if match is None:
                return None
            if "id" in match.groupdict() and match["id"]:
                return match["id"]
        return nfc(_STEM.sub("", path))

    def canonical(self, url: str) -> str:
        """Return the address without port, fragment, session and counting parameters."""
        address = read_address(url)
        if address is None:
            return url
        return build(address.site, address.segments, slash=address.slash, params=address.kept())

    def listing(self, page: RawPage) -> Listing:
        """Return the articles of a listing page and the way on."""
        return read_listing(page, self, same_site, learn=not self.article)

    def extract(self, page: RawPage) -> Draft:
        """Return the draft of an article page. Raises `Rejected` where it holds none."""
        return read_article(page, PageProfile("generic", load_layouts("generic"), self.layouts, untrusted=self.untrusted))


def looks_like_article(address: Address) -> bool:
    """Return whether an address has the shape of an article's: a headline, a number or an id at its end.

    >>> looks_like_article(read_address("https://a.gov.vn/tin-tuc/khoi-cong-cau-di-bo-qua-kenh.html"))
    True
    >>> looks_like_article(read_address("https://a.gov.vn/tin-tuc"))
    False
    """
    keys = address.params.keys()
    if any(key in _ID_KEYS and (value.isdigit() or _GUID.fullmatch(value)) for key, value in address.params.items()):
        return True
    if not address.segments:
        return False
    if any(part.lower() in _LIST_WORDS for part in address.segments[:-1]) or _PAGED.match(address.page):
        return False
    stem = _STEM.sub("", address.page)
    if _MONTH.search("/" + "/".join(address.segments)):
        return False
    if _GUID.search(stem) or (_NUMBERED.search(stem) and not keys & _PAGE_KEYS):
        return True
    return len([word for word in _WORDS.split(stem) if word]) >= _SLUG_WORDS and not keys & _PAGE_KEYS


def _path(address: Address) -> str:
    query = "&".join(f"{key}={value}" for key, value in address.kept())
    return "/" + "/".join(address.segments) + (f"?{query}" if query else "")


@lru_cache(maxsize=64)
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)
