"""What a replay answers from: WARC files, a folder of them, or fixture folders."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from portals.archive.address import Key, request_key
from portals.archive.errors import ArchiveError
from portals.archive.fixtures import find_fixtures, read_fixture, read_meta
from portals.archive.index import archive_files, index_paths, read_date
from portals.archive.reader import Archive
from portals.page import RawPage

Rank = tuple[bool, datetime, int]
"""Whole captures before cut ones, then the latest, then the one that stands last."""


class Library:
    """Answers by method, address and body: the latest whole capture; of several in one second, the last in the archive."""

    def __init__(self, path: Path) -> None:
        """Raises `ArchiveError` if the path does not exist or holds no archive."""
        self.problems: list[str] = []
        self._answers: dict[Key, tuple[Rank, Callable[[], RawPage]]] = {}
        fixtures = find_fixtures(path) if path.is_dir() else []
        for folder in fixtures:
            self._add_fixture(folder)
        if not fixtures or archive_files(path):
            self._add_archive(path)

    def find(self, method: str, url: str, body: bytes = b"") -> RawPage | None:
        """The answer to a request, or None."""
        found = self._answers.get(request_key(method, url, body))
        return found[1]() if found else None

    def _add_fixture(self, folder: Path) -> None:
        meta = read_meta(folder)
        key = request_key(meta.get("method") or "GET", meta["url"], (meta.get("request_body") or "").encode())
        self._add(key, (True, read_date(meta.get("captured_at")), len(self._answers)), partial(read_fixture, folder))

    def _add_archive(self, path: Path) -> None:
        archive = Archive(index_paths([path]))
        self.problems += archive.problems
        for number, entry in enumerate(archive.entries):
            key = request_key(entry.method, entry.url, entry.request_body)
            self._add(key, (not entry.truncated, entry.date, number), partial(archive.page, entry))

    def _add(self, key: Key, rank: Rank, answer: Callable[[], RawPage]) -> None:
        if key not in self._answers or self._answers[key][0] <= rank:
            self._answers[key] = rank, answer


_checked: dict[str, Library] = {}
"""What `check_replay` has read, until the replay takes it: indexing a large archive twice would take twice the time."""


def check_replay(path: str | Path) -> None:
    """Raises `ArchiveError`, one line for the user, if a replay from this path cannot begin."""
    if not str(path).strip():
        raise ArchiveError("REPLAY is empty: name a WARC file, a folder of them, or a fixture folder")
    _checked[str(path)] = Library(Path(path))


def library_of(path: str) -> Library:
    """The library that `check_replay` made of this path, once; a new one if it made none."""
    return _checked.pop(path, None) or Library(Path(path))
