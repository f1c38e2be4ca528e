"""The WARC files of one run: opened as `….warc.gz.open`, rotated by size, renamed when closed, never appended to."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from portals.archive import records
from portals.archive.errors import ArchiveError
from portals.archive.records import Exchange, Rendering

OPEN = ".open"
_UNSAFE = re.compile(r"[^A-Za-z0-9_.-]+")


@dataclass(frozen=True, slots=True)
class Stored:
    """Where a response was written: final file name, record id, digest of the body as received."""

    warc_file: str
    warc_record_id: str
    payload_digest: str


class ArchiveWriter:
    """Writes the archive of one run. Each record is passed completely to the operating system before `add` returns."""

    def __init__(self, folder: Path, run: Mapping[str, str], started: datetime, max_bytes: int) -> None:
        """`run` is written to the `warcinfo` records; its `isPartOf` and `run-id` are used for the file names."""
        self._folder = folder
        self._run = run
        self._max_bytes = max_bytes
        self._stem = _stem(run["isPartOf"], started, run["run-id"])
        self._serial = 0
        self._file: BinaryIO | None = None
        self._path = folder
        self._size = 0
        self._records = 0
        self._info_id = ""
        self._finished: list[tuple[Path, int]] = []

    def open(self, now: datetime) -> None:
        """Begin the next file. Raises `ArchiveError` if the folder cannot be written."""
        name = f"{self._stem}-{self._serial:05d}.warc.gz"
        self._serial += 1
        self._path = self._folder / f"{name}{OPEN}"
        self._size = self._records = 0
        self._info_id, member = records.warcinfo(name, self._run, now)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._file = self._path.open("xb", buffering=0)
        except OSError as error:
            raise ArchiveError(f"{self._folder}: the archive cannot be written ({error.strerror})") from None
        self._write(member)

    def add(self, sent: Exchange, now: datetime) -> Stored:
        """Write one exchange. Raises `ArchiveError` on failure; the file then ends with the previous record."""
        if self._file is None or self._size >= self._max_bytes:
            self.close()
            self.open(now)
        record_id, digest, members = records.exchange(sent, now, self._info_id)
        self._append(members)
        return Stored(self._path.name.removesuffix(OPEN), record_id, digest)

    def add_rendering(self, made: Rendering, now: datetime) -> Stored:
        """Write a rendered page. Raises `ArchiveError` on failure."""
        if self._file is None:
            self.open(now)
        record_id, digest, member = records.rendering(made, now, self._info_id)
        self._append(member)
        return Stored(self._path.name.removesuffix(OPEN), record_id, digest)

    def _append(self, record: bytes) -> None:
        """Write a record, if nobody has truncated the file meanwhile: writing would fill the gap with zeros."""
        self._check_there()
        self._write(record)
        self._check_there()
        self._records += 1

    def close(self) -> None:
        """Give the file its final name; remove a file without responses. A second call does nothing.

        Raises `ArchiveError` if this file or an earlier one of the run is missing.
        """
        if self._file is None:
            return
        try:
            if self._records:
                self._check_there()
        finally:
            self._file.close()
            self._file = None
        if self._records:
            final = self._path.with_name(self._path.name.removesuffix(OPEN))
            try:
                self._path.rename(final)
            except OSError as error:
                raise ArchiveError(f"{self._path}: cannot be renamed ({error.strerror})") from None
            self._finished.append((final, self._size))
        else:
            self._path.unlink(missing_ok=True)
        for path, size in self._finished:
            if not path.exists() or path.stat().st_size != size:
                raise ArchiveError(
                    f"{path}: was deleted or cut while the crawl was writing; its records cite pages that are lost"
                )

    def _check_there(self) -> None:
        """Raise `ArchiveError` if the path no longer leads to the open file: writing would go to a deleted file."""
        assert self._file
        try:
            found, ours = os.stat(self._path), os.fstat(self._file.fileno())
        except OSError:
            found = None
        if found is None or (found.st_dev, found.st_ino, found.st_size) != (ours.st_dev, ours.st_ino, self._size):
            raise ArchiveError(
                f"{self._path}: was deleted, replaced or cut while the crawl was writing; `portals check` names what is lost"
            )

    def _write(self, data: bytes) -> None:
        assert self._file
        try:
            written = self._file.write(data)
            while written < len(data):
                written += self._file.write(data[written:])
        except OSError as error:
            with contextlib.suppress(OSError):
                os.ftruncate(self._file.fileno(), self._size)
            raise ArchiveError(f"{self._path}: the archive cannot be written ({error.strerror})") from None
        self._size += len(data)


def _stem(portal: str, started: datetime, run_id: str) -> str:
    """`<portal>-<UTC time>-<run id>`, safe as a file name; a run id that already begins with portal and time is used alone."""
    name = run_id if run_id.startswith(f"{portal}-") else f"{portal}-{started:%Y%m%dT%H%M%SZ}-{run_id}"
    return _UNSAFE.sub("_", name)
