"""What a page reader hands to the text stages: raw strings in reading order, not yet interpreted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from portals.items import DateSource, Extraction, Note

BlockKind = Literal["title", "lead", "date", "views", "paragraph", "heading", "caption", "image", "byline"]


@dataclass(frozen=True, slots=True)
class Block:
    """One block of the article's region, in reading order, text as printed (not yet cleaned)."""

    kind: BlockKind
    text: str = ""
    url: str | None = None
    """Address of an image block."""


@dataclass(frozen=True, slots=True)
class DateLine:
    """A line that the layout holds for the publication date (or the edit), with its source."""

    text: str
    source: DateSource = "page"
    modified: bool = False


@dataclass(frozen=True, slots=True)
class FileLink:
    url: str
    title: str | None = None


@dataclass(frozen=True, slots=True)
class HiddenCopy:
    """A copy of the article that the page hides, such as its print version: only its date lines are kept."""

    dates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """An article as a layout found it: raw strings, every copy the page printed, nothing interpreted.

    `blocks` runs over the whole region of the article in document order. If the page prints it twice, both copies are in it,
    each with its own `title`, `date` and `byline` blocks where the layout could tell them.
    """

    blocks: tuple[Block, ...]
    layout: str
    extraction: Extraction = "labels"
    section: str | None = None
    date_lines: tuple[DateLine, ...] = ()
    """Dates from outside the blocks (URL, listing, metadata), best first; the page's own lines are `date` blocks."""
    attachments: tuple[FileLink, ...] = ()
    undecodable: int = 0
    """Bytes that no charset could read."""
    hidden_copies: tuple[HiddenCopy, ...] = ()
    notes: tuple[Note, ...] = ()
    """What the reader doubts."""
