"""The articles a listing page links to, with what it prints beside them; side boxes and menus are left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from lxml import etree

from portals.items import ListingMetadata, RawPage
from portals.portal import AddressRules, Link, Listing, NextPage
from portals.webpage.addresses import absolute, read_address
from portals.webpage.boilerplate import SITE, key_of
from portals.webpage.decoding import decode
from portals.webpage.json_lists import is_json, read_json_list
from portals.webpage.listing_fields import listed_dates, listed_titles
from portals.webpage.listing_items import Item, SameSite, find_items
from portals.webpage.main_list import MainList
from portals.webpage.markup import base_url, tree_of
from portals.webpage.page_rows import View
from portals.webpage.pagers import Way, close, counted_on, number_in, postback, query_pager
from portals.webpage.pagination import PAGE_KEYS, is_word
from portals.webpage.rows import attributes
from portals.webpage.xpaths import elements, text_of

_titles = elements("//title")
_headlines = elements("//h1")
_WHOLE = re.compile(r"<(?:!doctype|html|body|head)\b", re.IGNORECASE)
_PARTS = re.compile(r"\s+[-–|»›·:]\s+|\s*[|»›]\s*")
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class FoundLinks:
    """A listing page's links, its tree for the pager, the address of the main list's last link, every link to an article."""

    tree: etree._Element
    links: tuple[Link, ...]
    last: str | None = None
    hrefs: frozenset[str] = frozenset()
    whole: bool = True
    """False for a fragment that a script puts into its page: it has no pager of its own."""


def read_listing(
    page: RawPage, rules: AddressRules, same: SameSite, *, learn: bool = False, postback_first: bool = False
) -> Listing:
    """Return the articles of a listing page and the way on: an HTML page, a fragment of one, or a JSON list.

    `learn`: the addresses say nothing, so the list's structure decides (see `article_links`). `postback_first`: where a page
    has both kinds of pager, the postbacks are the list's.
    """
    source = decode(page.body).text
    if is_json(source):
        return _json_listing(source, page, rules, same)
    found = article_links(page, rules, same, learn=learn)
    ways = (_addresses, _postbacks) if not postback_first else (_postbacks, _addresses)
    way = ways[0](found, page.url) or ways[1](found, page.url)
    if way is None and not found.whole and found.links:
        way = counted_on(page.url) or Way(None, None, script=True)
    return close(found.links, way)


def _addresses(found: FoundLinks, page_url: str) -> Way | None:
    return query_pager(found.tree, page_url, found.last, found.hrefs)


def _postbacks(found: FoundLinks, page_url: str) -> Way | None:
    return postback(found.tree, page_url, found.last)


def _json_listing(source: str, page: RawPage, rules: AddressRules, same: SameSite) -> Listing:
    """Return the articles of a JSON answer, or of the markup that it carries; the next page is named or counted on."""
    read = read_json_list(source, page.url, rules)
    links = read.links
    if not links and read.markup:
        fragment = replace(page, body=read.markup.encode(), headers={"content-type": "text/html; charset=utf-8"})
        links = article_links(fragment, rules, same, learn=True).links
    links = tuple(link for link in links if same(link.url, page.url))
    number = number_in(page.url)
    if read.next:
        return close(links, Way(NextPage(read.next, number=number + 1 if number else None), number))
    return close(links, (counted_on(page.url) or Way(None, number, script=True)) if links else None)


def article_links(page: RawPage, rules: AddressRules, same: SameSite, *, learn: bool = False) -> FoundLinks:
    """Return the links to articles of this portal, one each, in the order printed.

    With `learn` the addresses say nothing (a CMS that nobody knows), and the section's list is recognised by its structure:
    repeated cards with links as long as titles, dates and summaries beside them, below the section's name.
    """
    source = decode(page.body).text
    whole = _WHOLE.search(source[:4096]) is not None
    tree = tree_of(source)
    view = View(tree)
    own = rules.identity(page.url)
    items, other = find_items(view, page.url, base_url(tree, page.url), rules, same, titled=learn)
    items = [item for item in items if item.key != own]
    chooser = MainList(view, section_names(tree, view, page.url), items, other)
    kept = chooser.by_structure() if learn and whole else chooser.by_address()
    merged: dict[str, Link] = {}
    for item, title, printed in zip(kept, listed_titles(view, kept), listed_dates(view, kept), strict=True):
        link = Link(rules.canonical(item.url), ListingMetadata(None, title, printed))
        known = merged.get(item.key)
        merged[item.key] = link if known is None else _joined(known, link)
    hrefs = frozenset(item.href for item in (kept if learn else items))
    return FoundLinks(tree, tuple(merged.values()), _last(kept), hrefs, whole)


def _last(items: Sequence[Item]) -> str | None:
    """Return the address of the last link of the longest list."""
    counted = Counter(item.group for item in items)
    main = counted.most_common(1)[0][0] if counted else None
    return next((item.href for item in reversed(items) if item.group == main), None)


def section_names(tree: etree._Element, view: View, page_url: str) -> frozenset[str]:
    """Return the names of a listing page's section, as `key_of` forms them: headlines, `<title>`, the menu's word."""
    titled = [part for title in _titles(tree)[:1] for part in _PARTS.split(text_of(title)) if not SITE.match(key_of(part))]
    said = [text_of(headline) for headline in _headlines(tree)] + titled[:1]
    own = _place(page_url)
    tail = urlsplit(page_url).path.rstrip("/").rpartition("/")[2]
    for row in view.rows if own else ():
        for attrs, text in row.anchors:
            if (
                text
                and tail in attrs
                and not is_word(text)
                and _place(absolute(page_url, attributes(attrs).get("href", ""))) == own
            ):
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
