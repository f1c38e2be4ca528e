"""Tables of the duplicates, and the few things in which the two databases differ about them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from portals.store.tables import metadata

documents = sa.Table(
    "duplicate_documents",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("text", sa.BigInteger, nullable=False),  # 63 bits of the folded words
    # publication, first capture, id: the representative has the least; sorted by code point in both databases
    sa.Column("rank", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
    sa.Index("ix_duplicate_documents_text_rank", "text", "rank"),
)

texts = sa.Table(
    "duplicate_texts",
    metadata,
    sa.Column("key", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("words", sa.LargeBinary, nullable=False),  # folded, compressed
    sa.Column("numbers", sa.Text, nullable=False),  # the numbers among them
    sa.Column("bands", sa.LargeBinary, nullable=False),  # its keys, eight bytes each
)

bands = sa.Table(
    "duplicate_bands",
    metadata,
    sa.Column("band", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("text", sa.BigInteger, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

links = sa.Table(
    "duplicate_links",
    metadata,
    sa.Column("one", sa.BigInteger, primary_key=True, autoincrement=False),  # each pair stands here in both directions
    sa.Column("other", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("relation", sa.Text, nullable=False),
    sa.Column("similarity", sa.Float, nullable=False),
    sqlite_with_rowid=False,
)

_LOCK = 7_062_610
_CACHE_KB = 48 * 1024


def lock(connection: sa.Connection) -> None:
    """Holds off other writers until the transaction ends: two that do not see each other's texts would link nothing.

    SQLite has one writer anyway; it gets room for the pages that a batch's keys are spread over, 2 MB being its default.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
    else:
        connection.exec_driver_sql(f"PRAGMA cache_size = -{_CACHE_KB}")


def insert(connection: sa.Connection, table: sa.Table) -> Any:
    """The dialect's INSERT, which knows `on_conflict_do_update`."""
    return postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)


def listed(connection: sa.Connection, values: Sequence[Any], kind: Any) -> sa.ColumnElement[Any]:
    """The values as a column to select from: one parameter, however many there are."""
    if connection.dialect.name == "postgresql":
        array = sa.cast(list(values), postgresql.ARRAY(kind))
        return sa.func.unnest(array).table_valued("value", name="listed").render_derived().c.value
    return sa.func.json_each(json.dumps(list(values))).table_valued("value", name="listed").c.value


def among(connection: sa.Connection, column: sa.ColumnElement[Any], values: Sequence[Any]) -> sa.ColumnElement[bool]:
    """Whether the column holds one of the values."""
    return column.in_(sa.select(listed(connection, values, column.type)))


def held(connection: sa.Connection, column: sa.ColumnElement[Any], values: Sequence[Any]) -> set[Any]:
    """Which of the values the column holds anywhere."""
    return set(connection.scalars(sa.select(column).where(among(connection, column, values)).distinct()))


def insert_numbers(connection: sa.Connection, table: sa.Table, rows: Sequence[tuple[int, int]]) -> None:
    """Rows of two integers, many at a time: what SQLAlchemy's own path takes four times as long for."""
    if connection.dialect.name == "postgresql":
        columns = (sa.func.unnest(sa.cast([row[i] for row in rows], postgresql.ARRAY(sa.BigInteger))) for i in (0, 1))
        connection.execute(sa.insert(table).from_select([column.name for column in table.c], sa.select(*columns)))
    elif rows:
        connection.exec_driver_sql(f"INSERT INTO {table.name} VALUES (?, ?)", list(rows))
