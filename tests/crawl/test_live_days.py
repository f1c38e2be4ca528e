"""The first live crawl of the two city portals: what their hosts may answer since 1 July 2025, and what a run says of it.

Each day here is a row of docs/guide/first-live-crawl.md.
"""

from __future__ import annotations

import pytest

from tests.crawl.conftest import NewCrawls
from tests.crawl.running import Crawls

pytestmark = pytest.mark.slow

OK, FAILED, DEGRADED, BLOCKED = 0, 1, 3, 4
PORTALS = ("soctrang", "thanhhoa")
WORDPRESS = """<!DOCTYPE html><html><head><meta name="generator" content="WordPress 6.6"><title>Phường Hạc Thành</title></head>
<body class="home"><ul class="menu"><li><a href="/category/tin-tuc/">Tin tức</a></li></ul><h2 class="entry-title">
<a href="/2026/03/hop-bao-thang-ba/" rel="bookmark">Họp báo tháng ba về kinh tế xã hội của phường</a></h2>
<script src="/wp-content/themes/a/b.js"></script></body></html>"""
CLOSED = """<!DOCTYPE html><html><head><title>Thông báo</title></head><body><h1>Thông báo</h1>
<p>Cổng thông tin điện tử thành phố đã dừng hoạt động kể từ ngày 01/7/2025.</p></body></html>"""
PARKED = "<html><head><title>Apache2 Debian Default Page: It works</title></head><body><h1>It works!</h1></body></html>"


def day(crawls: NewCrawls, portal: str, kind: str, match: str = "", **options: object) -> tuple[int, dict[str, str]]:
    """Run a crawl on a day on which the host answers so. Return the exit code and the reasons by their codes."""
    crawl: Crawls = crawls(portal, 20)
    crawl.site.faults.add(kind, match, **options)
    code, report = crawl.run(RETRY_TIMES="0")
    return code, {reason["code"]: reason["detail"] for reason in report["reasons"]}


@pytest.mark.parametrize("portal", PORTALS)
def test_the_host_answers_as_declared(crawls: NewCrawls, portal: str) -> None:
    assert crawls(portal, 20).run()[0] == OK


@pytest.mark.parametrize("portal", PORTALS)
def test_the_host_sends_everything_to_another(crawls: NewCrawls, portal: str) -> None:
    code, reasons = day(crawls, portal, "away", target="https://cantho.gov.vn/")
    assert (code, "https://cantho.gov.vn" in reasons["moved"]) == (FAILED, True)
    assert 'declare hosts=("cantho.gov.vn"' in reasons["moved"]


@pytest.mark.parametrize("portal", PORTALS)
def test_the_declared_section_is_closed(crawls: NewCrawls, portal: str) -> None:
    """The site is there, the section's address leads to the home page; nothing else is known of where the articles went."""
    path = {"soctrang": r"/54021/", "thanhhoa": r"/tin-tuc(?:\?|$)"}[portal]
    code, reasons = day(crawls, portal, "away", path, target="/")
    assert code in (DEGRADED, FAILED)
    assert "sections that are not there" in reasons["sections"]


@pytest.mark.parametrize("portal", PORTALS)
@pytest.mark.parametrize(("kind", "options"), [("empty", {}), ("page", {"text": PARKED}), ("page", {"text": CLOSED})])
def test_the_host_is_empty_parked_or_closed(crawls: NewCrawls, portal: str, kind: str, options: dict[str, str]) -> None:
    code, reasons = day(crawls, portal, kind, r"^/(?!robots)", **options)
    assert code in (FAILED, BLOCKED)
    assert reasons


@pytest.mark.parametrize("portal", PORTALS)
def test_the_host_is_gone(crawls: NewCrawls, portal: str) -> None:
    code, reasons = day(crawls, portal, "reset")
    assert (code, "connection_lost" in str(reasons) or "robots_unreachable" in str(reasons)) == (FAILED, True)


@pytest.mark.parametrize("portal", PORTALS)
def test_the_host_has_another_cms(crawls: NewCrawls, portal: str) -> None:
    code, reasons = day(crawls, portal, "page", r"^/(?!robots)", text=WORDPRESS)
    assert code in (DEGRADED, FAILED)
    assert reasons["other_cms"].startswith("the home page is made by wordpress now: scrapy probe http://127.0.0.1:")
