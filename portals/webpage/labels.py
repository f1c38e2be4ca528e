"""The labels an article is found by: its view count and its date line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from portals.text.bylines import is_byline
from portals.text.dates import is_date_line
from portals.webpage.boilerplate import CLOCK, NOISE, key_of

LabelKind = Literal["views", "date"]

_NUMBER = r"(?:\d{1,3}(?:\s\d{3})+(?![\d%/.:\-])|\d[\d.,]*)"
_VIEWS_NAME = (
    r"(?:(?:số\s+)?(?:lượt|lần)\s+(?:xem|đọc)(?:\s+(?:tin|bài)(?:\s+viết)?)?|(?:số\s+)?người\s+(?:xem|đọc)"
    r"|đã\s+(?:xem|đọc)|views?|(?<!\w\s)\bxem(?=\s*[:：]))"
)
_TIMES = r"(?:lượt|lần)\b(?:\s+(?:xem|đọc)\b)?"
_VIEWS = (
    rf"{_VIEWS_NAME}\s*(?:[:：]\s*\(?\s*(?:{_NUMBER})?|\(?\s*{_NUMBER})\s*\)?(?:\s*{_TIMES})?"
    rf"|\(?{_NUMBER}\s+(?:lượt|lần)\s+(?:xem|đọc)\b\)?"
)
_DAY = (
    r"(?:\d{1,2}\s{0,2}[/.\-]\s{0,2}\d{1,2}\s{0,2}[/.\-]\s{0,2}\d{4}|\d{4}-\d{2}-\d{2}"
    r"|\d{1,2}\s+tháng\s+[\w ]{1,12}[,\s]+(?:năm\s+)?\d{4})"
)
_CLOCK = r"\d{1,2}\s?(?::|giờ|h)\s?\d{2}(?:\s?(?::|phút)\s?\d{2})?(?:\s?(?:AM|PM|SA|CH)\b)?"
_WEEKDAY = r"(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\s+nhật|CN|T[2-7])\b"
_DATE_NAME = (
    r"(?:ngày\s+giờ\s+)?(?:đăng\s+(?:lúc|ngày|tải|bài|tin)|được\s+đăng(?:\s+lúc)?|ngày\s+(?:đăng(?:\s+(?:tin|bài|tải))?|cập\s+nhật|xuất\s+bản|tạo|viết)"
    r"|cập\s+nhật(?:\s+(?:lúc|ngày|lần\s+cuối))?|xuất\s+bản(?:\s+(?:lúc|ngày))?|thời\s+gian(?:\s+(?:đăng|cập\s+nhật|xuất\s+bản))?"
    r"|(?:published|posted)(?:\s+on)?|(?:last\s+)?(?:updated|modified)(?:\s+on)?)"
)
_BEFORE = rf"(?:(?:{_WEEKDAY}|ngày|lúc|vào|{_CLOCK})[\s,|\-–;]*){{0,3}}"
_AFTER = rf"(?:[\s,|\-–;]*(?:lúc\s+)?{_CLOCK})?(?:\s*\(?\s*(?:GMT|UTC)\s*\+?\s*\d{{1,2}}(?::?\d{{2}})?\s*\)?)?"
_DATE = rf"\(?(?:(?P<named>{_DATE_NAME})\s*[:：]?\s*)?{_BEFORE}{_DAY}{_AFTER}\)?"
_PIECE = re.compile(rf"(?P<views>{_VIEWS})|(?P<date>{_DATE})", re.IGNORECASE)
_ONLY_DATE = re.compile(rf"(?P<date>{_DATE})(?P<views>(?!))?", re.IGNORECASE)
"""As `_PIECE`, for rows that hold no view count."""
_LONGEST_LEAD = 100
"""Characters before a day in which its label, weekday and time stand."""
_ALONE = re.compile(rf"\W*(?:(?P<date>{_DATE_NAME}|ngày)|(?P<views>{_VIEWS_NAME}))\W*", re.IGNORECASE)
_CREDITS = (
    r"(?:tác giả|nguồn|nguồn tin|người đăng|người viết|đăng bởi|biên tập|admin|bởi|font|cỡ chữ|in bài|bình luận"
    r"|chuyên mục|danh mục|thể loại|mục)"
)
_CREDIT = re.compile(rf"{_CREDITS}\b", re.IGNORECASE)
_COUNTER = re.compile(r"\b(?:đang\s+(?:xem|đọc|online|truy cập|trực tuyến)|trực tuyến|online|truy cập)\b", re.IGNORECASE)
_EDGE = " \t\n\xa0|/•·-–—[](),;:."
_LONGEST = 400
_LONGEST_BARE = 100
_LEAST_TITLE = 12
_DIGIT_OR_COLON = re.compile(r"[\d:：]")
_READ = ("xem", "đọc", "view")
_A_DAY = re.compile(_DAY, re.IGNORECASE)
"""Every label holds a day or one of those words. To look for `_PIECE` in a row of 80 characters costs 30 µs, for these 2."""
_OPENS = re.compile(rf"[{re.escape(_EDGE)}]*(?:{_VIEWS}|{_DATE}|{_CREDITS})", re.IGNORECASE)
"""How a row without a colon or `đăng` must begin to be made of labels."""
_LEAD_IN = re.compile(
    rf"\W*(?:{_DATE_NAME}\s*[:：]\s*|ngày\s+){_DAY}\s+\d{{1,2}}:\d{{2}}(?::\d{{2}})?(?:\s*\(GMT\s*\+?\d+\))?(?=\s{{2,}}|\xa0|[^\W\d_])",
    re.IGNORECASE,
)

SEEDS = (
    "lượt xem", "lần xem", "lượt đọc", "lần đọc", "đã xem", "đã đọc", "đăng lúc", "đăng ngày", "ngày đăng",
    "đăng tải", "cập nhật", "xuất bản", "thời gian", "(gmt", "\nngày ", "views", "người xem", "người đọc",
    "\nxem:", "\nxem :", "published", "posted", "updated", "modified",
)  # fmt: skip
"""What every label row holds one of, in lower case, except bare dates."""


@dataclass(frozen=True, slots=True)
class Label:
    kind: LabelKind
    text: str
    named: bool = True
    """False for a bare date, which lists and clocks print too."""
    strong: bool = True
    """Whether nothing but an article's head prints it: not `Ngày 16/07/2024`, which a clock may say too."""


