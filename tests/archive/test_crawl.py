"""A live crawl of a loopback site: everything is on disk before a callback sees it, and other tools read it."""

from __future__ import annotations

import gzip
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator as OtherIterator

from portals.archive.digest import payload_digest
from portals.archive.reader import read_pages
from portals.items import RawPage
from tests.archive.crawler import Crawled, crawl
from tests.archive.site import Answer, Site, serving

pytestmark = pytest.mark.slow

HTML, ZIPPED = {"Content-Type": "text/html"}, {"Content-Type": "text/html", "Content-Encoding": "gzip"}
PACKED = gzip.compress("nén lại ".encode() * 100)
MANY = {"Content-Type": "text/html", "X-Many": "một".encode().decode("latin-1")}
ANSWERS = {
    "/robots.txt": Answer(b"User-agent: *\nDisallow: /forbidden\n", headers={"Content-Type": "text/plain"}),
    "/page": Answer("Chào".encode(), headers=MANY),
    "/zipped": Answer(PACKED, headers=ZIPPED),
    "/moved": Answer(b"over there", 301, {"Location": "/page"}),
    "/gone": Answer(b"not here", 404),
    "/error": Answer(b"oops", 503),
    "/cut": Answer(b"half a page", length=500),
    "/large": Answer(b"x" * 300_000),
    "/endless": Answer(b"y" * 3_000_000, length=-1),
    "/empty": Answer(b""),
    "POST /form": Answer(b"posted"),
}
PATHS = ["/page", "/zipped", "/moved", "/gone", "/error", "/cut", "/large", "/endless", "/empty"]


@dataclass
class World:
    site: Site
    folder: Path
    live: Crawled

    @property
    def file(self) -> Path:
        (file,) = self.folder.iterdir()
        return file

    def pages(self, path: str) -> list[RawPage]:
        return [page for page in read_pages([self.folder]) if page.url == self.site.base + path]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("warc")
    with serving(ANSWERS) as site:
        asked: list[dict[str, Any]] = [{"url": site.base + path} for path in PATHS]
        asked += [{"url": f"{site.base}/form?x=1#part", "form": {"tên": "ế", "b": ""}}, {"url": f"{site.base}/page#part"}]
        site.answers["POST /form?x=1"] = site.answers["POST /form"]
        live = crawl(asked, {"ARCHIVE_DIR": str(folder), "DOWNLOAD_MAXSIZE": 200_000})
        yield World(site, folder, live)


def test_no_callback_sees_what_is_not_on_disk(world: World) -> None:
    seen = [line for line in world.live.seen.values() if "error" not in line]
    assert len(seen) >= 6
    assert all(line["on_disk"] for line in seen)


def test_record_cites_its_bytes(world: World) -> None:
    for line in world.live.seen.values():
        if "error" not in line:
            archived = line["archived"]
            (page,) = [page for page in read_pages([world.folder]) if page.warc_record_id == archived["warc_record_id"]]
            mine = {name: getattr(page, name) for name in archived}
            assert mine == archived
            assert page.body.decode() == line["body"]


def test_every_answer_is_a_record(world: World) -> None:
    """Also robots.txt, both hops of a redirect, both tries of an error."""
    statuses = {
        path: [page.status for page in world.pages(path)] for path in ("/robots.txt", "/moved", "/error", "/gone", "/page")
    }
    assert statuses == {"/robots.txt": [200], "/moved": [301], "/error": [503, 503], "/gone": [404], "/page": [200, 200, 200]}


def test_bytes_as_received(world: World) -> None:
    """The content encoding is kept: what is digested and stored came over the wire."""
    with world.file.open("rb") as file:
        records = [(record.rec_headers, record.http_headers, record.raw_stream.read()) for record in OtherIterator(file)]
    (found,) = [one for one in records if one[0]["WARC-Type"] == "response" and one[0]["WARC-Target-URI"].endswith("/zipped")]
    assert found[2] == PACKED
    assert found[1]["Content-Encoding"] == "gzip"
    assert found[0]["WARC-Payload-Digest"] == payload_digest(PACKED)


def test_form_is_kept_with_its_answer(world: World) -> None:
    (page,) = world.pages("/form?x=1")
    assert (page.method, page.request_body, page.body) == ("POST", b"t%C3%AAn=%E1%BA%BF&b=", b"posted")


def test_cut_and_oversized_bodies_are_archived_as_what_they_are(world: World) -> None:
    found = {path: [(page.truncated, len(page.body)) for page in world.pages(path)] for path in ("/cut", "/large")}
    assert found == {"/cut": [("disconnect", 11)] * 2, "/large": [("length", 0)]}
    (endless,) = world.pages("/endless")
    assert endless.truncated == "length"
    assert 200_000 < len(endless.body) < 3_000_000
    errors = {path: world.live.seen[path]["error"] for path in ("/cut", "/large", "/endless")}
    assert errors == {
        "/cut": "ResponseDataLossError",
        "/large": "DownloadCancelledError",
        "/endless": "DownloadCancelledError",
    }


