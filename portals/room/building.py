"""Building the reading room's database from a store: articles that changed since the last build, and the whole register."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from portals.items import Article
from portals.register import tables as register
from portals.register.names import unmarked
from portals.register.offices import Office
from portals.store import duplicates, reading
from portals.store.store import Store
from portals.store.tables import articles, runs, versions

BATCH = 500
_STREAM = {"yield_per": BATCH}

Row = dict[str, Any]


class RoomError(Exception):
    """The reading room's database cannot be built or read."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did: articles in the room, and how many of them were read again."""

    articles: int
    read: int


def build_room(store: Store, path: Path, *, now: str) -> Built:
    """Bring the room's database at `path` up to date with a store; return what was done. `now` is UTC, ISO 8601.

    Raises `RoomError` for a file that is something else, and `StoreError`.
    """
    try:
        with closing(_opened(path)) as room, store.read() as connection:
            return _bring_up_to_date(room, store.name, connection, now)
    except sqlite3.OperationalError as error:
        raise RoomError(f"{path} cannot be written: {_advice(str(error))}") from None


def _advice(error: str) -> str:
    if "locked" in error:
        return "another build is at work; wait for it to end"
    if "readonly" in error or "unable to open" in error:
        return "its folder is not there or is read-only; name another file with --db"
    return error


def _bring_up_to_date(room: sqlite3.Connection, name: str, connection: sa.Connection, now: str) -> Built:
    room.execute("BEGIN IMMEDIATE")
    known = dict(room.execute("SELECT id, mark FROM articles"))
    current = dict(_marks(connection))
    _forget(room, [one for one in known if one not in current])
    changed = [one for one, mark in current.items() if known.get(one) != mark]
    _forget(room, [one for one in changed if one in known])
    _put_articles(room, connection, changed, current)
    _link_copies(room, connection)
    _put_runs(room, connection)
    _put_register(room, connection)
    _link_persons(room)
    about = {"store": name, "built_at": now, "articles": str(len(current))}
    room.executemany("INSERT OR REPLACE INTO about VALUES (?, ?)", about.items())
    room.execute("COMMIT")
    room.execute("PRAGMA optimize")
    return Built(len(current), len(changed))


