"""Where a person's name begins and ends."""

from __future__ import annotations

import re
from functools import lru_cache

from portals.text.folding import nfc
from portals.text.officials import lexicon
from portals.text.officials.tokens import Tokens

_SYLLABLE = re.compile(
    r"(?:[A-ZÀ-ỸĐƠƯ][a-zà-ỹđơư]{0,8}|[A-Z][a-z]{1,2}[A-Z][a-zà-ỹ]{1,4}|[A-ZÀ-ỸĐ]'?[A-ZÀ-Ỹ]?[a-zà-ỹđơư]{0,8}(?:'[a-zà-ỹ]+)?)\Z"
)
_ROMAN = re.compile(r"[IVX]{2,}\Z")
_CAPITALS = re.compile(r"[A-ZÀ-ỸĐ']{1,8}\Z")
_FOREIGN = re.compile(r"(?!(?:ngh?|[nckpt]h|gh|tr|qu|gi|[bcdđghklmnprstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?\Z)[a-z]{6,}\Z")
"""Six or more plain letters that are no Vietnamese syllable: `Siphandone`, `Sophal`."""
_SHORT_KINDS = frozenset("PQHX")
_CITY = frozenset({"TP", "TT", "TX"})
LONGEST = 5


@lru_cache(4096)
def capital(word: str) -> bool:
    """Whether a word is one syllable with a capital first letter: `Lê`, `H'Lan`, `Y`; a Roman figure (`II`) is none."""
    return word[0].isupper() and _SYLLABLE.match(word) is not None and not _ROMAN.match(word)


def run_end(toks: Tokens, at: int, limit: int = 8) -> int:
    """The end of the run of capital syllables that begins at a token; blanks only stand between them."""
    words, glued, end = toks.words, toks.glued_on, at
    last = min(len(words), at + limit)
    in_capitals = at < last and shouted(words[at])
    if in_capitals and lexicon.heading_verbs().longest(toks.lows, words, at):
        return at  # `BÍ THƯ THÀNH ỦY | DỰ HỘI NGHỊ`
    while end < last:
        word = words[end]
        if word == "nữ" and end == at + 1 and words[at] == "Thích":
            end += 1  # `Thích nữ Diệu Tâm`
            continue
        if not (capital(word) or (in_capitals and _CAPITALS.match(word))) or (end > at and end in glued):
            break
        if (word in _SHORT_KINDS and _short_kind(toks, end)) or (word in _CITY and not in_capitals):
            break
        if in_capitals and end > at + 1 and lexicon.heading_verbs().longest(toks.lows, words, end):
            break  # `LÊ MINH | KIỂM TRA ĐÊ ĐIỀU`
        end += 1
    return end


def _short_kind(toks: Tokens, at: int) -> bool:
    """Whether a letter is short for a kind of place: `Đoàn | P.8`, `UBND | P. Đông Vệ`; not at the end of a sentence."""
    return at + 2 < len(toks.lows) and toks.words[at + 1] == "." and toks.glued(at + 1)


def shouted(word: str) -> bool:
    """Whether a word is written in capitals throughout."""
    return len(word) > 1 and word.isupper()


def _office_begins(toks: Tokens, at: int, start: int) -> bool:
    """Whether a post or body begins here, inside a run of capitals: `Lê Minh | Phó Chủ tịch`, `Lê Minh | Công an xã`."""
    found = lexicon.posts().longest(toks.lows, toks.words, at)
    if found and (found[1] - at > 1 or found[0].full):
        return True
    found = lexicon.bodies().longest(toks.lows, toks.words, at)
    if not found or found[1] - at < 2:
        return bool(found and found[0].short)
    printed = toks.words[at : found[1]]
    return at - start > 1 or any(word[0].islower() for word in printed) or shouted(printed[0])


def name_end(toks: Tokens, at: int, *, strict: bool = True) -> int | None:
    """The end of the name that begins at a token, or None.

    `strict` asks for a known family name; behind an honorific, a rank or a post any capital syllable may begin a name.
    """
    if strict and not known_family(toks, at):
        return None
    stop = run_end(toks, at)
    end = min(stop, at + (1 if "'" in toks.words[at] else 2))
    while end < stop and not _office_begins(toks, end, at):
        end += 1
    if shouted(toks.words[at]):
        if not shouted(toks.words[end - 1]) and not known_family(toks, at):
            return None  # `Đoàn TNCS | Hồ Chí Minh`
        if end - at > 4:
            end = at + 3  # a heading in capitals without a verb we know
    least = 1 if "'" in toks.words[at] else 2
    if not least <= end - at <= LONGEST or any(map(_foreign, toks.lows[at:stop])):
        return None
    if toks.lows[at] in lexicon.families() and any(map(_korean, toks.lows[at + 1 : end])):
        return None
    return end


@lru_cache(4096)
def _foreign(low: str) -> bool:
    return _FOREIGN.match(low) is not None and low not in lexicon.families()


def _korean(low: str) -> bool:
    """Whether a syllable has a letter that no Vietnamese name has: `Kim Jong Un`, `Lee Hwang`."""
    return low.isascii() and not {"f", "w", "z", "j"}.isdisjoint(low)


def known_family(toks: Tokens, at: int) -> bool:
    """Whether the token is a listed family name, or the beginning of a highland name: `H'Lan`, `Y Thông`."""
    if at >= len(toks.lows):
        return False
    word = toks.words[at]
    if word == "A":
        return False  # `ấp Trà Quýt A | Trần Minh`, `Giàng A Sình`
    return word[0].isupper() and (toks.lows[at] in lexicon.families() or "'" in word)


def name_like(toks: Tokens, at: int, stop: int) -> bool:
    """Whether the stretch reads as a person's name: a listed family name and one to four more syllables."""
    least = 1 if "'" in toks.words[at] else 2
    return least <= stop - at <= LONGEST and known_family(toks, at)


def strong_name(toks: Tokens, at: int, stop: int) -> bool:
    """Whether the stretch can hardly be anything else than a name: a family name and two more syllables."""
    return stop - at >= 3 and name_like(toks, at, stop)


def canonical(words: list[str]) -> str:
    """The one spelling of a name: NFC, old tone placement, title case."""
    return " ".join(nfc(word[0].upper() + word[1:].lower() if word.isupper() and len(word) > 1 else word) for word in words)
