"""A page as a flat sequence of rows in reading order: what stays true of an article however broken the markup around it is.

The tree is serialised again by the parser's library (in C) and read tag by tag: a tenth of the cost of walking nodes from Python.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

from lxml import etree

_TOKENS = re.compile(r"<(/?)([^\s/>]+)([^>]*)>([^<]*)")
_BLOCKS = frozenset(
    ["address", "article", "aside", "blockquote", "body", "caption", "center", "col", "colgroup", "dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "iframe", "legend", "li", "main", "marquee", "menu", "nav", "object", "ol", "p", "pre", "section", "select", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "video", "audio"]
)
_SILENT = frozenset(["button", "head", "noscript", "option", "script", "select", "style", "svg", "template", "textarea", "title"])
_BOLD = frozenset(("b", "strong"))
_ITALIC = frozenset(("i", "em", "cite"))
_BREAK = "\x1e"
_DOUBLE = re.compile(rf"{_BREAK}\s*{_BREAK}[\s{_BREAK}]*")
_SENTENCE_END = tuple('.!?:;…”"/')
_LABELLED = re.compile(
    r"(?:lượt|lần|đã|số) (?:xem|đọc|lượt)|đăng|ngày|cập nhật|\.(?:jpe?g|png|gif)$|\d{1,2}[/-]\d{1,2}[/-]\d{4}", re.IGNORECASE
)
_LONGEST_LINK = 5
"""Rows that one link may cover: picture, title, date, summary, `Xem tiếp`."""
_ATTRIBUTE = re.compile(r'([\w:-]+)="([^"]*)"')

BLOCK, BREAK, LINK, BOLD, ITALIC, IMAGE, SILENT = range(1, 8)


class _Actions(dict[str, int | None]):
    """What to do with a tag by its name; elements of a template's own (`<vnp-main>`) are blocks."""

    def __missing__(self, name: str) -> int | None:
        action = self[name] = BLOCK if "-" in name else None
        return action


_KNOWN = (
    dict.fromkeys(_BLOCKS, BLOCK)
    | dict.fromkeys(_BOLD, BOLD)
    | dict.fromkeys(_ITALIC, ITALIC)
    | dict.fromkeys(_SILENT, SILENT)
    | {"br": BREAK, "a": LINK, "img": IMAGE}
)


def attributes(printed: str) -> dict[str, str]:
    """The attributes of a serialised start tag, unescaped, keys in lower case."""
    return {key.lower(): unescape(value) for key, value in _ATTRIBUTE.findall(printed)}


@dataclass(slots=True)
class Row:
    """A run of text between two block boundaries, or an image. Counts are in characters."""

    text: str
    box: int
    """Index of the innermost block element around it."""
    linked: int = 0
    bold: int = 0
    italic: int = 0
    anchors: tuple[tuple[str, str], ...] = ()
    """Serialised attributes and text of the links in it."""
    image: str | None = None
    """Serialised attributes of an image row."""

    @property
    def link_share(self) -> float:
        return self.linked / len(self.text) if self.text else 0.0


@dataclass(slots=True)
class Sheet:
    """Rows, and the block elements around them as a tree of indices (0 is the root)."""

    rows: list[Row] = field(default_factory=list)
    parents: list[int] = field(default_factory=lambda: [0])
    tags: list[str] = field(default_factory=lambda: ["html"])
    attrs: list[str] = field(default_factory=lambda: [""])

    def around(self, box: int) -> Iterator[int]:
        """The box and the boxes around it, innermost first."""
        while box:
            yield box
            box = self.parents[box]
        yield 0


