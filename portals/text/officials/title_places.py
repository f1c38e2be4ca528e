"""The places in a title: `huyện Mỹ Xuyên`, `phường 5`, `TPST`; and where a person's name begins behind them."""

from __future__ import annotations

import re

from portals.text.officials import lexicon
from portals.text.officials.lexicon import Entry
from portals.text.officials.names import capital, known_family, name_like, run_end, shouted
from portals.text.officials.title import Title
from portals.text.officials.tokens import Tokens
from portals.text.places import place_words

ROMAN = re.compile(r"[IVX]+\Z")
_LEVELS = {1: 1, 2: 3, 3: 4, 4: 0, 5: 0}
"""For each level of a kind word the levels of the gazetteer its name may have: a `thành phố` may be a province."""
_SHORT_KINDS = {"p": "phường", "q": "quận", "h": "huyện", "x": "xã"}


class PlaceReader:
    """Reads on from `at`; `state` says what the words behind may be, `level` how high the last place was."""

    def __init__(self, toks: Tokens, title: Title, after_name: bool) -> None:
        self.toks = toks
        self.title = title
        self.after_name = after_name
        self.at = title.end
        self.level = 9
        self.state = "start"

    def _take(self, end: int, words: str, state: str) -> bool:
        self.title.body.append(words)
        self.at = end
        self.state = state
        return True

    def _longest(self, trie: lexicon.Trie) -> tuple[Entry, int] | None:
        return trie.longest(self.toks.lows, self.toks.words, self.at)

    def _place(self) -> bool:
        kind, level, end = self._kind()
        if not kind or (self.state == "place" and (2 if level == 9 else level) >= self.level):
            return False
        if self.state != "place" and self._phrase_end() > end:
            return False
        if self.toks.words[self.at][0].isupper() and place_words().get(" ".join(self.toks.lows[self.at : self.at + 2]), 0) & 3:
            return False  # `Sóc Trăng` is no `sóc`
        if level == 9:
            return self._placed(end, kind, 2)
        name_end = self._place_name(end, level)
        name = self._spelled(end, name_end)
        if self.state == "name" and self.toks.words[self.at][0].isupper():
            kind = kind.capitalize()
        return self._placed(name_end, f"{kind} {name}".strip(), level)

    def _phrase_end(self) -> int:
        """The end of the longest body or field that begins at this token."""
        body, field_ = self._longest(lexicon.bodies()), self._longest(lexicon.fields())
        ends = [each[1] for each in (body, field_) if each and (each is not body or self._printed_as_body(*each))]
        return max(ends, default=self.at)

    def _placed(self, end: int, words: str, level: int) -> bool:
        self.title.places.append(words)
        self.level = level
        if self.state in ("start", "unit"):
            self.title.classes.append("place")
        return self._take(end, words, "place")

    def _kind(self) -> tuple[str, int, int]:
        """The word for a kind of place at this token, its level and its end; an empty word if there is none."""
        toks, at = self.toks, self.at
        if toks.lows[at] not in lexicon.kind_openers():
            return "", 0, at
        for size in range(min(3, len(toks) - at), 0, -1):
            found = lexicon.kinds().get(" ".join(toks.lows[at : at + size]))
            if found and (len(toks.words[at]) > 2 or toks.words[at][0].isupper() or toks.words[at].isalpha()):
                short = found[0].lower() != " ".join(toks.lows[at : at + size])
                if short and found[1] != 9 and toks.lows[at] != "tp" and not toks.words[at].isupper():
                    continue
                return found[0], found[1], self._dot(at + size)
        short_kind = _SHORT_KINDS.get(toks.lows[at])
        if short_kind and toks.words[at].isupper() and at + 2 < len(toks) and toks.words[at + 1] == ".":
            return short_kind, 2 if short_kind in ("quận", "huyện") else 3, at + 2
        return "", 0, at

    def _dot(self, at: int) -> int:
        follows = at + 1 < len(self.toks) and self.toks.words[at] == "." and self.toks.glued(at)
        return at + 1 if follows and (capital(self.toks.words[at + 1]) or self.toks.words[at + 1].isdigit()) else at

    def _place_name(self, at: int, level: int) -> int:
        """The end of a place's name: a number, a name of the gazetteer, or capital syllables that are no person's name."""
        toks = self.toks
        if at >= len(toks):
            return at
        if toks.lows[at] == "số" and at + 1 < len(toks) and toks.words[at + 1][0].isdigit():
            return at + 2
        if (toks.words[at][0].isdigit() and len(toks.words[at]) <= 3) or ROMAN.match(toks.words[at]):
            return at + 1
        stop = run_end(toks, at)
        if stop == at or (shouted(toks.words[at]) and not shouted(toks.words[self.at])):
            return at
        if lexicon.posts().longest(toks.lows, toks.words, at):
            return at
        known = self._gazetteer(at, stop, _LEVELS[level])
        if known:
            return known
        if level == 4 and stop - at > 3 and (end := self._cut(at, stop)) < stop:
            return end
        listed = stop < len(toks) and toks.words[stop] == ":"  # `Các Trưởng ấp Trà Quýt A: …`
        if name_like(toks, at, stop) and not listed and (level < 4 or (not self.after_name and stop - at > 2)):
            return at
        return self._cut(at, stop)

    def _gazetteer(self, at: int, stop: int, levels: int) -> int | None:
        """The end of the longest known place name that leaves nothing or a person's name behind it."""
        toks, names = self.toks, place_words()
        if stop < len(toks) and toks.words[stop] == "-" and (end := self._hyphenated(at, stop)):
            return end
        first = None
        for end in range(min(stop, at + 5), at, -1):
            if not names.get(" ".join(toks.lows[at:end]), 0) & levels:
                continue
            if end == at + 1 and name_like(toks, at, stop):
                return None
            if end == stop or name_like(toks, end, stop) or self._office(end):
                return end
            first = first or end
        return first if first and stop - first > 1 else None

    def _hyphenated(self, at: int, stop: int) -> int | None:
        """The end of a known place name with a hyphen: `Bà Rịa - Vũng Tàu`."""
        toks = self.toks
        ends = range(run_end(toks, stop + 1), stop + 1, -1)
        return next((end for end in ends if " ".join(toks.lows[at:end]) in place_words()), None)

    def _office(self, at: int) -> bool:
        toks = self.toks
        body = lexicon.bodies().longest(toks.lows, toks.words, at)
        return bool(lexicon.posts().longest(toks.lows, toks.words, at) or (body and (body[1] - at > 1 or body[0].short)))

    def _cut(self, at: int, stop: int) -> int:
        """An unknown run of capitals, cut before an office or a person's name in it; two syllables are the likeliest place."""
        toks = self.toks
        cuts: list[tuple[bool, int, bool, int]] = []
        for end in range(at + 1, stop):
            if self._office(end) and not known_family(toks, end):
                return end
            if (not self.after_name or stop - end > 2 or (end > at + 1 and stop - end > 1)) and name_like(toks, end, stop):
                cuts.append(
                    (toks.lows[end] == "văn", abs(end - at - 2), toks.lows[end] not in lexicon.frequent_families(), end)
                )
        return min(cuts)[3] if cuts else min(stop, at + 5)

    def _spelled(self, at: int, end: int) -> str:
        words = self.toks.words[at:end]
        return " ".join(
            word.capitalize() if shouted(word) and not ROMAN.match(word) and not word[0].isdigit() else word for word in words
        )

    def _printed_as_body(self, entry: Entry, end: int) -> bool:
        """`tỉnh Đoàn Trung` is no `Tỉnh đoàn`; one small word is a body only right behind a post: `giám đốc sở`."""
        words = self.toks.words[self.at : end]
        if words[0][0].isupper():
            return True
        if len(words) == 1:
            return self.state == "start" and not self.title.own_body and not self.title.body
        forms = entry.form.split()
        return len(forms) != len(words) or not any(
            word[0].isupper() and form[0].islower() for word, form in zip(words, forms, strict=True)
        )

    def _wider_place(self) -> bool:
        """`phường 5, thành phố Sóc Trăng`: a comma before a named place of a higher level."""
        numbered = self.state in ("field", "body") and self.toks.words[self.at - 1][0].isdigit()
        if self.state not in ("place", "proper", "name") and not numbered:
            return False
        back = self.at
        self.at += 1
        kind, level, end = self._kind()
        level = 2 if level == 9 else level
        if kind and level < self.level and (self._kind()[1] == 9 or self._place_name(end, level) > end):
            self.title.body.append(",")
            if self._place():
                return True
            self.title.body.pop()
        self.at = back
        return False

    def _joined_place(self) -> bool:
        """`Chi cục Thuế khu vực thành phố Sóc Trăng - Mỹ Xuyên`."""
        start = self.at + 1
        end = self._gazetteer(start, run_end(self.toks, start), 3) if self.state == "place" else None
        if end is None:
            return False
        self.title.body.append("-")
        return self._take(end, self._spelled(start, end), "place")
