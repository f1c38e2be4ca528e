"""What a path stands for: a WARC file, a folder of them, fixture folders."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from portals.archive.errors import ArchiveError
from portals.archive.fixtures import find_fixtures, read_meta
from portals.archive.index import Entry, Index, index_file, read_date

SUFFIXES = (".warc", ".warc.gz", ".warc.zst", ".warc.open", ".warc.gz.open")


def index_paths(paths: Iterable[Path]) -> Index:
    """The index of files and folders, in the order given; what a folder holds by name, fixtures first.

    Raises `ArchiveError` for a path that does not exist, a file that is no archive, a folder that holds none.
    """
    index = Index()
    for path in paths:
        if path.is_dir():
            _add_folder(path, index)
        elif path.exists():
            _add(index_file(path), index)
        else:
            raise ArchiveError(f"{path}: no such file or folder")
    return index


def archive_files(path: Path) -> list[Path]:
    """The WARC files in and below a folder, sorted."""
    return sorted(file for file in path.rglob("*") if file.name.endswith(SUFFIXES) and file.is_file())


def _add_folder(path: Path, index: Index) -> None:
    found = len(index.entries)
    index.entries += map(fixture_entry, find_fixtures(path))
    read = 0
    for file in archive_files(path):
        try:
            _add(index_file(file), index)
            read += 1
        except ArchiveError as error:
            index.problems.append(str(error))
    if not read and len(index.entries) == found:
        raise ArchiveError(f"{path}: holds no WARC file that can be read, and no fixtures")


def _add(one: Index, index: Index) -> None:
    index.entries += one.entries
    index.problems += one.problems


def fixture_entry(folder: Path) -> Entry:
    """A fixture as an entry. Raises `ArchiveError` if its `meta.json` cannot be read."""
    meta = read_meta(folder)
    kinds = [value for name, value in meta.get("headers", {}).items() if name.lower() == "content-type"]
    return Entry(
        path=folder,
        offset=0,
        url=meta["url"],
        record_id="",
        date=read_date(meta.get("captured_at")),
        method=str(meta.get("method") or "GET").upper(),
        request_body=str(meta.get("request_body") or "").encode(),
        status=int(meta.get("status", 200)),
        html="html" in (kinds[0].lower() if kinds else "html"),
        fixture=True,
    )
