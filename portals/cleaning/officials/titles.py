"""A post with its body and place: where it begins, where it ends, what it says."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from portals.cleaning.officials import lexicon
from portals.cleaning.officials.lexicon import Entry
from portals.cleaning.officials.names import capital, known_family, name_like, run_end, shouted
from portals.cleaning.officials.tokens import Tokens
from portals.cleaning.places import place_words

_MODIFIERS = ("thường trực", "phụ trách", "thứ nhất", "chuyên trách", "điều hành", "không chuyên trách")
_MODIFIER_OPENERS = frozenset(words.split()[0] for words in _MODIFIERS)
_OPEN = frozenset(["ban", "phòng", "khoa", "trạm", "vụ", "cục", "đội", "tổ", "viện", "đoàn", "tòa", "hạt", "đài", "đồn", "bộ", "nhóm", "quỹ", "khối", "thuế"]) | {
    "chi cục", "tổng cục", "thanh tra", "văn phòng", "công an", "bộ môn", "tiểu ban", "chi bộ", "chi hội", "chi nhánh", "ban chấp hành",
}  # fmt: skip
_UNITS = frozenset(["thôn", "ấp", "khóm", "bản", "làng", "buôn", "phum", "xóm", "phố", "khu", "khối", "sóc"]) | {
    "khu phố", "khu dân cư", "tổ dân phố", "khối phố", "tiểu khu", "ban nhân dân", "ban điều hành", "ban công tác mặt trận",
}  # fmt: skip
_ROMAN = re.compile(r"[IVX]+\Z")
_LEVELS = {1: 1, 2: 3, 3: 4, 4: 0, 5: 0}
"""For each level of a kind word the levels of the gazetteer its name may have: a `thành phố` may be a province."""
_FREQUENT = frozenset("nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý thạch".split())
"""The family names most people bear: where a run of capitals can be cut in two places, before one of these."""
_SHORT_KINDS = {"p": "phường", "q": "quận", "h": "huyện", "x": "xã"}
_OFFICES = frozenset(
    {"đoàn đại biểu quốc hội", "hội đồng nhân dân", "ủy ban nhân dân", "cấp ủy", "huyện ủy", "thành ủy", "thị ủy"}
)


@dataclass(slots=True)
class Title:
    """One title as read. `start` and `end` are tokens; `body` are the words behind the post, expanded."""

    start: int
    end: int
    post: str = ""
    own_body: str = ""
    needs: str = ""
    prefix: str = ""
    body: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    classes: list[str] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    group: bool = False

    @property
    def text(self) -> str:
        """The title in words: `Phó Chủ tịch Ủy ban nhân dân phường 5`."""
        return " ".join(part for part in (self.prefix, self.post, *self.body) if part).replace(" ,", ",").replace(" / ", "/")

    @property
    def public(self) -> bool:
        """Whether the post is one of the Party, State, Front, a mass organisation, the forces or a public unit."""
        if self.group or "company" in self.classes or "outside" in self.classes:
            return False
        return not self.needs or bool(self.classes)


def read_title(toks: Tokens, at: int, after_name: Callable[[], bool]) -> Title | None:
    """The title that begins at a token, or None.

    `after_name`: tells whether a person was named before it, so that capital words behind it are its own
    (`Giám đốc Bảo tàng Xyz`) rather than the beginning of a name.
    """
    start, prefix = at, ""
    found = lexicon.people().longest(toks.lows, toks.words, at)
    if found and found[0].kind in ("former", "acting") and found[1] < len(toks):
        prefix = "nguyên" if found[0].kind == "former" else "Quyền"
        at = found[1]
        if at < len(toks) and toks.words[at] == ".":
            at += 1
    if at >= len(toks) or (post := lexicon.posts().longest(toks.lows, toks.words, at)) is None:
        return None
    entry, end = post
    title = Title(start, end, _post_words(toks, at, entry, end), entry.group, entry.takes, prefix)
    _Reader(toks, title, after_name()).read()
    if not title.public and entry.form in ("Trưởng", "Phó", "Phó Trưởng"):
        return None
    return title


def _post_words(toks: Tokens, at: int, entry: Entry, end: int) -> str:
    if entry.full:
        return entry.full
    words = toks.words[at:end]
    if words[0][0].islower() or all(shouted(word) for word in words):
        return entry.form
    return " ".join(words)


class _Reader:
    """Reads the words behind a post, one step after the other, until none fits."""

    def __init__(self, toks: Tokens, title: Title, after_name: bool) -> None:
        self.toks = toks
        self.title = title
        self.after_name = after_name
        self.at = title.end
        self.level = 9
        low = title.own_body.lower()
        self.state = "unit" if low in _UNITS else "open" if low in _OPEN else "start"
        if low and low not in _UNITS:
            title.classes.append("own")

    def read(self) -> None:
        toks, size = self.toks, len(self.toks)
        self._modifiers()
        self._own_body()
        while self.at < size:
            word = toks.words[self.at]
            if word == "\n":
                break
            if word.isalnum() or "'" in word:
                step = self._place() or self._body() or self._field() or self._link() or self._number() or self._proper()
            else:
                step = self._mark(word)
            if not step:
                break
        self.title.end = self.at
        if self._unknown_body():
            self.title.classes.append("outside")

    def _unknown_body(self) -> bool:
        """`Trưởng ban liên lạc họ …`: a post with its own body and small words that no table knows."""
        toks = self.toks
        if self.title.body or self.state != "open" or self.at >= len(toks) or toks.words[self.at] == "và":
            return False
        return self._small_words(self.at, self.at + 1) > self.at

    def _own_body(self) -> None:
        """The post's last word begins the name of a body: `Trưởng Ban | Chỉ đạo` is of the `Ban Chỉ đạo`."""
        if self.state != "open" or " " in self.title.own_body or self.at != self.title.end:
            return
        found = lexicon.bodies().longest(self.toks.lows, self.toks.words, self.at - 1)
        if found and found[1] > self.at:
            entry = found[0]
            words = (entry.full or entry.form).split()[1:]
            self.title.classes.append(entry.group)
            self._take(found[1], " ".join(words), "open" if entry.takes == "field" else "body")

    def _take(self, end: int, words: str, state: str) -> bool:
        self.title.body.append(words)
        self.at = end
        self.state = state
        return True

    def _modifiers(self) -> None:
        lows = self.toks.lows
        if self.at >= len(lows) or lows[self.at] not in _MODIFIER_OPENERS:
            return
        for words in _MODIFIERS:
            size = words.count(" ") + 1
            if " ".join(lows[self.at : self.at + size]) == words:
                printed = " ".join(self.toks.words[self.at : self.at + size])
                self.title.post += " " + (printed if not printed.isupper() else words.capitalize())
                self.at += size
                self._modifiers()
                return

    # places

    def _place(self) -> bool:
        kind, level, end = self._kind()
        if not kind or (self.state == "place" and level >= self.level):
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
        for size in (3, 2, 1):
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
        if (toks.words[at][0].isdigit() and len(toks.words[at]) <= 3) or _ROMAN.match(toks.words[at]):
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

    def _office(self, at: int) -> bool:
        toks = self.toks
        body = lexicon.bodies().longest(toks.lows, toks.words, at)
        return bool(lexicon.posts().longest(toks.lows, toks.words, at) or (body and (body[1] - at > 1 or body[0].short)))

    def _cut(self, at: int, stop: int) -> int:
        """An unknown run of capitals, cut before an office or a person's name in it; two syllables are the likeliest place."""
        toks = self.toks
        cuts: list[tuple[bool, int, int]] = []
        for end in range(at + 1, stop):
            if self._office(end) and not known_family(toks, end):
                return end
            if (not self.after_name or stop - end > 2 or (end > at + 1 and stop - end > 1)) and name_like(toks, end, stop):
                cuts.append((toks.lows[end] not in _FREQUENT, abs(end - at - 2), end))
        return min(cuts)[2] if cuts else min(stop, at + 5)

    def _spelled(self, at: int, end: int) -> str:
        words = self.toks.words[at:end]
        return " ".join(
            word.capitalize() if shouted(word) and not _ROMAN.match(word) and not word[0].isdigit() else word for word in words
        )

    # bodies and fields

    def _longest(self, trie: lexicon.Trie) -> tuple[Entry, int] | None:
        return trie.longest(self.toks.lows, self.toks.words, self.at)

    def _body(self) -> bool:
        if self.state == "place" and (self.level > 1 or self.toks.words[self.at][0].islower()):
            return False
        found = self._longest(lexicon.bodies())
        if found is None:
            return False
        entry, end = found
        if not self._printed_as_body(entry, end) or self._is_family(end):
            return False
        other = self._longest(lexicon.fields()) if self.state in ("open", "field") else None
        if other and other[1] >= end and self.state == "open":
            return False
        if self.state == "field" and self.toks.words[self.at][0].islower() and entry.group not in ("party", "army", "company"):
            return False
        self.title.classes.append(entry.group)
        if entry.full == "TU":
            self.title.flags.append("ambiguous_abbreviation:TU")
        state = {"field": "open", "name": "name", "proper": "proper"}.get(entry.takes, "body")
        if state == "proper":
            end = run_end(self.toks, end)
        small = entry.form == "Chi nhánh" and self.toks.words[self.at].islower()
        return self._take(end, "chi nhánh" if small else entry.full or entry.form, state)

    def _is_family(self, end: int) -> bool:
        """`Huyện ủy | Đoàn Trung`: a family name that is also a body, with capitals and no field behind it."""
        toks, stop = self.toks, run_end(self.toks, self.at)
        if end > self.at + 1 or not name_like(toks, self.at, stop):
            return False
        return stop > end and not lexicon.fields().longest(toks.lows, toks.words, end)

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

    def _link(self) -> bool:
        """`và` before another field or office, `của` and `thuộc` before a body."""
        low, ahead = self.toks.lows[self.at], self.at + 1
        if ahead >= len(self.toks):
            return False
        if low == "các" and self.state != "start":
            self.title.group = True
            return False
        if low in ("của", "thuộc"):
            return self._linked_body(low)
        if low != "và":
            return False
        return self._linked_field("và") or self._linked_office("và")

    def _linked_body(self, word: str) -> bool:
        back = self.at
        self.at += 1
        if self._longest(lexicon.bodies()):
            self.title.body.append(word)
            return True
        self.at = back
        return False

    def _linked_field(self, word: str) -> bool:
        several = (
            self.state == "place" and self.toks.lows[self.at + 1] == "các"
        )  # `Khu kinh tế Nghi Sơn và các khu công nghiệp`
        if self.state != "field" and not several and not (self.state in ("body", "open") and "mass" in self.title.classes):
            return False
        back = self.at
        self.at += 1
        found = self._longest(lexicon.fields())
        office = self._longest(lexicon.bodies())
        post = self._longest(lexicon.posts())
        if found and post and post[1] > found[1]:
            found = None
        if found and not (office and office[1] >= found[1] and not self.toks.words[self.at].islower()):
            self.title.body.append(word)
            return self._take(found[1], self._field_words(*found), "field")
        if word == "và" and not office and not self._office(self.at) and self._unlisted_field():
            return True
        self.at = back
        return False

    def _unlisted_field(self) -> bool:
        """Behind `và` a field that no table knows: `Hội Làm vườn và Trang trại`."""
        if lexicon.people().longest(self.toks.lows, self.toks.words, self.at) or self._kind()[0]:
            return False
        self.title.body.append("và")
        if self._compound():
            return True
        self.title.body.pop()
        return False

    def _linked_office(self, word: str) -> bool:
        """`Văn phòng HĐND và UBND thành phố`."""
        if self.title.own_body != "Văn phòng" or self.title.body[-1:] == [] or self.title.body[-1].lower() not in _OFFICES:
            return False
        back = self.at
        self.at += 1
        found = self._longest(lexicon.bodies())
        if found and (found[0].full or found[0].form).lower() in _OFFICES:
            self.title.body.append("và" if word == "&" else word)
            return self._body()
        self.at = back
        return False

    def _mark(self, mark: str) -> bool:
        ahead = self.at + 1
        if ahead >= len(self.toks) or self.toks.words[ahead] == "\n":
            return False
        if mark == "." and self.state == "start" and self.toks.glued(self.at) and self.toks.glued(ahead):
            self.at = ahead  # `PCT.UBND`
            return True
        if mark == "-" and "khu vực" in " ".join(self.title.body) and self._joined_place():
            return True
        if mark in ("-", "&"):
            return (
                self.toks.words[ahead][0].isupper() and self._linked_field("-" if mark == "-" else "và")
            ) or self._linked_office(mark)
        if mark == ",":
            return self._listed_field() or self._wider_place()
        return False

    def _joined_place(self) -> bool:
        """`Chi cục Thuế khu vực thành phố Sóc Trăng - Mỹ Xuyên`."""
        start = self.at + 1
        end = self._gazetteer(start, run_end(self.toks, start), 3) if self.state == "place" else None
        if end is None:
            return False
        self.title.body.append("-")
        return self._take(end, self._spelled(start, end), "place")

    def _listed_field(self) -> bool:
        """`Văn hóa, Thông tin, Thể thao và Du lịch`: a comma only where the list goes on to `và` or a hyphen."""
        toks, at, size = self.toks, self.at, len(self.toks)
        if self.state != "field" or not toks.words[at + 1][0].isupper():
            return False
        found: tuple[Entry, int] | None = None
        while at < size and toks.words[at] == "," and at + 1 < size:
            found = lexicon.fields().longest(toks.lows, toks.words, at + 1)
            if found is None or lexicon.posts().longest(toks.lows, toks.words, at + 1):
                return False
            at = found[1]
        if at + 1 < size and toks.lows[at] in ("và", "&", "-"):
            goes_on = bool(lexicon.fields().longest(toks.lows, toks.words, at + 1))
        else:
            goes_on = found is not None and (" và " in found[0].form or " - " in found[0].form)
        return goes_on and self._linked_field(",")

    def _wider_place(self) -> bool:
        """`phường 5, thành phố Sóc Trăng`: a comma before a named place of a higher level."""
        if self.state not in ("place", "proper", "name"):
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

    def _number(self) -> bool:
        toks, word = self.toks, self.toks.words[self.at]
        if self.state in ("start", "place"):
            return False
        if toks.lows[self.at] == "số" and self.at + 1 < len(toks) and toks.words[self.at + 1][0].isdigit():
            words = f"số {toks.words[self.at + 1]}"
            return self._placed(self.at + 2, words, 4) if self.state == "unit" else self._take(self.at + 2, words, self.state)
        if (word[0].isdigit() and len(word) <= 4 or _ROMAN.match(word)) and self.state in ("open", "name", "unit", "field"):
            if self.state == "unit":
                return self._placed(self.at + 1, word, 4)
            return self._take(self.at + 1, word, "field")
        return False

    def _proper(self) -> bool:
        """Capital words that are no field: the name of a place, a school, a unit; or the person's name, where the title ends."""
        toks, at = self.toks, self.at
        word = toks.words[at]
        if (self.state in ("open", "name") and self._compound()) or self._tail():
            return True
        if not capital(word) or self.state == "place":
            return shouted(word) and self.state in ("open", "name", "proper") and self._take(at + 1, word, "field")
        stop = run_end(toks, at)
        if lexicon.posts().longest(toks.lows, toks.words, at):
            return False
        if self.state == "name":
            return self._school(stop)
        if self.state == "unit":
            end = self._place_name(at, 4)
            return self._placed(end, self._spelled(at, end), 4) if end > at else False
        if self.state == "proper" and not self.after_name and name_like(toks, at, stop):
            return False
        wide = self.state == "proper" and not name_like(toks, at, stop)
        known = self._gazetteer(at, stop, 7 if wide else 3)
        if known and (known == stop or name_like(toks, known, stop) or known - at > 1):
            self.title.places.append(self._spelled(at, known))
            self.level = 2
            return self._take(known, self._spelled(at, known), "place")
        if name_like(toks, at, stop) or self.state == "start":
            return False
        return self._unknown(stop)

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
        kind = lexicon.kinds().get(toks.lows[end]) or lexicon.kinds().get(" ".join(toks.lows[end : end + 2]))
        named = self._gazetteer(end, run_end(toks, end), 3) if kind is None else None
        follows = named is not None or (kind is not None and kind[1] < 4)
        return follows and self._take(end, toks.text(self.at, end), self.state)

    def _unknown(self, stop: int) -> bool:
        end = self._cut(self.at, stop)
        if not self.after_name and self.state in ("body", "field") and stop - self.at >= 2:
            if end == stop:
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
