"""The index of an archive: one row per captured response, in a temporary SQLite file, so that memory does not grow."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, NamedTuple

from portals.archive.containers import ArchiveFile
from portals.archive.request_keys import same_address
from portals.archive.scratch import ScratchFolder

Format = Literal["warc", "arc", "fixture", "saved"]

_TABLES = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE sources (
    number INTEGER PRIMARY KEY, format TEXT, path TEXT, name TEXT, start INTEGER, end INTEGER,
    run_id TEXT, portal TEXT, base TEXT
);
CREATE TABLE captures (
    number INTEGER PRIMARY KEY, source INTEGER, file INTEGER, offset INTEGER, url TEXT, record_id TEXT, date TEXT,
    status INTEGER, html INTEGER, digest TEXT, truncated TEXT, resource INTEGER, partner TEXT,
    method TEXT NOT NULL DEFAULT 'GET', request_body BLOB NOT NULL DEFAULT x'',
    revisit INTEGER, refers_id TEXT, refers_url TEXT, refers_date TEXT, body_in INTEGER, address TEXT
);
CREATE TABLE rendered (record_id TEXT);
CREATE TABLE requests (
    number INTEGER PRIMARY KEY, file INTEGER, record_id TEXT, partner TEXT, url TEXT, method TEXT, body BLOB
);
"""
_MATCHES = """
CREATE INDEX requests_by_partner ON requests (file, partner);
CREATE INDEX requests_by_id ON requests (file, record_id);
CREATE TABLE matches (capture INTEGER PRIMARY KEY, request INTEGER);
INSERT INTO matches
    SELECT c.number, MAX(r.number) FROM captures c JOIN requests r ON r.file = c.file AND r.partner = c.record_id
    WHERE r.partner != '' GROUP BY c.number;
INSERT OR IGNORE INTO matches
    SELECT c.number, MAX(r.number) FROM captures c JOIN requests r ON r.file = c.file AND r.record_id = c.partner
    WHERE c.partner != '' GROUP BY c.number;
INSERT INTO matches
    SELECT c.number, r.number FROM (
        SELECT number, file, url, ROW_NUMBER() OVER (PARTITION BY file, url ORDER BY number) AS nth FROM captures
        WHERE number NOT IN (SELECT capture FROM matches)
    ) c JOIN (
        SELECT number, file, url, ROW_NUMBER() OVER (PARTITION BY file, url ORDER BY number) AS nth FROM requests
        WHERE partner = '' AND number NOT IN (SELECT request FROM matches)
    ) r ON r.file = c.file AND r.url = c.url AND r.nth = c.nth;
UPDATE captures SET method = r.method, request_body = r.body
    FROM matches m JOIN requests r ON r.number = m.request
    WHERE m.capture = captures.number AND (r.method != 'GET' OR r.body != x'');
DROP TABLE matches;
DROP TABLE requests;
"""
"""Joins requests to responses by `WARC-Concurrent-To` in either direction.

If a tool writes no links, the n-th response of an address belongs to the n-th request of that address without a link.
"""
_REVISITS = """
UPDATE captures SET address = same_address(url) WHERE revisit = 0;
CREATE INDEX captures_by_id ON captures (record_id) WHERE revisit = 0;
CREATE INDEX captures_by_address ON captures (address, date) WHERE revisit = 0;
CREATE INDEX captures_by_digest ON captures (digest) WHERE revisit = 0;
UPDATE captures SET body_in = COALESCE(
    (SELECT MAX(o.number) FROM captures o WHERE o.revisit = 0 AND o.record_id = captures.refers_id AND o.record_id != ''),
    (SELECT MAX(o.number) FROM captures o
        WHERE o.revisit = 0 AND o.address = same_address(captures.refers_url) AND o.date = captures.refers_date),
    (SELECT MAX(o.number) FROM captures o WHERE o.revisit = 0 AND o.digest = captures.digest)
) WHERE revisit = 1;
"""
_RENDERED = """
DELETE FROM captures WHERE resource = 0 AND record_id != '' AND record_id IN (SELECT record_id FROM rendered)
"""
"""A rendered page is read instead of the response from which it was made; both are in the archive."""
_ROWS = """
SELECT c.number, s.format, s.path, s.name, s.start, s.end, c.offset, c.url, c.record_id, c.date, c.method, c.request_body,
    c.status, c.html, c.digest, c.truncated, c.resource, s.run_id, s.portal, s.base, c.body_in
FROM captures c JOIN sources s ON s.number = c.source
"""


