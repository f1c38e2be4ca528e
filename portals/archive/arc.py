"""Records of ARC files, the format before WARC (version 1, and version 2 with longer lines)."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from portals.archive.containers import ArchiveFile, Window
from portals.archive.errors import Damaged
from portals.archive.warc import GZIP, NotItsOwnMember, Record

_MAX_LINE = 32_768
_PIECE = 32_768
_DATE = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})")
_FIELDS = (5, 10)
"""Fields of a record's line in version 1 and in version 2."""


def read_arc(file: ArchiveFile, offset: int = 0, keep: int = 0) -> Iterator[Record]:
    """Yield the records from byte `offset` on as WARC records, each with up to `keep` bytes of its block.

    Raises `Damaged` at the first incomplete record.
    """
    with file.open() as beginning:
        packed = beginning.read(3) == GZIP
    with file.open(offset) as window:
        stream = _Packed(window) if packed else _Plain(window)
        while stream.begin():
            record = _read(stream, offset, keep)
            if record:
                yield record


def _read(stream: _Plain, base: int, keep: int) -> Record | None:
    at = base + stream.position
    line = stream.line()
    while line in (b"\n", b"\r\n"):
        at = base + stream.position
        line = stream.line()
    if not line:
        return None
    url, date, mime, length = _fields(line, at)
    block, got = stream.take(length, keep)
    if got != length:
        raise Damaged(f"the record at byte {at} is cut")
    kind = "filedesc" if url.startswith("filedesc:") else "response"
    headers = {"warc-target-uri": url, "warc-date": date, "content-type": mime}
    return Record(at, kind, headers, block, length)


def _fields(line: bytes, at: int) -> tuple[str, str, str, int]:
    """Return address, date, type and length of a record's line. The address may hold blanks."""
    text = line.decode("utf-8", "replace").rstrip("\r\n")
    for count in _FIELDS:
        parts = text.rsplit(" ", count - 1)
        if len(parts) != count:
            continue
        found = _DATE.match(parts[2])
        said = parts[-1]
        if found and ":" in parts[0] and said.isascii() and said.isdigit() and len(said) <= 15:
            year, month, day, hour, minute, second = found.groups()
            return parts[0], f"{year}-{month}-{day}T{hour}:{minute}:{second}Z", parts[3], int(said)
    raise Damaged(f"damaged after byte {at} (no record of an ARC file)")


class _Plain:
    """The bytes of an ARC file. `position` is the byte that is read next."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._ready = b""

    @property
    def position(self) -> int:
        return self._window.tell() - len(self._ready)

    def begin(self) -> bool:
        """Go to the next record; False at the end."""
        return bool(self._ready or self._fill())

    def line(self) -> bytes:
        """Return the next line with its line feed; without one within `_MAX_LINE` bytes, what was read."""
        while b"\n" not in self._ready and len(self._ready) < _MAX_LINE and self._fill():
            pass
        end = self._ready.find(b"\n") + 1 or len(self._ready)
        line, self._ready = self._ready[:end], self._ready[end:]
        return line

    def take(self, length: int, keep: int) -> tuple[bytes, int]:
        """Read `length` bytes and return the first `keep` of them, and how many there were."""
        kept, got = bytearray(), 0
        while got < length and (self._ready or self._fill()):
            piece, self._ready = self._ready[: length - got], self._ready[length - got :]
            got += len(piece)
            if len(kept) < keep:
                kept += piece[: keep - len(kept)]
        return bytes(kept), got

    def _fill(self) -> bool:
        """Decompress more bytes; False if there are none."""
        piece = self._window.read(_PIECE)
        self._ready += piece
        return bool(piece)


class _Packed(_Plain):
    """The bytes of an ARC file that is compressed record by record. `position` is the start of the current member."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._unpacker: zlib._Decompress | None = None
        self._raw = b""
        self._member = 0

    @property
    def position(self) -> int:
        return self._member

    def begin(self) -> bool:
        if self._unpacker is not None:
            self._end_member(self._unpacker)
        self._raw = self._raw or self._window.read(_PIECE)
        self._member = self._window.tell() - len(self._raw)
        self._unpacker = zlib.decompressobj(31)
        return bool(self._raw)

    def _end_member(self, unpacker: zlib._Decompress) -> None:
        """Skip the line feed after a record, to the end of its member."""
        while self._ready or self._fill():
            if self._ready.strip(b"\r\n"):
                raise NotItsOwnMember(f"the record after byte {self._member} is not compressed by itself")
            self._ready = b""
        if not unpacker.eof:
            raise Damaged(f"the member at byte {self._member} is cut")
        self._raw = unpacker.unused_data

    def _fill(self) -> bool:
        unpacker = self._unpacker
        while unpacker is not None and not unpacker.eof:
            data = unpacker.unconsumed_tail or self._raw or self._window.read(_PIECE)
            self._raw = b""
            if not data:
                return False
            try:
                self._ready += unpacker.decompress(data, _PIECE)
            except zlib.error as error:
                raise Damaged(f"damaged after byte {self._member} ({error})") from None
            if self._ready:
                return True
        return False
