"""Declarations: a portal, its sections, and what a listing page links to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol
from urllib.parse import urlsplit

from portals.items import ListingMetadata

if TYPE_CHECKING:
    from portals.cms.base import Cms

PageKind = Literal["article", "listing", "other"]
TimeWorth = Literal["time", "day", "none"]
"""How far the times in a feed can be trusted: completely, only the day, not at all."""


class AddressRules(Protocol):
    """The rules of a CMS for addresses: which are articles, and which are equal."""

    def kind(self, url: str) -> PageKind:
        """Return what the address leads to."""
        ...

    def identity(self, url: str) -> str | None:
        """Return the identity key of an article's address; None for any other address."""
        ...

    def canonical(self, url: str) -> str:
        """Return the canonical address of an article or listing."""
        ...


@dataclass(frozen=True, slots=True)
class Section:
    """A section to crawl: its name as the portal prints it, and the path of its first listing page."""

    name: str
    path: str


@dataclass(frozen=True, slots=True)
class Expectations:
    """What a good run of the portal gives. If it is missed, the run is `degraded`."""

    min_items: int = 1
    """Minimum number of articles in a full crawl."""
    fill: Mapping[str, float] = field(default_factory=lambda: {"title": 1.0, "body": 0.98})
    """Minimum share of records in which a field is filled, 0 to 1."""
    max_age_days: int | None = None
    """Maximum age of the newest article at the time of the crawl; None for a portal without new articles or without dates."""
    quiet_days: int | None = None
    """Usual number of days without a new article; None: computed from the portal's publication dates."""
    closed: bool = False
    """Whether the site is kept online without new articles, for example because its office was abolished."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link to an article on a listing, with the metadata that the listing prints."""

    url: str
    listed: ListingMetadata = ListingMetadata()
    changed_at: str | None = None
    """Time of its last change according to a sitemap or feed, UTC: `2025-04-23T08:18:00Z`."""


@dataclass(frozen=True, slots=True)
class NextPage:
    """The request that leads to the next listing page: a GET, or the POST of a form."""

    url: str
    method: Literal["GET", "POST"] = "GET"
    form: tuple[tuple[str, str], ...] = ()
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """One listing page: articles in order, and the next page. `stop`: why there is none (`last_page`, `empty`, `no_pager`)."""

    links: tuple[Link, ...]
    next: NextPage | None = None
    stop: str | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Portal:
    """The declaration of one portal.

    `hosts[0]` is crawled; write its port if it is not the usual one. The other hosts are aliases of the same site.

    >>> from portals import load_portal
    >>> portal = load_portal("thanhhoa")
    >>> portal.hosts, portal.place, portal.province
    (('tpthanhhoa.thanhhoa.gov.vn',), 'thành phố Thanh Hóa', 'tỉnh Thanh Hóa')
    """

    name: str
    title: str
    hosts: tuple[str, ...]
    cms: Cms
    place: str
    """The place it speaks for, e.g. `thành phố Sóc Trăng`."""
    province: str
    sections: tuple[Section, ...]
    expectations: Expectations = Expectations()
    scheme: Literal["https", "http"] = "https"
    feeds: tuple[str, ...] = ()
    """Paths of RSS or Atom feeds to read in addition to the sections. Advertised feeds are found automatically."""
    sitemaps: tuple[str, ...] = ()
    """Paths of sitemaps to read as well. Those in robots.txt are found automatically."""
    advertised: bool = True
    """Whether feeds and sitemaps that the portal advertises are read."""
    date_order: Literal["dmy", "mdy"] = "dmy"
    verify_tls: bool = True
    """Whether certificates are verified. If not, anyone on the way can change what is read."""
    ca_bundle: Path | None = None
    """A file of certificates (PEM) that are also trusted: `Path(__file__).with_name("thanhhoa.pem")`."""
    legacy_tls: bool = False
    """Whether TLS 1.0 and 1.1, old ciphers and short keys are accepted, which browsers refuse."""
    cookies: bool = False
    """Whether cookies are sent back to the site during a run, for sites that redirect until they get them."""
    elsewhere: tuple[str, ...] = ()
    """Hosts, with their subdomains, to which the site redirects some articles; `*` for any. Such articles are not errors."""
    render: bool = False
    """Whether a browser renders its pages before they are read (extra `browser`)."""
    render_hosts: tuple[str, ...] = ()
    """Hosts from which the scripts of its pages may load data, in addition to the portal's own."""

    def owns(self, host: str | None) -> bool:
        """Return whether a host belongs to the portal: one of `hosts`, with or without `www.` and a final dot."""
        name = _plain_host(host)
        return bool(name) and any(name == _plain_host(own.partition(":")[0]) for own in self.hosts)

    def accepts_elsewhere(self, host: str | None) -> bool:
        """Return whether articles may be on this host according to the declaration."""
        name = f".{(host or '').lower().rstrip('.')}"
        return any(allowed == "*" or name.endswith(f".{allowed.lower()}") for allowed in self.elsewhere)


def _plain_host(host: str | None) -> str:
    return (host or "").lower().rstrip(".").removeprefix("www.")


def at_host(portal: Portal, url: str) -> Portal:
    """Return the portal `any` for the site of an address; the name is the host. Raises `ValueError` for an invalid address.

    >>> from portals.registry import load_portal
    >>> at_host(load_portal("any"), "https://www.dongnai.gov.vn/tin").name
    'dongnai.gov.vn'
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None:
        raise ValueError(url)
    port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    name = f"{_plain_host(parts.hostname)}{port.replace(':', '-')}"
    return replace(
        portal,
        name=name,
        title=parts.hostname,
        hosts=(f"{parts.hostname}{port}",),
        scheme="https" if parts.scheme == "https" else "http",
    )


def portal_of(url: str, known: Mapping[str, Portal]) -> Portal | None:
    """Return the portal that an address belongs to, judged by its host; None for any other address."""
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return None
    return next((portal for portal in known.values() if portal.owns(host)), None)