def _opened(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    room = sqlite3.connect(path, isolation_level=None)
    try:
        tables = {row[0] for row in room.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if tables and "about" not in tables:
            raise RoomError(f"{path} is a database of something else; name another file with --db")
        make_tables(room, tables)
    except sqlite3.OperationalError:
        room.close()
        raise
    except sqlite3.DatabaseError:
        room.close()
        raise RoomError(f"{path} is no database; name another file with --db") from None
    except RoomError:
        room.close()
        raise
    return room


def make_tables(room: sqlite3.Connection, tables: Iterable[str]) -> None:
    """Make the tables of a room. Those of another version of the program are dropped: they are drawn from the store anyway."""
    schema = (files(__package__) / "schema.sql").read_text("utf-8")
    version = zlib.crc32(schema.encode()) & 0x7FFFFFFF
    if tables and room.execute("PRAGMA user_version").fetchone()[0] == version:
        return
    room.execute("PRAGMA journal_mode = WAL")
    room.execute("DROP TABLE IF EXISTS search")
    for table in tables:
        if not table.startswith(("search", "sqlite_")):
            room.execute(f'DROP TABLE IF EXISTS "{table}"')
    room.executescript(f"BEGIN; {schema}; PRAGMA user_version = {version}; COMMIT;")


def _marks(connection: sa.Connection) -> Iterator[tuple[str, str]]:
    """Each article's id and a mark that changes with its record, its history and its state."""
    columns = (articles.c.version, articles.c.last_seen, articles.c.changed_at, articles.c.state, articles.c.gone_at)
    record = sa.cast(articles.c.record, sa.Text)  # as it is stored: to parse 100,000 records takes ten times as long
    for row in connection.execute(sa.select(articles.c.id, *columns, articles.c.run_id, record), execution_options=_STREAM):
        told = "\n".join(str(part) for part in row[1:])
        yield row[0], hashlib.blake2b(told.encode(), digest_size=8).hexdigest()


def _forget(room: sqlite3.Connection, ids: Iterable[str]) -> None:
    for name in ids:
        _unindex(room, name)
        for table in ("officials", "files", "versions", "links"):
            room.execute(f"DELETE FROM {table} WHERE article_id = ?", (name,))
        room.execute("DELETE FROM articles WHERE id = ?", (name,))


def _unindex(room: sqlite3.Connection, name: str) -> None:
    """Take an article out of the full-text index, which holds no text of its own and has to be told what was in it."""
    row = room.execute("SELECT number, title, lead, body FROM articles WHERE id = ?", (name,)).fetchone()
    if row is None:
        return
    people = [one[0] for one in room.execute("SELECT DISTINCT name FROM officials WHERE article_id = ? ORDER BY name", (name,))]
    words = _search_words(row[1], row[2], row[3], people)
    room.execute("INSERT INTO search (search, rowid, title, body, people) VALUES ('delete', ?, ?, ?, ?)", (row[0], *words))


def _search_words(title: str | None, lead: str | None, body: str | None, people: Sequence[str]) -> tuple[str, str, str]:
    return unmarked(title or ""), unmarked(f"{lead or ''}\n{body or ''}"), unmarked("\n".join(people))


def _put_articles(room: sqlite3.Connection, connection: sa.Connection, ids: Sequence[str], marks: Mapping[str, str]) -> None:
    """Put articles in place of what the room has of them, one batch in memory at a time."""
    names = [column[1] for column in room.execute("PRAGMA table_info(articles)")][1:]
    insert = f"INSERT INTO articles ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
    for number, article in enumerate(reading.read_articles(connection, ids)):
        if number % BATCH == 0:
            _put_versions(room, connection, ids[number : number + BATCH])
        values = _article_row(article) | {"mark": marks[article.id]}
        cursor = room.execute(insert, [values[name] for name in names])
        people = sorted({one.name for one in article.officials if one.positions})
        words = _search_words(article.title, article.lead, article.body, people)
        room.execute("INSERT INTO search (rowid, title, body, people) VALUES (?, ?, ?, ?)", (cursor.lastrowid, *words))
        _put_parts(room, article)


def _article_row(article: Article) -> Row:
    between = article.published_between.interval if article.published_between else None
    latest = article.published_between.latest if article.published_between else None
    row = {name: getattr(article, name) for name in _COPIED}
    day = (article.published_at or "")[: len("2022-07-05")]
    return row | {
        "published_between": between,
        "sort_day": day or (latest.date if latest else None),
        "marks": json.dumps(_text_marks(article), ensure_ascii=False),
    }


_COPIED = (
    *("id", "portal", "section", "title", "lead", "body", "published_on", "published_at", "byline", "author"),
    *("author_organisation", "url", "state", "gone_at", "version", "first_seen", "last_seen", "changed_at"),
    *("representative", "extraction", "warc_file", "warc_record_id", "payload_digest", "fetched_at", "run_id"),
)


def _text_marks(article: Article) -> list[list[Any]]:
    """The stretches of the texts that pages highlight: field, start, end, kind, what it is."""
    people = [
        [mention.field if mention.index is None else f"caption {mention.index}", mention.start, mention.end, "person", number]
        for number, official in enumerate(article.officials)
        for mention in official.mentions
    ]
    days = [["body", event.start, event.end, "date", event.date or ""] for event in article.event_dates]
    return sorted([*people, *days], key=lambda mark: (str(mark[0]), mark[1], mark[2]))


def _put_parts(room: sqlite3.Connection, article: Article) -> None:
    officials = [
        (
            *(article.id, number, at, None, one.name, one.honorific, one.rank, one.degree),
            *(p.title, p.post, p.organisation, p.place, p.status, p.as_printed),
        )
        for number, one in enumerate(article.officials)
        for at, p in enumerate(one.positions)
    ]
    room.executemany(f"INSERT INTO officials VALUES ({', '.join('?' * 14)})", officials)
    pictures = [(article.id, "image", number, one.url, one.caption) for number, one in enumerate(article.images)]
    attached = [(article.id, "attachment", number, one.url, one.title) for number, one in enumerate(article.attachments)]
    room.executemany("INSERT INTO files VALUES (?, ?, ?, ?, ?)", [*pictures, *attached])


def _link_copies(room: sqlite3.Connection, connection: sa.Connection) -> None:
    """Say of every article which others have its text and which of them comes first: a new one changes that of others."""
    ids = [row[0] for row in room.execute("SELECT id FROM articles ORDER BY id")]
    room.execute("DELETE FROM links")
    for start in range(0, len(ids), BATCH):
        some = ids[start : start + BATCH]
        linked = duplicates.duplicates_of(connection, some)
        links = [(name, one.id, one.relation, one.similarity) for name, found in linked.items() for one in found]
        room.executemany("INSERT INTO links VALUES (?, ?, ?, ?)", links)
        first = duplicates.representatives(connection, some)
        changes = [(head, name, head) for name, head in first.items()]
        room.executemany("UPDATE articles SET representative = ? WHERE id = ? AND representative IS NOT ?", changes)


def _put_versions(room: sqlite3.Connection, connection: sa.Connection, ids: Sequence[str]) -> None:
    names = ("article_id", "version", "content", "changed_at", "last_seen", "warc_file", "warc_record_id", "payload_digest")
    query = sa.select(*(versions.c[name] for name in names)).where(versions.c.article_id.in_(ids))
    rows = [
        (row.article_id, row.version, row.content.get("title"), json.dumps(row.content, ensure_ascii=False), *tuple(row)[3:])
        for row in connection.execute(query)
    ]
    room.executemany("INSERT INTO versions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)


def _put_runs(room: sqlite3.Connection, connection: sa.Connection) -> None:
    names = ("id", "portal", "mode", "started_at", "finished_at", "result", "message")
    numbers = ("pages", "records", "new", "changed", "gone", "given_up")
    room.execute("DELETE FROM runs")
    rows = connection.execute(sa.select(*(runs.c[name] for name in (*names, *numbers)), runs.c.reasons))
    _copy(room, "runs", ((*row[:-1], _codes(row.reasons)) for row in rows))


def _codes(reasons: Sequence[Mapping[str, Any]] | None) -> str | None:
    """The codes of a run's reasons without the field they may name: `given_up fill`."""
    return " ".join(dict.fromkeys(str(one["code"]).partition("/")[0] for one in reasons or ())) or None


def _put_register(room: sqlite3.Connection, connection: sa.Connection) -> None:
    """Copy the register, if the store has one, in place of what was there."""
    for table in ("statements", "terms", "candidates", "ids", "persons", "offices"):
        room.execute(f"DELETE FROM {table}")
    if not sa.inspect(connection).has_table(register.statements.name):
        return
    p, t, s, c = register.persons.c, register.terms.c, register.statements.c, register.candidates.c
    columns: tuple[str, ...] = ("id", "name", "search", "gender", "rank", "degree", "first_stated", "last_stated", "statements")
    _copy(room, "persons", connection.execute(sa.select(*(p[name] for name in columns))))
    columns = (
        *("person_id", "office_id", "capacity", "number", "first_stated", "last_stated", "appointed_on", "ended_on"),
        *("former_by", "maybe_since", "maybe_until", "decision", "statements"),
    )
    _copy(room, "terms", connection.execute(sa.select(*(t[name] for name in columns))))
    _copy(room, "ids", connection.execute(sa.select(register.ids.c.key, register.ids.c.person_id)))
    _copy(room, "offices", (_office_row(row) for row in connection.execute(sa.select(register.offices)).mappings()))
    pairs = connection.execute(sa.select(c.one, c.other, c.score, c.reasons))
    _copy(room, "candidates", ((row.one, row.other, row.score, json.dumps(row.reasons)) for row in pairs))
    columns = (
        *("status", "since", "until", "dated", "past", "certain", "act", "act_on", "decision"),
        *("field", "sentence_start", "sentence_end"),
    )
    joined = register.statements.join(register.ids, s.key == register.ids.c.key)
    wanted = (s.article_id, s.official, s.position, register.ids.c.person_id, s.office_id, *(s[name] for name in columns))
    _copy(room, "statements", connection.execution_options(yield_per=2000).execute(sa.select(*wanted).select_from(joined)))


def _office_row(row: Mapping[Any, Any]) -> tuple[Any, ...]:
    fields = {name: row[name] for name in ("id", "post", "body", "place", "province", "level", "kind", "holders", "until")}
    office = Office(**fields, successors=tuple(row["successors"]))
    successors = "; ".join(office.successors)
    return (
        *(office.id, office.title, office.post, office.body, office.place, office.province, office.level, office.kind),
        *(office.holders, office.until, successors, row["search"]),
    )


def _copy(room: sqlite3.Connection, table: str, rows: Iterable[Sequence[Any]]) -> None:
    cursor = room.execute(f"SELECT * FROM {table} LIMIT 0")
    holders = ", ".join("?" * len(cursor.description))
    room.executemany(f"INSERT INTO {table} VALUES ({holders})", (tuple(row) for row in rows))


def _link_persons(room: sqlite3.Connection) -> None:
    """Say of each article's official which person of the register it is."""
    person = (
        "(SELECT person_id FROM statements AS s WHERE s.article_id = officials.article_id "
        "AND s.number = officials.number AND s.position = officials.position)"
    )
    room.execute(f"UPDATE officials SET person_id = {person} WHERE person_id IS NOT {person}")
