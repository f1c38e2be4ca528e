"""Rows of a command's answer as JSON or CSV on standard output."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from portals.exporters.csv import escape_formula


def write_records(form: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Print rows that have the same names; `form` is `json` or `csv`. Empty values are empty cells."""
    if form == "json":
        print(json.dumps(list(rows), ensure_ascii=False, indent=1))
        return
    writer = csv.writer(sys.stdout, lineterminator="\n")
    if rows:
        writer.writerow(rows[0])
        for row in rows:
            writer.writerow([_cell(value) for value in row.values()])


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    return escape_formula(value) if isinstance(value, str) else value
