"""Every format that archives come in: read, or named with what to do."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import zipfile
from pathlib import Path

import pytest
from backports import zstd

from portals.archive.errors import ArchiveError
from portals.archive.library import Library
from portals.archive.reader import Archive, read_pages
from portals.archive.sources import index_paths
from portals.items import RawPage
from tests.archive.made import ADDRESS, answer, arc, good, packed, page, record, wacz, with_dictionary


def read(path: Path) -> tuple[list[RawPage], Archive]:
    archive = Archive(index_paths([path]))
    return [archive.page(capture) for capture in archive], archive


def names(path: Path) -> list[str]:
    """The last parts of the addresses that are read."""
    return [page.url.rsplit("/", 1)[-1] for page in read(path)[0]]


@pytest.mark.parametrize("compressed", [True, False], ids=["compressed dictionary", "plain dictionary"])
def test_zstd_with_a_dictionary(compressed: bool, tmp_path: Path) -> None:
    (tmp_path / "d.warc.zst").write_bytes(with_dictionary([good(number) for number in range(3)], compressed=compressed))
    found, archive = read(tmp_path / "d.warc.zst")
    assert [one.body for one in found] == [page()] * 3
    assert archive.problems == []


def test_zstd_without_one(tmp_path: Path) -> None:
    (tmp_path / "n.warc.zst").write_bytes(b"".join(zstd.compress(good(number)) for number in range(3)))
    assert names(tmp_path / "n.warc.zst") == ["bai-0.html", "bai-1.html", "bai-2.html"]


def test_zstd_with_a_broken_dictionary_is_one_clear_error(tmp_path: Path) -> None:
    """The library gives up with a panic, which is no `Exception`."""
    data = with_dictionary([good(1)], compressed=False)
    size = int.from_bytes(data[4:8], "little")
    for broken in (b"\x37\xa4\x30\xec" + b"\xff" * (size - 4), b"\x28\xb5\x2f\xfd" + b"\xff" * (size - 4)):
        (tmp_path / "d.warc.zst").write_bytes(data[:8] + broken + data[8 + size :])
        with pytest.raises(ArchiveError, match=r"d\.warc\.zst: its dictionary cannot be read"):
            read(tmp_path / "d.warc.zst")


def test_zstd_as_one_stream_is_refused_with_a_command_that_works(tmp_path: Path) -> None:
    (tmp_path / "one.warc.zst").write_bytes(zstd.compress(good(1) + good(2)))
    with pytest.raises(
        ArchiveError, match=r"one\.warc\.zst: compressed as one stream.* unpack it with `zstd -d one\.warc\.zst`"
    ):
        read(tmp_path / "one.warc.zst")
    (tmp_path / "one.warc").write_bytes(zstd.decompress((tmp_path / "one.warc.zst").read_bytes()))
    assert names(tmp_path / "one.warc") == ["bai-1.html", "bai-2.html"]


@pytest.mark.parametrize("version", [1, 2])
@pytest.mark.parametrize("compressed", [True, False], ids=["gzip", "plain"])
def test_arc(version: int, compressed: bool, tmp_path: Path) -> None:
    records = [(f"{ADDRESS}/bai {number}.html", "20100705030000", answer(page())) for number in range(3)]
    records.append(("dns:city.example", "20100705030000", b"10.0.0.1"))
    path = tmp_path / f"old.arc{'.gz' if compressed else ''}"
    made = arc(*records, version=version)
    path.write_bytes(b"".join(map(gzip.compress, made)) if compressed else b"".join(made))
    found, archive = read(path)
    assert [(one.url, one.body, one.fetched_at, one.warc_record_id) for one in found] == [
        (f"{ADDRESS}/bai {number}.html", page(), "2010-07-05T03:00:00Z", None) for number in range(3)
    ]
    assert archive.problems == []
    assert archive.index.others == {"response records of dns:": 1}


@pytest.mark.parametrize("compressed", [True, False], ids=["gzip", "plain"])
def test_arc_with_damage_in_the_middle(compressed: bool, tmp_path: Path) -> None:
    made = arc(*((f"{ADDRESS}/bai-{number}.html", "20100705030000", answer(page())) for number in range(3)))
    parts = [gzip.compress(one) for one in made] if compressed else made
    parts[2] = (
        parts[2][:30] + b"\xff" * 30 + parts[2][60:] if compressed else parts[2].replace(b"20100705030000", b"2010070503000x")
    )
    (tmp_path / "old.arc").write_bytes(b"".join(parts))
    found, archive = read(tmp_path / "old.arc")
    assert [one.url[-6] for one in found] == ["0", "2"]
    assert len(archive.problems) == 1


def test_arc_is_told_by_its_first_line(tmp_path: Path) -> None:
    (tmp_path / "download").write_bytes(b"".join(arc((f"{ADDRESS}/a.html", "20100705030000", answer(page())))))
    assert names(tmp_path / "download") == ["a.html"]


@pytest.mark.parametrize("deflate", [False, True], ids=["stored", "compressed"])
def test_wacz(deflate: bool, tmp_path: Path) -> None:
    warcs = {"data-1.warc.gz": packed(good(1)), "data-2.warc": good(2)}
    (tmp_path / "x.wacz").write_bytes(wacz(warcs, pages=[f"{ADDRESS}/bai-1.html"], deflate=deflate))
    found, archive = read(tmp_path / "x.wacz")
    assert [one.warc_file for one in found] == ["x.wacz/data-1.warc.gz", "x.wacz/data-2.warc"]
    assert [one.body for one in found] == [page()] * 2
    assert archive.problems == []


def test_wacz_of_several_wacz(tmp_path: Path) -> None:
    inner = wacz({"data.warc.gz": packed(good(1))})
    outer = io.BytesIO()
    with zipfile.ZipFile(outer, "w") as made:
        made.writestr("archive/one.wacz", inner)
        made.writestr("two.wacz", wacz({"data.warc.gz": packed(good(2))}))
        made.writestr("three.wacz", wacz({"data.warc.gz": b"no archive"}))
    (tmp_path / "all.wacz").write_bytes(outer.getvalue())
    found, archive = read(tmp_path / "all.wacz")
    assert [one.warc_file for one in found] == ["all.wacz/one.wacz/data.warc.gz", "all.wacz/two.wacz/data.warc.gz"]
    assert [line for line in archive.problems if "three.wacz" in line]


def test_wacz_is_held_against_its_own_description(tmp_path: Path) -> None:
    data = packed(good(1))
    right, wrong = f"sha256:{hashlib.sha256(data).hexdigest()}", f"sha256:{hashlib.sha256(b'other').hexdigest()}"
    warcs = {"right.warc.gz": data, "wrong.warc.gz": packed(good(2))}
    hashes = {"right.warc.gz": right, "wrong.warc.gz": wrong, "missing.warc.gz": right}
    pages = [f"{ADDRESS}/bai-1.html", f"{ADDRESS}/bai-77.html", f"{ADDRESS}/bai-78.html"]
    (tmp_path / "x.wacz").write_bytes(wacz(warcs, pages=pages, hashes=hashes))
    assert read(tmp_path / "x.wacz")[1].problems == [
        "x.wacz: archive/wrong.warc.gz is not the file that datapackage.json describes (its digest differs)",
        "x.wacz: lacks files that datapackage.json lists: archive/missing.warc.gz",
        f"x.wacz: pages that it lists and does not hold (2 times, first {ADDRESS}/bai-77.html)",
    ]


ZIPS: dict[str, tuple[bytes, str]] = {
    "no zip": (b"PK\x03\x04 not this", "not a zip file"),
    "empty": (b"", "not a zip file"),
    "without a WARC": (wacz({"readme.txt": b"words"}), "holds no WARC file"),
    "with a broken WARC": (wacz({"data.warc.gz": b"\x1f\x8b\x08 broken"}), "holds no WARC file"),
    "directory of 4 GB": (b"PK\x05\x06" + b"\0" * 8 + b"\xff\xff\xff\xff" + b"\0" * 6, "too many members"),
}


@pytest.mark.parametrize(("data", "said"), ZIPS.values(), ids=ZIPS)
def test_wacz_that_is_none(data: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / "x.wacz").write_bytes(data)
    with pytest.raises(ArchiveError, match=said) as error:
        read(tmp_path / "x.wacz")
    assert str(error.value).startswith(str(tmp_path / "x.wacz"))


def test_members_that_lie_over_one_another_are_read_once(tmp_path: Path) -> None:
    """As in a zip bomb, whose directory names the same bytes again and again."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        made.writestr("archive/data.warc.gz", packed(good(1)))
        for number in range(3):
            copy = zipfile.ZipInfo(f"archive/copy-{number}.warc.gz")
            for name in ("header_offset", "file_size", "compress_size", "CRC"):
                setattr(copy, name, getattr(made.infolist()[0], name))
            made.filelist.append(copy)
            made.NameToInfo[copy.filename] = copy
            made._didModify = True  # type: ignore[attr-defined]
    (tmp_path / "x.wacz").write_bytes(file.getvalue())
    found, archive = read(tmp_path / "x.wacz")
    assert len(found) == 1
    assert len([line for line in archive.problems if "overlaps another member" in line]) == 3


