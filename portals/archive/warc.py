"""Records of WARC files, plain or compressed one by one with gzip or zstd (also with a dictionary)."""

from __future__ import annotations

import io
import mmap
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from fastwarc.stream_io import GzipReader, ZstdReader
from fastwarc.warc import ArchiveIterator, WarcRecord

from portals.archive.containers import ArchiveFile, Window
from portals.archive.errors import ArchiveError, Damaged, is_panic

GZIP, ZSTD, LZ4 = b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd", b"\x04\x22\x4d\x18"
_DICTIONARY = b"\x5d\x2a\x4d\x18"
"""Magic number of the skippable frame that holds a zstd dictionary, at the start of a file."""
_MAX_DICTIONARY = 16 * 2**20
_PIECE = 65_536


_UNSAFE = re.compile("[\x00-\x1f\x7f\udc80-\udcff]")


def _escaped(found: re.Match[str]) -> str:
    return quote(found[0], errors="surrogateescape")


@dataclass(frozen=True, slots=True)
class Record:
    """A record of an archive file, whatever its format.

    `offset` is the byte at which the record, or its compressed member, begins. `headers` have WARC's names in lower case.
    `block` holds at most as many bytes as were asked for, `length` counts all of them.
    """

    offset: int
    kind: str
    headers: Mapping[str, str]
    block: bytes
    length: int

    @property
    def url(self) -> str:
        """The address, without the angle brackets that some tools write around it; empty if there is none.

        Invalid bytes (control characters, broken UTF-8) are escaped, as a browser and a crawl send them.
        """
        return _UNSAFE.sub(_escaped, self.headers.get("warc-target-uri", "").strip("<> "))


class NotItsOwnMember(Damaged):
    """A record is inside the compressed member of the previous record, where reading cannot start."""


def read_warc(file: ArchiveFile, offset: int = 0, keep: int = 0) -> Iterator[Record]:
    """Yield the records from byte `offset` on, each with up to `keep` bytes of its block.

    Memory is limited by `keep`, for any records. Raises `Damaged` at the first incomplete record.
    """
    with file.open(offset) as window:
        reader = _reader(file, window)
        at = offset
        previous = -1
        records = iter(ArchiveIterator(reader, parse_http=False))
        while True:
            try:
                record = next(records, None)
            except BaseException as error:
                if isinstance(error, OSError) or is_panic(error):
                    raise Damaged(f"damaged after byte {at} ({error})") from None
                raise
            if record is None:
                return
            start = record.stream_pos if reader is window else reader.frame_start_position()
            if reader is not window and start == previous:
                raise NotItsOwnMember(f"the record after byte {at} is not compressed by itself")
            previous, at = start, offset + start
            yield _read(record, at, reader, window, keep)


def _read(record: WarcRecord, at: int, reader: Any, window: Window, keep: int) -> Record:
    headers = {name.lower(): value for name, value in record.headers.to_tuples()}
    said = headers.get("content-length", "")
    if not (said.isascii() and said.isdigit() and len(said) <= 15):
        raise Damaged(f"the record at byte {at} states no length")
    length = int(said)
    if reader is window and length > len(window) - record.stream_pos:
        raise Damaged(f"the record at byte {at} is cut")
    block, got = _block(record, length, reader, window, keep, at)
    if got != length or "warc-record-id" not in headers:
        raise Damaged(f"the record at byte {at} is cut")
    return Record(at, headers.get("warc-type", "").lower(), headers, block, length)


def _block(record: WarcRecord, length: int, reader: Any, window: Window, keep: int, at: int) -> tuple[bytes, int]:
    """Read a block in pieces. Return the first `keep` bytes, and the total number of bytes.

    If a block seems to continue in the next member, its stated length is wrong; reading on would skip the next records.
    """
    kept, got = bytearray(), 0
    member = None if reader is window else reader.frame_start_position()
    while got < length:
        try:
            piece = record.reader.read(_PIECE)
        except BaseException as error:
            if isinstance(error, OSError) or is_panic(error):
                raise Damaged(f"damaged after byte {at} ({error})") from None
            raise
        if not piece or (member is not None and reader.frame_start_position() != member):
            break
        got += len(piece)
        if len(kept) < keep:
            kept += piece[: keep - len(kept)]
    return bytes(kept), got


def _reader(file: ArchiveFile, window: Window) -> Any:
    with file.open() as beginning:
        magic = beginning.read(4)
    if magic[:3] == GZIP:
        return GzipReader(window)
    if magic in (ZSTD, _DICTIONARY):
        dictionary = zstd_dictionary(file)
        try:
            return ZstdReader(window, dictionary=dictionary) if dictionary else ZstdReader(window)
        except BaseException as error:
            if isinstance(error, OSError) or is_panic(error):
                raise ArchiveError(f"{file.path}: its dictionary cannot be read") from None
            raise
    return window


@lru_cache(maxsize=4)
def zstd_dictionary(file: ArchiveFile) -> bytes | None:
    """Return the dictionary at the start of a `.warc.zst`, which may itself be compressed; None if there is none."""
    with file.open() as window:
        head = window.read(8)
        size = int.from_bytes(head[4:], "little")
        if head[:4] != _DICTIONARY or size > _MAX_DICTIONARY:
            return None
        data = window.read(size)
    if not data.startswith(ZSTD):
        return data
    try:
        return bytes(ZstdReader(io.BytesIO(data)).read(_MAX_DICTIONARY))
    except OSError as error:
        raise ArchiveError(f"{file.path}: its dictionary cannot be read ({error})") from None


def next_start(file: ArchiveFile, after: int, plain_mark: bytes) -> int | None:
    """Return the first position from `after` on where a record, or its compressed member, may begin; None if there is none.

    `plain_mark` is the start of an uncompressed record.
    """
    with file.open() as window:
        magic, size = window.read(4), len(window)
    if size == 0:
        return None
    mark = magic[:3] if magic[:3] == GZIP else ZSTD if magic in (ZSTD, _DICTIONARY) else plain_mark
    with file.path.open("rb") as whole, mmap.mmap(whole.fileno(), 0, access=mmap.ACCESS_READ) as data:
        found = data.find(mark, file.start + after, file.start + size)
    return None if found < 0 else found - file.start
