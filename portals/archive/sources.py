"""Index a path: a WARC, ARC or WACZ file, a saved page, a fixture, or a folder of any of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Literal

from portals.archive.captures import CaptureIndex, Format, FoundResponse, read_warc_date
from portals.archive.containers import MAX_DEPTH, ArchiveFile, zip_members
from portals.archive.errors import ArchiveError, scratch_errors
from portals.archive.fixtures import META, is_fixture, read_meta
from portals.archive.saved_pages import MHTML, read_saved
from portals.archive.scan import scan_file
from portals.archive.wacz import check_wacz
from portals.archive.warc import LZ4

WARC = (".warc", ".warc.gz", ".warc.zst", ".warc.open", ".warc.gz.open")
ARC = (".arc", ".arc.gz")
ZIP = (".wacz", ".zip")
_PAGES = (".html", ".htm", ".xhtml", ".shtml", ".asp", ".aspx", ".php", ".jsp", *MHTML)
_HOLDS_PAGES = (
    *(".7z", ".bz2", ".har", ".lz4", ".maff", ".rar", ".tar", ".tar.gz", ".tgz", ".webarchive", ".xz"),
    *(".zim", ".warc.bz2", ".warc.xz", ".warc.lz4"),
)
"""Endings of files that may have pages but are not supported: each is a problem; other files are only counted."""
Saved = Literal["read", "named", "no page"]
"""The result for a file that may be a saved page; `named`: it could not be read and is a problem."""
_CDXJ = re.compile(rb"\S+ [0-9]{14} \{")
_ZIP_MAGIC = b"PK\x03\x04"


def index_paths(paths: Iterable[Path]) -> CaptureIndex:
    """Return the index of files and folders in the given order, the contents of a folder sorted by name.

    Raises `ArchiveError` for a path that does not exist, a file that is not an archive, a folder without one.
    """
    with scratch_errors():
        index = CaptureIndex()
        for path in paths:
            if path.is_dir():
                _add_folder(path, index)
            elif path.exists():
                _add_file(path, index)
            else:
                raise ArchiveError(missing(str(path)))
        index.finish()
    return index


def missing(path: str) -> str:
    """Return the message for a path that does not exist."""
    if re.match(r"https?:/{1,2}\S", path):
        return (
            f"{path}: is an address, and archives are read from files; save the pages first, for example with "
            "`wget --warc-file=saved ADDRESS` (from web.archive.org with id_ after the time), and name saved.warc.gz"
        )
    return f"{path}: no such file or folder"


def _add_file(path: Path, index: CaptureIndex) -> None:
    """Add a file that the user named. Raises `ArchiveError` if it is not an archive."""
    try:
        _add_named(path, index)
    except ArchiveError as error:
        raise ArchiveError(str(path) + str(error).removeprefix(str(path)).removeprefix(path.name)) from None


def _add_named(path: Path, index: CaptureIndex) -> None:
    name = path.name.lower()
    try:
        with path.open("rb") as file:
            beginning = file.read(4096)
    except OSError as error:
        raise ArchiveError(f"{path}: cannot be read ({error.strerror})") from None
    if name.endswith(ARC) or beginning.startswith(b"filedesc://"):
        scan_file("arc", ArchiveFile.of(path), index, path.name)
    elif name.endswith(ZIP) or beginning.startswith(_ZIP_MAGIC):
        _add_zip(ArchiveFile.of(path), index, path.name)
    elif name.endswith(_PAGES) and not beginning.startswith(b"WARC/"):
        if _add_saved(path, path.parent, index) != "read":
            raise ArchiveError(f"{path}: no saved page, or one whose address is not known")
    else:
        _refuse_known(path, beginning)
        scan_file("warc", ArchiveFile.of(path), index, path.name)


def _refuse_known(path: Path, beginning: bytes) -> None:
    """Raise `ArchiveError` with advice for formats that look like archives of pages but are not."""
    lines = beginning.splitlines() or [b""]
    if _CDXJ.match(lines[0]) or lines[0].startswith((b" CDX ", b"!meta ")) or path.name.lower().endswith((".cdx", ".cdxj")):
        raise ArchiveError(f"{path}: is an index of captures and holds no pages; name the WARC files that it lists")
    if beginning.startswith(LZ4):
        raise ArchiveError(f"{path}: compressed with lz4, which is not read; unpack it with `lz4 -d {path.name}`")
    if path.name.lower().endswith((".warc.bz2", ".warc.xz", ".arc.bz2", ".arc.xz")):
        raise ArchiveError(f"{path}: compressed as one stream, which cannot be searched; unpack it and name the unpacked file")


def _add_folder(folder: Path, index: CaptureIndex) -> None:
    """Add everything in and below a folder. Raises `ArchiveError` if nothing there could be read."""
    read = 0
    passed_over: Counter[str] = Counter()
    for path in walk(folder, index):
        if path.is_dir():
            read += _attempt(partial(_add_fixture, path, index), path, folder, index)
            continue
        name = path.name.lower()
        named = str(path.relative_to(folder))
        if path.parent.name == "hts-cache":
            passed_over["HTTrack's cache"] += 1
        elif name.endswith(WARC):
            read += _attempt(partial(scan_file, "warc", ArchiveFile.of(path), index, named), path, folder, index)
        elif name.endswith(ARC):
            read += _attempt(partial(scan_file, "arc", ArchiveFile.of(path), index, named), path, folder, index)
        elif name.endswith(ZIP):
            read += _attempt(partial(_add_zip, ArchiveFile.of(path), index, named), path, folder, index)
        elif name.endswith(_HOLDS_PAGES):
            index.problems.add(named, "is not read; unpack it, or repack it as WARC")
        elif (found := _attempt_saved(path, folder, index)) != "no page":
            read += found == "read"
        else:
            passed_over[path.suffix.lower() or path.name] += 1
    for suffix, count in passed_over.most_common(20):
        index.others[f"files not read: {suffix}"] += count
    if rest := sum(count for _, count in passed_over.most_common()[20:]):
        index.others["files not read: others"] += rest
    if not read:
        raise ArchiveError(
            f"{folder}: holds no WARC file that can be read, no saved page with a known address, and no fixtures"
        )


def _attempt(add: Callable[[], None], path: Path, folder: Path, index: CaptureIndex) -> int:
    """Add a file of a folder; return 1 if it could be read. An unreadable file is a problem and does not stop the others."""
    try:
        add()
        return 1
    except ArchiveError as error:
        index.problems.add("", str(error))
    except OSError as error:
        index.problems.add(str(path.relative_to(folder)), f"cannot be read ({error.strerror or error})")
    return 0


def _attempt_saved(path: Path, folder: Path, index: CaptureIndex) -> Saved:
    try:
        return _add_saved(path, folder, index)
    except OSError as error:
        index.problems.add(str(path.relative_to(folder)), f"cannot be read ({error.strerror or error})")
        return "named"


def walk(folder: Path, index: CaptureIndex) -> Iterator[Path]:
    """Yield the files in and below a folder, sorted by name, and fixture folders as a whole."""
    waiting = [folder]
    while waiting:
        path = waiting.pop()
        if not path.is_dir() or (path.is_symlink() and path != folder):
            if path.is_file():
                yield path
            else:
                index.others["files not read: devices, pipes and broken links"] += 1
            continue
        try:
            entries = sorted(path.iterdir(), key=lambda entry: entry.name, reverse=True)
        except OSError as error:
            index.problems.add(str(path.relative_to(folder)), f"cannot be read ({error.strerror})")
            continue
        if path / META in entries and is_fixture(path):
            yield path
        else:
            waiting += entries


def _add_fixture(folder: Path, index: CaptureIndex) -> None:
    """Add a fixture. Raises `ArchiveError` if its `meta.json` cannot be read."""
    meta = read_meta(folder)
    kinds = [value for name, value in meta.get("headers", {}).items() if name.lower() == "content-type"]
    found = FoundResponse(
        offset=0,
        url=meta["url"],
        date=read_warc_date(meta.get("captured_at")),
        method=str(meta.get("method") or "GET").upper(),
        request_body=str(meta.get("request_body") or "").encode(),
        status=int(meta.get("status", 200)),
        html="html" in (kinds[0].lower() if kinds else "html"),
    )
    _add_one("fixture", folder, found, index)


def _add_saved(path: Path, root: Path, index: CaptureIndex) -> Saved:
    """Add a saved page. A page without a known address is a problem."""
    page = read_saved(path, root)
    if page is None:
        return "no page"
    if not page.url:
        index.problems.add("", "saved pages whose address is not known", str(path.relative_to(root)))
        return "named"
    truncated = "length" if page.truncated else None
    _add_one("saved", path, FoundResponse(0, page.url, date=page.date, status=200, html=True, truncated=truncated), index)
    return "read"


def _add_one(form: Format, path: Path, found: FoundResponse, index: CaptureIndex) -> None:
    source = index.new_source(form, ArchiveFile(path, path.name), {})
    index.add(index.new_file(), source, [found])


def _add_zip(archive: ArchiveFile, index: CaptureIndex, name: str, depth: int = 1) -> None:
    """Add the archive files inside a WACZ, or another zip. Raises `ArchiveError` if none of them can be read."""
    read = 0
    for member in zip_members(archive, index.folder, (*WARC, *ARC, ".wacz")):
        named = f"{name}/{member.name}"
        inner = member.name.lower()
        if member.file is None:
            index.problems.add(named, member.problem)
            continue
        try:
            if inner.endswith(".wacz"):
                if depth >= MAX_DEPTH:
                    raise ArchiveError(f"{named}: lies too deep inside other archives")
                _add_zip(member.file, index, named, depth + 1)
            else:
                scan_file("arc" if inner.endswith(ARC) else "warc", member.file, index, named)
            read += 1
        except ArchiveError as error:
            index.problems.add("", str(error))
    if not read:
        raise ArchiveError(f"{name}: holds no WARC file that can be read")
    check_wacz(archive, index, name)
