"""What a portal is: a declaration; and what a family must offer. Both are values without behaviour of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

from portals.page import Draft, Hints, RawPage

PageKind = Literal["article", "listing", "other"]


@dataclass(frozen=True, slots=True)
class Section:
    """A section that is crawled: its name as the portal prints it and the path of its first listing page."""

    name: str
    path: str


@dataclass(frozen=True, slots=True)
class Expectations:
    """What a good run of this portal gives. A miss makes the run `degraded`."""

    min_items: int = 1
    """Articles a full crawl must find."""
    fill: Mapping[str, float] = field(default_factory=lambda: {"title": 1.0, "body": 0.98})
    """Least share of records in which a field is filled."""
    max_age_days: int | None = None
    """Newest article not older than this at the time of the crawl; None where the portal is frozen or prints no dates."""


@dataclass(frozen=True, slots=True)
class Link:
    """An article that a listing links to, with what the listing prints beside it."""

    url: str
    hints: Hints = Hints()


@dataclass(frozen=True, slots=True)
class NextPage:
    """The request that leads to the next listing page: a GET, or the POST of a form."""

    url: str
    method: Literal["GET", "POST"] = "GET"
    form: tuple[tuple[str, str], ...] = ()
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """One listing page: articles in order, and the way on. `stop` says why there is none: `last_page`, `empty`, `no_pager`."""

    links: tuple[Link, ...]
    next: NextPage | None = None
    stop: str | None = None
    number: int | None = None


class Family(Protocol):
    """A CMS: how it addresses, lists and prints. Pure: no network, no clock; dates and names are left as printed."""

    @property
    def name(self) -> str: ...

    def kind(self, url: str) -> PageKind:
        """What an address of one of the portal's hosts leads to, from its shape alone."""
        ...

    def identity(self, url: str) -> str | None:
        """The identity key of an article's address, e.g. `1279-366150`; None where the address is no article's."""
        ...

    def canonical(self, url: str) -> str:
        """The one address kept for an article or listing: no session, port, alias parameter order or fragment."""
        ...

    def listing(self, page: RawPage) -> Listing:
        """Articles and pager of a listing page (or of an article page that carries one)."""
        ...

    def extract(self, page: RawPage) -> Draft:
        """The draft of an article page. Raises `Rejected` where the page is none."""
        ...


@dataclass(frozen=True, slots=True)
class Portal:
    """One portal. `hosts[0]` is crawled, the others are aliases that mean the same site."""

    name: str
    title: str
    hosts: tuple[str, ...]
    family: Family
    place: str
    """The place it speaks for, e.g. `thành phố Sóc Trăng`."""
    province: str
    sections: tuple[Section, ...]
    expectations: Expectations = Expectations()
    scheme: Literal["https", "http"] = "https"
    date_order: Literal["dmy", "mdy"] = "dmy"
    verify_tls: bool = True
