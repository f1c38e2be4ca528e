"""The reading room as files in a folder, for handing over and publishing: no server, no script, no search."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path

from portals.errors import PortalsError
from portals.register.names import unmarked
from portals.room.pages import Room
from portals.room.rendering import Renderer
from portals.room.selecting import selected_room

MARK = ".portals-site.json"
"""The file that names what an earlier site wrote: only that may be replaced."""
LISTED = 500
_KINDS = ("article", "person", "office", "place")


class SiteError(PortalsError):
    """The folder cannot take a site. The message is one line for the user."""


@dataclass(frozen=True, slots=True)
class FileLinks:
    """Addresses among the files of a site, as a page that lies `depth` folders deep writes them."""

    depth: int = 0
    static = True

    def to(self, kind: str, name: str = "", **query: object) -> str:
        """Return a relative address. Raises `KeyError` for what only a server can show."""
        return "../" * self.depth + file_of(kind, name)


def file_of(kind: str, name: str = "") -> str:
    """Return the file of a page, below the site's folder: `article/thanhhoa-12-0f3a….html`.

    The digest keeps names apart that differ in diacritics, case or signs alone; the rest is for people.
    """
    if kind in _KINDS:
        readable = re.sub(r"[^a-z0-9]+", "-", unmarked(name)).strip("-")[-60:].strip("-")
        return f"{kind}/{readable}-{hashlib.blake2b(name.encode(), digest_size=6).hexdigest()}.html"
    number = int(name or 1)
    fixed = {"front": "index.html", "style": "style.css", "persons": "persons.html"}
    return f"articles-{number}.html" if kind == "articles" and number > 1 else (fixed | {"articles": "index.html"})[kind]


def check_folder(folder: Path) -> None:
    """Raise `SiteError` for a folder that holds anything but an earlier site."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise SiteError(f"{folder} is a file; name a new folder")
    present = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir() or path.is_symlink()}
    if not present:
        return
    try:
        ours = set(json.loads((folder / MARK).read_text("utf-8"))["files"])
    except (OSError, ValueError, KeyError, TypeError):
        raise SiteError(f"{folder} is no site of ours; name a new folder") from None
    if strange := sorted(present - ours - {MARK}):
        raise SiteError(f"{folder} holds {strange[0]}, which no site wrote; move it away or name a new folder")


def write_site(room: Path, ids: Sequence[str], folder: Path, *, language: str, today: date) -> int:
    """Write the pages of some articles to a folder, whole or not at all; return how many files it holds.

    Raises `SiteError` where the folder holds other things, and `OSError`.
    """
    check_folder(folder)
    folder = folder.absolute()
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", suffix=".part", dir=folder.parent))
    try:
        with tempfile.TemporaryDirectory() as scratch:
            database = selected_room(room, ids, Path(scratch) / "room.db")
            try:
                written = [_put(draft, name, text) for name, text in _pages(database, language, today)]
            finally:
                database.close()
        written.append(_put(draft, file_of("style"), (files(__package__) / "static" / "room.css").read_text("utf-8")))
        _put(draft, MARK, json.dumps({"files": sorted(written)}, indent=0))
        draft.chmod(0o755)
        _swap(draft, folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return len(written)


def _put(folder: Path, name: str, text: str) -> str:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")
    return name


def _swap(draft: Path, folder: Path) -> None:
    """Put the draft in place of the folder, which is set aside until that is done."""
    check_folder(folder)
    if not folder.exists():
        draft.rename(folder)
        return
    aside = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", suffix=".old", dir=folder.parent))
    folder.rename(aside / folder.name)
    try:
        draft.rename(folder)
    except OSError:
        (aside / folder.name).rename(folder)
        raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _pages(database: sqlite3.Connection, language: str, today: date) -> Iterator[tuple[str, str]]:
    root = Room(database, Renderer(FileLinks(), language), today)
    inner = Room(database, Renderer(FileLinks(1), language), today)
    count = database.execute("SELECT count(*) FROM articles").fetchone()[0]
    pages = max(1, -(-count // LISTED))
    for number in range(1, pages + 1):
        yield file_of("articles", str(number)), root.contents(number, pages, LISTED)
    yield file_of("persons"), root.persons()
    listed = {
        "article": "SELECT id FROM articles",
        "person": "SELECT id FROM persons",
        "office": "SELECT id FROM offices",
        "place": "SELECT DISTINCT place FROM offices WHERE place IS NOT NULL",
    }
    for kind, query in listed.items():
        for (name,) in database.execute(f"{query} ORDER BY 1").fetchall():
            yield file_of(kind, name), getattr(inner, kind)(name)
