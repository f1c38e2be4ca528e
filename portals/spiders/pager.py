"""When a section's pager has said all it will say."""

from __future__ import annotations

from collections.abc import Sequence

from portals.portal import Link, Listing
from portals.spiders.options import CrawlOptions
from portals.text.dates import read_date

LONGEST = 20_000
"""Listing pages after which a pager is taken for endless."""


class Pager:
    """Follows one section and names the reason to stop: `empty`, `repeats`, `loops`, `since`, `max_pages`, `endless`."""

    def __init__(self, options: CrawlOptions) -> None:
        self.options = options
        self.seen: set[int] = set()
        self.last: int | None = None

    def stop(self, listing: Listing, links: Sequence[Link], number: int) -> str | None:
        """Why the crawl of this section ends with this page; None to go on."""
        page = hash(tuple(link.url for link in links))
        previous, self.last = self.last, page
        if not links:
            return "empty"
        if page == previous:
            return "repeats"
        if page in self.seen:
            return "loops"
        self.seen.add(page)
        return self._limit(links, number)

    def _limit(self, links: Sequence[Link], number: int) -> str | None:
        if self.options.max_pages and number >= self.options.max_pages:
            return "max_pages"
        if self.options.since and all(self._older(link) for link in links):
            return "since"
        return "endless" if number >= LONGEST else None

    def _older(self, link: Link) -> bool:
        """Whether the listing prints a date before `since`; an undated link is never older."""
        assert self.options.since
        printed = read_date(link.hints.published_raw).value if link.hints.published_raw else None
        return printed is not None and len(printed) >= len("2022-07-05") and printed[:10] < self.options.since.isoformat()
