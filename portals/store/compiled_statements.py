"""Statements that run for every page, put into words once.

SQLAlchemy takes longer over the parameters of a row than SQLite over the row: a transaction of the frontier with 21 rows
costs a third less this way.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter
from typing import Any

import sqlalchemy as sa


class Prepared:
    """A statement for one kind of database. The driver gets values as they are: JSON is text already."""

    def __init__(self, statement: Any, dialect: sa.Dialect, columns: Sequence[str] | None = None) -> None:
        """`columns`: those that an insert without values fills; none where the statement names all."""
        compiled = statement.compile(dialect=dialect, column_keys=columns)
        self.sql = str(compiled)
        self._constants: dict[str, Any] = dict(compiled.params)
        order = compiled.positiontup
        self._in_order = itemgetter(*order) if order else None

    def run(self, connection: sa.Connection, rows: Sequence[dict[str, Any]]) -> sa.CursorResult[*tuple[Any, ...]]:
        """Runs the statement for each row. Only a single row has a result."""
        values: list[Any] = [self._constants | row for row in rows]
        return connection.exec_driver_sql(self.sql, list(map(self._in_order, values)) if self._in_order else values)
