"""Sources beside the listings, and sections that are not where they were declared."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.crawl.conftest import NewCrawls
from tests.crawl.running import Crawls
from tests.simulator import simulate

pytestmark = pytest.mark.slow

OK, FAILED, DEGRADED = 0, 1, 3
HIDDEN = frozenset(range(1, 30, 3))


def with_sitemap(crawl: Crawls) -> Crawls:
    """The site names its sitemap in robots.txt."""
    crawl.site.site.habits.sitemap = True
    crawl.site.site.habits.robots = f"User-agent: *\nDisallow: /quan-tri/\nSitemap: {crawl.site.address}/sitemap.xml\n"
    return crawl


def articles(log: list[str]) -> list[str]:
    return [line for line in log if line.endswith(".html")]


@pytest.mark.parametrize("source", ["sitemap", "feed"])
def test_articles_that_no_listing_names(crawls: NewCrawls, source: str) -> None:
    crawl = crawls("thanhhoa", 30)
    crawl.site.site.habits.unlisted = HIDDEN
    if source == "sitemap":
        with_sitemap(crawl)
    else:
        crawl.site.site.habits.feed = True
    code, report = crawl.run()
    assert (code, report["counts"]["new"]) == (OK, 30)
    assert len(articles(crawl.site.site.log)) == 30, "each is asked for once, whoever names it"
    assert len(report["not_listed"]) == len(HIDDEN)
    assert sum(each["not_listed"] for each in report["sources"]) == len(HIDDEN)
    assert {each["kind"] for each in report["sources"] if each["articles"]} == {source}
    before = len(crawl.site.site.log)
    code, report = crawl.run()
    assert (code, report["counts"]["new"], report["counts"]["changed"]) == (OK, 0, 0)
    assert articles(crawl.site.site.log[before:]) == [], "the second crawl fetches nothing twice"


def test_sitemaps_of_users_are_not_asked_for(crawls: NewCrawls) -> None:
    crawl = with_sitemap(crawls("thanhhoa", 6))
    assert crawl.run()[0] == OK
    assert "GET /sitemap-users.xml" not in crawl.site.site.log


def test_what_changed_by_its_lastmod_is_visited(crawls: NewCrawls) -> None:
    crawl = with_sitemap(crawls("thanhhoa", 12))
    assert crawl.run()[0] == OK
    crawl.site.site.edit(7)
    crawl.site.site.habits.lastmod[7] = "2099-01-01T00:00:00+07:00"
    before = len(crawl.site.site.log)
    code, report = crawl.run()
    assert (code, report["counts"]["changed"]) == (OK, 1)
    assert len(articles(crawl.site.site.log[before:])) == 1
    record = next(record for key, record in crawl.records().items() if key.endswith("-7"))
    assert record["section"] == "Tin tức", "a sitemap names no section; what the listing said stays"


def test_since_leaves_old_entries_out(crawls: NewCrawls) -> None:
    crawl = with_sitemap(crawls("thanhhoa", 30))
    crawl.site.site.habits.unlisted = HIDDEN
    code, _ = crawl.run("-a", "since=2024-06-25")
    published = [article.published for number in range(30) if (article := crawl.site.site.article(number))]
    newest = [moment for moment in published if moment.date().isoformat() >= "2024-06-25"]
    assert code == OK
    assert len(crawl.records()) == len(newest)


def test_a_crawl_of_one_section_asks_for_no_source(crawls: NewCrawls) -> None:
    crawl = with_sitemap(crawls("thanhhoa", 6))
    assert crawl.run("-a", "sections=Tin tức")[0] == OK
    assert "GET /sitemap.xml" not in crawl.site.site.log


def test_an_advertised_feed_that_is_not_there_is_named(crawls: NewCrawls) -> None:
    crawl = crawls("thanhhoa", 6)
    crawl.site.site.habits.feed = True
    crawl.site.faults.add("error", r"/rss/")
    code, report = crawl.run(RETRY_TIMES="0")
    assert (code, report["counts"]["new"]) == (DEGRADED, 6)
    assert report["given_up"][0]["url"].endswith("/rss/tin.rss")
    assert [each["problem"] for each in report["sources"] if each["kind"] == "feed"] == ["http_500"]


def test_an_empty_page_in_the_middle(crawls: NewCrawls) -> None:
    crawl = crawls("thanhhoa", 30)
    crawl.site.site.habits.empty_page = 2
    code, report = crawl.run()
    assert (code, report["counts"]["new"]) == (DEGRADED, 20)
    assert "empty_in_the_middle" in str(report["reasons"])


NewSite = Callable[..., Crawls]


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[NewSite]:
    """A site whose sections are not where the portal declares them."""
    with ExitStack() as stack:

        def new(number: int, *sections: tuple[str, str]) -> Crawls:
            crawl = Crawls(stack.enter_context(simulate("thanhhoa", number, sections=sections)), tmp_path)
            stack.callback(crawl.end)
            return crawl

        yield new


def test_sections_find_themselves(elsewhere: NewSite) -> None:
    crawl = elsewhere(20, ("Tin của phường", "/web/trang-chu/tin-phuong"), ("Thông báo", "/web/trang-chu/thong-bao"))
    code, report = crawl.run()
    assert (code, report["counts"]["new"]) == (DEGRADED, 20)
    detail = next(reason["detail"] for reason in report["reasons"] if reason["code"] == "sections")
    assert "Tin tức (/web/trang-chu/tin-tuc)" in detail
    assert "Tin của phường (/web/trang-chu/tin-phuong)" in detail
    assert {record["section"] for record in crawl.records().values()} == {"Tin của phường", "Thông báo"}


def test_a_portal_that_moved_says_where(crawls: NewCrawls) -> None:
    crawl = crawls("thanhhoa", 6)
    crawl.site.faults.add("away", r"/", target="https://phuonghacthanh.thanhhoa.gov.vn/")
    code, report = crawl.run()
    assert code == FAILED
    detail = next(reason["detail"] for reason in report["reasons"] if reason["code"] == "moved")
    assert "https://phuonghacthanh.thanhhoa.gov.vn" in detail
    assert 'hosts=("phuonghacthanh.thanhhoa.gov.vn"' in detail
