"""The bodies, fields of work and places in a title: `Sở Tài chính`, `Phòng Văn hóa và Thông tin`, `huyện Mỹ Xuyên`."""

from __future__ import annotations

from portals.text.officials import lexicon
from portals.text.officials.lexicon import Entry
from portals.text.officials.names import ROMAN, known_family, name_like, run_end, shouted
from portals.text.officials.title_ends import Tail
from portals.text.officials.tokens import Tokens
from portals.text.officials.values import DOUBTFUL_END
from portals.text.places import place_words

_CHIEF = frozenset(
    {
        *("Ủy ban nhân dân", "Hội đồng nhân dân", "Tỉnh ủy", "Thành ủy", "Thị ủy", "Huyện ủy", "Quận ủy", "Đảng ủy"),
        *("Đảng bộ", "Chi bộ"),
    }
)
_AS_PRINTED = frozenset({"báo", "trường", "chi nhánh", "tạp chí", "đài", "nhóm", "đồn", "chi bộ", "cơ quan"})
_BARE = frozenset({"Ban", "Chi cục", "Cục", "Phòng", "Trung tâm", "Tổ", "Viện", "Văn phòng", "Vụ", "Đội"})
"""Bodies that say nothing without a field."""
_INNER = frozenset({"bộ môn", "khoa", "phòng"})
"""Bodies within another, whose names are open: `Trưởng phòng | quản lý đất`."""
_OFFICES = frozenset({"bộ", "cục", "phòng", "sở", "tổng cục", "vụ"})
_OPEN_STATES = frozenset({"open", "field", "name", "proper"})
ENVOYS = ("Đại sứ", "Tổng Lãnh sự", "Phó Tổng Lãnh sự", "Trưởng Phái đoàn", "Tham tán", "Công sứ", "Lãnh sự")