def test_resource_is_read_as_a_page(tmp_path: Path) -> None:
    pages = record(page(), kind="resource", Content_Type="text/html; charset=utf-8")
    unnamed = record(page(), f"{ADDRESS}/bai-2.html", "resource", Content_Type=None)
    picture = record(b"\x89PNG", f"{ADDRESS}/a.png", "resource", Content_Type="image/png")
    (tmp_path / "r.warc.gz").write_bytes(packed(pages, unnamed, picture))
    found, archive = read(tmp_path / "r.warc.gz")
    assert [(one.status, one.body, one.headers["Content-Type"]) for one in found] == [
        (200, page(), "text/html; charset=utf-8"),
        (200, page(), "text/html"),
    ]
    assert archive.index.others == {"resource records without a page": 1}


def test_records_of_other_kinds_are_counted_by_their_names(tmp_path: Path) -> None:
    others = [
        record(b"10.0.0.1", "dns:city.example", Content_Type="text/dns"),
        record(b"a text", kind="conversion", Content_Type="text/plain"),
        record(b"via: x", kind="metadata", Content_Type="application/warc-fields"),
        record(b"the rest", kind="continuation"),
        record(b"words", kind="response", Content_Type="text/plain"),
        record(b"250 ok", "ftp://city.example/a", Content_Type="application/ftp"),
    ]
    (tmp_path / "o.warc.gz").write_bytes(packed(*others, good()))
    found, archive = read(tmp_path / "o.warc.gz")
    assert (len(found), archive.problems) == (1, [])
    assert archive.index.others == {
        "response records of dns:": 1,
        "conversion records": 1,
        "metadata records": 1,
        "continuation records": 1,
        "response records without a page": 1,
        "response records of ftp:": 1,
    }


