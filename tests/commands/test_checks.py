"""What is looked at before a crawl: the rest of it is tested through the command."""

from __future__ import annotations

from pathlib import Path

import pytest
from scrapy.settings import Settings

from portals.cli import checks
from portals.errors import CommandError


def test_a_format_whose_library_is_not_installed_says_what_to_install() -> None:
    with pytest.raises(CommandError, match="pip install pyarrow"):
        checks.feed_format("parquet", Settings())
    with pytest.raises(CommandError, match="no_such_module"):
        checks.feed_format("odd", Settings({"FEED_EXPORTERS": {"odd": "no_such_module.Exporter"}}))


def test_nothing_is_left_behind(tmp_path: Path) -> None:
    assert checks.writable_file(f"{tmp_path}/a/b/out.csv") == tmp_path / "a" / "b" / "out.csv"
    assert checks.writable_file((tmp_path / "thư mục.csv").as_uri()) == tmp_path / "thư mục.csv"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("text", ["2022-07-05", "2024-02-29"])
def test_a_day(text: str) -> None:
    assert checks.day_option(text, "--since").isoformat() == text


@pytest.mark.parametrize("text", ["", "2022", "20220705", "2022-W27-2", "2023-02-29", "05/07/2022", "2022-07-05T00:00:00"])
def test_no_day(text: str) -> None:
    with pytest.raises(CommandError, match="write it as YYYY-MM-DD"):
        checks.day_option(text, "--since")
