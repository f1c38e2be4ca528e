"""Lines without a complete date: a month, a year, something date-like that cannot be read, or nothing at all."""

from __future__ import annotations

from portals.items import DateMissing
from portals.text.dates.found_days import month_number
from portals.text.dates.parts import Day
from portals.text.dates.patterns import BARE_MONTH, BROKEN
from portals.text.dates.phrases import label_kind
from portals.text.dates.prepare import blanked
from portals.text.dates.scan import Scan


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
    """A month or a year, else why there is no date."""
    if (month := _month(found)) is not None:
        return month
    if year := _year(found):
        return year, None
    return None, "unreadable" if _date_like(found) else "not_printed"
