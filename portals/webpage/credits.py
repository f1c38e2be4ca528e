"""Who an element near an article names as its writer, by the element's name or the address of its link."""

from __future__ import annotations

import re
from collections.abc import Iterator

from portals.text.bylines import is_byline, is_office, read_byline
from portals.webpage.boilerplate import END
from portals.webpage.page_rows import View
from portals.webpage.region import Region

_AUTHOR = re.compile(
    r"(?:^|[\s_-])(?:authors?|by-?line|tac-?gia|nguoi-?(?:viet|dang)|but-?danh|created-?by|writer|posted-?by|reporter|phong-?vien)"
    r"(?:-?(?:name|info|link|by|url|label|text|detail|meta))?(?:$|[\s_-])"
    r"|(?-i:[a-z](?:Author|TacGia|ByLine|Byline|CreatedBy|NguoiViet|ButDanh|Writer)(?:Name)?(?:$|[\s_-]))",
    re.IGNORECASE,
)
"""Names of elements that hold a writer: `author-name`, `detail-author`, `createdby`, `tacgia`, `itemAuthor`."""
_REL = re.compile(
    r'rel="[^"]*\bauthor\b|href="[^"]*/(?:author|authors|tac-gia|tacgia|nha-bao|but-danh|phong-vien)/', re.IGNORECASE
)
_ABOVE, _BELOW = 5, 10
"""Rows looked at above the headline and below the text."""
_POSTED = re.compile(
    r"\W*(?:(?:được\s+)?(?:đăng(?:\s+tải)?|viết|gửi|tạo)\s+bởi|bởi|người\s+(?:đăng|gửi|nhập)|(?:posted|written|published)\s+by|by|écrit\s+par)\b",
    re.IGNORECASE,
)
_LEVELS = 2
_LONGEST = 120


def account_of(view: View, region: Region) -> str | None:
    """Return what an element named for the writer says, as printed; None where none stands near the article.

    Looked for above the headline, between headline and text, then below the text up to the next list. An author of comments or
    of other articles does not count.
    """
    first = region.body[0] if region.body else region.title + 1
    last = max([region.title, *region.lead, *region.body])
    head = [*range(region.title + 1, first), *range(region.title, max(-1, region.title - _ABOVE), -1)]
    return next(_named(view, head), None) or next(_named(view, _below(view, last + 1)), None)


def is_posting(text: str) -> bool:
    """Return whether a line says who posted an article, not who wrote it: `Đăng bởi Thu Hà`, `By admin`."""
    return _POSTED.match(text) is not None


def is_account(text: str) -> bool:
    """Return whether a line names nobody but an account of the site."""
    read = read_byline(text)
    return not (read.author or read.organisation)


def _below(view: View, first: int) -> Iterator[int]:
    """The rows below a text, up to the end of the article."""
    for index in range(first, min(first + _BELOW, len(view.rows))):
        if END.match(view.key(index)) or view.prose(index):
            return
        yield index


def _named(view: View, indices: Iterator[int] | list[int]) -> Iterator[str]:
    """The texts of rows, and of parts of rows, that are named for a writer and name one."""
    for index in indices:
        row = view.rows[index]
        if row.image is not None or not row.text.strip() or len(row.text) > 3 * _LONGEST:
            continue
        parts = [text for tag, text in (*row.anchors, *row.marks) if _says_author(tag)]
        if len(row.text) <= _LONGEST and view.called(index, _AUTHOR, _LEVELS):
            parts.append(row.text.strip())
        yield from (text for text in parts if len(text) <= _LONGEST and _names_writer(text))


def _says_author(tag: str) -> bool:
    return _REL.search(tag) is not None or any(_AUTHOR.search(value) for value in _NAMES.findall(tag))


def _names_writer(text: str) -> bool:
    """Whether a text says no more than a person's name, with or without a label, or an office's; no account's."""
    read = read_byline(text)
    return (is_byline(text) and bool(read.author or read.organisation)) or is_office(text)


_NAMES = re.compile(r'(?:class|id|itemprop|slot|property|data-role|data-field)="([^"]*)"')
