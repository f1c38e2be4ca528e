"""The pictures of the reading room in README, taken in a headless Chromium over the demo's articles.

`python -m tests.room.pictures` writes docs/pictures/*.png, and beside them the digests of the pages that they show. A test
compares the digests with today's pages: pixels differ from one Chromium to the next, pages do not.
"""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import date
from importlib.resources import files
from pathlib import Path

from portals import Article, RawPage, Rejected, clean, load_portal
from portals.archive.fixtures import find_fixtures, read_fixture, read_meta
from portals.register.building import refresh
from portals.register.places import home_of
from portals.room import queries
from portals.room.building import build_room
from portals.room.pages import Room
from portals.room.rendering import Renderer, ServerLinks
from portals.room.server import ReadingRoom
from portals.store import open_store

FOLDER = Path("docs/pictures")
DIGESTS = FOLDER / "pages.json"
NOW = "2026-11-28T00:00:00Z"
WORDS = "bi thu thanh uy"
SIZE = {"width": 1000, "height": 760}


def demo_articles() -> Iterator[Article]:
    """The records of the demo's saved pages."""
    for name in ("soctrang", "thanhhoa"):
        portal = load_portal(name)
        for folder in find_fixtures(Path("fixtures") / name):
            page: RawPage = read_fixture(folder)
            if read_meta(folder).get("kind") == "article":
                try:
                    yield clean(page, portal)
                except Rejected:
                    continue


def demo_room(folder: Path) -> Path:
    """Return a room over the demo's articles that is the same on each day and machine."""
    homes = {name: home_of(load_portal(name)) for name in ("soctrang", "thanhhoa")}
    with open_store(f"sqlite:///{folder}/portals.db") as store:
        store.save(list(demo_articles()), at=NOW)
        refresh(store, homes)
        build_room(store, folder / "room.db", now=NOW)
    with closing(sqlite3.connect(folder / "room.db")) as room, room:
        room.execute("UPDATE about SET value = 'data/demo/portals.db' WHERE what = 'store'")
    return folder / "room.db"


def shown(room: Path) -> dict[str, tuple[str, str]]:
    """Name of each picture → address and HTML of its page."""
    with closing(queries.open_room(room)) as database:
        pages = Room(database, Renderer(ServerLinks(), "en"), date(2026, 11, 28))
        _, found = queries.found_articles(database, WORDS)
        most = "SELECT article_id FROM officials GROUP BY article_id ORDER BY count(DISTINCT number) DESC, article_id"
        article = str(database.execute(most).fetchone()[0])
        assert found
        search = ServerLinks().to("search", q=WORDS), pages.search(WORDS)
        return {"search": search, "article": (ServerLinks().to("article", article), pages.article(article))}


def digests(pages: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    """Return the digest of each page with its style sheet; ids of the register's persons may differ."""
    style = (files("portals.room") / "static" / "room.css").read_text("utf-8")
    texts = {name: re.sub(r"p-[0-9a-f]{12}", "p-", page) for name, (_, page) in pages.items()}
    return {name: hashlib.sha256(f"{style}\n{text}".encode()).hexdigest()[:16] for name, text in texts.items()}


def main() -> None:
    from tests.room.browser import chromium, served

    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        room = demo_room(Path(folder))
        pages = shown(room)
        reading_room = ReadingRoom(room, [Path("fixtures")], Path(folder) / "decisions.tsv")
        with served(reading_room) as root, chromium() as browser:
            page = browser.new_context(viewport=SIZE, locale="en-GB").new_page()  # type: ignore[arg-type]
            for name, (address, _) in pages.items():
                page.goto(root + address)
                page.screenshot(path=FOLDER / f"reading-room-{name}.png")
        DIGESTS.write_text(json.dumps(digests(pages), indent=1) + "\n", "utf-8")
    for name in pages:
        path = FOLDER / f"reading-room-{name}.png"
        print(f"{path}: {path.stat().st_size // 1000} KB", file=sys.stderr)


if __name__ == "__main__":
    main()
