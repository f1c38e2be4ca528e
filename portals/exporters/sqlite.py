"""A table in an SQLite file: one row a record, lists and parts as JSON. It is a file of its own, never a store."""

from __future__ import annotations

import json
import sqlite3
import tempfile
from dataclasses import asdict, fields
from io import BytesIO
from pathlib import Path
from shutil import copyfileobj
from typing import Any, get_type_hints

from scrapy.exporters import BaseItemExporter

from portals.exporters.overwriting import APPLICATION_ID
from portals.items import Article

_ROWS = 1000


class SqliteItemExporter(BaseItemExporter):
    """Feed exporter for `sqlite`: a table `records` with the columns of `item_class`."""

    def __init__(self, file: BytesIO, item_class: type = Article, **kwargs: Any) -> None:
        super().__init__(dont_fail=True, **kwargs)
        self.file = file
        self.folder = tempfile.TemporaryDirectory(prefix="portals-")
        self.path = Path(self.folder.name) / "export.sqlite"
        self.database = sqlite3.connect(self.path, isolation_level=None)
        self.database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        hints = get_type_hints(item_class)
        self.names = [field.name for field in fields(item_class)]
        columns = ", ".join(f'"{name}" {_column_type(hints[name])}' for name in self.names)
        self.database.execute(f"CREATE TABLE records ({columns})")
        self.database.execute("BEGIN")
        self.rows: list[list[Any]] = []

    def export_item(self, item: Any) -> None:
        """Take one record."""
        values = asdict(item)
        self.rows.append([_column(values[name]) for name in self.names])
        if len(self.rows) >= _ROWS:
            self._flush()

    def finish_exporting(self) -> None:
        """Write the file."""
        self._flush()
        self.database.execute("COMMIT")
        self.database.close()
        with self.path.open("rb") as made:
            copyfileobj(made, self.file)
        self.folder.cleanup()

    def _flush(self) -> None:
        holders = ", ".join("?" * len(self.names))
        self.database.executemany(f"INSERT INTO records VALUES ({holders})", self.rows)
        self.rows = []


def _column_type(hint: Any) -> str:
    parts = {part.strip() for part in str(hint).split("|")}
    if parts & {"int", "<class 'int'>", "<class 'bool'>", "bool"}:
        return "INTEGER"
    return "REAL" if parts & {"float", "<class 'float'>"} else "TEXT"


def _column(value: Any) -> Any:
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    return value
