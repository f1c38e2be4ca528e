"""Files written whole: a draft grows beside the file and takes its place at the end. Devices and pipes are written to."""

from __future__ import annotations

import inspect
import os
import secrets
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from scrapy.exporters import BaseItemExporter

from portals.items import Article

_SQLITE = b"SQLite format 3\x00"
_ARCHIVES = (".warc", ".warc.gz", ".warc.zst", ".open")


@dataclass(frozen=True, slots=True)
class Target:
    """Where an export goes: a file, or standard output where `path` is None. `exporter` is the class of a feed format."""

    path: Path | None
    exporter: Any
    item_class: type = Article

    def __str__(self) -> str:
        return str(self.path or "standard output")


def write(target: Target, items: Iterable[Any]) -> int:
    """Writes the items one at a time and returns how many. Raises `OSError`; an older file then stands as it was."""
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
        yield file


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """A file to write that takes the place of `path` at the end of the block, and is gone if the block raises."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = draft_of(path)
    try:
        with draft.open("wb") as file:
            yield file
        os.replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def _exporter(target: Target, file: IO[bytes]) -> BaseItemExporter:
    options: dict[str, Any] = {"encoding": "utf-8"}
    if "item_class" in inspect.signature(target.exporter).parameters:
        options["item_class"] = target.item_class
    exporter: BaseItemExporter = target.exporter(file, **options)
    return exporter


def draft_of(path: Path) -> Path:
    """A hidden name beside the file, no other's: two who write the same file at once do not mix their lines."""
    return path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")


def special(path: Path) -> bool:
    """`/dev/stdout`, a pipe, a link to elsewhere: written to as it is, never replaced."""
    return path.is_symlink() or (path.exists() and not path.is_file())


def precious(path: Path) -> bool:
    """Whether a file is a database or a web archive: no feed may take its place, whatever the user typed."""
    if not path.is_file():
        return False
    if path.name.endswith(_ARCHIVES):
        return True
    try:
        with path.open("rb") as file:
            return file.read(len(_SQLITE)) == _SQLITE
    except OSError:
        return False
