"""CSV that a spreadsheet opens: UTF-8 with BOM, fixed columns, readable lists, no cell that runs as a formula."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from io import BytesIO
from typing import Any

from itemadapter import ItemAdapter
from scrapy.exporters import CsvItemExporter

from portals.items import Article, PublishedBetween

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""First characters of a formula, as OWASP lists them; with East Asian settings spreadsheets accept full-width forms too."""


def escape_formula(cell: str) -> str:
    """Return the cell with an apostrophe in front if a spreadsheet would take it for a formula (OWASP, CSV injection)."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _official(value: Mapping[str, Any]) -> str:
    titles = "; ".join(position["title"] for position in value["positions"])
    return f"{value['name']} ({titles})" if titles else str(value["name"])


def _captioned(value: Mapping[str, Any]) -> str:
    words = value.get("caption") or value.get("title")
    return f"{value['url']} ({words})" if words else str(value["url"])


_CELLS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "event_dates": lambda value: value["date"] or value["raw"],
    "images": _captioned,
    "attachments": _captioned,
    "officials": _official,
    "duplicates": lambda value: f"{value['id']} ({value['relation']})",
    "notes": lambda value: f"{value['code']}: {value['detail']}" if value["detail"] else value["code"],
}


def cell(name: str, value: Any) -> Any:
    """Return the cell for a field's value: text, a number, or the parts of a list joined by ` | `."""
    if isinstance(value, PublishedBetween):
        value = value.interval
    if isinstance(value, (list, tuple)):
        show = _CELLS.get(name, str)
        value = " | ".join(show(ItemAdapter(part).asdict()) for part in value)
    return escape_formula(value) if isinstance(value, str) else value


class SpreadsheetCsvExporter(CsvItemExporter):
    """Feed exporter for `csv`: the fields of `item_class` in order, or those the feed names; always with a header."""

    def __init__(self, file: BytesIO, item_class: type = Article, **kwargs: Any) -> None:
        kwargs["encoding"] = "utf-8"
        super().__init__(file, **kwargs)
        if file.seekable() and file.tell() > 0:  # `-o` appends to a file that already has its header
            self.include_headers_line = self._headers_not_written = False
        self.fields_to_export = self.fields_to_export or [field.name for field in fields(item_class)]

    def start_exporting(self) -> None:
        if self.include_headers_line and self._headers_not_written:
            self._headers_not_written = False
            self.stream.write("\ufeff")
            self._write_headers_and_set_fields_to_export(None)

    def get_serialized_fields(
        self, item: Any, default_value: Any = None, include_empty: bool | None = None
    ) -> Iterable[tuple[str, Any]]:
        for name, value in super().get_serialized_fields(item, default_value, include_empty):
            yield name, "" if value is None else cell(name, value)

    def serialize_field(self, field: Mapping[str, Any], name: str, value: Any) -> Any:
        return value
