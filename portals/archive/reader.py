"""Archived responses as pages: content encoding and chunks removed, request added, revisits resolved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from portals.archive import message
from portals.archive.arc import read_arc
from portals.archive.captures import Capture, CaptureIndex
from portals.archive.digest import payload_digest
from portals.archive.errors import ArchiveError, Damaged
from portals.archive.fixtures import read_fixture
from portals.archive.request_keys import original_of
from portals.archive.saved_pages import read_saved
from portals.archive.sources import index_paths
from portals.archive.warc import Record, read_warc
from portals.items import RawPage

_MAX_BLOCK = message.MAX_BODY + message.MAX_HEAD


def read_pages(paths: Iterable[Path], problems: list[str] | None = None) -> Iterator[RawPage]:
    """Yield the responses of archive files, folders of them and fixtures, in the order of their records.

    Problems are added to `problems`, one line each.

    Raises `ArchiveError` for a path that does not exist, a file that is not an archive, a folder without one.
    """
    archive = Archive(index_paths(paths))
    if problems is not None:
        problems += archive.problems
    return map(archive.page, archive)


class Archive:
    """The pages of an index, in the order of its captures, each read on demand."""

    def __init__(self, index: CaptureIndex) -> None:
        self.index = index

    def __iter__(self) -> Iterator[Capture]:
        return iter(self.index)

    def __len__(self) -> int:
        return len(self.index)

    @property
    def problems(self) -> list[str]:
        """What could not be read, one line per file and reason."""
        return self.index.problems.lines()

    def page(self, capture: Capture) -> RawPage:
        """Return the page of a capture of this archive. Raises `ArchiveError` if the file has changed since it was indexed."""
        if capture.format == "fixture":
            return read_fixture(capture.file.path)
        if capture.format == "saved":
            return _saved(capture)
        if capture.resource:
            return _resource(capture)
        answer = read_message(capture)
        held = answer if capture.body_in is None else read_message(self.index.get(capture.body_in))
        body, loss = message.decoded_body(held)
        return RawPage(
            url=capture.url,
            body=body,
            status=answer.status or held.status or 0,
            headers=_headers(answer if answer.headers else held),
            fetched_at=capture.date,
            method=capture.method,
            request_body=capture.request_body,
            warc_file=capture.file.name,
            warc_record_id=capture.record_id or None,
            payload_digest=capture.digest or payload_digest(held.body),
            run_id=capture.run_id,
            truncated=capture.truncated or loss,
        )


def read_message(capture: Capture) -> message.Message:
    """Return the archived response of a capture. Raises `ArchiveError` if it is no longer at its place."""
    try:
        return message.parse(_record(capture).block)
    except message.BadMessage as error:
        raise ArchiveError(f"{capture.file.path}: {error}") from None


def _record(capture: Capture) -> Record:
    read = read_arc if capture.format == "arc" else read_warc
    try:
        record = next(read(capture.file, capture.offset, _MAX_BLOCK))
    except (Damaged, StopIteration):
        raise ArchiveError(f"{capture.file.path}: changed while it was read") from None
    original = original_of(record.url)
    if capture.url not in (record.url, original.url if original else ""):
        raise ArchiveError(f"{capture.file.path}: changed while it was read")
    return record


def _resource(capture: Capture) -> RawPage:
    """Return a page that was archived without its HTTP head."""
    record = _record(capture)
    kind = record.headers.get("content-type") or "text/html"
    return _bare(capture, record.block[: message.MAX_BODY], kind, whole=record.length <= message.MAX_BODY)


def _saved(capture: Capture) -> RawPage:
    try:
        page = read_saved(capture.file.path, capture.file.path.parent)
    except OSError as error:
        raise ArchiveError(f"{capture.file.path}: cannot be read ({error.strerror})") from None
    if page is None:
        raise ArchiveError(f"{capture.file.path}: changed while it was read")
    return _bare(capture, page.body, "text/html", whole=not page.truncated)


def _bare(capture: Capture, body: bytes, kind: str, *, whole: bool) -> RawPage:
    return RawPage(
        url=capture.url,
        body=body,
        headers={"Content-Type": kind},
        fetched_at=capture.date,
        warc_file=capture.file.name,
        warc_record_id=capture.record_id or None,
        payload_digest=capture.digest or payload_digest(body),
        run_id=capture.run_id,
        truncated=capture.truncated or (None if whole else "length"),
    )


def _headers(answer: message.Message) -> dict[str, str]:
    """Return the headers, several values of one name joined, without those about the encoding of the body."""
    values: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    for name, value in answer.headers:
        values.setdefault(names.setdefault(name.lower(), name), []).append(value)
    encodings = ("content-encoding", "transfer-encoding")
    gone = (*encodings, "content-length") if any(names.get(name) for name in encodings) else ()
    return {name: ", ".join(said) for name, said in values.items() if name.lower() not in gone}
