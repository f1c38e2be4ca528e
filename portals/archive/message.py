"""HTTP messages as archives hold them: head and body, chunks and content encoding removed.

Tools differ: some keep `Transfer-Encoding: chunked` or `Content-Encoding: gzip` on a body that they have decoded. So a body is
decoded where its bytes are of that form, and left as it is where they are not.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from fastwarc.stream_io import BrotliReader, ZstdReader

MAX_BODY = 32 * 1024 * 1024
"""Bytes of a decoded body that are kept; no article comes near, and a small file can unpack to gigabytes."""

_HEAD_END = re.compile(rb"\r?\n\r?\n")
_FOLDED = re.compile(rb"\r?\n[ \t]+")
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]{0,200})?\r?\n")
_ZSTD = b"\x28\xb5\x2f\xfd"


@dataclass(frozen=True, slots=True)
class Message:
    """A request or response: its first line, headers in order, the body as archived."""

    start: str
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str:
        """The values of a header, joined by `, `; empty where it is not there."""
        return ", ".join(value for key, value in self.headers if key.lower() == name)

    @property
    def status(self) -> int | None:
        """The status of a response; None where the first line names none."""
        words = self.start.split(None, 2)
        return int(words[1]) if len(words) > 1 and words[1].isascii() and words[1].isdigit() else None


def parse(block: bytes) -> Message:
    """The message of a record's block. A block without a blank line is all head."""
    end = _HEAD_END.search(block)
    head = block[: end.start()] if end else block
    lines = _FOLDED.sub(b" ", head).decode("latin-1").splitlines() or [""]
    pairs = (line.partition(":") for line in lines[1:] if ":" in line)
    headers = tuple((name.strip(), value.strip()) for name, _, value in pairs)
    return Message(lines[0].strip(), headers, block[end.end() :] if end else b"")


def content(message: Message) -> tuple[bytes, bool]:
    """The body without chunks and content encoding, and whether all of it is there."""
    body, whole = message.body, True
    if "chunked" in message.header("transfer-encoding").lower():
        body, whole = _unchunk(body)
    for coding in reversed(message.header("content-encoding").lower().split(",")):
        body, complete = _unpack(body, coding.strip())
        whole = whole and complete
    return body[:MAX_BODY], whole and len(body) <= MAX_BODY


def _unchunk(body: bytes) -> tuple[bytes, bool]:
    parts: list[bytes] = []
    at = 0
    while found := _CHUNK.match(body, at):
        size = int(found[1], 16)
        if size == 0:
            return b"".join(parts), True
        parts.append(body[found.end() : found.end() + size])
        at = found.end() + size
        at += 2 if body[at : at + 2] == b"\r\n" else body[at : at + 1] == b"\n"
    if not parts:
        return body, True  # the header stayed on a body that another tool had put together
    return b"".join(parts), False


def _unpack(body: bytes, coding: str) -> tuple[bytes, bool]:
    decoder = _DECODERS.get(coding)
    return decoder(body) if decoder and body else (body, True)


def _gzip(body: bytes) -> tuple[bytes, bool]:
    return _inflate(body, 31) if body.startswith(b"\x1f\x8b") else (body, True)


def _deflate(body: bytes) -> tuple[bytes, bool]:
    """Both readings of `deflate`: with the zlib head, and bare."""
    zlib_head = len(body) > 1 and body[0] & 15 == 8 and (body[0] << 8 | body[1]) % 31 == 0
    found, whole = _inflate(body, 15 if zlib_head else -15)
    return (found, whole) if found else (body, True)


def _inflate(body: bytes, bits: int) -> tuple[bytes, bool]:
    """What can be unpacked, up to the first broken byte; a body of several gzip members is one body."""
    parts: list[bytes] = []
    size = 0
    while body and size <= MAX_BODY:
        unpacker = zlib.decompressobj(bits)
        try:
            part = unpacker.decompress(body, MAX_BODY + 1 - size)
        except zlib.error:
            return b"".join(parts) or _salvage(body, bits), False
        parts.append(part)
        size += len(part)
        if not unpacker.eof:
            return b"".join(parts), False
        body = unpacker.unused_data if unpacker.unused_data.startswith(b"\x1f\x8b") else b""
    return b"".join(parts), True


def _salvage(body: bytes, bits: int) -> bytes:
    """The part before the broken byte, read in small steps."""
    unpacker, parts = zlib.decompressobj(bits), bytearray()
    for at in range(0, len(body), 256):
        try:
            parts += unpacker.decompress(body[at : at + 256], MAX_BODY)
        except zlib.error:
            break
    return bytes(parts)


def _brotli(body: bytes) -> tuple[bytes, bool]:
    try:
        return BrotliReader(io.BytesIO(body)).read(MAX_BODY + 1), True
    except OSError:
        return body, True  # nothing marks brotli: it may be a body that another tool had unpacked


def _zstd(body: bytes) -> tuple[bytes, bool]:
    if not body.startswith(_ZSTD):
        return body, True
    try:
        return ZstdReader(io.BytesIO(body)).read(MAX_BODY + 1), True
    except OSError:
        return b"", False


_DECODERS: dict[str, Callable[[bytes], tuple[bytes, bool]]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}
