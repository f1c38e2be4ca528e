"""Clocks that jump: nothing is lost, nothing waits without end."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from portals.scheduler.leases import Leases
from portals.store import Store, open_store, reading
from portals.store.frontier import Changes, Crawl, Frontier, HostLocks, QueuedRequest, join
from portals.store.tables import pages
from portals.store.visits import Visits
from tests.store.articles import article

DAY = 86_400.0


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    store = open_store(store_url)
    yield store
    store.close()


class Set:
    """A store's clock that a test sets."""

    def __init__(self, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
        self.ahead = 0.0
        monkeypatch.setattr(store, "clock", lambda: time.time() + self.ahead)
        monkeypatch.setattr(store, "set_clock", lambda: None)


def frontier(store: Store, owner: str) -> Frontier:
    return join(store, "mau", "{}", owner, lease=60)


def test_a_lease_made_before_the_clock_was_set_back_is_void(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Set(store, monkeypatch)
    clock.ahead = DAY
    one = frontier(store, "here:1:a")
    one.write(Changes(found={"a": QueuedRequest("a", 0, 1, "{}")}))
    one.claim(1)
    clock.ahead = 0.0
    two = frontier(store, "there:1:b")
    assert two.claim(1) == []
    two.renew()
    assert [entry.fingerprint for entry in two.claim(1)] == ["a"]


def test_a_host_lock_made_before_the_clock_was_set_back_is_void(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Set(store, monkeypatch)
    clock.ahead = DAY
    assert HostLocks(store, "mau.example", "here:1:a").take().mine
    clock.ahead = 0.0
    assert HostLocks(store, "mau.example", "there:1:b").take().mine


class NoWakeup:
    def set(self, seconds: float) -> None:
        self.seconds = seconds

    def stop(self) -> None: ...


@pytest.mark.parametrize(
    ("ahead", "waits"),
    [
        pytest.param(DAY, False, id="noted before the clock was set back"),
        pytest.param(4.0, True, id="as long as a site may ask for"),
    ],
)
def test_a_pause_is_no_longer_than_any_can_be(ahead: float, waits: bool, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """One of a day would keep the crawl from its site, and even the longest pause is minutes of nothing."""
    clock = Set(store, monkeypatch)
    clock.ahead = ahead
    locks = HostLocks(store, "mau.example", "here:1:a", longest_pause=5)
    locks.take()
    locks.hand_on(store.clock() + 0.5)
    clock.ahead = 0.0
    wakeup = NoWakeup()
    leases = Leases(frontier(store, "here:1:a"), locks, wakeup, batch=1, delay=1, longest_pause=5)  # type: ignore[arg-type]
    leases.claim(busy=False)
    assert leases.may_ask() is not waits
    assert not waits or wakeup.seconds <= 5
    locks.pause(store.clock() + 3)
    assert locks.take().free_at == pytest.approx(store.clock() + (ahead + 0.5 if waits else 3), abs=1.5)


@pytest.mark.parametrize("year", ["1970", "2023"])
def test_a_live_capture_is_the_newest_even_if_the_clock_was_set_back(store: Store, year: str) -> None:
    store.save([article(day=2)], live=True)
    (saved,) = store.save([article(body="Bài đã sửa.", fetched_at=f"{year}-06-01T00:00:00Z")], live=True)
    assert (saved.outcome, saved.version) == ("changed", 2)
    with store.read() as connection:
        assert next(reading.read_articles(connection, ["thanhhoa:1"])).body == "Bài đã sửa."


def test_a_replayed_capture_takes_its_place_in_time(store: Store) -> None:
    store.save([article(day=2)])
    (saved,) = store.save([article(body="Bài cũ.", fetched_at="2023-06-01T00:00:00Z")])
    assert (saved.outcome, saved.version) == ("changed", 1)


def test_an_article_that_was_gone_tomorrow_is_there_when_it_answers(store: Store) -> None:
    store.save([article(day=2)], live=True)
    store.gone("thanhhoa:1", at="2099-01-01T00:00:00Z")
    store.save([article(day=3)], live=True)
    with store.read() as connection:
        found = next(reading.read_articles(connection, ["thanhhoa:1"]))
    assert (found.state, found.gone_at) == ("present", None)


def test_a_page_that_was_looked_at_in_the_future_is_due(store: Store) -> None:
    common = {"portal": "mau", "url": "https://mau.example/1", "kind": "article", "state": "present", "crawl": "before"}
    times = dict.fromkeys(("first_seen", "last_seen", "checked_at", "next_visit"), "2099-01-01T00:00:00Z")
    with store.write() as connection:
        connection.execute(pages.insert().values(id="mau:1", **common, **times))
    visits = Visits(store, "mau", Crawl("now", "2026-11-28T00:00:00Z"))
    assert [known.id for known in visits.due()] == ["mau:1"]


def test_a_crawl_that_another_process_ended_is_over_for_who_joined_it(store: Store) -> None:
    from portals.store.frontier import CrawlOver
    from portals.store.tables import frontier as table

    first, second = frontier(store, "here:1:a"), frontier(store, "there:1:b")
    assert first.finish()
    with pytest.raises(CrawlOver):
        second.write(Changes(found={"a": QueuedRequest("a", 0, 1, "{}")}))
    with store.read() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(table)).scalar() == 0
    assert frontier(store, "there:1:b").crawl.id != first.crawl.id
    assert second.over()


def test_a_crawl_is_not_ended_while_another_process_has_requests(store: Store) -> None:
    first, second = frontier(store, "here:1:a"), frontier(store, "there:1:b")
    second.write(Changes(found={"a": QueuedRequest("a", 0, 1, "{}")}))
    assert not first.finish()
    assert [entry.fingerprint for entry in second.claim(1)] == ["a"]
