"""Feed files: an older one is replaced when the new one is whole; a full disk costs the feed, not the run."""

from __future__ import annotations

import os
import resource
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy.settings import Settings
from scrapy.statscollectors import MemoryStatsCollector

from portals.extensions.feed_storage import FAILED, WholeFileStorage


@pytest.fixture
def spider() -> Any:
    stats = MemoryStatsCollector(SimpleNamespace(settings=Settings({"STATS_DUMP": False})))  # type: ignore[arg-type]
    stats.set_value("pages/listing", 1)
    return SimpleNamespace(crawler=SimpleNamespace(stats=stats))


def storage(path: Path, *, overwrite: bool = True) -> WholeFileStorage:
    return WholeFileStorage(str(path), feed_options={"overwrite": overwrite})


def test_the_older_feed_stands_until_the_new_one_is_whole(tmp_path: Path, spider: Any) -> None:
    path = tmp_path / "out.csv"
    path.write_text("old", encoding="utf-8")
    feed = storage(path)
    file = feed.open(spider)
    file.write(b"new")
    assert path.read_text(encoding="utf-8") == "old"
    feed.store(file)
    assert path.read_text(encoding="utf-8") == "new"
    assert [left.name for left in tmp_path.iterdir()] == ["out.csv"]


def test_a_run_that_read_nothing_leaves_the_older_feed(tmp_path: Path, spider: Any) -> None:
    spider.crawler.stats.set_value("pages/listing", 0)
    path = tmp_path / "out.csv"
    path.write_text("old", encoding="utf-8")
    feed = storage(path)
    feed.store(feed.open(spider))
    assert path.read_text(encoding="utf-8") == "old"
    assert [left.name for left in tmp_path.iterdir()] == ["out.csv"]


def test_the_folder_is_made_and_a_file_uri_is_a_path(tmp_path: Path, spider: Any) -> None:
    feed = storage(Path(f"{tmp_path}/a/b/out.csv"))
    feed.store(feed.open(spider))
    other = WholeFileStorage((tmp_path / "c.csv").as_uri(), feed_options={"overwrite": True})
    other.store(other.open(spider))
    assert (tmp_path / "a" / "b" / "out.csv").exists()
    assert (tmp_path / "c.csv").exists()


def test_an_added_feed_goes_on_in_place(tmp_path: Path, spider: Any) -> None:
    path = tmp_path / "out.csv"
    path.write_text("one\n", encoding="utf-8")
    feed = storage(path, overwrite=False)
    file = feed.open(spider)
    assert file.tell() == 4, "the exporter sees that its header is there"
    file.write(b"two\n")
    feed.store(file)
    assert path.read_text(encoding="utf-8") == "one\ntwo\n"


def test_a_full_disk_costs_the_feed_and_is_told_once(tmp_path: Path, spider: Any, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "out.csv"
    path.write_text("old", encoding="utf-8")
    feed = storage(path)
    file = feed.open(spider)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, limits[1]))  # as small as a full disk
    try:
        for _ in range(3):
            file.write(b"new" * 100_000)
        feed.store(file)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert path.read_text(encoding="utf-8") == "old"
    assert spider.crawler.stats.get_value(FAILED) == 1
    assert len(caplog.records) == 1
    assert "File too large" in caplog.text
    assert [left.name for left in tmp_path.iterdir()] == ["out.csv"]


def test_two_runs_with_one_file_do_not_mix_their_lines(tmp_path: Path, spider: Any) -> None:
    path = tmp_path / "out.csv"
    one, other = storage(path), storage(path)
    files = one.open(spider), other.open(spider)
    for _ in range(1000):
        files[0].write(b"one\n" * 10)
        files[1].write(b"other\n" * 10)
    one.store(files[0])
    assert set(path.read_bytes().split()) == {b"one"}
    other.store(files[1])
    assert set(path.read_bytes().split()) == {b"other"}
    assert [left.name for left in tmp_path.iterdir()] == ["out.csv"]


def test_a_pipe_is_written_to_as_it_is(tmp_path: Path, spider: Any) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    feed = storage(path)
    file = feed.open(spider)
    file.write(b"new")
    feed.store(file)
    assert os.read(reader, 10) == b"new"
    os.close(reader)


def test_a_file_that_cannot_be_opened_costs_the_feed(tmp_path: Path, spider: Any) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    feed = storage(tmp_path / "file" / "out.csv")
    file = feed.open(spider)
    file.write(b"new")
    feed.store(file)
    assert spider.crawler.stats.get_value(FAILED) == 1
