"""What a CMS offers to the crawl: address rules, listings, article pages."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import ClassVar

from portals.draft import Draft
from portals.items import RawPage
from portals.portal import Listing, PageKind, TimeWorth


class Cms(ABC):
    """A content management system: how it addresses, lists and prints articles.

    Pure: no network and no clock. Dates and names stay as printed.
    """

    name: ClassVar[str]
    """Short name, the first part of a draft's `layout`."""
    feeds: ClassVar[tuple[str, ...]] = ()
    """Paths of the feeds that it makes, asked for where a portal advertises none; a missing one is no fault."""
    sitemaps: ClassVar[tuple[str, ...]] = ()
    """Paths of the sitemaps that it makes, likewise."""
    feed_time: ClassVar[TimeWorth] = "time"
    """How much of its feeds' times is true. NukeViet 4.5 and 5.0 print the month where the minutes belong: `day`."""
    lastmod_is_publication: ClassVar[bool] = False
    """Whether `lastmod` in its sitemaps is when an article was published, as in NukeViet, not when it was edited."""
    links_elsewhere: ClassVar[bool] = False
    """Whether an article may be a link to another site, to which the CMS redirects: a state and no fault."""

    @property
    def guesses(self) -> bool:
        """Whether addresses are judged by their shape alone, so that a section's may look like an article's."""
        return False

    @abstractmethod
    def kind(self, url: str) -> PageKind:
        """Return what an address of the portal leads to, judged from its shape alone."""

    @abstractmethod
    def identity(self, url: str) -> str | None:
        """Return the identity key of an article's address, e.g. `1279-366150`; None for any other address."""

    def serial(self, url: str) -> int | None:
        """Return the number under which the CMS filed an article, if its numbers grow with time; else None.

        Articles with dates bound their undated neighbours by this number, so it must be one sequence over the whole site.
        """
        return None

    @abstractmethod
    def canonical(self, url: str) -> str:
        """Return the one address kept for an article or listing: no session, port, alias parameters or fragment."""

    @abstractmethod
    def listing(self, page: RawPage) -> Listing:
        """Return the articles and the pager of a listing page, or of an article page that carries a list."""

    @abstractmethod
    def extract(self, page: RawPage) -> Draft:
        """Return the draft of an article page. Raises `Rejected` where the page holds no article."""