@dataclass(frozen=True, slots=True)
class Capture:
    """One captured response: its position in the archive, and the request for it."""

    number: int
    """Number of the capture, in the order of files and records."""
    format: Format
    file: ArchiveFile
    """For a fixture its folder."""
    offset: int
    url: str
    record_id: str
    date: str | None
    """Time of the capture, UTC, `2022-07-05T03:00:00Z`; None if the archive has no readable date."""
    method: str = "GET"
    request_body: bytes = b""
    status: int = 0
    """HTTP status in the archived head; 0 for a revisit without a head."""
    html: bool = False
    """Whether the content type is HTML or missing."""
    digest: str | None = None
    truncated: str | None = None
    resource: bool = False
    """Whether the record is the page itself, without an HTTP head."""
    run_id: str | None = None
    portal: str | None = None
    """The portal for which the file was written, as the file says."""
    base: str | None = None
    """The address of the site, if it was not the portal's own (`-a base=`)."""
    body_in: int | None = None
    """Of a revisit: the number of the capture with the same body."""


class FoundResponse(NamedTuple):
    """A response as the reader of a format found it, before it gets a number and its request."""

    offset: int
    url: str
    record_id: str = ""
    date: str | None = None
    status: int = 0
    html: bool = False
    digest: str | None = None
    truncated: str | None = None
    resource: bool = False
    partner: str = ""
    """The id in its `WARC-Concurrent-To`."""
    method: str = "GET"
    request_body: bytes = b""
    refers_to: tuple[str, str, str | None] | None = None
    """Of a revisit: record id, address and date of the capture with the same body."""


@dataclass(slots=True)
class Problems:
    """What could not be read: one line per file and reason, also if it happened often."""

    _found: dict[tuple[str, str], tuple[int, str]]
    _more: int = 0

    MOST = 1000
    """Maximum number of lines."""

    def __init__(self) -> None:
        self._found, self._more = {}, 0

    def add(self, name: str, reason: str, where: str = "") -> None:
        """Count a reason; `where` is shown for the first occurrence."""
        count, first = self._found.get((name, reason), (0, where))
        if count or len(self._found) < self.MOST:
            self._found[name, reason] = count + 1, first
        else:
            self._more += 1

    def lines(self) -> list[str]:
        """Return the lines, in the order in which they were found."""
        lines = []
        for (name, reason), (count, where) in self._found.items():
            times = f" ({count} times, first {where})" if count > 1 and where else f" ({where})" if where else ""
            lines.append(f"{name}: {reason}{times}" if name else f"{reason}{times}")
        return lines + ([f"{self._more} more problems"] if self._more else [])


