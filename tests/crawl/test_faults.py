"""What goes wrong between the crawl and the site: each fault ends in its documented result, and nothing is lost."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from portals.archive.extract.run import extracted
from portals.spiders.thanhhoa import ThanhHoaSpider
from tests.crawl.conftest import NewCrawls
from tests.crawl.declared import declared
from tests.crawl.running import Crawls, records

pytestmark = pytest.mark.slow

OK, FAILED, DEGRADED, BLOCKED = 0, 1, 3, 4
FEW = {"RETRY_TIMES": "1", "DOWNLOAD_TIMEOUT": "6", "DOWNLOAD_MAXSIZE": "1000000"}
ONE = r"-3\.html"
"""One of the articles."""

LASTING = {
    "half": "cut",
    "long": "cut",
    "reset": "connection_lost",
    "stall": "timeout",
    "hang": "timeout",
    "error": "http_500",
    "busy": "http_503",
    "huge": "too_large",
    "flood": "too_large",
    "bomb": "too_large",
    "circle": "redirect_loop",
    "empty": "empty",
    "login": "login_page",
    "image": "not_html",
    "longer_line": "long_head",
    "many_lines": "long_head",
    "no_http": "bad_answer",
    "odd_transfer": "bad_answer",
    "broken": "bad_encoding",
    "part": "cut",
    "unmodified": "not_modified",
    "rate_limit": "http_429",
}
"""Fault → the reason for which its page is given up."""


def crawled(crawl: Crawls, *arguments: str, **settings: str) -> tuple[int, int, dict[str, int]]:
    """Exit code, records in the store, and what was given up."""
    code, report = crawl.run(*arguments, **{**FEW, **settings})
    return code, len(crawl.records()), report["given_up_reasons"]


def test_pages_that_cannot_be_had(crawls: NewCrawls) -> None:
    crawl = crawls("thanhhoa", 30)
    for number, kind in enumerate(LASTING):
        crawl.site.faults.add(kind, rf"-{number}\.html", size=3_000_000)
    code, report = crawl.run(**FEW, RATE_LIMIT_PAUSE="0.1")
    given_up = {entry["url"].rpartition("-")[2]: entry["reason"] for entry in report["given_up"]}
    wanted = {f"{number}.html": reason for number, reason in enumerate(LASTING.values())}
    assert given_up == wanted
    assert (code, len(crawl.records())) == (DEGRADED, 30 - len(LASTING))
    crawl.site.faults.clear()
    assert crawled(crawl)[:2] == (OK, 30 - 4), "the next run gets those that could not be read"


READ = ("odd_headers", "long_line", "plain_gzip", "whole_part")
"""What browsers show all the same."""


def test_pages_that_browsers_show_are_read(crawls: NewCrawls, tmp_path: Path) -> None:
    """By the crawl, and again by a replay and by `extract` from its archive."""
    crawl = crawls("thanhhoa", 12)
    for number, kind in enumerate(READ):
        crawl.site.faults.add(kind, rf"-{number}\.html")
    assert crawled(crawl) == (OK, 12, {})
    known = {"thanhhoa": ThanhHoaSpider.portal}
    with extracted([crawl.folder / "warc"], known) as (articles, report):
        found = {article.id: article.body for article in articles}
    assert report.verdict.result == "ok"
    assert found == {name: record["body"] for name, record in crawl.records().items()}
    crawl.site.faults.clear()
    code, _ = crawl.run(REPLAY=str(crawl.folder / "warc"), STORE_URL=f"sqlite:///{tmp_path}/replay.db")
    assert (code, len(records(f"sqlite:///{tmp_path}/replay.db"))) == (OK, 12)


SAME = {"half": "cut", "flood": "too_large", "broken": "bad_encoding", "part": "cut"}


@pytest.mark.parametrize(("kind", "reason"), SAME.items())
def test_crawl_and_extract_give_the_same_reason(kind: str, reason: str, crawls: NewCrawls) -> None:
    crawl = crawls("thanhhoa", 6)
    crawl.site.faults.add(kind, ONE, size=3_000_000)
    assert crawled(crawl)[2] == {reason: 1}
    with extracted([crawl.folder / "warc"], {"thanhhoa": ThanhHoaSpider.portal}) as (_, report):
        assert report.rejected == {reason: 1}


def test_a_rate_limit_that_does_not_say_how_long_is_waited_for(crawls: NewCrawls) -> None:
    crawl = crawls("thanhhoa", 6)
    crawl.site.faults.add("rate_limit", ONE, times=2)
    code, report = crawl.run(**{**FEW, "RETRY_TIMES": "3"}, RATE_LIMIT_PAUSE="0.5")
    assert (code, report["counts"]["new"]) == (OK, 6)
    assert report["seconds"] > 0.5 + 1.0


def test_troubles_that_pass(crawls: NewCrawls) -> None:
    crawl = crawls("thanhhoa", 12)
    for number, kind in enumerate(("half", "reset", "error", "busy", "hang", "stall", "long")):
        crawl.site.faults.add(kind, rf"-{number}\.html", times=1)
    assert crawled(crawl) == (OK, 12, {})


def test_slow_answers_are_waited_for(crawls: NewCrawls) -> None:
    crawl = crawls("thanhhoa", 6)
    crawl.site.faults.add("slow", r"\.html", seconds=0.01)
    assert crawled(crawl, DOWNLOAD_TIMEOUT="10") == (OK, 6, {})


def test_enormous_bodies_do_not_fill_the_memory(crawls: NewCrawls) -> None:
    crawl = crawls("thanhhoa", 12)
    for number, kind in enumerate(("huge", "flood", "bomb")):
        crawl.site.faults.add(kind, rf"-{number}\.html", size=200_000_000)
    running = crawl.start(RETRY_TIMES="1")
    assert running.wait() == DEGRADED
    assert len(crawl.records()) == 9
    assert running.peak < 350


def test_bytes_after_the_announced_length_are_not_read(crawls: NewCrawls) -> None:
    crawl = crawls("thanhhoa", 6)
    crawl.site.faults.add("short", ONE)
    code, records, _ = crawled(crawl)
    assert (code, records) == (DEGRADED, 5)


def test_page_that_the_server_cut(crawls: NewCrawls) -> None:
    crawl = crawls("thanhhoa", 6)
    crawl.site.faults.add("cut", ONE)
    code, records, given_up = crawled(crawl)
    assert (code, records, given_up) == (DEGRADED, 5, {"truncated": 1})


def test_retry_after_is_kept_and_bounded(crawls: NewCrawls) -> None:
    crawl = crawls("thanhhoa", 6)
    crawl.site.faults.add("busy", ONE, times=1, seconds=3600)
    code, report = crawl.run(**FEW, RETRY_AFTER_MAX="1.5")
    assert (code, report["counts"]["new"]) == (OK, 6)
    assert report["seconds"] > 1.5


def test_redirects_to_other_places_are_not_followed(crawls: NewCrawls) -> None:
    crawl = crawls("thanhhoa", 12)
    elsewhere = crawls("thanhhoa", 1)
    targets = (
        "http://other.invalid/",
        "http://10.0.0.1/",
        "http://[::1]/",
        "http://169.254.169.254/latest",
        "file:///etc/passwd",
    )
    for number, target in enumerate((*targets, f"{elsewhere.site.address}/", "https://tpthanhhoa.thanhhoa.gov.vn:8443/")):
        crawl.site.faults.add("away", rf"-{number}\.html", target=target)
    code, records, given_up = crawled(crawl)
    assert (code, records) == (DEGRADED, 5)
    assert given_up == {"moved": 7}
    assert set(crawl.site.hosts) == {crawl.site.address.removeprefix("http://")}
    assert elsewhere.site.site.log == []


def test_an_article_that_lies_elsewhere_is_said_once(crawls: NewCrawls) -> None:
    crawl = crawls("thanhhoa", 12)
    crawl.site.faults.add("away", r"-1\.html", target="https://news.other.example/a.html")
    assert crawled(crawl) == (DEGRADED, 11, {"moved": 1})
    assert crawled(crawl) == (OK, 11, {})
    assert crawled(crawl, "-a", "full=1") == (OK, 11, {})
    crawl.site.faults.add("away", r"-2\.html", target="https://news.other.example/b.html")
    assert crawled(crawl, "-a", "full=1") == (DEGRADED, 11, {"moved": 1}), "another one is news"
    assert crawled(crawl, "-a", "full=1") == (OK, 11, {})


def test_articles_for_members_are_no_fault(crawls: NewCrawls) -> None:
    crawl = crawls("thanhhoa", 30)
    crawl.site.faults.add("members", r"-[12]\.html")
    code, report = crawl.run(**FEW)
    assert (code, len(crawl.records()), report["given_up_reasons"]) == (OK, 28, {})
    assert [url[-7:] for url in sorted(report["for_members"])] == ["-1.html", "-2.html"]
    assert "for members alone: 2" in crawl.started[-1].output
    asked = len(crawl.site.site.log)
    assert crawl.run(**FEW)[0] == OK
    assert not [path for path in crawl.site.site.log[asked:] if path.endswith(("-1.html", "-2.html"))]
    with extracted([crawl.folder / "warc"], {"thanhhoa": ThanhHoaSpider.portal}) as (_, extraction):
        assert (extraction.verdict.result, extraction.rejected) == ("ok", {"members_only": 2})


def test_an_article_that_is_withdrawn_from_the_public_is_said_once(crawls: NewCrawls) -> None:
    crawl = crawls("thanhhoa", 30)
    assert crawled(crawl) == (OK, 30, {})
    crawl.site.faults.add("members", r"-1\.html")
    code, report = crawl.run("-a", "full=1", **FEW)
    assert (code, [reason["code"] for reason in report["reasons"]]) == (DEGRADED, ["withdrawn"])
    assert crawled(crawl, "-a", "full=1") == (OK, 30, {})
    crawl.site.faults.clear()
    assert crawled(crawl, "-a", "full=1") == (OK, 30, {})


def test_a_site_that_shows_nothing_without_a_login_is_not_ok(crawls: NewCrawls) -> None:
    crawl = crawls("thanhhoa", 30)
    crawl.site.faults.add("members", r"-1?[0-9]\.html")
    code, report = crawl.run(**FEW)
    assert (code, [reason["code"] for reason in report["reasons"]]) == (DEGRADED, ["closed"])


NOWHERE = (
    *("javascript:void(0)", "mailto:a@b.example", "about:blank", "http://[", " "),
    *("http://user:secret@HOST/", "http://HOST:99999/"),
)
ELSEWHERE = ("data:text/html,x", "ftp://HOST/a", "s3://bucket/a", "gopher://HOST/", "blob:x")


def test_redirects_to_no_address_have_a_name(crawls: NewCrawls) -> None:
    crawl = crawls("thanhhoa", 15)
    host = crawl.site.address.removeprefix("http://").partition(":")[0]
    for number, target in enumerate((*NOWHERE, *ELSEWHERE, f"/{'a' * 20_000}")):
        crawl.site.faults.add("away", rf"-{number}\.html", target=target.replace("HOST", host))
    given_up = {"bad_redirect": len(NOWHERE), "moved": len(ELSEWHERE), "long_address": 1}
    assert crawled(crawl) == (DEGRADED, 2, given_up)
    with extracted([crawl.folder / "warc"], {"thanhhoa": ThanhHoaSpider.portal}) as (_, report):
        assert report.problems == [], "what cannot be read again is not asked for"


def test_articles_that_lie_elsewhere_are_accepted_by_declaration(crawls: NewCrawls) -> None:
    crawl = crawls("thanhhoa", 6)
    crawl.site.faults.add("away", r"-1\.html", target="https://news.other.example/a.html")
    crawl.site.faults.add("away", r"-2\.html", target="https://third.example/a.html")
    accepting = declared(crawl.folder, replace(ThanhHoaSpider.portal, elsewhere=("other.example",)))
    code, report = crawl.run(**FEW, SPIDER_MODULES=accepting)
    assert (code, report["given_up_reasons"], len(crawl.records())) == (DEGRADED, {"moved": 1}, 4)
    anywhere = declared(crawl.folder, replace(ThanhHoaSpider.portal, elsewhere=("*",)))
    assert crawl.run("-a", "full=1", **FEW, SPIDER_MODULES=anywhere)[0] == OK


def test_a_site_that_redirects_until_its_cookie_comes_back(crawls: NewCrawls) -> None:
    crawl = crawls("thanhhoa", 6)
    crawl.site.site.habits.wants_cookie = True
    code, _, given_up = crawled(crawl)
    assert (code, list(given_up)) == (FAILED, ["wants_cookies"])
    keeping = declared(crawl.folder, replace(ThanhHoaSpider.portal, cookies=True))
    assert crawled(crawl, SPIDER_MODULES=keeping) == (OK, 6, {})
    assert b"mau=1" not in b"".join(path.read_bytes() for path in (crawl.folder / "warc").iterdir())


def test_wall_after_some_requests(crawls: NewCrawls) -> None:
    crawl = crawls("thanhhoa", 60)
    crawl.site.site.habits.wall_after = 30
    code, records, _ = crawled(crawl, CONCURRENT_REQUESTS_PER_DOMAIN="1")
    assert code == BLOCKED
    assert len(crawl.site.site.log) < 40, "it stops early"
    crawl.site.site.habits.wall_after = None
    code, records, _ = crawled(crawl)
    assert (code, records) == (OK, 60), "the same command goes on, and asks for the walled pages again"


def test_layout_that_nobody_knows(crawls: NewCrawls) -> None:
    crawl = crawls("thanhhoa", 12)
    crawl.site.site.habits.layout = "redesigned"
    code, report = crawl.run(**FEW)
    assert code == DEGRADED
    assert report["fallback_extractions"] or report["rejected"]


@pytest.mark.parametrize("charset", ["windows-1258", "utf-16", "x-unknown"])
def test_charset_that_lies(crawls: NewCrawls, charset: str) -> None:
    crawl = crawls("thanhhoa", 6)
    crawl.site.site.habits.charset = charset
    assert crawled(crawl) == (OK, 6, {})
    titles = {record["title"] for record in crawl.records().values()}
    assert titles == {crawl.site.site.article(number).title for number in range(6)}  # type: ignore[union-attr]


def test_cookies_are_not_kept(crawls: NewCrawls) -> None:
    crawl = crawls("thanhhoa", 12)
    crawl.site.site.habits.cookies = True
    assert crawled(crawl) == (OK, 12, {})
