"""Pages that people saved to files: their address and time from the marks that tools leave, or from the folders of a mirror."""

from __future__ import annotations

import os
from email.message import EmailMessage
from pathlib import Path

import pytest

from portals.archive.library import Library
from portals.archive.reader import Archive
from portals.archive.sources import index_paths
from portals.items import RawPage
from tests.archive.made import ADDRESS, HOST, page

PAGE = page()
MARKS: dict[str, tuple[bytes, str, str | None]] = {
    "HTTrack": (
        f"<!-- Mirrored from {HOST}/web/trang-chu/tin-tuc/a.html by HTTrack Website Copier/3.x [XR&CO'2014], "
        "Tue, 05 Jul 2022 03:00:00 GMT -->".encode(),
        f"{ADDRESS}/a.html",
        "2022-07-05T03:00:00Z",
    ),
    "HTTrack without a time": (
        f"<!-- Mirrored from {HOST}/web/trang-chu/tin-tuc?page=2 by HTTrack Website Copier/3.x -->".encode(),
        f"{ADDRESS}?page=2",
        None,
    ),
    "Chrome, Firefox, Internet Explorer": (
        f"<!-- saved from url=(0063){ADDRESS}/a.html -->".encode(),
        f"{ADDRESS}/a.html",
        None,
    ),
    "SingleFile": (
        f"<!--\n Page saved with SingleFile \n url: {ADDRESS}/a.html \n"
        " saved date: Tue Jul 05 2022 10:00:00 GMT+0700 (Indochina Time)\n-->".encode(),
        f"{ADDRESS}/a.html",
        "2022-07-05T03:00:00Z",
    ),
}
CHANGED = "2023-01-02T03:04:05Z"


def save(path: Path, data: bytes = PAGE) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    os.utime(path, (1672628645, 1672628645))
    return path


def read(path: Path) -> tuple[list[RawPage], Archive]:
    archive = Archive(index_paths([path]))
    return [archive.page(capture) for capture in archive], archive


@pytest.mark.parametrize(("mark", "url", "date"), MARKS.values(), ids=MARKS)
def test_marks_tell_address_and_time(mark: bytes, url: str, date: str | None, tmp_path: Path) -> None:
    path = save(tmp_path / "saved.html", b"<!DOCTYPE html>\n" + mark + PAGE)
    (found,), archive = read(path)
    assert (found.url, found.fetched_at, found.status, archive.problems) == (url, date or CHANGED, 200, [])
    assert (found.body.endswith(PAGE), found.warc_file, found.warc_record_id) == (True, "saved.html", None)


MIRRORED = {
    "web/trang-chu/tin-tuc/a.html": "/web/trang-chu/tin-tuc/a.html",
    "web/trang-chu/tin-tuc/index.html": "/web/trang-chu/tin-tuc/",
    "index.html": "/",
    "web/trang-chu/tin-tuc?page=2": "/web/trang-chu/tin-tuc?page=2",
    "web/trang-chu/tin-tuc?page=2.html": "/web/trang-chu/tin-tuc?page=2",
    "default.aspx?id=3&l=vi.html": "/default.aspx?id=3&l=vi",
    "default.aspx@id=3.html": "/default.aspx?id=3",
    "default.aspx.html": "/default.aspx",
    "Tin tức.html": "/Tin%20t%E1%BB%A9c.html",
    "tin%20tuc.html": "/tin%20tuc.html",
}


@pytest.mark.parametrize(("name", "path"), MIRRORED.items())
@pytest.mark.parametrize("above", ["", "mirror/2022"])
def test_a_mirror_of_wget_spells_its_addresses(name: str, path: str, above: str, tmp_path: Path) -> None:
    save(tmp_path / above / HOST / name)
    assert [page.url for page in read(tmp_path)[0]] == [f"https://{HOST}{path}"]
    assert [page.url for page in read(tmp_path / above / HOST)[0]] == [f"https://{HOST}{path}"]


def test_a_mirror_of_an_address_in_numbers(tmp_path: Path) -> None:
    save(tmp_path / "127.0.0.1:8000" / "web/a.html")
    assert [page.url for page in read(tmp_path)[0]] == ["https://127.0.0.1:8000/web/a.html"]


def test_a_listing_beside_the_folder_of_its_articles(tmp_path: Path) -> None:
    """`wget -E` saves `/tin-tuc` as `tin-tuc.html`; its articles lie in the folder `tin-tuc`."""
    save(tmp_path / HOST / "web/tin-tuc.html")
    save(tmp_path / HOST / "web/tin-tuc/a.html")
    assert {page.url for page in read(tmp_path)[0]} == {f"https://{HOST}/web/tin-tuc", f"https://{HOST}/web/tin-tuc/a.html"}


