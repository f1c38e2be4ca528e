"""Where names begin and end: of persons, and of the places that stand in titles."""

from __future__ import annotations

import re
from functools import lru_cache

from portals.text.folding import nfc
from portals.text.officials import lexicon
from portals.text.officials.tokens import Tokens
from portals.text.places import place_words
from portals.text.syllables import is_syllable

_SYLLABLE = re.compile(
    r"(?:[A-ZÀ-ỸĐƠƯ][a-zà-ỹđơư]{0,8}|[A-Z][a-z]{1,2}[A-Z][a-zà-ỹ]{1,4}|[A-ZÀ-ỸĐ]'?[A-ZÀ-Ỹ]?[a-zà-ỹđơư]{0,8}(?:'[a-zà-ỹ]+)?)\Z"
)
_ROMAN = re.compile(r"[IVX]{2,}\Z")
_CAPITALS = re.compile(r"[A-ZÀ-ỸĐ']{1,8}\Z")
_FOREIGN = re.compile(r"(?!(?:ngh?|[nckpt]h|gh|tr|qu|gi|[bcdđghklmnprstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?\Z)[a-z]{6,}\Z")
"""Six or more plain letters that are no Vietnamese syllable: `Siphandone`, `Sophal`."""
_SHORT_KINDS = frozenset("PQHX")
_CITY = frozenset({"TP", "TT", "TX"})
ROMAN = re.compile(r"[IVX]+\Z")
_LEVELS = {1: 1, 2: 3, 3: 4, 4: 0, 5: 0}
"""For each level of a kind word the levels of the gazetteer its name may have: a `thành phố` may be a province."""
_KIND_LETTERS = {"p": "phường", "q": "quận", "h": "huyện", "x": "xã"}
SAIGON = "Thành phố Hồ Chí Minh"
_IN = frozenset({"tại", "từ", "về", "đến", "ở", "thuộc", "trên"})
"""Words before a place that is named outside a title."""
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


