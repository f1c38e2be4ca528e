"""Read one date line: which of its days and times is meant, or why none can be.

Also dates in addresses: `/portal/pages/2023-11-11/…`, `/tin-tuc/2024/06/…`, `…-4260710091642503.htm`.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import NamedTuple

from portals.items import DateMissing, Note, Precision
from portals.text.dates.binding import TimedDay, bind
from portals.text.dates.foreign import may_be_foreign, read_foreign
from portals.text.dates.incomplete import is_relative, read_partial, read_relative
from portals.text.dates.lexicon import is_no_date_line, label_kind, may_open, table
from portals.text.dates.scan import Scan, scan
from portals.text.dates.values import (
    DateReading,
    Day,
    Order,
    aware,
    clock_precision,
    full_year,
    in_future,
    moment,
    possible,
    printed_part,
    written,
)
from portals.text.folding import fold

_ADDRESS = re.compile(r"(?:https?://|/)\S*$")
_DAY = re.compile(r"/([0-9]{4})[-/]([0-9]{1,2})[-/]([0-9]{1,2})(?=[/?#]|$)")
_MONTH = re.compile(r"/((?:19|20)[0-9]{2})[-/](0[1-9]|1[0-2])(?=/)")
_SERIAL = re.compile(
    r"[-/](?:[0-9]{1,3})?([0-9]{2})(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])(?:[01][0-9]|2[0-3])[0-5][0-9][0-5][0-9][0-9]{3}\.html?$"
)
"""Site prefix, `yymmddhhmmss`, serial of three digits. It is the time of creation: only its day is taken."""


def is_address(text: str) -> bool:
    """Return whether the text is a URL or a path, not a printed line."""
    return _ADDRESS.match(text) is not None


def read_address_date(text: str) -> Day | None:
    """Return the date in an address, as printed there; None where it has none. Slugs are titles and are not read."""
    path = text.partition("?")[0]
    if match := _DAY.search(path):
        return Day(int(match[1]), int(match[2]), int(match[3]))
    if match := _SERIAL.search(path):
        return Day(full_year(match[1]), int(match[2]), int(match[3]))
    if match := _MONTH.search(path):
        return Day(int(match[1]), int(match[2]))
    return None


_HAS_DATE = re.compile(r"[0-9０-９年]")
_HINTS: tuple[str, ...] = tuple(table("labels")["hints"])
_AGO = "trước", "ago", "just now", "vừa xong", "mới đăng", "vừa đăng"
"""How rows without a figure end that count back from the capture: `một giờ trước`, `Vừa xong`."""
_LONGEST_LABELLED = 120
_MIDNIGHT = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)(?:[T ]00:00(?::00(?:\.0+)?)?(?:Z|\+0[07]:?00)?|T12:00:00(?:\.0+)?(?:Z|\+00:?00))"
)
"""What a CMS prints for machines where it has stored a day without a time: midnight, or Drupal's noon in Greenwich."""
_MOST_DAYS = 8


class _Result(NamedTuple):
    value: str | None
    precision: Precision | None
    missing: DateMissing | None = None
    notes: tuple[Note, ...] = ()


class Look(NamedTuple):
    """A line's reading; the kind of its last label (publish, modified, other); the date of an edit printed beside it."""

    reading: DateReading
    label: str | None = None
    edit: str | None = None


def _failed(missing: DateMissing) -> _Result:
    return _Result(None, None, missing)


def _of_day(day: Day) -> _Result:
    return _Result(*written(day)) if possible(day) else _failed("impossible")


def _of_dated(dated: TimedDay) -> _Result:
    """The value of one day with its time."""
    if dated.problem:
        return _failed(dated.problem)
    if not possible(dated.day):
        return _failed("impossible")
    if dated.clock is None:
        return _Result(*written(dated.day))
    return _Result(moment(dated.day, dated.clock), clock_precision(dated.clock))


def _merged(results: list[_Result]) -> _Result:
    """One result where all agree; a day printed again without its time is no contradiction."""
    first = max(results, key=lambda result: len(printed_part(result.value, result.precision)))
    for result in results:
        if result.value is None:
            return result if len({other.missing for other in results}) == 1 else _failed("ambiguous")
        if not (first.value or "").startswith(printed_part(result.value, result.precision)):
            return _failed("ambiguous")
    return first


def _weekday_note(found: Scan, day: Day) -> tuple[Note, ...]:
    """A note where the printed weekday is not that of the date; the date stands."""
    if not found.weekdays or len(set(found.weekdays)) != 1:
        return ()
    actual = date(day.year, day.month or 1, day.day or 1).weekday()
    if actual == found.weekdays[0]:
        return ()
    return (Note("weekday_contradicts", f"printed {_NAMES[found.weekdays[0]]}, {written(day)[0]} is {_NAMES[actual]}"),)


_NAMES = "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"


