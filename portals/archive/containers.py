"""Archive files as byte ranges of files on disk: a WARC file, or a WARC file inside a WACZ, which is a zip file."""

from __future__ import annotations

import io
import shutil
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from portals.archive.errors import ArchiveError

MAX_DIRECTORY = 16 * 2**20
"""Maximum bytes of a zip's directory: about 150,000 members. Python needs five times as much memory to read it."""
MAX_UNPACKED = 4 * 2**30
"""Maximum bytes of all compressed members of one zip together, when decompressed."""
MAX_DEPTH = 3
"""Maximum depth of zip files inside zip files: a WACZ of several WACZ has two."""

_END, _END64, _LOCATOR64 = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"


@dataclass(frozen=True, slots=True)
class ArchiveFile:
    """Bytes `start` to `end` of the file `path`; `end` is None for all of it.

    `name` is what records cite as their `warc_file`: the file's name, or `saved.wacz/data.warc.gz`.
    """

    path: Path
    name: str
    start: int = 0
    end: int | None = None

    @classmethod
    def of(cls, path: Path) -> ArchiveFile:
        """Return the archive file for a whole file on disk. A file that is still being written has its final name."""
        return cls(path, path.name.removesuffix(".open"))

    def open(self, offset: int = 0) -> Window:
        """Open the range, starting at a byte of it. Raises `ArchiveError` if the file cannot be read."""
        try:
            file = self.path.open("rb")
            size = file.seek(0, io.SEEK_END)
        except OSError as error:
            raise ArchiveError(f"{self.path}: cannot be read ({error.strerror})") from None
        end = size if self.end is None else min(self.end, size)
        return Window(file, min(self.start + offset, end), end)


class Window(io.RawIOBase):
    """A range of an open file that can be read like a file. Closing it closes the file."""

    def __init__(self, file: BinaryIO, start: int, end: int) -> None:
        self._file, self._start, self._end, self._at = file, start, end, start
        file.seek(start)

    def __len__(self) -> int:
        return self._end - self._start

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at - self._start

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: self._start, io.SEEK_CUR: self._at, io.SEEK_END: self._end}[whence]
        self._at = max(self._start, base + offset)
        self._file.seek(self._at)
        return self.tell()

    def read(self, size: int | None = -1) -> bytes:
        left = max(0, self._end - self._at)
        data = self._file.read(left if size is None or size < 0 else min(size, left))
        self._at += len(data)
        return data

    def close(self) -> None:
        self._file.close()
        super().close()


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside a zip: its name there, and where its bytes are; `file` is None if they cannot be read."""

    name: str
    file: ArchiveFile | None
    problem: str = ""


def zip_members(archive: ArchiveFile, unpack_into: Path, wanted: tuple[str, ...]) -> Iterator[Member]:
    """Yield the members of a zip whose names end in `wanted` (upper or lower case), in the order of their position.

    An uncompressed member is read in place, as the WACZ format requires. A compressed one is first unpacked into the
    folder `unpack_into`, all together up to `MAX_UNPACKED` bytes.

    Raises `ArchiveError` for a file that is not a zip, or that has more members than `MAX_DIRECTORY` allows.
    """
    with archive.open() as window:
        if directory_size(window) > MAX_DIRECTORY:
            raise ArchiveError(f"{archive.path}: has too many members for a web archive")
        try:
            with zipfile.ZipFile(window) as opened:
                yield from _members(opened, window, archive, unpack_into, wanted)
        except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, EOFError, struct.error) as error:
            raise ArchiveError(f"{archive.path}: not a zip file that can be read ({error})") from None


def _members(
    opened: zipfile.ZipFile, window: Window, archive: ArchiveFile, unpack_into: Path, wanted: tuple[str, ...]
) -> Iterator[Member]:
    left = MAX_UNPACKED
    behind = 0  # members that overlap, as in a zip bomb, would be read again and again
    infos = [info for info in opened.infolist() if info.filename.lower().endswith(wanted)]
    for info in sorted(infos, key=lambda info: info.header_offset):
        if info.flag_bits & 1:
            yield Member(info.filename, None, "is encrypted")
        elif info.header_offset < behind:
            yield Member(info.filename, None, "overlaps another member")
        elif info.compress_type == zipfile.ZIP_STORED:
            start = archive.start + _data_offset(window, info)
            behind = info.header_offset + info.file_size
            yield Member(info.filename, ArchiveFile(archive.path, _cited(archive, info), start, start + info.file_size))
        elif info.file_size > left:
            yield Member(info.filename, None, f"is compressed, and larger than the {MAX_UNPACKED} bytes that are unpacked")
        else:
            left -= info.file_size
            behind = info.header_offset + info.compress_size
            yield _unpacked(opened, info, archive, unpack_into)


def _unpacked(opened: zipfile.ZipFile, info: zipfile.ZipInfo, archive: ArchiveFile, folder: Path) -> Member:
    target = folder / f"{len(list(folder.iterdir()))}-{Path(info.filename).name}"
    try:
        with opened.open(info) as packed, target.open("wb") as file:
            shutil.copyfileobj(packed, file)
    except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError) as error:
        return Member(info.filename, None, f"cannot be unpacked ({error})")
    return Member(info.filename, ArchiveFile(target, _cited(archive, info)))


def _cited(archive: ArchiveFile, info: zipfile.ZipInfo) -> str:
    return f"{archive.name}/{info.filename.removeprefix('archive/')}"


def _data_offset(window: Window, info: zipfile.ZipInfo) -> int:
    """Return where a stored member's bytes begin: after its local header, whose lengths may differ from the directory's."""
    window.seek(info.header_offset)
    head = window.read(30)
    if len(head) < 30 or head[:4] != b"PK\x03\x04":
        raise ValueError(f"no member at byte {info.header_offset}")
    name, extra = struct.unpack("<HH", head[26:30])
    return info.header_offset + 30 + int(name) + int(extra)


def directory_size(window: Window) -> int:
    """Return the size of a zip's directory in bytes, as its end record states it; 0 for a file that is not a zip."""
    window.seek(-min(len(window), 66_000), io.SEEK_END)
    tail = window.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + 22:
        return 0
    size = int(struct.unpack("<I", tail[at + 12 : at + 16])[0])
    locator = tail[at - 20 : at] if at >= 20 else b""
    if locator[:4] == _LOCATOR64:
        window.seek(int(struct.unpack("<Q", locator[8:16])[0]))
        record = window.read(56)
        if record[:4] == _END64 and len(record) == 56:
            size = int(struct.unpack("<Q", record[40:48])[0])
    return size
