"""The schema version of a store: written when it is created, checked when it is opened, and upgraded after a backup."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa

import portals
from portals.store import duplicates, tables
from portals.store.database import StoreError

SCHEMA_VERSION = 5

METADATA = tables.metadata

Step = Callable[[sa.Connection], None]

_LOCK = 7065727  # only one process at a time creates or changes the tables of a PostgreSQL store

_MARKS: Mapping[str, frozenset[str]] = {
    "schema_version": frozenset({"version", "applied_at", "software"}),
    "articles": frozenset({"id", "portal", "url", "record", "version"}),
    "versions": frozenset({"article_id", "version", "key", "content"}),
    "runs": frozenset({"id", "portal", "mode", "result"}),
}
"""Tables and columns of every store since the first version. `schema_version` alone is a common name."""

_READ = (tables.articles, tables.versions, tables.runs, tables.duplicate_documents, tables.duplicate_links)
"""Tables that `export`, `history` and `status` read."""
_READ_LATER = {("articles", "weak")}
"""Columns of these tables that only saving needs."""


def _note_weak(connection: sa.Connection) -> None:
    """Copy from each record whether a fallback reader made it."""
    path = "record->>'extraction'" if connection.dialect.name == "postgresql" else "json_extract(record, '$.extraction')"
    connection.exec_driver_sql(f"UPDATE articles SET weak = ({path} IN ('fallback', 'generic'))")


def _number_changes(connection: sa.Connection) -> None:
    """Number past changes, from the stored versions."""
    connection.exec_driver_sql(
        "INSERT INTO changes (article_id, change, version, run_id, at) SELECT article_id, change, version, run_id, at FROM ("
        "SELECT article_id, CASE version WHEN 1 THEN 'new' ELSE 'changed' END AS change, version, run_id, changed_at AS at "
        "FROM versions UNION ALL "
        "SELECT id, 'gone', version, NULL, gone_at FROM articles WHERE state = 'gone' AND gone_at IS NOT NULL"
        ") AS past WHERE NOT EXISTS (SELECT 1 FROM changes) ORDER BY at, article_id, version"
    )


STEPS: Mapping[int, Step] = {2: duplicates.relink, 3: _note_weak, 5: _number_changes}
"""Version → its upgrade step, in addition to the new tables, columns and indexes that `_complete` adds.

2: all sketches are made again; before, a sketch had 16 keys of each kind, which share too few with the new 12.
3: `articles.weak`; new are the tables `asides` and `deliveries`.
4: new is the table `register_queue`.
5: the tables `changes` and `cursors`.
"""


def prepare(engine: sa.Engine, name: str) -> Path | None:
    """Create the tables of an empty store or upgrade an older one; return the path of the backup, if one was made.

    Raises `StoreError` for a store of a newer version of the program, and for the database of another program.
    """
    with engine.connect() as connection:
        found = version_of(connection, name)
    if found == SCHEMA_VERSION:
        return None
    backup = _backup(engine, found) if found is not None else None
    with engine.connect().execution_options(portals_write=True) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
        _raise_to_current(connection, version_of(connection, name))
    return backup


def check_readable(engine: sa.Engine, name: str) -> None:
    """Raise `StoreError` if the store is empty, foreign, newer, or so old that tables or columns to read are missing."""
    with engine.connect() as connection:
        found = version_of(connection, name)
        if found is None:
            raise StoreError(f"the store {name} is empty; crawl a portal first", "missing")
        inspector = sa.inspect(connection)
        for table in _READ if found < SCHEMA_VERSION else ():
            there = _columns(inspector, table.name)
            lacking = [column.name for column in table.columns if column.name not in there]
            if any((table.name, column) not in _READ_LATER for column in lacking):
                raise StoreError(
                    f"the store {name} is of an older version (schema {found}); the next crawl brings it up to date",
                    "older",
                )


def version_of(connection: sa.Connection, name: str) -> int | None:
    """Return the version of the store's tables; None for an empty database. Raises `StoreError` for a foreign or newer one."""
    inspector = sa.inspect(connection)
    present = set(inspector.get_table_names())
    shared = connection.dialect.name == "postgresql"  # in PostgreSQL several programs may share a database
    if not present & set(METADATA.tables) and (shared or not present):
        return None
    if not all(table in present and columns <= _columns(inspector, table) for table, columns in _MARKS.items()):
        raise StoreError(f"{name} holds tables of another program, and is no store of ours; use another file", "foreign")

    found = connection.execute(sa.select(sa.func.max(tables.schema_version.c.version))).scalar()
    if found is not None and not isinstance(found, int):
        raise StoreError(f"{name} holds tables of another program, and is no store of ours; use another file", "foreign")
    if found is not None and found > SCHEMA_VERSION:
        raise StoreError(
            f"the store {name} is of a newer version (schema {found}, this program knows {SCHEMA_VERSION}); upgrade portals",
            "newer",
        )
    return 0 if found is None else found


def _columns(inspector: sa.Inspector, table: str) -> set[str]:
    return {column["name"] for column in inspector.get_columns(table)} if inspector.has_table(table) else set()


def _raise_to_current(connection: sa.Connection, found: int | None) -> None:
    if found == SCHEMA_VERSION:
        return  # another process has done it
    METADATA.create_all(connection)
    if found is not None:
        _complete(connection)
        for version in range(found + 1, SCHEMA_VERSION + 1):
            if version in STEPS:
                STEPS[version](connection)
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    row = {"version": SCHEMA_VERSION, "applied_at": now, "software": f"portals {portals.__version__}"}
    connection.execute(tables.schema_version.insert(), row)


def _complete(connection: sa.Connection) -> None:
    """Add missing columns and indexes to the tables of an older version."""
    inspector = sa.inspect(connection)
    quote = connection.dialect.identifier_preparer.quote
    for table in METADATA.sorted_tables:
        columns = {column["name"] for column in inspector.get_columns(table.name)}
        for column in table.columns:
            if column.name not in columns:
                kind = column.type.compile(connection.dialect)
                connection.exec_driver_sql(
                    f"ALTER TABLE {quote(table.name)} ADD COLUMN {quote(column.name)} {kind}{_default(column)}"
                )
        indexes = {index["name"] for index in inspector.get_indexes(table.name)}
        for index in table.indexes:
            if index.name not in indexes:
                index.create(connection)


def _default(column: sa.Column[object]) -> str:
    """Return the default of old rows for a new column that may not be null."""
    if column.nullable:
        return ""
    kinds = ((sa.Boolean, "FALSE"), (sa.Integer, "0"), (sa.JSON, "'{}'"))
    return f" NOT NULL DEFAULT {next((value for kind, value in kinds if isinstance(column.type, kind)), chr(39) * 2)}"


def _backup(engine: sa.Engine, found: int) -> Path | None:
    """Copy an SQLite store into its folder before its tables change. A PostgreSQL store changes in one transaction."""
    if engine.dialect.name != "sqlite":
        return None
    with engine.connect() as connection:
        source = connection.connection.driver_connection
        assert isinstance(source, sqlite3.Connection)
        path = Path(str(source.execute("PRAGMA database_list").fetchone()[2]))
        copy = path.with_name(f"{path.name}.schema-{found}.{datetime.now(UTC):%Y%m%dT%H%M%SZ}.bak")
        with contextlib.closing(sqlite3.connect(copy)) as target:
            source.backup(target)
    return copy