@dataclass(frozen=True, slots=True)
class LabelRow:
    """A row that is made of labels, or has them at one end; `before` and `after` hold the rest."""

    labels: tuple[Label, ...]
    before: str = ""
    after: str = ""
    credits: tuple[str, ...] = ()
    """Other short texts of the row, which may say who wrote the article: `Thu Thảo`, `Đăng bởi Văn Hậu`."""

    def has(self, kind: LabelKind) -> bool:
        return any(label.kind == kind for label in self.labels)

    @property
    def named(self) -> bool:
        return any(label.named for label in self.labels)

    @property
    def strong(self) -> bool:
        return any(label.named and label.strong for label in self.labels)


def read_labels(text: str) -> LabelRow | None:
    """The labels of a row; None where it has none, or where they stand in running text."""
    if len(text) > _LONGEST or not _DIGIT_OR_COLON.search(text):
        return None
    lowered = text.lower()
    if ":" not in text and "đăng" not in lowered and (len(text) > _LONGEST_BARE or not _OPENS.match(text)):
        return None
    pieces = _pieces(text, lowered)
    if not pieces or _COUNTER.search(text):
        return None
    before, after = _rest(text[: pieces[0].start()]), _rest(text[pieces[-1].end() :])
    between = "".join(text[one.end() : two.start()] for one, two in pairwise(pieces)).strip(_EDGE)
    if key_of(before).startswith(CLOCK.prefix) or (between and not _CREDIT.match(between)):
        return None
    if (before or after) and not _set_apart(pieces, before, after):
        return None
    before, after = (rest if len(rest) >= _LEAST_TITLE else "" for rest in (before, after))
    beside = (_trimmed(each) for each in (text[: pieces[0].start()], between, text[pieces[-1].end() :]))
    credits = tuple(rest for rest in beside if _CREDIT.match(rest) and is_byline(rest))
    return LabelRow(tuple(_label(piece) for piece in pieces), before, after, credits)


def _pieces(text: str, lowered: str) -> list[re.Match[str]]:
    """The labels in a row; none where the first stands in running text. To look for them all costs 2 µs a character."""
    pattern, start = _PIECE, 0
    if not any(word in lowered for word in _READ):
        day = _A_DAY.search(text)
        if day is None:
            return []
        pattern, start = _ONLY_DATE, max(0, day.start() - _LONGEST_LEAD)
    first = pattern.search(text, start)
    if first is None or (not _is_printed(first) and _rest(text[: first.start()])):
        return []
    return [first, *pattern.finditer(text, first.end())]


def _rest(text: str) -> str:
    """What stands beside the labels of a row, without marks at its ends; nothing for a credit or a widget."""
    rest = _trimmed(text)
    return "" if _CREDIT.match(rest) or NOISE.match(key_of(rest)) else rest


def _is_printed(piece: re.Match[str]) -> bool:
    """Whether a label has a name and a colon, or is plainly one (`Đăng ngày …`)."""
    return ":" in piece[0] or bool(piece["named"] and "đăng" in piece["named"].lower())


def _trimmed(text: str) -> str:
    """The text without marks at its ends; a parenthesis that it opens itself stays closed."""
    trimmed = text.strip(_EDGE)
    return f"{trimmed})" if trimmed.count("(") > trimmed.count(")") and f"{trimmed})" in text else trimmed


def _set_apart(pieces: Sequence[re.Match[str]], before: str, after: str) -> bool:
    """Whether other words in the row are a title beside labels, or a trifle: labels then have a name and a colon."""
    if (before and after) or not all(map(_is_printed, pieces)):
        return False
    rest = before or after
    return len(rest) < _LEAST_TITLE or not rest[0].islower()


