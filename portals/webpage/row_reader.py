"""A tree to rows. It is serialised again in C and read tag by tag: a tenth of the cost of walking its nodes from Python."""

from __future__ import annotations

import re
import tomllib
from html import unescape
from importlib.resources import files

from lxml import etree

from portals.webpage.line_breaks import BREAK, paragraphs
from portals.webpage.rows import Row, Sheet

_TOKENS = re.compile(r"<(/?)([^\s/>]+)([^>]*)>([^<]*)")
_LONGEST_LINK = 5
"""Rows that one link may cover: picture, title, date, summary, `Xem tiếp`."""
_BLOCK, _BREAK, _LINK, _BOLD, _ITALIC, _IMAGE, _SILENT = range(1, 8)
_NAMES = {"block": _BLOCK, "break": _BREAK, "link": _LINK, "bold": _BOLD, "italic": _ITALIC, "image": _IMAGE, "silent": _SILENT}


class _Actions(dict[str, int | None]):
    """What to do with a tag by its name; elements of a template's own (`<vnp-main>`) are blocks."""

    def __missing__(self, name: str) -> int | None:
        action = self[name] = _BLOCK if "-" in name else None
        return action


def _known() -> dict[str, int | None]:
    table = tomllib.loads(files(__package__).joinpath("tags.toml").read_text("utf-8"))
    return {tag: _NAMES[name] for name, tags in table.items() for tag in tags}


_KNOWN = _known()


def read_rows(tree: etree._Element) -> Sheet:
    """The rows of a tree, in document order."""
    return _Reader().read(etree.tostring(tree, encoding="unicode", with_tail=False))


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
        parts, actions, sheet = self.parts, _Actions(_KNOWN), self.sheet
        parents, tags, attributes = sheet.parents, sheet.tags, sheet.attrs
        for closing, name, attrs, text in _TOKENS.findall(markup):
            action = actions[name]
            if action is None:
                pass
            elif action == _BLOCK:
                if parts:
                    self.flush()
                if closing:
                    self.box = parents[self.box]
                elif attrs[-1:] != "/":
                    parents.append(self.box)
                    self.box = len(tags)
                    tags.append(name)
                    attributes.append(attrs)
            elif action == _SILENT:
                silent = self.hush(silent, closing, attrs)
            elif not silent:
                self.inline(action, closing, attrs)
            if text and not silent and (parts or not text.isspace()):
                parts.append(text)
                if self.link is not None or self.bolds or self.italics:
                    self.weigh(len(text.strip()))
        if parts:
            self.flush()
        return sheet

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

    def inline(self, action: int, closing: str, attrs: str) -> None:
        if action == _LINK:
            self.close_link()
            if not closing and "href=" in attrs and not attrs.endswith("/"):
                self.link, self.link_from, self.link_rows = attrs, len(self.parts), len(self.sheet.rows)
        elif action == _BREAK:
            if self.parts and not closing:
                self.parts.append(BREAK)
        elif action == _BOLD:
            self.bolds += _step(closing, attrs)
        elif action == _ITALIC:
            self.italics += _step(closing, attrs)
        elif not closing:
            if self.parts:
                self.flush()
            self.sheet.rows.append(Row("", self.box, anchors=((self.link, ""),) if self.link else (), image=attrs))

    def close_link(self) -> None:
        if self.link is not None:
            self.anchors.append((self.link, "".join(self.parts[self.link_from :])))
            self.link = None

    def flush(self) -> None:
        """Ends the row; a link that is still open goes on in the next one."""
        link = self.link
        self.close_link()
        text = "".join(self.parts)
        if not text.isspace():
            self.emit(text)
        self.parts.clear()
        self.linked = self.bold = self.italic = self.link_from = 0
        if self.anchors:
            self.anchors = []
        if link is not None:
            self.link = link
            if len(self.sheet.rows) - self.link_rows > _LONGEST_LINK:
                self.forget_link()

    def forget_link(self) -> None:
        """A link over that many rows was never closed: what it covers is no link."""
        for row in self.sheet.rows[self.link_rows :]:
            row.linked, row.anchors = 0, ()
        self.link = None

    def emit(self, text: str) -> None:
        if "\n" in text:
            text = text.replace("\n", " ")
        if "&" in text:
            text = unescape(text)
        if BREAK in text:
            self.emit_lines(text)
            return
        anchors = [(attrs, unescape(label).strip()) for attrs, label in self.anchors] if self.anchors else ()
        self.sheet.rows.append(Row(text, self.box, self.linked, self.bold, self.italic, tuple(anchors)))

    def emit_lines(self, text: str) -> None:
        """Rows of a text with line breaks; its links go with the line that holds their text."""
        anchors = [(attrs, unescape(label).replace(BREAK, " ").strip()) for attrs, label in self.anchors]
        for line in paragraphs(text):
            share = len(line) / len(text)
            mine = tuple(anchor for anchor in anchors if anchor[1] in line)
            linked = sum(len(label) for _, label in mine)
            self.sheet.rows.append(Row(line, self.box, linked, int(self.bold * share), int(self.italic * share), mine))


def _step(closing: str, attrs: str) -> int:
    return -1 if closing else int(not attrs.endswith("/"))
