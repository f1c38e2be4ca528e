"""The expected result of a recorded page (`docs/guide/fixtures.md`): a proposal until a person has reviewed it."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import Any
from urllib.parse import urlsplit

from portals.items import Article, Official, RawPage
from portals.portal import Listing, Portal
from portals.stages import canonical_url, clean

_UNSAFE = re.compile(r"[^a-z0-9]+")
_LONGEST_NAME = 60
_UNSTABLE = (
    *("duplicates", "representative", "notes", "version", "first_seen", "last_seen", "changed_at", "published_between"),
    *("state", "gone_at"),
    *("warc_file", "warc_record_id", "payload_digest", "fetched_at", "run_id"),
)
"""Fields about the capture or other records, which a fixture does not check."""


def expectation(page: RawPage, portal: Portal) -> dict[str, Any] | None:
    """Return the record of an article, links and next page of a listing, nothing for other pages. May raise `Rejected`."""
    kind = portal.cms.kind(page.url)
    if kind == "article":
        return {"record": expected_record(clean(page, portal))}
    return listing_facts(portal.cms.listing(page), portal) if kind == "listing" else None


def blank(page: RawPage, portal: Portal) -> Article:
    """Return an empty record for a page that could not be read, for a person to fill in."""
    key = portal.cms.identity(page.url) or page.url
    return Article(
        id=f"{portal.name}:{key}", portal=portal.name, url=canonical_url(page.url, portal), section=page.listing.section
    )


def expected_record(article: Article) -> dict[str, Any]:
    """Return the fields that do not depend on the run; of officials only what a person can easily check."""
    record = {name: value for name, value in asdict(article).items() if name not in _UNSTABLE}
    return record | {"officials": [_official(official) for official in article.officials]}


def _official(official: Official) -> dict[str, Any]:
    return {
        "name": official.name,
        "honorific": official.honorific,
        "rank": official.rank,
        "degree": official.degree,
        "titles": [position.title for position in official.positions],
        "status": official.positions[0].status if official.positions else "unknown",
    }


def listing_facts(listing: Listing, portal: Portal) -> dict[str, Any]:
    """Return what a listing fixture checks: the portal's articles in order, each once, and the next page."""
    cms = portal.cms
    links: dict[str | None, dict[str, Any]] = {}
    for link in listing.links:
        if cms.kind(link.url) == "article" and portal.owns(urlsplit(link.url).hostname):
            facts = {"url": cms.canonical(link.url), "title": link.listed.title, "published": link.listed.published_raw}
            links.setdefault(cms.identity(link.url), facts)
    step = listing.next
    way_on = {"url": step.url, "method": step.method, "form": [list(pair) for pair in step.form]} if step else None
    return {"links": list(links.values()), "next": way_on, "stop": listing.stop}


def case_name(url: str, portal: Portal) -> str:
    """Return the folder name of a fixture, from identity, or path and query: `ky-hop-thu-4`, `tin-tuc-page-2`."""
    parts = urlsplit(url)
    words = portal.cms.identity(url) or parts.path
    name = words.rstrip("/").rsplit("/", 1)[-1]
    if portal.cms.kind(url) != "article" and parts.query:
        name = f"{name}-{parts.query}"
    return _UNSAFE.sub("-", name.lower()).strip("-")[:_LONGEST_NAME].rstrip("-") or "front"
