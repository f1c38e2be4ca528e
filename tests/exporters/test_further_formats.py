"""Workbooks, Atom feeds, SQLite files, compressed files and descriptors, each read back by another program."""

from __future__ import annotations

import csv
import gzip
import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from frictionless import Package
from lxml import etree

from portals.exporters.atom import NAMESPACE, AtomItemExporter
from portals.exporters.changed import changed_article
from portals.exporters.csv import SpreadsheetCsvExporter
from portals.exporters.datapackage import write_datapackage
from portals.exporters.files import ExportTarget, format_of, write_export
from portals.exporters.officials import OfficialRow, official_rows
from portals.exporters.overwriting import write_refusal
from portals.exporters.sqlite import SqliteItemExporter
from portals.exporters.xlsx import LONGEST_CELL, XlsxItemExporter
from portals.items import Article, Official, Position

ARTICLE = Article(
    "x:1",
    "x",
    "https://x.gov.vn/1",
    title="=HYPERLINK(1)",
    body="Hội nghị.",
    published_at="2022-07-05T06:00:00+07:00",
    published_on="2022-07-05",
    serial=12,
    officials=[Official("Lê Minh", "Lê Minh", positions=[Position("Bí thư Thành ủy", "Bí thư", "Thành ủy")])],
    first_seen="2024-01-01T00:00:00Z",
    changed_at="2024-01-02T03:04:05Z",
)


def written(path: Path, exporter: Any, items: Sequence[Any], item_class: type = Article) -> Path:
    write_export(ExportTarget(path, exporter, item_class), items)
    return path


def sheet(path: Path, name: str = "records") -> list[dict[str, Any]]:
    header, *rows = openpyxl.load_workbook(path)[name].iter_rows(values_only=True)
    return [dict(zip(map(str, header), row, strict=True)) for row in rows]


def test_a_workbook_has_real_days_times_and_numbers_and_no_formula(tmp_path: Path) -> None:
    path = written(tmp_path / "a.xlsx", XlsxItemExporter, [ARTICLE])
    row = sheet(path)[0]

    assert row["published_on"] == datetime(2022, 7, 5)
    assert row["changed_at"] == datetime(2024, 1, 2, 3, 4, 5)
    assert (row["serial"], row["title"]) == (12, "'=HYPERLINK(1)")
    book = openpyxl.load_workbook(path)["records"]
    assert (book.freeze_panes, book.auto_filter.ref) == ("B2", f"A1:{book.cell(2, book.max_column).coordinate}")
    assert book["C2"].hyperlink.target == "https://x.gov.vn/1"


@pytest.mark.parametrize("letters", [LONGEST_CELL, LONGEST_CELL + 1, 3 * LONGEST_CELL])
def test_a_text_that_no_cell_holds_stands_whole_on_a_second_sheet(tmp_path: Path, letters: int) -> None:
    text = "Hội nghị " * (letters // 9 + 1)
    path = written(tmp_path / "a.xlsx", XlsxItemExporter, [ARTICLE, replace(ARTICLE, body=text[:letters])])
    body = sheet(path)[1]["body"]

    if letters == LONGEST_CELL:
        assert body == text[:letters]
        return
    assert body.endswith("[whole on the sheet “long texts”, row 2]")
    row = list(openpyxl.load_workbook(path)["long texts"].iter_rows(values_only=True))[1]
    assert row[:2] == (3, "body")
    assert "".join(part for part in row[2:] if part) == text[:letters]


def test_a_workbook_of_officials_and_one_of_nothing(tmp_path: Path) -> None:
    rows = list(official_rows(ARTICLE))
    assert sheet(written(tmp_path / "o.xlsx", XlsxItemExporter, rows, OfficialRow))[0]["name"] == "Lê Minh"
    assert sheet(written(tmp_path / "none.xlsx", XlsxItemExporter, [])) == []


def test_marks_that_no_workbook_holds_cost_no_export(tmp_path: Path) -> None:
    path = written(
        tmp_path / "a.xlsx", XlsxItemExporter, [replace(ARTICLE, title="a\x00b\x0b\ud800c", url="javascript:alert(1)")]
    )

    assert sheet(path)[0]["title"].startswith("a")
    assert openpyxl.load_workbook(path)["records"]["C2"].hyperlink is None


def test_an_atom_feed_has_what_feed_readers_ask_for(tmp_path: Path) -> None:
    gone = changed_article(replace(ARTICLE, state="gone", gone_at="2024-05-05T00:00:00Z", title="a\x0bb & <c>"), "gone")
    feed = etree.parse(written(tmp_path / "a.atom", AtomItemExporter, [ARTICLE, gone])).getroot()
    names = {"a": NAMESPACE}
    entries = feed.findall("a:entry", names)

    assert feed.findtext("a:updated", namespaces=names) == "2024-05-05T00:00:00Z"
    assert [entry.findtext("a:id", namespaces=names) for entry in entries] == ["urn:portals:x:1"] * 2
    assert entries[0].findtext("a:published", namespaces=names) == "2022-07-05T06:00:00+07:00"
    assert entries[1].findtext("a:title", namespaces=names) == "ab & <c>"
    assert [element.get("term") for element in entries[1].findall("a:category", names)] == ["x", "gone"]


def test_an_sqlite_file_is_a_table_and_may_be_replaced_by_the_next(tmp_path: Path) -> None:
    path = written(tmp_path / "a.sqlite", SqliteItemExporter, [ARTICLE])
    with closing(sqlite3.connect(path)) as database:
        row = database.execute("SELECT title, serial, json_extract(officials, '$[0].name') FROM records").fetchone()

    assert row == ("=HYPERLINK(1)", 12, "Lê Minh")
    assert write_refusal(path) is None


def test_an_sqlite_file_of_another_program_stays_refused(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "mine.sqlite")) as database:
        database.execute("CREATE TABLE records (a)")

    assert "is not overwritten" in (write_refusal(tmp_path / "mine.sqlite") or "")


def test_a_compressed_file_is_the_same_whenever_it_is_written(tmp_path: Path) -> None:
    first = written(tmp_path / "a.csv.gz", SpreadsheetCsvExporter, [ARTICLE]).read_bytes()
    second = written(tmp_path / "a.csv.gz", SpreadsheetCsvExporter, [ARTICLE]).read_bytes()

    assert first == second
    assert next(csv.DictReader(gzip.decompress(first).decode("utf-8-sig").splitlines()))["id"] == "x:1"
    assert [format_of(Path(name)) for name in ("a.csv.gz", "b.JSONL", "c.gz", "d")] == ["csv", "jsonl", "", ""]


@pytest.mark.parametrize("name", ["a.csv", "b.csv.gz"])
def test_a_data_package_is_valid_and_describes_every_column(tmp_path: Path, name: str) -> None:
    table = written(tmp_path / name, SpreadsheetCsvExporter, [ARTICLE])
    path = write_datapackage(table, Article)
    told = json.loads(path.read_text("utf-8"))["resources"][0]["schema"]["fields"]

    assert Package(str(path)).validate().valid
    assert [field["name"] for field in told][:3] == ["id", "portal", "url"]
    assert {field["name"]: field["type"] for field in told}["published_on"] == "date"
    assert all(field["description"] for field in told)
