"""No single record ends a reading or bends it: each case stands between two good pages, and both are read."""

from __future__ import annotations

from pathlib import Path

import pytest

from portals.archive.captures import read_warc_date
from portals.archive.extract.run import extracted
from portals.archive.library import Library
from portals.archive.reader import Archive
from portals.archive.sources import index_paths
from portals.registry import load_portal
from tests.archive.made import ADDRESS, HTML, answer, good, packed, page, record

ODD: dict[str, tuple[bytes, str]] = {
    "status of 5,000 digits": (record(answer(page(), status=b"HTTP/1.1 " + b"2" * 5000)), "without a status"),
    "status of two digits": (record(answer(page(), status=b"HTTP/1.1 20 OK")), "without a status"),
    "status in words": (record(answer(page(), status=b"HTTP/1.1 OK OK")), "without a status"),
    "length of 5,000 digits": (record(answer(page()), Content_Length="9" * 5000), "states no length"),
    "negative length": (record(answer(page()), Content_Length="-5"), "states no length"),
    "length in words": (record(answer(page()), Content_Length="many"), "states no length"),
    "no length": (record(answer(page()), Content_Length=None), "states no length"),
    "length beyond the file": (record(answer(page()), Content_Length="99999999999"), "is cut"),
    "no id": (record(answer(page()), WARC_Record_ID=None), "is cut"),
    "400,000 lines in the head": (record(answer(page(), HTML + b"X: a\r\n" * 400_000)), "head of more than 128 KB"),
    "one line of 200 KB": (record(answer(page(), HTML + b"X: " + b"a" * 200_000 + b"\r\n")), "head of more than 128 KB"),
    "400,000 lines in the record's own head": (record(answer(page()), X="a\r\nX: a" * 400_000), "Maximum header length"),
    "address of no host": (record(answer(page()), "https://"), "addresses that cannot be read"),
    "address with half a bracket": (record(answer(page()), "http://[broken/"), "addresses that cannot be read"),
    "port of six digits": (
        record(answer(page()), f"{ADDRESS.replace('.vn', '.vn:999999')}/a.html"),
        "addresses that cannot be read",
    ),
    "form of 2 MB": (record(b"POST / HTTP/1.1\r\n\r\n" + b"a" * 2_000_000, kind="request"), "requests of more than 1 MB"),
}


def urls(path: Path) -> tuple[list[str], list[str]]:
    """The last parts of the addresses that are read, and the problems."""
    archive = Archive(index_paths([path]))
    return [archive.page(capture).url.rsplit("/", 1)[-1] for capture in archive], archive.problems


@pytest.mark.parametrize("plain", [True, False], ids=["plain", "gzip"])
@pytest.mark.parametrize(("odd", "said"), ODD.values(), ids=ODD)
def test_the_rest_is_read_and_the_record_is_named(odd: bytes, said: str, plain: bool, tmp_path: Path) -> None:
    path = tmp_path / f"odd.warc{'' if plain else '.gz'}"
    path.write_bytes(good(7) + odd + good(8) if plain else packed(good(7), odd, good(8)))
    found, problems = urls(path)
    assert found == ["bai-7.html", "bai-8.html"]
    assert len(problems) == 1
    assert said in problems[0]
    assert problems[0].startswith("odd.warc")


@pytest.mark.parametrize("odd", [b"\x00", b"\x01", b"\x7f", b"\xff"])
def test_a_byte_that_no_address_holds(odd: bytes, tmp_path: Path) -> None:
    path = tmp_path / "odd.warc"
    path.write_bytes(good().replace(b"bai-1.html", b"bai%s-1.html" % odd) + good(2))
    with extracted([path], {"thanhhoa": load_portal("thanhhoa")}) as (articles, report):
        assert sum(1 for _ in articles) == 2
    assert report.verdict.result == "ok"


def test_a_length_that_reaches_into_the_next_member_costs_its_record_alone(tmp_path: Path) -> None:
    (tmp_path / "long.warc.gz").write_bytes(packed(record(answer(page()), Content_Length="3000"), good(1), good(2)))
    assert urls(tmp_path / "long.warc.gz")[0] == ["bai-1.html", "bai-2.html"]


def test_what_happens_often_is_said_once(tmp_path: Path) -> None:
    odd = record(answer(page(), status=b"HTTP/1.1 0"))
    (tmp_path / "odd.warc.gz").write_bytes(packed(*[odd] * 5, good()))
    assert urls(tmp_path / "odd.warc.gz") == (
        ["bai-1.html"],
        ["odd.warc.gz: answers without a status that can be read (5 times, first at byte 0)"],
    )


DATES: list[tuple[str | None, str | None]] = [
    ("2022-07-05T03:00:00Z", "2022-07-05T03:00:00Z"),
    ("2022-07-05T03:00:00.654321Z", "2022-07-05T03:00:00Z"),
    ("2022-07-05T10:00:00+07:00", "2022-07-05T03:00:00Z"),
    ("2022-07-05T03:00:00", "2022-07-05T03:00:00Z"),
    ("2022-07-05", "2022-07-05T00:00:00Z"),
    ("0001-01-01T00:00:00+14:00", None),
    ("9999-12-31T23:59:59-14:00", None),
    ("1970-01-01T00:00:00Z", None),
    ("2022-07-05T03:00:00+99:99", None),
    ("2" * 5000, None),
    ("yesterday", None),
    ("", None),
    (None, None),
]


@pytest.mark.parametrize(("text", "date"), DATES)
def test_dates(text: str | None, date: str | None) -> None:
    assert read_warc_date(text) == date


def test_a_page_without_a_readable_date_is_read_and_its_record_has_none(tmp_path: Path) -> None:
    """It comes before every dated capture of the address when a replay chooses."""
    odd = record(answer(page("Ngày lạ")), WARC_Date="9999-12-31T23:59:59-14:00")
    (tmp_path / "odd.warc.gz").write_bytes(packed(good(1), odd))
    archive = Archive(index_paths([tmp_path]))
    assert [archive.page(capture).fetched_at for capture in archive] == ["2022-07-05T03:00:00Z", None]
    assert "date cannot be read" in archive.problems[0]
    found = Library(tmp_path).find("GET", f"{ADDRESS}/bai-1.html")
    assert found is not None
    assert found.fetched_at == "2022-07-05T03:00:00Z"


def test_a_thousand_damaged_places_are_passed_over(tmp_path: Path) -> None:
    damaged = b"\x1f\x8b\x08" + b"\0" * 40
    (tmp_path / "holes.warc.gz").write_bytes(b"".join(packed(good(number)) + damaged for number in range(1000)))
    found, problems = urls(tmp_path / "holes.warc.gz")
    assert len(found) == 1000
    assert all(line.startswith("holes.warc.gz: damaged") for line in problems)


def test_rubbish_that_looks_like_records_is_given_up_and_said(tmp_path: Path) -> None:
    (tmp_path / "rubbish.warc").write_bytes(good() + b"WARC/1.1\r\n\r\n" * 5000)
    found, problems = urls(tmp_path / "rubbish.warc")
    assert found == ["bai-1.html"]
    assert "given up after" in problems[-1]
