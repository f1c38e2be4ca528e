"""The sections of a portal, found on its pages: links of menus that lead to listings, and the names they go by."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from portals.items import RawPage
from portals.portal import AddressRules, Link, Section
from portals.text.folding import squeeze
from portals.webpage.addresses import absolute, read_address
from portals.webpage.boilerplate import key_of, load_phrases
from portals.webpage.decoding import decode
from portals.webpage.listing_items import SameSite, in_menu
from portals.webpage.markup import base_url, tree_of
from portals.webpage.page_rows import View
from portals.webpage.pagination import is_word, says_more
from portals.webpage.rows import attributes

_NONE = load_phrases("no_section")
_LONGEST_NAME = 60
MOST = 60
"""Sections that one page may name; a page with more is a site map of static pages."""


def find_sections(
    page: RawPage, rules: AddressRules, same: SameSite, *, guess: bool = False, articles: Iterable[Link] = ()
) -> tuple[Section, ...]:
    """Return what looks like a section among the links of a page, in order, one each.

    A section's link leads to a listing of this portal by its address and is as short as a menu's entry. Static pages that every
    portal has (`Liên hệ`, `Sơ đồ cổng`, `Đăng nhập`) are left out by their names. Where the CMS can only `guess`
    where an address leads, what a menu names is a section whatever its address looks like, and what its lists name,
    `articles`, is none.
    """
    named = {rules.identity(link.url) for link in articles} - {None} if guess else set()
    tree = tree_of(decode(page.body).text)
    base = base_url(tree, page.url)
    found: dict[str, Section] = {}
    view = View(tree)
    for row in view.rows:
        menu = guess and in_menu(view, row)
        for attrs, text in row.anchors:
            name = squeeze(text)
            url = absolute(base, attributes(attrs).get("href", ""))
            if not _is_name(name) or not url or not same(url, page.url) or _is_root(url):
                continue
            kind = rules.kind(url)
            if rules.identity(url) in named:
                continue
            if kind != "listing" and not (menu and kind == "article"):
                continue
            parts = urlsplit(rules.canonical(url))
            path = f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
            found.setdefault(path.rstrip("/"), Section(name, path))
    return tuple(found.values())[:MOST]


def _is_name(text: str) -> bool:
    key = key_of(text)
    return 3 <= len(text) <= _LONGEST_NAME and not is_word(text) and not says_more(text) and not _NONE.match(key)


def _is_root(url: str) -> bool:
    address = read_address(url)
    return address is None or not (address.segments or address.params)