class BodySteps:
    """Reads a body or a field of work at the end of the tail; each step says whether it read something."""

    def __init__(self, tail: Tail) -> None:
        self.tail = tail

    def body(self) -> bool:
        tail, toks = self.tail, self.tail.toks
        if tail.state == "place" and (tail.level > 1 or toks.words[tail.at][0].islower()):
            return False
        found = tail.longest(lexicon.bodies())
        if found is None:
            mass = toks.words[tail.at] == "VN" and tail.state in ("body", "open", "field")
            return mass and tail.take(tail.at + 1, "Việt Nam", "body")
        entry, end = found
        post = tail.longest(lexicon.posts())
        if post and post[1] > end:
            return False  # `Bộ trưởng | Bộ trưởng Bộ Dân tộc`
        if not self.printed_as_body(entry, end) or self._is_family(end) or self.begins_word(end):
            return False
        other = tail.ends.noun(tail.at) if tail.state in ("open", "field", "name") else 0
        if other and tail.state != "field" and other >= end + (tail.state == "name"):
            return False
        small = toks.words[tail.at][0].islower()
        if tail.state == "field" and small and (other >= end or entry.group not in ("party", "army", "company")):
            return False
        managed = entry.group == "company" and "uản lý" in tail.title.text  # `Ban Quản lý | Khu du lịch quốc gia Mộc Châu`
        tail.title.classes.append("state" if managed else entry.group)
        if entry.full == "TU":
            tail.title.flags.append("ambiguous_abbreviation:TU")
        if entry.takes == "self":
            tail.at, tail.state = end, "body"
            return True
        state = {"field": "open", "name": "name", "proper": "proper"}.get(entry.takes, "body")
        if managed:
            state = "open"
        if state == "proper":
            end = run_end(toks, end)
        return tail.take(end, self._body_words(entry, end), state)

    def begins_word(self, end: int) -> bool:
        """Whether a body of one syllable only begins a longer word: `Hội | nhập`, `Phòng | thủ`, `Đoàn | kết`."""
        tail, toks = self.tail, self.tail.toks
        if end > tail.at + 1 or tail.state in ("start", "body", "place") or end >= len(toks.lows):
            return False
        follows = toks.words[end]
        if shouted(toks.words[tail.at]) or not follows.isalpha() or not follows[0].islower() or tail.ends.noun(end):
            return False
        closed = tail.ends.closes(end) or tail.ends.strict(end) or tail.where.kind(end)[0] or toks.lows[end] in ("và", "của")
        return not closed

    def _body_words(self, entry: Entry, end: int) -> str:
        """An abbreviation in full; the chief organs in one spelling; others as printed, unless all small or all capitals."""
        tail = self.tail
        words = tail.toks.words[tail.at : end]
        if (words[0] in _AS_PRINTED or " ".join(words) in _AS_PRINTED) and not entry.full:
            return tail.toks.text(tail.at, end)
        plain = words[0][0].islower() or all(shouted(word) for word in words if word.isalpha())
        return entry.full or (entry.form if plain or entry.form in _CHIEF else tail.toks.text(tail.at, end))

    def _is_family(self, end: int) -> bool:
        """`Huyện ủy | Đoàn Trung`: a family name that is also a body, with capitals and no field behind it."""
        tail, toks = self.tail, self.tail.toks
        if end > tail.at + 1 or not known_family(toks, tail.at) or not name_like(toks, tail.at, stop := run_end(toks, tail.at)):
            return False
        return stop > end and not tail.where.office(end) and not lexicon.fields().longest(toks.lows, toks.words, end)

    def printed_as_body(self, entry: Entry, end: int) -> bool:
        """`tỉnh Đoàn Trung` is no `Tỉnh đoàn`; one small word is a body only right behind a post: `giám đốc sở`."""
        tail = self.tail
        words = tail.toks.words[tail.at : end]
        if words[0][0].isupper():
            return True
        if len(words) == 1:
            again = tail.title.own_body.lower() == entry.form.lower()  # `Cục trưởng | cục Điện ảnh`
            first = tail.state == "start" and not tail.title.own_body and not tail.title.body
            return again or first or (words[0] in _OFFICES and self._field_follows(end))
        forms = entry.form.split()
        return len(forms) != len(words) or not any(
            word[0].isupper() and form[0].islower() for word, form in zip(words, forms, strict=True)
        )

    def _field_follows(self, end: int) -> bool:
        """`Chánh Văn phòng | sở Y tế`: a capital field behind a small word for an office."""
        toks = self.tail.toks
        return end < len(toks.lows) and toks.words[end][0].isupper() and self.tail.ends.noun(end) > 0

    def field(self) -> bool:
        tail = self.tail
        if tail.state == "start":
            return self._deputy_field()
        if tail.state not in ("open", "field", "name"):
            return False
        found = tail.longest(lexicon.fields())
        if found is None:
            return False
        toks, word = tail.toks, tail.toks.words[tail.at]
        if tail.ends.noun(tail.at) > found[1]:
            return False  # `Hỗ trợ sinh sản`, not `Hỗ trợ` alone
        if found[1] == tail.at + 1 and word[0].isupper() and tail.ends.small_words(found[1], found[1] + 1) > found[1]:
            return False  # `Tiểu ban Nội dung`, not `Nội`
        if word[0].islower() and tail.is_predicate(found[1]):
            return False
        person = known_family(toks, tail.at) and name_like(toks, tail.at, run_end(toks, tail.at))
        if person and found[1] - tail.at < 2:
            return False
        return tail.take(found[1], self.field_words(found[0], found[1]), "name" if tail.state == "name" else "field")

    def _deputy_field(self) -> bool:
        """`Phó Chủ tịch | Kinh tế | N`: what a deputy is in charge of."""
        tail = self.tail
        toks, found = tail.toks, tail.longest(lexicon.fields())
        if (
            found is None
            or not tail.title.post.startswith(("Phó Chủ tịch", "Phó Giám đốc"))
            or not toks.words[tail.at][0].isupper()
        ):
            return False
        end = found[1]
        stop = run_end(toks, tail.at)
        if name_like(toks, tail.at, stop) and end - tail.at < 2:
            return False
        follows = end == len(toks.lows) or not toks.words[end].isalpha() or toks.words[end][0].isupper()
        if not follows:
            return False
        tail.title.post += " " + self.field_words(found[0], end)
        tail.at = end
        return True

    def field_words(self, entry: Entry, end: int) -> str:
        tail = self.tail
        if entry.full:
            return entry.full
        toks = tail.toks
        words = toks.words[tail.at : end]
        if all(not word.isalpha() or shouted(word) for word in words):
            return entry.form
        return toks.text(tail.at, end)

    def open_words(self) -> bool:
        """Words that no table knows, up to what ends a title: `Quản lý | giao thông đường thủy`."""
        tail = self.tail
        if tail.state not in _OPEN_STATES and not (tail.state == "body" and self._before_place()):
            return False
        first = tail.toks.words[tail.at]
        own = not tail.title.body and tail.state == "open"
        inner = own and tail.title.own_body.lower() in _INNER
        if own and first[0].islower() and not tail.ends.noun(tail.at) and not inner:
            return False
        incomplete = tail.state == "open" and (tail.committee() or self._names_itself(first) if not own else inner)
        end, longer = tail.ends.open_words(tail.at, incomplete)
        if longer:
            tail.title.longer = longer
            tail.title.flags.append(DOUBTFUL_END)
        if end == tail.at:
            return False
        words = tail.toks.text(tail.at, end)
        return tail.take(end, words, tail.state if tail.state in ("name", "proper") else "field")

    def bracketed(self) -> bool:
        """Words that no table knows, where a mark closes the apposition they stand in: `A (Phó Trưởng khoa ngoại | bụng 1)`."""
        tail = self.tail
        if tail.state not in ("open", "field", "proper", "name") or tail.at >= tail.closing:
            return False
        end = tail.ends.bracketed(tail.at, tail.closing, verbs=tail.state == "open" and bool(tail.title.body))
        if not end:
            return False
        if DOUBTFUL_END in tail.title.flags:
            tail.title.flags.remove(DOUBTFUL_END)
            tail.title.longer = 0
        return tail.take(end, tail.toks.text(tail.at, end), "field" if tail.state == "open" else tail.state)

    def _names_itself(self, first: str) -> bool:
        """Whether a verb behind a bare body is its name: `Cục | chống tham nhũng`, `Văn phòng | đăng ký quyền sử dụng đất`."""
        tail, toks = self.tail, self.tail.toks
        verb = lexicon.verbs().longest(toks.lows, toks.words, tail.at)
        if not first[0].islower() or verb is None or verb[0].form not in lexicon.nominal_verbs() or len(tail.title.body) != 1:
            return False
        return tail.title.body[0] in _BARE and tail.ends.noun(verb[1]) > 0

    def _before_place(self) -> bool:
        """Whether small known words stand between a complete body and its place: `Đài Tiếng nói | nhân dân | tỉnh`."""
        tail, toks = self.tail, self.tail.toks
        if not toks.words[tail.at][0].islower():
            return False
        end = tail.ends.noun(tail.at)
        return bool(end) and not tail.ends.predicate(tail.at) and bool(tail.where.kind(end)[0])


