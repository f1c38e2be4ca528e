"""What an archive holds and where: one entry a captured response, its request joined to it."""

from __future__ import annotations

import mmap
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from portals.archive import message
from portals.archive.errors import ArchiveError

_GZIP = b"\x1f\x8b\x08"
_TRIES = 1000
"""Places behind damage at which reading is tried again, in one file."""
_HEAD = 16_384
"""Bytes of a response that are looked at for its status and type."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One captured response: where it lies, and what is needed to ask for it."""

    path: Path
    offset: int
    url: str
    record_id: str
    date: datetime
    """When it was captured, in UTC."""
    method: str = "GET"
    request_body: bytes = b""
    status: int = 0
    """Of the archived head; 0 for a revisit without one."""
    html: bool = False
    """Whether the head names HTML, or no type at all."""
    digest: str | None = None
    truncated: str | None = None
    run_id: str | None = None
    portal: str | None = None
    """The portal that the file says it was crawled for."""
    base: str | None = None
    """The address of the site, where the crawl was of another than the portal's own (`-a base=`)."""
    fixture: bool = False
    """Whether `path` is a fixture folder; else it is a WARC file."""
    refers_to: tuple[str, str, str] | None = None
    """Of a revisit: record id, URL and date of the capture with the same body."""


@dataclass(slots=True)
class Index:
    """The entries of some files in the order of files and records, and what could not be read."""

    entries: list[Entry] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Request:
    record_id: str
    partner: str
    url: str
    method: str
    body: bytes


def index_file(path: Path) -> Index:
    """Entries of the whole records; each damaged stretch is a problem. Raises `ArchiveError` if not one record is whole."""
    scan = _Scan(path)
    problems = _read_into(scan, path)
    if not scan.records:
        raise ArchiveError(f"{path}: not a WARC file, or not one whole record in it")
    entries = _joined(scan.responses, scan.requests)
    if entries and not _has_members(path, entries[-1].offset):
        raise ArchiveError(f"{path}: compressed as one stream, which cannot be searched; repack it with `warcio recompress`")
    return Index(entries, problems)


def _read_into(scan: _Scan, path: Path) -> list[str]:
    """Reads a file into `scan`. Behind damage it goes on where the next record can be read."""
    problems: list[str] = []
    start: int | None = 0
    tries = 0
    while start is not None and tries < _TRIES:
        before = scan.records
        try:
            for record, block in whole_records(path, start):
                scan.add(record, block)
            break
        except Damaged as damage:
            if scan.records > before or not problems:
                problems.append(f"{path.name}: {damage}; {scan.records} records before it were read")
            start = _next_start(path, max(start, scan.last) + 1)
            tries += 1
    return problems


