"""Which person a title belongs to, and what a verb of appointment or dismissal gives or takes."""

from __future__ import annotations

from portals.text.officials import lexicon
from portals.text.officials.chunks import Chunk
from portals.text.officials.grammar_walk import Walk, is_figure
from portals.text.officials.title_ends import PREPOSITIONS
from portals.text.officials.values import Held, Reference, Statement, status_of

_OPEN_JOINTS = frozenset({"", ",", "-", "(", "also", "và", "is", "was"})
"""What may stand between a person and a title that is theirs."""
_BEFORE_HOLDERS = frozenset({"appoint", "elected", "group", "is", "mark", "past", "term", "word"})
_INTRODUCTION = 16
"""How many pieces may stand between a title and the `là` or `như` that introduces its holders."""
_CLAUSE = 20
"""How many words before a verb `được` may stand: `được Ban Thường vụ Tỉnh ủy Đồng Tháp chỉ định`."""
_DECIDES = frozenset({"biết", "ký", "nói", "rằng", "trao", "việc", "đề"})
"""Words that tell of one who decides, proposes or speaks: `ký`, `đề nghị`, `đề xuất`, `cho rằng`."""
_OBJECT_MARKS = frozenset({"cho", "của", "cùng", "tới", "tặng", "với", "đến"})
"""Words before the object of a clause: `trao cho đồng chí N`."""


