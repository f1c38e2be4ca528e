"""The bodies and fields of work in a title: `Sở Tài chính`, `Phòng Văn hóa và Thông tin`, `Trường THCS Trần Phú`."""

from __future__ import annotations

import re

from portals.text.officials import lexicon
from portals.text.officials.lexicon import Entry
from portals.text.officials.names import LONGEST, capital, known_family, name_like, run_end, shouted
from portals.text.officials.title_places import ROMAN, PlaceReader

_GATE = re.compile(r"cửa khẩu(?: quốc tế| cảng)?\Z", re.I)
_CHIEF = frozenset(
    {
        "Ủy ban nhân dân",
        "Hội đồng nhân dân",
        "Tỉnh ủy",
        "Thành ủy",
        "Thị ủy",
        "Huyện ủy",
        "Quận ủy",
        "Đảng ủy",
        "Đảng bộ",
        "Chi bộ",
    }
)


class BodyReader(PlaceReader):
    """What may follow a post apart from places, marks and linking words."""

    def _body(self) -> bool:
        if self.state == "place" and (self.level > 1 or self.toks.words[self.at][0].islower()):
            return False
        found = self._longest(lexicon.bodies())
        if found is None:
            mass = self.toks.words[self.at] == "VN" and self.state in ("body", "open")
            return mass and self._take(self.at + 1, "Việt Nam", "body")
        entry, end = found
        if not self._printed_as_body(entry, end) or self._is_family(end):
            return False
        other = self._longest(lexicon.fields()) if self.state in ("open", "field", "name") else None
        if other and self.state != "field" and other[1] >= end + (self.state == "name"):
            return False
        if self.state == "field" and self.toks.words[self.at][0].islower() and entry.group not in ("party", "army", "company"):
            return False
        self.title.classes.append(entry.group)
        if entry.full == "TU":
            self.title.flags.append("ambiguous_abbreviation:TU")
        if entry.takes == "self":
            self.at, self.state = end, "body"
            return True
        state = {"field": "open", "name": "name", "proper": "proper"}.get(entry.takes, "body")
        if state == "proper":
            end = run_end(self.toks, end)
        return self._take(end, self._body_words(entry, end), state)

    def _body_words(self, entry: Entry, end: int) -> str:
        """An abbreviation in full; the chief organs in one spelling; others as printed, unless all small or all capitals."""
        words = self.toks.words[self.at : end]
        if entry.form == "Chi nhánh" and words[0].islower():
            return "chi nhánh"
        plain = words[0][0].islower() or all(shouted(word) for word in words if word.isalpha())
        return entry.full or (entry.form if plain or entry.form in _CHIEF else self.toks.text(self.at, end))

    def _is_family(self, end: int) -> bool:
        """`Huyện ủy | Đoàn Trung`: a family name that is also a body, with capitals and no field behind it."""
        toks = self.toks
        if end > self.at + 1 or not known_family(toks, self.at) or not name_like(toks, self.at, stop := run_end(toks, self.at)):
            return False
        return stop > end and not lexicon.fields().longest(toks.lows, toks.words, end)

    def _field(self) -> bool:
        if self.state not in ("open", "field", "name"):
            return False
        found = self._longest(lexicon.fields())
        if found is None:
            return False
        word = self.toks.words[self.at]
        if found[1] == self.at + 1 and word[0].isupper() and self._small_words(found[1], found[1] + 1) > found[1]:
            return False  # `Tiểu ban Nội dung`, not `Nội`
        if word[0].islower() and (self.state == "field" or self._is_verb(found[1])):
            return False
        if (
            known_family(self.toks, self.at)
            and name_like(self.toks, self.at, run_end(self.toks, self.at))
            and found[1] - self.at < 2
        ):
            return False
        return self._take(found[1], self._field_words(found[0], found[1]), "name" if self.state == "name" else "field")

    def _is_verb(self, end: int) -> bool:
        """Whether small words begin with a verb and so end the title; a steering committee bears such words in its name."""
        if end - self.at > 3 or (self.title.body and self.title.body[-1].endswith(("Chỉ đạo", "Quản lý", "dự án", "Hội đồng"))):
            return False
        return self._longest(lexicon.verbs()) is not None

    def _field_words(self, entry: Entry, end: int) -> str:
        if entry.full:
            return entry.full
        words = self.toks.words[self.at : end]
        if all(not word.isalpha() or shouted(word) for word in words):
            return entry.form
        return self.toks.text(self.at, end)

    def _number(self) -> bool:
        toks, word = self.toks, self.toks.words[self.at]
        if self.state in ("start", "place"):
            return False
        if toks.lows[self.at] == "số" and self.at + 1 < len(toks) and toks.words[self.at + 1][0].isdigit():
            words = f"số {toks.words[self.at + 1]}"
            return (
                self._placed(self.at + 2, words, self._unit_level())
                if self.state == "unit"
                else self._take(self.at + 2, words, self.state)
            )
        if ((word[0].isdigit() and len(word) <= 4) or ROMAN.match(word)) and self.state in ("open", "name", "unit", "field"):
            if self.state == "unit":
                return self._placed(self.at + 1, word, self._unit_level())
            return self._take(self.at + 1, word, "field")
        return False

    def _unit_level(self) -> int:
        """A group of neighbours lies in a hamlet, a hamlet in a commune."""
        return 5 if self.title.own_body.startswith("Tổ ") else 4

    def _proper(self) -> bool:
        """Capital words that are no field: the name of a place, a school, a unit; or a person's, where the title ends."""
        toks, at = self.toks, self.at
        word = toks.words[at]
        if (self.state in ("open", "name") and self._compound()) or self._tail():
            return True
        if shouted(word) and self.state == "body" and shouted(toks.words[at - 1]):
            return self._shouted_place()
        if not capital(word) or self.state == "place":
            return shouted(word) and self.state in ("open", "name", "proper") and self._take(at + 1, word, "field")
        stop = run_end(toks, at)
        if stop == at:
            return False
        if lexicon.posts().longest(toks.lows, toks.words, at):
            return False
        if self.state == "name":
            return self._school(stop)
        if self.state == "unit":
            end = self._place_name(at, 4)
            return self._placed(end, self._spelled(at, end), 4) if end > at else False
        if self.state in ("field", "body", "open") and _GATE.search(" ".join(self.title.body[-1:])):
            end = self._cut(at, stop)
            return self._take(end, self._spelled(at, end), "place")
        if self.state == "proper" and not self.after_name and name_like(toks, at, stop):
            return False
        wide = self.state == "proper" and not name_like(toks, at, stop)
        known = self._gazetteer(at, stop, 7 if wide else 3)
        if known and (known == stop or name_like(toks, known, stop) or known - at > 1):
            self.title.places.append(self._spelled(at, known))
            self.level = 2
            return self._take(known, self._spelled(at, known), "place")
        if self.state == "start":
            return False
        if name_like(toks, at, stop):
            return self.state == "open" and stop - at == LONGEST and self._before_name(stop)
        return self._unknown(stop)

    def _shouted_place(self) -> bool:
        """`BÍ THƯ HUYỆN ỦY | YÊN LẠC | CHÚC TẾT`."""
        end = self._gazetteer(self.at, run_end(self.toks, self.at), 7)
        if end is None:
            return False
        words = self._spelled(self.at, end)
        self.title.places.append(words)
        return self._take(end, words, "place")

    def _before_name(self, stop: int) -> bool:
        """`Tổng Biên tập Báo | Đồng Khởi | Lê Ngọc Hân`: five syllables that hold a likelier name at their end."""
        end = self._cut(self.at, stop)
        return end < stop and self.toks.lows[end] in lexicon.frequent_families() and self._unknown(stop)

    def _compound(self) -> bool:
        """A field of work that no table knows, `Quản lý đê điều`: a capital and the small words behind it, up to a verb."""
        toks, end = self.toks, self.at + 1
        if not toks.words[self.at][0].isupper() or end >= len(toks) or not toks.words[end][0].islower():
            return False
        verb = lexicon.verbs().longest(toks.lows, toks.words, end)
        if (verb and verb[1] > end + 1) or lexicon.kinds().get(toks.lows[end]):
            return False
        end = self._small_words(end + 1, end + 4)
        return self._take(end, toks.text(self.at, end), "field")

    def _small_words(self, at: int, limit: int) -> int:
        """The end of the small words from a token on that are neither verb nor place nor person."""
        toks = self.toks
        while at < min(limit, len(toks)) and toks.words[at].isalpha() and toks.words[at][0].islower():
            if lexicon.verbs().longest(toks.lows, toks.words, at) or lexicon.kinds().get(toks.lows[at]):
                break
            if lexicon.kinds().get(" ".join(toks.lows[at : at + 2])) or lexicon.people().longest(toks.lows, toks.words, at):
                break
            at += 1
        return at

    def _tail(self) -> bool:
        """Small words between a body and its place: `Nhà hát Nghệ thuật | truyền thống | tỉnh`."""
        toks = self.toks
        if self.state not in ("field", "body", "open") or not toks.words[self.at][0].islower():
            return False
        end = self._small_words(self.at, self.at + 3)
        if end == self.at or end >= len(toks):
            return False
        if self.title.own_body == "Khoa" and toks.words[end] in ",;.-(":
            return self._take(end, toks.text(self.at, end), self.state)  # `Trưởng khoa Nội tim mạch,`
        kind = lexicon.kinds().get(toks.lows[end]) or lexicon.kinds().get(" ".join(toks.lows[end : end + 2]))
        named = self._gazetteer(end, run_end(toks, end), 3) if kind is None else None
        follows = named is not None or (kind is not None and kind[1] < 4)
        return follows and self._take(end, toks.text(self.at, end), self.state)

    def _unknown(self, stop: int) -> bool:
        end = self._cut(self.at, stop)
        if not self.after_name and self.state in ("body", "field") and stop - self.at >= 2 and end == stop:
            return False
        return self._take(end, self._spelled(self.at, end), "field" if self.state == "open" else self.state)

    def _school(self, stop: int) -> bool:
        """`Trường THCS Nguyễn Trãi | Trần Thị Bé`: the school's name comes first, then perhaps a person's."""
        toks, at = self.toks, self.at
        for end in range(stop, at, -1):
            if " ".join(toks.lows[at:end]) in lexicon.namesakes() and (end == stop or name_like(toks, end, stop)):
                return self._take(end, self._spelled(at, end), "proper")
        known = self._gazetteer(at, stop, 7)
        if known:
            return self._take(known, self._spelled(at, known), "proper")
        first = at + 2 if known_family(toks, at) else at + 1
        for end in range(first, stop):
            if name_like(toks, end, stop):
                return self._take(end, self._spelled(at, end), "proper")
        return self._take(stop, self._spelled(at, stop), "proper")
