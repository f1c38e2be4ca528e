"""The server: our pages before Datasette's own, policies on every page, decisions by form alone."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from portals.items import RawPage
from portals.room.archived import POLICY, safe_page
from portals.room.server import ReadingRoom, application, listen

pytest.importorskip("datasette")


def get(room_file: Path, path: str, tmp_path: Path, **more: Any) -> Any:
    room = ReadingRoom(room_file, [Path("fixtures")], tmp_path / "register" / "decisions.tsv", reviewer="Lan")
    server = application(room)

    async def ask() -> Any:
        await server.invoke_startup()
        method = more.pop("method", "get")
        return await getattr(server.client, method)(path, **more)

    return asyncio.run(ask())


def test_our_front_page_and_datasette_s_tables(room_file: Path, tmp_path: Path) -> None:
    assert "Reading room" in get(room_file, "/", tmp_path).text
    assert get(room_file, "/room/articles.json?_shape=array&_size=1", tmp_path).json()[0]["portal"]
    facets = get(room_file, "/room/officials?_facet=post", tmp_path)
    assert "Bí thư" in facets.text


def test_canned_queries_give_json_and_csv(room_file: Path, tmp_path: Path) -> None:
    asked = "since=2021-01-01&until=2021-12-31"
    assert get(room_file, f"/room/appointments.json?{asked}&_shape=array", tmp_path).json()[0]["person"] == "Trần Thị Hà"
    assert "Trần Thị Hà" in get(room_file, f"/room/appointments.csv?{asked}", tmp_path).text
    named = get(room_file, "/room/everything_on_a_person.json?name=le+van+mau&_shape=array", tmp_path).json()
    assert {row["name"] for row in named} == {"Lê Văn Mẫu"}


def test_every_page_of_ours_has_a_policy(room_file: Path, tmp_path: Path) -> None:
    ours = ("/", "/search?q=mau", "/article/thanhhoa%3A3", "/questions", "/candidates", "/person/nobody", "/reasons")
    for path in (*ours, "/room", "/room/articles", "/nothing"):
        headers = get(room_file, path, tmp_path).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8001", "127.0.0.1.evil.example", "[::", "localhost@evil.example", ""]
)
@pytest.mark.parametrize("path", ["/", "/room/articles.json", "/style", "/-/static/app.css"])
def test_only_names_of_this_machine_are_answered(room_file: Path, tmp_path: Path, host: str, path: str) -> None:
    answer = get(room_file, path, tmp_path, headers={"host": host})
    assert answer.status_code == 403
    assert "Reading" not in answer.text


@pytest.mark.parametrize("host", ["127.0.0.1:8001", "localhost:8001", "localhost", "[::1]:8001"])
def test_all_names_of_this_machine_are(room_file: Path, tmp_path: Path, host: str) -> None:
    assert get(room_file, "/", tmp_path, headers={"host": host}).status_code == 200


def test_a_port_is_taken_on_this_machine_alone_and_once() -> None:
    with listen(0) as first:
        address, port = first.getsockname()
        assert address == "127.0.0.1"
        with pytest.raises(OSError, match="in use"):
            listen(port)


def test_ids_with_slashes_are_found(room_file: Path, tmp_path: Path) -> None:
    assert get(room_file, "/article/nobody%3A%2Fweb%2Fa", tmp_path).status_code == 404
    assert get(room_file, "/article/thanhhoa%3A1", tmp_path).status_code == 200


def test_a_page_that_the_archive_does_not_hold_names_its_file(room_file: Path, tmp_path: Path) -> None:
    assert "crawl.warc.gz" in get(room_file, "/archived/thanhhoa%3A1", tmp_path).text


def test_a_decision_is_taken_from_our_own_page_alone(room_file: Path, tmp_path: Path) -> None:
    form = {"decision": "same", "one": "p-1", "other": "p-2"}
    for headers in (
        {},
        {"origin": "https://evil.example"},
        {"origin": "http://evil.example:8001", "host": "evil.example:8001"},
        {"origin": "null"},
    ):
        assert get(room_file, "/decide", tmp_path, method="post", data=form, headers=headers).status_code == 403
    assert get(room_file, "/decide", tmp_path).status_code == 405
    assert not (tmp_path / "register").exists()

    ours = {"origin": "http://127.0.0.1:8001", "host": "127.0.0.1:8001"}
    assert get(room_file, "/decide", tmp_path, method="post", data=form, headers=ours).status_code == 302
    assert (tmp_path / "register" / "decisions.tsv").read_text("utf-8").splitlines()[1].startswith("same\tp-1\tp-2\tLan")


def test_the_language_is_chosen_and_remembered(room_file: Path, tmp_path: Path) -> None:
    assert "portals-language=vi" in get(room_file, "/language/vi", tmp_path).headers["set-cookie"]
    assert "Phòng đọc" in get(room_file, "/", tmp_path, cookies={"portals-language": "vi"}).text
    assert "Phòng đọc" in get(room_file, "/", tmp_path, headers={"accept-language": "vi-VN,vi"}).text


HOSTILE = b"""<html><head><meta http-equiv="refresh" content="0;url=https://evil.example/"><base href="https://evil.example/">
<link rel="stylesheet" href="https://evil.example/a.css"><script>top.location='https://evil.example/'</script></head>
<body onload="alert(1)"><h1>H\xe1\xbb\x99i ngh\xe1\xbb\x8b giao ban</h1><iframe src="https://evil.example/"></iframe>
<form action="https://evil.example/"><button>Send</button></form>
<p>\xc3\x94ng L\xc3\xaa V\xc4\x83n M\xe1\xba\xabu</p></body></html>"""


def test_an_archived_page_is_marked_and_can_do_nothing() -> None:
    page = safe_page(RawPage("https://example.gov.vn/a", HOSTILE), "Hội nghị giao ban", ["Lê Văn Mẫu"])

    assert '<mark class="portals">Lê Văn Mẫu</mark>' in page
    assert [word for word in ("<script", "http-equiv", "<base", "<link") if word in page] == []
    assert {"sandbox", "form-action 'none'", "default-src 'none'"} <= set(POLICY.split("; "))
