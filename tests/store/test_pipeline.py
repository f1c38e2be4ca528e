"""The pipeline: an item goes on only after its own commit."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem
from scrapy.settings import Settings
from scrapy.statscollectors import MemoryStatsCollector

from portals.extensions.crawler_store import store_of
from portals.extensions.run_context import run_of
from portals.items import Article
from portals.pipelines.store import BATCH_ITEMS, StorePipeline
from portals.pipelines.validate import ValidatePipeline
from portals.portal import Expectations
from portals.store import Store, StoreError, reading, runs
from tests.store.articles import article


class Crawl(Crawler):
    """As much of a crawl as the pipeline sees."""

    def __init__(self, url: str, **settings: object) -> None:
        self.settings = Settings({"STORE_URL": url, **settings})
        self.stats = MemoryStatsCollector(SimpleNamespace(settings=Settings({"STATS_DUMP": False})))  # type: ignore[arg-type]
        options = SimpleNamespace(full=False, partial=False)
        portal = SimpleNamespace(name="thanhhoa", expectations=Expectations())
        self.spider = SimpleNamespace(portal=portal, options=options)  # type: ignore[assignment]
        self.closed: list[str] = []
        self._engine = SimpleNamespace(close_spider_async=self._close)  # type: ignore[assignment]

    async def _close(self, reason: str) -> None:
        self.closed.append(reason)


@pytest.fixture
def crawl(store_url: str) -> Iterator[Crawl]:
    made = Crawl(store_url)
    yield made
    store_of(made).close()


def process(crawl: Crawl, items: list[Article]) -> list[Any]:
    """What comes of the items when they are processed at once: the item, or what was raised."""

    async def gather() -> list[Any]:
        pipeline = StorePipeline.from_crawler(crawl)
        work: list[Awaitable[Article]] = [pipeline.process_item(item) for item in items]
        return await asyncio.gather(*work, return_exceptions=True)

    return asyncio.run(gather())


def stored(crawl: Crawl) -> set[str]:
    with store_of(crawl).read() as connection:
        return set(reading.ids(connection))


def test_items_come_out_stored_with_their_history(crawl: Crawl) -> None:
    items = process(crawl, [article(number) for number in range(3)])
    assert [item.version for item in items] == [1, 1, 1]
    assert stored(crawl) == {item.id for item in items}
    assert crawl.stats.get_value("items/new") == 3
    assert crawl.stats.get_value("fill/field/title") == 3


def test_an_item_waits_for_its_own_commit(crawl: Crawl, monkeypatch: pytest.MonkeyPatch) -> None:
    committed: list[str] = []
    save: Callable[..., Any] = Store.save

    def slow(self: Store, batch: list[Article], **options: Any) -> Any:
        done = save(self, batch, **options)
        committed.extend(item.id for item in batch)
        return done

    monkeypatch.setattr(Store, "save", slow)

    async def one(pipeline: StorePipeline, number: int) -> bool:
        item = await pipeline.process_item(article(number))
        return item.id in committed

    async def gather() -> list[bool]:
        pipeline = StorePipeline.from_crawler(crawl)
        return await asyncio.gather(*(one(pipeline, number) for number in range(5)))

    assert asyncio.run(gather()) == [True] * 5


def test_many_items_are_committed_in_batches(crawl: Crawl) -> None:
    process(crawl, [article(number) for number in range(2 * BATCH_ITEMS + 1)])
    assert crawl.stats.get_value("store/batches") == 3


def test_a_record_that_cannot_be_stored_does_not_cost_the_others(crawl: Crawl) -> None:
    broken = replace(article(1), url=None)  # type: ignore[arg-type]
    first, second, third = process(crawl, [article(0), broken, article(2)])
    assert (first.id, third.id) == ("thanhhoa:0", "thanhhoa:2")
    assert isinstance(second, Exception)
    assert stored(crawl) == {"thanhhoa:0", "thanhhoa:2"}
    assert crawl.closed == [], "the crawl goes on"


def test_a_store_that_is_gone_ends_the_crawl(crawl: Crawl, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Store, batch: list[Article], **options: Any) -> None:
        raise StoreError("the disk is full", "full")

    store_of(crawl)
    monkeypatch.setattr(Store, "save", full)
    assert all(isinstance(item, StoreError) for item in process(crawl, [article(1), article(2)]))
    assert crawl.closed == ["store_error"]
    assert crawl.stats.get_value("store/error") == "the disk is full"


def completed(url: str) -> None:
    """Notes that a full crawl of the portal has ended."""
    crawl = Crawl(url)
    with store_of(crawl).write() as connection:
        row = {"id": "first", "portal": "thanhhoa", "mode": "full", "started_at": "2024-01-01T00:00:00Z"}
        runs.begin(connection, row)
        runs.finish(connection, "first", {"result": "ok", "records": 1})


def test_a_later_crawl_drops_what_is_unchanged_and_counts_it(store_url: str) -> None:
    process(Crawl(store_url), [article(1), article(2)])
    completed(store_url)
    crawl = Crawl(store_url)
    same, edited, fresh = process(crawl, [article(1, day=2), article(2, day=2, title="Khác"), article(3, day=2)])
    assert isinstance(same, DropItem)
    assert same.log_level == "DEBUG"
    assert (edited.version, fresh.version) == (2, 1)
    assert {name: crawl.stats.get_value(f"items/{name}") for name in ("new", "changed", "unchanged")} == {
        "new": 1,
        "changed": 1,
        "unchanged": 1,
    }
    assert crawl.stats.get_value("store/unchanged") == 1
    assert crawl.stats.get_value("fill/records") == 3, "rates are those of all that was read"


def test_a_replay_passes_everything_on(store_url: str) -> None:
    process(Crawl(store_url), [article(1)])
    again = process(Crawl(store_url, REPLAY="archive"), [article(1)])
    assert [item.id for item in again] == ["thanhhoa:1"]


def test_what_a_run_is(store_url: str, tmp_path: Path) -> None:
    assert (run_of(Crawl(store_url)).mode, run_of(Crawl(store_url, REPLAY=str(tmp_path))).mode) == ("full", "replay")
    completed(store_url)
    assert run_of(Crawl(store_url)).mode == "incremental"
    everything = Crawl(store_url, RUN_ID="thanhhoa-1")
    everything.spider.options.full = True  # type: ignore[union-attr]
    run = run_of(everything)
    assert (run.id, run.mode, run.whole_feed, run.resumed) == ("thanhhoa-1", "full", True, False)


def test_since_drops_undated_articles_that_are_surely_older(crawl: Crawl) -> None:
    store_of(crawl).save([article(9, published_at="2022-07-01", published_precision="day", serial=9)])
    crawl.spider.options.since = date(2022, 7, 2)  # type: ignore[union-attr]
    pipeline = ValidatePipeline.from_crawler(crawl)
    pipeline.open_spider()

    def kept(**values: Any) -> bool:
        undated = article(1, published_at=None, published_precision=None, published_raw=None, published_source=None, **values)
        try:
            pipeline.process_item(SimpleNamespace(article=undated))  # type: ignore[arg-type]
        except DropItem:
            return False
        return True

    assert [kept(serial=8), kept(serial=10), kept()] == [False, True, True]
    assert crawl.stats.get_value("items/before_since") == 1
