"""Check a WACZ against its own description: the digests of its files, and the list of its pages."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterator
from typing import IO, Any

from portals.archive.captures import CaptureIndex
from portals.archive.containers import ArchiveFile
from portals.archive.request_keys import same_address

_MAX_DESCRIPTION = 8 * 2**20
_MAX_LINE = 2**20
_PIECE = 2**20


def check_wacz(archive: ArchiveFile, index: CaptureIndex, name: str) -> None:
    """Add a problem for every difference between a WACZ and its description. Other zip files have no description."""
    try:
        with archive.open() as window, zipfile.ZipFile(window) as opened:
            names = set(opened.namelist())
            if "datapackage.json" in names:
                _check_digests(opened, names, index, name)
            for pages in sorted(names & {"pages/pages.jsonl", "pages/extraPages.jsonl"}):
                _check_pages(opened, pages, index, name)
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError, RuntimeError) as error:
        index.problems.add(name, f"its description cannot be read ({error})")


def _check_digests(opened: zipfile.ZipFile, names: set[str], index: CaptureIndex, name: str) -> None:
    with opened.open("datapackage.json") as file:
        described = json.loads(file.read(_MAX_DESCRIPTION))
    resources: list[Any] = described.get("resources", []) if isinstance(described, dict) else []
    for resource in resources:
        path, said = (str(resource.get(key, "")) for key in ("path", "hash")) if isinstance(resource, dict) else ("", "")
        kind, _, digest = said.partition(":")
        if path and path not in names:
            index.problems.add(name, f"lacks files that datapackage.json lists: {path}")
        elif digest and kind in hashlib.algorithms_guaranteed and not kind.startswith("shake"):
            found = hashlib.new(kind, usedforsecurity=False)
            with opened.open(path) as file:
                while piece := file.read(_PIECE):
                    found.update(piece)
            if found.hexdigest() != digest.lower():
                index.problems.add(name, f"{path} is not the file that datapackage.json describes (its digest differs)")


def _check_pages(opened: zipfile.ZipFile, pages: str, index: CaptureIndex, name: str) -> None:
    """Add a problem for each page that is in the list of the WACZ but not in its archive."""
    held = "SELECT 1 FROM wacz_addresses WHERE address = ?"
    index.database.executescript(
        "CREATE TABLE IF NOT EXISTS wacz_addresses (address TEXT PRIMARY KEY, number INTEGER) WITHOUT ROWID;"
    )
    index.database.execute(
        "INSERT OR IGNORE INTO wacz_addresses SELECT same_address(url), number FROM captures "
        "WHERE number > (SELECT COALESCE(MAX(number), 0) FROM wacz_addresses)"
    )
    for url in _listed(opened, pages):
        if not index.database.execute(held, (same_address(url),)).fetchone():
            index.problems.add(name, "pages that it lists and does not hold", url[:200])


def _listed(opened: zipfile.ZipFile, pages: str) -> Iterator[str]:
    with opened.open(pages) as file:
        for line in _lines(file):
            try:
                said = json.loads(line)
            except (ValueError, RecursionError):
                continue
            if isinstance(said, dict) and isinstance(said.get("url"), str):
                yield said["url"]


def _lines(file: IO[bytes]) -> Iterator[bytes]:
    while line := file.readline(_MAX_LINE):
        yield line
