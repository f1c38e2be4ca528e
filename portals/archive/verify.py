"""Check that cited records are in the archive, with the same bytes."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from portals.archive import message
from portals.archive.captures import Capture
from portals.archive.digest import payload_digest
from portals.archive.errors import ArchiveError, ScratchError
from portals.archive.fixtures import cited_as, find_fixtures
from portals.archive.reader import Archive, read_message
from portals.archive.sources import ZIP, index_paths
from portals.archive.writer import OPEN

Cited = tuple[str | None, str | None]
"""Record id and payload digest."""


class CitedPlaces:
    """The archive files and fixtures below some paths, by the names under which records cite them."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self._places: dict[str, Path] = {}
        self._containers: list[Path] = []
        for path in paths:
            if path.is_dir():
                self._places |= {cited_as(folder): folder for folder in find_fixtures(path)}
            files = [path] if path.is_file() else sorted(file for file in path.rglob("*") if file.is_file())
            self._places |= {file.name.removesuffix(OPEN): file for file in files}
            self._containers += [file for file in files if file.name.lower().endswith(ZIP)]

    def trouble_of(self, name: str, cited: Iterable[Cited]) -> dict[Cited, str]:
        """Return what is wrong with the cited records of one file: `file_missing`, `record_missing` or `bytes_differ`.

        Raises `ScratchError` where the archive could not be looked at.
        """
        cited = set(cited)
        paths = [self._places[name]] if name in self._places else self._containers
        captures: dict[str, Capture] = {}
        for path in paths:
            try:
                archive = Archive(index_paths([path]))
            except ScratchError:
                raise
            except ArchiveError:
                continue
            captures = {one.record_id: one for one in archive if one.file.name == name or name in self._places}
            if captures:
                found = {one: _trouble(archive, captures.get(one[0] or ""), one[1]) for one in cited}
                return {one: trouble for one, trouble in found.items() if trouble}
        return dict.fromkeys(cited, "record_missing" if name in self._places else "file_missing")


def _trouble(archive: Archive, capture: Capture | None, digest: str | None) -> str | None:
    """Compare the digest of the bytes as archived and, for archives of other tools, as decoded."""
    if capture is None:
        return "record_missing"
    if digest is None or capture.body_in is not None:
        return None  # a revisit has no bytes of its own
    try:
        if capture.format in ("fixture", "saved") or capture.resource:
            return None if archive.page(capture).payload_digest == digest else "bytes_differ"
        archived = read_message(capture)
    except ArchiveError:
        return "bytes_differ"
    if digest == payload_digest(archived.body):
        return None
    decoded = not digest.startswith("sha1:") or digest == payload_digest(message.decoded_body(archived)[0])
    return None if digest == capture.digest and decoded else "bytes_differ"
