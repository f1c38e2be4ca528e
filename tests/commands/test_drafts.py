"""Drafts and scratch folders of killed processes are swept; what the next run replaces is known."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy.settings import Settings

from portals.archive.scratch import ScratchFolder
from portals.cli import checks
from portals.errors import CommandError
from portals.exporters.files import PartialFile, remove_partial_files, remove_partial_files_like
from portals.extensions.feed_storage import FtpStorage
from portals.extensions.feed_targets import is_replaced


def test_drafts_that_nobody_writes_are_swept(tmp_path: Path) -> None:
    held = PartialFile(tmp_path / "held.csv")
    (tmp_path / ".killed.csv.0123abcd.part").write_text("half", encoding="utf-8")
    (tmp_path / ".user.part").write_text("not ours", encoding="utf-8")
    remove_partial_files(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([".user.part", held.path.name])
    held.drop()


def test_drafts_in_dated_folders_are_swept(tmp_path: Path) -> None:
    """`-O out/%(time)s/new.csv`: no later run writes in the folder of a killed one."""
    killed = tmp_path / "out[1]" / "2026-11-28T05-00-00+00-00" / ".new.csv.0123abcd.part"
    other = tmp_path / "out1" / "2026" / ".new.csv.0123abcd.part"
    for path in (killed, other):
        path.parent.mkdir(parents=True)
        path.write_text("half", encoding="utf-8")
    remove_partial_files_like(f"{tmp_path}/out[1]/%(time)s/new.csv")
    assert not killed.exists()
    assert other.exists()


def test_scratch_folders_of_killed_processes_are_swept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    killed, held = tmp_path / "portals-killed", ScratchFolder()
    killed.mkdir()
    (killed / ".in-use").touch()
    (killed / "captures.db").write_bytes(b"much")
    (tmp_path / "portals-of-a-user").mkdir()
    later = ScratchFolder()
    assert sorted(tmp_path.iterdir()) == sorted([held.path, later.path, tmp_path / "portals-of-a-user"])
    del later
    assert held.path.is_dir()


def test_a_feed_to_another_machine_leaves_no_file_behind(tmp_path: Path) -> None:
    settings = Settings({"FEED_TEMPDIR": str(tmp_path)})
    spider: Any = SimpleNamespace(crawler=SimpleNamespace(settings=settings))
    with FtpStorage("ftp://user:secret@host/new.csv").open(spider) as file:
        file.write(b"record")
        assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("uri", "overwrite", "replaced"),
    [
        ("new.csv", True, True),
        ("new.csv", False, False),
        ("new.csv", None, False),
        ("new-%(time)s.csv", True, False),
        ("s3://b/new.csv", None, True),
        ("s3://b/new.csv", False, True),  # a bucket has no way to add to a file
        ("gs://b/new-%(time)s.csv", None, False),
        ("ftp://h/new.csv", False, False),
        ("ftp://h/new.csv", None, True),
    ],
)
def test_whether_the_next_run_replaces_a_feed(uri: str, overwrite: bool | None, replaced: bool) -> None:
    assert is_replaced(uri, {"overwrite": overwrite}) is replaced


def test_a_bucket_cannot_be_added_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "_LIBRARIES", {})
    feeds = {"s3://bucket/x.csv": {"format": "csv", "overwrite": False}}
    with pytest.raises(CommandError, match="cannot be added to; use -O"):
        checks.feeds(Settings({"FEEDS": feeds}))
