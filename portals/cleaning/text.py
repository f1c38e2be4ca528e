"""Text: one Unicode form, plain blanks, one tone placement; and the key under which two texts are compared."""

from __future__ import annotations

import re
import unicodedata

_TONED = "àáảãạ", "èéẻẽẹ", "ỳýỷỹỵ"
_PLAIN = "a", "e", "y"
_FIRST = {"o": "òóỏõọ", "u": "ùúủũụ"}

_LETTER = "A-Za-zÀ-ỹ"


def _old_style() -> dict[str, str]:
    """`oà` → `òa`, `uỷ` → `ủy` …, in every mix of cases."""
    pairs: dict[str, str] = {}
    for toned, plain in zip(_TONED, _PLAIN, strict=True):
        first = "u" if plain == "y" else "o"
        for tone, letter in enumerate(toned):
            for head, marked in ((first, _FIRST[first][tone]), (first.upper(), _FIRST[first][tone].upper())):
                pairs[head + letter] = marked + plain
                pairs[head + letter.upper()] = marked + plain.upper()
    return pairs


_PAIRS = _old_style()
_NEW_STYLE = re.compile(
    rf"(?:[oO][àáảãạèéẻẽẹÀÁẢÃẠÈÉẺẼẸ]|(?<![qQ])[uU][ỳýỷỹỵỲÝỶỸỴ])(?![{_LETTER}])",
)
_INVISIBLE = dict.fromkeys([0x00AD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF, *range(0x202A, 0x202F)])
_SPACES = dict.fromkeys([0x00A0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000, 0x0009, 0x000B, 0x000C, 0x0085], " ")
_DASHES = dict.fromkeys([0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212], "-")
_QUOTES = dict.fromkeys([0x2018, 0x2019, 0x201A, 0x2032, 0x0060, 0x00B4], "'") | dict.fromkeys(
    [0x201C, 0x201D, 0x201E, 0x2033], '"'
)
_CLEAN: dict[int, str | None] = _INVISIBLE | _SPACES
_FOLD: dict[int, str | None] = _CLEAN | _DASHES | _QUOTES | {0x2026: "...", 0x0110: "đ", 0x00D0: "đ", 0x00F0: "đ"}


def nfc(text: str) -> str:
    """The text in Unicode form NFC."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def old_tone(text: str) -> str:
    """NFC text with the tone mark where the old style sets it: `hoà` → `hòa`, `uỷ` → `ủy`; `quý`, `toàn` stay. Same length."""
    return _NEW_STYLE.sub(lambda match: _PAIRS[match[0]], text)


def plain(text: str) -> str:
    """NFC, without invisible marks, every kind of blank an ordinary one; line breaks and the number of blanks are kept."""
    return nfc(text).translate(_CLEAN)


def squeeze(text: str) -> str:
    """One line: `plain`, with each run of blanks and line breaks made one blank and none at the ends."""
    return " ".join(plain(text).split())


def fold(text: str) -> str:
    """The key under which two texts are the same text.

    Alike: Unicode form (also compatibility forms), tone placement, case, kinds of blank, dash and quote, invisible marks.
    Different: letters, tones, digits and punctuation.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return old_tone(" ".join(text.translate(_FOLD).lower().split()))
