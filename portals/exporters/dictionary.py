"""The data dictionary and the published JSON Schema: `python -m portals.exporters.dictionary docs` writes both."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import Field, fields, is_dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from portals.exporters.officials import OfficialRow
from portals.exporters.register import PersonRow, StatementRow, TermRow
from portals.exporters.schema import as_json, record_schema
from portals.items import Article

SCHEMA, DICTIONARY = "article.schema.json", "data-dictionary.md"


def dictionary() -> str:
    """Return the data dictionary in Markdown: a table of the article's fields, one for each part, then notes for readers."""
    notes = files("portals.exporters").joinpath("reading.md").read_text(encoding="utf-8")
    tables = "\n".join(
        "\n".join(_table(cls)) + "\n" for cls in (Article, *_parts(Article), OfficialRow, PersonRow, TermRow, StatementRow)
    )
    return f"# Data dictionary\n\n{notes}\n{tables}"


def _parts(cls: type) -> Iterator[type]:
    """Return the dataclasses that the fields of `cls` contain, each once, depth first."""
    seen: dict[type, None] = {}
    for hint in get_type_hints(cls).values():
        for part in get_args(hint):
            if is_dataclass(part) and isinstance(part, type):
                seen |= dict.fromkeys([part, *_parts(part)])
    yield from seen


def _table(cls: type) -> Iterator[str]:
    yield f"## {cls.__name__}\n"
    yield "| field | type | meaning | schema.org |"
    yield "|---|---|---|---|"
    hints = get_type_hints(cls)
    yield from (_row(field, hints[field.name]) for field in fields(cls))


def _row(field: Field[Any], hint: Any) -> str:
    term = field.metadata["schema_org"]
    return f"| `{field.name}` | {_type(hint)} | {field.metadata['help']} | {f'`{term}`' if term else ''} |"


def _type(hint: Any) -> str:
    parts = get_args(hint)
    if not parts:
        return "null" if hint is type(None) else str(hint.__name__)
    if get_origin(hint) is list:
        return f"list of {_type(parts[0])}"
    if all(isinstance(part, str) for part in parts):
        return "str"
    return " or ".join(_type(part) for part in parts)


def publish(folder: Path) -> None:
    """Write both files into `folder`."""
    (folder / SCHEMA).write_text(as_json(record_schema()), encoding="utf-8")
    (folder / DICTIONARY).write_text(dictionary(), encoding="utf-8")


if __name__ == "__main__":
    publish(Path(sys.argv[1]))
