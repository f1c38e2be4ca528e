"""Which name holds which title: the pieces of a sentence read from left to right."""

from __future__ import annotations

from collections.abc import Callable

from portals.text.officials.appointments import FILLERS, Appointments
from portals.text.officials.chunks import Chunk
from portals.text.officials.tokens import Tokens
from portals.text.officials.values import Held, Reading, Reference, Statement, status_of

_OPEN_JOINTS = frozenset({"", ",", "-", "(", "also", "và", "is", "was"})
"""What may stand between a person and a title that is theirs."""
_WAITING_JOINTS = frozenset({"", "title", "-", ":", "honorific", ",", "rank", "degree", "for"})
"""What may stand between a title and the name it waits for."""
_LIST_JOINTS = frozenset({",", "và", ":", ";", "; honorific", "honorific", "rank", "degree"})
"""What may stand before the next person of a list."""
_LEADS = frozenset({"name", "title", "rank", "degree", "given", "honorific", "former"})
_TIMES = frozenset({("năm", "nay"), ("hiện", "nay"), ("đương", "nhiệm"), ("hiện", "tại")})
"""Words that may stand between a title and the name: `Chủ tịch Hội đồng Giải thưởng | năm nay | N`."""
_CONJUNCTIONS = frozenset({"vì", "khi", "do", "rằng", "nên", "bởi", "đó", "nay", "khóa", "đây"})
_VERBS = frozenset({"is", "was", "appoint", "elected", "dismissed"})


def read_sentence(pieces: list[Chunk], toks: Tokens) -> Reading:
    """The persons and references of one sentence."""
    if not any(piece.kind in ("name", "given", "honorific") for piece in pieces):
        return Reading()
    return SentenceReader(pieces, toks).read()


