"""A tree to rows. lxml serialises it in C and the tags are read one by one: a tenth of the cost of walking nodes in Python."""

from __future__ import annotations

import re
import tomllib
from html import unescape
from importlib.resources import files
from typing import NamedTuple

from lxml import etree

from portals.webpage.files import may_name_document
from portals.webpage.images import is_placeholder
from portals.webpage.line_breaks import BREAK, paragraphs
from portals.webpage.rows import Row, RowTree
from portals.webpage.visibility import hides

_TOKENS = re.compile(r"<([^>]*)>([^<]*)")
_NAME = re.compile(r"[^\s/>]+")
_LONGEST_LINK = 5
"""Rows that one link may cover: picture, title, date, summary, `Xem tiếp`."""
_MOST_PIECES, _LONGEST_IN_PIECES = 16, 300
_LONGEST_MARKED, _MOST_MARKS = 900, 12
"""Characters, and inline elements, of a row up to which the elements are kept."""
_BLOCK, _BREAK, _LINK, _BOLD, _ITALIC, _IMAGE, _SILENT, _SPAN, _INERT, _STAMPED, _SKIPPED = range(1, 12)
_NAMES = {
    "block": _BLOCK,
    "bold": _BOLD,
    "break": _BREAK,
    "image": _IMAGE,
    "italic": _ITALIC,
    "link": _LINK,
    "silent": _SILENT,
    "span": _SPAN,
}
_STAMP = re.compile(
    r'(?:datetime|title|data-[\w-]*(?:time|date|publish|created|ngay)[\w-]*)="([^"]*\d{4}[^"]*)"', re.IGNORECASE
)
_TIMED = re.compile(r"time|date", re.IGNORECASE)
_VALUE = re.compile(r'[\w-]+="([^"]*\d{4}[^"]*)"')
_DATED = re.compile(r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[/.-]\d{1,2}[/.-]\d{4}")
_UNSEEN = " \t\r\n\f\x1e\xa0\xad\u200b\u200c\u200d\u2060\u3000\ufeff"
"""Characters of which a row that shows nothing is made; Word pastes leave rows of them."""
_SPACES = re.compile(r"[ \t\n\r\f]{2,}|[\t\n\r\f]")
_FRAMES = frozenset({"embed", "hr", "iframe", "object"})
_KEEPS_LINES = re.compile(r"white-space:\s*(?:pre|break-spaces)")


def _known() -> dict[str, int]:
    table = tomllib.loads(files(__package__).joinpath("tags.toml").read_text("utf-8"))
    return {tag: _NAMES[name] for name, tags in table.items() for tag in tags}


_KNOWN = _known()


def read_rows(tree: etree._Element, rules: frozenset[str] = frozenset()) -> RowTree:
    """Return the rows of a tree in document order; those of hidden elements apart.

    `rules` are the selectors that the page's style sheet hides (`visibility.hiding_rules`).
    """
    printed = etree.tostring(tree, encoding="utf-8", with_tail=False)
    return _RowReader(rules, documents=may_name_document(printed)).read(printed.decode())


class _Tag(NamedTuple):
    """What a tag does, worked out once for all that are printed alike."""

    action: int
    opens: bool
    """Whether the tag opens an element; neither a closing tag nor an empty element (`<br/>`) does."""
    closing: bool
    name: str
    attrs: str
    hidden: bool
    framing: bool
    """Whether it may show a document: a frame, an object, a viewer."""


class _Tags(dict[str, _Tag]):
    """The tags of a page, by what stands between `<` and `>`. Elements of a template's own (`<vnp-main>`) are blocks."""

    def __init__(self, rules: frozenset[str], documents: bool) -> None:
        self.rules = rules
        self.documents = documents
        """Whether the address of any document may stand on the page."""

    def __missing__(self, printed: str) -> _Tag:
        closing = printed[:1] == "/"
        match = _NAME.match(printed, closing)
        name = match[0] if match else ""
        attrs = printed[closing + len(name) :]
        action = _KNOWN.get(name) or (_BLOCK if "-" in name else _INERT)
        if action == _INERT and not closing and "=" in attrs:
            action = _STAMPED
        hidden = not closing and attrs != "" and hides(name, attrs, self.rules)
        framing = self.documents and not closing and (name in _FRAMES or "data-" in attrs) and may_name_document(attrs.encode())
        tag = self[printed] = _Tag(action, not closing and attrs[-1:] != "/", closing, name, attrs, hidden, framing)
        return tag


class _Outside(NamedTuple):
    """What was being read when a hidden element began."""

    tag: str
    rows: list[Row]
    box: int
    parts: list[str]
    link: str | None
    linked: int
    bold: int
    italic: int
    spans: list[tuple[str, str, int]]
    marks: list[tuple[str, int, int]]


class _RowReader:
    """Collects the rows of one page."""

    def __init__(self, rules: frozenset[str], *, documents: bool) -> None:
        self.sheet = RowTree(documents=documents)
        self.rows = self.sheet.rows
        self.tags = _Tags(rules, documents)
        self.outside: _Outside | None = None
        self.depth = 0
        """Elements of the hidden element's name that are open inside it."""
        self.silent = 0
        """Open elements whose text is no page text."""
        self.box = 0
        self.parts: list[str] = []
        self.linked = self.bold = self.italic = 0
        self.anchors: list[tuple[str, str]] = []
        self.stamps: list[str] = []
        self.link: str | None = None
        self.link_from = self.link_rows = 0
        self.bolds = self.italics = 0
        self.spans: list[tuple[str, str, int]] = []
        """Open inline elements: name, attributes, number of parts before them."""
        self.marks: list[tuple[str, int, int]] = []
        """Closed ones of the row: start tag, first part, part after the last."""
        self.untold = -1
        """Number of parts at an open `<time>` that has no text yet; -1 for none."""
        self.lines = 0
        """Box whose text keeps its line breaks, as in `<pre>`; 0 for none."""

    def read(self, markup: str) -> RowTree:
        known = self.tags
        for printed, text in _TOKENS.findall(markup):
            tag = known[printed]
            action = tag.action
            if tag.hidden or self.outside is not None:
                action = self.cross(tag)
            if tag.framing and self.outside is None:
                self.sheet.frames.append((len(self.rows) + bool(self.parts), tag.attrs))

            if action == _BLOCK:
                if self.parts:
                    self.flush()
                elif self.anchors:
                    self.settle_icons()
                if tag.opens:
                    self.enter(tag)
                elif tag.closing:
                    self.leave(tag.name)
                elif "-" in tag.name and _TIMED.search(tag.name):
                    self.untold_time(tag.attrs)
            elif action == _SPAN:
                self.span(tag)
                if "=" in tag.attrs and not tag.closing:
                    self.note_stamps(tag, text)
            elif action == _INERT:
                if tag.closing and tag.name == "time" and self.untold == len(self.parts) and self.stamps:
                    self.parts.append(f" {self.stamps[-1]} ")
            elif action == _STAMPED:
                self.note_stamps(tag, text)
            elif action == _SILENT:
                self.hush(tag)
            elif not self.silent:
                self.inline(tag, action)
            elif action == _IMAGE:
                self.late_image(tag.attrs)

            if text and not self.silent and (self.parts or not text.isspace()):
                self.parts.append(text.replace("\n", BREAK) if self.lines else text)
                if self.link is not None or self.bolds or self.italics:
                    self.weigh(len(text.strip()))

        if self.parts:
            self.flush()
        return self.sheet

    def cross(self, tag: _Tag) -> int:
        """Enter or leave a hidden element. Returns what its tag still does."""
        action = tag.action
        if self.outside is None:
            if self.silent:
                return action
            if not tag.opens:
                return _SKIPPED
            self.enter_hidden(tag.name)
        elif tag.name == self.outside.tag:
            self.depth += tag.opens - tag.closing
            if self.depth == 0:
                if action == _SILENT:
                    self.hush(tag)
                elif action in (_LINK, _BOLD, _ITALIC):
                    self.inline(tag, action)
                self.leave_hidden()
                return _SKIPPED
        return action

    def enter(self, tag: _Tag) -> None:
        """Open a block."""
        sheet, attrs = self.sheet, tag.attrs
        sheet.parents.append(self.box)
        self.box = len(sheet.tags)
        sheet.tags.append(tag.name)
        sheet.attrs.append(attrs)
        if tag.name == "pre" or ("white-space" in attrs and _KEEPS_LINES.search(attrs)):
            self.lines = self.lines or self.box

    def leave(self, name: str) -> None:
        """Close a block."""
        if self.lines == self.box:
            self.lines = 0
        if "-" in name and _TIMED.search(name):
            self.untold_time(self.sheet.attrs[self.box])
        self.box = self.sheet.parents[self.box]

    def enter_hidden(self, name: str) -> None:
        """Set aside what is being read; what follows goes to the hidden rows."""
        held = (self.box, self.parts, self.link, self.linked, self.bold, self.italic, self.spans, self.marks)
        self.outside = _Outside(name, self.rows, *held)
        self.rows, self.parts, self.link, self.depth = self.sheet.hidden, [], None, 1
        self.linked = self.bold = self.italic = 0
        self.spans, self.marks = [], []

    def leave_hidden(self) -> None:
        """Go on where the hidden element began."""
        assert self.outside is not None
        if self.parts:
            self.flush()
        self.stamps.clear()
        held = self.outside
        self.rows, self.box, self.parts, self.link, self.linked, self.bold, self.italic = held[1:8]
        self.spans, self.marks = held.spans, held.marks
        self.outside = None

    def note_stamps(self, tag: _Tag, text: str) -> None:
        """Note the machine-readable times of an element inside a row."""
        attrs = tag.attrs
        if "title=" in attrs or "datetime=" in attrs or "data-" in attrs:
            self.stamps += (unescape(value) for value in _STAMP.findall(attrs) if _DATED.search(value))
        if tag.name == "time" and not tag.opens:
            self.parts += [f" {stamp} " for stamp in self.stamps[-1:]]
        else:
            self.untold = len(self.parts) if tag.name == "time" and not text.strip() else -1

    def untold_time(self, attrs: str) -> None:
        """Add the row of an element of a template's own that shows a date which only its attributes hold."""
        if not self.parts and not (self.rows and self.rows[-1].box == self.box):
            for value in _VALUE.findall(attrs):
                if _DATED.search(value):
                    self.rows.append(Row(unescape(value), self.box, stamps=(unescape(value),)))
                    return

    def hush(self, tag: _Tag) -> None:
        """Open or close an element whose text is no page text."""
        self.silent = max(0, self.silent - 1) if tag.closing else self.silent + tag.opens

    def weigh(self, length: int) -> None:
        if self.link is not None:
            self.linked += length
        if self.bolds:
            self.bold += length
        if self.italics:
            self.italic += length

    def span(self, tag: _Tag) -> None:
        """Note where an inline element begins, or which parts of the row it held."""
        if tag.opens:
            self.spans.append((tag.name, tag.attrs, len(self.parts)))
            return
        for place in range(len(self.spans) - 1, -1, -1):
            name, attrs, start = self.spans[place]
            if name == tag.name:
                del self.spans[place:]
                if start < len(self.parts):
                    self.marks.append((name + attrs, start, len(self.parts)))
                return

    def inline(self, tag: _Tag, action: int) -> None:
        closing, attrs = tag.closing, tag.attrs
        if action == _LINK:
            self.close_link()
            if tag.opens and "href=" in attrs:
                self.link, self.link_from, self.link_rows = attrs, len(self.parts), len(self.rows)
        elif action == _BREAK:
            if self.parts and not closing:
                self.parts.append(BREAK)
        elif action == _BOLD:
            self.span(tag)
            self.bolds += tag.opens - closing
        elif action == _ITALIC:
            self.span(tag)
            self.italics += tag.opens - closing
        elif action == _IMAGE and not closing:
            if self.parts:
                self.flush()
            self.rows.append(Row("", self.box, anchors=((self.link, ""),) if self.link else (), image=attrs))

    def late_image(self, attrs: str) -> None:
        """Take the picture of a `<noscript>` in place of the placeholder before it."""
        before = self.rows[-1] if self.rows and not self.parts else None
        if before is not None and before.image is not None:
            if is_placeholder(before.image):
                before.image = attrs
        elif not is_placeholder(attrs):
            if self.parts:
                self.flush()
            self.rows.append(Row("", self.box, image=attrs))

    def close_link(self) -> None:
        if self.link is not None:
            self.anchors.append((self.link, "".join(self.parts[self.link_from :])))
            self.link = None

    def flush(self) -> None:
        """End the row; a link that is still open goes on in the next one."""
        link = self.link
        self.close_link()
        text = "".join(self.parts)
        if text.strip(_UNSEEN):
            self.emit(text)
        self.parts.clear()
        if self.marks:
            self.marks = []
        if self.spans:
            self.spans = [(name, attrs, 0) for name, attrs, _ in self.spans]
        self.linked = self.bold = self.italic = self.link_from = 0
        if self.anchors:
            self.anchors = []
        if self.stamps:
            self.stamps = []
        if link is not None:
            self.link = link
            if len(self.rows) - self.link_rows > _LONGEST_LINK:
                self.forget_link()

    def settle_icons(self) -> None:
        """Give the links to documents that hold only an icon to the row above, where that stands in the same element."""
        row = self.rows[-1] if self.rows else None
        if row is not None and row.image is None and self.box in self.sheet.around(row.box):
            kept = [anchor for anchor in self.anchors if not may_name_document(anchor[0].encode())]
            row.anchors = (*row.anchors, *(anchor for anchor in self.anchors if anchor not in kept))
            self.anchors = kept

    def forget_link(self) -> None:
        """A link over that many rows was never closed: what it covers is no link."""
        for row in self.rows[self.link_rows :]:
            row.linked, row.anchors = 0, ()
        self.link = None

    def emit(self, text: str) -> None:
        if "&" in text:
            text = unescape(text)
        if BREAK in text:
            self.emit_lines(text)
            return
        if "  " in text or "\n" in text or "\t" in text:
            text = _SPACES.sub(" ", text)
        anchors = [(attrs, _label(label)) for attrs, label in self.anchors] if self.anchors else ()
        pieces = self.pieces() if 1 < len(self.parts) <= _MOST_PIECES and len(text) <= _LONGEST_IN_PIECES else ()
        stamps = tuple(self.stamps) if self.stamps else ()
        marks = self.marked(text)
        self.rows.append(Row(text, self.box, self.linked, self.bold, self.italic, tuple(anchors), None, pieces, stamps, marks))

    def marked(self, text: str) -> tuple[tuple[str, str], ...]:
        """The inline elements of a short row with their texts, those still open included."""
        if len(text) > _LONGEST_MARKED or not (self.marks or self.spans):
            return ()
        spans = self.marks[:_MOST_MARKS]
        spans += [(name + attrs, start, len(self.parts)) for name, attrs, start in self.spans[: _MOST_MARKS - len(spans)]]
        found = [(tag, _label("".join(self.parts[start:end]))) for tag, start, end in spans]
        return tuple([mark for mark in found if mark[1]])

    def pieces(self) -> tuple[str, ...]:
        found = tuple(text for part in self.parts if (text := _label(part)))
        return found if len(found) > 1 else ()

    def emit_lines(self, text: str) -> None:
        """Rows of a text with line breaks; its links go with the line that holds their text."""
        anchors = [(attrs, _label(label.replace(BREAK, " "))) for attrs, label in self.anchors]
        stamps, marks = tuple(self.stamps), self.marked(text)
        text = text.replace("\n", " ")
        if marks:
            text = _parted_by_look(text, marks)
        for line in paragraphs(text):
            share = len(line) / len(text)
            line = _SPACES.sub(" ", line)
            mine = tuple(anchor for anchor in anchors if anchor[1] in line)
            linked = sum(len(label) for _, label in mine)
            row = Row(line, self.box, linked, int(self.bold * share), int(self.italic * share), mine, None, (), stamps)
            if marks:
                _mark_line(row, marks)
            self.rows.append(row)


def _parted_by_look(text: str, marks: tuple[tuple[str, str], ...]) -> str:
    """The text with a second break between lines of which an inline element holds the one and not the other."""
    lines = text.split(BREAK)
    looks = [{tag for tag, label in marks if label == _SPACES.sub(" ", line).strip()} for line in lines]
    parted = lines[0]
    for line, look, before in zip(lines[1:], looks[1:], looks, strict=False):
        apart = look != before and not line.lstrip()[:1].islower()
        parted += (BREAK * 2 if apart else BREAK) + line
    return parted


def _mark_line(row: Row, marks: tuple[tuple[str, str], ...]) -> None:
    """Give a line the inline elements that hold it, and those in it; with them its bold and italic characters."""
    line = row.text.strip()
    row.marks = tuple(
        (tag, text if text in line else line)
        for tag, label in marks
        if (text := label.replace(BREAK, " ").strip()) and (text in line or line in _SPACES.sub(" ", text))
    )
    lengths = [(_KNOWN.get(tag.partition(" ")[0]), len(text)) for tag, text in row.marks]
    row.bold = min(len(line), sum(length for action, length in lengths if action == _BOLD))
    row.italic = min(len(line), sum(length for action, length in lengths if action == _ITALIC))


def _label(text: str) -> str:
    if "&" in text:
        text = unescape(text)
    if "  " in text or "\n" in text or "\t" in text:
        text = _SPACES.sub(" ", text)
    return text.strip()
