"""The lines that docs/guide/reading-feeds.md gives for other programs, run as they stand there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from portals.exporters.csv import SpreadsheetCsvExporter
from portals.exporters.files import ExportTarget, write_export
from portals.exporters.parquet import ParquetItemExporter
from portals.items import Article

GUIDE = (Path(__file__).parents[2] / "docs" / "guide" / "reading-feeds.md").read_text("utf-8")
LINES = re.findall(r"^\| (?:pandas|polars|DuckDB)[^|]*\| `([^`]+)` \|$", GUIDE, re.MULTILINE)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    days = ["2022-07-05", None]
    articles = [Article(f"x:{n}", "x", "https://x.gov.vn", published_on=day, published_at=day) for n, day in enumerate(days)]
    for name, exporter in (("all.csv", SpreadsheetCsvExporter), ("all.parquet", ParquetItemExporter)):
        write_export(ExportTarget(tmp_path / name, exporter), articles)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_there_are_lines_for_each_program() -> None:
    assert len(LINES) >= 6


@pytest.mark.parametrize("line", LINES)
def test_the_line_gives_days(folder: Path, line: str) -> None:
    names: dict[str, Any] = {}
    exec(f"import pandas, polars, duckdb\nfound = {line}", names)
    found = names["found"]
    days = [row[0] for row in found.fetchall()] if hasattr(found, "fetchall") else list(found["published_on"])

    assert "2022-07-05" in [str(day)[:10] for day in days]
