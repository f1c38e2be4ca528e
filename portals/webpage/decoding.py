"""Bytes to text. What headers and meta tags claim is not asked: on these portals it is right for 85 % of the pages only.

Order: byte order mark, UTF-16 without a mark, strict UTF-8, UTF-8 with a few broken bytes, windows-1258. The result is NFC,
without U+FEFF and without NUL. TCVN3 and VNI are fonts rather than charsets: a page is read so where its words make sense in no
other way. A stretch between tags that is plainly of another charset than its page is read in its own. Windows-1252 is
never guessed, it agrees with windows-1258 where Western letters stand.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from portals.text.syllables import share
from portals.webpage.font_encodings import READERS, put_right
from portals.webpage.mojibake import has_genuine, repair

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
_CUT = re.compile(rb"(?:[\xe1-\xef][\x80-\xbf]|[\xf0-\xf4][\x80-\xbf]{1,2})\Z")
_PIECE = re.compile(rb"[^<>]+|[<>]+")
_LEAST_WORDS, _SENSE, _NONSENSE = 3, 0.8, 0.5
"""Words beyond ASCII that tell a stretch's charset, and the shares of Vietnamese syllables that are sense and nonsense."""
_SURELY = 6
"""Bytes beyond ASCII in a stretch that is UTF-8 by no accident."""

Reader = Callable[[bytes], str]


@dataclass(frozen=True, slots=True)
class Decoded:
    """A page as text."""

    text: str
    charset: str
    """What it was read as: `utf-8`, `windows-1258`, `tcvn3`, `vni`, `utf-16-le`, `utf-16-be`, `utf-32-le`, `utf-32-be`."""
    undecodable: int = 0
    """Bytes that no character came of: broken ones (U+FFFD stands in the text) and dropped NULs."""
    repaired: int = 0
    """Stretches of twice encoded UTF-8 (`á»§` for `ủ`) that were put right; a page in a font's letters counts as one."""


def decode(body: bytes) -> Decoded:
    """The text of a page: NFC, no U+FEFF, no NUL. Never raises; what could not be read is counted."""
    text, charset, lost = _read(body)
    if b"\0" in body and "\0" in text:
        lost += text.count("\0")
        text = text.replace("\0", "")
    text, repaired = repair(text)
    if charset == "utf-8" and not text.isascii() and not has_genuine(text) and (found := put_right(text)):
        text, repaired = found[0], repaired + 1
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
        return _broken(body)


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


def _broken(body: bytes) -> tuple[str, str, int]:
    """Bytes that are mostly UTF-8, or mostly of one byte a letter; stretches of the other kind are read as such."""
    lines = [line for line in body.split(b"\n") if not line.isascii()]
    beyond_ascii = b"\n".join(lines)
    if not _mostly_utf8(beyond_ascii + body[-_LONGEST_TAIL:] if body[-_LONGEST_TAIL:].isascii() else beyond_ascii):
        charset, read = _one_byte(beyond_ascii)
        text = _read_pieces(body, lambda piece: _sensible(piece) or read(piece))
        return text, charset, text.count("\ufffd")
    strangers = {piece for line in lines for piece in _PIECE.findall(line) if not piece.isascii() and _is_stranger(piece)}
    sense, words = share(" ".join(map(_windows_1258, sorted(strangers))))
    if words < _LEAST_WORDS or sense <= _SENSE:
        return body.decode("utf-8", "replace"), "utf-8", _lost(body)
    text = _read_pieces(body, lambda piece: _windows_1258(piece) if piece in strangers else piece.decode("utf-8", "replace"))
    return text, "utf-8", sum(_lost(piece) for line in lines for piece in _PIECE.findall(line) if piece not in strangers)


def _read_pieces(body: bytes, read: Reader) -> str:
    """The text of a page, each stretch between tags or line ends by itself; most lines are ASCII and read at once."""

    def read_line(line: bytes) -> str:
        return "".join([piece.decode() if piece.isascii() else read(piece) for piece in _PIECE.findall(line)])

    return "\n".join([line.decode() if line.isascii() else read_line(line) for line in body.split(b"\n")])


def _is_stranger(piece: bytes) -> bool:
    """Whether a stretch of a UTF-8 page has no letter of UTF-8, and its words make sense in windows-1258."""
    read = piece.decode("utf-8", "surrogateescape")
    return _ESCAPED.sub("", read).isascii() and share(_windows_1258(piece))[0] == 1


def _sensible(piece: bytes) -> str | None:
    """A stretch of a page of one byte a letter that is UTF-8; None where it is not."""
    try:
        text = piece.decode("utf-8")
    except UnicodeDecodeError:
        return None
    high = len(piece.translate(None, _ASCII))
    return text if high == 0 or high >= _SURELY or share(text)[0] > _SENSE else None


def _lost(body: bytes) -> int:
    return len(_ESCAPED.findall(body.decode("utf-8", "surrogateescape")))


def _mostly_utf8(body: bytes) -> bool:
    """Whether few bytes are broken, the last character's apart; in windows-1258 nearly all are."""
    escaped = body.decode("utf-8", "surrogateescape")
    broken = len(_ESCAPED.findall(escaped))
    tail = len(escaped[-_LONGEST_TAIL:]) - len(_ESCAPED.sub("", escaped[-_LONGEST_TAIL:]))
    high = len(body.translate(None, _ASCII))
    if high <= tail:
        return tail > 1 and _CUT.search(body) is not None
    return (broken - tail) <= _MOST_BROKEN * (high - tail)


def _one_byte(body: bytes) -> tuple[str, Reader]:
    """How a page of one byte a letter is to be read: windows-1258, or by a font's encoding."""
    if share(_windows_1258(body))[0] < _NONSENSE and (found := put_right(_windows_1252(body))):
        return found[1], lambda piece: READERS[found[1]](_windows_1252(piece))
    return "windows-1258", _windows_1258


def _windows_1258(body: bytes) -> str:
    """Windows-1258: Vietnamese with tones as combining marks, which NFC joins to their letters."""
    return unicodedata.normalize("NFC", body.decode("windows-1258", "replace"))


def _windows_1252(body: bytes) -> str:
    return body.decode("windows-1252", "replace")
