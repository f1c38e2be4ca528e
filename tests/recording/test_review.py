"""Reviewing: an expectation becomes a form, the form becomes the expectation again, and nothing in a page can act."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest

from portals.recording.review_form import FormError, corrected, fields_of
from portals.recording.review_page import Mark, at_title, highlighted, without_scripts
from portals.recording.review_server import Review, ReviewServer
from portals.registry import load_portal

FIXTURES = Path(__file__).parents[2] / "fixtures"
FOLDERS = sorted(path.parent for path in FIXTURES.glob("*/*/expected.json"))
HOSTILE = "<script>alert(1)</script><base href='https://x.invalid/'><meta http-equiv=refresh content='0;url=//x.invalid'>"


def expected(case: str) -> dict[str, Any]:
    value: dict[str, Any] = json.loads((FIXTURES / case / "expected.json").read_text("utf-8"))
    return value


def form_of(value: dict[str, Any]) -> dict[str, str]:
    """What a browser sends back when nothing was touched: line breaks as CR LF."""
    return {field.name: field.value.replace("\n", "\r\n") for field in fields_of(value)}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: f"{folder.parent.name}/{folder.name}")
def test_a_form_that_nobody_touched_changes_nothing(folder: Path) -> None:
    value = expected(f"{folder.parent.name}/{folder.name}")
    assert corrected(value, form_of(value)) == {**value, "reviewed": True}


def test_fields_rows_and_numbers_are_corrected() -> None:
    value = expected("soctrang/bo-nhiem")
    form = form_of(value) | {
        "record.title": "Một tiêu đề khác",
        "record.byline": "",
        "record.view_count": "1049",
        "record.officials.0.titles": "Phó Bí thư Thành ủy",
        "record.officials.1.remove": "1",
        "record.officials.2.name": "Lý Thị Hoa",
        "record.officials.2.titles": "Phó Chủ tịch Ủy ban nhân dân thành phố",
        "record.images.0.url": "https://ubndtp.soctrang.gov.vn/a.jpg",
    }
    record = corrected(value, form)["record"]
    assert (record["title"], record["byline"], record["view_count"]) == ("Một tiêu đề khác", None, 1049)
    assert [(each["name"], each["titles"]) for each in record["officials"]] == [
        ("Huỳnh Văn Sáng", ["Phó Bí thư Thành ủy"]),
        ("Lý Thị Hoa", ["Phó Chủ tịch Ủy ban nhân dân thành phố"]),
    ]
    assert record["images"] == [{"url": "https://ubndtp.soctrang.gov.vn/a.jpg", "caption": None}]


def test_offsets_follow_the_corrected_body() -> None:
    value = expected("soctrang/bo-nhiem")
    body = "Mở đầu. " + value["record"]["body"]
    (event,) = corrected(value, form_of(value) | {"record.body": body})["record"]["event_dates"]
    assert body[event["start"] : event["end"]] == event["raw"] == "Chiều ngày 01/03/2022"


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("record.view_count", "nhiều"),
        ("record.published_at", "5/7/2022"),
        ("record.event_dates.0.raw", "ngày 31/12/1999"),
        ("record.event_dates.0.inferred", "vâng"),
    ],
)
def test_what_cannot_be_is_refused(field: str, text: str) -> None:
    value = expected("soctrang/bo-nhiem")
    with pytest.raises(FormError):
        corrected(value, form_of(value) | {field: text})


def test_marks_are_escaped_and_never_overlap() -> None:
    shown = highlighted("<b>Ông A</b>", [Mark(3, 8, "person"), Mark(5, 9, "date"), Mark(90, 99, "date")])
    assert shown == "&lt;b&gt;<mark class='person'>Ông A</mark>&lt;/b&gt;"


def test_a_saved_page_loses_what_acts() -> None:
    shown = without_scripts(f"<html>{HOSTILE}<p onclick='x()'>Chữ</p><SCRIPT >y(")
    assert "Chữ" in shown
    assert not any(word in shown.lower() for word in ("<script", "<base", "refresh", "alert", "y("))


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        ("<title>Tin A</title><p>Tin A</p><h1 class=x>Tin A</h1>", "<title>Tin A</title><p>Tin A</p><h1 class=x>{}Tin A</h1>"),
        ("<img alt='Tin A'><p>Tin  A</p>", "<img alt='Tin A'><p>{}Tin  A</p>"),
        ("<p>Tin B</p>", "<p>Tin B</p>"),
    ],
)
def test_the_frame_begins_at_the_title(page: str, shown: str) -> None:
    assert at_title(page, "Tin A") == shown.replace("{}", "<a id='article'></a>")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ReviewServer]:
    for case in ("bo-nhiem", "listing-1", "wall"):
        shutil.copytree(FIXTURES / "soctrang" / case, tmp_path / "soctrang" / case)
        path = tmp_path / "soctrang" / case / "expected.json"
        path.write_text(path.read_text("utf-8").replace('"reviewed": true', '"reviewed": false'), "utf-8")
    page = tmp_path / "soctrang" / "bo-nhiem" / "page.html"
    page.write_bytes(page.read_bytes().replace(b"<body", HOSTILE.encode() + b"<body", 1))
    running = ReviewServer(Review(load_portal("soctrang"), tmp_path / "soctrang"))
    thread = threading.Thread(target=running.serve_forever, daemon=True)
    thread.start()
    yield running
    running.shutdown()
    running.server_close()
    thread.join(10)


def ask(
    server: ReviewServer, path: str, form: dict[str, str] | None = None, host: str | None = None
) -> tuple[HTTPResponse, str]:
    connection = HTTPConnection("127.0.0.1", server.server_address[1], timeout=20)
    headers = {"Host": host or server.host}
    if form is None:
        connection.request("GET", path, headers=headers)
    else:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request("POST", path, urlencode(form), headers)
    answer = connection.getresponse()
    text = answer.read().decode("utf-8")
    connection.close()
    return answer, text


def test_a_person_accepts_a_page_and_is_led_to_the_next(server: ReviewServer, tmp_path: Path) -> None:
    root = urlsplit(server.address).path
    _, index = ask(server, root)
    assert index.count("to review") == 3
    _, case = ask(server, f"{root}case/bo-nhiem")
    assert "<mark class='date'>Chiều ngày 01/03/2022</mark>" in case
    assert "<mark class='person'>Huỳnh Văn Sáng</mark>" in case
    assert "<script" not in case.lower()
    path = tmp_path / "soctrang" / "bo-nhiem" / "expected.json"
    before = json.loads(path.read_text("utf-8"))
    answer, _ = ask(server, f"{root}case/bo-nhiem", form_of(before) | {"record.title": "Tiêu đề <b>đúng</b>"})
    after = json.loads(path.read_text("utf-8"))
    assert (answer.status, answer.headers["Location"]) == (303, f"{server.address}case/listing-1")
    assert after["reviewed"] is True
    assert after["record"] == before["record"] | {"title": "Tiêu đề <b>đúng</b>"}
    _, case = ask(server, f"{root}case/bo-nhiem")
    assert "Tiêu đề &lt;b&gt;đúng&lt;/b&gt;" in case
    assert "the code reads today: Công bố quyết định" in case


def test_a_mistake_is_named_and_what_was_typed_stays(server: ReviewServer, tmp_path: Path) -> None:
    root = urlsplit(server.address).path
    before = json.loads((tmp_path / "soctrang" / "bo-nhiem" / "expected.json").read_text("utf-8"))
    typed = form_of(before) | {"record.view_count": "nhiều", "record.title": "Đã gõ"}
    answer, text = ask(server, f"{root}case/bo-nhiem", typed)
    assert answer.status == 422
    assert "is not a number" in text
    assert "value='Đã gõ'" in text
    assert json.loads((tmp_path / "soctrang" / "bo-nhiem" / "expected.json").read_text("utf-8")) == before


def test_a_hostile_page_is_shown_and_can_do_nothing(server: ReviewServer) -> None:
    answer, text = ask(server, f"{urlsplit(server.address).path}page/bo-nhiem")
    policy = answer.headers["Content-Security-Policy"]
    assert "sandbox" in policy.split("; ")
    assert "default-src 'none'" in policy
    assert "allow" not in policy
    assert "x.invalid" not in text
    assert "Huỳnh Văn Sáng" in text


@pytest.mark.parametrize("path", ["", "x/", "x/case/bo-nhiem", "../../etc/passwd"])
def test_without_the_secret_there_is_nothing(server: ReviewServer, path: str) -> None:
    assert ask(server, f"/{path}")[0].status == 404


@pytest.mark.parametrize("name", ["..%2f..%2fsecret", "no-such-case", "bo-nhiem/expected.json"])
def test_only_fixtures_are_shown(server: ReviewServer, name: str) -> None:
    root = urlsplit(server.address).path
    assert ask(server, f"{root}page/{name}")[0].status == 404
    assert ask(server, f"{root}case/{name}", {"record.title": "x"})[0].status == 404


def test_a_name_that_points_here_is_refused(server: ReviewServer) -> None:
    assert ask(server, urlsplit(server.address).path, host="evil.example")[0].status == 404
