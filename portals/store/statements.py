"""SQL that the two databases write differently, and statements that are compiled once."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

Row = dict[str, Any]


class CompiledStatement:
    """A statement that runs for every page, compiled once for one kind of database.

    SQLAlchemy takes longer over the parameters of a row than SQLite over the row: a transaction of the frontier with 21 rows
    costs a third less this way. The driver gets values as they are, so JSON must be text already.
    """

    def __init__(self, statement: Any, dialect: sa.Dialect, columns: Sequence[str] | None = None) -> None:
        """`columns` are those that an insert without values fills; None where the statement names all."""
        compiled = statement.compile(dialect=dialect, column_keys=columns)
        self.sql = str(compiled)
        self._constants: Row = dict(compiled.params)
        order = compiled.positiontup
        self._in_order = _tuple_of(order) if order else None

    def run(self, connection: sa.Connection, rows: Sequence[Row]) -> sa.CursorResult[*tuple[Any, ...]]:
        """Run the statement for each row. Only a single row has a result."""
        values: list[Any] = [self._constants | row for row in rows]
        return connection.exec_driver_sql(self.sql, list(map(self._in_order, values)) if self._in_order else values)


def _tuple_of(names: Sequence[str]) -> Callable[[Row], Any]:
    """Return a function that takes these values out of a row."""
    if len(names) > 1:
        return itemgetter(*names)
    return lambda row: (row[names[0]],)


def insert(dialect: sa.Dialect, table: sa.Table) -> Any:
    """Return the dialect's INSERT, which knows `on_conflict_do_update`."""
    return postgresql.insert(table) if dialect.name == "postgresql" else sqlite.insert(table)


def upsert(connection: sa.Connection, table: sa.Table, rows: Sequence[Row]) -> None:
    """Insert the rows, or replace all given columns of those whose key is there."""
    if not rows:
        return
    statement = insert(connection.dialect, table)
    keys = [column.name for column in table.primary_key]
    replaced = {name: statement.excluded[name] for name in rows[0] if name not in keys}
    connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=replaced), list(rows))


def as_column(connection: sa.Connection, values: Sequence[Any], kind: Any) -> sa.ColumnElement[Any]:
    """Return the values as a column to select from: one parameter, however many there are."""
    if connection.dialect.name == "postgresql":
        array = sa.cast(list(values), postgresql.ARRAY(kind))
        return sa.func.unnest(array).table_valued("value", name="listed").render_derived().c.value
    return sa.func.json_each(json.dumps(list(values))).table_valued("value", name="listed").c.value


def among(connection: sa.Connection, column: sa.ColumnElement[Any], values: Sequence[Any]) -> sa.ColumnElement[bool]:
    """Return the condition that the column holds one of the values."""
    return column.in_(sa.select(as_column(connection, values, column.type)))


def values_held(connection: sa.Connection, column: sa.ColumnElement[Any], values: Sequence[Any]) -> set[Any]:
    """Return those of the values that the column holds anywhere."""
    return set(connection.scalars(sa.select(column).where(among(connection, column, values)).distinct()))


def insert_numbers(connection: sa.Connection, table: sa.Table, rows: Sequence[tuple[int, int]]) -> None:
    """Insert rows of two integers, many at a time; SQLAlchemy's own path takes four times as long."""
    if connection.dialect.name == "postgresql":
        columns = (sa.func.unnest(sa.cast([row[i] for row in rows], postgresql.ARRAY(sa.BigInteger))) for i in (0, 1))
        connection.execute(sa.insert(table).from_select([column.name for column in table.c], sa.select(*columns)))
    elif rows:
        connection.exec_driver_sql(f"INSERT INTO {table.name} VALUES (?, ?)", list(rows))
