"""What a reading of a date gives: a value with its precision, or the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from portals.items import DateMissing, DateSource, Note, Precision

Order = Literal["dmy", "mdy"]


@dataclass(frozen=True, slots=True)
class DateReading:
    """One line read.

    `value` is `YYYY-MM-DDTHH:MM:SS+07:00` where a time was printed, else EDTF (`2022-07-05`, `2022-07`, `2022`); `raw` the
    line as printed. Exactly one of `value` and `missing` is set.
    """

    value: str | None
    precision: Precision | None
    raw: str
    missing: DateMissing | None = None
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Publication:
    """The publication date chosen from a page's lines; `raw` and `source` are of the line it came from, or that failed."""

    value: str | None
    precision: Precision | None
    raw: str | None
    source: DateSource | None
    missing: DateMissing | None = None
    notes: tuple[Note, ...] = ()
    modified_at: str | None = None
