"""Pages that no layout knows: a generic extractor, so that nothing is lost, and a mark, so that somebody looks."""

from __future__ import annotations

from lxml import etree

from portals.draft import Block, Draft
from portals.errors import Rejected
from portals.items import RawPage
from portals.webpage.markup import tree_of
from portals.webpage.xpaths import string

_LEAST_TEXT = 150
_LEAST_TITLE = 20
_SITE = (" - ", " | ", " – ", " :: ", " » ")
_HEADLINE = string("(//h1[string-length(normalize-space()) > 7])[1]")
_CLAIM = string("//meta[@property='og:title']/@content")
_TITLE = string("//title")


def fallback(source: str, page: RawPage, undecodable: int = 0) -> Draft:
    """The draft as `trafilatura` reads the page, marked `fallback`. Raises `Rejected("no_article")` where it finds no text.

    Its own de-duplication remembers earlier documents of the process and stays off; its dates are never taken.
    """
    tree = tree_of(source)
    title = page.listing.title or _title(tree)
    text = _text(tree)
    if len(text) < _LEAST_TEXT or not title:
        raise Rejected("no_article")
    paragraphs = (line.strip() for line in text.split("\n"))
    blocks = [Block("title", title), *(Block("paragraph", line) for line in paragraphs if line and line != title)]
    return Draft(tuple(blocks), "fallback", "fallback", page.listing.section, undecodable=undecodable)


def _text(tree: etree._Element) -> str:
    from trafilatura import extract  # here: it takes a second to load, and most runs never need it

    return extract(tree, deduplicate=False, include_comments=False, include_tables=True) or ""


def _title(tree: etree._Element) -> str | None:
    """The headline, else what the head says, without the site's name."""
    if headline := " ".join(_HEADLINE(tree).split()):
        return headline
    claim = " ".join((_CLAIM(tree) or _TITLE(tree)).split())
    for mark in _SITE:
        start = claim.rsplit(mark, 1)[0]
        claim = start if len(start) >= _LEAST_TITLE else claim
    return claim or None
