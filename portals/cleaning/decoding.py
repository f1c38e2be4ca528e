"""Bytes to text. What headers and meta tags claim is not asked: on these portals it is right for 85 % of the pages only.

Order: byte order mark, UTF-16 without a mark, strict UTF-8, UTF-8 with a few broken bytes, windows-1258. The result is NFC,
without U+FEFF and without NUL. TCVN3 and VNI are fonts rather than charsets: their bytes cannot be told from others with
certainty and are read as windows-1258; windows-1252 is never guessed, the two agree where Western letters stand.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass

from portals.cleaning.mojibake import repair

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ASCII = bytes(range(128))
_ESCAPED = re.compile("[\udc80-\udcff]")
_SAMPLE = 8192
_MOST_BROKEN = 0.5
"""Share of the non-ASCII bytes that may be broken in a page that is still UTF-8. In windows-1258 nearly all of them break."""
_LONGEST_TAIL = 3
"""Bytes of a character that the end of the page cut."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A page as text."""

    text: str
    charset: str
    """What it was read as: `utf-8`, `windows-1258`, `utf-16-le`, `utf-16-be`, `utf-32-le`, `utf-32-be`."""
    undecodable: int = 0
    """Bytes that no character came of: broken ones (U+FFFD stands in the text) and dropped NULs."""
    repaired: int = 0
    """Stretches of twice encoded UTF-8 (`á»§` for `ủ`) that were put right."""


def decode(body: bytes) -> Decoded:
    """The text of a page: NFC, no U+FEFF, no NUL. Never raises; what could not be read is counted."""
    text, charset, lost = _read(body)
    if "\0" in text:
        lost += text.count("\0")
        text = text.replace("\0", "")
    text, repaired = repair(text)
    if "\ufeff" in text:
        text = text.replace("\ufeff", "")
    if repaired or charset != "utf-8" or not _is_nfc(body):
        text = _normalised(text)
    return Decoded(text, charset, lost, repaired)


def _normalised(text: str) -> str:
    """The text as NFC, line by line: no line break joins what follows it, and most lines are ASCII, which stays as it is."""
    return "\n".join([line if line.isascii() else unicodedata.normalize("NFC", line) for line in text.split("\n")])


def _is_nfc(body: bytes) -> bool:
    """True if UTF-8 is surely NFC: no mark that joins a Latin letter, and what is not ASCII is NFC by itself."""
    if body.isascii():
        return True
    if b"\xcc" in body or b"\xcd" in body:
        return False
    return unicodedata.is_normalized("NFC", body.translate(None, _ASCII).decode("utf-8", "replace"))


def _read(body: bytes) -> tuple[str, str, int]:
    """Text, charset and the number of bytes lost."""
    for mark, charset in _MARKS:
        if body.startswith(mark):
            return _wide(body[len(mark) :], charset)
    body = body.removeprefix(codecs.BOM_UTF8)
    if b"\0" in body and (wide := _unmarked_utf16(body)):
        return _wide(body, wide)
    try:
        return body.decode("utf-8"), "utf-8", 0
    except UnicodeDecodeError:
        return _broken_utf8(body) or _windows_1258(body)


def _wide(body: bytes, charset: str) -> tuple[str, str, int]:
    """UTF-16 or UTF-32; a broken or cut unit becomes U+FFFD and counts as one unit's bytes, or what is left of it."""
    text = body.decode(charset, "replace")
    unit = 4 if "32" in charset else 2
    cut = len(body) % unit
    broken = text.count("\ufffd") - body.decode(charset, "ignore").count("\ufffd")
    return text, charset, cut + unit * max(0, broken - bool(cut))


def _unmarked_utf16(body: bytes) -> str | None:
    """UTF-16 without a mark: in a page of markup most units have a zero high byte, and nearly no low byte is zero."""
    sample = body[:_SAMPLE]
    even, odd = sample[::2], sample[1::2]
    for high, low, charset in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        if len(high) > 1 and high.count(0) * 2 > len(high) and low.count(0) * 20 <= len(low):
            return charset
    return None


def _broken_utf8(body: bytes) -> tuple[str, str, int] | None:
    """UTF-8 with a few broken bytes, or a cut last character; None if too little of it is UTF-8."""
    escaped = body.decode("utf-8", "surrogateescape")
    broken = len(_ESCAPED.findall(escaped))
    tail = len(escaped[-_LONGEST_TAIL:]) - len(_ESCAPED.sub("", escaped[-_LONGEST_TAIL:]))
    high = len(body.translate(None, _ASCII))
    if high <= tail or (broken - tail) > _MOST_BROKEN * (high - tail):
        return None
    return body.decode("utf-8", "replace"), "utf-8", broken


def _windows_1258(body: bytes) -> tuple[str, str, int]:
    """Windows-1258: Vietnamese with tones as combining marks, which NFC joins to their letters."""
    text = body.decode("windows-1258", "replace")
    return text, "windows-1258", text.count("\ufffd")
