"""The metadata that archived listings print next to their links, which a crawl would pass on to the article."""

from __future__ import annotations

import sqlite3
from collections import Counter
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode, urlsplit

from portals.archive.captures import Capture
from portals.archive.extract.plan import ExtractPlan, PlannedPage
from portals.archive.reader import Archive
from portals.archive.request_keys import Key, request_key
from portals.errors import Rejected
from portals.items import ListingMetadata, RawPage
from portals.portal import Listing, NextPage, Portal
from portals.stages import read_listing_page

_ANY_RUN = "*"
_TABLES = """
CREATE TABLE listed (
    run TEXT, portal TEXT, key TEXT, section TEXT, title TEXT, published_raw TEXT, PRIMARY KEY (run, portal, key)
) WITHOUT ROWID;
CREATE TABLE section_pages (portal TEXT, page TEXT, section TEXT, PRIMARY KEY (portal, page)) WITHOUT ROWID;
"""
_KEEP_FIRST = """
INSERT INTO listed VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (run, portal, key) DO UPDATE
SET section = excluded.section, title = excluded.title, published_raw = excluded.published_raw
WHERE listed.section IS NULL AND excluded.section IS NOT NULL
"""
_LOOK_UP = "SELECT section, title, published_raw FROM listed WHERE run = ? AND portal = ? AND key = ?"


class ListingIndex:
    """Listing metadata by article: from the first listing of the same run that names it, else of any run.

    The listing of a section has priority over other pages, such as a front page, which a crawl does not follow.
    """

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        database.executescript(_TABLES)

    def note(self, run: str | None, portal: Portal, key: str, listed: ListingMetadata) -> None:
        """Store the metadata of an article, unless an earlier listing of the run has it."""
        values = listed.section, listed.title, listed.published_raw
        for name in (run or "", _ANY_RUN):
            self._database.execute(_KEEP_FIRST, (name, portal.name, key, *values))

    def of(self, page: PlannedPage) -> ListingMetadata:
        """Return the metadata of an article; empty if no listing names it."""
        for run in (page.capture.run_id or "", _ANY_RUN):
            found = self._database.execute(_LOOK_UP, (run, page.portal.name, page.key)).fetchone()
            if found:
                return ListingMetadata(*found)
        return ListingMetadata()

    def set_section(self, portal: Portal, page: Key, section: str) -> None:
        """Note that a listing page belongs to a section, unless another section has it."""
        self._database.execute("INSERT OR IGNORE INTO section_pages VALUES (?, ?, ?)", (portal.name, repr(page), section))

    def section_of(self, portal: Portal, page: Key) -> str | None:
        """Return the section that a listing page belongs to."""
        query = "SELECT section FROM section_pages WHERE portal = ? AND page = ?"
        found = self._database.execute(query, (portal.name, repr(page))).fetchone()
        return found[0] if found else None


@dataclass(slots=True)
class Unread:
    """Listings that could not be read, by reason, and those of them that were block pages of a firewall."""

    rejected: Counter[str] = field(default_factory=Counter)
    walls: Counter[str] = field(default_factory=Counter)
    without_links: dict[str, str] = field(default_factory=dict)
    """Portals whose sections link to no article of their CMS, each with the address of a listing."""


def read_listings(archive: Archive, plan: ExtractPlan) -> tuple[ListingIndex, Unread]:
    """Return the metadata of all listings, in archive order, and the listings that could not be read.

    A listing belongs to a section if it is its first page, or the next page of a listing of it.
    """
    book, unread = ListingIndex(archive.index.database), Unread()
    fitting: Counter[str] = Counter()
    for portal in plan.known.values():
        for section in portal.sections:
            book.set_section(portal, _route("GET", section.path), section.name)
    for planned in plan.read_listings():
        try:
            name, noted = _read(archive.page(planned.capture), planned, book)
            fitting[planned.portal.name] += noted
            if name:
                unread.without_links.setdefault(planned.portal.name, planned.capture.url)
        except Rejected as rejected:
            unread.rejected[rejected.reason] += 1
            unread.walls.update([rejected.reason] if rejected.wall else [])
        except Exception as error:  # if a page makes the program fail, only that page is lost; the error is its reason
            unread.rejected[f"error_{type(error).__name__}"] += 1
    unread.without_links = {name: url for name, url in unread.without_links.items() if not fitting[name]}
    return book, unread


def _read(page: RawPage, planned: PlannedPage, book: ListingIndex) -> tuple[str | None, int]:
    """Store the metadata of a listing. Return its section, and how many of its links are article addresses of the CMS."""
    portal = planned.portal
    section = book.section_of(portal, _route(page.method, page.url, page.request_body)) or _by_path(page, portal)
    listing = read_listing_page(page, portal)
    if listing.next and section:
        book.set_section(portal, _next(listing.next), section)
    return section, _note(listing, section, planned, book)


def _note(listing: Listing, section: str | None, planned: PlannedPage, book: ListingIndex) -> int:
    portal, capture = planned.portal, planned.capture
    noted = 0
    for link in listing.links:
        key = portal.cms.identity(link.url) if _own(link.url, capture, portal) else None
        if key and portal.cms.kind(link.url) == "article":
            book.note(capture.run_id, portal, key, replace(link.listed, section=link.listed.section or section))
            noted += 1
    return noted


def _own(url: str, capture: Capture, portal: Portal) -> bool:
    host = (urlsplit(url).hostname or "").lower()
    return portal.owns(host) or host == urlsplit(capture.url).hostname


def _route(method: str, url: str, body: bytes = b"") -> Key:
    """Return the key of a request without its host."""
    parts = urlsplit(url)
    path = parts.path if parts.path.startswith("/") else f"/{parts.path}"
    return request_key(method, f"http://portal{path}{f'?{parts.query}' if parts.query else ''}", body)


def _next(page: NextPage) -> Key:
    return _route(page.method, page.url, urlencode(page.form).encode() if page.method == "POST" else b"")


def _by_path(page: RawPage, portal: Portal) -> str | None:
    """Return the only section with the path of the page, ignoring the query: for archives that begin with a later page."""
    path = urlsplit(page.url).path
    names = {section.name for section in portal.sections if urlsplit(section.path).path == path}
    return names.pop() if len(names) == 1 else None
