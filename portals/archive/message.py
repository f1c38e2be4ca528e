"""HTTP messages as archives hold them: head and body, chunks and content encoding removed.

Tools differ: some keep `Transfer-Encoding: chunked` or `Content-Encoding: gzip` on a body that they have decoded, and some
servers announce an encoding that they do not use. Browsers show such pages. So a body is decoded if its bytes have the
announced encoding, and left unchanged if not. A crawl decodes with the same function.
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
"""Maximum bytes of a decoded body: far more than any article, but a small file can decompress to gigabytes."""
MAX_HEAD = 128 * 2**10
"""Maximum bytes of a head; browsers refuse longer ones too (Chrome at 256 KiB, Firefox at 384 KiB)."""

_HEAD_END = re.compile(rb"\r?\n\r?\n")
_FOLDED = re.compile(rb"\r?\n[ \t]+")
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]{0,200})?\r?\n")
_STATUS = re.compile(r"HTTP/[0-9.]{1,8}[ \t]+([1-9][0-9]{2})(?![0-9])", re.IGNORECASE)
_ZSTD = b"\x28\xb5\x2f\xfd"
_PIECE = 16_384
_MAX_ENCODINGS = 5
_MAX_MEMBERS = 10_000
"""Maximum gzip members of one body; servers send one, a gzip bomb may have a million."""


Loss = Literal["length", "encoding"]
"""Why a decoded body is incomplete: it is larger than `MAX_BODY`, or its encoding is broken or ends too early."""


class BadMessage(Exception):
    """The message cannot be read. The text gives the reason, for reports."""


@dataclass(frozen=True, slots=True)
class Message:
    """A request or response: its first line, headers in order, the body as archived."""

    start: str
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str:
        """Return the values of a header, joined by `, `; empty if it is missing. `name` is in lower case."""
        return ", ".join(value for key, value in self.headers if key.lower() == name)

    @property
    def status(self) -> int | None:
        """The status of a response, three digits; None if the first line has none."""
        found = _STATUS.match(self.start)
        return int(found[1]) if found else None


def parse(block: bytes) -> Message:
    """Return the message in the block of a record. A block without an empty line is only a head.

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
    """Return the body without chunks and content encoding, and why it is incomplete (None if it is complete)."""
    body, whole = message.body, True
    if "chunked" in message.header("transfer-encoding").lower():
        body, whole = _unchunk(body)
    decoded, loss = decode_body(body, message.header("content-encoding").split(","))
    return decoded, loss or (None if whole else "encoding")


def decode_body(body: bytes, encodings: Iterable[str], most: int = MAX_BODY) -> tuple[bytes, Loss | None]:
    """Return a body without its content encodings, and why it is incomplete (None if it is complete).

    `encodings` are in the order of the header. At most `most` bytes are returned. A body that is not in an announced encoding
    is returned unchanged.

    >>> decode_body(b"<html>", ["gzip"])
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
        return body, True  # another tool has decoded the body and kept the header
    return bytes(joined), False


def _gzip(body: bytes) -> tuple[bytes, bool]:
    return _inflate(body, 31) if body.startswith(b"\x1f\x8b") else (body, True)


def _deflate(body: bytes) -> tuple[bytes, bool]:
    """Decode both variants of `deflate`: with the zlib header and without."""
    zlib_head = len(body) > 1 and body[0] & 15 == 8 and (body[0] << 8 | body[1]) % 31 == 0
    found, whole = _inflate(body, 15 if zlib_head else -15)
    return (found, whole) if found else (body, True)


def _inflate(body: bytes, bits: int) -> tuple[bytes, bool]:
    """Return what can be decompressed, up to the first broken byte, from all gzip members."""
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
    """Add one member to `unpacked`. Return its end, and whether it is complete and within `MAX_BODY`."""
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
        return body, True  # brotli has no magic number: another tool may have decoded the body


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
