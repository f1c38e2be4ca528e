"""The words behind a post as read so far, and where they end: what may not stand in the name of a body or of a field of work.

What may stand there is open; what follows a title is nearly closed: a predicate, a mark, a person, a post, a group of people.
"""

from __future__ import annotations

from portals.text.officials import lexicon
from portals.text.officials.lexicon import Entry
from portals.text.officials.names import SAIGON, PlaceNames, capital, known_family, name_like, run_end, shouted
from portals.text.officials.tokens import Tokens
from portals.text.officials.values import Title

_CLOSING = frozenset(
    {
        *("honorific", "rank", "degree", "appoint", "elected", "dismissed", "is", "was", "also", "former", "for", "instead"),
        *("term", "behalf", "late", "acting", "new", "outsider", "clergy"),
    }
)
"""Kinds of words around persons that stand in no body's name."""
_GROUPS = frozenset({"các", "những", "nhiều", "lãnh đạo", "đại diện", "toàn thể", "tập thể"})
PREPOSITIONS = frozenset({"của", "thuộc", "tại", "ở", "trong", "với", "về", "cho", "từ", "và", "cùng", "do", "để", "là"})
_LONGEST_APPOSITION = 40
_MOST_BRACKETED = 8
_MOST_UNKNOWN = 4
"""Words that no table knows and that are still read into a title where a mark or a place follows them."""
_LEADS = frozenset({"anh", "bà", "chí", "chị", "cô", "cụ", "sĩ", "ta", "thầy", "tá", "tướng", "úy", "ông"})
"""Last words of honorifics, ranks and degrees."""
COMMITTEES = (
    "Ban Chỉ đạo",
    "Ủy ban",
    "Tổ công tác",
    "Tiểu ban",
    "Hội đồng",
    "Ban Vận động",
    "Chỉ đạo",
    "Văn phòng",
    "Đặc phái viên",
)


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


class Tail:
    """The title, how far it is read, and what may follow.

    `state` says what the words read so far allow: `start` (a post alone), `open` (a body whose field is to come), `field`,
    `name` (a school), `proper` (a body with its name), `unit` (a hamlet), `body` (a body that is complete), `place`.
    `level` is how high the last place was. `after_name`: whether a person was named before the title.
    """

    def __init__(self, toks: Tokens) -> None:
        self.toks = toks
        self.title = Title(0, 0)
        self.after_name = False
        self.where = PlaceNames(toks)
        self.ends = TitleEnds(toks, self.where)
        self.at = 0
        self.level = 9
        self.state = "start"
        self._closing: int | None = None

    def begin(self, title: Title, after_name: bool, state: str) -> None:
        """Start behind another post of the sentence."""
        self.title = title
        self.after_name = self.where.after_name = after_name
        self.at = title.end
        self.level = 9
        self.state = state
        self._closing = None

    @property
    def of_bare_name(self) -> bool:
        """Whether a name and a mark stand right before the post, so that capitals behind it are not the next person."""
        toks, start = self.toks, self.title.start
        if start < 3 or toks.words[start - 1] not in (",", "-", "("):
            return False
        at = start - 1
        while at and capital(toks.words[at - 1]) and not shouted(toks.words[at - 1]):
            at -= 1
        return name_like(toks, at, start - 1) and not (at and self._title_before(at))

    def _title_before(self, at: int) -> bool:
        """Whether capitals or small words of an office stand right before a name: `Chủ tịch UBND xã | N`."""
        word = self.toks.words[at - 1]
        return word.isalpha() and word.lower() not in _LEADS and not word.isupper()

    @property
    def closing(self) -> int:
        """The mark that closes the apposition the title stands in, `N (title)`, `N - title - nói`; 0 if none does."""
        if self._closing is None:
            self._closing = self.ends.closing(self.title.start)
        return self._closing

    def placed(self, end: int, words: str, level: int) -> bool:
        self.title.places.append(SAIGON[0].lower() + SAIGON[1:] if words == SAIGON else words)
        self.level = level
        if self.state in ("start", "unit"):
            self.title.classes.append("place")
        return self.take(end, words, "place")

    def is_predicate(self, end: int) -> bool:
        """Whether a small field is rather a predicate and so ends the title; committees bear such words in their names."""
        if self.state == "field" and not self.committee() and self.ends.predicate(self.at, strictly=True):
            return True
        if end - self.at > 3 or self.committee():
            return False
        return self.ends.predicate(self.at, strictly=not self._goes_on(end))

    def committee(self) -> bool:
        return bool(self.title.body) and self.title.body[-1].endswith(
            ("Chỉ đạo", "Quản lý", "dự án", "Hội đồng", "Vận động", "công tác", "Hội", "Hiệp hội", "Liên đoàn", "Ủy ban")
        )

    def _goes_on(self, end: int) -> bool:
        """Whether behind small words a mark, a place, a body or another field follows: they are a field, no predicate."""
        toks = self.toks
        if end >= len(toks.lows):
            return False
        word = toks.words[end]
        if not word.isalpha():
            return word in ",-(;"
        return self.where.office(end) or bool(self.where.kind(end)[0]) or self.ends.noun(end) > 0

    def committee_name(self) -> bool:
        parts = (self.title.own_body, *self.title.body)
        return "ban quản lý" in " ".join(parts).lower() or any(part.startswith(COMMITTEES) for part in parts)

    def takes_name(self) -> bool:
        """Whether the body is one that bears a proper name: `Phòng Giao dịch`, `Đồn Biên phòng`, `Giải thưởng`."""
        return " ".join(self.title.body).endswith(
            ("Giao dịch", "Biên phòng", "Giải thưởng", "Bệnh viện", "Báo", "Tạp chí", "Phụ sản")
        )

    def take(self, end: int, words: str, state: str) -> bool:
        self.title.body.append(words)
        self.at = end
        self.state = state
        return True

    def longest(self, trie: lexicon.Trie) -> tuple[Entry, int] | None:
        if self.at >= len(self.toks.lows):
            return None
        return trie.longest(self.toks.lows, self.toks.words, self.at)
