"""Where a title ends: what may not stand in the name of a body or of a field of work; and the places that stand in one.

What may stand there is open; what follows a title is nearly closed: a predicate, a mark, a person, a post, a group of people.
"""

from __future__ import annotations

import re

from portals.text.officials import lexicon
from portals.text.officials.names import capital, known_family, name_like, run_end, shouted, strong_name
from portals.text.officials.tokens import Tokens
from portals.text.places import place_words
from portals.text.syllables import is_syllable

ROMAN = re.compile(r"[IVX]+\Z")
_LEVELS = {1: 1, 2: 3, 3: 4, 4: 0, 5: 0}
"""For each level of a kind word the levels of the gazetteer its name may have: a `thành phố` may be a province."""
_SHORT_KINDS = {"p": "phường", "q": "quận", "h": "huyện", "x": "xã"}
SAIGON = "Thành phố Hồ Chí Minh"
_CLOSING = frozenset(
    {
        *("honorific", "rank", "degree", "appoint", "elected", "dismissed", "is", "was", "also", "former", "for", "instead"),
        *("term", "behalf", "late", "acting", "new", "outsider", "clergy"),
    }
)
"""Kinds of words around persons that stand in no body's name."""
_GROUPS = frozenset({"các", "những", "nhiều", "lãnh đạo", "đại diện", "toàn thể", "tập thể"})
PREPOSITIONS = frozenset({"của", "thuộc", "tại", "ở", "trong", "với", "về", "cho", "từ", "và", "cùng", "do", "để", "là"})
_IN = frozenset({"tại", "từ", "về", "đến", "ở", "thuộc", "trên"})
_LONGEST_APPOSITION = 40
_MOST_BRACKETED = 8
_MOST_UNKNOWN = 4
"""Words that no table knows and that are still read into a title where a mark or a place follows them."""


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
        short_kind = _SHORT_KINDS.get(toks.lows[at])
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


