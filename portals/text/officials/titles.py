"""A post with its body and place: where it begins, where it ends, what it says.

A title ends where the sentence goes on: before a predicate, a mark, a person, another post. The tables of bodies and fields
say how its words are written and what class they are of; they do not limit how far it reaches.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from portals.text.officials import lexicon
from portals.text.officials.lexicon import Entry
from portals.text.officials.names import LONGEST, capital, known_family, name_like, run_end, shouted, strong_name
from portals.text.officials.title_bodies import ENVOYS, BodySteps, PlaceSteps
from portals.text.officials.title_ends import Tail
from portals.text.officials.title_links import LinkSteps
from portals.text.officials.tokens import Tokens
from portals.text.officials.values import Title

_PREFIXES = {"former": "nguyên", "acting": "Quyền", "trainee": "Tập sự", "new": ""}
_MODIFIERS = ("thường trực", "phụ trách", "thứ nhất", "chuyên trách", "điều hành", "không chuyên trách", "dự khuyết")
_MODIFIER_OPENERS = frozenset(words.split()[0] for words in _MODIFIERS)
_LANDSCAPE = frozenset(
    {
        *("biển", "cảng", "cầu", "hầm", "hồ", "lưu vực", "lộ", "núi", "phá", "rừng", "sông", "vùng", "vịnh"),
        *("đảo", "đèo", "đường", "đầm"),
    }
)
_LOCAL_UNITS = frozenset({"Đội", "Trạm", "Đồn", "Hạt", "Tổ"})
"""Bodies that are named after a commune: `Đội Cảnh sát giao thông An Lạc`."""
_FIRMS = frozenset({"công", "ngân", "doanh", "hãng"})
_COMPANY = ("bank", "công ty", "siêu thị", "khách sạn", "law firm", "tập đoàn")
_TRADE = ("bán hàng", "chăm sóc khách hàng", "khách hàng", "kinh doanh", "marketing", "ngân quỹ", "thu mua", "tín dụng")
_EVENT = re.compile(r"tổ chức (?:giải|cuộc thi|hội thi|hội thao|lễ|liên hoan|chương trình|sự kiện|festival)\b")
_VISITS = frozenset({"công tác", "kiểm tra", "thanh tra"})
_GATE = re.compile(r"cửa khẩu(?: quốc tế| cảng)?\Z", re.I)
_INSIDE = frozenset({"thuộc", "tại", "ở"})
"""Prepositions before a body and not before its head: `ở Cục Hải quan Hà Nam Ninh`."""
_APPOSED = re.compile(r"\b(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Đđ]ồng chí) (\w+(?: \w+){1,4}), \w+(?: \w+){0,3}\Z")
"""`Bà N, cục trưởng`: a person with an honorific and a post in apposition."""
_NEXT_ONE = frozenset({"cùng", "và", "với", "các"})
_FEW = 8
"""Places of a record where a body's own name is looked for, so that a long list is read in linear time."""
_MEDIA = frozenset({"báo", "tạp chí", "đài", "tòa soạn", "nhà xuất bản", "cổng thông tin điện tử"})
_PARTY_POSTS = ("Bí thư", "Phó Bí thư", "Ủy viên", "Tư lệnh", "Phó Tư lệnh", "Chính ủy", "Phó Chính ủy")


def read_title(reader: TitleReader, at: int, after_name: Callable[[], bool]) -> Title | None:
    """The title that begins at a token, or None.

    `after_name`: tells whether a person was named before it, so that capital words behind it are its own
    (`Giám đốc Bảo tàng Xyz`) rather than the beginning of a name.
    """
    toks = reader.tail.toks
    if toks.words[at] == "vụ" and at and toks.lows[at - 1] == "chức":
        return None  # `bầu chức vụ | Phó Chủ tịch`
    start, (at, kind) = at, _behind_prefix(toks, at)
    if at >= len(toks.lows) or (post := lexicon.posts().longest(toks.lows, toks.words, at)) is None:
        return None
    entry, end = post
    title = Title(start, end, _post_words(toks, at, entry, end), entry.group, entry.takes, _PREFIXES.get(kind, ""))
    title.new = kind == "new"
    if start == 0 and toks.words[0] == "CT" and name_like(toks, 1, len(toks)) and run_end(toks, 1) == len(toks):
        title.needs = ""  # `CT Vũ Văn Bền` alone in a line of a work schedule is no `Công ty`
    title.capital = toks.words[at][0].isupper()
    reader.read(title, after_name())
    if not title.public and entry.form in ("Trưởng", "Phó", "Phó Trưởng"):
        return None
    return title


