"""Times that elements carry for machines beside what they print: `title="2025-10-08T10:20:00+07:00"` on `3 ngày trước`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from portals.text.dates import read_date
from portals.webpage.labels import Label, LabelRow

_TIME = re.compile(r"\d{4}-\d\d-\d\d|\d{1,2}[/.-]\d{1,2}[/.-]\d{4}")
_LONGEST_TIME = 40
_NAME = re.compile(r"[^\d:]{2,30}:|\D{2,24}(?=\d)")
_RELATIVE = re.compile(r"\b(?:trước|ago|qua|nay|vừa|ngoái|kia|cách đây|yesterday|today|last)\b", re.IGNORECASE)


def counts_back(text: str) -> bool:
    """Return whether a text says a day by counting from another: `3 ngày trước`, `năm ngoái`."""
    return _RELATIVE.search(text) is not None


def times_among(values: Iterable[str]) -> tuple[str, ...]:
    """Return the values of attributes that are a day or time."""
    return tuple(value for value in values if len(value) < _LONGEST_TIME and _TIME.match(value))


def with_machine_times(read: LabelRow, times: Sequence[str]) -> LabelRow:
    """Return a label row with the machine's time in place of a printed day or of relative words, where it says more exactly."""
    labels = []
    for label in read.labels:
        time = next((each for each in times if _says_more(each, label.text)), None) if label.kind == "date" else None
        labels.append(replace(label, text=_behind_name(label, time)) if time else label)
    return replace(read, labels=tuple(labels))


def _behind_name(label: Label, time: str) -> str:
    """A time behind the name of its label: `Last updated: 2025-10-08T03:20:00+07:00`."""
    name = _NAME.match(label.text) if label.named else None
    return f"{name[0].strip()} {time}" if name else time


def _says_more(time: str, printed: str) -> bool:
    machine = read_date(time).value
    if machine is None:
        return False
    if counts_back(printed):
        return True
    shown = read_date(printed).value
    return shown is not None and len(machine) > len(shown) and machine.startswith(shown)
