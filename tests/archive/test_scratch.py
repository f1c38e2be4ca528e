"""No room in the temporary folder: one line that says so, and nothing said about the archive."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from portals.archive.errors import ScratchError
from portals.archive.extract.run import extracted
from portals.archive.library import check_replay
from portals.archive.verify import CitedPlaces
from portals.registry import load_portal
from tests.archive.made import good, packed


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An archive whose index would take more than the 12 pages that are there for it."""
    path = tmp_path / "some.warc.gz"
    path.write_bytes(b"".join(packed(good(number)) for number in range(1, 600)))

    def small(*arguments: Any, **options: Any) -> sqlite3.Connection:
        connection = sqlite3.Connection(*arguments, **options)
        connection.execute("PRAGMA max_page_count = 12")
        return connection

    monkeypatch.setattr("portals.archive.captures.sqlite3.connect", small)
    return path


def test_extract(archive: Path) -> None:
    with pytest.raises(ScratchError, match="set TMPDIR"), extracted([archive], {"thanhhoa": load_portal("thanhhoa")}):
        pass


def test_replay(archive: Path) -> None:
    with pytest.raises(ScratchError, match="set TMPDIR"):
        check_replay(archive)


def test_check_calls_nothing_lost(archive: Path) -> None:
    with pytest.raises(ScratchError, match="set TMPDIR"):
        CitedPlaces([archive]).trouble_of(archive.name, [("<urn:uuid:1>", None)])
