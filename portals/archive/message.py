"""HTTP messages as archives hold them: head and body, chunks and content encoding removed.

Tools differ: some keep `Transfer-Encoding: chunked` or `Content-Encoding: gzip` on a body that they have decoded, and some
servers announce an encoding that they do not use. Browsers show such pages. So a body is decoded where its bytes are of the
announced form, and left as it is where they are not. A crawl decodes with the same function.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from fastwarc.stream_io import BrotliReader, ZstdReader

from portals.archive.errors import is_panic

MAX_BODY = 32 * 2**20
"""Bytes of a decoded body that are kept; no article comes near, and a small file can unpack to gigabytes."""
MAX_HEAD = 128 * 2**10
"""Bytes of a head; browsers refuse longer ones (Chrome at 256 KiB, Firefox at 384 KiB)."""

_HEAD_END = re.compile(rb"\r?\n\r?\n")
_FOLDED = re.compile(rb"\r?\n[ \t]+")
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]{0,200})?\r?\n")
_STATUS = re.compile(r"HTTP/[0-9.]{1,8}[ \t]+([1-9][0-9]{2})(?![0-9])", re.IGNORECASE)
_ZSTD = b"\x28\xb5\x2f\xfd"
_PIECE = 16_384
_MAX_ENCODINGS = 5
_MAX_MEMBERS = 10_000
"""Gzip members of one body; servers send one, a bomb a million."""


Loss = Literal["length", "encoding"]
"""Why a decoded body is not whole: it unpacks to more than `MAX_BODY`, or its encoding is broken or ends too early."""


class BadMessage(Exception):
    """A message that cannot be read. The text says why, and stands in reports."""


@dataclass(frozen=True, slots=True)
class Message:
    """A request or response: its first line, headers in order, the body as archived."""

    start: str
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str:
        """Return the values of a header, joined by `, `; empty where it is not there. `name` is in lower case."""
        return ", ".join(value for key, value in self.headers if key.lower() == name)

    @property
    def status(self) -> int | None:
        """The status of a response, three digits; None where the first line names none."""
        found = _STATUS.match(self.start)
        return int(found[1]) if found else None


def parse(block: bytes) -> Message:
    """Return the message of a record's block. A block without a blank line is all head.

    Raises `BadMessage` for a head of more than `MAX_HEAD` bytes.
    """
    end = _HEAD_END.search(block, 0, MAX_HEAD + 4)
    if end is None and len(block) > MAX_HEAD:
        raise BadMessage(f"head of more than {MAX_HEAD // 1024} KB")
    head = block[: end.start()] if end else block
    lines = _FOLDED.sub(b" ", head).decode("latin-1").split("\n")
    pairs = (line.partition(":") for line in lines[1:] if ":" in line)
    headers = tuple((name.strip(), value.strip()) for name, _, value in pairs)
    return Message(lines[0].strip(), headers, block[end.end() :] if end else b"")


def decoded_body(message: Message) -> tuple[bytes, Loss | None]:
    """Return the body without chunks and content encoding, and why it is not whole; None where it is."""
    body, whole = message.body, True
    if "chunked" in message.header("transfer-encoding").lower():
        body, whole = _unchunk(body)
    decoded, loss = decode_body(body, message.header("content-encoding").split(","))
    return decoded, loss or (None if whole else "encoding")


def decode_body(body: bytes, encodings: Iterable[str], most: int = MAX_BODY) -> tuple[bytes, Loss | None]:
    """Return a body without its content encodings, in the order of the header, and why it is not whole; None where it is.

    At most `most` bytes are returned. A body whose bytes are not of an announced encoding stays as it is.

    >>> decode(b"<html>", ["gzip"])
    (b'<html>', None)
    """
    whole = True
    for encoding in reversed([encoding.strip().lower() for encoding in encodings][-_MAX_ENCODINGS:]):
        decoder = _DECODERS.get(encoding)
        if decoder and body:
            body, complete = decoder(body)
            whole = whole and complete
    if len(body) > most:
        return body[:most], "length"
    return body, None if whole else "encoding"


def _unchunk(body: bytes) -> tuple[bytes, bool]:
    joined = bytearray()
    at = 0
    while found := _CHUNK.match(body, at):
        size = int(found[1], 16)
        if size == 0:
            return bytes(joined), True
        joined += memoryview(body)[found.end() : found.end() + size]
        at = found.end() + size
        at += 2 if body[at : at + 2] == b"\r\n" else body[at : at + 1] == b"\n"
    if at == 0:
        return body, True  # the header stayed on a body that another tool had put together
    return bytes(joined), False


def _gzip(body: bytes) -> tuple[bytes, bool]:
    return _inflate(body, 31) if body.startswith(b"\x1f\x8b") else (body, True)


def _deflate(body: bytes) -> tuple[bytes, bool]:
    """Decode both readings of `deflate`: with the zlib head, and without."""
    zlib_head = len(body) > 1 and body[0] & 15 == 8 and (body[0] << 8 | body[1]) % 31 == 0
    found, whole = _inflate(body, 15 if zlib_head else -15)
    return (found, whole) if found else (body, True)


def _inflate(body: bytes, bits: int) -> tuple[bytes, bool]:
    """Return what can be unpacked, up to the first broken byte; a body of several gzip members is one body."""
    unpacked = bytearray()
    view, at = memoryview(body), 0
    for _ in range(_MAX_MEMBERS):
        at, complete = _inflate_member(view, at, bits, unpacked)
        if not complete:
            return bytes(unpacked), False
        if bits != 31 or body[at : at + 2] != b"\x1f\x8b":
            return bytes(unpacked), True
    return bytes(unpacked), False


def _inflate_member(view: memoryview, at: int, bits: int, unpacked: bytearray) -> tuple[int, bool]:
    """Add one member to `unpacked`: where it ends, and whether it is whole and does not exceed `MAX_BODY`."""
    unpacker = zlib.decompressobj(bits)
    while not unpacker.eof:
        data = unpacker.unconsumed_tail or view[at : at + _PIECE]
        if not data or len(unpacked) > MAX_BODY:
            return at, False
        at += 0 if unpacker.unconsumed_tail else len(data)
        try:
            unpacked += unpacker.decompress(data, 2**20)
        except zlib.error:
            return at, False
    return at - len(unpacker.unused_data), True


def _brotli(body: bytes) -> tuple[bytes, bool]:
    try:
        return BrotliReader(io.BytesIO(body)).read(MAX_BODY + 1), True
    except BaseException as error:
        if not (isinstance(error, OSError) or is_panic(error)):
            raise
        return body, True  # nothing marks brotli: it may be a body that another tool had unpacked


def _zstd(body: bytes) -> tuple[bytes, bool]:
    if not body.startswith(_ZSTD):
        return body, True
    try:
        return ZstdReader(io.BytesIO(body)).read(MAX_BODY + 1), True
    except BaseException as error:
        if not (isinstance(error, OSError) or is_panic(error)):
            raise
        return b"", False


_DECODERS: dict[str, Callable[[bytes], tuple[bytes, bool]]] = {
    "br": _brotli,
    "deflate": _deflate,
    "gzip": _gzip,
    "x-gzip": _gzip,
    "zstd": _zstd,
}
