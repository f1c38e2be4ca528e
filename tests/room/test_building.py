"""The room's database: legible tables from a store of either kind, brought up to date article by article."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from portals.room import queries
from portals.room.building import RoomError, build_room
from portals.room.dictionary import descriptions
from portals.store import Store
from tests.register.articles import article
from tests.room.conftest import NOW


def dump(path: Path) -> list[str]:
    """Every row of a room's own tables, without the numbers that the full-text index gives to articles."""
    with closing(sqlite3.connect(path)) as room:
        query = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
        names = [row[0] for row in room.execute(query) if not row[0].startswith(("search", "sqlite_"))]
        rows = (
            (name, row[1 if name == "articles" else 0 :]) for name in names for row in room.execute(f"SELECT * FROM {name}")
        )
        return sorted(map(repr, rows))


def found(path: Path, words: str) -> list[str]:
    with closing(queries.open_room(path)) as room:
        return sorted(row["id"] for row in queries.found_articles(room, words)[1])


def test_a_second_build_reads_what_changed_and_is_as_one_from_nothing(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "room.db"
    assert build_room(store, path, now=NOW).read == 7
    assert build_room(store, path, now=NOW).read == 0

    later = article(1, "2020-10-10", "Đồng chí Phạm Thị Bích, Bí thư Thành ủy, chủ trì hội nghị.")
    later.fetched_at = "2026-03-03T00:00:00Z"
    store.save([later, article(8, "2022-02-02", "Bão số 9 đổ bộ vào đất liền.")])
    assert build_room(store, path, now=NOW).read == 2
    build_room(store, tmp_path / "again.db", now=NOW)

    assert dump(path) == dump(tmp_path / "again.db")
    assert found(path, "pham thi bich") == ["thanhhoa:1"]
    assert found(path, "chinh trang do thi") == ["soctrang:6"]


@pytest.mark.parametrize("words", ["le van mau", "Lê Văn Mẫu", "bi thu thanh uy dong ve", "ĐÔNG VỆ"])
def test_search_needs_no_diacritics(room_file: Path, words: str) -> None:
    assert "thanhhoa:1" in found(room_file, words)


@pytest.mark.parametrize("words", ['"', "a OR", "NEAR(", "*", "title:", "", "'; DROP TABLE articles"])
def test_marks_of_the_search_language_are_words_like_others(room_file: Path, words: str) -> None:
    found(room_file, words)


def test_a_database_of_something_else_is_refused(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE mine (a)")
    with pytest.raises(RoomError, match="something else"):
        build_room(store, path, now=NOW)
    (tmp_path / "text.db").write_text("no database at all, but a text that is long enough to be looked at" * 20)
    with pytest.raises(RoomError, match="no database"):
        build_room(store, tmp_path / "text.db", now=NOW)


def test_every_column_is_described(room_file: Path) -> None:
    with closing(sqlite3.connect(room_file)) as room:
        for table, told in descriptions().items():
            columns = {row[1] for row in room.execute(f"PRAGMA table_info({table})")}
            assert columns == set(told["columns"]), table
            assert all([told["description"], *told["columns"].values()])