class TitleSteps:
    """The steps for titles: they wait for a name or go to the person before them."""

    def __init__(self, walk: Walk) -> None:
        self.walk = walk

    def title(self, piece: Chunk) -> None:
        walk = self.walk
        title = piece.title
        assert title is not None
        walk.before = "" if walk.before == "not-person" else walk.before
        held = Held(title, status_of(title), walk.joint)
        if self._announces():
            self._announce(held)
        elif walk.joint == "appoint":
            self._give(held)
        elif walk.joint == "for" and title.post in ("Cán bộ", "Công chức") and not title.body:
            return  # `đối với 3 cán bộ gồm: …`
        elif walk.joint == "làm":
            self._does(held, piece)
        elif walk.person is not None and walk.joint == "," and self._speaks_itself(piece):
            walk.person = None
            self._wait(held, piece)
        elif walk.person is not None and walk.joint in _OPEN_JOINTS and not title.group and not self._next_one():
            walk.verbs.colour(held, walk.joint)
            walk.person.held.append(held)
            walk.joint = "title"
        elif title.group:
            walk.word(piece)
        elif walk.joint == ";" and held.status == "former" and walk.subject is not None:
            walk.person = walk.subject  # `đồng chí N, sinh năm 1938; nguyên Trưởng ban …`
            walk.person.held.append(held)
            walk.joint = "title"
        else:
            self._wait(held, piece)

    def _next_one(self) -> bool:
        """`p0 A và p1 trình bày`: behind `và` a title is not of a person whose titles stood before the name."""
        walk = self.walk
        person = walk.person
        return person is not None and walk.joint == "và" and 0 < person.announced == len(person.held)

    def _speaks_itself(self, piece: Chunk) -> bool:
        """`Trao quyết định cho đồng chí N, Chủ tịch nước nói …`: behind a clause whose object N is, the post is the subject."""
        walk, toks = self.walk, self.walk.toks
        assert walk.person is not None
        if lexicon.verbs().longest(toks.lows, toks.words, 0) is None and toks.lows[0] not in _OBJECT_MARKS:
            return False
        verb = lexicon.verbs().longest(toks.lows, toks.words, piece.end) if piece.end < len(toks) else None
        if verb is None or toks.lows[piece.end] in PREPOSITIONS:
            return False
        at = next(number for number, each in enumerate(walk.pieces) if each.end >= walk.person.end)
        while at and walk.pieces[at - 1].kind in ("honorific", "rank", "degree", "title"):
            at -= 1
        before = walk.pieces[:at]
        return bool(before) and toks.lows[before[-1].end - 1] in _OBJECT_MARKS and all(each.value != "," for each in before)

    def _give(self, held: Held) -> None:
        """The office that a verb of appointment or dismissal gives or takes."""
        walk = self.walk
        if held.title.own_body == "Đoàn" and "Quốc hội" not in held.title.text:
            walk.word(walk.pieces[walk.at])  # `do ông N làm trưởng đoàn kiểm tra`
            return
        away = self._taker_follows() or (walk.verbs.direct and not walk.verbs.passive)
        walk.verbs.direct = False
        takers = [] if away else walk.verbs.give(held, self._several_shared())
        if not takers:
            held.status = walk.verbs.status
            held.joint = "appoint"
            walk.pend(held)
            walk.joint = "appointed"
            self._introduce()
            return
        walk.person = takers[-1]
        walk.joint = "title"

    def _taker_follows(self) -> bool:
        """Whether those who get the office come after it: `… đối với ông A`, `… gồm: ông A, ông B`."""
        walk = self.walk
        for ahead in range(1, 8):
            piece = walk.peek(ahead)
            if piece is None:
                return False
            if piece.kind == "for" or (piece.kind == "word" and "gồm" in walk.toks.lows[piece.start : piece.end]):
                return True
            if piece.kind == "word" and piece.value in ("của", "với", "cho"):
                follows = walk.peek(ahead + 1)
                return follows is not None and follows.kind in ("honorific", "rank", "name")
            passed = piece.kind in ("term", "title", "mark") or (piece.kind == "word" and is_figure(piece.value))
            if not passed or piece.value == ";":
                return False
        return False

    def _several_shared(self) -> list[Statement]:
        """The persons behind `các đồng chí`, to all of whom the verb gives the office."""
        walk = self.walk
        if walk.shared is None or len(walk.since_shared) < 2:
            return []
        return [person for person in walk.since_shared if not person.held]

    def _does(self, held: Held, piece: Chunk) -> None:
        """`bà N làm Phó Bí thư Đảng ủy phường`: a post with its body is N's; `làm Bí thư` alone is of a group just named."""
        walk = self.walk
        title = held.title
        if walk.subject is not None and title.body and title.own_body != "Đoàn" and title.public:
            walk.person = walk.subject
            if walk.verbs.past:
                held.status = "former"
            walk.person.held.append(held)
            walk.joint = "title"
        elif walk.subject is None and title.body and title.public and self._comma_follows():
            walk.pend(held)  # `Sau ba tháng làm Bí thư Huyện ủy, bà N …`
        else:
            walk.word(piece)

    def _wait(self, held: Held, piece: Chunk) -> None:
        """A title without a name yet; behind an honorific it may be all that names the person."""
        walk = self.walk
        lead = walk.pieces[walk.at - 1] if walk.at else None
        if lead is not None and lead.kind == "word" and lead.value == "của" and self._comma_follows():
            walk.word(piece)  # `Tổ công tác của Thủ tướng, ông N`
            return
        if lead is not None and lead.kind == "honorific" and not lead.many and not self._name_follows():
            walk.found.references.append(Reference(lead.start, piece.end, lead.value, held.title))
        if walk.verbs.past and walk.joint == "was":
            held.status = "former"
        walk.pend(held)
        self._introduce()

    def _introduce(self) -> None:
        """`hai Phó Bí thư được bầu là ông A và ông B`, `một số Ủy viên …, như: bà A; bà B`: the title is of those behind."""
        walk = self.walk
        for ahead in range(1, _INTRODUCTION):
            piece = walk.peek(ahead)
            if piece is None or piece.kind not in _BEFORE_HOLDERS or piece.value in (";", "-"):
                return
            listed = piece.kind == "word" and walk.toks.lows[piece.end - 1] in ("như", "gồm")
            if not listed and (piece.kind != "is" or piece.value != "là"):
                continue
            behind = walk.peek(ahead + 1)
            if listed and behind is not None and behind.value == ":":
                ahead, behind = ahead + 1, walk.peek(ahead + 2)
            if (
                behind is None
                or behind.kind not in ("honorific", "rank", "degree", "name")
                or (listed and not walk.pending_many)
            ):
                return
            for held in walk.pending if any(each.kind == "elected" for each in walk.pieces[walk.at : walk.at + ahead]) else ():
                held.status = "appointed"
            walk.at += ahead
            walk.joint = ":"
            if walk.pending_many:
                walk.common = [held for held in walk.pending if not held.title.foreign]
                walk.pending, walk.pending_many = [], False
            return

    def _comma_follows(self) -> bool:
        walk = self.walk
        ahead, behind = walk.peek(), walk.peek(2)
        return ahead is not None and ahead.value == "," and behind is not None and behind.kind == "honorific"

    def _name_follows(self) -> bool:
        """Whether a name stands behind the title, with a mark, rank or honorific between at most."""
        for ahead in range(1, 5):
            piece = self.walk.peek(ahead)
            if piece is None or piece.kind == "word":
                return False
            if piece.kind == "name":
                return True
            if piece.kind not in ("mark", "honorific", "rank", "degree", "title", "also"):
                return False
        return False

    def _announces(self) -> bool:
        """Whether a name follows directly: the title is that person's."""
        walk = self.walk
        ahead, first = 1, walk.peek()
        apart = first is not None and first.kind == "mark" and first.value == "-"
        if apart and (walk.person is None or walk.person.announced):
            ahead = 2  # `Trưởng Công an huyện - Thượng tá NAME`
            first = walk.peek(2)
            again = walk.person is not None and walk.person.by_hyphen  # `p1, p2 - A, p3, p4 - B`
            if first is None or first.many or not (first.kind in ("rank", "honorific") or (again and first.kind == "name")):
                return False
        if walk.joint == "và" and self._closing_name():
            return True
        while (piece := walk.peek(ahead)) is not None and piece.kind in ("rank", "degree", "honorific", "clergy"):
            ahead += 1
        return piece is not None and piece.kind == "name" and walk.joint not in ("appoint", "làm")

    def _closing_name(self) -> bool:
        """`A, p1 và p2, bà B trao quà`: the title behind `và` is of the name behind it, which bears no other."""
        walk = self.walk
        comma, lead, name, after = (walk.peek(ahead) for ahead in (1, 2, 3, 4))
        if comma is None or lead is None or name is None or walk.person is None:
            return False
        alone = after is None or after.kind != "mark" or after.value not in ",-("
        led = lead.kind in ("honorific", "rank", "degree") and not lead.many
        return comma.value == "," and led and name.kind == "name" and alone

    def _announce(self, held: Held) -> None:
        """A title right before a name. Comma titles behind an announced person go with it: `p0 A, p1, p2 B`."""
        walk = self.walk
        person = walk.person
        if person is not None and person.announced and walk.joint == ",":
            moved: list[Held] = []
            while len(person.held) > person.announced and person.held[-1].joint == ",":
                moved.insert(0, person.held.pop())
            walk.pending = moved
        elif person is not None:
            walk.pending = []
        if person is not None:
            walk.joint = ","
        walk.pend(held)


