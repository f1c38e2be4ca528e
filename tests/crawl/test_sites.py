"""Habits of sites: robots.txt of all kinds, pagers without end, links that lead astray, and the guards as pure functions."""

from __future__ import annotations

import gzip
from collections.abc import Callable

import pytest
from scrapy.http import Response

from portals.items import RawPage
from portals.middlewares.guards import request_refusal, retry_after, seconds
from portals.portal import Portal
from portals.spiders.soctrang import SocTrangSpider
from portals.spiders.thanhhoa import ThanhHoaSpider
from portals.webpage.block_pages import inspect
from tests.archive.made import deflated
from tests.crawl.conftest import NewCrawls, sections
from tests.simulator import Site, vnportal, webportal

pytestmark = pytest.mark.slow

OK, FAILED, DEGRADED = 0, 1, 3
HOST = "https://tpthanhhoa.thanhhoa.gov.vn"
BASE = "http://127.0.0.1:8000"


@pytest.mark.parametrize(
    ("url", "base", "reason"),
    [
        (f"{HOST}/web/trang-chu/tin-tuc", None, None),
        (f"{HOST}:443/web", None, None),
        ("http://tpthanhhoa.thanhhoa.gov.vn/web", None, None),
        (f"{HOST}:8443/web", None, "other_port"),
        ("https://thanhhoa.gov.vn/", None, "other_host"),
        ("https://www.tpthanhhoa.thanhhoa.gov.vn/web", None, None),
        ("https://TPTHANHHOA.thanhhoa.gov.vn./web", None, None),
        ("https://www.www.tpthanhhoa.thanhhoa.gov.vn/", None, "other_host"),
        ("https://cdn.tpthanhhoa.thanhhoa.gov.vn/", None, "other_host"),
        ("https://tpthanhhoa.thanhhoa.gov.vn.evil.example/", None, "other_host"),
        ("https://tpthanhhoa.thanhhoa.gov.vn@10.0.0.1/", None, "other_host"),
        ("http://127.0.0.1/", None, "other_host"),
        ("http://[::1]/", None, "other_host"),
        ("http://2130706433/", None, "other_host"),
        ("file:///etc/passwd", None, "no_page"),
        ("data:text/html,x", None, "no_page"),
        ("http://[", None, "malformed"),
        (f"https://tpthanhhoa.thanhhoa.gov.vn/{'a' * 9000}", None, "long_address"),
        (f"{BASE}/web", BASE, None),
        ("http://127.0.0.1:8001/web", BASE, "other_host"),
        ("https://127.0.0.1:8000/web", BASE, "other_host"),
        ("http://127.0.0.1/", BASE, "other_host"),
    ],
)
def test_only_the_portals_own_addresses(url: str, base: str | None, reason: str | None) -> None:
    assert request_refusal(url, ThanhHoaSpider.portal, base) == reason


@pytest.mark.parametrize(
    ("header", "wait"),
    [
        ("120", 120.0),
        ("Sun, 22 Nov 2026 18:00:30 GMT", 30.0),
        ("Sun, 22 Nov 2026 17:00:00 GMT", 0.0),
        ("soon", 0.0),
        ("-5", 0.0),
        ("", 0.0),
    ],
)
def test_retry_after(header: str, wait: float) -> None:
    response = Response(BASE, headers={"Retry-After": header})
    assert retry_after(response, 1795370400.0) == wait


@pytest.mark.parametrize(
    ("value", "delay"), [("2.5", 2.5), (3, 3.0), ("soon", None), (None, None), ("inf", None), ("-1", None)]
)
def test_crawl_delay(value: object, delay: float | None) -> None:
    assert seconds(value) == delay


@pytest.mark.parametrize(
    ("robots", "code", "records"),
    [
        ("missing", OK, 6),
        ("broken", OK, 6),
        ("forbidding", FAILED, 0),
        ("failing", FAILED, 0),
        ("User-agent: *\nDisallow: /web/trang-chu/tin-tuc/*-3.html$\n", DEGRADED, 5),
    ],
)
def test_robots(crawls: NewCrawls, robots: str, code: int, records: int) -> None:
    crawl = crawls("thanhhoa", 6)
    crawl.site.site.habits.robots = robots
    ended, report = crawl.run(RETRY_TIMES="1")
    assert (ended, len(crawl.records())) == (code, records)
    if code:
        assert list(report["given_up_reasons"]) == ["robots_unreachable" if robots == "failing" else "robots_forbidden"]


