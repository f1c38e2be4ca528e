"""Convert an expectation to the fields of a form and back, so that a person can correct it without writing JSON.

The name of a field is its path: `record.title`, `record.officials.0.titles`, `links.2.url`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

FieldKind = Literal["line", "text", "lines", "pairs"]
REMOVE = "remove"
"""Last part of the name of the checkbox that removes a row."""

_NUMBERS = frozenset({"copies_in_page", "end", "serial", "start", "view_count"})
_FLAGS = frozenset({"inferred", "wall"})
_LISTS = frozenset({"allowed", "forbidden", "identities", "titles"})
_LONG = frozenset({"body", "lead"})
_HIDDEN = frozenset({"end", "reviewed", "start"})
"""Keys that are not corrected by hand: offsets follow from the marked text."""
_ROWS: Mapping[str, Mapping[str, Any]] = {
    "attachments": {"url": None, "title": None},
    "event_dates": {
        "raw": None,
        "date": None,
        "precision": None,
        "part_of_day": None,
        "inferred": False,
        "calendar": "gregorian",
    },
    "images": {"url": None, "caption": None},
    "links": {"url": None, "title": None, "published": None},
    "officials": {"name": None, "honorific": None, "rank": None, "degree": None, "titles": [], "status": "current"},
}
"""Keys of a new row. The first one must be filled."""
_DATES = frozenset({"modified_at", "published_at", "published_on"})
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2}(?:T\d{2}(?::\d{2}(?::\d{2})?)?\+07:00)?)?)?")


class FormError(ValueError):
    """The correction cannot be saved. The message names the field and the reason."""


@dataclass(frozen=True, slots=True)
class FormField:
    """One input: `name` is its path, `value` its content."""

    name: str
    value: str
    kind: FieldKind = "line"

    @property
    def label(self) -> str:
        """The last part of the path."""
        return self.name.rpartition(".")[2]


def fields_of(expected: Mapping[str, Any], prefix: str = "") -> Iterator[FormField]:
    """Yield the inputs of an expectation in order, with an empty row at the end of each list."""
    for key, value in expected.items():
        name = f"{prefix}{key}"
        if key in _HIDDEN:
            continue
        if key in _ROWS and isinstance(value, list):
            for number, row in enumerate([*value, _ROWS[key]]):
                yield from fields_of(row, f"{name}.{number}.")
        elif isinstance(value, Mapping):
            yield from fields_of(value, f"{name}.")
        elif key == "form" and isinstance(value, list):
            yield FormField(name, "\n".join(f"{pair[0]}={pair[1]}" for pair in value), "pairs")
        elif key in _LISTS and isinstance(value, list):
            yield FormField(name, "\n".join(map(str, value)), "lines")
        else:
            yield FormField(name, _shown(value), "text" if key in _LONG else "line")


def corrected(expected: Mapping[str, Any], form: Mapping[str, str]) -> dict[str, Any]:
    """Return the expectation with the values of the form, marked as reviewed. Fields that are not in the form stay.

    Raises `FormError` for an invalid number or date, or a marked text that is not in the body.
    """
    changed = _object(expected, form, "")
    record = changed.get("record")
    if isinstance(record, dict):
        record["event_dates"] = _marked(record.get("event_dates") or [], record.get("body") or "")
    return {**changed, "reviewed": True}


def _object(value: Mapping[str, Any], form: Mapping[str, str], prefix: str) -> dict[str, Any]:
    return {key: _value(key, each, form, f"{prefix}{key}") for key, each in value.items()}


def _value(key: str, value: Any, form: Mapping[str, str], name: str) -> Any:
    if key in _ROWS and isinstance(value, list):
        return list(_rows(key, value, form, name))
    if isinstance(value, Mapping):
        return _object(value, form, f"{name}.")
    if name not in form or key in _HIDDEN:
        return value
    text = form[name].replace("\r\n", "\n").replace("\r", "\n")
    if key == "form":
        return [list(line.partition("=")[::2]) for line in text.split("\n") if line]
    if key in _LISTS:
        return [line.strip() for line in text.split("\n") if line.strip()]
    return _scalar(key, value, text, name)


def _rows(key: str, rows: list[Any], form: Mapping[str, str], name: str) -> Iterator[dict[str, Any]]:
    """Yield the rows that were not removed, and the new row if its first field is filled."""
    first = next(iter(_ROWS[key]))
    for number, row in enumerate([*rows, _ROWS[key]]):
        new = number == len(rows)
        if form.get(f"{name}.{number}.{REMOVE}") or (new and not form.get(f"{name}.{number}.{first}", "").strip()):
            continue
        yield _object(row, form, f"{name}.{number}.")


def _scalar(key: str, value: Any, text: str, name: str) -> Any:
    if text == _shown(value):
        return value
    if not text.strip():
        return False if key in _FLAGS else None
    if key in _FLAGS:
        if text.strip().lower() not in ("true", "false"):
            raise FormError(f"{name}: write true or false")
        return text.strip().lower() == "true"
    if key in _NUMBERS:
        if not (text.strip().isascii() and text.strip().isdigit()) or len(text) > 15:
            raise FormError(f"{name}: {text[:40]!r} is not a number")
        return int(text)
    if key in _DATES and not _DATE.fullmatch(text.strip()):
        raise FormError(f"{name}: {text[:40]!r} is no date: write 2022-07-05 or 2022-07-05T08:30:00+07:00")
    return text if key in _LONG else text.strip()


def _marked(events: list[dict[str, Any]], body: str) -> list[dict[str, Any]]:
    """Return the event dates with the offsets of their texts, in the order of the body. Raises `FormError`."""
    found = []
    after = 0
    for event in events:
        raw, start = event.get("raw") or "", event.get("start")
        if start is None or body[start : start + len(raw)] != raw:
            start = body.find(raw, after) if body.find(raw, after) >= 0 else body.find(raw)
        if start < 0 or not raw:
            raise FormError(f"event_dates: the body does not hold {raw[:60]!r}")
        after = start + len(raw)
        found.append({**event, "start": start, "end": after})
    return sorted(found, key=lambda event: event["start"])


def _shown(value: Any) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)
