"""The captures of an archive that are listings or articles of a portal, stored on disk with the captures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from portals.archive.captures import Capture
from portals.archive.reader import Archive
from portals.portal import Portal, portal_of

_TABLE = "CREATE TABLE planned (number INTEGER PRIMARY KEY, portal TEXT, key TEXT)"
_MOST_STRANGERS = 10_000
_NOTE = "INSERT INTO planned VALUES (?, ?, ?)"


@dataclass(frozen=True, slots=True)
class PlannedPage:
    """A capture of a portal's page. `key`: the identity of the article, empty for a listing."""

    capture: Capture
    portal: Portal
    key: str = ""


class ExtractPlan:
    """The captures to read, and the number of skipped ones by reason: `unknown_host` (pages), `not_modified`, `other`."""

    def __init__(self, archive: Archive, known: Mapping[str, Portal]) -> None:
        """Classify the captures by their addresses."""
        self.archive, self.known = archive, known
        self.aside: Counter[str] = Counter()
        self.strangers: Counter[str] = Counter()
        """Hosts that no portal declares, with the number of their pages."""
        self.stranger_urls: dict[str, str] = {}
        """The first address of each such host."""
        database = self.archive.index.database
        database.execute(_TABLE)
        database.execute("BEGIN")
        for capture in self.archive:
            portal = self.portal_of(capture)
            reason = self._reason(capture, portal)
            key = None if reason or portal is None else _key(capture, portal)
            if portal is not None and key is not None:
                database.execute(_NOTE, (capture.number, portal.name, key))
            else:
                self.aside[reason or "other"] += 1
                if reason == "unknown_host":
                    self._note_stranger(capture.url)
        database.execute("COMMIT")
        self.listings = self._count("=")
        self.articles = self._count("!=")

    def _note_stranger(self, url: str) -> None:
        """Count a page of an undeclared host, for at most ten thousand hosts."""
        host = urlsplit(url).hostname or "?"
        if host in self.strangers or len(self.strangers) < _MOST_STRANGERS:
            self.strangers[host] += 1
            self.stranger_urls.setdefault(host, url)

    def portal_of(self, capture: Capture) -> Portal | None:
        """Return the portal of a capture by its host, or by the site of `-a base=`."""
        if capture.base and urlsplit(capture.base).netloc == urlsplit(capture.url).netloc:
            return self.known.get(capture.portal or "")
        return portal_of(capture.url, self.known)

    def _reason(self, capture: Capture, portal: Portal | None) -> str:
        if portal is None:
            page = capture.html and capture.status == 200 and urlsplit(capture.url).path != "/robots.txt"
            return "unknown_host" if page else "other"
        return "not_modified" if capture.status == 304 else ""

    def _count(self, sign: str) -> int:
        count: int = self.archive.index.database.execute(f"SELECT COUNT(*) FROM planned WHERE key {sign} ''").fetchone()[0]
        return count

    def read_listings(self) -> Iterator[PlannedPage]:
        """Yield the listings in archive order."""
        return self._planned("=")

    def read_articles(self) -> Iterator[PlannedPage]:
        """Yield the captures of articles in archive order."""
        return self._planned("!=")

    def _planned(self, sign: str) -> Iterator[PlannedPage]:
        rows = self.archive.index.database.execute(
            f"SELECT number, portal, key FROM planned WHERE key {sign} '' ORDER BY number"
        )
        for number, portal, key in rows:
            yield PlannedPage(self.archive.index.get(number), self.known[portal], key)


def _key(capture: Capture, portal: Portal) -> str | None:
    """Return the identity of an article, `""` for a listing, None for any other page."""
    kind = portal.cms.kind(capture.url)
    if kind == "article" and (key := portal.cms.identity(capture.url)):
        return key
    return "" if kind == "listing" and capture.status in (0, 200) else None