class PlaceNames:
    """Finds places among the tokens of a sentence.

    `after_name`: whether a person was named before the title, so that capital words behind it are its own.
    """

    def __init__(self, toks: Tokens) -> None:
        self.toks = toks
        self.after_name = False

    def kind(self, at: int) -> tuple[str, int, int]:
        """The word for a kind of place at a token, its level and its end; an empty word if there is none."""
        toks = self.toks
        if at >= len(toks.lows) or toks.lows[at] not in lexicon.kind_openers():
            return "", 0, at
        for size in range(min(3, len(toks.lows) - at), 0, -1):
            words = " ".join(toks.lows[at : at + size])
            found = lexicon.kinds().get(words)
            if found and toks.words[at].isalpha():
                short = found[0].lower() != words
                if short and found[1] != 9 and toks.lows[at] != "tp" and not toks.words[at].isupper():
                    continue
                return found[0], found[1], self._dot(at + size)
        short_kind = _KIND_LETTERS.get(toks.lows[at])
        if short_kind and toks.words[at].isupper() and at + 2 < len(toks.lows) and toks.words[at + 1] == ".":
            return short_kind, 2 if short_kind in ("quận", "huyện") else 3, at + 2
        return "", 0, at

    def _dot(self, at: int) -> int:
        toks = self.toks
        follows = at + 1 < len(toks.lows) and toks.words[at] == "." and toks.glued(at)
        return at + 1 if follows and (capital(toks.words[at + 1]) or toks.words[at + 1].isdigit()) else at

    def country(self, at: int) -> tuple[str, str, int] | None:
        """The country named at a token: its spelling, `here`, `abroad` or `union`, and its end."""
        toks = self.toks
        if at >= len(toks.lows) or toks.lows[at] not in lexicon.country_openers() or not toks.words[at][0].isupper():
            return None
        for end in range(min(len(toks.lows), at + 4), at, -1):
            found = lexicon.countries().get(" ".join(toks.lows[at:end]))
            if found and all(word[0].isupper() for word in toks.words[at:end] if word.isalpha()):
                if end == at + 1 and self._inside_a_name(at):
                    return None
                return (found[0], found[1], end)
        return None

    def _inside_a_name(self, at: int) -> bool:
        """`Anh`, `Nga`, `Đức`, `Mỹ` as syllables of names: `Hội Mỹ thuật`, `Chủ tịch Đức Minh`."""
        toks = self.toks
        follows = toks.words[at + 1] if at + 1 < len(toks.lows) else ""
        if follows[:1].islower():
            return (toks.lows[at], toks.lows[at + 1]) in lexicon.known_pairs()  # `Pháp luật`, `Mỹ thuật`
        if not follows[:1].isupper() or not is_syllable(follows):
            return False
        return not name_like(toks, at + 1, run_end(toks, at + 1))

    def name_end(self, at: int, level: int, kind_at: int) -> int:
        """The end of a place's name: a number, a name of the gazetteer, or capital syllables that are no person's name."""
        toks = self.toks
        if at >= len(toks.lows):
            return at
        if toks.lows[at] == "số" and at + 1 < len(toks.lows) and toks.words[at + 1][0].isdigit():
            return at + 2
        if (toks.words[at][0].isdigit() and len(toks.words[at]) <= 3) or ROMAN.match(toks.words[at]):
            return at + 1
        stop = run_end(toks, at)
        if stop == at or (shouted(toks.words[at]) and not shouted(toks.words[kind_at])):
            return at
        if lexicon.posts().longest(toks.lows, toks.words, at):
            return at
        known = self.known(at, stop, _LEVELS[level])
        if known:
            return known
        if level == 1 or (level == 2 and not self.after_name and stop - at > 2):
            return at  # all provinces and districts are known: `tỉnh | Đường Hồng Khang`
        if level == 4 and stop - at > 3 and (end := self.cut(at, stop)) < stop:
            return end
        return at if self._person(at, stop, level) else self.cut(at, stop)

    def _person(self, at: int, stop: int, level: int) -> bool:
        """Whether capitals behind a kind of place are a person's name: `UBND thành phố | Lý Văn Đạt`."""
        toks = self.toks
        listed = level >= 4 and stop < len(toks.lows) and toks.words[stop] == ":"  # `Các Trưởng ấp Trà Quýt A: …`
        if not name_like(toks, at, stop) or listed or self._named_elsewhere(at, stop):
            return False
        if self.after_name:
            common = toks.lows[at] in lexicon.frequent_families() or toks.lows[at + 1] in ("văn", "thị")
            named = strong_name(toks, at, stop) and " ".join(toks.lows[at:stop]) not in lexicon.namesakes()
            return level < 4 and common and named
        return level < 4 or stop - at > 2

    def _named_elsewhere(self, at: int, stop: int) -> bool:
        """Whether the record names the place outside a title too: `ở xã Tà Lèng` beside `Chủ tịch UBND xã Tà Lèng`."""
        toks = self.toks
        words, record = f"{toks.words[at - 1]} {toks.text(at, stop)}", toks.record
        start = record.find(words)
        while start >= 0:
            if record[max(0, start - 12) : start].rstrip().rsplit(" ", 1)[-1] in _IN:
                return True
            start = record.find(words, start + 1)
        return False

    def known(self, at: int, stop: int, levels: int) -> int | None:
        """The end of the longest known place name that leaves nothing or a person's name behind it."""
        toks, names = self.toks, place_words()
        if stop < len(toks.lows) and toks.words[stop] == "-" and (end := self.hyphenated(at, stop)):
            return end
        first = None
        for end in range(min(stop, at + 5), at, -1):
            if not names.get(" ".join(toks.lows[at:end]), 0) & levels:
                continue
            if end == at + 1 and name_like(toks, at, stop):
                return None
            if end == stop or name_like(toks, end, stop) or self.office(end) or self._verb(end, stop):
                return end
            first = first or end
        return first if first and stop - first > 1 else None

    def _verb(self, at: int, stop: int) -> bool:
        """Whether the last capital is a verb that begins a sentence, its full stop forgotten: `tỉnh Quảng Trị | Về …`."""
        return at + 1 == stop and lexicon.verbs().longest(self.toks.lows, self.toks.words, at) is not None

    def hyphenated(self, at: int, stop: int) -> int | None:
        """The end of a known place name with a hyphen: `Bà Rịa - Vũng Tàu`."""
        toks = self.toks
        for end in range(run_end(toks, stop + 1), stop + 1, -1):
            words = " ".join(toks.lows[at:end])
            if words in place_words() or words.replace(" - ", " ") in place_words():  # `Thừa Thiên - Huế`
                return end
        return None

    def office(self, at: int) -> bool:
        """Whether a post or a body begins at a token."""
        toks = self.toks
        if at >= len(toks.lows):
            return False
        body = lexicon.bodies().longest(toks.lows, toks.words, at)
        return bool(lexicon.posts().longest(toks.lows, toks.words, at) or (body and (body[1] - at > 1 or body[0].short)))

    def cut(self, at: int, stop: int) -> int:
        """An unknown run of capitals, cut before an office or a person's name in it; two syllables are the likeliest place."""
        toks = self.toks
        cuts: list[tuple[bool, int, bool, int]] = []
        for end in range(at + 1, stop):
            if self.office(end) and not known_family(toks, end):
                return end
            if (not self.after_name or stop - end > 2 or (end > at + 1 and stop - end > 1)) and name_like(toks, end, stop):
                rare = toks.lows[end] not in lexicon.frequent_families()
                cuts.append((toks.lows[end] == "văn", abs(end - at - 2), rare, end))
        return min(cuts)[3] if cuts else min(stop, at + 5)

    def abroad(self, at: int, end: int) -> bool:
        """Whether a stretch names a country abroad."""
        openers = lexicon.country_openers()
        found = (self.country(each) for each in range(at, end) if self.toks.lows[each] in openers)
        return any(each[1] == "abroad" and " " in each[0] for each in found if each is not None)  # not `xã Hoằng Đức`

    def spelled(self, at: int, end: int) -> str:
        """Words of a place or proper name; a heading in capitals in title case, an abbreviation (`PC Hà Nội`) as printed."""
        words = self.toks.words[at:end]
        heading = all(shouted(word) or not word.isalpha() for word in words) and any(len(word) > 2 for word in words)
        neighbours = self.toks.words[max(0, at - 3) : at]
        heading = heading and all(is_syllable(word.lower()) for word in words if word.isalpha())
        heading = heading and (len(words) > 1 or all(shouted(word) for word in neighbours if word.isalpha()))
        made = (
            word.capitalize() if heading and shouted(word) and not ROMAN.match(word) and not word[0].isdigit() else word
            for word in words
        )
        return " ".join(made)

    def full(self, kind: str, name: str) -> str:
        """A place in the one spelling of this project: `TP Hồ Chí Minh` and `TPHCM` are `Thành phố Hồ Chí Minh`."""
        place = f"{kind} {name}".strip()
        return SAIGON if place.lower() == SAIGON.lower() else place
