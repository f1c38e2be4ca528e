"""Archived pages for the reading room: found by the record that an article cites, and made safe to look at."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import lru_cache
from html import escape
from pathlib import Path

from portals.archive.errors import ArchiveError
from portals.archive.fixtures import cited_as, find_fixtures
from portals.archive.reader import Archive
from portals.archive.sources import index_paths
from portals.archive.writer import OPEN
from portals.items import RawPage
from portals.recording.review_page import at_title, without_scripts
from portals.webpage.decoding import decode

POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'; sandbox"
)
"""The content security policy of an archived page: nothing is loaded, run or sent, whatever the page holds."""

_LONGEST = 4_000_000
_TAG = re.compile(r"<!--.*?-->|<(?:style|title|textarea|template)\b.*?</[a-z]+\s*>|<[^<>]*>", re.IGNORECASE | re.DOTALL)
_STYLE = (
    "<style>mark.portals{background:#ffe98a;color:inherit}"
    "iframe,object,embed,video,audio,img:not([src^='data:']){display:none}</style>"
)
"""Put behind the page: before its doctype it would change how a browser lays it out. What is not loaded takes no room."""


class ArchivedPages:
    """The archive files and fixtures below some paths, by the names under which records cite them."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self._paths = [path for path in paths if path.exists()]

    def page(self, warc_file: str, record_id: str | None) -> RawPage | None:
        """Return the page of a cited record; None if its file is not there or does not hold it."""
        place = self._places().get(warc_file)
        if place is None:
            return None
        try:
            archive = _indexed(place)
            captures = [one for one in archive if record_id in (None, one.record_id)]
            return archive.page(captures[0]) if captures else None
        except ArchiveError:
            return None

    def _places(self) -> dict[str, Path]:
        found: dict[str, Path] = {}
        for path in self._paths:
            if path.is_dir():
                found |= {cited_as(folder): folder for folder in find_fixtures(path)}
            files = [path] if path.is_file() else sorted(file for file in path.rglob("*") if file.is_file())
            found |= {file.name.removesuffix(OPEN): file for file in files}
        return found


@lru_cache(maxsize=16)
def _indexed(path: Path) -> Archive:
    return Archive(index_paths([path]))


def safe_page(page: RawPage, title: str, printed: Collection[str]) -> str:
    """Return an archived page as HTML that is safe under `POLICY`, with what the record took from it marked.

    `printed` are texts as the page prints them: the title, names, days. The anchor `article` stands at the title.
    """
    source = at_title(without_scripts(decode(page.body).text[:_LONGEST]), title)
    words = sorted({" ".join(text.split()) for text in printed if text and len(text) > 3}, key=lambda text: (-len(text), text))
    if not words:
        return source + _STYLE
    pattern = re.compile("|".join(r"\s+".join(re.escape(escape(part, quote=False)) for part in text.split()) for text in words))
    parts: list[str] = []
    at = 0
    for tag in _TAG.finditer(source):
        parts += [_marked(pattern, source[at : tag.start()]), tag[0]]
        at = tag.end()
    parts.append(_marked(pattern, source[at:]))
    return "".join(parts) + _STYLE


def _marked(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda found: f'<mark class="portals">{found[0]}</mark>', text) if text.strip() else text
