"""`kill -9` at any moment, then the same command: the records are those of a crawl that nobody disturbed."""

from __future__ import annotations

from pathlib import Path
from random import Random

from tests.crawl.conftest import NewCrawls
from tests.crawl.running import Crawls, records, until
from tests.simulator import Simulator

ARTICLES = 910  # with their 91 listing pages: 1,001 pages
KILLS = 20
IN_FLIGHT = 60
"""Requests that one process may hold at once: on the wire, in callbacks, in the batch that is being committed."""


def undisturbed(site: Simulator, folder: Path) -> dict[str, dict[str, object]]:
    folder.mkdir()
    crawl = Crawls(site, folder)
    code, report = crawl.run()
    assert (code, report["counts"]["new"]) == (0, ARTICLES)
    wanted = crawl.records()
    site.site.log.clear()
    site.site.requests.clear()
    return wanted


def moments(seed: int) -> list[int]:
    """Random numbers of requests after which a process is killed."""
    return sorted(Random(seed).sample(range(5, ARTICLES), KILLS))


def reached(crawl: Crawls, moment: int) -> None:
    """Waits until the site was asked so often."""
    until(lambda: len(crawl.site.site.log) >= moment, 60)


def test_twenty_kills_on_sqlite(crawls: NewCrawls, tmp_path: Path) -> None:
    crawl = crawls("thanhhoa", ARTICLES)
    wanted = undisturbed(crawl.site, tmp_path / "undisturbed")
    for moment in moments(1):
        running = crawl.start()
        reached(crawl, moment)
        assert running.alive, running.output
        running.kill()
    code, _ = crawl.run()
    assert code == 0, crawl.report()
    assert records(crawl.store_url) == wanted
    assert sum(crawl.site.site.requests.values()) <= ARTICLES * 1.1 + KILLS * IN_FLIGHT


def test_twenty_kills_of_two_workers_on_postgresql(crawls: NewCrawls, tmp_path: Path, postgres: str) -> None:
    crawl = crawls("thanhhoa", ARTICLES, store_url=postgres)
    wanted = undisturbed(crawl.site, tmp_path / "undisturbed")
    random = Random(2)
    workers = [crawl.start(CONCURRENT_REQUESTS_PER_DOMAIN="1"), crawl.start(CONCURRENT_REQUESTS_PER_DOMAIN="1")]
    for moment in moments(2):
        reached(crawl, moment)
        victim = random.randrange(2)
        workers[victim].kill()
        workers[victim] = crawl.start(CONCURRENT_REQUESTS_PER_DOMAIN="1")
    assert [worker.wait() for worker in workers] == [0, 0], [worker.output for worker in workers]
    assert records(crawl.store_url) == wanted
    assert crawl.site.busiest == 1
