"""Pages that say that they are an error, a login form or closed for maintenance, and articles that only speak of such things.

What counts is the page's `<title>` or one whole text element, and that no text of an article stands on the page.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from html import unescape
from importlib.resources import files

from portals.errors import Rejected
from portals.text.folding import fold
from portals.webpage.decoding import decode
from portals.webpage.visible_text import is_sentence, is_vietnamese, texts, without

SMALL = 40_000
"""Bytes of the largest page whose every text is looked at."""
LITTLE_TEXT = 700
"""Characters of text that error pages and stubs stay below, menus and all."""
_LONG = 160
_LEAST_PROSE = 80
_LITTLE_PROSE = 300
_LITTLE_BESIDE = 120
"""Characters beside a login form on a page that is nothing but one."""
_TITLE = re.compile(rb"<title[^<>]*>([^<]*)", re.IGNORECASE)
_HEAD = 16_384
"""Bytes in which a page names itself."""
_PASSWORD = re.compile(r"<input[^<>]+type\s*=\s*['\"]?password", re.IGNORECASE)
_FORM = re.compile(r"<(form)\b", re.IGNORECASE)
_BEFORE_NAME = (" - ", " | ", ": ")
_MARKS = " .:!?…-–|»\"'“”()"
_NUMBERED = re.compile(r"(?:http |iis [\d.]+ detailed )?(?:error|status|lỗi|mã lỗi)(?: code)?:? [45]\d\d\b")
"""`HTTP Status 404 – …`, `Lỗi 500`."""
_GONE = re.compile(
    r"(?:(?:xin lỗi|rất tiếc),? )?(?:trang|tin|tin bài|bài|bài viết|bài đăng|nội dung"
    r"|đường dẫn|liên kết|dữ liệu|tài liệu|chuyên mục)"
    r"(?: web| tin)?(?: này)?(?: (?:mà )?bạn (?:đang |muốn )?(?:yêu cầu|tìm kiếm|tìm|truy cập|cần|xem))?(?: này)?"
    r" (?:không tồn tại|đã bị xóa|đã bị gỡ(?: bỏ)?|không được tìm thấy|không hợp lệ|chưa được xuất bản|không còn)"
    r"(?: (?:hoặc|hay|và) [^.!?]{1,50})?"
)
"""`Tin bài này không tồn tại hoặc chưa được xuất bản`."""
_CODE = re.compile(r"(?:[\w.-]+ \| )?[45]\d\d[ :.-]+([a-z][a-z '-]+)")
"""`503 Backend fetch failed`, `example.vn | 522: Connection timed out`."""


@cache
def words(table: str) -> Mapping[str, tuple[str, ...]]:
    """A table of `walls.toml`: name → phrases, folded."""
    text = files(__package__).joinpath("block_pages.toml").read_text("utf-8")
    return {name: tuple(map(fold, phrases)) for name, phrases in tomllib.loads(text)[table].items()}


@cache
def excuses() -> tuple[str, ...]:
    """Words that no sentence of an article holds: a message's to its reader, the page's foot."""
    return tuple(word for group in words("excused").values() for word in group)


def check_words(body: bytes, small: str) -> None:
    """Raises `Rejected` where the `<title>` of a page, and in a small page any text element, says that it is no article.

    `small` is the text of a page of `SMALL` bytes at most, else empty.
    """
    match = _TITLE.search(small.encode() if small else body, 0, _HEAD)
    title = decode(match[1]).text.strip() if match else ""
    if small or _reason(title):
        check_text(small or decode(body).text, title)


def check_text(source: str, title: str = "") -> None:
    """Raises `Rejected` where markup says that it is an error, maintenance or login page, and has no article's text.

    For pages on which no article label was found; `title` is what the head says, where that shall count too.
    """
    shown = texts(source)
    if _holds_prose(shown):
        return
    alone = sum(map(len, shown)) <= LITTLE_TEXT
    claims = {
        text: found
        for text in (title, *shown)
        if len(text) <= _LONG and (found := _reason(text)) and (alone or text == title or not text.isdigit())
    }  # a bare `404` among other text is a page number or a counter
    if not claims or _prose(shown, claims) > _LITTLE_PROSE:
        return
    spoken = any(is_sentence(text, excuses()) for text in texts(source, linked=False) if text not in claims)
    for text, found in claims.items():
        if found == "login_page" and not _is_login(source, claims, text == title):
            continue
        if not (spoken and (found == "login_page" or _is_doubtful(text))):
            raise Rejected(found)


def is_article(source: str) -> bool:
    """Whether `check_text` lets markup pass for its prose alone; markup without its menus will do."""
    return _holds_prose(texts(source))


def _holds_prose(shown: Iterable[str]) -> bool:
    """Whether enough long Vietnamese text stands there that is no message: asked first, as messages cost ten times that."""
    prose = [text for text in shown if len(text) >= _LEAST_PROSE and is_vietnamese(text)]
    long = sum(len(text) for text in prose if len(text) > _LONG)
    return long > _LITTLE_PROSE or sum(len(text) for text in prose if len(text) > _LONG or not _reason(text)) > _LITTLE_PROSE


def _prose(shown: Iterable[str], claims: Mapping[str, str]) -> int:
    """Characters of long text that says something else; where all claims are English (a server's) English text is none."""
    english = not any(map(is_vietnamese, claims))
    others = (text for text in shown if len(text) >= _LEAST_PROSE and text not in claims)
    return sum(len(text) for text in others if is_vietnamese(text) or not english)


def _is_login(source: str, claims: Mapping[str, str], titled: bool) -> bool:
    """Whether a page with a password's field is named for it or holds hardly anything else; a box beside an article is none."""
    if not _PASSWORD.search(source):
        return False
    beside = [text for text in texts(without(source, _FORM), linked=False) if text not in claims]
    return titled or sum(map(len, beside)) <= _LITTLE_BESIDE


def _is_doubtful(text: str) -> bool:
    """Whether a claim may be an article's headline: `Thông báo lỗi`, or `404 not found - giới trẻ nói gì`."""
    whole, *starts = _parts(text)
    return whole in words("doubtful")["phrases"] or (_reason(text) is not None and not _says(whole) and any(map(_says, starts)))


def _parts(text: str) -> list[str]:
    """The text folded, and what stands before each mark that a site's name may follow."""
    folded = fold(unescape(text)).strip(_MARKS)
    return [folded, *(folded.partition(mark)[0].rstrip(_MARKS) for mark in _BEFORE_NAME if mark in folded)]


def _reason(text: str) -> str | None:
    """What a title or a whole text element says the page is, the site's name after it apart."""
    if len(text) > 4 * _LONG:
        return None
    return next(filter(None, map(_says, _parts(text))), None)


def _says(folded: str) -> str | None:
    """What a message says the page is."""
    whole, starts = _known_words()
    if folded in whole:
        return whole[folded]
    if _NUMBERED.match(folded) or (" " in folded and (_GONE.fullmatch(folded) or _coded(folded))):
        return "error_page"
    match = _beginnings().match(folded)
    return starts[match[0]] if match else None


def _coded(folded: str) -> bool:
    """Whether a status code and an English phrase for it is all: `502 bad gateway`; `404 hộ dân` is not."""
    match = _CODE.fullmatch(folded)
    return match is not None and len(set(words("status")["words"]).intersection(match[1].split())) > 1


@cache
def _beginnings() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, _known_words()[1])))


@cache
def _known_words() -> tuple[dict[str, str], dict[str, str]]:
    """Whole phrases and beginnings, each with what it means."""
    whole, starts = (
        {phrase: name for name, phrases in words(table).items() for phrase in phrases} for table in ("whole", "start")
    )
    return whole, starts