class TitleEnds:
    """Judges the tokens behind a post."""

    def __init__(self, toks: Tokens, places: PlaceNames) -> None:
        self.toks = toks
        self.places = places
        self._nouns: dict[int, int] = {}

    def noun(self, at: int) -> int:
        """The end of the longest field of work, or word of one, at a token; 0 if none begins there."""
        toks = self.toks
        if at >= len(toks.lows):
            return 0
        if (known := self._nouns.get(at)) is not None:
            return known
        field = lexicon.fields().longest(toks.lows, toks.words, at)
        word = lexicon.field_words().longest(toks.lows, toks.words, at)
        self._nouns[at] = end = max(field[1] if field else 0, word[1] if word else 0)
        return end

    def strict(self, at: int) -> bool:
        """Whether a predicate of one or more words stands at a token, whatever else its words could be."""
        return lexicon.verbs().longest(self.toks.lows, self.toks.words, at) is not None

    def predicate(self, at: int, *, strictly: bool = False) -> bool:
        """Whether small words at a token are a predicate: a verb, a negation, an adverb of time, a preposition.

        A word that is also a field (`kiểm tra`) is none, unless `strictly`; a longer field (`quản lý đô thị`) never is.
        """
        toks = self.toks
        if not toks.words[at][0].islower():
            return False
        verb = lexicon.verbs().longest(toks.lows, toks.words, at)
        if verb is None:
            return False
        noun = self.noun(at)
        return noun < verb[1] or (strictly and noun == verb[1])

    def closes(self, at: int) -> bool:
        """Whether a person, a post, a group of people or a word around persons stands at a token."""
        toks = self.toks
        low = toks.lows[at]
        if low in _GROUPS or " ".join(toks.lows[at : at + 2]) in _GROUPS:
            return True
        found = lexicon.people().longest(toks.lows, toks.words, at)
        if found and found[0].kind in _CLOSING and self.noun(at) < found[1]:
            return True
        return lexicon.posts().longest(toks.lows, toks.words, at) is not None and self.noun(at) == 0

    def small_words(self, at: int, limit: int) -> int:
        """The end of the small words from a token on that are neither verb nor place nor person."""
        toks = self.toks
        while at < min(limit, len(toks.lows)) and toks.words[at].isalpha() and toks.words[at][0].islower():
            if lexicon.verbs().longest(toks.lows, toks.words, at) or self.places.kind(at)[0] or self.closes(at):
                break
            at += 1
        return at

    def closing(self, start: int) -> int:
        """The mark that closes the apposition in which a title stands, by the mark before it; 0 if none does.

        A parenthesis closes with the next one, a hyphen before a predicate or an honorific, a comma before a predicate.
        """
        toks = self.toks
        opening = toks.words[start - 1] if start else ""
        if opening not in ("(", "-", ","):
            return 0
        for at in range(start, min(len(toks.words) - 1, start + _LONGEST_APPOSITION)):
            mark = toks.words[at]
            if opening == "(" and mark == ")":
                return at
            if mark == opening and not (toks.glued(at) and mark == "-") and self.predicate(at + 1, strictly=True):
                return at
        return 0

    def bracketed(self, at: int, closing: int, *, verbs: bool) -> int:
        """The end of words nobody knows that a mark or a body closes inside an apposition; 0 where something else stands there.

        `verbs`: whether they may begin like a predicate, because the body says nothing yet: `Cục | chống tham nhũng`.
        """
        toks = self.toks
        first = at + (toks.lows[at] == "và")
        if first >= closing or (self.predicate(first, strictly=True) and not (verbs and self._nominal(first))):
            return 0
        end = at
        while end < closing and toks.words[end].isalnum():
            word, low = toks.words[end], toks.lows[end]
            if self.closes(end) or (low in PREPOSITIONS and low != "và") or (word.isdigit() and len(word) > 3):
                return 0
            if word[0].isupper() and end > at and (self.places.office(end) or self.places.kind(end)[0]):
                break
            stop = run_end(toks, end)
            place = stop - end == 2 and stop == closing and low not in lexicon.frequent_families()
            if word[0].isupper() and name_like(toks, end, stop) and not place:
                return 0  # but `(Phó Trưởng ban Quản lý rừng đặc dụng | Tà Đùng)`
            if end == at and shouted(word) and len(word) < 4 and end + 1 < closing and toks.words[end + 1].isdigit():
                return 0  # `Cục Cảnh sát … - C 50`
            if word[0].islower() and end > at and self.places.kind(end)[0] and not self.noun(end):
                break
            if end > at and self.predicate(end, strictly=True) and not self.noun(end):
                return 0
            end += 1
        return end if 0 < end - at <= _MOST_BRACKETED and toks.lows[end - 1] != "và" else 0

    def _nominal(self, at: int) -> int:
        """The end of a predicate at a token that names of bodies begin with, `chống`, `đăng ký`; 0 if none stands there."""
        verb = lexicon.verbs().longest(self.toks.lows, self.toks.words, at)
        return verb[1] if verb is not None and verb[0].form in lexicon.nominal_verbs() else 0

    def open_words(self, at: int, incomplete: bool) -> tuple[int, int]:
        """The end of the words of a field that no table has as a whole, and where they would end if doubtful ones were theirs.

        `incomplete`: the body says nothing yet without them (`Ban Chỉ đạo`), so that a verb that names a field is one.
        """
        size = len(self.toks.lows)
        start, end, sure, unknown = at, at, at, 0
        while end < size:
            step = self._step(end, start, incomplete)
            if step == 0:
                break
            if step < 0:
                unknown += 1
                end += 1
                if unknown > _MOST_UNKNOWN:
                    break
                continue
            if unknown > 2:
                break
            end = sure = step
            unknown = 0
        if end == sure:
            return sure, 0
        if unknown <= _MOST_UNKNOWN and self._bounded(end):
            return end, 0
        return sure, end

    def _step(self, at: int, start: int, incomplete: bool) -> int:
        """The end of what certainly belongs to the field, -1 for a word nobody knows, 0 where the field ends."""
        toks = self.toks
        word, low = toks.words[at], toks.lows[at]
        if not word.isalpha():
            return 0
        noun = self.noun(at)
        if word[0].islower():
            if (low in PREPOSITIONS and noun < at + 2) or self.closes(at) or (self.places.kind(at)[0] and not noun):
                return 0
            if incomplete and at == start and not noun and (verb := self._nominal(at)) and self.noun(verb):
                return verb
            if self.predicate(at, strictly=not incomplete and at > start and not self._noun_follows(noun)):
                return 0
            if at == start and not incomplete and self.predicate(at, strictly=not self._noun_follows(noun)):
                return 0
            if noun:
                return noun
            return at + 1 if self._known_pair(at) else -1
        if shouted(word) or self.places.kind(at)[0] or self.places.country(at) or self.closes(at):
            return 0
        if self._body(at, start) or name_like(toks, at, run_end(toks, at)):
            return 0
        follows = toks.words[at + 1] if at + 1 < len(toks.lows) else ""
        compound = noun <= at + 1 and follows.isalpha() and follows[0].islower() and not self._ends_before(at + 1)
        if compound:
            return at + 2
        return noun if noun and (noun - at > 1 or not known_family(toks, at)) else 0

    def _noun_follows(self, end: int) -> bool:
        """Whether what follows a word shows it to be a field: another field, a mark, a body, a place, a capital."""
        toks = self.toks
        if not end or end >= len(toks.lows):
            return False
        word = toks.words[end]
        if not word.isalpha():
            return word in ",-(;"
        if word == "và" and self.noun(end + 1):
            return True
        return (
            word[0].isupper()
            or bool(self.places.kind(end)[0])
            or (self.noun(end) > 0 and not self.predicate(end, strictly=True))
        )

    def _ends_before(self, at: int) -> bool:
        """Whether the small word behind a capital one begins something else: a predicate, a place, a person."""
        toks = self.toks
        verb = lexicon.verbs().longest(toks.lows, toks.words, at)
        if verb and not self._known_pair(at) and (verb[1] > at + 1 or toks.lows[at] in PREPOSITIONS or not self.noun(at)):
            return True
        return toks.lows[at] in PREPOSITIONS or bool(self.places.kind(at)[0]) or self.closes(at)

    def _known_pair(self, at: int) -> bool:
        """Whether a word and the one before or behind it stand side by side in a table of bodies or fields."""
        lows, pairs = self.toks.lows, lexicon.known_pairs()
        return (at > 0 and (lows[at - 1], lows[at]) in pairs) or (at + 1 < len(lows) and (lows[at], lows[at + 1]) in pairs)

    def _body(self, at: int, start: int) -> bool:
        toks = self.toks
        found = lexicon.bodies().longest(toks.lows, toks.words, at)
        if found is None or at == start:
            return False
        follows = toks.words[found[1]] if found[1] < len(toks.lows) else ""
        return found[1] - at > 1 or not follows[:1].islower() or self.noun(found[1]) > 0

    def _bounded(self, end: int) -> bool:
        """Whether words nobody knows are closed by something that cannot follow a predicate: a mark, a body, a place, `của`."""
        toks = self.toks
        if end >= len(toks.lows):
            return False
        word = toks.words[end]
        if not word.isalpha():
            return word in ",;:-(/"
        if toks.lows[end] in ("của", "thuộc"):
            return True
        if word[0].isupper():
            return not name_like(toks, end, run_end(toks, end))
        return bool(self.places.kind(end)[0])
