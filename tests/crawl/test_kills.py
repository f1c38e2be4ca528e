"""`kill -9` at any moment, then the same command: the records are those of a crawl that nobody disturbed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from tests.crawl.conftest import sections
from tests.crawl.running import Crawls, records, until
from tests.simulator import Simulator, simulate

pytestmark = pytest.mark.slow

ARTICLES = 910  # with their 91 listing pages: 1,001 pages
KILLS = 20
IN_FLIGHT = 60
"""Requests that one process may hold at once: on the wire, in callbacks, in the batch that is being committed."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A site of 1,001 pages, and the records of a crawl of it that nobody disturbed."""

    site: Simulator
    records: dict[str, dict[str, object]]


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reference]:
    with simulate("thanhhoa", ARTICLES, sections=sections("thanhhoa")) as site:
        crawl = Crawls(site, tmp_path_factory.mktemp("undisturbed"))
        code, report = crawl.run()
        assert (code, report["counts"]["new"]) == (0, ARTICLES)
        yield Reference(site, crawl.records())


def disturbed(reference: Reference, folder: Path, store_url: str = "") -> Crawls:
    """The crawl of the same site that is to be killed."""
    reference.site.site.log.clear()
    reference.site.site.requests.clear()
    reference.site.busiest = 0
    return Crawls(reference.site, folder, store_url)


def moments(seed: int) -> list[int]:
    """Random numbers of requests after which a process is killed."""
    return sorted(Random(seed).sample(range(5, ARTICLES), KILLS))


def reached(crawl: Crawls, moment: int) -> None:
    """Waits until the site was asked so often."""
    until(lambda: len(crawl.site.site.log) >= moment, 120)


def test_twenty_kills_on_sqlite(reference: Reference, tmp_path: Path) -> None:
    crawl = disturbed(reference, tmp_path)
    for moment in moments(1):
        running = crawl.start()
        reached(crawl, moment)
        assert running.alive, running.output
        running.kill()
    code, _ = crawl.run()
    assert code == 0, crawl.report()
    assert records(crawl.store_url) == reference.records
    assert sum(crawl.site.site.requests.values()) <= ARTICLES * 1.1 + KILLS * IN_FLIGHT


def test_twenty_kills_of_two_workers_on_postgresql(reference: Reference, tmp_path: Path, postgres: str) -> None:
    crawl = disturbed(reference, tmp_path, postgres)
    random = Random(2)
    workers = [crawl.start(CONCURRENT_REQUESTS_PER_DOMAIN="1"), crawl.start(CONCURRENT_REQUESTS_PER_DOMAIN="1")]
    for moment in moments(2):
        reached(crawl, moment)
        victim = random.randrange(2)
        workers[victim].kill()
        workers[victim] = crawl.start(CONCURRENT_REQUESTS_PER_DOMAIN="1")
    assert [worker.wait() for worker in workers] == [0, 0], [worker.output for worker in workers]
    assert records(crawl.store_url) == reference.records
    assert crawl.site.busiest == 1
