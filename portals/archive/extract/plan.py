"""Which captures of an archive are listings and articles of which portal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from portals.archive.index import Entry
from portals.portal import Portal, portal_of


@dataclass(frozen=True, slots=True)
class Capture:
    """A capture of a portal's page. `key`: the identity of the article, empty for a listing."""

    entry: Entry
    portal: Portal
    key: str = ""


@dataclass(slots=True)
class Plan:
    """The captures to read, in archive order, and how many were put aside, by reason."""

    listings: list[Capture] = field(default_factory=list)
    articles: list[Capture] = field(default_factory=list)
    aside: Counter[str] = field(default_factory=Counter)


def plan(entries: Iterable[Entry], known: Mapping[str, Portal]) -> Plan:
    """Sorts captures by what their address leads to. Put aside: `unknown_host` (pages), `not_modified`, `other`."""
    made = Plan()
    for entry in entries:
        portal = portal_of_entry(entry, known)
        if portal is None:
            made.aside["unknown_host" if entry.html and entry.status == 200 and not _is_robots(entry) else "other"] += 1
        elif entry.status == 304:
            made.aside["not_modified"] += 1
        else:
            _sort(entry, portal, made)
    return made


def portal_of_entry(entry: Entry, known: Mapping[str, Portal]) -> Portal | None:
    """The portal of a capture by its host or, in the archive of a crawl of another site (`-a base=`), by that site."""
    if entry.base and urlsplit(entry.base).netloc == urlsplit(entry.url).netloc:
        return known.get(entry.portal or "")
    return portal_of(entry.url, known)


def _sort(entry: Entry, portal: Portal, made: Plan) -> None:
    kind = portal.cms.kind(entry.url)
    key = portal.cms.identity(entry.url) if kind == "article" else None
    if key:
        made.articles.append(Capture(entry, portal, key))
    elif kind == "listing" and entry.status in (0, 200):
        made.listings.append(Capture(entry, portal))
    else:
        made.aside["other"] += 1


def _is_robots(entry: Entry) -> bool:
    return urlsplit(entry.url).path == "/robots.txt"
