"""A pager's end always has a name."""

from datetime import date

import pytest

from portals.items import ListingMetadata
from portals.portal import Link, Listing
from portals.spiders.options import CrawlOptions
from portals.spiders.pager import SectionPager


def stops(pages: list[str], **options: object) -> list[str | None]:
    """What the pager says to each page; a page is written as the letters of its articles."""
    pager = SectionPager(CrawlOptions(sections=(), **options))  # type: ignore[arg-type]
    found = []
    for number, page in enumerate(pages, start=1):
        links = tuple(Link(f"https://x.gov.vn/{letter}") for letter in page)
        found.append(pager.stop(Listing(links), links, number))
    return found


@pytest.mark.parametrize(
    ("pages", "ends"),
    [
        (["ab", "cd", "ef"], [None, None, None]),
        (["ab", "ab"], [None, "repeats"]),
        (["ab", "cd", "ab"], [None, None, "loops"]),
        (["ab", ""], [None, "empty"]),
        (["ab", "bc"], [None, None]),  # the list moved while it was read
    ],
)
def test_ends(pages: list[str], ends: list[str | None]) -> None:
    assert stops(pages) == ends


def test_max_pages() -> None:
    assert stops(["a", "b", "c"], max_pages=2)[:2] == [None, "max_pages"]


@pytest.mark.parametrize(
    ("printed", "end"),
    [
        (["06/07/2022", "04/07/2022"], None),
        (["04/07/2022", "(03/07/2022)"], "since"),
        (["04/07/2022", None], None),  # an article without a date is never older
    ],
)
def test_since_ends_at_a_page_of_older_articles(printed: list[str | None], end: str | None) -> None:
    pager = SectionPager(CrawlOptions(sections=(), since=date(2022, 7, 5)))
    links = tuple(Link(f"https://x.gov.vn/{n}", ListingMetadata(published_raw=raw)) for n, raw in enumerate(printed))
    assert pager.stop(Listing(links), links, 1) == end
