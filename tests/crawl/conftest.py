"""Crawls of simulated sites."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.crawl.running import Crawls
from tests.simulator import simulate

NewCrawls = Callable[..., Crawls]


@pytest.fixture
def crawls(tmp_path: Path) -> Iterator[NewCrawls]:
    """`crawls("thanhhoa", 50, store_url=…)`: a site of its own and a store to crawl it into."""
    with ExitStack() as stack:

        def new(portal: str = "thanhhoa", number: int = 30, *, store_url: str = "", per_page: int = 10) -> Crawls:
            site = stack.enter_context(simulate(portal, number, per_page=per_page, sections=sections(portal)))
            crawls = Crawls(site, tmp_path, store_url)
            stack.callback(crawls.end)
            return crawls

        yield new


def sections(portal: str) -> tuple[tuple[str, str], ...]:
    """The sections that the portal declares."""
    from portals.spiders.soctrang import SocTrangSpider
    from portals.spiders.thanhhoa import ThanhHoaSpider

    declared = {"soctrang": SocTrangSpider, "thanhhoa": ThanhHoaSpider}[portal].portal.sections
    return tuple((section.name, section.path) for section in declared)