def test_warcinfo_names_run_and_software(world: World) -> None:
    with world.file.open("rb") as file:
        first = next(iter(OtherIterator(file)))
        facts = dict(line.split(": ", 1) for line in first.content_stream().read().decode().splitlines())
    assert first.rec_type == "warcinfo"
    assert first.rec_headers["WARC-Filename"] == world.file.name
    assert facts["software"].startswith("portals ")
    assert (facts["robots"], facts["isPartOf"]) == ("obey", "probe")
    assert {line["archived"]["run_id"] for line in world.live.seen.values() if "archived" in line} == {facts["run-id"]}


@pytest.mark.parametrize("tool", ["warcio", "fastwarc"])
def test_other_tools_accept_it(world: World, tool: str) -> None:
    checked = subprocess.run([Path(sys.executable).with_name(tool), "check", world.file], capture_output=True, check=False)
    assert checked.returncode == 0, checked.stderr


def test_requests_are_linked_and_say_what_was_sent(world: World) -> None:
    with world.file.open("rb") as file:
        records = [(record.rec_type, record.rec_headers, record.http_headers) for record in OtherIterator(file)]
    responses = {headers["WARC-Record-ID"] for kind, headers, _ in records if kind == "response"}
    requests = [(headers, http) for kind, headers, http in records if kind == "request"]
    assert {headers["WARC-Concurrent-To"] for headers, _ in requests} == responses
    assert all(http["Host"] == world.site.base.removeprefix("http://") for _, http in requests)
    assert all(http["User-Agent"].startswith("portals/") for _, http in requests)


def test_index_tool_reads_it(world: World) -> None:
    indexed = subprocess.run(
        [Path(sys.executable).with_name("warcio"), "index", "-f", "offset,http:status,warc-target-uri", world.file],
        capture_output=True,
        text=True,
        check=True,
    )
    assert sum('"http:status": "200"' in line for line in indexed.stdout.splitlines()) >= 5


def test_full_disk_ends_the_crawl(tmp_path: Path) -> None:
    """With one line; the file ends with its last whole record, and no callback saw a page that is not in it."""
    noise = bytes(range(256)) * 64
    answers = {f"/{number}": Answer(bytes(number) + noise[::-1] * 4 + noise) for number in range(30)}
    with serving(answers) as site:
        asked = [{"url": f"{site.base}/{number}"} for number in range(30)]
        live = crawl(asked, {"ARCHIVE_DIR": str(tmp_path), "CONCURRENT_REQUESTS": 1}, most_bytes=12_000)
    assert live.stats["finish_reason"] == "archive_failed"
    assert "the archive cannot be written (File too large)" in live.stats["archive/error"]
    errors = [line for line in live.stderr.splitlines() if "ERROR" in line]
    assert len(errors) == 1, live.stderr
    assert "Traceback" not in live.stderr
    kept = {page.url for page in read_pages([tmp_path])}
    problems: list[str] = []
    read_pages([tmp_path], problems)
    assert problems == []
    assert {line["url"] for line in live.seen.values() if "error" not in line} <= kept
    assert 0 < len(kept) < 30


def test_archive_that_cannot_be_opened_asks_for_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with serving(ANSWERS) as site:
        live = crawl([{"url": f"{site.base}/page"}], {"ARCHIVE_DIR": str(tmp_path / "file" / "warc")})
    assert (site.asked, live.stats["finish_reason"]) == ([], "archive_failed")
    assert "the archive cannot be written (Not a directory)" in live.stats["archive/error"]


def test_killed_crawl_leaves_what_it_showed(tmp_path: Path) -> None:
    answers = {f"/{number}": Answer(f"page {number}".encode()) for number in range(20)}
    with serving(answers) as site:
        asked = [{"url": f"{site.base}/{number}"} for number in range(20)]
        live = crawl(asked, {"ARCHIVE_DIR": str(tmp_path)}, kill_after=7)
        assert live.returncode == -9
        (left,) = tmp_path.iterdir()
        assert left.name.endswith(".warc.gz.open")
        kept = {page.url: page.warc_file for page in read_pages([tmp_path])}
        assert {line["url"] for line in live.seen.values()} <= set(kept)
        assert set(kept.values()) == {left.name.removesuffix(".open")}
        for tool in ("warcio check", "fastwarc check", "warcio index"):
            program, *words = tool.split()
            checked = subprocess.run([Path(sys.executable).with_name(program), *words, left], capture_output=True, check=False)
            assert checked.returncode == 0, (tool, checked.stderr)
        before = left.read_bytes()
        crawl(asked, {"ARCHIVE_DIR": str(tmp_path)})
    assert left.read_bytes() == before
    assert len(list(tmp_path.iterdir())) == 2
