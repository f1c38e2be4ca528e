"""Pages that are no pages: firewall stubs, challenges, login forms, error pages with status 200, files, cut and empty bodies.

Looked at before anything is cleaned. A wall (`Rejected.wall`) is a firewall's answer; the rest only says: no article.
An article about errors, logins or road maintenance passes: what counts is the page's title or one whole text element, and that
hardly any other text stands on the page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import unescape

from portals.errors import Rejected
from portals.items import RawPage
from portals.webpage.decoding import decode
from portals.webpage.error_pages import LITTLE_TEXT, SMALL, check_text, check_words, excuses, is_article, words
from portals.webpage.visible_text import is_sentence, texts

__all__ = ["LARGEST", "check_text", "inspect", "is_article"]

LARGEST = 12_000_000
"""Bytes; the portals' longest articles have 2 MB with pictures inlined."""
_STUB, _BLOCK = 6_000, 15_000
"""Characters of the largest stub, and of the largest page of a firewall that no list names."""
_HARDLY_ANY = 200
_NEXT_TO_NONE = 40
"""Characters that a stub shows at most; one that only sends the browser on shows next to none."""
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


def inspect(page: RawPage) -> None:
    """Raises `Rejected` where the response is no page to read: by status, type, size, shape, and by what it says of itself."""
    body = page.body
    headers = {name.lower(): value for name, value in page.headers.items()}
    small = decode(body).text if len(body) <= SMALL else ""
    _check_stub(small, page.status)
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
    check_words(body, small)


def _check_stub(source: str, status: int) -> None:
    """A firewall's answer, whatever its status."""
    if not source:
        return
    lower = source.lower()
    named, sign = _named("walls", lower), _named("signs", lower)
    if len(source) <= _BLOCK:
        sign = sign or _blocked(unescape(lower))
    if not (named or sign) and len(source) > _STUB:
        return
    elements = texts(source)
    visible = sum(map(len, elements))
    if (reason := named or sign) and visible < LITTLE_TEXT and not _is_portal(elements, strict=not named):
        raise Rejected(reason, wall=True)
    if status >= 400 or len(source) > _STUB or visible >= _HARDLY_ANY:
        return
    if _COOKIE.search(source) and _RELOAD.search(source):
        raise Rejected("cookie_wall", wall=True)
    if _REFRESH.search(source):
        raise Rejected("refresh_wall", wall=True)
    if visible < _NEXT_TO_NONE and "<script" in lower and (_RELOAD.search(source) or "eval(" in lower):
        raise Rejected("script_wall", wall=True)


def _named(table: str, lower: str) -> str | None:
    return next((name for name, signs in words(table).items() if any(sign in lower for sign in signs)), None)


def _blocked(text: str) -> str | None:
    """`firewall` where a text refuses (`bị chặn`) and proves it (`mã sự kiện`, `IP của bạn`)."""
    refused = all(any(word in text for word in words("blocked")[part]) for part in ("says", "proof"))
    return "firewall" if refused else None


def _is_portal(elements: Sequence[str], *, strict: bool) -> bool:
    """Whether a sentence of an article stands on the page; the portal's own foot tells as much of a page with a captcha."""
    if strict and any(word in text.lower() for text in elements for word in words("excused")["foot"]):
        return True
    return any(is_sentence(text, excuses()) and not _blocked(text.lower()) for text in elements)


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
