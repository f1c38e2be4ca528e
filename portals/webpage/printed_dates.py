"""Dates as listings print them, recognised and left as they are: `14 Th9`, `3 thg 2, 2025`, `(05/03/2024)`, `2 ngày trước`."""

from __future__ import annotations

import re

from portals.text.folding import squeeze
from portals.webpage.labels import read_row

_MONTH_WORD = (
    r"(?:mười\s+một|mười\s+hai|một|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười|giêng|chạp|jan|feb|mar|apr|may|jun|jul|aug|sep|oct"
    r"|nov|dec)[a-z]{0,6}"
)
_YEAR = r"(?:19|20)\d\d"
_CLOCK = r"\d{1,2}\s?[:hg]\s?\d{2}(?:\s?[:m]\s?\d{2})?(?:\s?(?:AM|PM|SA|CH)\b)?"
_WEEKDAY = r"(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\s+nhật|CN|T[2-7]|mon|tue|wed|thu|fri|sat|sun)[a-z]*\b\.?"
_WHOLE = (
    rf"(?:\d{{1,2}}\s?[/.\-‑]\s?\d{{1,2}}\s?[/.\-‑]\s?{_YEAR}|{_YEAR}-\d{{2}}-\d{{2}}(?:T[\d:.+\-Z]+)?|{_YEAR}/\d{{1,2}}/\d{{1,2}}"
    rf"|\d{{1,2}}\s*(?:tháng|thg\.?|th\.?)\s*(?:\d{{1,2}}\b|{_MONTH_WORD})[\s,./\-]*(?:năm\s+)?{_YEAR}"
    rf"|(?:tháng|thg\.?)\s*(?:\d{{1,2}}\b|{_MONTH_WORD})\s+\d{{1,2}}\s*,?\s+{_YEAR}"
    rf"|\d{{1,2}}[\s\-]{_MONTH_WORD}[\s\-,]+{_YEAR}|\b{_MONTH_WORD}\s+\d{{1,2}},\s*{_YEAR})"
)
"""A day with its year."""
_BEFORE = rf"(?:{_WEEKDAY}[\s,.|–\-]*)?(?:(?:ngày|lúc)\s+)?(?:{_CLOCK}[\s,|–\-]*)?(?:ngày\s+)?"
_AFTER = rf"(?:[\s,|–\-]+(?:lúc\s+)?{_CLOCK})?(?:\s*\(?(?:GMT|UTC)\s*\+?\d{{1,2}}\)?)?"
_PRINTED = re.compile(rf"\(?\b{_BEFORE}{_WHOLE}{_AFTER}\)?", re.IGNORECASE)
_SPAN = r"(?:\d{1,4}|một|vài|mấy)\s+(?:giây|phút|giờ|tiếng|ngày|tuần|tháng|năm)"
_AGO = rf"(?:khoảng\s+)?{_SPAN}\s+trước|cách\s+đây\s+(?:khoảng\s+)?{_SPAN}|hôm\s+(?:qua|nay)|vừa\s+(?:xong|đăng)"
_SHORT = re.compile(
    rf"\(?(?:{_CLOCK}[\s,|–\-]*)?(?:ngày\s+)?(?:\d{{1,2}}\s?[/\-]\s?\d{{1,2}}(?:\s?[/\-]\s?\d\d)?|\d{{1,2}}\s*(?:tháng|thg\.?|th\.?)\s*\d{{1,2}}"
    rf"|(?:{_AGO}))(?:[\s,|–\-]+(?:lúc\s+)?{_CLOCK})?\)?",
    re.IGNORECASE,
)
"""A day without its year, or words that count from now: a date only where nothing else stands in the row."""
_WORDS = re.compile(r"\b(?:hôm|vừa|vài|mấy)\b", re.IGNORECASE)
_DAY = re.compile(r"\d{1,2}")
_MONTH = re.compile(rf"(?:tháng|thg\.?|th\.?|t)?\s*\d{{1,2}}\s*(?:[/.\-,]\s*{_YEAR})?", re.IGNORECASE)
_LEADING = re.compile(
    rf"(\(?(?:{_CLOCK}[\s,|–\-]*)?{_WHOLE}{_AFTER}\)?)(?:\s*[-–|:•]\s*|\s+)(?-i:(?=[A-ZÀ-Ỹ“\"Đ]))", re.IGNORECASE
)
_EDGE = " \t\n\xa0|•·-–—,;:."
_LONGEST = 80
_BRACKETED = re.compile(
    rf"\s*\(\s*{_BEFORE}(?:{_WHOLE}|\d{{1,2}}/\d{{1,2}}){_AFTER}\s*\)\s*$|^\s*\(\s*{_BEFORE}{_WHOLE}{_AFTER}\s*\)\s*",
    re.IGNORECASE,
)
_GLUED = re.compile(
    rf"(?:(?<=[^\s\d])|\s*[|•·–\-]\s*){_BEFORE}{_WHOLE}{_AFTER}\s*$|^\s*{_BEFORE}{_WHOLE}{_AFTER}\s*(?:[|•·:–\-]\s*|(?=[^\W\d_]))",
    re.IGNORECASE,
)
"""A date that runs into the title, as where an element of its own holds it: `chung tay vì môi trường05.02.2023`."""