def test_a_page_in_segments_is_not_whole(tmp_path: Path) -> None:
    (tmp_path / "s.warc").write_bytes(record(answer(page()), WARC_Segment_Number="1"))
    (found,), _ = read(tmp_path / "s.warc")
    assert found.truncated == "unspecified"


WAYBACK = "https://web.archive.org/web"


def test_pages_from_the_wayback_machine_are_those_of_the_site(tmp_path: Path) -> None:
    records = [
        record(answer(page()), f"{WAYBACK}/20190705030000id_/{ADDRESS}/bai-1.html"),
        record(answer(page()), f"{WAYBACK}/2019id_/{ADDRESS}/bai-2.html"),
        record(answer(page()), f"{WAYBACK}/20190705030000/{ADDRESS}/bai-3.html"),
    ]
    (tmp_path / "w.warc.gz").write_bytes(packed(*records))
    found, archive = read(tmp_path / "w.warc.gz")
    assert [(one.url, one.fetched_at) for one in found] == [
        (f"{ADDRESS}/bai-1.html", "2019-07-05T03:00:00Z"),
        (f"{ADDRESS}/bai-2.html", "2022-07-05T03:00:00Z"),
    ]
    assert archive.index.others == {"pages rewritten by an archive's viewer (fetch them with id_ after the time)": 1}