def mhtml(url: str | None, date: str | None = "Tue, 5 Jul 2022 10:00:00 +0700", encoding: str = "quoted-printable") -> bytes:
    """A web archive as Chrome writes it: the page first, then what it shows."""
    message = EmailMessage()
    message["From"] = "<Saved by Blink>"
    if url:
        message["Snapshot-Content-Location"] = url
    if date:
        message["Date"] = date
    message.set_type("multipart/related") if message.is_multipart() else message.make_related()
    part = EmailMessage()
    part.set_content(PAGE.decode(), subtype="html", cte=encoding)
    part["Content-Location"] = url or f"{ADDRESS}/of-the-part.html"
    message.attach(part)
    picture = EmailMessage()
    picture.set_content(b"\x89PNG" * 100, "image", "png")
    message.attach(picture)
    return message.as_bytes().replace(b"\n", b"\r\n")


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64", "8bit"])
def test_web_archive_of_a_browser(encoding: str, tmp_path: Path) -> None:
    path = save(tmp_path / "Chủ tịch thành phố.mhtml", mhtml(f"{ADDRESS}/a.html", encoding=encoding))
    (found,), _ = read(path)
    assert (found.url, found.fetched_at) == (f"{ADDRESS}/a.html", "2022-07-05T03:00:00Z")
    assert found.body.replace(b"\r\n", b"\n").strip() == PAGE
    assert found.truncated is None


def test_web_archive_without_a_time_and_address_in_its_head(tmp_path: Path) -> None:
    (found,), _ = read(save(tmp_path / "a.mht", mhtml(None, None)))
    assert (found.url, found.fetched_at) == (f"{ADDRESS}/of-the-part.html", CHANGED)


def test_a_folder_of_saved_pages_and_what_lies_beside_them(tmp_path: Path) -> None:
    save(tmp_path / "one.html", MARKS["HTTrack"][0] + PAGE)
    save(tmp_path / "two.mhtml", mhtml(f"{ADDRESS}/b.html"))
    save(tmp_path / "one_files" / "style.css", b"p {}")
    save(tmp_path / "copied.html")
    save(tmp_path / "about.html", b"<!-- saved from url=(0014)about:internet -->" + PAGE)
    found, archive = read(tmp_path)
    assert [page.url for page in found] == [f"{ADDRESS}/a.html", f"{ADDRESS}/b.html"]
    assert archive.problems == ["saved pages whose address is not known (2 times, first about.html)"]
    assert archive.index.others == {"files not read: .css": 1}


def test_what_httrack_keeps_for_itself_is_no_page(tmp_path: Path) -> None:
    save(tmp_path / "index.html", b"<html><head><title>Local index - HTTrack Website Copier</title></head></html>")
    save(tmp_path / "hts-cache" / "new.zip", b"PK\x03\x04 pages as they were received")
    save(tmp_path / HOST / "web/a.html", MARKS["HTTrack"][0] + PAGE)
    found, archive = read(tmp_path)
    assert [page.url for page in found] == [f"{ADDRESS}/a.html"]
    assert archive.problems == []
    assert archive.index.others == {"files not read: HTTrack's cache": 1, "files not read: .html": 1}


def test_a_replay_answers_from_a_mirror(tmp_path: Path) -> None:
    save(tmp_path / HOST / "web/trang-chu/tin-tuc/a.html")
    found = Library(tmp_path).find("GET", f"{ADDRESS}/a.html")
    assert found is not None
    assert found.body == PAGE


ODD: dict[str, bytes] = {
    "no boundary": b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n" + PAGE,
    "no part": b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n',
    "no page": b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n--x\r\n'
    b"Content-Type: text/css\r\n\r\np{}\r\n--x--",
    "empty": b"",
    "head without an end": b"MIME-Version: 1.0\r\n" + b"A: b\r\n" * 50_000,
}


@pytest.mark.parametrize("data", ODD.values(), ids=ODD)
def test_web_archives_that_are_none_are_passed_over(data: bytes, tmp_path: Path) -> None:
    save(tmp_path / "odd.mhtml", data)
    save(tmp_path / "good.html", MARKS["HTTrack"][0] + PAGE)
    assert [page.url for page in read(tmp_path)[0]] == [f"{ADDRESS}/a.html"]


def test_a_cut_web_archive_is_not_whole(tmp_path: Path) -> None:
    data = mhtml(f"{ADDRESS}/a.html")
    (found,), _ = read(
        save(tmp_path / "cut.mhtml", data[: data.index(b"Th=C3=A0nh") + 600] if b"Th=C3=A0nh" in data else data[:900])
    )
    assert found.truncated == "length"
