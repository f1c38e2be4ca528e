"""Pages that are no pages: firewall stubs, challenges, logins, members-only and error pages with status 200, files, cut bodies.

`inspect` looks at a response before anything is read from it, `check_reading` at what was read. A wall (`Rejected.wall`) is a
firewall's answer; the rest only says: no article. What decides is not how much stands on the page but whether a message stands
where an article's text would: a whole site's menus, teasers and foot may stand around it. An article about errors, logins or
road maintenance passes, as it says something else, too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from html import unescape
from urllib.parse import unquote, urlsplit

from portals.errors import Rejected
from portals.items import RawPage
from portals.text.folding import fold
from portals.webpage.decoding import decode
from portals.webpage.main_text import MainText, MainTexts, main_texts
from portals.webpage.page_messages import (
    LONGEST,
    Claim,
    claim_of,
    excuses,
    phrase_table,
    quotes_a_number,
    speaks_to_reader,
    split_sentences,
)
from portals.webpage.size import is_too_large
from portals.webpage.visible_text import is_sentence, is_vietnamese, texts

__all__ = ["check_reading", "check_text", "inspect", "is_article"]

_SMALL = 40_000
"""Bytes of the largest page whose every text is looked at before it is read."""
_STUB, _BLOCK = 6_000, 15_000
"""Characters of the largest stub, and of the largest page of a firewall that no list names."""
_LITTLE_TEXT = 700
"""Characters of text that stubs stay below, menus and all."""
_HARDLY_ANY = 200
_NEXT_TO_NONE = 40
"""Characters that a stub shows at most; one that only sends the browser on shows next to none."""
_HEADLINE = 160
"""Characters of the longest title that is looked at."""
_LONG_TEXT, _LONG_MESSAGE, _LEAST_PROSE = 160, 300, 60
_LITTLE_PROSE = 300
"""Characters of an article's sentences that a page with a message has less of."""
_READ_WELL = 600
"""Characters of a body that needs no second look where its title is no message."""
_LEAST_SENTENCE, _LEAST_HEADLINE = 40, 20
_LITTLE_BESIDE = 120
"""Characters beside a login form on a page that is nothing but one."""
_SAME_WORDS, _LEAST_WORDS = 0.7, 4
"""Share and number of an address's words that its page's title must have to be named by it."""
_NOT_WHOLE = {"length": "too_large", "encoding": "bad_encoding"}
"""The reason for a body that is not whole, by why it is not; any other body was `cut`."""
_TITLE = re.compile(rb"<title[^<>]*>([^<]*)", re.IGNORECASE)
_HEAD = 16_384
"""Bytes in which a page names itself."""
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
_XML = (b"<?xml", b"<rss", b"<feed", b"<urlset", b"<sitemapindex", b"<rdf")
_COOKIE = re.compile(r"document\s*\.\s*cookie\s*=|setCookie\s*\(|\bD1N=", re.IGNORECASE)
_RELOAD = re.compile(r"location\s*(?:\.\s*(?:reload|replace|assign|href)|=)|history\s*\.\s*go|\.submit\s*\(", re.IGNORECASE)
_REFRESH = re.compile(r"<meta[^>]+http-equiv\s*=\s*['\"]?refresh", re.IGNORECASE)


def inspect(page: RawPage, *, markup: bool = True) -> None:
    """Raise `Rejected` where the response is no page to read: by status, type, size, shape, and by what it says of itself.

    Without `markup` JSON and XML pass: the lists, feeds and sitemaps of a site.
    """
    body = page.body
    headers = {name.lower(): value for name, value in page.headers.items()}
    small = decode(body).text if len(body) <= _SMALL else ""
    _check_stub(small, page.status)

    if page.status >= 400:
        raise Rejected(f"http_{page.status}")
    if 300 <= page.status < 400:
        raise Rejected("redirect")
    if page.status == 206 and not _covers_all(headers.get("content-range", ""), len(body)):
        raise Rejected("cut")
    if page.truncated:
        raise Rejected(_NOT_WHOLE.get(page.truncated, "cut"))
    if not body.strip():
        raise Rejected("empty")
    if is_too_large(body):
        raise Rejected("too_large")
    if not markup and _is_data(body):
        return
    _check_type(body, headers.get("content-type", "").lower())
    if _is_cut(body, headers):
        raise Rejected("truncated")

    match = _TITLE.search(small.encode() if small else body, 0, _HEAD)
    title = decode(match[1]).text.strip() if match else ""
    if small or claim_of(title[:LONGEST]):
        check_text(small or decode(body).text, title, page.url)