class PlaceSteps:
    """Reads a place, a country or a number at the end of the tail; each step says whether it read something."""

    def __init__(self, tail: Tail, bodies: BodySteps) -> None:
        self.tail = tail
        self.bodies = bodies

    def place(self) -> bool:
        tail = self.tail
        kind, level, end = tail.where.kind(tail.at)
        if not kind or (tail.state == "place" and (2 if level == 9 else level) >= tail.level):
            return False
        if tail.state != "place" and self._phrase_end() > end:
            return False
        toks = tail.toks
        if toks.words[tail.at][0].isupper() and _bare_place(toks, tail.at):
            return False  # `Sóc Trăng` is no `sóc`
        if level == 9:
            return tail.placed(end, kind, 2)
        if level >= 4 and toks.words[tail.at][0].islower() and tail.ends.noun(tail.at) > end:
            return False  # `Phòng Quản lý | bản đồ`
        if level == 1 and (abroad := self._province_abroad(end)):
            tail.title.classes.append("abroad")
            return tail.placed(abroad, tail.toks.text(tail.at, abroad), level)
        name_end = tail.where.name_end(end, level, tail.at)
        name = tail.where.spelled(end, name_end)
        if tail.state == "name" and toks.words[tail.at][0].isupper():
            kind = kind.capitalize()
        return tail.placed(name_end, tail.where.full(kind, name), level)

    def bare(self) -> bool:
        """A known place without its kind: `cấp cao tại | Hà Nội`."""
        tail = self.tail
        end = tail.where.known(tail.at, run_end(tail.toks, tail.at), 3)
        return bool(end) and tail.take(end or tail.at, tail.where.spelled(tail.at, end or tail.at), "place")

    def _province_abroad(self, at: int, *, behind_comma: bool = False) -> int:
        """The end of a province's name that no gazetteer has, `tỉnh | Sê Kông`; 0 where a person or nothing follows."""
        tail, toks = self.tail, self.tail.toks
        stop = run_end(toks, at)
        if stop - at != 2 or (known_family(toks, at) and not behind_comma) or tail.where.known(at, stop, 1):
            return 0
        return stop

    def _phrase_end(self) -> int:
        """The end of the longest body or field that begins at this token."""
        tail = self.tail
        body, field_ = tail.longest(lexicon.bodies()), tail.longest(lexicon.fields())
        ends = [each[1] for each in (body, field_) if each and (each is not body or self.bodies.printed_as_body(*each))]
        return max(ends, default=tail.at)

    def country(self) -> bool:
        """`Quốc hội | Việt Nam`; a country abroad makes the post a foreign one, but for friendship societies and envoys."""
        tail, toks = self.tail, self.tail.toks
        if tail.state in ("field", "name", "open") and self._two_countries():
            return tail.take(tail.at + 3, toks.text(tail.at, tail.at + 3), "proper")
        found = tail.where.country(tail.at)
        if found is None or tail.state in ("unit",):
            return False
        words, where, end = found
        text = tail.title.text
        if tail.state == "place" and where == "here":
            return False
        if where == "abroad" and "ữu nghị" not in text and not (tail.title.post.startswith(ENVOYS) and " tại" in text):
            tail.title.classes.append("abroad")
        elif tail.state == "start":
            tail.title.classes.append("state")
        return tail.take(end, words, tail.state if tail.state in ("field", "proper") else "body")

    def _two_countries(self) -> bool:
        """`Viện Nghiên cứu | Việt - Đức`: a body of this state that is named after two countries."""
        toks, at = self.tail.toks, self.tail.at
        pair = toks.lows[at : at + 3]
        return len(pair) == 3 and pair[1] == "-" and "việt" in pair and toks.words[at + 2][0].isupper()

    def wider_place(self) -> bool:
        """`phường 5, thành phố Sóc Trăng`, `huyện Châu Thành, Tiền Giang`: a comma before a place of a higher level."""
        tail = self.tail
        toks, start = tail.toks, tail.at + 1
        numbered = tail.state in ("field", "body") and toks.words[tail.at - 1][0].isdigit()
        if tail.state not in ("place", "proper", "name") and not numbered:
            return False
        kind, level, end = tail.where.kind(start)
        if level == 1 and self._province_abroad(end, behind_comma=True):
            tail.title.classes.append("abroad")  # `Huyện ủy Kim Bình, | tỉnh Vân Nam`
        level = 2 if level == 9 else level
        if kind and level < tail.level and (tail.where.kind(start)[1] == 9 or tail.where.name_end(end, level, start) > end):
            tail.title.body.append(",")
            tail.at = start
            if self.place():
                return True
            tail.title.body.pop()
            tail.at = start - 1
            return False
        return not kind and self._bare_province(start)

    def _bare_province(self, start: int) -> bool:
        """`huyện Châu Thành, | Tiền Giang`: a province without its kind, where a mark or a small word follows."""
        tail, toks = self.tail, self.tail.toks
        stop = run_end(toks, start)
        if tail.state != "place" or not 1 < tail.level < 9 or stop == start or not tail.title.places[-1].count(" "):
            return False
        end = tail.where.known(start, stop, 1)
        if end != stop or (end < len(toks.lows) and toks.words[end][0].isupper()):
            return False
        tail.title.body.append(",")
        tail.title.places.append(tail.where.spelled(start, end))
        tail.level = 1
        return tail.take(end, tail.where.spelled(start, end), "place")

    def joined_place(self) -> bool:
        """`Chi cục Thuế khu vực thành phố Sóc Trăng - Mỹ Xuyên`, `Phòng thủ Khu vực 2 - Ngã Bảy`."""
        tail = self.tail
        start = tail.at + 1
        stop = run_end(tail.toks, start)
        if tail.state == "place":
            end = tail.where.known(start, stop, 3)
        else:
            end = None if tail.where.office(start) or name_like(tail.toks, start, stop) or stop == start else stop
        if end is None:
            return False
        tail.title.body.append("-")
        return tail.take(end, tail.where.spelled(start, end), "place")

    def number(self) -> bool:
        tail = self.tail
        toks, word = tail.toks, tail.toks.words[tail.at]
        if tail.state in ("start", "place"):
            return False
        if toks.lows[tail.at] == "số" and tail.at + 1 < len(toks.lows) and toks.words[tail.at + 1][0].isdigit():
            words = f"số {toks.words[tail.at + 1]}"
            return (
                tail.placed(tail.at + 2, words, self._unit_level())
                if tail.state == "unit"
                else tail.take(tail.at + 2, words, tail.state)
            )
        if ((word[0].isdigit() and len(word) <= 4) or ROMAN.match(word)) and tail.state in ("open", "name", "unit", "field"):
            if tail.state == "unit":
                return tail.placed(tail.at + 1, word, self._unit_level())
            return tail.take(tail.at + 1, word, "field")
        return False

    def _unit_level(self) -> int:
        """A group of neighbours lies in a hamlet, a hamlet in a commune."""
        return 5 if self.tail.title.own_body.startswith("Tổ ") else 4

    def shouted_place(self) -> bool:
        """`BÍ THƯ HUYỆN ỦY | YÊN LẠC | CHÚC TẾT`."""
        tail = self.tail
        end = tail.where.known(tail.at, run_end(tail.toks, tail.at), 7)
        if end is None:
            return False
        words = tail.where.spelled(tail.at, end)
        tail.title.places.append(words)
        return tail.take(end, words, "place")


def _bare_place(toks: Tokens, at: int) -> bool:
    """Whether a province or district of two syllables is named at a token."""
    return bool(place_words().get(" ".join(toks.lows[at : at + 2]), 0) & 3)
