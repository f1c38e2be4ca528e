"""Pages that no layout knows: a generic extractor, so that nothing is lost, and a mark, so that somebody looks."""

from __future__ import annotations

from lxml import etree

from portals.families.markup import Parsed
from portals.page import Block, Draft, FileLink, RawPage, Rejected

_LEAST_TEXT = 150
_SITE = (" - ", " | ", " – ", " :: ", " » ")
_HEADLINE = etree.XPath("string((//h1[string-length(normalize-space()) > 7])[1])")
_HEAD = etree.XPath("string(//title)")
_CLAIM = etree.XPath("string(//meta[@property='og:title']/@content)")


def fallback(parsed: Parsed, page: RawPage) -> Draft:
    """The draft as `trafilatura` reads the page, marked `fallback`. Raises `Rejected("no_article")` where it finds no text.

    Its own de-duplication remembers earlier documents of the process and stays off; its dates are never taken.
    """
    text = _text(parsed.tree)
    paragraphs = [line for line in text.split("\n") if line.strip()]
    title = page.hints.title or _title(parsed.tree)
    if len(text) < _LEAST_TEXT or not title:
        raise Rejected("no_article")
    blocks = [Block("title", title)]
    blocks += [Block("paragraph", line) for line in paragraphs if line.strip() != title.strip()]
    files: tuple[FileLink, ...] = ()
    return Draft(tuple(blocks), "fallback", "fallback", page.hints.section, attachments=files, undecodable=parsed.undecodable)


def _text(tree: etree._Element) -> str:
    from trafilatura import extract  # loaded when first needed: it takes a second, and most runs never need it

    return extract(tree, deduplicate=False, include_comments=False, include_tables=True, favor_precision=True) or ""


def _title(tree: etree._Element) -> str | None:
    for found in (str(_HEADLINE(tree)), str(_CLAIM(tree)), str(_HEAD(tree))):
        text = " ".join(found.split())
        for mark in _SITE:
            text = text.rsplit(mark, 1)[0] if found is not _HEADLINE and len(text.rsplit(mark, 1)[0]) > 20 else text
        if text:
            return text
    return None
