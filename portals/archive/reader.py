"""Archived responses as pages: content encoding and chunks removed, the request joined, revisits resolved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from portals.archive import message
from portals.archive.address import same_address
from portals.archive.digest import payload_digest
from portals.archive.errors import ArchiveError
from portals.archive.fixtures import read_fixture
from portals.archive.index import Damaged, Entry, Index, read_date, whole_records
from portals.archive.sources import index_paths
from portals.items import RawPage


def read_pages(paths: Iterable[Path], problems: list[str] | None = None) -> Iterator[RawPage]:
    """The responses of WARC files, folders of them and fixtures, in the order of their records.

    What cannot be read is added to `problems`, one line each.

    Raises `ArchiveError` for a path that does not exist, a file that is no archive, a folder without one.
    """
    archive = Archive(index_paths(paths))
    if problems is not None:
        problems += archive.problems
    return map(archive.page, archive.entries)


class Archive:
    """The pages of an index, read when asked for. A revisit of a capture that is not there is a problem, and no entry."""

    def __init__(self, index: Index) -> None:
        self._by_id = {entry.record_id: entry for entry in index.entries if not entry.refers_to}
        self._by_capture = {_capture(entry.url, entry.date): entry for entry in index.entries if not entry.refers_to}
        self._by_digest = {entry.digest: entry for entry in index.entries if entry.digest and not entry.refers_to}
        self.entries = [entry for entry in index.entries if self._source(entry)]
        lost = len(index.entries) - len(self.entries)
        self.problems = index.problems + ([f"{lost} revisits of captures that are not in the archive"] if lost else [])

    def page(self, entry: Entry) -> RawPage:
        """The page of an entry of this archive. Raises `ArchiveError` if the file has changed since it was indexed."""
        if entry.fixture:
            return read_fixture(entry.path)
        answer = read_message(entry)
        source = self._source(entry)
        held = answer if source is None or source is entry else read_message(source)
        body, whole = message.content(held)
        return RawPage(
            url=entry.url,
            body=body,
            status=answer.status or held.status or 0,
            headers=_headers(answer if answer.headers else held),
            fetched_at=entry.date.strftime("%Y-%m-%dT%H:%M:%SZ"),
            method=entry.method,
            request_body=entry.request_body,
            warc_file=entry.path.name.removesuffix(".open"),
            warc_record_id=entry.record_id,
            payload_digest=entry.digest or payload_digest(held.body),
            run_id=entry.run_id,
            truncated=entry.truncated or (None if whole else "unspecified"),
        )

    def _source(self, entry: Entry) -> Entry | None:
        """The entry that holds the body: itself, or what a revisit refers to by id, by address and date, or by digest."""
        if not entry.refers_to:
            return entry
        record_id, url, date = entry.refers_to
        found = self._by_id.get(record_id) or self._by_capture.get(_capture(url, read_date(date)))
        return found or self._by_digest.get(entry.digest or "")


def read_message(entry: Entry) -> message.Message:
    """The archived response of an entry. Raises `ArchiveError` if it is no longer where it was."""
    try:
        record, block = next(whole_records(entry.path, entry.offset))
    except (Damaged, StopIteration):
        raise ArchiveError(f"{entry.path}: changed while it was read") from None
    if record.record_id != entry.record_id:
        raise ArchiveError(f"{entry.path}: changed while it was read")
    return message.parse(block)


def _capture(url: str, date: datetime) -> tuple[str, datetime]:
    return same_address(url) if url else "", date


def _headers(answer: message.Message) -> dict[str, str]:
    """Headers, several values of one name joined; those that spoke of the encoding of the body are gone with it."""
    joined: dict[str, str] = {}
    names: dict[str, str] = {}
    for name, value in answer.headers:
        key = names.setdefault(name.lower(), name)
        joined[key] = f"{joined[key]}, {value}" if key in joined else value
    encodings = ("content-encoding", "transfer-encoding")
    gone = (*encodings, "content-length") if any(names.get(name) for name in encodings) else ()
    return {name: value for name, value in joined.items() if name.lower() not in gone}