def title_begins(toks: Tokens, at: int) -> bool:
    """Whether a post stands at a token, with `nguyên` and the like or without."""
    at, _ = _behind_prefix(toks, at)
    return at < len(toks.lows) and lexicon.posts().longest(toks.lows, toks.words, at) is not None


def _behind_prefix(toks: Tokens, at: int) -> tuple[int, str]:
    """Where the post begins, and the kind of the word before it: `nguyên`, `Quyền`, `tân`."""
    found = lexicon.people().longest(toks.lows, toks.words, at)
    if found is None or found[0].kind not in _PREFIXES or found[1] >= len(toks.lows):
        return at, ""
    end = found[1]
    return end + (toks.words[end] == "."), found[0].kind


def _post_words(toks: Tokens, at: int, entry: Entry, end: int) -> str:
    """The post in the spelling of the table; of the body it names itself a printed capital stays: `Trưởng Ban`."""
    printed = toks.words[at:end]
    spelled = entry.full or entry.form
    if printed[0] == "đại" and printed[1:2] == ["biểu"]:
        return spelled[0].lower() + spelled[1:]  # `đại biểu Quốc hội`
    if entry.full or " ".join(printed) == entry.form:
        return spelled
    words = entry.form.split()
    if len(printed) != len(words) or all(map(shouted, printed)):
        return entry.form
    own = len(words) - len(entry.group.split()) if entry.group else len(words)
    return " ".join(
        word if number >= own and word[0].isupper() and not shouted(word) else words[number]
        for number, word in enumerate(printed)
    )


def _in_apposition(before: str, behind: str) -> bool:
    """Whether the text before and behind a body shows an apposition that a predicate follows: `Bà N, cục trưởng … , đã nói`."""
    found = _APPOSED.search(before)
    named = found is not None and all(word[0].isupper() for word in found[1].split())
    return named and behind.startswith(", ") and behind[2:3].islower() and behind[2:].split()[0] not in _NEXT_ONE


