"""A second crawl: cheap when nothing changed, and it still finds what did."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
import sqlalchemy as sa

from portals.store import open_store
from portals.store.store import utc_now
from portals.store.tables import pages
from tests.crawl.conftest import NewCrawls
from tests.crawl.running import Crawls, until

pytestmark = pytest.mark.slow

PORTALS = ("thanhhoa", "soctrang")


def asked(crawl: Crawls, *arguments: str, **settings: str) -> tuple[int, Mapping[str, Any], list[str]]:
    """Runs the crawl: exit code, counts, and what it asked the site for."""
    before = len(crawl.site.site.log)
    code, report = crawl.run(*arguments, **settings)
    return code, report["counts"], crawl.site.site.log[before:]


def set_pages(crawl: Crawls, **values: str) -> None:
    """Turns the clock of the pages table."""
    store = open_store(crawl.store_url)
    with store.write() as connection:
        connection.execute(pages.update().values(**values))
    store.close()


def page(crawl: Crawls, number: int) -> Mapping[str, Any]:
    """The row of an article's page."""
    store = open_store(crawl.store_url)
    with store.read() as connection:
        rows = connection.execute(sa.select(pages).where(pages.c.url.like(f"%-{number}.html"))).mappings().all()
    store.close()
    return dict(rows[0])


def test_second_crawl_asks_for_two_percent(crawls: NewCrawls) -> None:
    crawl = crawls("thanhhoa", 1000)
    code, counts, first = asked(crawl)
    assert (code, counts["new"]) == (0, 1000)
    code, counts, second = asked(crawl)
    assert (code, counts["new"], counts["changed"]) == (0, 0, 0)
    assert len(second) <= len(first) * 0.02, second


@pytest.mark.parametrize("portal", PORTALS)
def test_inserted_in_the_middle_of_page_two(crawls: NewCrawls, portal: str) -> None:
    crawl = crawls(portal, 60)
    asked(crawl)
    inserted = crawl.site.site.insert(position=15)
    code, counts, requests = asked(crawl)
    assert (code, counts["new"], counts["changed"]) == (0, 1, 0)
    assert len(requests) < 7
    assert any(record["title"] == inserted.title for record in crawl.records().values())


def test_feed_of_an_incremental_run_holds_what_is_new_and_changed(crawls: NewCrawls) -> None:
    crawl = crawls("thanhhoa", 25)
    asked(crawl)
    new, changed = crawl.site.site.insert(position=3), crawl.site.site.edit(20)
    set_pages(crawl, next_visit="2020-01-01T00:00:00Z")
    feed = crawl.folder / "feed.csv"
    asked(crawl, "-O", str(feed))
    lines = feed.read_text("utf-8-sig")
    assert new.title in lines
    assert changed.title in lines
    assert len(crawl.records()) == 26
    assert crawl.site.site.article(5).title not in lines  # type: ignore[union-attr]


def test_edited_old_article_is_found_when_its_time_comes(crawls: NewCrawls) -> None:
    crawl = crawls("thanhhoa", 60)
    asked(crawl)
    crawl.site.site.edit(55)
    assert asked(crawl)[1]["changed"] == 0
    set_pages(crawl, next_visit="2020-01-01T00:00:00Z")
    once, twice = asked(crawl)[1], asked(crawl)[1]  # at most 50 overdue articles are visited in a run of a portal of this size
    assert (once["unchanged"] + once["changed"], twice["unchanged"] + twice["changed"]) == (50, 10)
    assert once["changed"] + twice["changed"] == 1
    assert page(crawl, 55)["next_visit"] > "2026"


def test_title_that_the_listing_prints_otherwise_is_looked_at(crawls: NewCrawls) -> None:
    crawl = crawls("thanhhoa", 40)
    asked(crawl)
    crawl.site.site.rename(3, "Thông báo đính chính lịch tiếp công dân")
    code, counts, requests = asked(crawl)
    assert (code, counts["changed"]) == (0, 1)
    assert len(requests) < 6


