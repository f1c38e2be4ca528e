"""What is fuzzed, and what must hold: a page gives a record or a reason, an archive pages and problems, in bounded time."""

from __future__ import annotations

import gzip
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from random import Random

from portals.archive.captures import CaptureIndex
from portals.archive.errors import ArchiveError
from portals.archive.message import BadMessage, decoded_body, parse
from portals.archive.reader import Archive
from portals.archive.sources import index_paths
from portals.errors import Rejected
from portals.exporters.schema import schema_problems
from portals.stages import clean, read_listing_page
from tests.archive.made import ADDRESS, answer, arc, good, packed, page, record, wacz, with_dictionary
from tests.fixtures import cases as fixtures
from tests.fuzz.mutations import mutated

SLOW = 20.0
"""CPU seconds that no case may take; most take a hundredth of one."""


@dataclass(frozen=True, slots=True)
class Case:
    """One input: its kind, the file it was made from, the bytes."""

    kind: str
    name: str
    data: bytes


def case(seed: int) -> Case:
    """The case of a number."""
    random = Random(seed)
    kind = random.choice(("page", "page", "listing", "message", "archive", "archive"))
    if kind in ("page", "listing"):
        names = [one.name for one in fixtures.cases("article" if kind == "page" else "listing")]
        name = random.choice(names)
        return Case(kind, name, mutated(_pages()[name].page.body, random))
    if kind == "message":
        body = random.choice((page(), gzip.compress(page()), b"5\r\nabcde\r\n0\r\n\r\n"))
        return Case(kind, "message", mutated(answer(body, random.choice(_HEADERS)), random))
    name = random.choice(sorted(_archives()))
    data = _archives()[name]
    if name.endswith(".gz") and random.random() < 0.5:  # what is inside the members, which stay whole
        data = b"".join(gzip.compress(mutated(good(number), random)) for number in range(3))
    else:
        data = mutated(data, random)
    return Case(kind, name, data)


_HEADERS = (
    b"Content-Type: text/html\r\n",
    b"Content-Encoding: gzip\r\n",
    b"Transfer-Encoding: chunked\r\n",
    b"Transfer-Encoding: chunked\r\nContent-Encoding: deflate, gzip\r\n",
)


@cache
def _pages() -> Mapping[str, fixtures.Case]:
    return {one.name: one for one in fixtures.cases()}


@cache
def _archives() -> Mapping[str, bytes]:
    """A small archive of each format, by file name."""
    records = [good(number) for number in range(3)]
    old = arc(*((f"{ADDRESS}/bai-{number}.html", "20100705030000", answer(page())) for number in range(3)))
    revisit = record(answer(b""), kind="revisit", WARC_Refers_To_Target_URI=f"{ADDRESS}/bai-1.html")
    asked = record(
        b"POST /web HTTP/1.1\r\nHost: x\r\n\r\na=1", kind="request", Content_Type="application/http; msgtype=request"
    )
    mime = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n'
    return {
        "a.warc": b"".join([asked, *records, revisit]),
        "a.warc.gz": packed(asked, *records, revisit),
        "a.warc.zst": with_dictionary(records, compressed=True),
        "a.arc": b"".join(old),
        "a.arc.gz": b"".join(map(gzip.compress, old)),
        "a.wacz": wacz({"data.warc.gz": packed(*records)}, pages=[f"{ADDRESS}/bai-1.html"]),
        "a.html": f"<!-- saved from url=(0063){ADDRESS}/a.html -->".encode() + page(),
        "a.mhtml": mime.replace(b"MIME", f"Snapshot-Content-Location: {ADDRESS}/a.html\r\nMIME".encode())
        + page()
        + b"\r\n--x--",
    }


def check(one: Case) -> float:
    """Read a case and hold the result against what was promised; the CPU seconds that it took. Raises what is wrong."""
    start = time.process_time()
    _CHECKS[one.kind](one)
    spent = time.process_time() - start
    assert spent < SLOW, f"{spent:.1f} s of CPU"
    return spent


def _check_page(one: Case) -> None:
    fixture = _pages()[one.name]
    raw = replace(fixture.page, body=one.data)
    try:
        found = clean(raw, fixture.portal)
    except Rejected:
        return
    assert not [
        problem for problem in schema_problems(found) if problem.fatal and problem.code not in ("missing/title", "missing/body")
    ]
    assert found == clean(raw, fixture.portal), "the same bytes gave another record"


def _check_listing(one: Case) -> None:
    fixture = _pages()[one.name]
    try:
        listing = read_listing_page(replace(fixture.page, body=one.data), fixture.portal)
    except Rejected:
        return
    for link in listing.links:
        fixture.portal.cms.kind(link.url)
        fixture.portal.cms.identity(link.url)


def _check_message(one: Case) -> None:
    try:
        message = parse(one.data)
    except BadMessage:
        return
    decoded_body(message)
    assert message.status is None or 100 <= message.status <= 999


def _check_archive(one: Case) -> None:
    """Alone it may be refused, in one line. Beside a good file that one is always read."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / one.name
        path.write_bytes(one.data)
        refused = ""
        try:
            _read(index_paths([path]))
        except ArchiveError as error:
            refused = str(error)
        assert "\n" not in refused
        (Path(folder) / "z.warc.gz").write_bytes(packed(good(77)))
        assert f"{ADDRESS}/bai-77.html" in _read(index_paths([Path(folder)]))


def _read(index: CaptureIndex) -> set[str]:
    archive = Archive(index)
    pages = [archive.page(capture) for capture in archive]
    assert not [line for line in archive.problems if "\n" in line]
    return {page.url for page in pages}


_CHECKS: Mapping[str, Callable[[Case], None]] = {
    "page": _check_page,
    "listing": _check_listing,
    "message": _check_message,
    "archive": _check_archive,
}
