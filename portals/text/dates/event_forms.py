"""Forms of dates in running text, as regular expressions over lower-case NFC text; months, quarters and terms.

Plain years (`kế hoạch năm 2022`) and counts of months (`9 tháng năm 2020`, `6 tháng đầu năm`) are no dates.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from portals.text.dates.lexicon import either, table
from portals.text.dates.values import calendar_day


def _compiled(source: str) -> re.Pattern[str]:
    """The pattern, its blanks kept inside a line: a date does not run over a paragraph's end."""
    return re.compile(source.replace(r"\s", r"[^\S\n]"))


DASH = "[-–—]"
PART = either(table("parts_of_day"))
MONTH_WORD = either(table("events.months"))
_WEEKDAY = either(word for word in table("weekdays") if word.startswith(("thứ", "ch"))) + "|thứ [2-7]"
_UNIT = "giờ|h|g|phút|tuổi|km|m|kg|tấn|tạ|triệu|tỷ|tỉ|ha|lần|người|hộ|số|tổng|xã|chỉ tiêu|tiêu chí|thành viên|diện tích"
_CLOCK = r"(?<![:0-9])[0-9]{1,2}(?:\s?(?:h|g|giờ)\s?(?:[0-9]{1,2}\s?(?:'|phút|ph|p)?)?|:[0-9]{2})"
_YEAR = r"(?:1[0-9]|20)[0-9]{2}"
_TERM = either(table("events.words")["terms"])

NUMBER = _compiled(
    rf"[0-9](?<![0-9][0-9])(?:[0-9]{{3}}(?![0-9])|[0-9]?(?=\s?(?:[/.,&]|{DASH})|\s+(?:tháng|năm|và|đến|tới)\b))",
)
"""Where every form with digits begins: years, and numbers of one or two digits before a word or mark that may go on."""

ELEMENT = _compiled(
    rf"([0-9]{{1,2}})(?:"
    rf"\s?([/.]|{DASH})\s?([0-9]{{1,2}})\s?\2\s?({_YEAR}|[0-9]{{2}}(?![0-9%]))(?![0-9])(?!\2[0-9])(?!/[a-zđ])"
    rf"|([/.]|{DASH})([0-9]{{1,2}})(?![0-9%])(?!\5[0-9])(?!/[0-9a-zđ])(?![.,][0-9])(?!\s?(?:{_UNIT})(?!\w))"
    rf"|\s+tháng\s+(0?[1-9]|1[0-2]|{MONTH_WORD})\s?[/,-]?\s?({_YEAR})"
    rf"|\s+tháng\s+(0?[1-9]|1[0-2]|{MONTH_WORD})(?![\w/])(?:,?\s+năm\s+({_YEAR}))?"
    r")?(?![0-9])",
)
"""A day: `5/7/2022`, `5/7`, `5 tháng 7 [năm 2022]`, `5 tháng 7/2022`, or its number alone in a list."""

CONNECTOR = _compiled(
    rf"(\s?{DASH}\s?|\s?,\s?|\s?&\s?|\s+(?:và|đến|tới)\s+)(?:hết\s+)?((?:{_CLOCK}\s+)?(?:(?:{PART})\s+)?(?:ngày\s+)?)(?=[0-9])",
)

BEFORE = _compiled(
    rf"(?:\b(?P<since>từ)\s+)?(?:\b{_CLOCK}(?:\s(?P<half>{PART}))?\s?,?\s+)?"
    rf"(?P<others>\b(?:(?:{PART})(?:\s+và\s+|\s?,\s?|\s?-\s?))+)?"
    rf"(?:\b(?P<part>{PART})(?:\s+hôm)?(?:\s+(?P<now>nay|qua|mai))?\s?,?\s?\(?|\b(?:ngày\s+)?(?:hôm\s+(?:nay|qua)|mai)\s?,?\s?\(?)?\s?"
    rf"(?:\b(?:{_WEEKDAY})(?:\s?,\s?|\s?\(|\s+))?"
    rf"(?:(?:\btrong\s+)?(?:\b(?:các|những|hai|ba|bốn|(?P<count>[0-9]{{1,2}}))\s+)?\bngày\s*\(?|\bhôm\s+)?$",
)
"""What belongs to a day and stands before it: `từ`, a time, the part of the day, `nay (`, the weekday, `trong 2 ngày`."""

CUE = _compiled(
    rf"\bngày\s*$|(?:\bhôm|\b(?:{PART}))\s+$|(?:\b(?:nay|qua|mai)(?:\s?[,(])?|\b(?:{_WEEKDAY})\s?[,(])\s?(?:ngày\s+)?$"
    rf"|\b(?:tức|nhằm)(?:\s+(?:là|vào))?\s+$"
)
"""What a day without a year needs before it."""

LUNAR_SAID = _compiled(r"\s?\(âm\slịch\)|\s?âm\slịch")

SPAN_CUE = _compiled(r"\btừ\s+$")

MONTH = _compiled(
    rf"([0-9]{{1,2}}|{MONTH_WORD})(?:\s?/\s?({_YEAR}))?(?:\s?{DASH}\s?|\s+đến\s+|\s+tới\s+|\s?,\s?|\s+và\s+)(?:hết\s+)?(?:tháng\s+)?"
    rf"([0-9]{{1,2}}|{MONTH_WORD})(?:\s?[/.-]\s?|,?\s+năm\s+)({_YEAR})(?![0-9])"
    rf"|([0-9]{{1,2}}|{MONTH_WORD})(?:\s?[/.-]\s?|,?\s+năm\s+)({_YEAR})(?![0-9]|{DASH}[0-9])",
)
MONTH_BEFORE = _compiled(rf"((?:\btừ\s+)?\btháng\s+)((?:{MONTH_WORD})(?:\s?/\s?|,?\s+năm\s+))?$")
QUARTER_BEFORE = _compiled(r"\bquý\s+(?:(iv|i{1,3}|[1-4]|một|hai|ba|bốn|tư)(?:\s?/\s?|,?\s+năm\s+|\s?-\s?))?$")
QUARTER = _compiled(rf"([1-4])(?:\s?[/-]\s?|,?\s+năm\s+)({_YEAR})(?![0-9])")
TERM_BEFORE = _compiled(
    rf"\b(?:{_TERM})(?:\s+(?:{'|'.join(table('events.words')['within_term'])}))?(?:\s+|\s?[,:]\s+|\s?\()(?:từ\s+)?(?:năm\s+)?$",
)
TERM_LIST = _compiled(rf"\b(?:{_TERM})\s+{_YEAR}\s?{DASH}\s?{_YEAR}(?:\s?,\s?|\s?;\s?|\s+và\s+)$")
TERM = _compiled(rf"({_YEAR})(?:\s?{DASH}\s?|\s+đến\s+(?:năm\s+)?)({_YEAR})(?![0-9/])")
ISO = _compiled(r"([12][0-9]{3})-([01]?[0-9])-([0-3]?[0-9])(?![0-9-])")

RELATIVE = _compiled(
    rf"\b(?:(?:ngày\s+)?hôm\s+(?P<day>nay|qua)|(?P<part>{PART})\s+(?:hôm\s+)?(?P<when>nay|qua|mai))$",
)


_MONTHS: dict[str, int] = dict(table("events.months"))
_QUARTERS: dict[str, int] = dict(table("events.quarters"))
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
    """Return the month, quarter or term that the number of `digits` digits at `start` belongs to."""
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
