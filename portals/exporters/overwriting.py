"""Which files an output may replace: only those of the kinds that this program writes, and never a store or archive.

The kind of a file is read from its content, so a link or another name makes no difference.
"""

from __future__ import annotations

import gzip
import os
import stat
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path

APPLICATION_ID = 0x706F7274
"""Marks an SQLite file as an export, which the next one may replace."""

_PRECIOUS = "is a database or a web archive, or a part of one, and is not overwritten; name another file"
_HEAD = 4096
_SIDE_FILES = ("-wal", "-shm", "-journal")
_SQLITE = b"SQLite format 3\x00"
_SQLITE_PARTS = (
    b"\x37\x7f\x06\x82",  # write-ahead log
    b"\x37\x7f\x06\x83",
    b"\x18\xe2\x2d\x00",  # its index
    b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7",  # rollback journal
)
_ARCHIVE_NAMES = (".arc", ".arc.gz", ".cdx", ".cdx.gz", ".cdxj", ".open", ".wacz", ".warc", ".warc.gz", ".warc.zst")
_ARCHIVE_STARTS = (b"WARC/", b"filedesc://")
_COMPRESSED = (b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00", b"\x28\xb5\x2f\xfd")
"""gzip, bzip2, xz, zstd: what Scrapy's post-processing of feeds writes."""
_CHARACTER_DEVICES = frozenset({"/dev/full", "/dev/null", "/dev/tty"})


def write_refusal(path: Path, stores: Iterable[Path] = ()) -> str | None:
    """Return why a file may not be written to, in words that follow its name; None where it may.

    `stores` are files that may not exist yet, such as the store that the command itself will create.
    """
    path = path.absolute()
    if _is_store(path, stores):
        return _PRECIOUS
    try:
        mode = path.stat().st_mode
    except OSError:
        return _refusal_of_side_file(path)
    if stat.S_ISBLK(mode) or stat.S_ISSOCK(mode):
        return "is a device; name a file"
    if stat.S_ISCHR(mode) and str(_real(path)) not in _CHARACTER_DEVICES and not _is_terminal(path):
        return "is a device; name a file"
    return _refusal_of_content(path) if stat.S_ISREG(mode) else None


def _real(path: Path) -> Path:
    """Return where a path leads. A link that leads to itself stays as it is: `Path.resolve` raises for it in Python 3.11."""
    return Path(os.path.realpath(path))


def _is_store(path: Path, stores: Iterable[Path]) -> bool:
    resolved = _real(path)
    for store in stores:
        parts = [store.absolute(), *(Path(f"{store.absolute()}{side}") for side in _SIDE_FILES)]
        for part in parts:
            if resolved == _real(part) or (path.exists() and part.exists() and path.samefile(part)):
                return True
    return False


def _is_terminal(path: Path) -> bool:
    return str(_real(path)).startswith(("/dev/pts/", "/dev/tty"))


def _refusal_of_side_file(path: Path) -> str | None:
    """Return why a name is refused that SQLite would take for a part of a database (`-wal`, `-shm`, `-journal`)."""
    for side in _SIDE_FILES:
        if path.name.endswith(side) and _head(path.with_name(path.name.removesuffix(side))).startswith(_SQLITE):
            return _PRECIOUS
    return None


def _refusal_of_content(path: Path) -> str | None:
    names = {path.name.lower(), _real(path).name.lower()}
    head = _head(path)
    if head.startswith((_SQLITE, *_SQLITE_PARTS)) and not _is_export(head):
        return _PRECIOUS
    if any(name.endswith(_ARCHIVE_NAMES) for name in names) or head.startswith(_ARCHIVE_STARTS) or _holds_archive(path, head):
        return _PRECIOUS
    if side := _refusal_of_side_file(_real(path)) or _refusal_of_side_file(path):
        return side
    binary = head.startswith((b"PAR1", *_COMPRESSED)) or _is_export(head) or _is_workbook(path, head)
    written_by_us = b"\0" not in head or binary
    return None if written_by_us else "is no text or table that this program writes, and is not overwritten; remove it first"


def _is_export(head: bytes) -> bool:
    """Return whether an SQLite file is one that `export` wrote: its application id stands at byte 68."""
    return head.startswith(_SQLITE) and int.from_bytes(head[68:72], "big") == APPLICATION_ID


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_HEAD)
    except OSError:
        return b""


def _holds_archive(path: Path, head: bytes) -> bool:
    """Return whether a compressed file holds WARC or ARC records."""
    if not head.startswith(b"\x1f\x8b"):
        return head.startswith(b"\x28\xb5\x2f\xfd") and b"WARC/" in head
    try:
        with gzip.open(path, "rb") as file:
            return file.read(16).startswith(_ARCHIVE_STARTS)
    except (OSError, EOFError, zlib.error):
        return False


def _is_workbook(path: Path, head: bytes) -> bool:
    """Return whether a zip file is a spreadsheet; a WACZ is a zip file too."""
    if not head.startswith(b"PK") or not os.access(path, os.R_OK):
        return False
    try:
        with zipfile.ZipFile(path) as file:
            return "xl/workbook.xml" in file.namelist()
    except (OSError, zipfile.BadZipFile):
        return False
