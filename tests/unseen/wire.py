"""A page's text as bytes, with headers and meta tags that may lie about them."""

from __future__ import annotations

import unicodedata

TONES = "\u0300\u0301\u0303\u0309\u0323"


def encode(markup: str, way: str, declared: str) -> tuple[bytes, dict[str, str]]:
    """The bytes and the headers of a page whose charset is printed in the named way."""
    headers = {"Content-Type": f"text/html; charset={declared}" if declared else "text/html"}
    if way == "windows-1258":
        return windows_1258(markup), headers
    if way == "nfd":
        return unicodedata.normalize("NFD", markup).encode(), headers
    if way == "entities":
        return markup.encode("ascii", "xmlcharrefreplace"), headers
    return (b"\xef\xbb\xbf" if way == "bom" else b"") + markup.encode(), headers


def windows_1258(text: str) -> bytes:
    """The charset's own spelling: base letter, then tone; what it lacks becomes a numeric entity."""
    return b"".join(_letter(letter) for letter in unicodedata.normalize("NFC", text))


def _letter(letter: str) -> bytes:
    parts = unicodedata.normalize("NFD", letter)
    base = unicodedata.normalize("NFC", "".join(part for part in parts if part not in TONES))
    tone = "".join(part for part in parts if part in TONES)
    try:
        return letter.encode("cp1258")
    except UnicodeEncodeError:
        try:
            return (base + tone).encode("cp1258")
        except UnicodeEncodeError:
            return letter.encode("ascii", "xmlcharrefreplace")
