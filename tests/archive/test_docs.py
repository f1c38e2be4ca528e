"""docs/guide/archive.md names what the code has."""

from __future__ import annotations

import re
from pathlib import Path

from portals import settings

ROOT = Path(__file__).parents[2]
DOCS = (ROOT / "docs" / "guide" / "archive.md").read_text("utf-8")


def test_every_statistic_is_described() -> None:
    code = "".join(path.read_text("utf-8") for path in (ROOT / "portals" / "archive").glob("*.py"))
    found = set(re.findall(r'_value\(f?"([a-z/]+)', code))
    assert found >= {"archive/responses", "replay/miss"}
    assert {name for name in found if f"`{name}" not in DOCS} == set()


def test_every_described_statistic_is_counted() -> None:
    code = "".join(path.read_text("utf-8") for path in (ROOT / "portals" / "archive").glob("*.py"))
    named = set(re.findall(r"`((?:archive|replay)/[a-z]+)", DOCS))
    assert {name for name in named if f'"{name}' not in code} == set()


def test_described_defaults() -> None:
    assert (settings.ARCHIVE_DIR, settings.ARCHIVE_MAX_BYTES, settings.DOWNLOAD_MAXSIZE) == (
        "data/warc",
        10**9,
        32 * 1024 * 1024,
    )
