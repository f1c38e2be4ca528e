"""What the pages say, and that hostile text stays text."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import get_args

import pytest

from portals import errors, items
from portals.register import candidates
from portals.room import queries
from portals.room.pages import NoSuchPage, Room
from portals.room.rendering import Renderer, ServerLinks, _environment, interface_words, reason_words, short_time


@pytest.fixture
def database(room_file: Path) -> Iterator[sqlite3.Connection]:
    room = queries.open_room(room_file)
    yield room
    room.close()


@pytest.fixture
def room(database: sqlite3.Connection) -> Room:
    return Room(database, Renderer(ServerLinks(), "en"), date(2026, 2, 1))


class Elements(HTMLParser):
    """Elements and their attributes, as a browser reads them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def text(page: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())


def person_of(room: Room, name: str) -> str:
    return str(queries.persons_like(room.database, name)[0]["id"])


def test_front_shows_what_is_new_what_changed_and_how_the_runs_went(room: Room) -> None:
    page = text(room.front())

    assert "Version 2, 2026-01-15" in page
    assert "gone since 2026-01-20" in page
    assert "thanhhoa Articles: 5" in page


def test_an_article_highlights_officials_and_days_and_says_how_to_cite_it(room: Room) -> None:
    page = room.article("thanhhoa:1")

    assert '<time class="mark date" datetime="2020-10-09"' in page
    assert re.search(r'<a class="mark person" href="/person/p-\w+"[^>]*>Lê Văn Mẫu</a>', page)
    assert "@online{" in page
    assert "chú thích web" in page
    assert "&lt;urn:uuid:1&gt;" in page


def test_versions_stand_side_by_side_with_the_words_that_changed(room: Room) -> None:
    page = room.article("thanhhoa:2")

    assert "<ins>Thường trực</ins>" in page


def test_copies_name_the_first(room: Room) -> None:
    assert "first published as Tin số 1" in text(room.question("copies", {}))


def test_who_held_an_office_on_a_day(room: Room) -> None:
    page = text(room.question("who", {"post": "bi thu thanh uy", "place": "thanh hoa", "on": "2021-05-05"}))

    assert "certain Lê Văn Mẫu" in page
    assert "chủ trì hội nghị" in page


def test_an_office_that_is_over_names_its_successors(room: Room) -> None:
    page = text(room.question("who", {"post": "Bí thư Thành ủy", "place": "thành phố Thanh Hóa", "on": "2025-08-01"}))

    assert "The office ended on 2025-06-30" in page
    assert "phường Hạc Thành" in page


def test_appointments_changes_and_vanished_pages(room: Room) -> None:
    assert "Trần Thị Hà" in text(room.question("appointments", {"since": "2021-06-01", "until": "2021-06-30"}))
    assert "Tin số 7" in text(room.question("changes", {"since": "2026-01-01"}))
    assert "Tin số 7" in text(room.question("vanished", {"since": "2026-01-01"}))
    assert "Nothing was found" in text(room.question("vanished", {"since": "2026-01-30"}))


def test_a_person_has_a_picture_whose_bars_lead_to_the_sentences(room: Room) -> None:
    page = room.person(person_of(room, "le van mau"))
    bar = re.search(r'<a href="#(term-\d+)"><title>Bí thư · Thành ủy', page)

    assert bar
    assert f'id="{bar[1]}"' in page
    assert "chúc tết lực lượng" in page


def test_an_office_and_a_place_lead_to_each_other(room: Room) -> None:
    office = queries.fetch_all(room.database, "SELECT * FROM offices WHERE post = 'Bí thư'")[0]

    assert "Lê Văn Mẫu" in room.office(office["id"])
    assert office["title"] in room.place(office["place"])


def test_hostile_text_is_shown_as_text(room: Room) -> None:
    page = room.article("thanhhoa:3")
    elements = Elements(page).found

    assert [tag for tag, _ in elements if tag in ("script", "img")] == []
    assert [value for _, attributes in elements for name, value in attributes.items() if name.startswith("on")] == []
    assert not any((attributes.get("href") or "").startswith("javascript") for _, attributes in elements)
    assert "Tải về" in page


@pytest.mark.parametrize("kind", ["article", "person", "office", "place"])
def test_what_is_not_there_is_said(room: Room, kind: str) -> None:
    with pytest.raises(NoSuchPage):
        getattr(room, kind)("nobody")


def test_the_interface_speaks_two_languages(database: sqlite3.Connection) -> None:
    page = Room(database, Renderer(ServerLinks(), "vi"), date(2026, 2, 1)).questions()

    assert "Ai giữ chức vụ vào một ngày" in page
    assert set(interface_words("en")) == set(interface_words("vi"))


def test_every_word_of_the_interface_is_used() -> None:
    folder = Path("portals/room")
    used = "".join(path.read_text("utf-8") for path in [*folder.rglob("*.html"), *folder.glob("*.py")])
    values = {
        "field": ("title", "lead", "body", "captions"),
        "pair": get_args(candidates.Reason),
        "relation": get_args(items.Relation),
        "result": get_args(errors.Result),
        "status": get_args(items.Status),
    }

    named = {f"{kind}_{value}" for kind, some in values.items() if f"named('{kind}'" in used for value in some}
    words = set(interface_words("en"))
    assert named <= words
    assert [key for key in words - named if f"'{key}'" not in used and f'"{key}"' not in used] == []


def test_the_reasons_of_runs_are_those_of_the_guide() -> None:
    guide = Path("docs/guide/runs.md").read_text("utf-8")
    table = guide.partition("## What makes a run degraded")[2].partition("\n\nWhat is expected")[0]
    codes = [
        code for line in table.splitlines() for code in re.findall(r"`([\w/]+)`", line.split("|")[1] if "|" in line else "")
    ]

    assert set(reason_words("en")) == set(reason_words("vi")) == {code.partition("/")[0] for code in codes}


def test_times_are_those_of_vietnam_and_days_as_a_language_writes_them() -> None:
    assert short_time("2026-01-20T18:30:00Z") == "2026-01-21 01:30"
    assert short_time("2020-10-10T06:43:00+07:00") == "2020-10-10 06:43"
    assert short_time("2020-10") == "2020-10"
    vietnamese = _environment("vi").filters["when"]
    assert [vietnamese(day) for day in ("2020-10-10 06:43", "2020-10", "2020", None)] == [
        "10/10/2020 06:43",
        "10/2020",
        "2020",
        "",
    ]
