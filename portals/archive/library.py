"""What a replay answers from: WARC files, a folder of them, or fixture folders."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from portals.archive.address import Key, request_key
from portals.archive.errors import ArchiveError
from portals.archive.index import Entry
from portals.archive.reader import Archive
from portals.archive.sources import index_paths
from portals.items import RawPage

Rank = tuple[bool, datetime, int]
"""Whole captures before cut ones, then the latest, then the one that stands last."""


class Library:
    """Answers by method, address and body: the latest whole capture; of several in one second, the last in the archive."""

    def __init__(self, path: Path) -> None:
        """Raises `ArchiveError` if the path does not exist or holds no archive."""
        self._archive = Archive(index_paths([path]))
        self.problems = self._archive.problems
        ranked: dict[Key, tuple[Rank, Entry]] = {}
        for number, entry in enumerate(self._archive.entries):
            key = request_key(entry.method, entry.url, entry.request_body)
            rank = (not entry.truncated, entry.date, number)
            if key not in ranked or ranked[key][0] <= rank:
                ranked[key] = rank, entry
        self._answers = {key: entry for key, (_, entry) in ranked.items()}

    def find(self, method: str, url: str, body: bytes = b"") -> RawPage | None:
        """The answer to a request, or None."""
        found = self._answers.get(request_key(method, url, body))
        return self._archive.page(found) if found else None


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
