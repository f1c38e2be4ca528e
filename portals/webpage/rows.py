"""A page as rows in reading order: what stays true of an article however broken the markup around it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

_ATTRIBUTE = re.compile(r'([\w:-]+)="([^"]*)"')


def attributes(printed: str) -> dict[str, str]:
    """Return the attributes of a serialised start tag, unescaped, keys in lower case."""
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
    pieces: tuple[str, ...] = ()
    """The text of a short row between its tags, where it has several: `3 ngày trước`, `Tin tức`, `Lượt xem: 258`."""
    stamps: tuple[str, ...] = ()
    """Machine-readable times of elements in it: `datetime` of `<time>`, a `title` or `data-` attribute with a date."""
    marks: tuple[tuple[str, str], ...] = ()
    """Serialised start tags and texts of the inline elements of a short row: `span class="tit"`, `Lễ ra quân`."""

    @property
    def link_share(self) -> float:
        """Share of its characters that are linked, 0 to 1."""
        return self.linked / len(self.text) if self.text else 0.0


@dataclass(slots=True)
class RowTree:
    """Rows, and the block elements around them as a tree of indices (0 is the root)."""

    rows: list[Row] = field(default_factory=list)
    hidden: list[Row] = field(default_factory=list)
    """Rows of elements that a visitor does not see, in document order."""
    frames: list[tuple[int, str]] = field(default_factory=list)
    """Frames, objects and viewers: index of the row that follows, and serialised attributes."""
    documents: bool = True
    """Whether the address of any document may stand on the page."""
    parents: list[int] = field(default_factory=lambda: [0])
    tags: list[str] = field(default_factory=lambda: ["html"])
    attrs: list[str] = field(default_factory=lambda: [""])

    def around(self, box: int) -> Iterator[int]:
        """Yield the box and the boxes around it, innermost first."""
        while box:
            yield box
            box = self.parents[box]
        yield 0
