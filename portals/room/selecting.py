"""A part of a reading room's database: some articles, and of everything else what they prove."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from portals.register.names import unmarked
from portals.room import queries
from portals.room.building import make_tables

_COPIES = (
    ("articles", "id IN (SELECT id FROM chosen)"),
    ("officials", "article_id IN (SELECT id FROM chosen)"),
    ("files", "article_id IN (SELECT id FROM chosen)"),
    ("versions", "article_id IN (SELECT id FROM chosen)"),
    ("links", "article_id IN (SELECT id FROM chosen) AND other_id IN (SELECT id FROM chosen)"),
    ("statements", "article_id IN (SELECT id FROM chosen)"),
    ("persons", "id IN (SELECT person_id FROM statements)"),
    ("terms", "(person_id, office_id) IN (SELECT person_id, office_id FROM statements)"),
    ("offices", "id IN (SELECT office_id FROM terms)"),
    ("about", "1"),
)


def articles_of_portal(room: sqlite3.Connection, portal: str) -> list[str]:
    """Return the ids of a portal's articles."""
    return [row[0] for row in room.execute("SELECT id FROM articles WHERE portal = ?", (portal,))]


def articles_of_person(room: sqlite3.Connection, person: str) -> list[str]:
    """Return the ids of the articles about a person: by the register's id, else all that bear the name."""
    owner = room.execute("SELECT person_id FROM ids WHERE key = ?", (person,)).fetchone()
    if owner:
        found = room.execute("SELECT DISTINCT article_id FROM officials WHERE person_id = ?", owner)
        return [row[0] for row in found]
    wanted = unmarked(person).strip()
    names = [row[0] for row in room.execute("SELECT DISTINCT name FROM officials") if unmarked(row[0]).strip() == wanted]
    query = "SELECT DISTINCT article_id FROM officials WHERE name = ?"
    return sorted({row[0] for name in names for row in room.execute(query, (name,))})


def articles_known(room: sqlite3.Connection, ids: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return which ids are articles of the room, and which are not."""
    known: list[str] = []
    unknown: list[str] = []
    for name in dict.fromkeys(ids):
        row = room.execute("SELECT 1 FROM articles WHERE id = ?", (name,)).fetchone()
        (known if row else unknown).append(name)
    return known, unknown


def selected_room(path: Path, ids: Iterable[str], target: Path) -> sqlite3.Connection:
    """Return a new database at `target` that holds some articles of a room, and nothing of what only others say."""
    chosen = sqlite3.connect(target, isolation_level=None)
    make_tables(chosen, ())
    chosen.execute("ATTACH ? AS room", (f"{path.absolute()}",))
    chosen.execute("CREATE TEMP TABLE chosen (id TEXT PRIMARY KEY)")
    chosen.execute("BEGIN")
    chosen.executemany("INSERT OR IGNORE INTO chosen VALUES (?)", ((name,) for name in ids))
    for table, where in _COPIES:
        chosen.execute(f"INSERT INTO main.{table} SELECT * FROM room.{table} WHERE {where}")
    chosen.execute("COMMIT")
    chosen.execute("DETACH room")
    chosen.close()
    return queries.open_room(target)
