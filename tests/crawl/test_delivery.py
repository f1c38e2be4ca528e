"""What a crawl found is in its feed, however often it was killed; what a feed lacks is in the next one, or is said."""

from __future__ import annotations

import json
import signal
from pathlib import Path
from typing import Any

import pytest

from tests.crawl.conftest import NewCrawls
from tests.crawl.running import Crawls, until

pytestmark = pytest.mark.slow

ARTICLES = 60


def ids(path: Path) -> list[str]:
    """The ids in a JSON Lines feed, sorted."""
    return sorted(json.loads(line)["id"] for line in path.read_text("utf-8").splitlines())


def reached(crawl: Crawls, requests: int) -> None:
    until(lambda: len(crawl.site.site.log) >= requests, 60)


def stopped(crawl: Crawls, number: int, *arguments: str, after: int = 25) -> None:
    """Runs a crawl until it has made so many requests, then sends it a signal."""
    crawl.site.site.habits.latency = 0.02
    running = crawl.start(*arguments)
    reached(crawl, len(crawl.site.site.log) + after)
    running.signal(number)
    running.wait()
    crawl.site.site.habits.latency = 0.0


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
def test_a_resumed_crawl_delivers_all_it_found_since_it_began(crawls: NewCrawls, number: int) -> None:
    if signal.getsignal(number) == signal.SIG_IGN:
        pytest.skip("started by nohup, as which SIGHUP stops nothing")
    crawl = crawls("thanhhoa", ARTICLES)
    feed = crawl.folder / "new.jsonl"
    stopped(crawl, number, "-O", str(feed))
    before = ids(feed) if feed.exists() else []
    assert bool(before) is (number != signal.SIGKILL)

    code, report = crawl.run("-O", str(feed))
    assert (code, ids(feed)) == (0, sorted(crawl.records()))
    assert report["left_over"] > 0
    assert len(crawl.records()) == ARTICLES

    crawl.run("-O", str(feed))
    assert ids(feed) == [], "each record is delivered once"


def test_a_crawl_that_goes_on_under_another_name_delivers_there(crawls: NewCrawls) -> None:
    crawl = crawls("thanhhoa", ARTICLES)
    stopped(crawl, signal.SIGKILL, "-O", "monday.jsonl")
    crawl.run("-O", "tuesday.jsonl")
    assert ids(crawl.folder / "tuesday.jsonl") == sorted(crawl.records())
    _, report = crawl.run("-O", "wednesday.jsonl")
    assert ids(crawl.folder / "wednesday.jsonl") == []
    assert report["undelivered"] == {}


def test_a_feed_that_is_added_to_gets_each_record_once(crawls: NewCrawls) -> None:
    crawl = crawls("thanhhoa", ARTICLES)
    feed = crawl.folder / "all.jsonl"
    stopped(crawl, signal.SIGTERM, "-o", str(feed))
    assert ids(feed)
    crawl.run("-o", str(feed))
    assert ids(feed) == sorted(crawl.records())


def test_a_feed_that_fails_is_made_up_for_by_the_next(crawls: NewCrawls) -> None:
    crawl = crawls("thanhhoa", ARTICLES)
    feed = crawl.folder / "out" / "new.jsonl"
    crawl.run("-a", "max_pages=1", "-O", str(feed))
    assert len(ids(feed)) == 10
    feed.parent.chmod(0o555)
    (crawl.folder / "out").rename(crawl.folder / "kept")
    running = crawl.start("-O", "ftp://127.0.0.1:1/new.jsonl")
    assert running.wait() == 3
    assert "feeds that could not be written: 1" in running.output
    assert "Traceback" not in running.output
    code, report = crawl.run("-O", "ftp://user:secret@127.0.0.1:1/new.jsonl")
    assert (code, report["left_over"]) == (3, ARTICLES - 10), "the password is no part of a feed's name"
    assert "secret" not in crawl.started[-1].output


def test_a_run_says_what_no_feed_has(crawls: NewCrawls) -> None:
    crawl = crawls("thanhhoa", ARTICLES)
    stopped(crawl, signal.SIGKILL, "-a", "full=1", "-O", "full.jsonl")
    code, report = crawl.run()
    assert code == 0
    (count,) = report["undelivered"].values()
    assert f"{count} records of earlier runs are in no feed; scrapy export writes them" in crawl.started[-1].output
    crawl.run("-a", "full=1", "-O", "full.jsonl")
    assert ids(crawl.folder / "full.jsonl") == sorted(crawl.records())
    _, report = crawl.run()
    assert report["undelivered"] == {}


def test_drafts_of_killed_runs_are_swept(crawls: NewCrawls) -> None:
    crawl = crawls("thanhhoa", ARTICLES)
    stopped(crawl, signal.SIGKILL, "-O", "new.jsonl")
    assert drafts(crawl.folder)
    crawl.run("-O", "new.jsonl")
    assert drafts(crawl.folder) == []


def drafts(folder: Path) -> list[Any]:
    return [path.name for path in folder.iterdir() if path.name.endswith(".part")]
