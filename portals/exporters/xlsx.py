"""A workbook for Excel and LibreOffice: frozen header, filters, links, real dates; what no cell holds on a second sheet."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, datetime
from io import BytesIO
from typing import Any

import xlsxwriter
from itemadapter import ItemAdapter
from scrapy.exporters import BaseItemExporter
from xlsxwriter.worksheet import Worksheet

from portals.exporters.csv import cell
from portals.items import Article

LONGEST_CELL = 32_767
"""Characters that Excel keeps in a cell; what is longer it calls a damaged file."""
LAST_ROW = 1_048_575
"""Excel's last row, counted from 0; further records go on to a second sheet of that kind."""

_LONGEST_LINK = 2_079
_MOST_LINKS = 65_530
_WIDTHS = {"title": 50, "body": 60, "lead": 40, "url": 30, "id": 30}
_TEXTS = "long texts"


class XlsxItemExporter(BaseItemExporter):
    """Feed exporter for `xlsx`: one row a record, the columns of `item_class`; memory does not grow with the rows."""

    def __init__(self, file: BytesIO, item_class: type = Article, **kwargs: Any) -> None:
        super().__init__(dont_fail=True, **kwargs)
        self.fields_to_export = self.fields_to_export or [field.name for field in fields(item_class)]
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        self.book = xlsxwriter.Workbook(file, options)
        self.header = self.book.add_format({"bold": True, "bottom": 1})
        self.day = self.book.add_format({"num_format": "yyyy-mm-dd"})
        self.moment = self.book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        self.columns = list(map(str, self.fields_to_export))
        self.sheets: list[Worksheet] = []
        self.texts: Worksheet | None = None
        self.row = self.text_row = self.links = 0
        self._add_sheet()

    def export_item(self, item: Any) -> None:
        """Write one record as a row."""
        if self.row == LAST_ROW:
            self._close_sheet()
            self._add_sheet()
        self.row += 1
        values = ItemAdapter(item)
        for column, name in enumerate(self.columns):
            self._write(self.sheets[-1], column, name, values.get(name))

    def finish_exporting(self) -> None:
        """Write the filters, and the file itself."""
        self._close_sheet()
        self.book.close()

    def _add_sheet(self) -> None:
        sheet = self.book.add_worksheet(f"records {len(self.sheets) + 1}" if self.sheets else "records")
        self.sheets.append(sheet)
        sheet.freeze_panes(1, 1)
        for column, name in enumerate(self.columns):
            sheet.set_column(column, column, _WIDTHS.get(name, 16))
        for column, name in enumerate(self.columns):
            sheet.write_string(0, column, name, self.header)
        self.row = 0

    def _close_sheet(self) -> None:
        self.sheets[-1].autofilter(0, 0, self.row, max(len(self.columns) - 1, 0))

    def _write(self, sheet: Worksheet, column: int, name: str, value: Any) -> None:
        if value is None or value == []:
            return
        if isinstance(value, bool):
            sheet.write_boolean(self.row, column, value)
        elif isinstance(value, int | float):
            sheet.write_number(self.row, column, value)
        elif (found := day_or_moment(name, value)) is not None:
            style = self.moment if isinstance(found, datetime) else self.day
            sheet.write_datetime(self.row, column, found, style)
        else:
            self._write_text(sheet, column, name, str(cell(name, value)))

    def _write_text(self, sheet: Worksheet, column: int, name: str, text: str) -> None:
        text = text.encode("utf-8", "replace").decode("utf-8")
        if len(text) > LONGEST_CELL:
            text = self._kept_whole(name, text)
        if (
            name == "url"
            and text.startswith(("http://", "https://"))
            and len(text) <= _LONGEST_LINK
            and self.links < _MOST_LINKS
        ):
            self.links += 1
            sheet.write_url(self.row, column, text, string=text)
        else:
            sheet.write_string(self.row, column, text)

    def _kept_whole(self, name: str, text: str) -> str:
        """Put a text that no cell holds on the second sheet, in as many cells as it needs; return its start and where it is."""
        if self.texts is None:
            self.texts = self.book.add_worksheet(_TEXTS)
            for column, title in enumerate(("row", "column", "text, continued to the right")):
                self.texts.write_string(0, column, title, self.header)
        self.text_row += 1
        self.texts.write_number(self.text_row, 0, self.row + 1)
        self.texts.write_string(self.text_row, 1, name)
        for number, start in enumerate(range(0, len(text), LONGEST_CELL)):
            self.texts.write_string(self.text_row, 2 + number, text[start : start + LONGEST_CELL])
        note = f" … [whole on the sheet “{_TEXTS}”, row {self.text_row + 1}]"
        return text[: LONGEST_CELL - len(note)] + note


def day_or_moment(name: str, value: Any) -> date | datetime | None:
    """Return a field's value as a date, or as a time in UTC without zone, as spreadsheets know them; None for other values.

    >>> day_or_moment("published_on", "2022-07-05"), day_or_moment("published_at", "2022")
    (datetime.date(2022, 7, 5), None)
    """
    if not isinstance(value, str) or not (name.endswith(("_on", "_at", "_seen")) or name == "since"):
        return None
    try:
        if len(value) == len("2022-07-05"):
            found: date | datetime = date.fromisoformat(value)
        elif value.endswith("Z"):
            found = datetime.fromisoformat(value).replace(tzinfo=None)
        else:
            return None
    except ValueError:
        return None
    return found if found.year >= 1900 else None
