"""The articles a listing page links to, with what it prints beside them; side boxes and menus are left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from portals.items import ListingMetadata, RawPage
from portals.portal import AddressRules, Link
from portals.webpage.addresses import absolute, read_address
from portals.webpage.boilerplate import SITE, key_of
from portals.webpage.decoding import decode
from portals.webpage.listing_fields import dates, titles
from portals.webpage.listing_items import find_items
from portals.webpage.main_list import MainList
from portals.webpage.markup import base_url, tree_of
from portals.webpage.page_rows import View
from portals.webpage.pagination import PAGE_KEYS, is_word
from portals.webpage.rows import attributes
from portals.webpage.xpaths import elements, text_of

_titles = elements("//title")
_headlines = elements("//h1")
_PARTS = re.compile(r"\s+[-–|»›·:]\s+|\s*[|»›]\s*")
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Found:
    """A listing page's links, its tree for the pager, the address of the main list's last link, every link to an article."""

    tree: etree._Element
    links: tuple[Link, ...]
    last: str | None = None
    hrefs: frozenset[str] = frozenset()


def article_links(page: RawPage, rules: AddressRules, same: Callable[[str, str], bool], *, learn: bool = False) -> Found:
    """Return the links to articles of this portal, one each, in the order printed.

    With `learn` the addresses say nothing (a CMS that nobody knows), and the section's list is recognised by its structure:
    repeated cards with links as long as titles, dates and summaries beside them, below the section's name.
    """
    tree = tree_of(decode(page.body).text)
    view = View(tree)
    own = rules.identity(page.url)
    items, other = find_items(view, page.url, base_url(tree, page.url), rules, same, titled=learn)
    items = [item for item in items if item.key != own]
    chooser = MainList(view, section_names(tree, view, page.url), items, other)
    kept = chooser.by_structure() if learn else chooser.by_address()
    merged: dict[str, Link] = {}
    for item, title, printed in zip(kept, titles(view, kept), dates(view, kept), strict=True):
        link = Link(rules.canonical(item.url), ListingMetadata(None, title, printed))
        known = merged.get(item.key)
        merged[item.key] = link if known is None else _joined(known, link)
    counted = Counter(item.group for item in kept)
    main = counted.most_common(1)[0][0] if counted else None
    last = next((item.href for item in reversed(kept) if item.group == main), None)
    return Found(tree, tuple(merged.values()), last, frozenset(item.href for item in (kept if learn else items)))


def section_names(tree: etree._Element, view: View, page_url: str) -> frozenset[str]:
    """Return what a listing page calls its section, as keys of cues: headlines, `<title>`, the menu's word for its address."""
    titled = [part for title in _titles(tree)[:1] for part in _PARTS.split(text_of(title)) if not SITE.match(key_of(part))]
    said = [text_of(headline) for headline in _headlines(tree)] + titled[:1]
    own = _place(page_url)
    for row in view.rows:
        for attrs, text in row.anchors:
            if text and not is_word(text) and own and _place(absolute(page_url, attributes(attrs).get("href", ""))) == own:
                said.append(text)
    names = {key_of(part) for text in said for part in (text, text.rpartition(":")[2]) if len(text) <= _LONGEST_NAME}
    return frozenset(name for name in names if len(name) > 2 and not name.isdigit() and not SITE.match(name))


def _place(url: str) -> tuple[str, ...] | None:
    """Return path and parameters of an address without the number of a page; None for the site's root."""
    address = read_address(url)
    if address is None or not (address.segments or address.params):
        return None
    params = [f"{key}={value}" for key, value in address.kept() if key not in PAGE_KEYS]
    return (*(segment.lower() for segment in address.segments), "?", *params)


def _joined(known: Link, other: Link) -> Link:
    """Return the first appearance, with what only the second prints."""
    one, two = known.listed, other.listed
    return Link(known.url, ListingMetadata(one.section, one.title or two.title, one.published_raw or two.published_raw))