class CaptureIndex:
    """The captures of some archive files in the order of files and records, and what could not be read.

    It is stored in a temporary folder, which is removed with it. `others` counts records and files without a page, by kind.
    """

    def __init__(self) -> None:
        self._folder = ScratchFolder()
        self.folder = self._folder.path
        """Folder for decompressed files."""
        self._path = self.folder / "captures.db"
        self._database = self._open()
        self._database.executescript(_TABLES)
        self._database.execute("BEGIN")
        self.problems = Problems()
        self.others: Counter[str] = Counter()
        self._files = self._sources = 0

    def _open(self) -> sqlite3.Connection:
        database = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False)
        database.create_function("same_address", 1, lambda url: same_address(url) if url else "", deterministic=True)
        return database

    def reopen(self) -> None:
        """Open the database again in a forked process, because a connection belongs to one process."""
        self._database = self._open()

    def new_file(self) -> int:
        """Return the number of the next archive file. Requests are joined to responses of their own file."""
        self._files += 1
        return self._files

    def new_source(self, form: Format, file: ArchiveFile, facts: dict[str, str]) -> int:
        """Return the number of a file, or of a part of it with a `warcinfo` record of its own."""
        self._sources += 1
        values = form, str(file.path), file.name, file.start, file.end
        told = (facts.get("run-id"), facts.get("isPartOf"), facts.get("base-url"))
        self._database.execute(f"INSERT INTO sources VALUES ({_marks(9)})", (self._sources, *values, *told))
        return self._sources

    def add(self, file: int, source: int, found: Iterable[FoundResponse]) -> None:
        """Add responses in the given order."""
        names = "source, file, offset, url, record_id, date, status, html, digest, truncated, resource, partner"
        names += ", method, request_body, revisit, refers_id, refers_url, refers_date"
        rows = ((source, file, *one[:-1], one.refers_to is not None, *(one.refers_to or ("", "", None))) for one in found)
        self._database.executemany(f"INSERT INTO captures ({names}) VALUES ({_marks(18)})", rows)

    def add_request(self, file: int, record_id: str, partner: str, url: str, method: str, body: bytes) -> None:
        """Add a request, to be joined to its response by `finish`."""
        names = "file, record_id, partner, url, method, body"
        values = file, record_id, partner, url, method, body
        self._database.execute(f"INSERT INTO requests ({names}) VALUES ({_marks(6)})", values)

    def add_rendering(self, record_id: str) -> None:
        """Note that a rendered page was made from this response; it is read instead of the response."""
        self._database.execute("INSERT INTO rendered VALUES (?)", (record_id,))

    def finish(self) -> None:
        """Join requests to responses, and revisits to their originals. Nothing may be added afterwards."""
        self._database.executescript(_MATCHES)
        if rendered := self._database.execute(_RENDERED).rowcount:
            self.others["responses that a browser rendered"] += rendered
        if self._database.execute("SELECT 1 FROM captures WHERE revisit = 1 LIMIT 1").fetchone():
            self._database.executescript(_REVISITS)
            lost = self._database.execute("DELETE FROM captures WHERE revisit = 1 AND body_in IS NULL").rowcount
            if lost:
                self.problems.add("", f"{lost} revisits of captures that are not in the archive")

    def __len__(self) -> int:
        count: int = self._database.execute("SELECT COUNT(*) FROM captures").fetchone()[0]
        return count

    def __iter__(self) -> Iterator[Capture]:
        for row in self._database.execute(f"{_ROWS} ORDER BY c.number"):
            yield _capture(row)

    def get(self, number: int) -> Capture:
        """Return the capture with this number."""
        return _capture(self._database.execute(f"{_ROWS} WHERE c.number = ?", (number,)).fetchone())

    @property
    def database(self) -> sqlite3.Connection:
        """The database, where other modules may keep temporary tables."""
        return self._database

    def select(self, condition: str, *values: Any) -> Iterator[Capture]:
        """Yield the captures that match an SQL condition, in order."""
        for row in self._database.execute(f"{_ROWS} {condition} ORDER BY c.number", values):
            yield _capture(row)


def _marks(count: int) -> str:
    return ", ".join("?" * count)


def _capture(row: tuple[Any, ...]) -> Capture:
    number, form, path, name, start, end, offset, *rest, body_in = row
    url, record_id, date, method, body, status, html, digest, truncated, resource, run_id, portal, base = rest
    file = ArchiveFile(Path(path), name, start, end)
    known = (url, record_id, date, method, body, status, bool(html), digest, truncated, bool(resource), run_id, portal, base)
    return Capture(number, form, file, offset, *known, body_in)


def read_warc_date(text: str | None) -> str | None:
    """Return a date of a WARC record as `2022-07-05T03:00:00Z`; None if it is unreadable or impossible for a web archive.

    A date without an offset is UTC. Years before 1990, when there was no web, and after 2099 are errors of a clock or tool.
    """
    try:
        date = datetime.fromisoformat((text or "").strip())
        date = date.astimezone(UTC) if date.tzinfo else date.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
    return date.strftime("%Y-%m-%dT%H:%M:%SZ") if 1990 <= date.year < 2100 else None
