"""Bytes to a tree, once a page. Scripts, styles and comments are cut from the text before the parser sees them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from portals.cleaning.decoding import decode
from portals.families.addresses import absolute
from portals.page import Rejected

_PARSER = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, no_network=True)
_DEAD = (("<script", "</script"), ("<style", "</style"), ("<!--", "--"))
_SHOUTED = re.compile("</?(?:SCRIPT|STYLE)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A page as a tree of its living markup, and how many bytes no charset could read."""

    tree: etree._Element
    source: str
    undecodable: int = 0


def parse(body: bytes) -> Parsed:
    """The tree of a page. Raises `Rejected("empty")` where there is nothing to parse."""
    decoded = decode(body)
    source = living(decoded.text)
    try:
        tree = etree.fromstring(source.encode("utf-8", "replace"), _PARSER)
    except etree.XMLSyntaxError:
        tree = None
    if tree is None:
        raise Rejected("empty")
    return Parsed(tree, source, decoded.undecodable)


def living(text: str) -> str:
    """The markup without scripts, styles and comments; of one that is never closed only the opening `<!--` is cut."""
    if "SCRIPT" in text or "STYLE" in text or "<Script" in text or "<Style" in text:
        text = _SHOUTED.sub(lambda tag: tag[0].lower(), text)
    for start, end in _DEAD:
        if start in text:
            text = _without(text, start, end)
    return text


def _without(text: str, start: str, end: str) -> str:
    kept, position = [], 0
    while (begin := text.find(start, position)) >= 0:
        close = text.find(end, begin + len(start))
        close = text.find(">", close) if close >= 0 else close
        if close < 0:
            kept.append(text[position:begin])
            position = begin + (len(start) if start == "<!--" else 0)
            break
        kept.append(text[position:begin])
        position = close + 1
    kept.append(text[position:])
    return "".join(kept)


_BASE = etree.XPath("string(//base/@href)")


def base_url(tree: etree._Element, page_url: str) -> str:
    """The address that relative links of a page start from."""
    printed = str(_BASE(tree)).strip()
    return absolute(page_url, printed) or page_url if printed else page_url
