"""Values of dates: parts of a date and a time, readings, and rules for what is possible and how it is written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Literal, NamedTuple

from portals.items import DateMissing, DateSource, Note, Precision

VIETNAM = timezone(timedelta(hours=7))
FIRST_YEAR, LAST_YEAR = 1990, 2100
"""Years a portal can have published in; the last catches slips where no capture time is given."""


class Clock(NamedTuple):
    """A time of day as printed; `minute` is None for `8 giờ`.

    `offset` is that of the printed zone in minutes, `problem` the reason why the time cannot be one.
    """

    hour: int
    minute: int | None
    second: int | None = None
    offset: int | None = None
    problem: DateMissing | None = None


class Day(NamedTuple):
    """A calendar date as printed; `month` and `day` are None where they were not."""

    year: int
    month: int | None = None
    day: int | None = None


def full_year(digits: str) -> int:
    """Return the year meant by two or four digits: `00`–`49` are 2000–2049, `50`–`99` are 1950–1999."""
    if len(digits) > 2:
        return int(digits)
    short = int(digits)
    return 2000 + short if short < 50 else 1900 + short


def calendar_day(year: int, month: int, day: int) -> date | None:
    """Return the date, or None where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def possible(day: Day) -> bool:
    """Return whether the calendar has this date and a portal may have published on it."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return False
    return on_calendar(day)


def on_calendar(day: Day) -> bool:
    """Return whether the calendar has this date."""
    try:
        date(day.year, 1 if day.month is None else day.month, 1 if day.day is None else day.day)
    except ValueError:
        return False
    return True


def moment(day: Day, clock: Clock) -> str:
    """Return the time in Vietnam, ISO 8601. The day must be complete and on the calendar."""
    month, number = day.month or 1, day.day or 1
    if clock.offset in (None, 420):
        return f"{day.year:04}-{month:02}-{number:02}T{clock.hour:02}:{clock.minute or 0:02}:{clock.second or 0:02}+07:00"
    zone = timezone(timedelta(minutes=clock.offset or 0))
    printed = datetime(day.year, month, number, clock.hour, clock.minute or 0, clock.second or 0, tzinfo=zone)
    return printed.astimezone(VIETNAM).isoformat()


_PRINTED: dict[str | None, int] = {"second": 19, "minute": 16, "hour": 13}
"""Leading characters of a time that were printed; the rest is form."""


def printed_part(value: str | None, precision: Precision | None) -> str:
    """Return the part of a value that was printed: `2022-07-05T08:15` of a minute; empty without a value."""
    return (value or "")[: _PRINTED.get(precision)]


def clock_precision(clock: Clock) -> Precision:
    """Return how finely a time was printed."""
    if clock.minute is None:
        return "hour"
    return "minute" if clock.second is None else "second"


def written(day: Day) -> tuple[str, Precision]:
    """Return EDTF of a date and its precision."""
    if day.month is None:
        return f"{day.year:04}", "year"
    if day.day is None:
        return f"{day.year:04}-{day.month:02}", "month"
    return f"{day.year:04}-{day.month:02}-{day.day:02}", "day"


def aware(reference: datetime | date | str) -> datetime:
    """Return a capture time in Vietnam. Without a zone it is Vietnamese time, a bare day means its end. Raises `ValueError`."""
    if isinstance(reference, str):
        bare = len(reference) <= 10
        reference = datetime.fromisoformat(reference)
        if bare:
            reference = reference.replace(hour=23, minute=59, second=59)
    elif not isinstance(reference, datetime):
        reference = datetime(reference.year, reference.month, reference.day, 23, 59, 59)
    return (reference if reference.tzinfo else reference.replace(tzinfo=VIETNAM)).astimezone(VIETNAM)


def in_future(value: str, reference: datetime) -> bool:
    """Return whether a value lies after the capture, compared at its own precision."""
    now = reference.astimezone(VIETNAM).isoformat()
    if len(value) > 10:
        return datetime.fromisoformat(value).astimezone(UTC) > reference.astimezone(UTC)
    return value > now[: len(value)]


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
