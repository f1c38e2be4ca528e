"""A data package: a descriptor beside an exported table that says what each column means (Frictionless Data, v1)."""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields
from pathlib import Path
from typing import Any, get_type_hints

from portals.exporters.files import whole_file

_FORMATS = {"csv": "text/csv"}
_DAYS = frozenset({"published_on"})
_MOMENTS = frozenset({"changed_at", "fetched_at", "first_seen", "gone_at", "last_seen"})


def descriptor_of(table: Path) -> Path:
    """Return where the descriptor of a table stands: `articles.csv` has `articles.datapackage.json`."""
    return table.with_name(f"{table.name.partition('.')[0]}.datapackage.json")


def write_datapackage(table: Path, item_class: type) -> Path:
    """Write the descriptor of an exported CSV file and return its path. Raises `OSError`."""
    path = descriptor_of(table)
    with whole_file(path) as file:
        file.write((json.dumps(_descriptor(table, item_class), ensure_ascii=False, indent=2) + "\n").encode())
    return path


def _descriptor(table: Path, item_class: type) -> dict[str, Any]:
    name = table.name.partition(".")[0].lower()
    content = table.read_bytes()
    resource = {
        "name": "".join(letter if letter.isalnum() or letter in "-_." else "-" for letter in name) or "records",
        "path": table.name,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": _FORMATS["csv"],
        "encoding": "utf-8-sig",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": {"fields": _fields(item_class), "missingValues": [""]},
    }
    if table.name.endswith(".gz"):
        resource["compression"] = "gz"
    return {
        "profile": "tabular-data-package",
        "name": resource["name"],
        "title": f"portals: {item_class.__name__}",
        "resources": [resource],
    }


def _fields(item_class: type) -> list[dict[str, Any]]:
    hints = get_type_hints(item_class)
    return [
        {"name": field.name, "type": _type(field.name, str(hints[field.name])), "description": field.metadata["help"]}
        for field in fields(item_class)
    ]


def _type(name: str, hint: str) -> str:
    if name in _DAYS:
        return "date"
    if name in _MOMENTS:
        return "datetime"
    parts = hint.replace("<class '", "").replace("'>", "").split(" | ")
    kinds = {"bool": "boolean", "float": "number", "int": "integer"}
    return next((kinds[part] for part in parts if part in kinds), "string")