def _covers_all(content_range: str, length: int) -> bool:
    """Return whether a part is the whole page after all: `bytes 0-99/100` of 100 bytes."""
    found = re.fullmatch(r"bytes 0-([0-9]{1,15})/([0-9]{1,15})", content_range.strip())
    return found is not None and int(found[1]) + 1 == int(found[2]) == length


def check_reading(page: RawPage, title: str | None, paragraphs: Sequence[str]) -> None:
    """Raise `Rejected` where a reader took a message for an article, or an article's neighbours for the article.

    `title` and `paragraphs` are what was read from the page (`title` None and no paragraphs: nothing). A body of 600 characters
    and more under a title that is no message passes at once; below, the page is looked at as a whole.
    """
    said = claim_of(title) if title else None
    if said is None and sum(map(len, paragraphs)) >= _READ_WELL:
        return
    check_text(decode(page.body).text, title or "", page.url)


def check_text(source: str, title: str = "", url: str = "") -> None:
    """Raise `Rejected` where markup says that it is an error, closed, members-only or login page, and has no article's text.

    `title` is what the head or a reader says, where that shall count too; `url` lets a headline pass that its address names.
    """
    if is_article(source):
        return
    claim = _verdict(main_texts(source), title, url)
    if claim is not None:
        raise Rejected(claim.reason, wall=claim.wall)


def is_article(source: str) -> bool:
    """Return whether so much long running text stands in markup that no message needs to be looked for."""
    long = (text for text in texts(source, linked=False) if len(text) > _LONG_TEXT and is_vietnamese(text))
    plain = (text for text in long if not speaks_to_reader(text) and (len(text) > _LONG_MESSAGE or not claim_of(text)))
    return sum(map(len, plain)) > 2 * _LITTLE_PROSE


def _verdict(page: MainTexts, title: str, url: str) -> Claim | None:
    """What the page is if it is no article."""
    short = title if len(title) <= _HEADLINE else ""
    said = [(part.text, part.level > 0, claim) for part in page.texts if (claim := _claim(part))]
    if short and (claim := claim_of(short)):
        said.append((short, True, claim))
    if not said:
        return Claim("login_page") if _is_login_form(page, short) else None

    prose = _prose(page, title, english=any(is_vietnamese(text) for text, *_ in said))
    if sum(map(len, prose)) > _LITTLE_PROSE:
        return None
    said = [
        (text, heading, claim) for text, heading, claim in said if claim.reason != "login_page" or _is_login(page, text, title)
    ]
    if prose:
        said = [
            (text, heading, claim)
            for text, heading, claim in said
            if (heading and claim.sure and claim.reason != "login_page") or claim.gate
        ]
    closed = bool(said) and all(claim.reason == "maintenance" for *_, claim in said)
    if closed and (any(_is_announced(text, url) for text, *_ in said) or _has_headline(page, title)):
        return None
    return max((claim for *_, claim in said), key=_weight, default=None)


def _claim(part: MainText) -> Claim | None:
    """A text's claim; a link is believed only where it asks for a login (`Đăng nhập để đọc toàn bộ bài này`)."""
    claim = claim_of(part.text)
    return claim if claim and (not part.linked or claim.reason == "members_only") else None


def _weight(claim: Claim) -> int:
    """Which of several claims names the page."""
    return ("error_page", "login_page", "maintenance", "members_only", "firewall").index(claim.reason)


def _prose(page: MainTexts, title: str, *, english: bool) -> list[str]:
    """The sentences that an article may have; English ones only beside a message in Vietnamese (a server's is English)."""
    known = fold(title)
    found = []
    for part in page.texts:
        if part.level or part.linked or (known and fold(part.text) in known):
            continue
        for sentence in split_sentences(part.text):
            if len(sentence) >= _LEAST_PROSE and (english or is_vietnamese(sentence)) and not _is_said(sentence):
                found.append(sentence)
    return found


def _is_said(sentence: str) -> bool:
    return speaks_to_reader(sentence) or quotes_a_number(sentence) or claim_of(sentence) is not None


