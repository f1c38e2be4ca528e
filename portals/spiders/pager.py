"""When a section's pager has said all it will say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from portals.portal import Link, Listing
from portals.spiders.options import CrawlOptions
from portals.text.dates import read_date
from portals.text.dates.publication import is_before

LONGEST = 20_000
"""Listing pages after which a pager is taken for endless."""
MOST_EMPTY = 3
"""Empty pages in a row whose pagers lead on; what follows is taken for the end."""


class SectionPager:
    """Follows one section and names the reason to stop: `empty`, `repeats`, `loops`, `since`, `max_pages`, `endless`."""

    def __init__(self, options: CrawlOptions, date_order: Literal["dmy", "mdy"] = "dmy") -> None:
        self.options = options
        self.date_order = date_order
        self.seen: set[int] = set()
        self.last: int | None = None
        self.empty = 0
        """Empty pages in a row."""
        self.front: int | None = None
        """Articles on the first page; None where another run read it."""
        self._pages = self._listed = self._number = 0

    @property
    def articles(self) -> int | None:
        """How many articles the pages list; None where another process or an earlier run read some of them."""
        return self._listed if self._pages and self._pages == self._number else None

    def stop(self, listing: Listing, links: Sequence[Link], number: int) -> str | None:
        """Return why the crawl of this section ends with this page; None to go on.

        An empty page in the middle of a list is passed over: its pager names the page after it.
        """
        self._number, self._pages = number, self._pages + 1
        if number == 1:
            self.front = len(links)
        if not links:
            self.empty += 1
            leads_on = listing.next is not None and not listing.links and self.empty <= MOST_EMPTY
            return self._most(number) if leads_on else "empty"
        self.empty = 0
        page = hash(tuple(link.url for link in links))
        previous, self.last = self.last, page
        if page == previous:
            return "repeats"
        if page in self.seen:
            return "loops"
        self.seen.add(page)
        self._listed += len(links)
        if self.options.since and all(self._older(link) for link in links):
            return "since"
        return self._most(number)

    def _most(self, number: int) -> str | None:
        """Return the limit that this page reaches."""
        if self.options.max_pages and number >= self.options.max_pages:
            return "max_pages"
        return "endless" if number >= LONGEST else None

    def _older(self, link: Link) -> bool:
        """Return whether the listing prints a date before `since`; an undated link is never older."""
        assert self.options.since
        raw = link.listed.published_raw
        return is_before(read_date(raw, order=self.date_order).value if raw else None, self.options.since)
