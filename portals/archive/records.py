"""WARC 1.1 records as bytes, one gzip member each."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from urllib.parse import urlsplit

from fastwarc.stream_io import GzipWriter
from fastwarc.warc import WarcRecord, WarcRecordType

from portals.archive.digest import payload_digest
from portals.archive.message import MAX_HEAD

LEVEL = 6
"""Compression level of gzip; level 9 needs five times as much CPU for 2 % smaller files."""

HeaderLines = Iterable[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request and its response as transferred, without chunks but with content encoding."""

    url: str
    method: str
    request_headers: tuple[tuple[bytes, bytes], ...]
    request_body: bytes
    status: int
    protocol: str
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes
    address: str | None = None
    """The IP address of the server."""
    truncated: str | None = None
    """Why the body is incomplete: `length`, `time`, `disconnect`."""


RENDERED_BY = "Portals-Rendered-By"
"""Header of a rendered page's record: the tool that made it."""


@dataclass(frozen=True, slots=True)
class Rendering:
    """A rendered page in UTF-8, and the record of the response from which it was made."""

    url: str
    body: bytes
    response_id: str
    tool: str


def warcinfo(name: str, fields: Mapping[str, str], date: datetime) -> tuple[str, bytes]:
    """Return the first record of a file: its id and its bytes."""
    record = _record(WarcRecordType.warcinfo, date)
    record.headers["WARC-Filename"] = name
    record.headers["Content-Type"] = "application/warc-fields"
    record.set_bytes_content("".join(f"{key}: {value}\r\n" for key, value in fields.items()).encode())
    return record.record_id or "", _packed(record)


def exchange(sent: Exchange, date: datetime, info_id: str) -> tuple[str, str, bytes]:
    """Return a request record followed by its response record: id and payload digest of the response, and the bytes of both.

    The request comes first, so that a file which ends between the two has no response without its request.
    """
    response = _http_record(WarcRecordType.response, sent.url, _response_block(sent), date, info_id)
    if sent.address:
        response.headers["WARC-IP-Address"] = sent.address
    if sent.truncated:
        response.headers["WARC-Truncated"] = sent.truncated
    request = _http_record(WarcRecordType.request, sent.url, _request_block(sent), date, info_id)
    request.headers["WARC-Concurrent-To"] = response.record_id or ""
    members = _packed(request) + _packed(response)
    return response.record_id or "", response.headers.get("WARC-Payload-Digest") or "", members


def rendering(made: Rendering, date: datetime, info_id: str) -> tuple[str, str, bytes]:
    """Return the record of a rendered page: id, payload digest, and bytes. It refers to the response from which it was made."""
    record = _record(WarcRecordType.conversion, date)
    record.headers["WARC-Target-URI"] = made.url
    record.headers["WARC-Warcinfo-ID"] = info_id
    record.headers["WARC-Refers-To"] = made.response_id
    record.headers[RENDERED_BY] = made.tool
    digest = payload_digest(made.body)
    record.headers["WARC-Payload-Digest"] = digest
    record.headers["Content-Type"] = "text/html; charset=utf-8"
    record.set_bytes_content(made.body)
    return record.record_id or "", digest, _packed(record)


def _record(kind: WarcRecordType, date: datetime) -> WarcRecord:
    record = WarcRecord()
    record.init_headers(kind)
    record.headers["WARC-Date"] = date.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return record


def _http_record(kind: WarcRecordType, url: str, block: bytes, date: datetime, info_id: str) -> WarcRecord:
    record = _record(kind, date)
    record.headers["WARC-Target-URI"] = url
    record.headers["WARC-Warcinfo-ID"] = info_id
    record.headers["Content-Type"] = f"application/http; msgtype={'response' if kind == WarcRecordType.response else 'request'}"
    record.set_bytes_content(block)
    record.is_http = True
    record.parse_http(max_header_len=2 * MAX_HEAD)
    return record


def _packed(record: WarcRecord) -> bytes:
    """Return the record, with its digests, as one gzip member."""
    buffer = io.BytesIO()
    writer = GzipWriter(buffer, compression_level=LEVEL)
    record.write(writer, checksum_data=True)
    writer.finish()
    return buffer.getvalue()


def _response_block(sent: Exchange) -> bytes:
    phrase = HTTPStatus(sent.status).phrase if sent.status in HTTPStatus._value2member_map_ else ""
    return _block(f"{sent.protocol} {sent.status} {phrase}", sent.headers, sent.body)


def _request_block(sent: Exchange) -> bytes:
    parts = urlsplit(sent.url)
    path = parts.path or "/"
    headers = (b"Host", parts.netloc.rpartition("@")[2].encode("ascii", "replace")), *sent.request_headers
    if sent.request_body:
        headers = *headers, (b"Content-Length", str(len(sent.request_body)).encode())
    return _block(f"{sent.method} {path}{f'?{parts.query}' if parts.query else ''} HTTP/1.1", headers, sent.request_body)


def _block(start: str, headers: HeaderLines, body: bytes) -> bytes:
    lines = [start.encode("latin-1"), *(b": ".join(pair) for pair in headers)]
    return b"\r\n".join(lines) + b"\r\n\r\n" + body
