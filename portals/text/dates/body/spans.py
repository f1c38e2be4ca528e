"""Months, quarters and terms: `tháng 7 năm 2025`, `quý I/2025`, `nhiệm kỳ 2021-2026`.

Plain years (`kế hoạch năm 2022`) and counts of months (`9 tháng năm 2020`, `6 tháng đầu năm`) are none.
"""

from __future__ import annotations

from dataclasses import dataclass

from portals.text.dates.body.forms import ISO, MONTH, MONTH_BEFORE, QUARTER, QUARTER_BEFORE, TERM, TERM_BEFORE, TERM_LIST
from portals.text.dates.body.years import calendar_day
from portals.text.dates.lexicon import table

_MONTHS: dict[str, int] = dict(table("body.months"))
_QUARTERS: dict[str, int] = dict(table("body.quarters"))
_LOOK_BACK = 40
_LONGEST_TERM = 50


@dataclass(frozen=True, slots=True)
class Span:
    start: int
    end: int
    date: str
    precision: str


def _month(word: str) -> int:
    return int(word) if word.isdigit() else _MONTHS[word]


def _months(text: str, start: int, before: str) -> Span | None:
    """`tháng 7/2022`, `tháng Bảy năm 2022`, `từ tháng 3 đến tháng 5/2022`."""
    lead = MONTH_BEFORE.search(before)
    if lead is None:
        return None
    word_start = start - (len(before) - lead.start(2)) if lead[2] else start
    match = MONTH.match(text, word_start)
    if match is None:
        return None
    begin = start - (len(before) - lead.start())
    if match[5]:
        month = _month(match[5])
        begin += lead[1].index("tháng")  # without `từ`: there is no `đến`
        return Span(begin, match.end(), f"{match[6]}-{month:02}", "month") if 1 <= month <= 12 else None
    first, last = _month(match[1]), _month(match[3])
    value = f"{match[2] or match[4]}-{first:02}/{match[4]}-{last:02}"
    ordered = 1 <= first <= 12 and 1 <= last <= 12 and value[:7] < value[8:]
    return Span(begin, match.end(), value, "month") if ordered else None


def _quarter(text: str, start: int, before: str) -> Span | None:
    """`quý I năm 2025`, `quý 2/2023`."""
    lead = QUARTER_BEFORE.search(before)
    if lead is None:
        return None
    begin = start - (len(before) - lead.start())
    if lead[1]:
        year, number, end = text[start : start + 4], _QUARTERS[lead[1]], start + 4
    else:
        match = QUARTER.match(text, start)
        if match is None:
            return None
        year, number, end = match[2], int(match[1]), match.end()
    if not year.isdigit() or len(year) != 4:
        return None
    return Span(begin, end, f"{year}-{3 * number - 2:02}/{year}-{3 * number:02}", "quarter")


def _term(text: str, start: int, before: str) -> Span | None:
    """`nhiệm kỳ 2021-2026`, `giai đoạn 2021-2025`, `năm học 2021-2022`; after one of these also `và 2021-2026`."""
    match = TERM.match(text, start)
    if match is None or not 0 < int(match[2]) - int(match[1]) <= _LONGEST_TERM:
        return None
    lead = TERM_BEFORE.search(before)
    if lead is None and not TERM_LIST.search(before):
        return None
    begin = start - (len(before) - lead.start()) if lead else start
    closed = lead is not None and "(" in lead[0] and text.startswith(")", match.end())
    return Span(begin, match.end() + closed, f"{match[1]}/{match[2]}", "year")


def _iso(text: str, start: int, before: str) -> Span | None:
    """`ngày 2022-07-05`."""
    match = ISO.match(text, start)
    if match is None or before[-1:] in "/-." or calendar_day(int(match[1]), int(match[2]), int(match[3])) is None:
        return None
    lead = len("ngày ") if before.endswith("ngày ") else 0
    return Span(start - lead, match.end(), f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}", "day")


def find_span(text: str, start: int, digits: int) -> Span | None:
    """The month, quarter or term that the number of `digits` digits at `start` belongs to."""
    before = text[max(0, start - _LOOK_BACK) : start]
    if digits == 4:
        if not before or not (before[-1].isspace() or before[-1] in "/-(."):
            return None
        return (
            _term(text, start, before)
            or ("quý" in before and _quarter(text, start, before))
            or ("tháng" in before and _months(text, start, before))
            or _iso(text, start, before)
            or None
        )
    if "tháng" in before[-8:]:
        return _months(text, start, before)
    return _quarter(text, start, before) if "quý" in before[-6:] else None
