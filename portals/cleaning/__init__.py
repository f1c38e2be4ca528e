"""Pure functions from values to values: no Scrapy, no files, no clock. `clean` is the whole way from page to record."""

from __future__ import annotations

from portals.items import Article
from portals.page import RawPage
from portals.portal import Portal


def clean(raw_page: RawPage, portal: Portal) -> Article:
    """The record of one article page. Raises `portals.page.Rejected` where the page is no article.

    Same bytes and declaration in, same record out, whatever ran before in the process.
    """
    from portals.cleaning.stages import clean as run  # here, so that the single rooms can be imported without the others

    return run(raw_page, portal)
