"""Archives of other tools, and damaged ones."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from portals.archive.errors import ArchiveError
from portals.archive.reader import read_pages
from portals.items import RawPage

URL = "https://city.example/web/trang-chu"
TEXT = "Thành ủy làm việc với các tổ chức chính trị – xã hội. ".encode() * 30
OK = [("Content-Type", "text/html")]
Build = Callable[[WARCWriter], None]


def response(
    writer: WARCWriter,
    body: bytes = TEXT,
    headers: list[tuple[str, str]] = OK,
    *,
    url: str = URL,
    date: str = "2022-07-05T03:00:00Z",
    status: str = "200 OK",
    **warc: str,
) -> Any:
    http = StatusAndHeaders(status, headers, protocol="HTTP/1.1")
    extra = {"WARC-Date": date, **{name.replace("_", "-"): value for name, value in warc.items()}}
    return writer.create_warc_record(url, "response", io.BytesIO(body), http_headers=http, warc_headers_dict=extra)


def request(writer: WARCWriter, start: str, body: bytes = b"", *, url: str = URL, partner: str | None = None) -> Any:
    http = StatusAndHeaders(start, [("Host", "city.example")], is_http_request=True)
    extra = {"WARC-Concurrent-To": partner} if partner else {}
    return writer.create_warc_record(url, "request", io.BytesIO(body), http_headers=http, warc_headers_dict=extra)


def archive(folder: Path, build: Build, *, packed: bool = True, name: str = "other") -> Path:
    path = folder / f"{name}.warc{'.gz' if packed else ''}"
    with path.open("wb") as file:
        build(WARCWriter(file, gzip=packed))
    return path


def pages(path: Path) -> tuple[list[RawPage], list[str]]:
    problems: list[str] = []
    return list(read_pages([path], problems)), problems


def chunked(body: bytes, size: int = 700) -> bytes:
    parts = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(b"%x;note=1\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def deflated(body: bytes, bits: int) -> bytes:
    packer = zlib.compressobj(wbits=bits)
    return packer.compress(body) + packer.flush()


CHUNKS, PACKED = ("Transfer-Encoding", "chunked"), ("Content-Encoding", "gzip")
BODIES = {
    "plain": (TEXT, []),
    "chunked": (chunked(TEXT), [CHUNKS]),
    "gzip": (gzip.compress(TEXT), [PACKED]),
    "gzip in chunks": (chunked(gzip.compress(TEXT), 33), [CHUNKS, PACKED]),
    "two gzip members": (gzip.compress(TEXT[:50]) + gzip.compress(TEXT[50:]), [PACKED]),
    "deflate with zlib head": (deflated(TEXT, 15), [("Content-Encoding", "deflate")]),
    "deflate without": (deflated(TEXT, -15), [("Content-Encoding", "deflate")]),
    "chunks removed, header kept": (TEXT, [CHUNKS]),
    "unpacked, header kept": (TEXT, [PACKED]),
    "both removed, headers kept": (TEXT, [CHUNKS, PACKED]),
    "unknown encoding": (TEXT, [("Content-Encoding", "identity")]),
}


@pytest.mark.parametrize("packed", [True, False], ids=["gzip", "plain"])
@pytest.mark.parametrize(("body", "headers"), BODIES.values(), ids=BODIES)
def test_body_without_chunks_and_encoding(tmp_path: Path, body: bytes, headers: list[tuple[str, str]], packed: bool) -> None:
    path = archive(tmp_path, lambda writer: writer.write_record(response(writer, body, OK + headers)), packed=packed)
    (page,), problems = pages(path)
    assert (page.body, page.truncated, problems) == (TEXT, None, [])
    assert not {"Transfer-Encoding", "Content-Encoding"} & set(page.headers) or headers == BODIES["unknown encoding"][1]


def test_provenance(tmp_path: Path) -> None:
    def build(writer: WARCWriter) -> None:
        info = {"software": "someone's tool", "isPartOf": "their crawl"}
        writer.write_record(writer.create_warcinfo_record("other.warc.gz", info))
        writer.write_record(response(writer, date="2022-07-05T03:00:00.654321Z", WARC_Record_ID="<urn:uuid:1>"))

    (page,), _ = pages(archive(tmp_path, build))
    assert (page.url, page.status, page.method, page.fetched_at) == (URL, 200, "GET", "2022-07-05T03:00:00Z")
    assert (page.warc_file, page.warc_record_id, page.run_id) == ("other.warc.gz", "<urn:uuid:1>", None)
    assert page.payload_digest is not None
    assert page.payload_digest.startswith("sha1:")


@pytest.mark.parametrize("order", ["request first", "response first", "far apart", "named by the response", "not linked"])
def test_request_is_joined(tmp_path: Path, order: str) -> None:
    """Whichever record names the other, and wherever it stands."""

    def build(writer: WARCWriter) -> None:
        posted = response(writer, b"posted", WARC_Record_ID="<urn:uuid:answer>")
        got = response(writer, b"got", WARC_Record_ID="<urn:uuid:other>")
        partner = None if order in ("named by the response", "not linked") else "<urn:uuid:answer>"
        asked = request(writer, "POST /web/trang-chu HTTP/1.1", b"page=2", partner=partner)
        if order == "named by the response":
            posted.rec_headers.replace_header("WARC-Concurrent-To", asked.rec_headers.get_header("WARC-Record-ID"))
        orders = {"request first": [asked, posted, got], "far apart": [posted, got, asked]}
        for record in orders.get(order, [posted, asked, got]):
            writer.write_record(record)

    found, _ = pages(archive(tmp_path, build))
    asked = {page.body: (page.method, page.request_body) for page in found}
    assert asked == {b"posted": ("POST", b"page=2"), b"got": ("GET", b"")}


def test_revisit_has_the_body_it_refers_to(tmp_path: Path) -> None:
    def build(writer: WARCWriter) -> None:
        first = response(writer)
        writer.write_record(first)
        digest = first.rec_headers.get_header("WARC-Payload-Digest")
        http = StatusAndHeaders("200 OK", OK, protocol="HTTP/1.1")
        writer.write_record(writer.create_revisit_record(URL, digest, URL, "2022-07-05T03:00:00Z", http_headers=http))
        writer.write_record(writer.create_revisit_record(URL, "sha1:NOWHERE", "https://city.example/x", "2001-01-01T00:00:00Z"))

    found, problems = pages(archive(tmp_path, build))
    assert [page.body for page in found] == [TEXT, TEXT]
    assert found[0].warc_record_id != found[1].warc_record_id
    assert problems == ["1 revisits of captures that are not in the archive"]


def test_what_is_no_answer_of_the_web_is_left_out(tmp_path: Path) -> None:
    def build(writer: WARCWriter) -> None:
        writer.write_record(writer.create_warc_record("dns:city.example", "response", io.BytesIO(b"1.2.3.4")))
        writer.write_record(
            writer.create_warc_record(URL, "resource", io.BytesIO(b"a screenshot"), warc_content_type="image/png")
        )
        writer.write_record(response(writer, url="http://[broken/"))
        writer.write_record(response(writer, url="https://"))
        writer.write_record(writer.create_warc_record(URL, "metadata", io.BytesIO(b"via: x\r\n")))
        writer.write_record(response(writer))

    found, _ = pages(archive(tmp_path, build))
    assert [page.body for page in found] == [TEXT]


def test_address_in_angle_brackets(tmp_path: Path) -> None:
    """GNU Wget before 1.20 wrote them so."""
    path = archive(tmp_path, lambda writer: writer.write_record(response(writer)), packed=False)
    path.write_bytes(path.read_bytes().replace(URL.encode(), f"<{URL}>".encode()))
    (page,), _ = pages(path)
    assert page.url == URL


def three(writer: WARCWriter) -> None:
    for number in range(3):
        writer.write_record(response(writer, b"page %d " % number + TEXT, url=f"{URL}/{number}"))


@pytest.mark.parametrize("packed", [True, False], ids=["gzip", "plain"])
@pytest.mark.parametrize("lost", [20, 60, 200])
def test_cut_tail_costs_the_last_record(tmp_path: Path, packed: bool, lost: int) -> None:
    path = archive(tmp_path, three, packed=packed)
    path.write_bytes(path.read_bytes()[: -lost - (8 if packed else 4)])
    found, problems = pages(path)
    assert [page.url[-1] for page in found] == ["0", "1"]
    assert len(problems) == 1
    assert problems[0].startswith(path.name)


def test_every_cut_gives_what_stands_before_it(tmp_path: Path) -> None:
    """No cut raises, invents a page or gives half of one."""
    whole = archive(tmp_path, three)
    data, full = whole.read_bytes(), pages(whole)[0]
    cut = tmp_path / "cut.warc.gz"
    for end in range(len(data) - 1, 0, -97):
        cut.write_bytes(data[:end])
        try:
            found, _ = pages(cut)
        except ArchiveError:
            found = []
        assert [page.body for page in found] == [page.body for page in full[: len(found)]]


@pytest.mark.parametrize("packed", [True, False], ids=["gzip", "plain"])
def test_damage_in_the_middle_costs_what_it_hit(tmp_path: Path, packed: bool) -> None:
    path = archive(tmp_path, three, packed=packed)
    data = bytearray(path.read_bytes())
    second = data.find(b"\x1f\x8b\x08" if packed else b"WARC/1.0", 1)
    data[second + (40 if packed else 0)] ^= 0xFF
    path.write_bytes(data)
    found, problems = pages(path)
    assert [page.url[-1] for page in found] == ["0", "2"]
    assert len(problems) == 1


@pytest.mark.parametrize("junk", [b"\x00" * 100, b"<html>no record</html>", b"\x1f\x8b\x08 broken", b"WARC/1.1\r\nbroken"])
def test_rubbish_behind_the_last_record(tmp_path: Path, junk: bytes) -> None:
    path = archive(tmp_path, three)
    path.write_bytes(path.read_bytes() + junk)
    found, problems = pages(path)
    assert (len(found), len(problems)) == (3, 1)


def test_broken_gzip_body_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    noise = bytes(range(256)) * 40
    body = gzip.compress(noise)
    path = archive(tmp_path, lambda writer: writer.write_record(response(writer, body[:-20], [*OK, PACKED])))
    (page,), _ = pages(path)
    assert page.truncated == "encoding"
    assert noise.startswith(page.body)


def test_body_that_unpacks_without_end_is_cut(tmp_path: Path) -> None:
    bomb = gzip.compress(b"0" * 50_000_000)
    path = archive(tmp_path, lambda writer: writer.write_record(response(writer, bomb, [*OK, PACKED])))
    (page,), _ = pages(path)
    assert (len(page.body), page.truncated) == (32 * 1024 * 1024, "length")


NO_ARCHIVES: dict[str, bytes | None] = {
    "missing.warc.gz": None,
    "empty.warc.gz": b"",
    "text.warc": b"these are words",
    "html.warc": b"<html><body>a page</body></html>",
    "zip.warc.gz": b"PK\x03\x04 not this",
    "cut.warc.gz": gzip.compress(b"WARC/1.1\r\nWARC-Type: response\r\n")[:-4],
}


@pytest.mark.parametrize(("name", "data"), NO_ARCHIVES.items(), ids=NO_ARCHIVES)
def test_no_archive_is_one_clear_error(tmp_path: Path, name: str, data: bytes | None) -> None:
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(ArchiveError) as error:
        read_pages([path])
    assert str(path) in str(error.value)
    assert "\n" not in str(error.value)


def test_one_compressed_stream_is_refused_with_a_way_out(tmp_path: Path) -> None:
    plain = archive(tmp_path, three, packed=False)
    solid = tmp_path / "solid.warc.gz"
    solid.write_bytes(gzip.compress(plain.read_bytes()))
    with pytest.raises(ArchiveError, match="warcio recompress"):
        read_pages([solid])


def test_folder_gives_its_files_in_order_and_names_the_broken_ones(tmp_path: Path) -> None:
    for name in ("b", "a"):
        archive(tmp_path, lambda writer, name=name: writer.write_record(response(writer, name.encode())), name=name)  # type: ignore[misc]
    (tmp_path / "c.warc.gz").write_bytes(b"broken")
    (tmp_path / "notes.txt").write_text("not looked at")
    found, problems = pages(tmp_path)
    assert [page.body for page in found] == [b"a", b"b"]
    assert len(problems) == 1
    assert "c.warc.gz" in problems[0]


def test_folder_without_an_archive(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="holds no WARC file"):
        read_pages([tmp_path])
