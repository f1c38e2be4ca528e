"""The frontier's parts by themselves: requests as JSON, claims and leases, turns, the schedule of visits."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from scrapy import Request
from scrapy.core.engine import ExecutionEngine, _Slot
from scrapy.http import FormRequest
from sqlalchemy.exc import DBAPIError

from portals import settings
from portals.scheduler.requests import Fingerprinter, from_json, to_json
from portals.spiders.thanhhoa import ThanhHoaSpider
from portals.store import Store, StoreError, open_store, revisits
from portals.store.frontier import RESUME_DAYS, Changes, Frontier, HostLocks, QueuedRequest, join, owner_name
from portals.store.tables import crawls

URL = "http://127.0.0.1:8000/web/trang-chu/tin-tuc"


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    opened = open_store(store_url)
    yield opened
    opened.close()


def frontier(store: Store, owner: str = "elsewhere:1:a", *, lease: float = 60.0, arguments: str = "{}") -> Frontier:
    return join(store, "mau", arguments, owner, lease=lease)


def found(*names: str, priority: int = 0) -> Changes:
    entries = [QueuedRequest(name, priority, number, f'"{name}"') for number, name in enumerate(names)]
    return Changes(found={entry.fingerprint: entry for entry in entries})


def names(entries: list[QueuedRequest]) -> list[str]:
    return [entry.fingerprint for entry in entries]


def test_a_request_waits_is_claimed_once_and_done(store: Store) -> None:
    one = frontier(store)
    one.write(found("a", "b", "c"))
    one.write(found("c", "a"))
    assert names(one.claim(2)) == ["a", "b"]
    assert one.unfinished()
    one.write(Changes(done={"a": None, "b": None}))
    assert names(one.claim(5)) == ["c"]
    one.write(Changes(done={"c": None}))
    one.write(found("a", "b", "c"))
    assert not one.unfinished(), "what is done is not queued again"


@pytest.mark.slow
def test_what_a_stopped_process_locked_is_freed_when_its_lease_ends(postgres: str) -> None:
    with closing(open_store(f"{postgres}?options=-cidle_in_transaction_session_timeout%3D0")) as stopped:
        standing = stopped.engine.connect().execution_options(portals_write=True)
        standing.execute(crawls.update().values(arguments="held"))
        with closing(open_store(postgres, busy_seconds=0.05)) as store:
            with pytest.raises(StoreError, match="is locked by another process"), store.write() as connection:
                connection.execute(sa.text("LOCK TABLE crawls"))
            time.sleep(0.2)
            frontier(store, lease=0.1).renew()
            with store.write() as connection:
                connection.execute(sa.text("LOCK TABLE crawls"))
        with pytest.raises(DBAPIError):
            standing.commit()


def test_higher_priority_first(store: Store) -> None:
    one = frontier(store)
    one.write(found("article"))
    one.write(found("listing", priority=10))
    assert names(one.claim(2)) == ["listing", "article"]


def test_a_retry_is_queued_again(store: Store) -> None:
    one = frontier(store)
    one.write(found("a"))
    one.claim(1)
    one.write(Changes(again={"a": QueuedRequest("a", -1, 9, '"second"')}))
    assert [entry.request for entry in one.claim(1)] == ['"second"']


def test_two_processes_never_claim_the_same(store: Store) -> None:
    one, two = frontier(store, "here:1:a"), frontier(store, "there:1:b")
    assert one.crawl.id == two.crawl.id
    one.write(found(*map(str, range(20))))
    first, second = names(one.claim(12)), names(two.claim(12))
    assert sorted(first + second, key=int) == [str(number) for number in range(20)]


def test_an_expired_lease_is_taken_over(store: Store) -> None:
    one, two = frontier(store, "here:1:a", lease=-1), frontier(store, "there:1:b")
    one.write(found("a"))
    one.claim(1)
    assert two.claim(1) == []
    two.renew()
    assert names(two.claim(1)) == ["a"]


def test_what_a_dead_process_of_this_machine_held_waits_again(store: Store) -> None:
    me = owner_name()
    machine = me.partition(":")[0]
    dead = frontier(store, f"{machine}:999999999:x")
    dead.write(found("a"))
    dead.claim(1)
    heir = frontier(store, me)
    assert (heir.crawl.resumed, names(heir.claim(1))) == (1, ["a"])


def test_a_finished_crawl_does_not_stand_in_the_way_of_the_next(store: Store) -> None:
    one = frontier(store)
    one.write(found("a"))
    one.claim(1)
    one.write(Changes(done={"a": None}))
    assert one.finish()
    assert not one.finish(), "only once"
    two = frontier(store)
    assert two.crawl.id != one.crawl.id
    two.write(found("a"))
    assert names(two.claim(1)) == ["a"]


def test_other_arguments_are_another_crawl(store: Store) -> None:
    assert frontier(store).crawl.id != frontier(store, arguments='{"full": true}').crawl.id


def test_one_process_at_a_time_has_the_turn(store: Store) -> None:
    one, two = HostLocks(store, "mau.example", "here:1:a"), HostLocks(store, "mau.example", "there:1:b")
    assert one.take().mine
    assert not two.take().mine
    assert one.take().wanted
    one.hand_on(free_at=17.0)
    assert not one.take().mine, "it was handed to the other"
    assert (two.take().mine, two.take().free_at) == (True, 17.0)


def spider() -> ThanhHoaSpider:
    return ThanhHoaSpider(base="http://127.0.0.1:8000")


def test_requests_survive_as_json() -> None:
    own = spider()
    request = FormRequest(
        URL,
        formdata=[("__VIEWSTATE", "a+b/ừ"), ("x", "1")],
        method="POST",
        headers={"X-A": ["1", "2"]},
        callback=own.parse_listing,
        errback=own.give_up,
        priority=10,
        dont_filter=True,
        meta={"section": "Tin tức", "number": 2, "download_slot": "x"},
    )
    back = from_json(to_json(request, own), own)
    assert (back.url, back.method, back.body, back.priority, back.dont_filter) == (URL, "POST", request.body, 10, True)
    assert back.headers == request.headers
    assert (back.callback, back.errback) == (own.parse_listing, own.give_up)
    assert back.meta == {"section": "Tin tức", "number": 2}


def test_a_request_that_cannot_be_kept_says_so() -> None:
    with pytest.raises(ValueError, match="no method of the spider"):
        to_json(Request(URL, callback=print), spider())


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ({"key": "1"}, {"key": "1"}, True),
        ({"key": "1"}, {"key": "2"}, False),
        ({"section": "a", "number": 1}, {"section": "a", "number": 1}, True),
        ({"section": "a", "number": 1}, {"section": "a", "number": 2}, False),
        ({"section": "a", "number": 1}, {"section": "b", "number": 1}, False),
        ({"key": "1"}, {"key": "1", "redirect_times": 1}, False),
        ({"key": "1", "redirect_times": 1}, {"key": "1", "redirect_times": 2}, False),
    ],
)
def test_when_two_requests_are_the_same(first: dict[str, object], second: dict[str, object], same: bool) -> None:
    prints = Fingerprinter()
    requests = Request(URL, meta=first), FormRequest(URL, method="POST", formdata={"state": "other"}, meta=second)
    assert (prints.fingerprint(requests[0]) == prints.fingerprint(requests[1])) is same


NOW = "2026-11-22T18:00:00Z"


@pytest.mark.parametrize(
    ("published", "edited", "least", "most"),
    [
        ("2026-11-22", None, 0.25, 0.5),
        ("2026-11-12T08:00:00+07:00", None, 1.2, 2.6),
        ("2022-07", None, 30, 60),
        ("2019", None, 30, 60),
        (None, "2026-11-18T18:00:00Z", 0.5, 1),
        ("2019-01-01", "2026-11-18T18:00:00Z", 0.5, 1),
        ("2099-01-01", None, 30, 60),
        (None, None, 30, 60),
    ],
)
def test_recent_often_old_seldom(published: str | None, edited: str | None, least: float, most: float) -> None:
    days = (_moment(revisits.article("mau:1", NOW, published, edited)) - _moment(NOW)) / timedelta(days=1)
    assert least <= days <= most


@pytest.mark.slow
@given(st.text(min_size=1, max_size=20), st.dates(datetime(1990, 1, 1).date(), datetime(2030, 1, 1).date()))
def test_every_article_within_the_longest_pause(article: str, published: object) -> None:
    pause = _moment(revisits.article(article, NOW, str(published), None)) - _moment(NOW)
    assert revisits.SHORTEST / 2 - timedelta(seconds=1) <= pause <= revisits.LONGEST


def _moment(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


def test_scrapys_engine_still_has_what_the_scheduler_needs_of_it() -> None:
    assert {"inprogress", "nextcall", "closing"} <= set(_Slot.__init__.__code__.co_names)
    assert "_slot" in ExecutionEngine.__init__.__code__.co_names


def test_the_documented_settings_are_those_of_the_code() -> None:
    text = (Path(__file__).parents[2] / "docs" / "guide" / "crawling.md").read_text("utf-8")
    ours = {name for name in vars(settings) if name.startswith(("FRONT", "DEEP_", "RETRY_AFTER", "CRAWL_DELAY", "WALL_"))}
    shared = {"RETRY_TIMES", "DOWNLOAD_TIMEOUT", "DOWNLOAD_MAXSIZE", "REDIRECT_MAX_TIMES"}
    assert [name for name in sorted(ours | shared) if f"`{name}`" not in text] == []
    assert f"at least {revisits.SHORTEST // timedelta(hours=1)} hours and at most {revisits.LONGEST.days} days" in text
    assert f"older than {RESUME_DAYS} days" in text
    assert f"one in {revisits.ROTATION} articles" in text