class TitleReader:
    """Reads the titles of one sentence: the words behind a post, one step after the other, until none fits."""

    def __init__(self, toks: Tokens) -> None:
        self.tail = Tail(toks)
        self.bodies = BodySteps(self.tail)
        self.places = PlaceSteps(self.tail, self.bodies)
        self.links = LinkSteps(self.tail, self.bodies, self.places)
        self.names = ProperNameSteps(self.tail, self.places)

    def read(self, title: Title, after_name: bool) -> None:
        """Read from behind the post to the end of the title and set what it says."""
        low = title.own_body.lower()
        takes = lexicon.own_bodies().get(low)
        self.tail.begin(title, after_name, {"name": "unit", "field": "open"}.get(takes or "", "start"))
        if low and takes != "name":
            title.classes.append("own")
        tail = self.tail
        toks, size = tail.toks, len(tail.toks.lows)
        self._modifiers()
        self._medium()
        self._own_body()
        while tail.at < size:
            word = toks.words[tail.at]
            if word == "\n":
                break
            if word.isalnum() or "'" in word:
                step = (
                    self.places.place()
                    or self.places.country()
                    or self.bodies.body()
                    or self.bodies.field()
                    or self.links.link()
                    or self.places.number()
                    or self.bodies.open_words()
                    or self.names.proper()
                    or self.bodies.bracketed()
                )
            else:
                step = self.links.mark(word)
            if not step:
                break
        tail.title.end = tail.at
        self._settle()

    def _settle(self) -> None:
        """What the end of the title says of it: `cũ`, an unknown body."""
        tail = self.tail
        toks, title = tail.toks, tail.title
        body = " ".join(title.body).lower()
        if "abroad" not in title.classes and "hữu nghị" not in body and tail.where.abroad(title.start, tail.at):
            title.classes += () if title.post.startswith(ENVOYS) else ("abroad",)  # `Đảng Lao động Triều Tiên`
        khoi = title.post in ("Giám đốc", "Phó Giám đốc") and body == "khối"
        if (khoi or any(word in body for word in _COMPANY)) and not {"party", "mass"}.intersection(title.classes):
            title.classes.append("company")  # `Trưởng phòng Truyền thông hệ thống siêu thị …`
        branch = [part.lower() for part in title.body[:1]] == ["chi nhánh"]
        if branch and (len(title.body) == 1 or (tail.state in ("open", "field", "proper") and title.body[1][0].isupper())):
            title.classes.append("company")  # `Giám đốc chi nhánh`, of a bank or a firm
        if not _FIRMS.isdisjoint(toks.lows[tail.at + 1 : tail.at + 4]) and toks.lows[tail.at] == "của":
            title.classes.append("company")  # `Phó phòng Kinh doanh của một ngân hàng`
        if tail.at < len(toks.lows) and toks.lows[tail.at] == "cũ":
            title.gone = True
            title.end += 1
        if tail.at < len(toks.lows) and toks.lows[tail.at] in ("bạn", "nước") and "bạn" in toks.lows[tail.at : tail.at + 2]:
            title.classes.append("outside")  # `Đại đội trưởng … nước bạn`
        if title.own_body in ("Phòng", "Ban", "Khối") and body.startswith(_TRADE):
            title.classes.append("company")  # `Trưởng phòng | Kinh doanh`
        if body.startswith("tổ chức ") and _EVENT.match(body):
            title.classes.append("outside")  # `Phó Ban | tổ chức giải`
        if title.own_body == "Đoàn" and title.body and (title.body == title.places[-1:] or body in _VISITS):
            title.classes.append("outside")  # `Trưởng đoàn Bình Phước`, `Phó Trưởng Đoàn | kiểm tra`
        if title.post == "Tổng Bí thư" and "unit" in title.classes:
            title.post, title.own_body = "Tổng Biên tập", ""  # `TBT Báo Bạc Liêu`
        if self._unknown_own_body():
            title.classes.append("outside")

    def _unknown_own_body(self) -> bool:
        """`Trưởng ban liên lạc họ …`: a post with its own body and small words that no table knows."""
        tail, toks = self.tail, self.tail.toks
        if tail.title.body or tail.state != "open" or tail.at >= len(toks.lows) or not toks.words[tail.at].isalpha():
            return False
        if not toks.words[tail.at][0].islower() or tail.ends.closes(tail.at) or toks.lows[tail.at] in ("và", "cùng", "của"):
            return False
        return not tail.ends.predicate(tail.at)

    def _medium(self) -> None:
        """`TBT báo điện tử Sông Mai`: the editor in chief of a newspaper, whatever it is called."""
        tail = self.tail
        toks, title, at = tail.toks, tail.title, tail.title.end
        if title.post != "Tổng Bí thư" or at >= len(toks.lows) or toks.words[at - 1] != "TBT":
            return
        words = [" ".join(toks.lows[at : at + size]) for size in (1, 2, 3)]
        stop = run_end(toks, at)
        paper = stop > at and not name_like(toks, at, stop) and not tail.ends.strict(at)
        if _MEDIA.intersection(words) or (paper and not tail.where.office(at)):
            title.post, title.own_body = "Tổng Biên tập", ""
            title.classes[:] = ["unit"]
            tail.state = "start" if _MEDIA.intersection(words) else "proper"

    def _own_body(self) -> None:
        """The post's last word begins the name of a body: `Trưởng Ban | Chỉ đạo` is of the `Ban Chỉ đạo`."""
        tail = self.tail
        if tail.state != "open" or " " in tail.title.own_body or tail.at != tail.title.end:
            return
        found = lexicon.bodies().longest(tail.toks.lows, tail.toks.words, tail.at - 1)
        if found and found[1] > tail.at:
            entry = found[0]
            printed = tail.toks.words[tail.at : found[1]]
            as_printed = not entry.full and tail.toks.words[tail.at - 1][0].isupper() and not shouted(printed[0])
            as_printed = as_printed or (not entry.full and printed[0][0].isupper() and not shouted(printed[0]))
            words = printed if as_printed else (entry.full or entry.form).split()[1:]
            tail.title.classes.append(entry.group)
            tail.take(found[1], " ".join(words), "open" if entry.takes == "field" else "body")

    def _modifiers(self) -> None:
        tail = self.tail
        lows = tail.toks.lows
        if tail.at >= len(lows) or lows[tail.at] not in _MODIFIER_OPENERS:
            return
        for words in _MODIFIERS:
            size = words.count(" ") + 1
            if " ".join(lows[tail.at : tail.at + size]) == words:
                tail.title.post += " " + (words[0].upper() + words[1:] if words == "thường trực" else words)
                tail.at += size
                self._modifiers()
                self._in_charge(words)
                return

    def _in_charge(self, modifier: str) -> None:
        """`Phó Chủ tịch phụ trách | kinh tế | UBND huyện`."""
        tail = self.tail
        found = tail.longest(lexicon.fields()) if modifier == "phụ trách" and tail.at < len(tail.toks.lows) else None
        if found and tail.toks.words[tail.at][0].islower():
            tail.title.post += " " + tail.toks.text(tail.at, found[1])
            tail.at = found[1]


