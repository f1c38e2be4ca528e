"""The writer by itself: names, rotation, what stays when nothing was written."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from portals.archive.errors import ArchiveError
from portals.archive.reader import read_pages
from portals.archive.records import Exchange
from portals.archive.writer import ArchiveWriter

NOW = datetime(2026, 11, 22, 17, 40, tzinfo=UTC)


def writer(folder: Path, *, run: str = "9f3c", most: int = 10**9) -> ArchiveWriter:
    made = ArchiveWriter(folder, {"isPartOf": "city", "run-id": run}, NOW, most)
    made.open(NOW)
    return made


def exchange(number: int, body: bytes = b"<html>", **values: str) -> Exchange:
    return Exchange(
        f"https://city.example/{number}", "GET", (), b"", 200, "HTTP/1.1", ((b"Content-Type", b"text/html"),), body, **values
    )


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


@pytest.mark.parametrize(
    ("run", "name"),
    [
        ("9f3c", "city-20261122T174000Z-9f3c-00000.warc.gz"),
        ("city-20261122T174000Z-9f3c", "city-20261122T174000Z-9f3c-00000.warc.gz"),
        ("../my run", "city-20261122T174000Z-.._my_run-00000.warc.gz"),
    ],
)
def test_open_while_open_and_renamed_when_closed(tmp_path: Path, run: str, name: str) -> None:
    one = writer(tmp_path, run=run)
    stored = one.add(exchange(1), NOW)
    assert (stored.warc_file, names(tmp_path)) == (name, [f"{name}.open"])
    one.close()
    one.close()
    assert names(tmp_path) == [name]


def test_rotation_by_size(tmp_path: Path) -> None:
    one = writer(tmp_path, most=2_000)
    files = [one.add(exchange(number), NOW).warc_file for number in range(12)]
    one.close()
    assert sorted(set(files)) == names(tmp_path)
    assert len(set(files)) > 2
    assert [page.url[-2:].strip("/") for page in read_pages([tmp_path])] == [str(number) for number in range(12)]
    assert {page.run_id for page in read_pages([tmp_path])} == {"9f3c"}


def test_run_without_an_answer_leaves_no_file(tmp_path: Path) -> None:
    writer(tmp_path).close()
    assert names(tmp_path) == []


def test_file_that_is_there_is_never_written_to(tmp_path: Path) -> None:
    writer(tmp_path)
    with pytest.raises(ArchiveError, match="File exists"):
        writer(tmp_path)


def test_same_exchange_same_time_two_records(tmp_path: Path) -> None:
    one = writer(tmp_path)
    first, second = one.add(exchange(1), NOW), one.add(exchange(1), NOW)
    assert first.warc_record_id != second.warc_record_id
    assert first.payload_digest == second.payload_digest


@pytest.mark.parametrize("body", [b"", b"\x00" * 10, b"\r\n\r\n", b"HTTP/1.1 200 OK\r\n\r\n", "ủ".encode("utf-16")])
def test_any_bytes_come_back(tmp_path: Path, body: bytes) -> None:
    one = writer(tmp_path)
    one.add(exchange(1, body), NOW)
    one.close()
    (page,) = read_pages([tmp_path])
    assert (page.body, page.fetched_at, page.status) == (body, "2026-11-22T17:40:00Z", 200)


def test_truncation_and_address_are_noted(tmp_path: Path) -> None:
    one = writer(tmp_path)
    one.add(exchange(1, truncated="disconnect", address="192.0.2.7"), NOW)
    one.close()
    (page,) = read_pages([tmp_path])
    assert page.truncated == "disconnect"
