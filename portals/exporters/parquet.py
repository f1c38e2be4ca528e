"""Parquet with the types of the record, including lists and structures; days are dates, times of captures are timestamps."""

from __future__ import annotations

import types
from dataclasses import asdict, fields, is_dataclass
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pyarrow as pa
import pyarrow.parquet as pq
from scrapy.exporters import BaseItemExporter

from portals.items import Article

_TYPES = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}
_ROWS = 1000
"""Records per row group, which are held in memory until they are written."""

_DAYS = frozenset(field.name for field in fields(Article) if field.metadata.get("date"))
"""Fields whose values are a complete day, `2022-07-05`, or null."""
_MOMENTS = frozenset({"changed_at", "fetched_at", "first_seen", "gone_at", "last_seen"})
"""Fields whose values are times in UTC, `2022-07-05T03:00:00Z`. Printed dates may be only a year, so they stay text."""
_LARGEST = 2**63 - 1


def arrow_type(hint: Any, name: str = "") -> pa.DataType:
    """Return the Arrow type of a field; a field with a fixed set of values is a string."""
    origin = get_origin(hint)
    if name in _DAYS:
        return pa.date32()
    if name in _MOMENTS:
        return pa.timestamp("s", tz="UTC")
    if origin is Literal:
        return pa.string()
    if origin is list:
        return pa.list_(arrow_type(get_args(hint)[0]))
    if origin in (Union, types.UnionType):
        return arrow_type(next(part for part in get_args(hint) if part is not type(None)))
    return pa.struct(_fields(hint)) if is_dataclass(hint) and isinstance(hint, type) else _TYPES[hint]


def _fields(cls: type) -> list[pa.Field]:
    hints = get_type_hints(cls)
    return [pa.field(field.name, arrow_type(hints[field.name], field.name)) for field in fields(cls)]


def column_value(name: str, value: Any) -> Any:
    """Return a value as its column accepts it; None for a value that does not fit, so that one value cannot stop the export."""
    if isinstance(value, dict):
        return {key: column_value(key, part) for key, part in value.items()}
    if isinstance(value, list):
        return [column_value("", part) for part in value]
    if isinstance(value, str):
        if name in _DAYS or name in _MOMENTS:
            return _moment(value, whole_day=name in _DAYS)
        return value.encode("utf-8", "replace").decode("utf-8")
    return None if isinstance(value, int) and abs(value) > _LARGEST else value


def _moment(text: str, *, whole_day: bool) -> date | datetime | None:
    try:
        if whole_day:
            return date.fromisoformat(text)
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


class ParquetItemExporter(BaseItemExporter):
    """Feed exporter for `parquet`: the columns of `item_class`, in row groups of 1,000."""

    def __init__(self, file: BytesIO, item_class: type = Article, **kwargs: Any) -> None:
        super().__init__(dont_fail=True, **kwargs)
        self.schema = pa.schema(_fields(item_class))
        self.writer = pq.ParquetWriter(file, self.schema, compression="zstd")
        self.rows: list[dict[str, Any]] = []

    def export_item(self, item: Any) -> None:
        """Add one record; write the row group when it is full."""
        self.rows.append(column_value("", asdict(item)))
        if len(self.rows) >= _ROWS:
            self._flush()

    def finish_exporting(self) -> None:
        """Write the remaining records and the index of the file."""
        self._flush()
        self.writer.close()

    def _flush(self) -> None:
        if self.rows:
            self.writer.write_table(pa.Table.from_pylist(self.rows, schema=self.schema))
            self.rows = []
