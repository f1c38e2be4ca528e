"""WordPress: posts under any permalink structure, named in WordPress's own words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

from portals.cms.base import Cms
from portals.cms.generic import looks_like_article
from portals.cms.layouts import load_layouts
from portals.draft import Draft
from portals.items import RawPage
from portals.portal import Listing, PageKind
from portals.text.folding import nfc
from portals.webpage.addresses import Address, build, read_address, same_site
from portals.webpage.listings import read_listing
from portals.webpage.reader import PageProfile, read_article
from portals.webpage.selectors import SelectorLayout

_TAGS = {
    "year": r"\d{4}",
    "monthnum": r"\d{2}",
    "day": r"\d{2}",
    "hour": r"\d{2}",
    "minute": r"\d{2}",
    "second": r"\d{2}",
    "post_id": r"\d+",
    "postname": r"[^/]+",
    "category": r"[^/]+(?:/[^/]+)*?",
    "author": r"[^/]+",
}
_TAG = re.compile(r"%(\w+)%")
_NOT_POSTS = re.compile(
    r"^/(?:index\.php/)?(?:(?:.+/)?(?:feed|embed|trackback|attachment)(?:/|$)|wp-[a-z]|xmlrpc\.php|comments(?:/|$)"
    r"|(?:author|tac-gia|search|tim-kiem)/)|\.(?:xml|txt)$",
    re.IGNORECASE,
)
_LISTS = re.compile(
    r"^/(?:index\.php/)?(?:(?:category|chuyen-muc|tag|the)/.+|(?:\d{4}(?:/\d{2}){0,2}|.*?/?page/\d+)/?)$", re.IGNORECASE
)
_PAGE_OF_POST = re.compile(r"^\d{1,2}$")
_BODY = ".entry-content, .wp-block-post-content, .post-content, .td-post-content"
_PROFILE = PageProfile(
    "wordpress",
    load_layouts("generic"),
    (
        SelectorLayout(
            "blocks",
            article="main, .wp-site-blocks",
            title="h1.wp-block-post-title",
            date=".wp-block-post-date",
            account=".wp-block-post-author__name, .wp-block-post-author-name",
            pictures="figure.wp-block-post-featured-image",
            body=".wp-block-post-content",
            remove=(".wp-block-latest-posts", ".sharedaddy", ".wp-block-social-links"),
        ),
        SelectorLayout(
            "classic",
            article="article.post, article.hentry, div.post, main",
            title="h1.entry-title, h1.post-title, .entry-header h1",
            date="time.published, time.entry-date, .entry-date",
            account=".author .fn, a[rel=author]",
            pictures="figure.post-thumbnail, .post-thumbnail",
            body=_BODY,
            remove=(
                ".page-links",
                ".sharedaddy",
                ".jp-relatedposts",
                ".addtoany_share_save_container",
                ".wp-block-latest-posts",
            ),
        ),
    ),
    dated_addresses=True,
)


@dataclass(frozen=True)
class WordPress(Cms):
    """A WordPress site. `permalinks` is the structure of its settings, such as `/%year%/%monthnum%/%postname%/`.

    Without it a post is told by the shape of its address: a dated path, a number, a headline of four words and more. Pages
    (`/gioi-thieu/`) have the shape of a post under `/%postname%/`, so a site with long page names should name its structure.
    """

    permalinks: str = ""
    front: tuple[str, ...] = ()
    """Paths of pages that have the shape of a post: `/co-cau-to-chuc-bo-may/`."""

    name: ClassVar[str] = "wordpress"
    feeds: ClassVar[tuple[str, ...]] = ("/feed/",)
    sitemaps: ClassVar[tuple[str, ...]] = ("/wp-sitemap.xml",)

    @property
    def guesses(self) -> bool:
        """Whether no structure says which addresses are posts."""
        return not self.permalinks

    def kind(self, url: str) -> PageKind:
        """Return `article` for posts, `listing` for categories, tags, days and pages of lists; `other` for the rest."""
        address = read_address(url)
        if address is None or address.file or address.foreign or "replytocom" in address.params or "s" in address.params:
            return "other"
        path = "/" + "/".join(address.segments)
        if _NOT_POSTS.search(path) or "feed" in address.params or "attachment_id" in address.params:
            return "other"
        if address.params.get("p", "").isdigit():
            return "article"
        if not address.segments or _LISTS.match(path) or {"cat", "paged", "m", "tag"} & address.params.keys():
            return "listing"
        if path.rstrip("/") in {each.rstrip("/") for each in self.front}:
            return "other"
        return "article" if self._is_post(address) else "listing"

    def identity(self, url: str) -> str | None:
        """Return the path of the permalink, without the number of a page of the post; `p=<id>` of a plain one."""
        address = read_address(url)
        if address is None or self.kind(url) != "article":
            return None
        if address.params.get("p", "").isdigit():
            return f"p={int(address.params['p'])}"
        return nfc("/" + "/".join(_of_post(address)))

    def canonical(self, url: str) -> str:
        """Return the address without port, fragment and the parameters of sharing and counting."""
        address = read_address(url)
        if address is None:
            return url
        keys = {"article": ("p",), "listing": ("cat", "paged", "m", "tag")}.get(self.kind(url), ())
        params = [(key, value) for key, value in address.kept() if key in keys]
        segments = _of_post(address) if self.kind(url) == "article" else address.segments
        return build(address.site, segments, slash=address.slash, params=params)

    def listing(self, page: RawPage) -> Listing:
        """Return the posts of a list and the way on."""
        return read_listing(page, self, same_site, learn=not self.permalinks)

    def extract(self, page: RawPage) -> Draft:
        """Return the draft of a post. Raises `Rejected` where the page holds none."""
        return read_article(page, _PROFILE)

    def _is_post(self, address: Address) -> bool:
        path = "/" + "/".join(_of_post(address))
        if self.permalinks:
            return structure(self.permalinks).fullmatch(path) is not None
        return bool(re.search(r"/\d{4}/\d{2}(?:/\d{2})?/[^/]+$|/archives/\d+$", path)) or looks_like_article(address)


def _of_post(address: Address) -> tuple[str, ...]:
    """Return the segments of a post's address, without the number of one of its pages: `/…/<slug>/2/`."""
    paged = len(address.segments) > 1 and _PAGE_OF_POST.match(address.segments[-1]) and not address.segments[-2].isdigit()
    return address.segments[:-1] if paged and address.segments[-2].lower() != "archives" else address.segments


@lru_cache(maxsize=32)
def structure(permalinks: str) -> re.Pattern[str]:
    """Return the pattern of a permalink structure.

    >>> bool(structure("/%year%/%monthnum%/%postname%/").fullmatch("/2025/10/le-phat-dong"))
    True
    """
    parts = _TAG.split(permalinks.rstrip("/"))
    text = "".join(_TAGS.get(part, r"[^/]+") if index % 2 else re.escape(part) for index, part in enumerate(parts))
    return re.compile(rf"(?:/index\.php)?{text}", re.IGNORECASE)
