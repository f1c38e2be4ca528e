"""Replay: the same answers, no socket, every miss named."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from portals.archive.errors import ArchiveError
from portals.archive.fixtures import write_fixture
from portals.archive.library import Library, check_replay
from portals.archive.request_keys import request_key, same_address
from portals.items import RawPage
from tests.archive.crawler import crawl
from tests.archive.site import Answer, serving

SITE = "https://city.example"


def fixture(folder: Path, url: str, body: bytes = b"<html>", **values: Any) -> None:
    captured = values.pop("fetched_at", "2022-07-05T03:00:00Z")
    page = RawPage(url, body, headers={"Content-Type": "text/html"}, fetched_at=captured, **values)
    write_fixture(folder, page, kind="article", variant="test")


@pytest.mark.slow
def test_replay_gives_what_the_crawl_got(tmp_path: Path) -> None:
    """Redirects, errors, forbidden pages and forms, with every way out of the process closed."""
    answers = {
        "/robots.txt": Answer(b"User-agent: *\nDisallow: /forbidden\n", headers={"Content-Type": "text/plain"}),
        "/page": Answer("Chào".encode()),
        "/moved": Answer(b"", 301, {"Location": "/page"}),
        "/gone": Answer(b"not here", 404),
        "/error": Answer(b"oops", 503),
        "/cut": Answer(b"half", length=500),
        "/large": Answer(b"x" * 300_000),
        "POST /form": Answer(b"posted"),
    }
    with serving(answers) as site:
        asked: list[dict[str, Any]] = [
            {"url": site.base + path} for path in ("/page", "/moved", "/gone", "/error", "/cut", "/large")
        ]
        asked.append({"url": f"{site.base}/form", "form": {"a": "1", "b": "ế"}})
        common = {"DOWNLOAD_MAXSIZE": 200_000, "CONCURRENT_REQUESTS": 1}
        live = crawl(asked, {**common, "ARCHIVE_DIR": str(tmp_path / "warc")})
    asked[-1]["form"] = {"b": "ế", "a": "1"}
    empty = tmp_path / "nothing"
    again = crawl(asked, {**common, "REPLAY": str(tmp_path / "warc"), "DOWNLOAD_DELAY": 30}, sockets=False)
    for line in [*live.seen.values(), *again.seen.values()]:
        line.pop("on_disk", None)
    assert again.seen == live.seen
    assert again.stats.get("replay/miss") is None
    assert not empty.exists()
    assert [file.suffix for file in (tmp_path / "warc").iterdir()] == [".gz"]


@pytest.mark.slow
def test_misses_are_counted_and_named_and_robots_is_none(tmp_path: Path) -> None:
    fixture(tmp_path / "city" / "front", f"{SITE}/")
    asked: list[dict[str, Any]] = [{"url": SITE}, {"url": f"{SITE}/a"}, {"url": f"{SITE}/b", "form": {"x": "1"}}]
    again = crawl(asked, {"REPLAY": str(tmp_path / "city")}, sockets=False)
    assert again.stats["replay/miss"] == 2
    assert sorted(again.stats["replay/misses"]) == [f"GET {SITE}/a", f"POST {SITE}/b"]
    assert again.seen["/"]["archived"]["warc_file"] == "fixtures/city/front"
    assert again.seen["/a"]["error"] == "ReplayMiss"
    assert again.stats["robotstxt/response_status_count/404"] == 1
    assert "retry/count" not in again.stats


SAME = [
    ("https://city.example", "https://CITY.example:443/"),
    ("http://city.example:80/a?b=1", "http://city.example/a?b=1#part"),
    ("https://city.example/tin tức", "https://city.example/tin%20t%E1%BB%A9c"),
    ("https://city.example./a", "https://city.example/a"),
]
OTHER = [
    ("https://city.example/a", "http://city.example/a"),
    ("https://city.example:8443/a", "https://city.example/a"),
    ("https://city.example/a?b=1&c=2", "https://city.example/a?c=2&b=1"),
    ("https://city.example/a", "https://city.example/a/"),
    ("https://city.example/A", "https://city.example/a"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_same_address(one: str, other: str) -> None:
    assert same_address(one) == same_address(other)


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_other_address(one: str, other: str) -> None:
    assert same_address(one) != same_address(other)


@given(st.text("/?#&=%:@.a1ủ ", max_size=30))
def test_same_address_is_settled(rest: str) -> None:
    once = same_address(f"https://city.example/{rest}")
    assert same_address(once) == once


BODIES = [
    (b"a=1&b=2", b"b=2&a=1", True),
    (b"a=1&a=2", b"a=2&a=1", True),
    (b"a=%C3%AA+x", b"a=%c3%aa%20x", True),
    (b"a=1&b=", b"a=1", False),
    (b"a=1", b"a=2", False),
    (b'{"a": 1, "b=": 2}', b'{"b=": 2, "a": 1}', False),
    (b"", b"a=1", False),
]


@pytest.mark.parametrize(("one", "other", "same"), BODIES)
def test_form_fields_may_stand_in_any_order(one: bytes, other: bytes, same: bool) -> None:
    assert (request_key("POST", SITE, one) == request_key("POST", SITE, other)) is same


def test_method_counts() -> None:
    assert request_key("GET", SITE) != request_key("HEAD", SITE)
    assert request_key("get", SITE, b"ignored") == request_key("GET", SITE)


def capture(writer: WARCWriter, body: bytes, date: str, **warc: str) -> None:
    http = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
    headers = {"WARC-Date": date, **{name.replace("_", "-"): value for name, value in warc.items()}}
    writer.write_record(
        writer.create_warc_record(SITE, "response", io.BytesIO(body), http_headers=http, warc_headers_dict=headers)
    )


def test_latest_whole_capture_answers(tmp_path: Path) -> None:
    """Also when an older one stands behind it, or in a file that comes later; of one second, the last."""
    for name, captures in {
        "a": [(b"middle", "2021-01-01T00:00:00Z"), (b"late", "2022-01-01T00:00:00Z"), (b"last", "2022-01-01T00:00:00Z")],
        "b": [(b"early", "2020-01-01T00:00:00Z")],
    }.items():
        with (tmp_path / f"{name}.warc.gz").open("wb") as file:
            writer = WARCWriter(file)
            for body, date in captures:
                capture(writer, body, date)
            if name == "b":
                capture(writer, b"cut", "2023-01-01T00:00:00Z", WARC_Truncated="length")
    found = Library(tmp_path).find("GET", SITE)
    assert found is not None
    assert found.body == b"last"


def test_fixtures_answer_by_method_and_form(tmp_path: Path) -> None:
    fixture(tmp_path / "city" / "one", f"{SITE}/list", b"one")
    fixture(tmp_path / "city" / "two", f"{SITE}/list", b"two", method="POST", request_body=b"page=2&x=%C3%AA")
    fixture(
        tmp_path / "city" / "two-later",
        f"{SITE}/list",
        b"later",
        fetched_at="2022-08-05T03:00:00Z",
        method="POST",
        request_body=b"x=%C3%AA&page=2",
    )
    library = Library(tmp_path)
    assert [
        page and page.body
        for page in (library.find("GET", f"{SITE}/list"), library.find("POST", f"{SITE}/list", b"x=%C3%AA&page=2"))
    ] == [b"one", b"later"]
    assert library.find("POST", f"{SITE}/list", b"page=3") is None


def test_replay_path_must_be_one(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "words.txt").write_text("no archive")
    fixture(tmp_path / "broken" / "case", SITE)
    (tmp_path / "broken" / "case" / "meta.json").write_text("{")
    for name in ("missing", "empty", "words.txt", "broken"):
        with pytest.raises(ArchiveError, match=name) as error:
            check_replay(tmp_path / name)
        assert "\n" not in str(error.value)
    with pytest.raises(ArchiveError, match="REPLAY"):
        check_replay("")
