"""What the tables and columns of the reading room mean, for Datasette: the data dictionary's words where they are the same."""

from __future__ import annotations

from dataclasses import fields
from functools import cache
from importlib.resources import files
from typing import Any

from portals.items import Article, Official, Position


@cache
def descriptions() -> dict[str, Any]:
    """Return table → description and column descriptions, as Datasette's metadata has them."""
    found: dict[str, Any] = {}
    for table, column, text in _lines():
        entry = found.setdefault(table, {"columns": {}})
        if column:
            entry["columns"][column] = text or _from_record(table, column)
        else:
            entry["description"] = text
    return found


def _lines() -> list[tuple[str, str, str]]:
    text = (files(__package__) / "data" / "columns.tsv").read_text("utf-8")
    cells = [(line + "\t\t").split("\t") for line in text.splitlines()[1:]]
    return [(row[0], row[1], row[2]) for row in cells]


def _from_record(table: str, column: str) -> str:
    """The help of a field that the record has under the same name."""
    classes = (Article,) if table == "articles" else (Official, Position)
    helps = {field.name: str(field.metadata["help"]) for cls in classes for field in fields(cls)}
    return helps[column]