def mixed(folder: Path) -> None:
    """A folder with everything that people put beside one another."""
    (folder / "a.warc.gz").write_bytes(packed(good(1)))
    (folder / "b.WARC.GZ").write_bytes(packed(good(2)))
    (folder / "c.Wacz").write_bytes(wacz({"data.warc.gz": packed(good(3))}))
    made = arc((f"{ADDRESS}/bai-4.html", "20100705030000", answer(page())))
    (folder / "d.arc.gz").write_bytes(b"".join(map(gzip.compress, made)))
    (folder / "e.warc.zst").write_bytes(with_dictionary([good(5)], compressed=True))
    (folder / "f.zip").write_bytes(wacz({"data.warc.gz": packed(good(6))}))


def test_a_folder_of_all_formats_is_read_whatever_the_case_of_its_names(tmp_path: Path) -> None:
    mixed(tmp_path)
    assert names(tmp_path) == [f"bai-{number}.html" for number in range(1, 7)]


def test_a_replay_answers_from_all_formats(tmp_path: Path) -> None:
    mixed(tmp_path)
    library = Library(tmp_path)
    for number in range(1, 7):
        found = library.find("GET", f"{ADDRESS}/bai-{number}.html")
        assert found is not None
        assert found.body == page()


def test_what_lies_in_a_folder_and_is_not_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.warc.gz").write_bytes(packed(good(1)))
    for name in ("b.warc.xz", "c.tar.gz", "d.7z", "e.har", "notes.txt", "NOTES.TXT", "picture.jpg", "no-ending", "x.warc.gz"):
        (tmp_path / name).write_bytes(b"anything")
    os.mkfifo(tmp_path / "pipe.warc.gz")
    (tmp_path / "broken-link.warc.gz").symlink_to(tmp_path / "nowhere")
    found, archive = read(tmp_path)
    assert len(found) == 1
    assert archive.problems == [
        "b.warc.xz: is not read; unpack it, or repack it as WARC",
        "c.tar.gz: is not read; unpack it, or repack it as WARC",
        "d.7z: is not read; unpack it, or repack it as WARC",
        "e.har: is not read; unpack it, or repack it as WARC",
        "x.warc.gz: not a WARC file, or not one whole record in it",
    ]
    assert archive.index.others == {
        "files not read: .txt": 2,
        "files not read: .jpg": 1,
        "files not read: no-ending": 1,
        "files not read: devices, pipes and broken links": 2,
    }


CDXJ = b'vn,gov,thanhhoa)/ 20220705030000 {"url": "https://thanhhoa.gov.vn/", "filename": "a.warc.gz"}\n'
HINTS: dict[str, tuple[bytes, str]] = {
    "index.cdxj": (CDXJ, "is an index of captures and holds no pages; name the WARC files that it lists"),
    "index.txt": (CDXJ, "is an index of captures"),
    "index.cdx": (b" CDX N b a m s k r M S V g\n", "is an index of captures"),
    "x.warc.lz4": (b"\x04\x22\x4d\x18 packed", "unpack it with `lz4 -d x.warc.lz4`"),
    "x.warc.xz": (b"\xfd7zXZ\x00", "compressed as one stream"),
    "page.html": (page(), "no saved page, or one whose address is not known"),
}


@pytest.mark.parametrize(("name", "data", "said"), [(name, *case) for name, case in HINTS.items()], ids=HINTS)
def test_what_cannot_be_read_says_what_to_do(name: str, data: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(ArchiveError, match=said) as error:
        read_pages([tmp_path / name])
    assert "\n" not in str(error.value)


def test_an_address_is_no_file() -> None:
    with pytest.raises(ArchiveError, match=r"web\.archive\.org.*: is an address.*save the pages first"):
        read_pages([Path(f"{WAYBACK}/2019/https://city.example/")])


def test_a_folder_with_a_broken_fixture_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.warc.gz").write_bytes(packed(good(1)))
    (tmp_path / "case").mkdir()
    (tmp_path / "case" / "meta.json").write_text("{")
    (tmp_path / "case" / "page.html").write_bytes(page())
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "meta.json").write_text(json.dumps({"name": "a file of a mirrored site"}))
    found, archive = read(tmp_path)
    assert len(found) == 1
    assert [line for line in archive.problems if "meta.json: not readable" in line]
