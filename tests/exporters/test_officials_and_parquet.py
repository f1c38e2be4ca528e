"""The officials file, and Parquet as a second reader sees it."""

import io

import pyarrow.parquet as pq

from portals.exporters.officials import official_rows
from portals.exporters.parquet import ParquetItemExporter
from portals.items import Article, Mention, Official, Position

ARTICLE = Article(
    "x:1",
    "x",
    "https://x.gov.vn/1",
    title="Tin",
    published_at="2022-07-05",
    first_seen="2024-01-01T00:00:00Z",
    officials=[
        Official(
            "Lê Minh",
            "Lê Minh",
            honorific="Đồng chí",
            positions=[
                Position("Bí thư Thành ủy", "Bí thư", "Thành ủy"),
                Position("Đại biểu Quốc hội", "Đại biểu", "Quốc hội"),
            ],
            mentions=[Mention("body", 0, 7), Mention("body", 20, 27)],
        ),
        Official("Vũ Lan", "Vũ Lan"),
    ],
)


def test_one_row_per_person_position_and_article() -> None:
    rows = list(official_rows(ARTICLE))
    assert [(row.name, row.position, row.mentions) for row in rows] == [
        ("Lê Minh", "Bí thư Thành ủy", 2),
        ("Lê Minh", "Đại biểu Quốc hội", 2),
        ("Vũ Lan", None, 0),
    ]
    assert {(row.article_id, row.url, row.published_at, row.first_seen) for row in rows} == {
        ("x:1", "https://x.gov.vn/1", "2022-07-05", "2024-01-01T00:00:00Z")
    }


def test_parquet_holds_the_whole_structure() -> None:
    file = io.BytesIO()
    exporter = ParquetItemExporter(file)
    exporter.start_exporting()
    for number in range(1001):
        exporter.export_item(Article(f"x:{number}", "x", "https://x.gov.vn/1", officials=ARTICLE.officials))
    exporter.finish_exporting()
    rows = pq.read_table(io.BytesIO(file.getvalue())).to_pylist()
    assert len(rows) == 1001
    assert rows[-1]["officials"][0]["positions"][1]["organisation"] == "Quốc hội"
    assert rows[-1]["published_at"] is None


GONE = "2024-02-01T00:00:00Z"


def test_days_and_captures_have_types_and_no_value_ends_an_export() -> None:
    file = io.BytesIO()
    exporter = ParquetItemExporter(file)
    exporter.start_exporting()
    exporter.export_item(
        Article(
            "x:1",
            "x",
            "u",
            published_on="2022-07-05",
            first_seen="2024-01-01T00:00:00Z",
            state="gone",
            gone_at="2024-02-01T00:00:00Z",
        )
    )
    exporter.export_item(
        Article("x:2", "x", "u", title="\ud800", view_count=10**30, first_seen="soon", changed_at="0001-01-01T00:00:00+14:00")
    )
    exporter.finish_exporting()
    table = pq.read_table(io.BytesIO(file.getvalue()))
    assert [str(table.schema.field(name).type) for name in ("published_on", "first_seen", "gone_at", "published_at")] == [
        "date32[day]",
        "timestamp[ms, tz=UTC]",
        "timestamp[ms, tz=UTC]",
        "string",
    ]
    first, second = table.select(["published_on", "first_seen", "state", "view_count", "title", "changed_at"]).to_pylist()
    assert (first["published_on"].isoformat(), first["first_seen"].isoformat(), first["state"]) == (
        "2022-07-05",
        "2024-01-01T00:00:00+00:00",
        "gone",
    )
    assert (second["view_count"], second["title"], second["first_seen"], second["changed_at"]) == (None, "?", None, None)
