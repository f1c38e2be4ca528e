"""The forms of dates in running text, as regular expressions over lower-case NFC text."""

from __future__ import annotations

import re

from portals.text.dates.lexicon import either, table


def _compiled(source: str) -> re.Pattern[str]:
    """The pattern, its blanks kept inside a line: a date does not run over a paragraph's end."""
    return re.compile(source.replace(r"\s", r"[^\S\n]"))


DASH = "[-–—]"
PART = either(table("parts_of_day"))
MONTH_WORD = either(table("body.months"))
_WEEKDAY = either(word for word in table("weekdays") if word.startswith(("thứ", "ch"))) + "|thứ [2-7]"
_UNIT = "giờ|h|g|phút|tuổi|km|m|kg|tấn|tạ|triệu|tỷ|tỉ|ha|lần|người|hộ|số|tổng|xã|chỉ tiêu|tiêu chí|thành viên|diện tích"
_CLOCK = r"(?<![:0-9])[0-9]{1,2}(?:\s?(?:h|g|giờ)\s?(?:[0-9]{1,2}\s?(?:'|phút|ph|p)?)?|:[0-9]{2})"
_YEAR = r"(?:1[0-9]|20)[0-9]{2}"
_TERM = either(table("body.words")["terms"])

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
    rf"(?:(?:\btrong\s+)?(?:\b(?:các|những|hai|ba|bốn|(?P<count>[0-9]{{1,2}}))\s+)?\bngày\s*|\bhôm\s+)?$",
)
"""What belongs to a day and stands before it: `từ`, a time, the part of the day, `nay (`, the weekday, `trong 2 ngày`."""

CUE = _compiled(
    rf"\bngày\s*$|(?:\bhôm|\b(?:{PART}))\s+$|(?:\b(?:nay|qua|mai)(?:\s?[,(])?|\b(?:{_WEEKDAY})\s?[,(])\s?(?:ngày\s+)?$"
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
    rf"\b(?:{_TERM})(?:\s+(?:{'|'.join(table('body.words')['within_term'])}))?(?:\s+|\s?[,:]\s+|\s?\()(?:từ\s+)?(?:năm\s+)?$",
)
TERM_LIST = _compiled(rf"\b(?:{_TERM})\s+{_YEAR}\s?{DASH}\s?{_YEAR}(?:\s?,\s?|\s?;\s?|\s+và\s+)$")
TERM = _compiled(rf"({_YEAR})(?:\s?{DASH}\s?|\s+đến\s+(?:năm\s+)?)({_YEAR})(?![0-9/])")
ISO = _compiled(r"([12][0-9]{3})-([01]?[0-9])-([0-3]?[0-9])(?![0-9-])")

RELATIVE = _compiled(
    rf"\b(?:(?:ngày\s+)?hôm\s+(?P<day>nay|qua)|(?P<part>{PART})\s+(?:hôm\s+)?(?P<when>nay|qua|mai))$",
)