class VerbSteps:
    """The steps for words that say how an office is held, given or taken: `là`, `từng là`, `bầu`, `miễn nhiệm`, `đối với`."""

    def __init__(self, walk: Walk) -> None:
        self.walk = walk

    def also(self, piece: Chunk) -> None:
        self.walk.joint = "also"

    def is_(self, piece: Chunk) -> None:
        walk = self.walk
        if piece.value.startswith(("nay", "hiện")):
            walk.verbs.past = walk.verbs.career = False
            walk.person = walk.person or walk.subject  # `từng là T1; nay là T2`
            walk.joint = "is"
            return
        walk.joint = "is" if walk.person is not None and walk.joint in ("", "title", ")", ",") else walk.joint
        if walk.joint not in ("is", "appoint"):
            walk.word(piece)

    def was(self, piece: Chunk) -> None:
        walk = self.walk
        walk.person = walk.person or walk.subject
        if walk.person is not None:
            walk.joint = "was"
            walk.verbs.career = True
            self._skip_to_list()
        elif "còn" in piece.value.split():
            walk.word(piece)
            walk.joint, walk.verbs.past = "was", True  # `khi còn là T, ông N`
        else:
            walk.word(piece)

    def _skip_to_list(self) -> None:
        """`từng giữ nhiều chức vụ quan trọng trong ngành kiểm sát như T1; T2`: over the words before the list."""
        walk = self.walk
        for ahead in range(1, _INTRODUCTION):
            piece, behind = walk.peek(ahead), walk.peek(ahead + 1)
            if piece is None or behind is None or piece.kind in ("name", "title") or piece.value == ";":
                return
            opens = piece.value == ":" or walk.toks.lows[piece.end - 1] == "như"
            if opens and behind.kind == "title":
                walk.at += ahead
                return

    def past(self, piece: Chunk) -> None:
        """`Trước khi nhập phường, bà N là …`."""
        walk = self.walk
        walk.word(piece)
        walk.verbs.past = walk.at == 0 or walk.pieces[walk.at - 1].value in (";", ",")

    def appoint(self, piece: Chunk) -> None:
        walk = self.walk
        if piece.value != "làm" or walk.verbs.verb:
            walk.joint = "appoint"
            before = walk.toks.lows[piece.start - 1] if piece.start else ""
            if walk.verbs.verb == "dismissed" and (piece.value.startswith("nhận") or before in ("để", "sang", "về")):
                walk.verbs.verb = "elected"  # `thôi giữ chức T1 để nhận nhiệm vụ T2`
            walk.pending = [held for held in walk.pending if held.joint == "appoint"]
        else:
            walk.joint = "làm"

    def elected(self, piece: Chunk) -> None:
        walk = self.walk
        waiting = [held for held in walk.pending if held.joint == "appoint"]
        walk.word(piece)
        walk.pending = waiting
        again = walk.verbs.nominated and walk.at > 0 and walk.pieces[walk.at - 1].kind in ("elected", "word")
        nominated = piece.value == "giới thiệu" or (again and piece.value in ("bầu", "bầu cử", "hiệp thương"))
        walk.verbs.begin("elected", passive=self._passive(piece), by_another=self._by_another(piece), nominated=nominated)
        self._given_next()

    def dismissed(self, piece: Chunk) -> None:
        walk = self.walk
        waiting = [held for held in walk.pending if held.joint == "appoint"]
        walk.word(piece)
        walk.pending = waiting
        walk.verbs.begin("dismissed", passive=self._passive(piece), by_another=self._by_another(piece))
        if "giữ" in piece.value or "chức" in piece.value or "làm" in piece.value:
            walk.joint = "appoint"
        self._given_next()

    def _passive(self, piece: Chunk) -> bool:
        """Whether those named before get the office (`được bổ nhiệm T`, `trúng cử T`), not those behind (`bổ nhiệm T …`)."""
        lows, start = self.walk.toks.lows, piece.start
        while start and piece.start - start < _CLAUSE and lows[start - 1] not in (",", ";", ":", "("):
            start -= 1
        before = lows[start : piece.start]
        return "được" in before or "bị" in before or piece.value.startswith(("được", "trúng", "đắc", "tái", "thôi", "nghỉ"))

    def _by_another(self, piece: Chunk) -> bool:
        """Whether the person named last signs, proposes or says what the verb tells."""
        walk = self.walk
        start = max((person.end for person in walk.found.statements), default=piece.start)
        between = walk.toks.lows[start : piece.start]
        return not {"được", "bị"}.intersection(between) and not _DECIDES.isdisjoint(between)

    def _given_next(self) -> None:
        """`cách chức Chủ tịch UBND xã`, `bầu thêm hai Ủy viên UBND tỉnh`: the office stands right behind the verb."""
        walk = self.walk
        ahead = walk.peek()
        if ahead is not None and ahead.kind == "word" and walk.fillers(ahead):
            ahead = walk.peek(2)
        if ahead is not None and ahead.kind == "title" and not self._verb_has_taker():
            walk.joint = "appoint"
            walk.verbs.direct = True

    def _verb_has_taker(self) -> bool:
        """Whether the title behind the verb is of the name behind it: `bầu Phó Chủ tịch UBND xã Lê Bền làm …`."""
        walk = self.walk
        for piece in walk.pieces[walk.at + 1 : walk.at + 4]:
            if piece.kind == "name":
                return True
            if piece.kind not in ("title", "word", "rank", "honorific"):
                return False
        return False

    def for_(self, piece: Chunk) -> None:
        """`miễn nhiệm chức vụ T đối với ông N`."""
        walk = self.walk
        if walk.pending:
            walk.joint = "for"
            walk.verbs.for_next = True
            for held in walk.pending if walk.verbs.verb else ():
                held.status = walk.verbs.status
        else:
            walk.word(piece)

    def instead(self, piece: Chunk) -> None:
        walk = self.walk
        walk.word(piece)
        walk.verbs.replaced = True