def _next_start(path: Path, after: int) -> int | None:
    """The first byte from `after` on at which a record, or its gzip member, may begin."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        found = data.find(_GZIP if data[:3] == _GZIP else b"WARC/1.", after)
    return None if found < 0 else found


def _has_members(path: Path, offset: int) -> bool:
    """Whether a compressed file is one member a record: the last record begins with the same magic bytes as the file."""
    with path.open("rb") as file:
        magic = file.read(2)
        file.seek(offset)
        return magic == b"WA" or file.read(2) == magic


class Damaged(Exception):
    """The rest of a file cannot be read. The message says from where."""


def whole_records(path: Path, offset: int = 0) -> Iterator[tuple[WarcRecord, bytes]]:
    """Records with their blocks, from a byte on. Raises `Damaged` at the first that is not whole."""
    try:
        file = path.open("rb")
    except OSError as error:
        raise ArchiveError(f"{path}: cannot be read ({error.strerror})") from None
    with file:
        file.seek(offset)
        records = iter(ArchiveIterator(file, parse_http=False))
        at = offset
        while True:
            try:
                record = next(records, None)
                block = record.reader.read() if record else b""
            except OSError as error:
                raise Damaged(f"damaged after byte {at} ({error})") from None
            if record is None:
                return
            at = record.stream_pos
            if record.record_id is None or str(len(block)) != record.headers.get("Content-Length"):
                raise Damaged(f"the record at byte {at} is cut")
            yield record, block


@dataclass(slots=True)
class _Scan:
    """What a file has told so far."""

    path: Path
    records: int = 0
    last: int = 0
    """Where the last whole record begins."""
    facts: dict[str, str] = field(default_factory=dict)
    requests: list[_Request] = field(default_factory=list)
    responses: list[tuple[Entry, str]] = field(default_factory=list)
    """Each with the id of the record it says it is concurrent to."""

    def add(self, record: WarcRecord, block: bytes) -> None:
        self.records += 1
        self.last = record.stream_pos
        kind = record.record_type
        if kind == WarcRecordType.warcinfo:
            self.facts = dict(message.parse(b"warcinfo\r\n" + block).headers)
        elif not _is_web(record):
            return
        elif kind == WarcRecordType.request:
            self.requests.append(_request(record, block))
        elif (kind == WarcRecordType.response and block.startswith(b"HTTP/")) or kind == WarcRecordType.revisit:
            self.responses.append(
                (_entry(self.path, record, block, self.facts), record.headers.get("WARC-Concurrent-To") or "")
            )


def target(record: WarcRecord) -> str:
    """The URL of a record, without the angle brackets that some tools put around it."""
    return (record.headers.get("WARC-Target-URI") or "").strip("<>")


def _is_web(record: WarcRecord) -> bool:
    """Whether the record has an address of the web that can be taken apart; `http://[` cannot."""
    try:
        parts = urlsplit(target(record))
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def _request(record: WarcRecord, block: bytes) -> _Request:
    asked = message.parse(block)
    method = asked.start.split(None, 1)[0].upper() if asked.start else "GET"
    partner = record.headers.get("WARC-Concurrent-To") or ""
    return _Request(record.record_id or "", partner, target(record), method, message.content(asked)[0])


def _entry(path: Path, record: WarcRecord, block: bytes, facts: dict[str, str]) -> Entry:
    headers, head = record.headers, message.parse(block[:_HEAD])
    first, address, date = (headers.get(f"WARC-Refers-To{part}") or "" for part in ("", "-Target-URI", "-Date"))
    return Entry(
        path=path,
        offset=record.stream_pos,
        url=target(record),
        record_id=record.record_id or "",
        date=read_date(headers.get("WARC-Date")),
        status=head.status or 0,
        html="html" in (head.header("content-type").lower() or "html"),
        digest=headers.get("WARC-Payload-Digest"),
        truncated=headers.get("WARC-Truncated"),
        run_id=facts.get("run-id"),
        portal=facts.get("isPartOf"),
        base=facts.get("base-url"),
        refers_to=(first, address, date) if record.record_type == WarcRecordType.revisit else None,
    )


def read_date(text: str | None) -> datetime:
    """A WARC date. WARC dates are UTC; a date that cannot be read sorts first."""
    try:
        date = datetime.fromisoformat(text or "")
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
    return date.astimezone(UTC) if date.tzinfo else date.replace(tzinfo=UTC)


def _joined(responses: list[tuple[Entry, str]], requests: list[_Request]) -> list[Entry]:
    """Responses with the method and body of their requests, by `WARC-Concurrent-To` in either direction.

    Where a tool links nothing, the n-th response of an address belongs to the n-th of its requests that no link claims.
    """
    by_id = {request.record_id: request for request in requests}
    by_partner = {request.partner: request for request in requests if request.partner}
    claimed = {partner for _, partner in responses}
    free: dict[str, list[_Request]] = {}
    for request in requests:
        if not request.partner and request.record_id not in claimed:
            free.setdefault(request.url, []).append(request)
    joined = []
    for entry, partner in responses:
        asked = by_partner.get(entry.record_id) or by_id.get(partner)
        if asked is None and free.get(entry.url):
            asked = free[entry.url].pop(0)
        joined.append(replace(entry, method=asked.method, request_body=asked.body) if asked else entry)
    return joined
