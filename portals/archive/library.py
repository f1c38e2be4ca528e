"""The archive that a replay reads: archive files, a folder of them, or fixture folders."""

from __future__ import annotations

import hashlib
from pathlib import Path

from portals.archive.errors import ArchiveError, scratch_errors
from portals.archive.reader import Archive
from portals.archive.request_keys import request_key
from portals.archive.sources import index_paths
from portals.items import RawPage

_TABLE = "CREATE TABLE answers (key BLOB PRIMARY KEY, whole INTEGER, date TEXT, number INTEGER) WITHOUT ROWID"
_KEEP_BEST = """
INSERT INTO answers VALUES (?, ?, ?, ?) ON CONFLICT (key) DO UPDATE
SET whole = excluded.whole, date = excluded.date, number = excluded.number
WHERE (excluded.whole, excluded.date, excluded.number) > (answers.whole, answers.date, answers.number)
"""


class Library:
    """Archived answers by method, address and body: the latest complete capture; of several in one second, the last one."""

    def __init__(self, path: Path) -> None:
        """Raises `ArchiveError` if the path does not exist or holds no archive."""
        self._archive = Archive(index_paths([path]))
        self.problems = self._archive.problems
        self._database = self._archive.index.database
        with scratch_errors():
            self._database.execute(_TABLE)
            self._database.execute("BEGIN")
            for capture in self._archive:
                key = _key(capture.method, capture.url, capture.request_body)
                self._database.execute(_KEEP_BEST, (key, not capture.truncated, capture.date or "", capture.number))
            self._database.execute("COMMIT")

    def find(self, method: str, url: str, body: bytes = b"") -> RawPage | None:
        """Return the answer to a request, or None. Raises `ArchiveError` for one that can no longer be read."""
        found = self._database.execute("SELECT number FROM answers WHERE key = ?", (_key(method, url, body),)).fetchone()
        return self._archive.page(self._archive.index.get(found[0])) if found else None


def _key(method: str, url: str, body: bytes) -> bytes:
    return hashlib.sha1(repr(request_key(method, url, body)).encode("utf-8", "surrogatepass"), usedforsecurity=False).digest()


_checked: dict[str, Library] = {}
"""The library that `check_replay` has made, until the replay takes it; a large archive should not be indexed twice."""


def check_replay(path: str | Path) -> None:
    """Raise `ArchiveError` with one line for the user if a replay from this path cannot start."""
    if not str(path).strip():
        raise ArchiveError("REPLAY is empty: name a WARC file, a folder of them, or a fixture folder")
    _checked[str(path)] = Library(Path(path))


def library_of(path: str) -> Library:
    """Return the library that `check_replay` made for this path, once; otherwise a new one."""
    return _checked.pop(path, None) or Library(Path(path))
