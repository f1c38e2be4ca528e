"""The JSON Schema of the record, generated from the item class, and the rules that a record violates."""

from __future__ import annotations

import json
import types
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields, is_dataclass
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from jsonschema_rs import Draft202012Validator

from portals.items import Article

_TYPES = {str: "string", int: "integer", float: "number", bool: "boolean"}


@dataclass(frozen=True, slots=True)
class Problem:
    """A rule that a record violates. `code` is stable, e.g. `missing/title`; `fatal`: the record cannot be stored."""

    code: str
    message: str
    fatal: bool


def record_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of one article."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Article",
        "description": "One article of a Vietnamese government portal.",
        **_object(Article),
    }


def _object(cls: type) -> dict[str, Any]:
    hints = get_type_hints(cls)
    properties = {
        field.name: _type(hints[field.name])
        | ({"format": "date"} if field.metadata.get("date") else {})
        | {"description": field.metadata["help"]}
        for field in fields(cls)
    }
    return {"type": "object", "additionalProperties": False, "properties": properties, "required": list(properties)}


def _type(hint: Any) -> dict[str, Any]:
    origin = get_origin(hint)
    if origin is Literal:
        return {"enum": list(get_args(hint))}
    if origin is list:
        return {"type": "array", "items": _type(get_args(hint)[0])}
    if origin in (Union, types.UnionType):
        return _optional(next(part for part in get_args(hint) if part is not type(None)))
    return _object(hint) if is_dataclass(hint) and isinstance(hint, type) else {"type": _TYPES[hint]}


def _optional(hint: Any) -> dict[str, Any]:
    inner = _type(hint)
    if "enum" in inner:
        return {"enum": [*inner["enum"], None]}
    return inner | {"type": [inner["type"], "null"]}


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(record_schema())


def schema_problems(article: Article) -> Iterator[Problem]:
    """Yield what is wrong with `article`: required fields that are empty, and (fatal) values of the wrong type."""
    for field in fields(Article):
        if field.metadata.get("required") and not getattr(article, field.name):
            yield Problem(f"missing/{field.name}", f"no {field.name}", fatal=False)
    for error in _validator().iter_errors(asdict(article)):
        path = "/".join(str(part) for part in error.instance_path) or "record"
        yield Problem(f"schema/{path}", f"{path}: {error.message}", fatal=True)


def as_json(schema: dict[str, Any]) -> str:
    """Return JSON as it is published: indented by two blanks, Vietnamese letters not escaped."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