def _is_login(page: MainTexts, text: str, title: str) -> bool:
    """Whether a page with a password's field is named for it or holds hardly anything else; a box beside an article is none."""
    if not page.password:
        return False
    beside = sum(len(part.text) for part in page.texts if part.text != text)
    return text == title or beside <= _LITTLE_BESIDE


def _is_login_form(page: MainTexts, title: str) -> bool:
    """Whether all that a page shows is a form for a name and a password, under headings that say so or say nothing."""
    heads = [fold(text) for text in (title, *(part.text for part in page.texts if 0 < part.level < 3)) if text]
    named = [any(word in head for word in phrase_table("logins")["words"]) for head in heads]
    other = (head for head, login in zip(heads, named, strict=True) if not login and head != fold(title))
    if not page.password or not any(named) or any(len(head) >= _LEAST_HEADLINE for head in other):
        return False
    others = [
        part.text for part in page.texts if not (part.level or part.in_form or part.linked or speaks_to_reader(part.text))
    ]
    return sum(map(len, others)) <= _LITTLE_BESIDE and all(len(text) < _LEAST_SENTENCE for text in others)


def _is_announced(text: str, url: str) -> bool:
    """Whether an address names the text, as an article's does its headline (`…/thong-bao-bao-tri-he-thong.html`)."""
    words = re.findall(r"[a-z]{2,}", _plain(unquote(urlsplit(url).path.rstrip("/").rpartition("/")[2].rpartition(".")[0])))
    shown = set(re.findall(r"[a-z]+", _plain(text)))
    return len(words) >= _LEAST_WORDS and sum(word in shown for word in words) >= _SAME_WORDS * len(words)


def _has_headline(page: MainTexts, title: str) -> bool:
    """Whether a headline stands there that says something else: a closed site prints none, its name or `Bảo trì …` at most."""
    heads = (part.text for part in page.texts if 0 < part.level < 3 and len(part.text) >= _LEAST_HEADLINE)
    known = fold(title)
    return any(fold(text) in known and not claim_of(text) and not _says_nothing(fold(text)) for text in heads)


def _says_nothing(folded: str) -> bool:
    return any(word in folded for name in ("site", "closing") for word in phrase_table("excused")[name])


def _plain(text: str) -> str:
    """Lower case without marks: `Bảo trì` → `bao tri`."""
    apart = unicodedata.normalize("NFD", fold(text).replace("đ", "d"))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _check_stub(source: str, status: int) -> None:
    """Raise for a firewall's answer, whatever its status."""
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
    if (reason := named or sign) and visible < _LITTLE_TEXT and not _is_portal(elements, strict=not named):
        raise Rejected(reason, wall=True)
    if status >= 400 or len(source) > _STUB or visible >= _HARDLY_ANY:
        return
    if _COOKIE.search(source) and _RELOAD.search(source):
        raise Rejected("cookie_wall", wall=True)
    if _REFRESH.search(source) and not any(map(claim_of, elements)):  # `404 … chuyển về trang chủ sau 5 giây` is no wall
        raise Rejected("refresh_wall", wall=True)
    if visible < _NEXT_TO_NONE and "<script" in lower and (_RELOAD.search(source) or "eval(" in lower):
        raise Rejected("script_wall", wall=True)


def _named(name: str, lower: str) -> str | None:
    return next((reason for reason, signs in phrase_table(name).items() if any(sign in lower for sign in signs)), None)


def _blocked(text: str) -> str | None:
    """`firewall` where a text refuses (`bị chặn`) and proves it (`mã sự kiện`, `IP của bạn`)."""
    refused = all(any(word in text for word in phrase_table("blocked")[part]) for part in ("says", "proof"))
    return "firewall" if refused else None


def _is_portal(elements: Sequence[str], *, strict: bool) -> bool:
    """Whether a sentence of an article stands on the page; the portal's own foot tells as much of a page with a captcha."""
    if strict and any(
        word in text.lower() for text in elements for part in ("foot", "site") for word in phrase_table("excused")[part]
    ):
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


def _is_data(body: bytes) -> bool:
    """Whether a body is JSON, XML that is no XHTML, or packed XML."""
    start = body[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start[:2] == b"\x1f\x8b" or start[:1] in (b"{", b"["):
        return True
    return start.startswith(_XML) and b"<html" not in start.lower()


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
