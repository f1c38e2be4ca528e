"""A post with its body and place: where it begins, where it ends, what it says."""

from __future__ import annotations

import re
from collections.abc import Callable

from portals.text.officials import lexicon
from portals.text.officials.lexicon import Entry
from portals.text.officials.names import shouted
from portals.text.officials.title import Title
from portals.text.officials.title_bodies import BodyReader
from portals.text.officials.tokens import Tokens

_PREFIXES = {"former": "nguyên", "acting": "Quyền", "new": ""}
_MODIFIERS = ("thường trực", "phụ trách", "thứ nhất", "chuyên trách", "điều hành", "không chuyên trách")
_AREA = re.compile("khu vực|cửa khẩu", re.I)
_MODIFIER_OPENERS = frozenset(words.split()[0] for words in _MODIFIERS)
_OFFICES = frozenset(
    {"đoàn đại biểu quốc hội", "hội đồng nhân dân", "ủy ban nhân dân", "cấp ủy", "huyện ủy", "thành ủy", "thị ủy"}
)
"""Bodies that share one office: `Văn phòng HĐND và UBND`."""


def read_title(toks: Tokens, at: int, after_name: Callable[[], bool]) -> Title | None:
    """The title that begins at a token, or None.

    `after_name`: tells whether a person was named before it, so that capital words behind it are its own
    (`Giám đốc Bảo tàng Xyz`) rather than the beginning of a name.
    """
    start, (at, kind) = at, _behind_prefix(toks, at)
    if at >= len(toks) or (post := lexicon.posts().longest(toks.lows, toks.words, at)) is None:
        return None
    entry, end = post
    title = Title(start, end, _post_words(toks, at, entry, end), entry.group, entry.takes, _PREFIXES.get(kind, ""))
    title.new = kind == "new"
    _Reader(toks, title, after_name()).read()
    if not title.public and entry.form in ("Trưởng", "Phó", "Phó Trưởng"):
        return None
    return title


def title_begins(toks: Tokens, at: int) -> bool:
    """Whether a post stands at a token, with `nguyên` and the like or without."""
    at, _ = _behind_prefix(toks, at)
    return at < len(toks) and lexicon.posts().longest(toks.lows, toks.words, at) is not None


def _behind_prefix(toks: Tokens, at: int) -> tuple[int, str]:
    """Where the post begins, and the kind of the word before it: `nguyên`, `Quyền`, `tân`."""
    found = lexicon.people().longest(toks.lows, toks.words, at)
    if found is None or found[0].kind not in _PREFIXES or found[1] >= len(toks):
        return at, ""
    end = found[1]
    return end + (toks.words[end] == "."), found[0].kind


def _post_words(toks: Tokens, at: int, entry: Entry, end: int) -> str:
    if entry.full:
        return entry.full
    words = toks.words[at:end]
    if words[0][0].islower() or all(shouted(word) for word in words):
        return entry.form
    return " ".join(words)


class _Reader(BodyReader):
    """Reads the words behind a post, one step after the other, until none fits."""

    def __init__(self, toks: Tokens, title: Title, after_name: bool) -> None:
        super().__init__(toks, title, after_name)
        low = title.own_body.lower()
        takes = lexicon.own_bodies().get(low)
        self.state = {"name": "unit", "field": "open"}.get(takes or "", "start")
        if low and takes != "name":
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
        if self.title.post == "Tổng Bí thư" and "unit" in self.title.classes:
            self.title.post, self.title.own_body = "Tổng Biên tập", ""  # `TBT Báo Bạc Liêu`
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
                self._in_charge(words)
                return

    def _in_charge(self, modifier: str) -> None:
        """`Phó Chủ tịch phụ trách | kinh tế | UBND huyện`."""
        found = self._longest(lexicon.fields()) if modifier == "phụ trách" and self.at < len(self.toks) else None
        if found and self.toks.words[self.at][0].islower():
            self.title.post += " " + self.toks.text(self.at, found[1])
            self.at = found[1]

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
        if mark == "(":
            return self._short_form()
        if mark == "-" and _AREA.search(" ".join(self.title.body)) and self._joined_place():
            return True
        if mark in ("-", "&"):
            return (
                self.toks.words[ahead][0].isupper() and self._linked_field("-" if mark == "-" else "và")
            ) or self._linked_office(mark)
        if mark == ",":
            return self._listed_field() or self._wider_place() or self._wider_body()
        return False

    def _short_form(self) -> bool:
        """`Trung tâm Kiểm soát bệnh tật | (CDC) | tỉnh`: passed over."""
        toks, at = self.toks, self.at
        if self.state not in ("body", "field", "open") or at + 3 >= len(toks) or toks.words[at + 2] != ")":
            return False
        if not shouted(toks.words[at + 1]) or lexicon.posts().longest(toks.lows, toks.words, at + 1):
            return False
        self.at = at + 3
        return True

    def _wider_body(self) -> bool:
        """`Trưởng phòng Cảnh sát hình sự, Công an tỉnh`: behind a comma the body in which this one lies."""
        within = lexicon.wider_bodies().get(self.title.own_body.lower())
        if within is None or self.state not in ("field", "place", "proper") or not self.toks.words[self.at + 1][0].isupper():
            return False
        back, state, level = self.at, self.state, self.level
        self.at, self.state, self.level = self.at + 1, "start", 9
        found = self._longest(lexicon.bodies())
        if found and (found[0].full or found[0].form).lower().startswith(within):
            self.title.body.append(",")
            if self._body():
                return True
            self.title.body.pop()
        self.at, self.state, self.level = back, state, level
        return False

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
