"""The shape of addresses: on one portal the articles of a list have one, files, documents and campaigns others."""

from __future__ import annotations

import re
from collections.abc import Iterable

from portals.webpage.addresses import read_address
from portals.webpage.pagination import PAGE_KEYS

_STEM = re.compile(r"\.([a-z]{2,5})$", re.IGNORECASE)
_ID = re.compile(r"\d+|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9a-f]{24,32}", re.IGNORECASE)
_LED = re.compile(r"[a-z]{0,3}\d+[-_.](?=\D)", re.IGNORECASE)
_TRAILED = re.compile(r"[-_.]?[a-z]{0,4}(\d{3,})$", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")
_YEAR = re.compile(r"(?:19|20)\d\d")

_FILED = re.compile(
    r"/(?:category|categories|tags?|author|authors|topic|topics|chu-de|tac-gia|the|rss)/[^/]+/?$"
    r"|/(?:19|20)\d\d(?:/\d{1,2})?/?$|/(?:rss|feed|atom|trackback)(?:\.\w{2,4})?/?$|\.(?:rss|atom|rdf|ics)$",
    re.IGNORECASE,
)
_FEEDS = frozenset(("atom", "feed", "rss"))
_VIEWS = frozenset(
    (
        "dir",
        "direction",
        "display",
        "filter",
        "format",
        "items_per_page",
        "layout",
        "limit",
        "limitstart",
        "mode",
        "order",
        "orderby",
        "ordering",
        "print",
        "sort",
        "sortby",
        "sx",
        "tab",
        "tmpl",
        "view",
    )
) | (PAGE_KEYS - {"p"})
"""Parameters that show the same list in another way: `?order=title&sort=asc`."""

Shape = tuple[str, str, bool, tuple[str, ...]]


def shape(url: str) -> Shape | None:
    """Return the extension, where the last part holds its number, whether another part is one, and the keys of numbers.

    >>> shape("https://a.gov.vn/tin-tuc/khoi-cong-cau-so-3-1288.html")
    ('html', 'words-number', False, ())
    >>> shape("https://a.gov.vn/tin-tuc/tong-ket-nam-2024.html")
    ('html', 'words', False, ())
    """
    address = read_address(url)
    if address is None:
        return None
    last = address.segments[-1] if address.segments else ""
    found = _STEM.search(last)
    stem = last[: found.start()] if found else last
    trailed = _TRAILED.search(stem)
    if _ID.fullmatch(stem):
        kind = "number"
    elif trailed and not _YEAR.fullmatch(trailed[1]):
        kind = "words-number"
    else:
        kind = "number-words" if _LED.match(stem) else "words"
    numbered = any(_ID.fullmatch(segment) for segment in address.segments[:-1])
    keys = tuple(sorted(key for key, value in address.kept() if _ID.fullmatch(value) and key not in PAGE_KEYS - {"p"}))
    return (found[1].lower() if found else "", kind, numbered, keys)


def is_filed(url: str) -> bool:
    """Return whether an address is that of a section, tag, author, month or feed, as blog software and Joomla make them.

    >>> is_filed("https://a.gov.vn/taxonomy/term/9/feed"), is_filed("https://a.gov.vn/tin-tuc?format=feed&type=rss")
    (True, True)
    """
    address = read_address(url)
    if address is None:
        return False
    feeds = {address.params.get("format", ""), address.params.get("type", "")} & _FEEDS
    return bool(feeds) or _FILED.search("/" + "/".join(address.segments)) is not None


def is_view(url: str, page_url: str) -> bool:
    """Return whether an address shows the list of its page in another way: sorted, cut, another page of it."""
    one, own = read_address(url), read_address(page_url)
    if one is None or own is None or one.segments != own.segments or not one.params:
        return False
    return all(key in _VIEWS or own.params.get(key) == value for key, value in one.params.items())


def alike(urls: Iterable[str], known: Iterable[str]) -> bool:
    """Return whether at least half of some addresses have a shape that `known` ones have.

    A headline may end in a number, so where known addresses end in words, one with a number at its end is like them.
    """
    shapes = {each for url in known if (each := shape(url))}
    shapes |= {(form, "words-number", numbered, keys) for form, kind, numbered, keys in shapes if kind == "words"}
    judged = [shape(url) in shapes for url in urls]
    return sum(judged) * 2 >= len(judged)


class Neighbours:
    """The places of a site where articles are known to lie: the folders of their addresses, and their shapes.

    A sitemap names every page of a site. Where nothing else tells articles, one in a folder without any known article is none.
    """

    def __init__(self) -> None:
        self.folders: set[str] = set()
        self.shapes: set[Shape] = set()

    def add(self, url: str) -> None:
        """Note the address of an article."""
        if found := shape(url):
            self.folders.add(folder(url))
            self.shapes.add(found)

    def hold(self, url: str) -> bool:
        """Return whether an address is like those noted; any is where none was."""
        if not self.folders:
            return True
        form = shape(url)
        loose = form is not None and form[1] == "words-number" and (form[0], "words", *form[2:]) in self.shapes
        return folder(url) in self.folders and (form in self.shapes or loose)


def folder(url: str) -> str:
    """Return the path of an address without its last part and with `#` for numbers: `/tin-tuc/#/#`."""
    address = read_address(url)
    parts = address.segments[:-1] if address else ()
    return "/" + "/".join(_NUMBER.sub("#", part.lower()) for part in parts)