def _resolved(found: Scan, now: datetime | None) -> _Result:
    """The result of a scanned line, before it is compared with the capture."""
    if len(found.days) > _MOST_DAYS:
        return _failed("ambiguous")
    chosen = bind(found)
    if chosen:
        result = _merged([_of_dated(dated) for dated in chosen])
        notes = _weekday_note(found, chosen[0].day) if result.value and len(chosen) == 1 else ()
        return _Result(result.value, result.precision, result.missing, result.notes + notes)
    if match := is_relative(found):
        relative = read_relative(match, found, now)
        return _Result(relative.value, relative.precision, relative.missing)
    day, missing = read_partial(found)
    return _of_day(day) if day else _failed(missing or "not_printed")


def _without_midnight(raw: str, result: _Result) -> _Result:
    """The day alone of a machine's date that has no time: `2026-11-25T00:00:00+07:00`."""
    if result.value and (match := _MIDNIGHT.fullmatch(raw)):
        return result._replace(value=match["day"], precision="day")
    return result


def _or_foreign(raw: str, result: _Result) -> _Result:
    """The result, or that of the line as one of another language where it says more (`Mise à jour le 05/07/2022 à 14:30`)."""
    found = read_foreign(fold(raw)) if may_be_foreign(raw) else None
    if found is None or not found.value.startswith(printed := printed_part(result.value, result.precision)):
        return result
    if printed and printed_part(found.value, found.precision) == printed:
        return result
    return _Result(found.value, found.precision, None, (Note("foreign_date", found.language),))


def _nothing_in(text: str) -> bool:
    """Whether a text can hold no date at all: no digit, and none of the words of relative and lunar forms."""
    if _HAS_DATE.search(text):
        return False
    line = fold(text)
    return not any(hint in line for hint in _HINTS)


def _of_address(text: str) -> _Result:
    day = read_address_date(text)
    return _of_day(day) if day else _failed("not_printed")


def _reading(raw: str, result: _Result, now: datetime | None) -> DateReading:
    if result.value and now is not None and in_future(result.value, now):
        result = _failed("impossible")
    return DateReading(result.value, result.precision, raw, result.missing, result.notes)


def read_date(text: str, *, reference: datetime | str | None = None, order: Order = "dmy") -> DateReading:
    """Return the date that a line prints, or the reason why there is none.

    `value` is ISO 8601 with the offset of Vietnam, as precise as the line: `2022-07`, `2022-07-05T08:30:00+07:00`.
    `reference` is the time of the capture (a datetime or ISO 8601; Vietnamese time if it has no zone): relative dates are
    counted from it, and later dates are `impossible`. Without it no clock is used. `order` is the portal's order of `7/5/2022`.
    The text should be a line, not an article; one date in a sentence is read too, two different ones are `ambiguous`.
    Raises `ValueError` if `reference` is not a time.

    >>> reading = read_date("Đăng lúc: 05/07/2022 08:30")
    >>> reading.value, reading.precision, read_date("Liên hệ").missing
    ('2022-07-05T08:30:00+07:00', 'minute', 'not_printed')
    """
    now = None if reference is None else aware(reference)
    return look(text, now=now, order=order).reading


def look(text: str, *, now: datetime | None, order: Order = "dmy") -> Look:
    """Return a line read once, with what the choice among a page's lines asks of it; `now` as `reference` of `read_date`."""
    raw = text.strip()
    if _nothing_in(raw):
        return Look(_reading(raw, _failed("not_printed"), now))
    if is_address(raw):
        return Look(_reading(raw, _of_address(raw), now))
    found = scan(raw, order)
    result = _without_midnight(raw, _resolved(found, now))
    reading = _reading(raw, result if result.value and found.bare() else _or_foreign(raw, result), now)
    return Look(reading, label_kind(found.rest), _edit(found, now))


def _edit(found: Scan, now: datetime | None) -> str | None:
    """The date of the edit in a line that prints it beside the publication: `Ngày đăng: … | Cập nhật: …`."""
    edits = bind(found, edits=True) if 2 <= len(found.days) <= _MOST_DAYS else []
    value = _merged([_of_dated(dated) for dated in edits]).value if edits else None
    return None if value is None or (now is not None and in_future(value, now)) else value


def is_date_line(text: str) -> bool:
    """Return whether a short line is a date with its label, time, weekday or view count, and nothing else.

    Dates that cannot be (`31/02/2022`) count: the line was meant as one. Titles with a date, document numbers, ranges,
    months and lines labelled as another thing's date (`Ngày ban hành`, `Hạn nộp`) do not.
    """
    if len(text) > _LONGEST_LABELLED or not (_HAS_DATE.search(text) or text.rstrip(" ).").lower().endswith(_AGO)):
        return False
    return _is_own(text) or _is_foreign(text)


def _is_foreign(text: str) -> bool:
    found = read_foreign(fold(text)) if may_be_foreign(text) else None
    return found is not None and found.precision not in ("month", "year")


def _is_own(text: str) -> bool:
    if not may_open(fold(text[:40])) or is_no_date_line(text):
        return False
    found = scan(text)
    if not found.days:
        match = is_relative(found)
        return match is not None and (match.re is found.patterns.ago or bool(found.clocks))
    if not found.bare():
        return False
    if label_kind(found.rest) == "other":
        return False
    chosen = bind(found)
    return _merged([_of_dated(dated) for dated in chosen]).missing != "ambiguous"
