"""The words behind a post as read so far."""

from __future__ import annotations

from portals.text.officials import lexicon
from portals.text.officials.lexicon import Entry
from portals.text.officials.names import capital, name_like, shouted
from portals.text.officials.title_ends import SAIGON, PlaceNames, TitleEnds
from portals.text.officials.tokens import Tokens
from portals.text.officials.values import Title

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
        words = f"{self.title.own_body} {' '.join(self.title.body)}"
        return "Ban Quản lý" in words or any(part.startswith(COMMITTEES) for part in (self.title.own_body, *self.title.body))

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