class ProperNameSteps:
    """Reads capital words that are no field: the name of a place, a school, a unit; or a person's, where the title ends."""

    def __init__(self, tail: Tail, places: PlaceSteps) -> None:
        self.tail = tail
        self.places = places

    def proper(self) -> bool:
        """Capital words that are no field: the name of a place, a school, a unit; or a person's, where the title ends."""
        tail = self.tail
        toks, at = tail.toks, tail.at
        word = toks.words[at]
        if shouted(word) and tail.state == "body" and shouted(toks.words[at - 1]):
            return self.places.shouted_place()
        if not capital(word) or tail.state == "place":
            if tail.takes_name() and word[0].isupper() and word.isalpha() and not word.isupper():
                return tail.take(at + 1, word, "proper")  # `Giải thưởng | Kovalevskaia`
            if tail.state == "start" and word[0].isupper() and word.isalnum() and not word.isupper():
                tail.title.classes.append("company")  # `Chủ tịch VinaPhone`
                return tail.take(at + 1, word, "proper")
            if tail.state == "start" and shouted(word) and at + 1 < len(toks.lows) and not tail.title.own_body:
                tail.title.classes.append("outside")  # `Phó Chủ tịch VBCSD`: nobody knows what it is
                return tail.take(at + 1, word, "proper")
            abbreviation = shouted(word) or (word[0].isupper() and word.isalnum() and not word.isalpha())  # `PA02`
            return abbreviation and tail.state in ("open", "name", "proper", "field") and tail.take(at + 1, word, "field")
        stop = run_end(toks, at)
        if stop == at or lexicon.posts().longest(toks.lows, toks.words, at):
            return False
        verb = lexicon.verbs().longest(toks.lows, toks.words, at)
        if verb is not None and verb[1] > stop:
            return False  # `Bí thư Huyện đoàn | Khai mạc giải`
        if tail.state == "name":
            return self._school(stop)
        if tail.state == "unit":
            end = tail.where.name_end(at, 4, at)
            return tail.placed(end, tail.where.spelled(at, end), 4) if end > at else False
        if tail.state in ("field", "body", "open") and _GATE.search(" ".join(tail.title.body[-1:])):
            end = tail.where.cut(at, stop)
            return tail.take(end, tail.where.spelled(at, end), "place")
        if tail.state == "proper" and not tail.after_name and name_like(toks, at, stop) and not self._of_body(stop):
            return False
        return self._proper_name(stop)

    def _of_body(self, stop: int) -> bool:
        """Whether the record shows capitals that read as a person's name to be the body's own: `Cục Hải quan | Hà Nam Ninh`.

        It does where the body stands with them behind a preposition or in parentheses, or in the apposition of a person with
        an honorific, before a predicate: `Bà N, cục trưởng Cục Hải quan Hà Nam Ninh, đã …`.
        """
        tail, toks, record = self.tail, self.tail.toks, self.tail.toks.record
        start = tail.title.end
        if not tail.title.body or toks.words[start][0].islower() or toks.lows[tail.at + 1] in ("thị", "văn"):
            return False
        post, words = toks.text(start - 1, start).lower(), toks.text(start, stop)
        found = -1
        for _ in range(_FEW):
            if (found := record.find(words, found + 1)) < 0:
                break
            before, behind = record[max(0, found - 90) : found].rstrip(), record[found + len(words) : found + len(words) + 8]
            if before.endswith("(") and behind.startswith(")"):
                return True
            if before.rsplit(" ", 1)[-1] in _INSIDE and not behind.startswith(tuple("-(")):
                return True
            if before.lower().endswith(post) and _in_apposition(before, behind):
                return True
        return False

    def _proper_name(self, stop: int) -> bool:
        tail = self.tail
        toks, at = tail.toks, tail.at
        if tail.state in ("field", "proper") and name_like(toks, at, stop) and self._of_body(stop):
            return tail.take(stop, tail.where.spelled(at, stop), "proper")
        unit = tail.title.own_body or " ".join(tail.title.body[:1]).split(" ")[0]
        local = unit in _LOCAL_UNITS and stop - at == 2 and tail.state in ("field", "open", "body")
        wide = local or (tail.state == "proper" and not name_like(toks, at, stop))
        known = tail.where.known(at, stop, 7 if wide else 3)
        if known and (known == stop or name_like(toks, known, stop) or known - at > 1):
            tail.title.places.append(tail.where.spelled(at, known))
            tail.level = 2
            return tail.take(known, tail.where.spelled(at, known), "place")
        if tail.state == "start":
            return self._unknown_body(stop)
        if tail.state == "field" and toks.lows[at - 1] in _LANDSCAPE:
            return self._unknown(stop)  # `Trưởng ban Quản lý vịnh | Cát Bà`
        if tail.state in ("open", "field") and tail.takes_name() and not strong_name(toks, at, stop):
            return self._unknown(stop)  # `Giải thưởng | Sao Khuê`
        if name_like(toks, at, stop):
            if tail.after_name and (tail.state == "open" or tail.takes_name()) and not self._announces(stop):
                return self._unknown(stop)  # `Đồn Biên phòng | Cù Lao Chàm`
            if self._of_bare_name(stop):
                return tail.placed(stop, tail.where.spelled(at, stop), 2)  # `ông N, Bí thư Huyện ủy | Kim Bình, tỉnh …`
            return tail.state == "open" and stop - at == LONGEST and self._before_name(stop)
        return self._unknown(stop)

    def _of_bare_name(self, stop: int) -> bool:
        """Whether two capitals behind the title of one just named, before a mark, are a place: a rare family name at most."""
        tail, toks = self.tail, self.tail.toks
        closed = stop < len(toks.lows) and toks.words[stop] in (",", ")", "-", ".")
        rare = toks.lows[tail.at] not in lexicon.frequent_families()
        return stop - tail.at == 2 and rare and closed and tail.of_bare_name

    def _announces(self, stop: int) -> bool:
        """Whether capitals behind a title of somebody already named are the next person: three syllables and more."""
        tail, toks = self.tail, self.tail.toks
        if " ".join(toks.lows[tail.at : stop]) in lexicon.namesakes():
            return False
        return strong_name(toks, tail.at, stop) and not tail.takes_name()

    def _unknown_body(self, stop: int) -> bool:
        """Capitals right behind a post, no name and no known body: `Bí thư | Quân ủy …`, `Chủ tịch | Mộc Thảo Group`."""
        tail = self.tail
        toks, at = tail.toks, tail.at
        if not lexicon.company_words().isdisjoint(toks.lows[at:stop]):
            tail.title.classes.append("company")
            return tail.take(stop, toks.text(at, stop), "proper")
        if known_family(toks, at) or stop - at < 2 or tail.title.own_body or name_like(toks, at, stop):
            return False
        if not tail.after_name and any(name_like(toks, end, stop) for end in range(at + 1, stop)):
            return False
        follows = toks.words[stop] if stop < len(toks.lows) else ""
        if not tail.after_name and not (follows[:1].isupper() or follows in ("Group", "Corp", "Holdings")):
            return False
        tail.title.classes.append("party" if tail.title.post.startswith(_PARTY_POSTS) else "company")
        return tail.take(stop, toks.text(at, stop), "proper")

    def _before_name(self, stop: int) -> bool:
        """`Tổng Biên tập Báo | Đồng Khởi | Lê Ngọc Hân`: five syllables that hold a likelier name at their end."""
        tail = self.tail
        end = tail.where.cut(tail.at, stop)
        return end < stop and tail.toks.lows[end] in lexicon.frequent_families() and self._unknown(stop)

    def _unknown(self, stop: int) -> bool:
        tail = self.tail
        end = tail.where.cut(tail.at, stop)
        if not tail.after_name and tail.state in ("body", "field") and stop - tail.at >= 2 and end == stop:
            follows = tail.toks.words[stop] if stop < len(tail.toks.lows) else ""
            named_unit = tail.takes_name() or ("unit" in tail.title.classes and tail.state == "field" and stop - tail.at == 2)
            seat = tail.state == "body" and follows in (",", ";", ".", "") and stop - tail.at == 2
            fits = (named_unit and follows[:1].islower()) or seat
            if known_family(tail.toks, tail.at) or not fits:
                return False
        return tail.take(end, tail.where.spelled(tail.at, end), "field" if tail.state == "open" else tail.state)

    def _school(self, stop: int) -> bool:
        """`Trường THCS Nguyễn Trãi | Trần Thị Bé`: the school's name comes first, then perhaps a person's."""
        tail = self.tail
        toks, at = tail.toks, tail.at
        for end in range(stop, at, -1):
            if " ".join(toks.lows[at:end]) in lexicon.namesakes() and (end == stop or name_like(toks, end, stop)):
                return tail.take(end, tail.where.spelled(at, end), "proper")
        known = tail.where.known(at, stop, 7)
        if known:
            return tail.take(known, tail.where.spelled(at, known), "proper")
        first = at + 2 if known_family(toks, at) else at + 1
        for end in range(first, stop):
            if name_like(toks, end, stop):
                return tail.take(end, tail.where.spelled(at, end), "proper")
        return tail.take(stop, tail.where.spelled(at, stop), "proper")