class _Reader:
    """Collects rows; one object a page."""

    def __init__(self) -> None:
        self.sheet = Sheet()
        self.box = 0
        self.parts: list[str] = []
        self.linked = self.bold = self.italic = 0
        self.anchors: list[tuple[str, str]] = []
        self.link: str | None = None
        self.link_from = self.link_rows = 0
        self.bolds = self.italics = 0

    def read(self, markup: str) -> Sheet:
        silent = 0
        parts, actions = self.parts, _Actions(_KNOWN)
        for closing, name, attrs, text in _TOKENS.findall(markup):
            action = actions[name]
            if action is not None:
                if action == BLOCK:
                    if parts:
                        self.flush()
                    self.enclose(closing, name, attrs)
                elif action == SILENT:
                    silent = self.hush(silent, closing, attrs)
                elif not silent:
                    self.inline(action, closing, attrs)
            if text and not silent and (parts or not text.isspace()):
                parts.append(text)
                if self.link is not None or self.bolds or self.italics:
                    self.weigh(len(text.strip()))
        self.flush()
        return self.sheet

    def hush(self, silent: int, closing: str, attrs: str) -> int:
        if closing:
            return max(0, silent - 1)
        return silent if attrs.endswith("/") else silent + 1

    def weigh(self, length: int) -> None:
        if self.link is not None:
            self.linked += length
        if self.bolds:
            self.bold += length
        if self.italics:
            self.italic += length

    def enclose(self, closing: str, name: str, attrs: str) -> None:
        sheet = self.sheet
        if closing:
            self.box = sheet.parents[self.box]
        elif not attrs.endswith("/"):
            sheet.parents.append(self.box)
            sheet.tags.append(name)
            sheet.attrs.append(attrs)
            self.box = len(sheet.tags) - 1

    def inline(self, action: int, closing: str, attrs: str) -> None:
        if action == BREAK:
            if self.parts and not closing:
                self.parts.append(_BREAK)
        elif action == LINK:
            self.close_link()
            if not closing and "href=" in attrs and not attrs.endswith("/"):
                self.link, self.link_from, self.link_rows = attrs, len(self.parts), len(self.sheet.rows)
        elif action == BOLD:
            self.bolds += _step(closing, attrs)
        elif action == ITALIC:
            self.italics += _step(closing, attrs)
        elif not closing:
            self.flush()
            self.sheet.rows.append(Row("", self.box, anchors=((self.link, ""),) if self.link else (), image=attrs))

    def close_link(self) -> None:
        if self.link is not None:
            self.anchors.append((self.link, "".join(self.parts[self.link_from :])))
            self.link = None

    def flush(self) -> None:
        if not self.parts:
            return
        link = self.link
        self.close_link()
        text = "".join(self.parts)
        if not text.isspace():
            self.emit(text)
        self.parts.clear()
        self.anchors = []
        self.linked = self.bold = self.italic = self.link_from = 0
        self.link = link
        if link is not None and len(self.sheet.rows) - self.link_rows > _LONGEST_LINK:
            self.forget_link()

    def forget_link(self) -> None:
        """A link over that many rows was never closed: what it covers is no link."""
        for row in self.sheet.rows[self.link_rows :]:
            row.linked, row.anchors = 0, ()
        self.link = None

    def emit(self, text: str) -> None:
        text = text.replace("\n", " ")
        if "&" in text:
            text = unescape(text)
        lines = [text] if _BREAK not in text else list(_lines(text))
        anchors = tuple((attrs, unescape(label).replace(_BREAK, " ").strip()) for attrs, label in self.anchors)
        for line in lines:
            share = len(line) / len(text)
            mine = tuple(anchor for anchor in anchors if anchor[1] in line) if len(lines) > 1 else anchors
            linked = sum(len(label) for _, label in mine) if len(lines) > 1 else self.linked
            self.sheet.rows.append(Row(line, self.box, linked, int(self.bold * share), int(self.italic * share), mine))


def _step(closing: str, attrs: str) -> int:
    return -1 if closing else int(not attrs.endswith("/"))


def _lines(text: str) -> Iterator[str]:
    """Paragraphs of a text with line breaks: two breaks part them, one does where a sentence or label ends there."""
    for paragraph in _DOUBLE.split(text):
        current = ""
        for line in paragraph.split(_BREAK):
            if not line.strip():
                continue
            if current and _parted(current, line):
                yield current.strip()
                current = line
            else:
                current = f"{current} {line}" if current else line
        if current:
            yield current.strip()


def _parted(before: str, after: str) -> bool:
    before, stripped = before.rstrip(), after.lstrip()
    if before.endswith(_SENTENCE_END) or stripped[:1] in "-+*•–" or after.startswith(("\xa0\xa0", "   ")):
        return True
    return any(len(line) < 80 and _LABELLED.search(line) for line in (before, stripped))


def read_rows(tree: etree._Element) -> Sheet:
    """The rows of a tree, in document order."""
    return _Reader().read(etree.tostring(tree, encoding="unicode", with_tail=False))
