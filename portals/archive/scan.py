"""Index one WARC or ARC file: every readable response, and a reason for everything else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

from portals.archive import message
from portals.archive.arc import read_arc
from portals.archive.captures import CaptureIndex, Format, FoundResponse, read_warc_date
from portals.archive.containers import ArchiveFile
from portals.archive.errors import ArchiveError, Damaged
from portals.archive.message import BadMessage
from portals.archive.records import RENDERED_BY
from portals.archive.request_keys import original_of
from portals.archive.warc import NotItsOwnMember, Record, next_start, read_warc

_KEPT = message.MAX_HEAD + 4096
"""Bytes of a block that are read: the head of a response, the form of a request."""
_MAX_FORM = 2**20
"""Bytes of a posted form that are kept to recognise it; forms of portals with their view state have up to 200 KB."""
_PATIENCE = 1000, 20
"""How often reading continues after damage: a thousand times per file, and twenty more times for each record read."""
_KINDS: dict[Format, tuple[Callable[..., Iterator[Record]], bytes]] = {
    "warc": (read_warc, b"WARC/"),
    "arc": (read_arc, b"http"),
}
_WEB_KINDS = ("response", "revisit", "resource")
_ONE_STREAM = "compressed as one stream, which cannot be searched; {}"


def scan_file(form: Format, file: ArchiveFile, index: CaptureIndex, name: str) -> None:
    """Add the responses of a file to the index; each damaged part and each unusual record is a problem.

    `name` is the name of the file in reports. Raises `ArchiveError` if the file has no complete record.
    """
    scan = _Scan(form, file, index, name)
    scan.run()
    if not scan.records:
        raise ArchiveError(f"{name}: not a {form.upper()} file, or not one whole record in it")
    if scan.first_damage:
        index.problems.add(name, scan.first_damage)


class _Scan:
    """The state while a file is read."""

    def __init__(self, form: Format, file: ArchiveFile, index: CaptureIndex, name: str) -> None:
        self.form, self.file, self.index, self.name = form, file, index, name
        self.records = 0
        self.last = -1
        """Start of the last complete record."""
        self.first_damage = ""
        """Damage before the first complete record; ignored if the file has none."""
        self.number = index.new_file()
        self.source = index.new_source(form, file, {})

    def run(self) -> None:
        """Read the file to its end. After damage, continue at the next readable record."""
        read, mark = _KINDS[self.form]
        start: int | None = 0
        tries = 0
        while start is not None:
            before = self.records
            try:
                for record in read(self.file, start, _KEPT):
                    self.records += 1
                    self.last = record.offset
                    self.note(record)
                return
            except Damaged as damage:
                self._note_damage(damage, before)
            tries += 1
            if tries > _PATIENCE[0] + _PATIENCE[1] * self.records:
                self.index.problems.add(self.name, f"given up after {tries} damaged places; the rest was not read")
                return
            start = next_start(self.file, max(start, self.last) + 1, mark)

    def _note_damage(self, damage: Damaged, before: int) -> None:
        """Count a damaged place. `before`: number of records that had been read before it."""
        said = f"{damage}; {self.records} records before it were read"
        if isinstance(damage, NotItsOwnMember):
            if self.records == 1:
                raise ArchiveError(f"{self.name}: {_ONE_STREAM.format(self._repack())}") from None
            self.index.problems.add(self.name, "records that are not compressed by themselves", str(damage))
        elif not self.records:
            self.first_damage = self.first_damage or said
        elif self.records > before:
            self.index.problems.add(self.name, said)

    def _repack(self) -> str:
        """Return the command that turns a file compressed as a whole into a readable one."""
        name = self.file.path.name
        zstd = name.lower().endswith((".zst", ".zst.open"))
        return f"unpack it with `zstd -d {name}`" if zstd else "repack it with `warcio recompress`"

    def note(self, record: Record) -> None:
        """Add one record. A record that makes the program fail is a problem, and the next one is read."""
        try:
            self._note(record)
        except BadMessage as error:
            self.index.problems.add(self.name, str(error), f"at byte {record.offset}")
        except Exception as error:
            self.index.problems.add(
                self.name, f"records that broke the reader ({type(error).__name__})", f"at byte {record.offset}"
            )

    def _note(self, record: Record) -> None:
        if record.kind == "warcinfo":
            facts = dict(message.parse(b"warcinfo\r\n" + record.block).headers)
            self.source = self.index.new_source(self.form, self.file, facts)
        elif record.kind == "request" and is_web(record.url):
            self._note_request(record)
        elif record.kind in _WEB_KINDS and is_web(record.url):
            self._note_response(record)
        elif record.kind == "conversion" and RENDERED_BY.lower() in record.headers and is_web(record.url):
            self._note_response(record)
            self.index.add_rendering(record.headers.get("warc-refers-to", ""))
        elif record.kind in _WEB_KINDS and record.url.lower().startswith(("http:", "https:")):
            raise BadMessage("addresses that cannot be read")
        elif record.kind != "filedesc":
            scheme = f" of {record.url.partition(':')[0]}:" if record.kind in _WEB_KINDS else ""
            self.index.others[f"{record.kind or 'unknown'} records{scheme}"] += 1

    def _note_request(self, record: Record) -> None:
        if record.length > _MAX_FORM:
            raise BadMessage("requests of more than 1 MB")
        if record.length > len(record.block):
            record = next(read_warc(self.file, record.offset, _MAX_FORM))
        asked = message.parse(record.block)
        method = asked.start.split(None, 1)[0].upper() if asked.start else "GET"
        partner = record.headers.get("warc-concurrent-to", "")
        body = message.decoded_body(asked)[0]
        self.index.add_request(self.number, record.headers["warc-record-id"], partner, record.url, method, body)

    def _note_response(self, record: Record) -> None:
        found = _resource(record) if record.kind in ("resource", "conversion") else _response(record)
        if found is None:
            self.index.others[f"{record.kind} records without a page"] += 1
            return
        if found.date is None:
            self.index.problems.add(self.name, "records whose date cannot be read", f"at byte {record.offset}")
        original = original_of(found.url)
        if original is not None and not original.raw:
            self.index.others["pages rewritten by an archive's viewer (fetch them with id_ after the time)"] += 1
            return
        if original is not None:
            found = found._replace(url=original.url, date=original.date or found.date)
        self.index.add(self.number, self.source, [found])


def is_web(url: str) -> bool:
    """Return whether an address is a valid http address; `http://[` is not."""
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return False


def _common(record: Record) -> dict[str, Any]:
    headers = record.headers
    return {
        "offset": record.offset,
        "url": record.url,
        "record_id": headers.get("warc-record-id", ""),
        "date": read_warc_date(headers.get("warc-date")),
        "digest": headers.get("warc-payload-digest"),
        "truncated": headers.get("warc-truncated") or ("unspecified" if "warc-segment-number" in headers else None),
        "partner": headers.get("warc-concurrent-to", ""),
    }


def _response(record: Record) -> FoundResponse | None:
    """Return the response in a record; None if the record is not an HTTP response. Raises `BadMessage`."""
    revisit = record.kind == "revisit"
    if not record.block.startswith(b"HTTP/") and not (revisit and not record.block):
        return None
    head = message.parse(record.block)
    if head.status is None and not revisit:
        raise BadMessage("answers without a status that can be read")
    headers = record.headers
    refers = (headers.get("warc-refers-to", ""), headers.get("warc-refers-to-target-uri", ""))
    return FoundResponse(
        **_common(record),
        status=head.status or 0,
        html="html" in (head.header("content-type").lower() or "html"),
        refers_to=(*refers, read_warc_date(headers.get("warc-refers-to-date"))) if revisit else None,
    )


def _resource(record: Record) -> FoundResponse | None:
    """Return a page that was archived without its HTTP head; None for anything but HTML."""
    kind = record.headers.get("content-type", "").lower()
    if "html" not in kind and not (not kind and looks_like_html(record.block)):
        return None
    return FoundResponse(**_common(record), status=200, html=True, resource=True)


def looks_like_html(beginning: bytes) -> bool:
    """Return whether bytes begin like an HTML page: with a doctype, or an element at the start of pages."""
    start = beginning[:4096].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    return start.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<!--")) or b"<html" in start
