"""NukeViet 3.4, 4.x and 5: news modules, each with its own numbers.

Articles are `/[vi/][<module>/]<category>/<alias>-<number>.html`, in 3.4 `…/<alias>-<number>/`, without rewriting
`/index.php?language=vi&nv=<module>&op=<category>/<alias>-<number>.html`. The category and the alias are decoration.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from portals.cms.base import Cms
from portals.cms.layouts import load_layouts
from portals.draft import Draft
from portals.items import RawPage
from portals.portal import Listing, PageKind, TimeWorth
from portals.webpage.addresses import Address, build, read_address, same_site
from portals.webpage.listings import read_listing
from portals.webpage.reader import PageProfile, read_article
from portals.webpage.selectors import SelectorLayout

_ARTICLE = re.compile(r"-(\d+)(?:\.html)?$", re.IGNORECASE)
_PAGE = re.compile(r"page-\d+", re.IGNORECASE)
_LANGUAGE = re.compile(r"[a-z]{2}", re.IGNORECASE)
_COPIES = frozenset({"print", "savefile", "sendmail"})
"""Views of an article: the address of the article without the word."""
_OPS = frozenset(
    {
        "author",
        "content",
        "groups",
        "instant-rss",
        "rating",
        "rss",
        "search",
        "tag",
        "topic",
    }
)
OTHER_MODULES = frozenset(
    {
        "about",
        "banners",
        "comment",
        "contact",
        "feeds",
        "page",
        "seek",
        "siteterms",
        "statistics",
        "users",
        "voting",
    }
)
_LAYOUTS = (
    SelectorLayout(
        "4",
        article=".news_column[itemtype$=NewsArticle], .news_column:has(#news-bodyhtml)",
        title="h1.title",
        date="span.h5",
        lead=".hometext",
        pictures="#imgpreview img, figure.article.center img",
        captions="#imgpreview figcaption, figure.article.center figcaption",
        body="#news-bodyhtml, .bodytext",
        author="p.text-right",
        files=".news-download-file",
    ),
    SelectorLayout(
        "print",
        article="#print",
        title="h1",
        date="ul.list-inline li:first-child",
        lead="#hometext",
        pictures=".imghome img",
        captions=".imghome p",
        body="#bodytext",
        author="#author > p",
        remove=(".imghome",),
    ),
    SelectorLayout(
        "3.4", article="#news_detail", title="h1", date="span.time", lead="#hometext", body="div.bodytext", author="p.author"
    ),
)
_PROFILE = PageProfile(
    "nukeviet",
    load_layouts("generic"),
    _LAYOUTS,
    dated_addresses=False,
    untrusted=frozenset({"microdata", "json-ld", "article:published_time", "article:modified_time", "og:updated_time"}),
)


@dataclass(frozen=True, slots=True)
class NukeVietAddress:
    """What an address says: the module, the operation's path, the article's number; empty where it says nothing."""

    module: str = ""
    rest: tuple[str, ...] = ()
    number: str = ""


@dataclass(frozen=True)
class NukeViet(Cms):
    """A site's news modules. `bare`: its addresses name no module, because the site has one and makes it its front page."""

    modules: tuple[str, ...] = ("news",)
    bare: bool = False

    name: ClassVar[str] = "nukeviet"
    sitemaps: ClassVar[tuple[str, ...]] = ("/sitemap.xml",)
    feed_time: ClassVar[TimeWorth] = "day"
    lastmod_is_publication: ClassVar[bool] = True
    links_elsewhere: ClassVar[bool] = True

    def kind(self, url: str) -> PageKind:
        """Return `article` and `listing` for the news modules; `other` for their other operations and all other modules."""
        address = read_address(url)
        if address is None or address.file or address.foreign or {"download", "pdf"} & address.params.keys():
            return "other"
        keys = self._keys(address)
        if not keys.module or (keys.rest and keys.rest[0].lower() in _OPS | _COPIES):
            return "other"
        return "article" if keys.number else "listing"

    def identity(self, url: str) -> str | None:
        """Return `<module>-<number>`, of the print and the savefile view too; None for any other address."""
        address = read_address(url)
        if address is None or address.file or address.foreign or {"download", "pdf"} & address.params.keys():
            return None
        keys = self._keys(address)
        return f"{keys.module}-{keys.number}" if keys.number else None

    def serial(self, url: str) -> int | None:
        """Return the article's number where one module counts for the whole site."""
        key = self.identity(url)
        return int(key.rpartition("-")[2]) if key and len(self.modules) == 1 else None

    def canonical(self, url: str) -> str:
        """Return the article's own address, of its print and savefile view too; without parameters where it is rewritten."""
        address = read_address(url)
        if address is None:
            return url
        kept = ("language", "nv", "op") if address.params.get("nv") else ("page",) if self.kind(url) == "listing" else ()
        params = [(key, value) for key, value in address.kept() if key in kept]
        return build(address.site, self._without_copy(address), slash=address.slash, params=params)

    def listing(self, page: RawPage) -> Listing:
        """Return the articles of a category page and the way on."""
        return read_listing(page, self, same_site)

    def extract(self, page: RawPage) -> Draft:
        """Return the draft of an article page. Raises `Rejected` where it holds none."""
        return read_article(page, _PROFILE)

    def _keys(self, address: Address) -> NukeVietAddress:
        if address.params.get("nv"):
            module, rest = address.params["nv"], tuple(filter(None, address.params.get("op", "").split("/")))
        else:
            parts = [part for part in address.segments if part.lower() != "index.php"]
            if parts and _LANGUAGE.fullmatch(parts[0]):
                parts.pop(0)
            module, rest = ("", tuple(parts)) if self.bare else ((parts or [self.modules[0]])[0], tuple(parts[1:]))
            if self.bare and parts and parts[0].lower() in (*OTHER_MODULES, *self.modules):
                module, rest = parts[0], tuple(parts[1:])
        module = module or self.modules[0]
        if module not in self.modules:
            return NukeVietAddress()
        if rest and rest[0].lower() in _OPS:
            return NukeVietAddress(module, rest)
        path = rest[1:] if rest and rest[0].lower() in _COPIES else rest
        match = _ARTICLE.search(path[-1]) if len(path) == 2 and not _PAGE.fullmatch(path[-1]) else None
        return NukeVietAddress(module, rest, str(int(match[1])) if match else "")

    def _without_copy(self, address: Address) -> list[str]:
        found = [index for index, part in enumerate(address.segments[:3]) if part.lower() in _COPIES]
        return [part for index, part in enumerate(address.segments) if index not in found[:1]]
