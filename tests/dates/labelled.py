"""The labelled sets: date lines and in-text cases, own sentences; a third (`held`) was kept back at first."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from portals.cleaning.dates import DateReading, find_event_dates, read_date

DATA = Path(__file__).parents[1] / "data"
LINES, EVENTS = DATA / "dates_lines.tsv", DATA / "dates_events.tsv"
PARTS = ("morning", "noon", "afternoon", "evening", "night")
Named = tuple[str, str | None, str | None, str | None, bool, str]


@dataclass(frozen=True)
class Line:
    split: str
    text: str
    value: str | None
    kind: str
    """The precision, or why there is no value."""
    context: dict[str, Any]
    notes: list[str]

    def right(self, reading: DateReading) -> bool:
        return (reading.value, reading.precision or reading.missing) == (self.value, self.kind)

    def read(self, text: str | None = None) -> DateReading:
        return read_date(self.text if text is None else text, **self.context)


@dataclass(frozen=True)
class Body:
    split: str
    text: str
    published: str | None
    expected: list[Named]

    def found(self) -> list[Named]:
        dates = find_event_dates(self.text, published=self.published)
        return [(d.raw, d.date, d.precision, d.part_of_day, d.inferred, d.calendar) for d in dates]


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def lines() -> list[Line]:
    keys = {"ref": "reference", "order": "order"}
    return [
        Line(
            split=row["split"],
            text=row["text"],
            value=row["value"] or None,
            kind=row["kind"],
            context={keys[key]: value for key, _, value in (part.partition("=") for part in row["context"].split(";") if part)},
            notes=row["note"].split(",") if row["note"] else [],
        )
        for row in _rows(LINES)
    ]


def _named(entry: str) -> Named:
    """`Sáng 9/8 => 2022-08-09 morning inferred`."""
    raw, _, rest = entry.partition(" => ")
    date, *flags = rest.split()
    value = None if date == "-" else date
    precision = {10: "day", 7: "month", 4: "year"}[len(date.split("/")[0])] if value else None
    part = next((flag for flag in flags if flag in PARTS), None)
    calendar = "lunar" if "lunar" in flags else "gregorian"
    return raw, value, "quarter" if "quarter" in flags else precision, part, "inferred" in flags, calendar


def bodies() -> list[Body]:
    return [
        Body(
            row["split"],
            row["text"],
            row["published"] or None,
            [_named(entry) for entry in row["expected"].split("; ") if entry],
        )
        for row in _rows(EVENTS)
    ]
