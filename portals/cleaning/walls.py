"""Pages that are no pages: firewall stubs, challenges, login forms, error pages with status 200, files, cut and empty bodies.

Looked at before anything is cleaned. A wall (`Rejected.wall`) is a firewall's answer; the rest only says: no article.
An article about errors, logins or road maintenance passes: what counts is the page's title or one whole text element, and that
hardly any other text stands on the page.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from html import unescape
from importlib.resources import files

from portals.cleaning.text import fold
from portals.page import RawPage, Rejected

LARGEST = 12_000_000
"""Bytes; the portals' longest articles have 2 MB with pictures inlined."""
_STUB = 6_000
_SMALL = 40_000
_LITTLE_TEXT = 700
_LONG_ELEMENT = 160
_LEAST_PROSE = 80
_LITTLE_PROSE = 300
_MAGIC = (
    *(b"%PDF", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"PK\x03\x04", b"Rar!", b"\xd0\xcf\x11\xe0", b"\x1f\x8b", b"RIFF", b"ID3"),
    *(b"BM6", b"II*\x00", b"\x00\x00\x00\x18ftyp", b"\x00\x00\x00 ftyp", b"{\\rtf"),
)
"""How files begin: PDF, pictures, archives, old Word, sound, video, RTF."""
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|div|table|form|p|script|meta|title|span|h1|article)\b", re.IGNORECASE)
_OTHER_TYPES = (
    "application/pdf",
    "application/json",
    "application/xml",
    "application/rss",
    "application/zip",
    "application/msword",
    "application/vnd",
    "application/octet-stream",
    "text/css",
    "text/csv",
    "text/xml",
    "text/javascript",
    "application/javascript",
    "image/",
    "video/",
    "audio/",
    "font/",
)
_COOKIE = re.compile(r"document\s*\.\s*cookie\s*=|setCookie\s*\(|\bD1N=", re.IGNORECASE)
_RELOAD = re.compile(r"location\s*(?:\.\s*(?:reload|replace|assign|href)|=)|history\s*\.\s*go|\.submit\s*\(", re.IGNORECASE)
_REFRESH = re.compile(r"<meta[^>]+http-equiv\s*=\s*['\"]?refresh", re.IGNORECASE)
_DEAD = re.compile(r"<(script|style|noscript|head)\b.*?</\1\s*>|<!--.*?-->", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_TITLE = re.compile(r"<title[^>]*>(.*?)</title", re.IGNORECASE | re.DOTALL)
_PASSWORD = re.compile(r"<input[^>]+type\s*=\s*['\"]?password", re.IGNORECASE)
_BEFORE_NAME = (" - ", " | ", ": ")
_MARKS = " .:!?…-–|»\"'“”()"


@cache
def _phrases(table: str) -> Mapping[str, tuple[str, ...]]:
    text = files("portals.cleaning").joinpath("walls.toml").read_text("utf-8")
    return {name: tuple(map(fold, phrases)) for name, phrases in tomllib.loads(text)[table].items()}


def inspect(page: RawPage) -> None:
    """Raises `Rejected` where the response is no page to read: by status, type, size, shape, and by what it says of itself."""
    body = page.body
    headers = {name.lower(): value for name, value in page.headers.items()}
    _check_stub(page)
    if page.status >= 400:
        raise Rejected(f"http_{page.status}")
    if 300 <= page.status < 400:
        raise Rejected("redirect")
    if not body.strip():
        raise Rejected("empty")
    if len(body) > LARGEST:
        raise Rejected("enormous")
    _check_type(body, headers.get("content-type", "").lower())
    if page.truncated or _is_cut(body, headers):
        raise Rejected("truncated")
    _check_words(body)


def _check_stub(page: RawPage) -> None:
    """A firewall's answer, whatever its status."""
    if len(page.body) > _SMALL or not page.body:
        return
    source = page.body.decode("utf-8", "replace")
    folded = source.lower()
    named = next((name for name, phrases in _phrases("walls").items() if any(phrase in folded for phrase in phrases)), None)
    if named is None and len(source) > _STUB:
        return
    visible = _visible(source)
    if named and len(visible) < _LITTLE_TEXT:
        raise Rejected(named, wall=True)
    if len(visible) < 200 and page.status < 400 and _COOKIE.search(source) and _RELOAD.search(source):
        raise Rejected("cookie_wall", wall=True)
    if len(visible) < 200 and page.status < 400 and _REFRESH.search(source):
        raise Rejected("refresh_wall", wall=True)
    if len(visible) < 40 and page.status < 400 and "<script" in folded and (_RELOAD.search(source) or "eval(" in folded):
        raise Rejected("script_wall", wall=True)


def _check_type(body: bytes, declared: str) -> None:
    start = body[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(_MAGIC):
        raise Rejected("not_html")
    if _HTML.search(body[:4096]):
        return
    if start[:1] in (b"{", b"[") or start.startswith(b"<?xml") or declared.startswith(_OTHER_TYPES):
        raise Rejected("not_html")
    if not _HTML.search(body) and b"\x00" not in body[:64]:
        raise Rejected("not_html")


def _is_cut(body: bytes, headers: Mapping[str, str]) -> bool:
    """A lost tail: the transfer says so, or a whole document's end is missing and its last word or tag is cut."""
    if headers.get("x-dataloss") or headers.get("warc-truncated") or headers.get("dataloss"):
        return True
    length = headers.get("content-length", "")
    if length.isdigit() and "content-encoding" not in headers and int(length) > len(body):
        return True
    tail = body[-2048:].rstrip()
    if tail.endswith(b">") or b"</html" in tail.lower() or b"</body" in tail.lower():
        return False
    return re.match(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype|html)", body[:512], re.IGNORECASE) is not None


def _check_words(body: bytes) -> None:
    """What the page's `<title>` says, and in a small page any text element."""
    head = body[:16_384].decode("utf-8", "replace")
    title = _TITLE.search(head)
    named = _reason(title[1]) if title else None
    if named is None and len(body) > _SMALL:
        return
    source = body.decode("utf-8", "replace")
    check_text(source, named)


def check_text(source: str, named: str | None = None) -> None:
    """Raises `Rejected` where markup says that it is an error, maintenance or login page, and has no article's text.

    For pages on which no article label was found; `named` is what the `<title>` already said.
    """
    texts = [text for part in _TAG.split(_DEAD.sub(" ", source)) if (text := part.strip())]
    if sum(len(text) for text in texts if len(text) > _LONG_ELEMENT) > _LITTLE_PROSE:
        return
    alone = sum(map(len, texts)) <= _LITTLE_TEXT
    said = {
        text: found
        for text in texts
        if len(text) <= _LONG_ELEMENT and (found := _reason(text)) and (alone or not text.isdigit())
    }  # a bare `404` among other text is a page number or a counter
    prose = sum(len(text) for text in texts if len(text) >= _LEAST_PROSE and text not in said)
    if prose > _LITTLE_PROSE:
        return
    reasons = [named] if named else []
    reasons += [found for found in said.values() if found != "login_page" or alone]
    for reason in reasons:
        if reason != "login_page" or _PASSWORD.search(source):
            raise Rejected(reason)


def _reason(text: str) -> str | None:
    """What a title or a whole text element says the page is, the site's name after it apart."""
    if len(text) > 4 * _LONG_ELEMENT:
        return None
    folded = fold(unescape(text)).strip(_MARKS)
    whole, starts = _known_words()
    for part in (folded, *(folded.partition(mark)[0].rstrip(_MARKS) for mark in _BEFORE_NAME)):
        if part in whole:
            return whole[part]
    return next((name for name, phrases in starts if folded.startswith(phrases)), None)


@cache
def _known_words() -> tuple[dict[str, str], tuple[tuple[str, tuple[str, ...]], ...]]:
    """Whole phrases with what they mean, and beginnings by what they mean."""
    whole = {phrase: name for name, phrases in _phrases("whole").items() for phrase in phrases}
    return whole, tuple(_phrases("start").items())


def _visible(source: str) -> str:
    return " ".join(_TAG.sub(" ", _DEAD.sub(" ", source)).split())
