"""Files that are replaced only when the new content is complete: it is written to a partial file in the same folder.

Devices and pipes are written directly."""

from __future__ import annotations

import fcntl
import gzip
import inspect
import os
import re
import secrets
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from glob import escape, iglob
from itertools import islice
from pathlib import Path
from typing import IO, Any, cast

from scrapy.exporters import BaseItemExporter

from portals.items import Article

_DRAFT = re.compile(r"\..+\.[0-9a-f]{8}\.part")
_PLACEHOLDER = re.compile(r"%\(\w+\)[0-9]*[a-z]")
_MOST_FOLDERS = 1000
GZIP = ".gz"
"""Ending of files that are compressed while they are written: `new.csv.gz`, `new.jsonl.gz`."""


@dataclass(frozen=True, slots=True)
class ExportTarget:
    """Where an export goes: a file, or standard output where `path` is None. `exporter` is the class of a feed format."""

    path: Path | None
    exporter: Any
    item_class: type = Article

    def __str__(self) -> str:
        return str(self.path or "standard output")


def write_export(target: ExportTarget, items: Iterable[Any]) -> int:
    """Write the items one at a time and return how many. Raises `OSError`; an older file is then unchanged."""
    with _output(target.path) as file:
        exporter = _exporter(target, file)
        exporter.start_exporting()
        count = 0
        for item in items:
            exporter.export_item(item)
            count += 1
        exporter.finish_exporting()
        file.flush()
    return count


@contextmanager
def _output(path: Path | None) -> Iterator[IO[bytes]]:
    if path is None:
        yield sys.stdout.buffer
        return
    with path.open("wb") if special(path) else whole_file(path) as file:
        if not path.name.lower().endswith(GZIP):
            yield file
            return
        with gzip.GzipFile("", "wb", fileobj=file, mtime=0) as packed:
            yield cast("IO[bytes]", packed)


def _exporter(target: ExportTarget, file: IO[bytes]) -> BaseItemExporter:
    options: dict[str, Any] = {"encoding": "utf-8"}
    if "item_class" in inspect.signature(target.exporter).parameters:
        options["item_class"] = target.item_class
    exporter: BaseItemExporter = target.exporter(file, **options)
    return exporter


def format_of(path: Path) -> str:
    """Return the format that a file's name says, lower case: `csv` of `new.csv` and of `new.csv.gz`; else an empty text."""
    name = path.name.lower().removesuffix(GZIP)
    return name.rpartition(".")[2] if "." in name else ""


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """Yield a file that replaces `path` at the end of the block, and is removed if the block raises."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = PartialFile(path)
    try:
        with os.fdopen(os.dup(draft.descriptor), "wb") as file:
            yield file
        draft.publish()
    finally:
        draft.drop()


class PartialFile:
    """A file with a unique hidden name in the folder of `path`: two processes that write the same file do not mix their lines.

    Its writer holds a lock on it. So partial files of killed processes can be recognised; they are removed when the next one
    is made in their folder.
    """

    def __init__(self, path: Path) -> None:
        """Create the partial file. Raises `OSError`."""
        remove_partial_files(path.parent)
        self.target = path
        while True:
            self.path = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
            self.descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
            with suppress(OSError):  # a file system without locks
                fcntl.flock(self.descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if os.fstat(self.descriptor).st_nlink:
                return
            os.close(self.descriptor)  # another process removed it before it was locked

    def publish(self) -> None:
        """Replace the file by the partial file, safely in case of a power cut."""
        os.fsync(self.descriptor)
        os.replace(self.path, self.target)
        self._close()

    def drop(self) -> None:
        """Remove the partial file. Do nothing if it was published."""
        if self.descriptor >= 0:
            self.path.unlink(missing_ok=True)
            self._close()

    def _close(self) -> None:
        os.close(self.descriptor)
        self.descriptor = -1


def remove_partial_files(folder: Path) -> None:
    """Remove the partial files of killed processes from a folder: those that no process has locked."""
    with suppress(OSError):
        for entry in os.scandir(folder):
            if _DRAFT.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
                _remove_unheld(entry.path)


def remove_partial_files_like(template: str) -> None:
    """Remove such files from all folders that a path with placeholders matches: `out/%(time)s/new.csv`."""
    folder = str(Path(template).absolute().parent)
    parts = _PLACEHOLDER.split(folder)
    if len(parts) > 1:
        for found in islice(iglob("*".join(map(escape, parts))), _MOST_FOLDERS):
            remove_partial_files(Path(found))


def _remove_unheld(path: str) -> None:
    with suppress(OSError):
        descriptor = os.open(path, os.O_RDWR | os.O_CLOEXEC)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            os.unlink(path)
        finally:
            os.close(descriptor)


def special(path: Path) -> bool:
    """Return whether a path is `/dev/stdout`, a pipe or a link: such files are written directly, never replaced."""
    return path.is_symlink() or (path.exists() and not path.is_file())
