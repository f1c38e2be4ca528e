"""The labelled sets: date lines, in-text cases and bylines, own sentences; a third (`held`) was kept back at first.

The `_blind` sets were written before anyone saw what the code says of them: a `first` one and, once its failures were fixed,
a `second` one in another style, then a `third`.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from portals.text.bylines import Byline
from portals.text.dates import DateReading, find_event_dates, read_date
from portals.text.folding import squeeze

DATA = Path(__file__).parents[2] / "data"
LINES, EVENTS = DATA / "dates_lines.tsv", DATA / "dates_events.tsv"
BLIND_LINES, BLIND_EVENTS, BLIND_BYLINES = (DATA / f"{name}_blind.tsv" for name in ("dates_lines", "dates_events", "bylines"))
_ESCAPE = re.compile(r"\\(?:[nt\\]|x[0-9a-f]{2}|u[0-9a-f]{4})")
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


def _unescaped(text: str) -> str:
    r"""The text of a cell with `\n`, `\t`, `\xa0`, `\u200b` and `\\` as the characters they stand for."""
    return _ESCAPE.sub(lambda match: match[0].encode().decode("unicode_escape"), text)


def lines(path: Path = LINES) -> list[Line]:
    keys = {"ref": "reference", "order": "order"}
    return [
        Line(
            split=row["split"],
            text=_unescaped(row["text"]),
            value=row["value"] or None,
            kind=row["kind"],
            context={keys[key]: value for key, _, value in (part.partition("=") for part in row["context"].split(";") if part)},
            notes=row["note"].split(",") if row.get("note") else [],
        )
        for row in _rows(path)
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


def bodies(path: Path = EVENTS) -> list[Body]:
    return [
        Body(
            row["split"],
            _unescaped(row["text"]),
            row["published"] or None,
            [_named(entry) for entry in row["expected"].split("; ") if entry],
        )
        for row in _rows(path)
    ]


def bylines() -> list[tuple[str, Byline | None]]:
    """Last lines and what they say as bylines; None for those that are none."""
    read = [
        (_unescaped(row["text"]), row["byline"], row["author"] or None, row["organisation"] or None)
        for row in _rows(BLIND_BYLINES)
    ]
    return [(text, Byline(squeeze(text), author, body) if known == "yes" else None) for text, known, author, body in read]
