"""Between the network and the record: the raw page, and the draft of raw strings that a family makes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from portals.items import DateSource, Extraction

BlockKind = Literal["title", "lead", "date", "views", "paragraph", "heading", "caption", "image", "byline"]


@dataclass(frozen=True, slots=True)
class Hints:
    """What the listing that led to a page said of it, as printed."""

    section: str | None = None
    title: str | None = None
    published_raw: str | None = None


@dataclass(frozen=True, slots=True)
class RawPage:
    """One archived response: bytes without content encoding, and where they are kept. Times are UTC, `2022-07-05T03:00:00Z`."""

    url: str
    body: bytes
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    fetched_at: str | None = None
    method: str = "GET"
    request_body: bytes = b""
    warc_file: str | None = None
    warc_record_id: str | None = None
    payload_digest: str | None = None
    run_id: str | None = None
    truncated: str | None = None
    """Why the body is not whole, as WARC names it (`length`, `time`, `disconnect`, `unspecified`); None where it is."""
    hints: Hints = Hints()


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
class Draft:
    """An article as a layout found it: raw strings, every copy the page printed, nothing interpreted.

    `blocks` runs over the whole region of the article in document order. If the page prints it twice, both copies are in it,
    each with its own `title`, `date` and `byline` blocks where the layout could tell them.
    """

    blocks: tuple[Block, ...]
    layout: str
    extraction: Extraction = "layout"
    section: str | None = None
    date_lines: tuple[DateLine, ...] = ()
    """Dates from outside the blocks (URL, listing, metadata), best first; the page's own lines are `date` blocks."""
    attachments: tuple[FileLink, ...] = ()
    undecodable: int = 0
    """Bytes that no charset could read."""


class Rejected(Exception):
    """A page that is no article. `reason` is a fixed word (`cookie_wall`, `empty`, …), `wall` says that a firewall answered."""

    def __init__(self, reason: str, *, wall: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.wall = wall