def printed_date(text: str) -> str | None:
    """Return the date that a short row prints, as printed; None where it prints none.

    >>> printed_date("Đăng bởi Ban biên tập | 3 thg 2, 2025")
    '3 thg 2, 2025'
    >>> printed_date("14 Th9")
    '14 Th9'
    """
    plain = squeeze(text)
    if not plain or len(plain) > _LONGEST or (not any(letter.isdigit() for letter in plain) and not _WORDS.search(plain)):
        return None
    if (read := read_row(plain)) and (date := next((label for label in read.labels if label.kind == "date"), None)):
        return date.text
    bare = plain.strip(_EDGE)
    if _SHORT.fullmatch(bare):
        return bare
    found = _PRINTED.search(plain)
    return _closed(found[0]) if found else None


def leading_date(text: str) -> str | None:
    """Return the date that stands before a summary in its row; None for a sentence that begins with a day.

    >>> leading_date("(15/10/2025) - Sáng nay, xã Khe Lạng tổ chức lễ phát động trồng cây")
    '(15/10/2025)'
    >>> leading_date("Ngày 15/10/2025, xã Khe Lạng tổ chức lễ phát động trồng cây")
    """
    found = _LEADING.match(squeeze(text))
    return _closed(found[1]) if found else None


def joined_date(day: str, month: str) -> str | None:
    """Return a date that is printed in two rows, joined by a blank: `11` and `02/2021`, `14` and `Th9`."""
    one, other = squeeze(day).strip(_EDGE), squeeze(month).strip(_EDGE)
    if _DAY.fullmatch(one) and _MONTH.fullmatch(other) and not _DAY.fullmatch(other) and 1 <= int(one) <= 31:
        return f"{one} {other}"
    return None


def without_date(title: str) -> tuple[str, str | None]:
    """Return a title without the date in brackets, or run into it, at its end or start; and that date.

    >>> without_date("Khơi thông rãnh nước đường chợ cũ (02/03/2024)")
    ('Khơi thông rãnh nước đường chợ cũ', '(02/03/2024)')
    """
    for form in (_BRACKETED, _GLUED):
        found = form.search(title)
        rest = (title[: found.start()] + title[found.end() :]).strip() if found else ""
        if found and len(rest) >= 8:
            return rest, found[0].strip(_EDGE)
    return title, None


def _closed(text: str) -> str:
    """Return a date without a bracket that lost its other half."""
    return text.strip() if text.count("(") == text.count(")") else text.strip("() ")