FORBIDDING = "User-agent: *\nDisallow: /web/trang-chu/tin-tuc/*-3.html$\n"
BIG = "# a line that says nothing\n" * 20_000
LARGE: dict[str, tuple[Callable[[], bytes], str | None, int]] = {
    "54 MB with rules at its beginning": (lambda: FORBIDDING.encode() + BIG.encode() * 100, None, 5),
    "rules after 500 KiB": (lambda: BIG.encode() + FORBIDDING.encode(), None, 6),
    "gzip": (lambda: gzip.compress(FORBIDDING.encode()), "gzip", 5),
    "gzip bomb": (lambda: deflated(iter([FORBIDDING.encode(), *[b"\n" * 10**6] * 300])), "gzip", 5),
    "gzip that is none": (lambda: FORBIDDING.encode(), "gzip", 5),
    "UTF-16": (lambda: FORBIDDING.encode("utf-16"), None, 5),
    "with a mark": (lambda: b"\xef\xbb\xbf" + FORBIDDING.encode(), None, 5),
    "windows line ends": (lambda: FORBIDDING.replace("\n", "\r\n").encode(), None, 5),
    "empty": (lambda: b"", None, 6),
}


@pytest.mark.parametrize(("body", "encoding", "records"), LARGE.values(), ids=LARGE)
def test_robots_of_any_size_and_coding(
    crawls: NewCrawls, body: Callable[[], bytes], encoding: str | None, records: int
) -> None:
    crawl = crawls("thanhhoa", 6)
    crawl.site.site.habits.robots_answer = body(), encoding
    ended, _ = crawl.run(RETRY_TIMES="1")
    assert (ended, len(crawl.records())) == (DEGRADED if records == 5 else OK, records)
    assert crawl.started[-1].peak < 300


@pytest.mark.parametrize("fault", ["reset", "hang", "no_http", "long_line", "longer_line"])
def test_robots_that_cannot_be_had(crawls: NewCrawls, fault: str) -> None:
    """Nothing is asked for; a head that can still be read is read."""
    crawl = crawls("thanhhoa", 3)
    crawl.site.faults.add(fault, "robots.txt")
    code, report = crawl.run(RETRY_TIMES="1", DOWNLOAD_TIMEOUT="1")
    assert code == (OK if fault == "long_line" else FAILED)
    assert report["given_up_reasons"] == ({} if fault == "long_line" else {"robots_unreachable": 1})
    assert fault == "long_line" or not [line for line in crawl.site.site.log if "robots" not in line]


def test_crawl_delay_is_applied(crawls: NewCrawls) -> None:
    crawl = crawls("thanhhoa", 3)
    crawl.site.site.habits.robots = "User-agent: *\nCrawl-delay: 0.4\n"
    code, report = crawl.run(CONCURRENT_REQUESTS_PER_DOMAIN="1", DOWNLOAD_DELAY_JITTER="0")
    assert (code, len(crawl.records())) == (OK, 3)
    assert report["seconds"] > 1.2


@pytest.mark.parametrize("portal", ["thanhhoa", "soctrang"])
@pytest.mark.parametrize("pager", ["endless", "loop", "repeat"])
def test_pagers_without_end(crawls: NewCrawls, portal: str, pager: str) -> None:
    crawl = crawls(portal, 35)
    crawl.site.site.habits.pager = pager
    code, report = crawl.run()
    assert len(crawl.records()) == 35
    assert list(report["pager_stops"].values()) == [1]
    assert report["counts"]["requests"] < 50
    assert code in (OK, DEGRADED)


@pytest.mark.parametrize("portal", ["thanhhoa", "soctrang"])
def test_traps_in_listings(crawls: NewCrawls, portal: str) -> None:
    crawl = crawls(portal, 25)
    habits = crawl.site.site.habits
    habits.calendar = habits.strange_links = habits.aliases = True
    code, _ = crawl.run()
    assert (code, len(crawl.records())) == (OK, 25)
    assert len(crawl.site.site.log) == 25 + 3 + 2, "each article once, three listing pages, robots.txt, the usual sitemap"
    assert not [line for line in crawl.site.site.log if "lich" in line or ".pdf" in line or "file" in line]


@pytest.mark.parametrize("portal", [ThanhHoaSpider.portal, SocTrangSpider.portal], ids=["thanhhoa", "soctrang"])
@pytest.mark.parametrize("number", [402, 404, 405, 498, 500, 503])
def test_a_pager_that_prints_404_is_no_error_page(portal: Portal, number: int) -> None:
    site = Site(portal.name, 6000, sections=sections(portal.name))
    path = sections(portal.name)[0][1]
    if portal.name == "thanhhoa":
        answer = webportal.answer(site, "GET", f"{path}?page={number}", b"", 1)
    else:
        answer = vnportal.listing(site, 0, number, 1)
    page = RawPage(f"{BASE}{path}?page={number}", answer.body, headers=answer.headers)
    inspect(page)
    assert len(portal.cms.listing(page).links) == 10


def test_order_that_changes_between_pages(crawls: NewCrawls) -> None:
    crawl = crawls("thanhhoa", 40)
    crawl.site.site.habits.shuffled = True
    code, _ = crawl.run()
    found = len(crawl.records())
    assert code == OK
    assert found == len({line for line in crawl.site.site.log if line.endswith(".html")})
    for _ in range(3):
        crawl.run()
    assert len(crawl.records()) > found, "what one run misses, later runs find"
