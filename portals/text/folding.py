"""Text: one Unicode form, plain blanks, one tone placement; and the key under which two texts are compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_LETTERS = re.compile(r"[^\W\d_]+")
_SYLLABLE = re.compile(
    r"(?:qu(?=[aăâeêioôơuưy])|gi(?=[aăâeêoôơuưy])|[bcdđghklmnpqrstvx]+)?"
    r"([aăâeêioôơuưy]|a[iouy]|â[uy]|eo|êu|i[aêu]|iêu|o[aăeio]|oa[ioy]|oeo|[ôơ]i"
    r"|u[aâêiôơy]|uây|uôi|uy[aêu]|ư[aiơu]|ươ[iu]|yêu?)"
    r"(ch|ng|nh|[cmnptk])?\Z"
)
_MARKED = "ăâêôơư"
_LONG = 24
"""Longer parts of a text than this are no syllables with their marks, and are not remembered."""
_SHORT = 120
"""Characters of the texts whose keys are remembered: titles, names and labels, which pages of one site share."""
_INVISIBLE = [0x00AD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF, *range(0x202A, 0x202F)]
_SPACES = [0x00A0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000, 0x0009, 0x000B, 0x000C, 0x0085]
_CLEAN: dict[int, str | None] = dict.fromkeys(_INVISIBLE) | dict.fromkeys(_SPACES, " ")
_ALIKE = [
    *((mark, "-") for mark in "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"),
    *((mark, "'") for mark in "\u2018\u2019\u201a\u2032`\u00b4"),
    *((mark, '"') for mark in "\u201c\u201d\u201e"),
    ("ð", "đ"),
]
"""Marks that are told apart by nobody, and the letter ð, which some keyboards print for đ."""
_ANY_ALIKE = re.compile(f"[{''.join(mark for mark, _ in _ALIKE)}]")


def nfc(text: str) -> str:
    """The text in Unicode form NFC."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def old_tone(text: str) -> str:
    """NFC text with each tone mark where the old style sets it: `hoà` → `hòa`, `uỷ` → `ủy`; `quý`, `toàn` stay. Same length.

    Marks that no style sets there move too: `họach` → `hoạch`, `Đaị` → `Đại`, `gía` → `giá`, `trừơng` → `trường`. A word
    that is no Vietnamese syllable stays as it is.
    """
    if text.isascii():
        return text
    # Words repeat: looking each up is ten times as fast as searching a text for every misplaced pair of letters.
    parts = text.split(" ")
    if max(map(len, parts)) < _LONG:
        return " ".join(map(_known, parts))
    return " ".join([_known(part) if len(part) < _LONG else _settled(part) for part in parts])


def _settled(part: str) -> str:
    return part if part.isascii() else _LETTERS.sub(lambda run: _placed(run[0]), part)


_known = lru_cache(maxsize=32_768)(_settled)


def _placed(word: str) -> str:
    """The word with its one tone mark on the letter that bears it in the old style; glued words (`cũÔng`) stay."""
    if not (word[1:].islower() or word.isupper()):
        return word
    bare: list[str] = []
    tone, at = "", -1
    for letter in word:
        base, marks = _parted(letter)
        if marks:
            if tone or len(marks) > 1:
                return word
            tone, at = marks, len(bare)
        bare.append(base)

    syllable = _SYLLABLE.match("".join(bare).lower()) if tone else None
    if syllable is None or (right := syllable.start(1) + _bearer(syllable[1], closed=syllable[2] is not None)) == at:
        return word
    bare[right] = unicodedata.normalize("NFC", bare[right] + tone)
    return "".join(bare)


@lru_cache(maxsize=512)
def _parted(letter: str) -> tuple[str, str]:
    """A letter without its tone marks, and these."""
    parts = unicodedata.normalize("NFD", letter)
    marks = "".join(part for part in parts if part in _TONES)
    return (unicodedata.normalize("NFC", parts.replace(marks, "")), marks) if len(marks) == 1 else (letter, marks)


def _bearer(vowels: str, *, closed: bool) -> int:
    """Which of a syllable's vowels bears the tone: the last with a mark of its own, the middle of three, else by the coda."""
    marked = [at for at, vowel in enumerate(vowels) if vowel in _MARKED]
    if marked:
        return marked[-1]
    if len(vowels) == 3:
        return 1
    return int(len(vowels) == 2 and closed)


def plain(text: str) -> str:
    """NFC, without invisible marks, every kind of blank an ordinary one; line breaks and the number of blanks are kept."""
    text = nfc(text).replace("\xa0", " ").replace("\u200b", "")
    return text if text.isprintable() else text.translate(_CLEAN)  # all that `_CLEAN` maps is unprintable; translating is slow


def squeeze(text: str) -> str:
    """One line: `plain`, with each run of blanks and line breaks made one blank and none at the ends."""
    return " ".join(plain(text).split())


def fold(text: str) -> str:
    """Return a key that is equal for two texts with the same words.

    Ignored: Unicode form (also compatibility forms), tone placement, case, kinds of blank, dash and quote, invisible marks.
    Not ignored: letters, tones, digits and punctuation.

    >>> fold("HOÀ  bình") == fold("hòa bình"), fold("hòa bình") == fold("hóa bình")
    (True, False)
    """
    return _kept_fold(text) if len(text) <= _SHORT else _fold(text)


def _fold(text: str) -> str:
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    text = text.lower()
    if len(text) > _SHORT or _ANY_ALIKE.search(text):
        for mark, common in _ALIKE:
            text = text.replace(mark, common)
    if not text.isprintable():
        text = text.translate(_CLEAN)
    return old_tone(" ".join(text.split()))


_kept_fold = lru_cache(maxsize=8192)(_fold)
