"""Fixture folders: what is written is what is read, and nothing is overwritten."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from portals.archive.errors import ArchiveError
from portals.archive.fixtures import read_fixture, read_fixtures, write_fixture
from portals.items import ListingMetadata, RawPage

PAGE = RawPage(
    "https://city.example/a",
    "<html>ủ".encode("utf-16"),
    status=404,
    headers={"Content-Type": "text/html", "Server": "x"},
    fetched_at="2022-07-05T03:00:00Z",
    method="POST",
    request_body="tên=ủ&x=1".encode(),
    listing=ListingMetadata("Tin tức", None, "05/07/2022"),
)


def test_comes_back_as_it_was(tmp_path: Path) -> None:
    write_fixture(tmp_path / "city" / "one", PAGE, kind="article", variant="v", expected={"record": {"id": "x"}})
    read = read_fixture(tmp_path / "city" / "one")
    kept = ("url", "body", "status", "headers", "fetched_at", "method", "request_body", "listing")
    assert {name: getattr(read, name) for name in kept} == {name: getattr(PAGE, name) for name in kept}
    assert (read.warc_file, read.warc_record_id) == ("fixtures/city/one", None)
    assert read.payload_digest is not None
    expected = json.loads((tmp_path / "city" / "one" / "expected.json").read_text())
    assert expected == {"reviewed": False, "record": {"id": "x"}}


def test_body_that_is_no_html(tmp_path: Path) -> None:
    page = RawPage("https://city.example/f.pdf", b"%PDF", headers={"content-type": "application/pdf"})
    write_fixture(tmp_path / "city" / "file", page, kind="other", variant="v")
    assert sorted(file.name for file in (tmp_path / "city" / "file").iterdir()) == ["body.bin", "meta.json"]


def test_never_overwritten(tmp_path: Path) -> None:
    write_fixture(tmp_path / "one", PAGE, kind="article", variant="v")
    with pytest.raises(ArchiveError, match="never overwritten"):
        write_fixture(tmp_path / "one", PAGE, kind="article", variant="v")


def test_folders_are_found_by_name(tmp_path: Path) -> None:
    for name in ("b/2", "a/1", "b/1"):
        write_fixture(tmp_path / name, PAGE, kind="article", variant="v")
    assert [page.warc_file for page in read_fixtures(tmp_path)] == ["fixtures/a/1", "fixtures/b/1", "fixtures/b/2"]


@pytest.mark.parametrize("meta", ["{", "[]", "{}", '{"url": 7}'])
def test_meta_that_says_nothing(tmp_path: Path, meta: str) -> None:
    (tmp_path / "meta.json").write_text(meta)
    with pytest.raises(ArchiveError, match=r"meta\.json"):
        read_fixture(tmp_path)


def test_no_body(tmp_path: Path) -> None:
    (tmp_path / "meta.json").write_text('{"url": "https://city.example/"}')
    with pytest.raises(ArchiveError, match=r"neither page\.html nor body\.bin"):
        read_fixture(tmp_path)
