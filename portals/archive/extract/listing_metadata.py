"""What archived listings say of the articles they link to: the listed that a crawl would have passed on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode, urlsplit

from portals.archive.address import Key, request_key
from portals.archive.extract.plan import Capture
from portals.archive.index import Entry
from portals.archive.reader import Archive
from portals.errors import Rejected
from portals.items import ListingMetadata, RawPage
from portals.portal import Listing, NextPage, Portal
from portals.webpage.block_pages import inspect

_ANY_RUN = "*"
Of = tuple[str, str, str]
"""Run, portal, identity of the article."""


@dataclass(slots=True)
class ListingIndex:
    """ListingMetadata by article: of the first listing of the run that names it, else of the first of any run.

    A listing of a section comes before one that is no section's, such as a front page, which a crawl does not follow.
    """

    _found: dict[Of, ListingMetadata] = field(default_factory=dict)

    def note(self, run: str | None, portal: Portal, key: str, listed: ListingMetadata) -> None:
        for name in (run or "", _ANY_RUN):
            known = self._found.get((name, portal.name, key))
            if known is None or (listed.section and not known.section):
                self._found[name, portal.name, key] = listed

    def of(self, capture: Capture) -> ListingMetadata:
        run = self._found.get((capture.entry.run_id or "", capture.portal.name, capture.key))
        return run or self._found.get((_ANY_RUN, capture.portal.name, capture.key), ListingMetadata())


def read_listings(archive: Archive, listings: Iterable[Capture]) -> tuple[ListingIndex, list[Rejected]]:
    """The listed of all listings, in archive order, and the reasons of those that could not be read.

    A listing belongs to the section whose first page it is, or whose listing before it led to it.
    """
    book, rejected = ListingIndex(), list[Rejected]()
    sections: dict[tuple[str, Key], str] = {}
    for capture in listings:
        portal = capture.portal
        for section in portal.sections:
            sections.setdefault((portal.name, _route("GET", section.path)), section.name)
        page = archive.page(capture.entry)
        name = sections.get((portal.name, _route(page.method, page.url, page.request_body))) or _by_path(page, portal)
        try:
            inspect(page)
            listing = portal.cms.listing(page)
            _note(listing, name, capture, book)
        except Rejected as reason:
            rejected.append(reason)
            continue
        except Exception as error:  # a page that breaks the program costs that page, and is named after the error
            rejected.append(Rejected(f"error_{type(error).__name__}"))
            continue
        if listing.next and name:
            sections.setdefault((portal.name, _next(listing.next)), name)
    return book, rejected


def _note(listing: Listing, section: str | None, capture: Capture, book: ListingIndex) -> None:
    portal = capture.portal
    for link in listing.links:
        key = portal.cms.identity(link.url) if _own(link.url, capture.entry, portal) else None
        if key and portal.cms.kind(link.url) == "article":
            book.note(capture.entry.run_id, portal, key, replace(link.listed, section=link.listed.section or section))


def _own(url: str, entry: Entry, portal: Portal) -> bool:
    host = (urlsplit(url).hostname or "").lower()
    return host in portal.hosts or host == urlsplit(entry.url).hostname


def _route(method: str, url: str, body: bytes = b"") -> Key:
    """The key of a request whatever host answers it."""
    parts = urlsplit(url)
    path = parts.path if parts.path.startswith("/") else f"/{parts.path}"
    return request_key(method, f"http://portal{path}{f'?{parts.query}' if parts.query else ''}", body)


def _next(page: NextPage) -> Key:
    return _route(page.method, page.url, urlencode(page.form).encode() if page.method == "POST" else b"")


def _by_path(page: RawPage, portal: Portal) -> str | None:
    """The one section whose path the page has, whatever its query: for archives that do not begin with the first page."""
    path = urlsplit(page.url).path
    names = {section.name for section in portal.sections if urlsplit(section.path).path == path}
    return names.pop() if len(names) == 1 else None
