"""Bytes to text, and text to a tree. Scripts, styles and comments are cut from the text before the parser sees them."""

from __future__ import annotations

import re

from lxml import etree

from portals.errors import Rejected
from portals.webpage.addresses import absolute
from portals.webpage.xpaths import string

_PARSER = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, no_network=True)
_DEAD = (("<script", "</script"), ("<style", "</style"), ("<!--", "--"))
# One look for all that is cut or mended: most windows hold none of it, and looking for each by itself costs three times that.
_UNWANTED = re.compile(r"<(?:/?(?:script|style)|!--|iframe|/br)", re.IGNORECASE)
_SHADOW = re.compile(r"<template\b[^<>]*shadowrootmode[^<>]*>", re.IGNORECASE)
"""A declarative shadow root, which is shown; its `</template>` closes nothing."""
_EMPTY_COMMENT = re.compile(r"<!--+>")
"""`<!-->` is a whole comment in HTML."""
_SHOUTED = re.compile("</?(?:SCRIPT|STYLE)", re.IGNORECASE)
# `<p style="text-align:justify>Sáng ngày`: an attribute that lost its last quote would swallow the text.
_OPEN_QUOTE = re.compile(
    r"""(<[a-z][a-z0-9]*(?:\s+[\w:-]+(?:\s*=\s*(?:"[^"<>]*"|'[^'<>]*'|[^\s"'<>]+))?)*\s+[\w:-]+\s*=\s*"[^"<>]*)>""",
    re.IGNORECASE,
)
# What is printed in a frame is for browsers without frames. One that is never closed would swallow the page.
_FRAME = re.compile(r"<iframe\b[^>]*>(?:[^<]{0,500}(?:<(?!/?iframe)[^<]{0,500}){0,8}</iframe\s*>)?", re.IGNORECASE)
_BASE = string("//base/@href")


def tree_of(markup: str) -> etree._Element:
    """The tree of a page or of a stretch of it. Raises `Rejected("empty")` where there is nothing to parse."""
    try:
        tree = etree.fromstring(living(markup).encode("utf-8", "replace"), _PARSER)
    except etree.XMLSyntaxError:
        tree = None
    if tree is None:
        raise Rejected("empty")
    return tree


def living(text: str) -> str:
    """The markup without scripts, styles and comments; of one that is never closed only the opening `<!--` is cut."""
    if _UNWANTED.search(text):
        text = _SHOUTED.sub(lambda tag: tag[0].lower(), text)
        text = _EMPTY_COMMENT.sub("", text)
        for start, end in _DEAD:
            text = _without(text, start, end)
        text = _FRAME.sub(_frame, text).replace("</br", "<br")
    if "shadowroot" in text:
        text = _SHADOW.sub("<div>", text)
    if text.count('"') % 2:
        text = _OPEN_QUOTE.sub(r'\1">', text)
    return text


def _frame(match: re.Match[str]) -> str:
    """A rule with the attributes of the frame, whose document may be an attachment."""
    tag = match[0][: match[0].index(">")]
    return f"<hr{tag[len('<iframe') :].rstrip('/')}>"


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


def base_url(tree: etree._Element, page_url: str) -> str:
    """The address that relative links of a page start from."""
    printed = _BASE(tree).strip()
    return absolute(page_url, printed) or page_url if printed else page_url
