"""What a page reader passes to the text stages: raw strings in reading order, not interpreted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from portals.items import DateSource, Extraction, Note

BlockKind = Literal["title", "lead", "date", "views", "paragraph", "heading", "caption", "image", "byline"]


@dataclass(frozen=True, slots=True)
class Block:
    """One block of the article, with its text as printed."""

    kind: BlockKind
    text: str = ""
    url: str | None = None
    """Address of an image block."""


@dataclass(frozen=True, slots=True)
class DateLine:
    """A line that probably has the date of publication (or change), with its source."""

    text: str
    source: DateSource = "page"
    modified: bool = False


@dataclass(frozen=True, slots=True)
class FileLink:
    url: str
    title: str | None = None


@dataclass(frozen=True, slots=True)
class HiddenCopy:
    """A hidden copy of the article in the page, such as its print version. Only its date lines are kept."""

    dates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """An article as a reader found it: raw strings, with every copy on the page, not interpreted.

    `blocks` has the article in document order. If the page prints it twice, both copies are included, each with its own
    `title`, `date` and `byline` blocks if these were recognised.
    """

    blocks: tuple[Block, ...]
    layout: str
    extraction: Extraction = "labels"
    section: str | None = None
    date_lines: tuple[DateLine, ...] = ()
    """Dates from outside the blocks (URL, listing, metadata), best first; the page's own lines are `date` blocks."""
    attachments: tuple[FileLink, ...] = ()
    undecodable: int = 0
    """Number of undecodable bytes."""
    hidden_copies: tuple[HiddenCopy, ...] = ()
    notes: tuple[Note, ...] = ()
    """Notes about doubts of the reader."""