def _label(piece: re.Match[str]) -> Label:
    text = piece[0].strip()
    if piece["views"]:
        return Label("views", text)
    lowered = text.lower()
    strong = "gmt" in lowered or any(word in lowered for word in ("đăng", "xuất bản"))
    return Label("date", text, strong or bool(piece["named"]) or lowered.startswith("ngày"), strong)


def lone_label(text: str) -> LabelKind | None:
    """`Lượt xem:` or `Đăng lúc:` alone in its row; the value stands in the next one."""
    match = _ALONE.fullmatch(text) if len(text) <= 40 else None
    if match is None:
        return None
    return "date" if match["date"] else "views"


_UNREADABLE = re.compile(
    r"\W*(?:đăng\s+lúc|ngày\s+đăng(?:\s+tin)?|đăng\s+ngày|ngày\s+xuất\s+bản)\s*[:：]\s*\S.{0,50}", re.IGNORECASE
)


def read_row(text: str) -> LabelRow | None:
    """As `read_labels`; a date line whose value no form fits (`Đăng lúc: 5 phút trước`) is a date label too."""
    found = read_labels(text)
    if found is None and _UNREADABLE.fullmatch(text):
        return LabelRow((Label("date", text),))
    return found


def lead_in(text: str) -> int:
    """Where the text begins that a date line runs into (`Ngày 10/10/2020 06:43:10   Sáng ngày …`); 0 where there is none."""
    match = _LEAD_IN.match(text)
    return match.end() if match and len(text) - match.end() > 60 else 0


_POSTED_BY = re.compile(
    r"(?:(?:được\s+)?(?:đăng|viết|gửi|tạo|xuất bản)\s+)?(?:bởi|by)\s*:?\s*(?P<who>[^|:]{2,60}?)"
    r"[\s,|–-]*\s(?:vào|lúc|ngày|on|at)\s+(?P<when>.{6,60})$",
    re.IGNORECASE,
)
"""`Được đăng bởi quantri vào T7, 04/02/2023 - 15:46`."""
_NAME_ONLY = re.compile(
    r"(?:(?:được )?đăng (?:bởi|lúc|ngày|vào|trong|tải)|ngày đăng|bởi|by|posted (?:by|on|in)|tác giả(?: bài viết)?"
    r"|nguồn(?: tin)?|người (?:đăng|viết)|biên tập|chuyên mục|danh mục|thể loại|cập nhật(?: lúc)?|xuất bản|đã xuất bản"
    r"|lượt xem|số lượt xem"
    r"|thời gian|author|source|in)\s*:?",
    re.IGNORECASE,
)
_SECTION_NAMES = ("chuyên mục", "danh mục", "thể loại", "đăng trong", "posted in", "in")
_LONGEST_POSTED = 160
_LONGEST_REST, _LONGEST_RESTS = 70, 140
_TITLE_WORDS = 6
"""Words from which what stands beside a date is a headline."""


def read_posted_by(text: str) -> LabelRow | None:
    """Return author and date of a row such as `Đăng bởi quantri vào T7, 04/02/2023 - 15:46`."""
    lowered = text.lower() if len(text) <= _LONGEST_POSTED else ""
    match = _POSTED_BY.search(text) if "bởi" in lowered or "by" in lowered else None
    if match is None or match.start() > 3 or not is_date_line(match["when"]):
        return None
    return LabelRow(
        (Label("date", match["when"].strip(), named=True, strong=True),), credits=(text[: match.end("who")].strip(),)
    )


def read_date_row(text: str) -> LabelRow | None:
    """Return the label of a row that is nothing but a date: `20:00 08-Oct-2019`, `3 năm trước`."""
    if len(text) > _LONGEST_BARE or not is_date_line(text):
        return None
    return LabelRow((Label("date", text.strip(), named=False, strong=False),))


def read_pieces(pieces: Sequence[str]) -> LabelRow | None:
    """Return the labels of a row that stands in several elements, as in `<span>3 ngày trước</span><span>Lượt xem: 258</span>`.

    What is neither a label nor a widget goes to `credits`. None where no piece is a label, or one is running text.
    """
    labels: list[Label] = []
    rests: list[str] = []
    name = ""
    for piece in pieces:
        text = _trimmed(piece)
        if not text or (NOISE.match(key_of(text)) and not name):
            continue
        if name:
            text, name = f"{name} {text}", ""
        elif _NAME_ONLY.fullmatch(text):
            name = text
            continue
        read = read_row(text) or read_date_row(text) or read_posted_by(text)
        if read and not read.before and not read.after:
            labels += read.labels
            rests += read.credits
        elif len(text) > _LONGEST_REST:
            return None
        elif not text.lower().startswith(_SECTION_NAMES):
            rests.append(text)
    if not labels or sum(map(len, rests)) > _LONGEST_RESTS:
        return None
    if len(rests) == 1 and len(rests[0].split()) >= _TITLE_WORDS and not is_byline(rests[0]):
        first = rests[0] in pieces[0]
        return LabelRow(tuple(labels), before=rests[0] if first else "", after="" if first else rests[0])
    return LabelRow(tuple(labels), credits=tuple(rests))
