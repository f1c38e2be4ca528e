"""Lines without a complete date: forms that count back (`3 giờ trước`), a month, a year, something that cannot be read.

They say less than a date and are read as less.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from portals.items import DateMissing, Precision
from portals.text.dates.lexicon import label_kind
from portals.text.dates.line_forms import BARE_MONTH, BROKEN
from portals.text.dates.line_parts import in_part, month_number
from portals.text.dates.scan import Scan, blanked
from portals.text.dates.values import FIRST_YEAR, Day, clock_precision, moment, written

_DIGIT = re.compile(r"[0-9]")


@dataclass(frozen=True, slots=True)
class Relative:
    value: str | None
    precision: Precision | None
    missing: DateMissing | None = None


def _minute(when: datetime) -> Relative:
    return Relative(when.replace(second=0, microsecond=0).isoformat(), "minute")


def _day(when: datetime) -> Relative:
    return Relative(when.date().isoformat(), "day")


def _within(early: datetime, late: datetime) -> Relative:
    """The finest of day, month and year that holds both ends; ambiguous where not even the year does."""
    for day in (Day(late.year, late.month, late.day), Day(late.year, late.month), Day(late.year)):
        value, precision = written(day)
        if early.date().isoformat().startswith(value):
            return Relative(value, precision)
    return Relative(None, None, "ambiguous")


def _months_back(now: datetime, count: int) -> Relative:
    months = now.year * 12 + now.month - 1 - count
    return Relative(*written(Day(months // 12, months % 12 + 1)))


def _counted(count: int, unit: str, now: datetime) -> Relative:
    """`count` units before `now`; hours give a day where the whole hour lies in one, else the month."""
    if unit in ("second", "minute"):
        return _minute(now - timedelta(**{unit + "s": count}))
    if unit == "hour":
        return _within(now - timedelta(hours=count + 1) + timedelta(seconds=1), now - timedelta(hours=count))
    if unit == "day":
        return _day(now - timedelta(days=count))
    if unit == "week":  # `2 tuần trước` is 14 to 20 days
        return _within(now - timedelta(days=7 * count + 6), now - timedelta(weeks=count))
    if unit == "month":
        return _months_back(now, count)
    return Relative(f"{now.year - count:04}", "year")


def _of_day(match: re.Match[str], found: Scan, now: datetime) -> Relative:
    """`Hôm qua lúc 21:40`: the day, with the time where one is printed."""
    when = (now - timedelta(days=found.patterns.relative_days[match[1]])).date()
    if not found.clocks:
        return Relative(when.isoformat(), "day")
    clock, part = found.clocks[0].clock, found.patterns.parts.get(match[1].split()[0])
    if part and not found.clocks[0].halved and 1 <= clock.hour <= 12:
        clock = in_part(clock, part)
    if clock.problem or len(found.clocks) > 1:
        return Relative(None, None, clock.problem or "ambiguous")
    precise = moment(Day(when.year, when.month, when.day), clock)
    return Relative(precise, clock_precision(clock))


def is_relative(found: Scan) -> re.Match[str] | None:
    """Return the relative form of a line that holds nothing else; `Hôm nay: 1234` and sentences are none."""
    for pattern in (found.patterns.ago, found.patterns.relative_day):
        match = pattern.search(found.rest)
        if match and found.bare(blanked(found.rest, [match.span()])):
            return match
    return None


def read_relative(match: re.Match[str], found: Scan, now: datetime | None) -> Relative:
    """What a relative form says at the capture time `now` (in Vietnam); `unreadable` without one."""
    if now is None:
        return Relative(None, None, "unreadable")
    if match.re is found.patterns.relative_day:
        return _of_day(match, found, now)
    if match[5]:
        return _minute(now)
    number, unit = match[1] or match[3], match[2] or match[4]
    relative = _counted(int(number) if _DIGIT.match(number) else 1, found.patterns.units[unit], now)
    too_old = relative.value is not None and relative.value < str(FIRST_YEAR)
    return Relative(None, None, "impossible") if too_old else relative


def _has_date_label(found: Scan) -> bool:
    return label_kind(found.rest) in ("publish", "modified")


def _month(found: Scan) -> tuple[Day | None, DateMissing | None] | None:
    """`Tháng 7/2022`, `07/2022`, `2022-07` in a line with nothing else."""
    rest = found.rest
    if match := found.patterns.month_only.search(rest):
        if not _alone(found, match.span()):
            return None
        word = match[1]
        may = word.isalpha() and found.patterns.months[word] == 5 and not match[2]
        return (None, "ambiguous") if may else (Day(int(match[3]), month_number(word, found.patterns)), None)
    if (match := BARE_MONTH.search(rest)) and _alone(found, match.span()):
        month, year = (match[1], match[2]) if match[1] else (match[4], match[3])
        return Day(int(year), int(month)), None
    return None


def _alone(found: Scan, span: tuple[int, int]) -> bool:
    """Whether nothing but labels stands beside a span."""
    return found.bare(blanked(found.rest, [span]))


def _year(found: Scan) -> Day | None:
    """`Năm 2022`, `Xuất bản năm 2019`."""
    match = found.patterns.year_only.search(found.rest)
    if match is None or not _alone(found, match.span()):
        return None
    return Day(int(match[1])) if 1990 <= int(match[1]) <= 2100 else None


def _date_like(found: Scan) -> bool:
    """Whether the line tried to print a date: `Ngày 25-12`, `05//07//2022`, a label before digits, a time alone."""
    rest = found.rest
    if found.patterns.lunar.search(rest) and (any(letter.isdigit() for letter in rest) or "rằm" in rest):
        return True
    match = found.patterns.day_month.search(rest)
    if match and int(match[1]) <= 31 and not (match[2].isdigit() and int(match[2]) > 12):
        before = rest[max(0, match.start() - 20) : match.start()]
        if found.patterns.cue.search(before) or _alone(found, match.span()):
            return True
    if match := BROKEN.search(rest):
        return _alone(found, match.span()) or _has_date_label(found)
    digits = any(letter.isdigit() for letter in rest)
    if found.clocks and found.bare():
        return True
    return (digits or bool(found.clocks)) and _has_date_label(found)


def read_partial(found: Scan) -> tuple[Day | None, DateMissing | None]:
    """Return a month or a year, else why there is no date."""
    if (month := _month(found)) is not None:
        return month
    if year := _year(found):
        return year, None
    return None, "unreadable" if _date_like(found) else "not_printed"
