"""Parquet for analysts: the record's own types, lists and structures included."""

from __future__ import annotations

import types
from dataclasses import asdict, fields, is_dataclass
from datetime import date
from io import BytesIO
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pyarrow as pa
import pyarrow.parquet as pq
from scrapy.exporters import BaseItemExporter

from portals.items import Article

_TYPES = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}
_ROWS = 1000
"""Records per row group: what is held in memory before it is written."""


def arrow_type(hint: Any) -> pa.DataType:
    """The Arrow type of a field's annotation; a closed list of words is a string."""
    origin = get_origin(hint)
    if origin is Literal:
        return pa.string()
    if origin is list:
        return pa.list_(arrow_type(get_args(hint)[0]))
    if origin in (Union, types.UnionType):
        return arrow_type(next(part for part in get_args(hint) if part is not type(None)))
    return pa.struct(_fields(hint)) if is_dataclass(hint) and isinstance(hint, type) else _TYPES[hint]


def _fields(cls: type) -> list[pa.Field]:
    hints = get_type_hints(cls)
    return [
        pa.field(field.name, pa.date32() if field.metadata.get("date") else arrow_type(hints[field.name]))
        for field in fields(cls)
    ]


class ParquetItemExporter(BaseItemExporter):
    """Feed exporter for `parquet`: the columns of `item_class`, in row groups of 1,000."""

    def __init__(self, file: BytesIO, item_class: type = Article, **kwargs: Any) -> None:
        super().__init__(dont_fail=True, **kwargs)
        self.schema = pa.schema(_fields(item_class))
        self.writer = pq.ParquetWriter(file, self.schema, compression="zstd")
        self.days = [field.name for field in fields(item_class) if field.metadata.get("date")]
        self.rows: list[dict[str, Any]] = []

    def export_item(self, item: Any) -> None:
        row = asdict(item)
        self.rows.append(row | {name: row[name] and date.fromisoformat(row[name]) for name in self.days})
        if len(self.rows) >= _ROWS:
            self._flush()

    def finish_exporting(self) -> None:
        self._flush()
        self.writer.close()

    def _flush(self) -> None:
        if self.rows:
            self.writer.write_table(pa.Table.from_pylist(self.rows, schema=self.schema))
            self.rows = []