def test_full_visits_everything(crawls: NewCrawls) -> None:
    crawl = crawls("thanhhoa", 40)
    asked(crawl)
    crawl.site.site.edit(33)
    crawl.site.site.delete(7)
    code, counts, requests = asked(crawl, "-a", "full=1")
    assert (code, counts["changed"], counts["unchanged"], counts["gone"]) == (0, 1, 38, 1)
    assert len([request for request in requests if request.endswith(".html")]) == 40
    assert page(crawl, 7)["state"] == "gone"


def test_absence_from_a_listing_is_not_deletion(crawls: NewCrawls) -> None:
    crawl = crawls("thanhhoa", 30)
    asked(crawl)
    crawl.site.site.order[0].remove(4)
    assert asked(crawl)[1]["gone"] == 0
    assert len(crawl.records()) == 30


def test_gone_and_back(crawls: NewCrawls) -> None:
    crawl = crawls("thanhhoa", 30)
    asked(crawl)
    crawl.site.site.delete(4)
    set_pages(crawl, next_visit="2020-01-01T00:00:00Z")
    code, counts, _ = asked(crawl)
    assert (code, counts["gone"], counts["given_up"]) == (0, 1, 0)
    assert {record["s"] for record in crawl.records().values()} == {"present", "gone"}
    crawl.site.site.restore(4)
    noted = utc_now()
    until(lambda: utc_now() > noted)  # the store's times are whole seconds, and what was gone and seen in the same one is gone
    set_pages(crawl, next_visit="2020-01-01T00:00:00Z")
    asked(crawl)
    assert {record["s"] for record in crawl.records().values()} == {"present"}


def test_conditional_requests(crawls: NewCrawls) -> None:
    crawl = crawls("thanhhoa", 30)
    crawl.site.site.habits.validators = True
    asked(crawl)
    crawl.site.site.edit(12)
    set_pages(crawl, next_visit="2020-01-01T00:00:00Z")
    code, report = crawl.run()
    assert (code, report["counts"]["changed"], report["counts"]["unchanged"]) == (0, 1, 29)
    assert report["responses"]["http_304"] == 29
    assert page(crawl, 2)["next_visit"] > "2026"


def test_first_crawl_that_was_cut_short_is_not_taken_for_whole(crawls: NewCrawls) -> None:
    crawl = crawls("thanhhoa", 60)
    asked(crawl, "-a", "max_pages=2")
    code, counts, _ = asked(crawl)
    assert (code, counts["new"]) == (0, 40)


def test_page_given_up_is_tried_again_in_the_next_run(crawls: NewCrawls) -> None:
    crawl = crawls("thanhhoa", 60)
    fault = crawl.site.faults.add("error", r"-55\.html")
    code, counts, _ = asked(crawl, RETRY_TIMES="1")
    assert (code, counts["given_up"], fault.struck) == (3, 1, 2)
    crawl.site.faults.clear()
    code, counts, _ = asked(crawl)
    assert (code, counts["new"]) == (0, 1)


def test_a_backdated_article_is_found_by_the_deep_look(crawls: NewCrawls) -> None:
    crawl = crawls("thanhhoa", 60)
    asked(crawl)
    inserted = crawl.site.site.insert(position=45)
    found = [asked(crawl, DEEP_LOOK_RUNS="3")[1]["new"] for _ in range(3)]
    assert found == [0, 0, 1], "the third run after the last whole one reads the listing to its end"
    assert any(record["title"] == inserted.title for record in crawl.records().values())
    assert asked(crawl, DEEP_LOOK_RUNS="3")[1]["new"] == 0


def test_a_listing_that_shrinks_is_noticed_once(crawls: NewCrawls) -> None:
    crawl = crawls("thanhhoa", 60)
    asked(crawl)
    crawl.site.site.order[0] = crawl.site.site.order[0][:30]
    code, report = crawl.run("-a", "full=1")
    assert (code, report["listings_shrunk"]) == (3, ["Tin tức: 30 articles, before 60"])
    assert len(crawl.records()) == 60, "absence is not deletion"
    code, report = crawl.run("-a", "full=1")
    assert (code, report["listings_shrunk"]) == (0, [])
