"""Whether words are Vietnamese by their letters: which reading of bytes makes sense."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_WORD = re.compile(r"[^\s!-/:-@\[-`{-~\u2013\u2014\u2018-\u201d\u2026\u00a0]+")
_TAG = re.compile(r"<[^<>]*>")
_MOST = 2_000
"""Words that are looked at."""
_LONGEST = 16
"""Characters of `nghiêng`, its marks printed apart, and some more."""
_SYLLABLE = re.compile(
    "(?:[bcdđghklmnpqrstvx]|ch|gh|gi|kh|ng|ngh|nh|ph|qu|th|tr)?"
    "(?:(?:[aăâeêioôơuưy]|iê|yê|uô|ươ|oa|oă|oe|uâ|uê|uy|uyê|oo|uơ)(?:[cmnpt]|ch|ng|nh)?"
    "|ia|ya|ua|ưa|uya|ai|ay|ây|ao|au|âu|eo|êu|iu|oi|ôi|ơi|ui|ưi|ưu|iêu|yêu|uôi|ươi|ươu|oai|oay|oao|oeo|uây|uyu)"
)


def share(text: str) -> tuple[float, int]:
    """Of the different words with a letter beyond ASCII the share that are Vietnamese syllables, and how many there are."""
    words = {word for word in _WORD.findall(_TAG.sub(" ", text)) if not word.isascii()}
    some = sorted(words)[:_MOST]
    return sum(map(is_syllable, some)) / max(1, len(some)), len(some)


def is_syllable(word: str) -> bool:
    """Whether a word is one syllable as Vietnamese spells it, with one tone at most."""
    return len(word) <= _LONGEST and _is_spelled(word)


@lru_cache(maxsize=8_192)  # Vietnamese has some 7,000 syllables, and a page of one byte a letter asks for hundreds: 300 µs
def _is_spelled(word: str) -> bool:
    bare, tones = _TONES.subn("", unicodedata.normalize("NFD", word.lower()))
    return tones <= 1 and _SYLLABLE.fullmatch(unicodedata.normalize("NFC", bare)) is not None
