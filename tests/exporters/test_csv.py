"""The CSV as a spreadsheet user opens it."""

import csv
import io
from dataclasses import fields

import pytest

from portals.exporters.csv import SpreadsheetCsvExporter, escape_formula
from portals.items import Article, Attachment, Duplicate, EventDate, Image, Official, Position


def exported(*articles: Article, start: bytes = b"") -> bytes:
    file = io.BytesIO(start)
    file.seek(len(start))
    exporter = SpreadsheetCsvExporter(file)
    exporter.start_exporting()
    for article in articles:
        exporter.export_item(article)
    exporter.finish_exporting()
    return file.getvalue()


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def article(**values: object) -> Article:
    return Article(**{"id": "x:1", "portal": "x", "url": "https://x.gov.vn/1", **values})  # type: ignore[arg-type]


def test_columns_are_the_record_in_order_even_for_no_record() -> None:
    assert exported().decode("utf-8-sig").strip().split(",") == [field.name for field in fields(Article)]


def test_vietnamese_survives_excel() -> None:
    data = exported(article(title="Thành ủy làm việc"))
    assert data.startswith(b"\xef\xbb\xbf")
    assert rows(data)[0]["title"] == "Thành ủy làm việc"


def test_a_second_run_adds_rows_without_a_second_header() -> None:
    first = exported(article(id="x:1"))
    both = rows(exported(article(id="x:2"), start=first))
    assert [row["id"] for row in both] == ["x:1", "x:2"]


def test_a_field_that_the_first_record_lacks_is_kept() -> None:
    second = rows(exported(article(), article(byline="Anh Huy")))[1]
    assert second["byline"] == "Anh Huy"


def test_null_is_an_empty_cell() -> None:
    assert rows(exported(article()))[0]["published_at"] == ""


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(start: str) -> None:
    assert rows(exported(article(title=f"{start}1+1")))[0]["title"] == f"'{start}1+1"
    assert escape_formula("bình thường") == "bình thường"


def test_lists_read_as_text() -> None:
    row = rows(
        exported(
            article(
                officials=[
                    Official(
                        "Lê Minh",
                        "Lê Minh",
                        positions=[Position("Bí thư Thành ủy", "Bí thư"), Position("Đại biểu", "Đại biểu")],
                    ),
                    Official("Vũ Lan", "Vũ Lan"),
                ],
                images=[Image("https://x.gov.vn/a.jpg", "Toàn cảnh"), Image("https://x.gov.vn/b.jpg")],
                attachments=[Attachment("https://x.gov.vn/a.pdf", "Quyết định")],
                event_dates=[EventDate("2020-10-09", "day", "morning", "Sáng ngày 09/10/2020", 0, 20)],
                duplicates=[Duplicate("x:2", "copy", 1.0)],
            )
        )
    )[0]
    assert row["officials"] == "Lê Minh (Bí thư Thành ủy; Đại biểu) | Vũ Lan"
    assert row["images"] == "https://x.gov.vn/a.jpg (Toàn cảnh) | https://x.gov.vn/b.jpg"
    assert row["attachments"] == "https://x.gov.vn/a.pdf (Quyết định)"
    assert row["event_dates"] == "2020-10-09"
    assert row["duplicates"] == "x:2 (copy)"


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@a", "\t=1", "\n=1", "＝1", "＋1", "－1", "＠a"])
def test_no_cell_is_a_formula_in_narrow_or_wide_signs(cell: str) -> None:
    assert escape_formula(cell) == f"'{cell}"