class SentenceReader:
    """One pass over the pieces, a step for each kind.

    `person` is open while titles may still be added to it; titles without a person wait in `pending` for a name; `joint` is
    the mark or word that stands between what was read last and what comes.
    """

    def __init__(self, pieces: list[Chunk], toks: Tokens) -> None:
        self.pieces = pieces
        self.toks = toks
        self.found = Reading()
        self.verbs = Appointments()
        self.at = 0
        self.person: Statement | None = None
        self.subject: Statement | None = None
        self.joint = "start"
        self.honorific: Chunk | None = None
        self.rank: str | None = None
        self.degree: str | None = None
        self.clergy = False
        self.shared: Chunk | None = None
        self.pending: list[Held] = []
        self.pending_many = False
        self.together: list[Held] = []
        self.since_shared: list[Statement] = []
        self.before = ""
        self.common: list[Held] = []
        """Titles before a colon that all behind it hold: `các Ủy viên Bộ Chính trị: Chủ tịch nước A, Thủ tướng B`."""

    def read(self) -> Reading:
        """Walk over the pieces."""
        while self.at < len(self.pieces):
            piece = self.pieces[self.at]
            _STEPS.get(piece.kind, SentenceReader._word)(self, piece)
            self.at += 1
        self._share()
        self.found.statements = [each for each in self.found.statements if each.named == "full" or each.held]
        return self.found

    def _peek(self, ahead: int = 1) -> Chunk | None:
        at = self.at + ahead
        return self.pieces[at] if at < len(self.pieces) else None

    # Before a name

    def _honorific(self, piece: Chunk) -> None:
        if not piece.value or not self._is_name_next_or_title():
            self._word(piece)
            if piece.value and not piece.many and self._verb_follows():
                self._open(Statement(piece.start, piece.end, piece.value, named="pronoun"))
            return
        self._close_titles_unless_announcing()
        if piece.many:
            self._share()
            self.shared = piece
            self.since_shared = []
            self.together = []
        self.honorific = piece
        self.person = None
        self.joint = "honorific" if self.joint != ";" else "; honorific"

    def _is_name_next_or_title(self) -> bool:
        ahead = self._peek()
        if ahead and ahead.kind == "mark" and ahead.value in ":-":
            ahead = self._peek(2)
        return ahead is not None and ahead.kind in _LEADS

    def _verb_follows(self) -> bool:
        """`Ông từng là …`, `Bà được bầu giữ chức …`: an honorific alone that something is said of."""
        before = self.pieces[self.at - 1] if self.at else None
        opens = before is None or (before.kind == "mark" and before.value in ",;")
        if before is not None and not opens and self.toks.lows[before.end - 1] not in _CONJUNCTIONS:
            return False
        ahead = next((piece for piece in self.pieces[self.at + 1 : self.at + 5] if piece.kind != "word"), None)
        return ahead is not None and ahead.kind in _VERBS

    def _close_titles_unless_announcing(self) -> None:
        """`Chủ tịch UBND tỉnh, ông X`: the title waits for the name; after anything else it is dropped."""
        if self.pending and (self.before == "behalf" or self.joint not in (",", "-", ":", "", "title", "for")):
            self.pending = []

    def _rank(self, piece: Chunk) -> None:
        ahead = self._peek()
        if ahead and ahead.kind == "mark" and ahead.value in ":,":
            behind = self._peek(2)
            ahead = behind if ahead.value == ":" or (behind and behind.kind == "degree") else ahead
        if ahead is None or ahead.kind not in ("name", "title", "degree", "given", "rank"):
            self._word(piece)
            return
        self.rank = piece.value
        self._lead("rank")

    def _degree(self, piece: Chunk) -> None:
        ahead = self._peek()
        if ahead and ahead.kind == "mark" and ahead.value in ",.":
            ahead = self._peek(2)
        if ahead is None or ahead.kind not in ("name", "degree", "title", "given"):
            self._word(piece)
            return
        self.degree = ", ".join(part for part in (self.degree, piece.value) if part) or None
        self._lead("degree")

    def _clergy(self, piece: Chunk) -> None:
        """`Hòa thượng N`: N is an official by a public post only, never by one of the church."""
        self._degree(piece)
        self.clergy = True

    def _lead(self, joint: str) -> None:
        if self.person and self.joint in (",", ";", "và", "-"):
            self.person = None
        self.before = "" if self.before == "not-person" else self.before
        if self.joint not in ("honorific", "; honorific", ";", "for"):
            self.joint = "title" if self.pending else joint

    # Names

    def _name(self, piece: Chunk) -> None:
        if self.before in ("byline", "late") or (self.before == "not-person" and self.honorific is None):
            self._word(piece)
            return
        monk = piece.value.startswith("Thích ") and piece.end - piece.start > 2
        person = Statement(piece.start, piece.end, rank=self.rank, degree=self.degree, clergy=self.clergy or monk)
        lead = self.honorific or self.shared
        person.honorific = lead.value if lead else None
        person.blocked = self.before == "outsider"
        self._open(person)

    def _given(self, piece: Chunk) -> None:
        """`bà Sen là …`, `ông Nam từng giữ chức …`: a person named before, whom the article tells."""
        if self.honorific is None and self.rank is None:
            self._word(piece)
            return
        person = Statement(piece.start, piece.end, rank=self.rank, named="given")
        person.honorific = self.honorific.value if self.honorific else None
        self._open(person)

    def _open(self, person: Statement) -> None:
        """Begin a person: titles that waited are theirs."""
        if self.pending and self.joint in _WAITING_JOINTS:
            person.held.extend(_copies(self.common))
            person.held.extend(self.pending)
            person.announced = len(person.held)
            person.by_hyphen = self.joint == "-"
            if self.pending_many:
                self.together = list(self.pending)
            if self.verbs.for_next:
                self.verbs.for_several = list(self.pending)
                self.verbs.for_next = False
        elif self.joint in _LIST_JOINTS and (shared := self.together or self.verbs.for_several or self.common):
            person.held.extend(_copies(shared))
            person.announced = len(person.held)
        person.beside = self.joint in (",", "và") and self.at > 1 and self.pieces[self.at - 2].kind == "name"
        self.verbs.named(person)
        self.pending = []
        self.pending_many = False
        self.found.statements.append(person)
        self.since_shared.append(person)
        self.person = self.subject = person
        self.honorific = None
        self.rank = self.degree = None
        self.clergy = False
        self.joint = ""
        self.before = ""

    # Titles

    def _title(self, piece: Chunk) -> None:
        title = piece.title
        assert title is not None
        self.before = "" if self.before == "not-person" else self.before
        held = Held(title, status_of(title), self.joint)
        if self._announces():
            self._announce(held)
        elif self.joint == "appoint":
            self._give(held)
        elif self.joint == "for" and title.post in ("Cán bộ", "Công chức") and not title.body:
            return  # `đối với 3 cán bộ gồm: …`
        elif self.joint == "làm":
            self._does(held, piece)
        elif self.person is not None and self.joint in _OPEN_JOINTS and not title.group and not self._next_one():
            self.verbs.colour(held, self.joint)
            self.person.held.append(held)
            self.joint = "title"
        elif title.group:
            self._word(piece)
        elif self.joint == ";" and held.status == "former" and self.subject is not None:
            self.person = self.subject  # `đồng chí N, sinh năm 1938; nguyên Trưởng ban …`
            self.person.held.append(held)
            self.joint = "title"
        else:
            self._wait(held, piece)

    def _next_one(self) -> bool:
        """`p0 A và p1 trình bày`: behind `và` a title is not of a person whose titles stood before the name."""
        person = self.person
        return person is not None and self.joint == "và" and 0 < person.announced == len(person.held)

    def _give(self, held: Held) -> None:
        """The office that a verb of appointment or dismissal gives or takes."""
        if held.title.own_body == "Đoàn" and "Quốc hội" not in held.title.text:
            self._word(self.pieces[self.at])  # `do ông N làm trưởng đoàn kiểm tra`
            return
        away = self._taker_follows() or (self.verbs.direct and not self.verbs.passive)
        self.verbs.direct = False
        takers = [] if away else self.verbs.give(held, self._several_shared())
        if not takers:
            held.status = self.verbs.status
            held.joint = "appoint"
            self._pend(held)
            self.joint = "appointed"
            return
        self.person = takers[-1]
        self.joint = "title"

    def _taker_follows(self) -> bool:
        """Whether those who get the office come after it: `… đối với ông A`, `… gồm: ông A, ông B`."""
        for ahead in range(1, 8):
            piece = self._peek(ahead)
            if piece is None:
                return False
            if piece.kind == "for" or (piece.kind == "word" and "gồm" in self.toks.lows[piece.start : piece.end]):
                return True
            if piece.kind == "word" and piece.value in ("của", "với", "cho"):
                follows = self._peek(ahead + 1)
                return follows is not None and follows.kind in ("honorific", "rank", "name")
            passed = piece.kind in ("term", "title", "mark") or (piece.kind == "word" and _is_figure(piece.value))
            if not passed or piece.value == ";":
                return False
        return False

    def _several_shared(self) -> list[Statement]:
        """The persons behind `các đồng chí`, to all of whom the verb gives the office."""
        if self.shared is None or len(self.since_shared) < 2:
            return []
        return [person for person in self.since_shared if not person.held]

    def _does(self, held: Held, piece: Chunk) -> None:
        """`bà N làm Phó Bí thư Đảng ủy phường`: a post with its body is N's; `làm Bí thư` alone is of a group just named."""
        title = held.title
        if self.subject is not None and title.body and title.own_body != "Đoàn" and title.public:
            self.person = self.subject
            if self.verbs.past:
                held.status = "former"
            self.person.held.append(held)
            self.joint = "title"
        else:
            self._word(piece)

    def _wait(self, held: Held, piece: Chunk) -> None:
        """A title without a name yet; behind an honorific it may be all that names the person."""
        lead = self.pieces[self.at - 1] if self.at else None
        if lead is not None and lead.kind == "word" and lead.value == "của" and self._comma_follows():
            self._word(piece)  # `Tổ công tác của Thủ tướng, ông N`
            return
        if lead is not None and lead.kind == "honorific" and not lead.many and not self._name_follows():
            self.found.references.append(Reference(lead.start, piece.end, lead.value, held.title))
        self._pend(held)

    def _comma_follows(self) -> bool:
        ahead, behind = self._peek(), self._peek(2)
        return ahead is not None and ahead.value == "," and behind is not None and behind.kind == "honorific"

    def _pend(self, held: Held) -> None:
        if self.pending and self.joint not in (",", "-", "also", "và", "appoint"):
            self.pending = []
        if self.pending and self.pending[-1].joint == "appoint" and self.joint in (",", "và", "also"):
            held.status, held.joint = self.pending[-1].status, "appoint"
        self.pending.append(held)
        lead = self.pieces[self.at - 1] if self.at else None
        if lead is not None and (lead.many or lead.kind == "group" or (lead.kind == "word" and self._counts(lead))):
            self.pending_many = True
        self.joint = "title"
        self.person = None

    def _counts(self, piece: Chunk) -> bool:
        """`Hai Phó Chủ tịch UBND tỉnh A và B`: a number before the title."""
        return self.toks.lows[piece.end - 1] in ("hai", "ba", "bốn", "năm", "2", "3", "4", "5")

    def _name_follows(self) -> bool:
        """Whether a name stands behind the title, with a mark, rank or honorific between at most."""
        for ahead in range(1, 5):
            piece = self._peek(ahead)
            if piece is None or piece.kind == "word":
                return False
            if piece.kind == "name":
                return True
            if piece.kind not in ("mark", "honorific", "rank", "degree", "title", "also"):
                return False
        return False

    def _announces(self) -> bool:
        """Whether a name follows directly: the title is that person's."""
        ahead, first = 1, self._peek()
        apart = first is not None and first.kind == "mark" and first.value == "-"
        if apart and (self.person is None or self.person.announced):
            ahead = 2  # `Trưởng Công an huyện - Thượng tá NAME`
            first = self._peek(2)
            again = self.person is not None and self.person.by_hyphen  # `p1, p2 - A, p3, p4 - B`
            if first is None or first.many or not (first.kind in ("rank", "honorific") or (again and first.kind == "name")):
                return False
        if self.joint == "và" and self._closing_name():
            return True
        while (piece := self._peek(ahead)) is not None and piece.kind in ("rank", "degree", "honorific", "clergy"):
            ahead += 1
        return piece is not None and piece.kind == "name" and self.joint not in ("appoint", "làm")

    def _closing_name(self) -> bool:
        """`A, p1 và p2, bà B trao quà`: the title behind `và` is of the name behind it, which bears no other."""
        comma, lead, name, after = (self._peek(ahead) for ahead in (1, 2, 3, 4))
        if comma is None or lead is None or name is None or self.person is None:
            return False
        alone = after is None or after.kind != "mark" or after.value not in ",-("
        led = lead.kind in ("honorific", "rank", "degree") and not lead.many
        return comma.value == "," and led and name.kind == "name" and alone

    def _announce(self, held: Held) -> None:
        """A title right before a name. Comma titles behind an announced person go with it: `p0 A, p1, p2 B`."""
        person = self.person
        if person is not None and person.announced and self.joint == ",":
            moved: list[Held] = []
            while len(person.held) > person.announced and person.held[-1].joint == ",":
                moved.insert(0, person.held.pop())
            self.pending = moved
        elif person is not None:
            self.pending = []
        if person is not None:
            self.joint = ","
        self._pend(held)

    # Words around persons

    def _also(self, piece: Chunk) -> None:
        self.joint = "also"

    def _is(self, piece: Chunk) -> None:
        if piece.value.startswith(("nay", "hiện")):
            self.verbs.past = self.verbs.career = False
            self.person = self.person or self.subject  # `từng là T1; nay là T2`
            self.joint = "is"
            return
        self.joint = "is" if self.person is not None and self.joint in ("", "title", ")", ",") else self.joint
        if self.joint not in ("is", "appoint"):
            self._word(piece)

    def _was(self, piece: Chunk) -> None:
        self.person = self.person or self.subject
        if self.person is not None:
            self.joint = "was"
            self.verbs.career = True
        else:
            self._word(piece)

    def _past(self, piece: Chunk) -> None:
        """`Trước khi nhập phường, bà N là …`."""
        self._word(piece)
        self.verbs.past = self.at == 0 or self.pieces[self.at - 1].value in (";", ",")

    def _appoint(self, piece: Chunk) -> None:
        if piece.value != "làm" or self.verbs.verb:
            self.joint = "appoint"
            self.pending = [held for held in self.pending if held.joint == "appoint"]
        else:
            self.joint = "làm"

    def _elected(self, piece: Chunk) -> None:
        waiting = [held for held in self.pending if held.joint == "appoint"]
        self._word(piece)
        self.pending = waiting
        self.verbs.begin("elected", passive=self._passive(piece))
        self._given_next()

    def _dismissed(self, piece: Chunk) -> None:
        waiting = [held for held in self.pending if held.joint == "appoint"]
        self._word(piece)
        self.pending = waiting
        self.verbs.begin("dismissed", passive=self._passive(piece))
        if "giữ" in piece.value or "chức" in piece.value or "làm" in piece.value:
            self.joint = "appoint"
        self._given_next()

    def _passive(self, piece: Chunk) -> bool:
        """Whether those named before get the office (`được bổ nhiệm T`, `trúng cử T`), not those behind (`bổ nhiệm T …`)."""
        lows = self.toks.lows
        before = set(lows[max(0, piece.start - 4) : piece.start])
        return "được" in before or "bị" in before or piece.value.startswith(("được", "trúng", "đắc", "tái", "thôi", "nghỉ"))

    def _given_next(self) -> None:
        """`cách chức Chủ tịch UBND xã`, `bầu thêm hai Ủy viên UBND tỉnh`: the office stands right behind the verb."""
        ahead = self._peek()
        if ahead is not None and ahead.kind == "word" and self._fillers(ahead):
            ahead = self._peek(2)
        if ahead is not None and ahead.kind == "title" and not self._verb_has_taker():
            self.joint = "appoint"
            self.verbs.direct = True

    def _verb_has_taker(self) -> bool:
        """Whether the title behind the verb is of the name behind it: `bầu Phó Chủ tịch UBND xã Lê Bền làm …`."""
        for piece in self.pieces[self.at + 1 : self.at + 4]:
            if piece.kind == "name":
                return True
            if piece.kind not in ("title", "word", "rank", "honorific"):
                return False
        return False

    def _for(self, piece: Chunk) -> None:
        """`miễn nhiệm chức vụ T đối với ông N`."""
        if self.pending:
            self.joint = "for"
            self.verbs.for_next = True
            for held in self.pending if self.verbs.verb else ():
                held.status = self.verbs.status
        else:
            self._word(piece)

    def _instead(self, piece: Chunk) -> None:
        self._word(piece)
        self.verbs.replaced = True

    def _word(self, piece: Chunk) -> None:
        if piece.value in ("và", "cùng") and piece.end == piece.start + 1 and self.joint not in ("honorific", "; honorific"):
            self.joint = "và"
            return
        if self.joint == ";":
            self.verbs.for_several = []
            self.common = []
        if self._passes(piece):
            return
        if self.person is not None and self._aside(piece):
            return
        self.verbs.interrupted()
        self.person = None
        self.pending = []
        self.pending_many = False
        self.together = []
        self.honorific = None
        self.rank = self.degree = None
        self.clergy = False
        self.joint = "word"
        self.before = ""

    def _passes(self, piece: Chunk) -> bool:
        """Whether small words change nothing: `từng giữ | nhiều chức vụ như`, `đối với | 3 cán bộ gồm`, `T | của ông N`."""
        if self.joint in ("was", "for", "appoint") and self._fillers(piece):
            return True
        given = self.pending and self.pending[-1].joint == "appoint" and self.joint in ("appointed", "title", ",", "term")
        ahead = self._peek()
        if given and "gồm" in self.toks.lows[piece.start : piece.end] and self._fillers(piece):
            self.joint = "for"
            self.verbs.for_next = True
            return True
        alone = piece.value in ("của", "với", "cho") and piece.end == piece.start + 1
        if given and alone and ahead is not None and ahead.kind in ("honorific", "rank", "name", "degree"):
            self.joint = "for"
            self.verbs.for_next = True
            return True
        time = tuple(self.toks.lows[piece.start : piece.start + 2]) in _TIMES
        if self.joint == "title" and self.pending and time:
            behind = next((each for each in self.pieces[self.at + 1 : self.at + 3] if each.kind != "word"), None)
            if behind is not None and behind.kind in ("name", "honorific", "rank"):
                self.at = self.pieces.index(behind) - 1
                return True
        return False

    def _fillers(self, piece: Chunk) -> bool:
        return all(low in FILLERS or low.isdigit() for low in self.toks.lows[piece.start : piece.end])

    def _aside(self, piece: Chunk) -> bool:
        """`, 45 tuổi,` and `, sinh năm 1970,` between a name and its titles."""
        for words in (2, 3):
            stretch = [self.pieces[at].value for at in range(self.at, min(self.at + words, len(self.pieces)))]
            if stretch[1:] == ["tuổi"] or stretch[:2] == ["sinh", "năm"]:
                self.at += words - 1
                self.joint = ""
                return True
        return False

    def _term(self, piece: Chunk) -> None:
        """`nhiệm kỳ 2021 - 2026`, `khóa XI`: passed over with its figures."""
        while (ahead := self._peek()) is not None and (
            (ahead.kind == "mark" and ahead.value in "-/") or (ahead.kind == "word" and _is_figure(ahead.value))
        ):
            self.at += 1

    def _group(self, piece: Chunk) -> None:
        if self.joint in ("was", "for") and self._fillers(piece):
            return
        self._word(piece)
        self.before = "group"

    def _outsider(self, piece: Chunk) -> None:
        self._word(piece)
        self.before = "outsider"

    def _kin(self, piece: Chunk) -> None:
        """`vợ đồng chí N, Chủ tịch UBND xã`: behind an honorific it is N who holds the post."""
        self._word(piece)
        ahead = self._peek()
        self.before = "" if ahead is not None and ahead.kind == "honorific" else "outsider"

    def _byline(self, piece: Chunk) -> None:
        self._word(piece)
        ahead = self._peek()
        if self.at < 4 and self.pieces[0].kind == "byline" and ahead is not None and ahead.value == ":":
            self.before = "byline"
            self.at += 1

    def _late(self, piece: Chunk) -> None:
        self._word(piece)
        self.before = "late"

    def _behalf(self, piece: Chunk) -> None:
        """`Thay mặt Chủ tịch UBND tỉnh, ông N`: the title is another's."""
        self._word(piece)
        self.before = "behalf"

    def _not_person(self, piece: Chunk) -> None:
        self._word(piece)
        self.before = "not-person"

    # Marks

    def _mark(self, piece: Chunk) -> None:
        mark = piece.value
        if mark == "(":
            if (self.person is not None or self.joint == "title") and self._skip_parenthesis():
                return
            self.joint = "(" if self.person else self.joint
        elif mark == ")":
            self.joint = "" if self.person is not None else self.joint
        elif mark in ",-":
            if self.before == "outsider" and self.pieces[self.at - 1].kind in ("outsider", "kin"):
                self.before = ""  # `Chia buồn cùng gia đình, Bí thư Thành ủy N`
            if self.joint != "honorific":
                self.joint = mark
        elif mark == ":":
            if self.before == "behalf":
                self.pending = []
            if self.pending_many and self.pending:
                self.common = list(self.pending)
                self.pending = []
                self.pending_many = False
                self.joint = ":"
                return
            waits = self.pending or self.joint in ("honorific", "; honorific", "rank", "was", "for")
            self.joint = (":" if self.joint not in ("was", "for") else self.joint) if waits else self.joint
        elif mark == ";":
            self.person = None
            self.pending = []
            self.joint = ";"
            self.verbs.interrupted()
        elif mark not in "\"'.":
            self._word(piece)
        elif mark == ".":
            self.joint = self.joint if self.joint in ("rank", "degree") else "."

    def _skip_parenthesis(self) -> bool:
        """`NAME (thứ tư từ phải qua), post`: a parenthesis without a title is passed over."""
        for ahead in range(1, 25):
            piece = self._peek(ahead)
            if piece is None or piece.kind == "title":
                return False
            if piece.kind == "mark" and piece.value == ")":
                self.at += ahead
                if self.joint != "title":
                    self.joint = ""
                return True
        return False

    def _share(self) -> None:
        """`các đồng chí A, B - Phó Chủ tịch`: names without a title before the last one share what a hyphen adds to it."""
        if self.shared is None or len(self.since_shared) < 2:
            return
        *others, last = self.since_shared
        if last.held and last.held[0].joint in ("-", "is") and not any(person.held for person in others):
            for person in others:
                person.held.extend(last.held)
            return
        for person, follower in zip(reversed(others), reversed(self.since_shared), strict=False):
            if not person.held and follower.beside and follower.held and _shareable(follower.held[0]):
                person.held.append(follower.held[0])


def _shareable(held: Held) -> bool:
    """Whether the post stands behind a name, and is one that several hold: `A, B, Phó Chủ tịch UBND tỉnh`."""
    return held.joint in (",", "-", "(") and held.title.post.startswith(("Phó", "Ủy viên", "Đại biểu"))


def _copies(titles: list[Held]) -> list[Held]:
    return [Held(each.title, each.status, each.joint) for each in titles]


def _is_figure(low: str) -> bool:
    return low.isdigit() or not low.strip("ivx")


_STEPS: dict[str, Callable[[SentenceReader, Chunk], None]] = {
    kind: getattr(SentenceReader, "_" + kind.replace("-", "_"))
    for kind in (
        *("honorific", "rank", "degree", "clergy", "name", "given", "title", "mark", "also", "is", "was", "past", "appoint"),
        *(
            "elected",
            "dismissed",
            "for",
            "instead",
            "term",
            "group",
            "outsider",
            "byline",
            "late",
            "not-person",
            "behalf",
            "kin",
        ),
    )
}
