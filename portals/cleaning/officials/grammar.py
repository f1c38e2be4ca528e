"""Which name holds which title: the pieces of a sentence read from left to right."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from portals.cleaning.officials.chunks import Chunk
from portals.cleaning.officials.title import Title
from portals.items import Status

_FIGURE = re.compile(r"(?:\d+|[ivx]+)\Z")


@dataclass(slots=True)
class Held:
    """A title with the way it is held."""

    title: Title
    status: Status
    joint: str = ""
    """The mark or word between the title and what stands before it."""
    printed: str = ""


@dataclass(slots=True)
class Statement:
    """A person as one sentence states them. `start` and `end` are the tokens of the name."""

    start: int
    end: int
    honorific: str | None = None
    rank: str | None = None
    degree: str | None = None
    held: list[Held] = field(default_factory=list)
    blocked: bool = False
    announced: int = 0
    """How many titles stood before the name."""


@dataclass(slots=True)
class Reference:
    """A person named by honorific and title only: `đồng chí Bí thư`. `start` and `end` are tokens."""

    start: int
    end: int
    honorific: str
    title: Title


@dataclass(slots=True)
class Reading:
    """What a sentence says."""

    statements: list[Statement] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)


def read_sentence(pieces: list[Chunk]) -> Reading:
    """The persons and references of one sentence."""
    if not any(piece.kind in ("name", "honorific") for piece in pieces):
        return Reading()
    return _Walk(pieces).read()


class _Walk:
    """One pass over the pieces. `person` is open while titles may still be added to it."""

    def __init__(self, pieces: list[Chunk]) -> None:
        self.pieces = pieces
        self.found = Reading()
        self.at = 0
        self.person: Statement | None = None
        self.joint = "start"
        self.honorific: Chunk | None = None
        self.rank: str | None = None
        self.degree: str | None = None
        self.shared: Chunk | None = None
        self.pending: list[Held] = []
        self.pending_many = False
        self.together: list[Held] = []
        self.since: list[Statement] = []
        self.verb = ""
        self.before = ""

    def read(self) -> Reading:
        while self.at < len(self.pieces):
            piece = self.pieces[self.at]
            _STEPS.get(piece.kind, _Walk._word)(self, piece)
            self.at += 1
        self._share()
        return self.found

    def _peek(self, ahead: int = 1) -> Chunk | None:
        at = self.at + ahead
        return self.pieces[at] if at < len(self.pieces) else None

    # persons

    def _honorific(self, piece: Chunk) -> None:
        if piece.value and self._is_name_next_or_title():
            self._close_titles_unless_announcing()
            if piece.many:
                self._share()
                self.shared = piece
                self.since = []
                self.together = []
            elif self.before == "outsider":
                pass
            self.honorific = piece
            self.person = None
            self.joint = "honorific"
        else:
            self._word(piece)

    def _is_name_next_or_title(self) -> bool:
        ahead = self._peek()
        if ahead and ahead.kind == "mark" and ahead.value in ":-":
            ahead = self._peek(2)
        return ahead is not None and ahead.kind in ("name", "title", "rank", "degree", "given", "honorific", "former")

    def _close_titles_unless_announcing(self) -> None:
        """`Chủ tịch UBND tỉnh, ông X`: the title waits for the name; after anything else it is dropped."""
        if self.pending and self.joint not in (",", "-", ":", "", "title", "for"):
            self.pending = []

    def _rank(self, piece: Chunk) -> None:
        ahead = self._peek()
        if ahead and ahead.kind == "mark" and ahead.value in ":,":
            behind = self._peek(2)
            ahead = behind if ahead.value == ":" or (behind and behind.kind == "degree") else ahead
        if ahead is None or ahead.kind not in ("name", "title", "degree", "given", "rank"):
            self._word(piece)
            return
        if self.person and self.joint in (",", ";", "và", "-"):
            self.person = None
        self.rank = piece.value
        if self.joint != "honorific":
            self.joint = "title" if self.pending else "rank"

    def _degree(self, piece: Chunk) -> None:
        ahead = self._peek()
        if ahead and ahead.kind == "mark" and ahead.value in ",.":
            ahead = self._peek(2)
        if ahead is None or ahead.kind not in ("name", "degree", "title"):
            self._word(piece)
            return
        if self.person and self.joint in (",", ";", "và", "-"):
            self.person = None
        self.degree = f"{self.degree}, {piece.value}" if self.degree else piece.value
        if self.joint != "honorific":
            self.joint = "title" if self.pending else "degree"

    def _name(self, piece: Chunk) -> None:
        if self.before in ("byline", "late") or (self.before == "not-person" and self.honorific is None):
            self._word(piece)
            return
        person = Statement(piece.start, piece.end, rank=self.rank, degree=self.degree)
        lead = self.honorific or self.shared
        person.honorific = lead.value if lead else None
        person.blocked = self.before == "outsider"
        if self.pending and self.joint in ("", "title", "-", ":", "honorific", ",", "rank", "degree", "for"):
            person.held.extend(self.pending)
            person.announced = len(person.held)
            if self.pending_many:
                self.together = list(self.pending)
        elif self.together and self.joint in (",", "và", ":", ";"):
            person.held.extend(self.together)
            person.announced = len(person.held)
        self.pending = []
        self.pending_many = False
        self.found.statements.append(person)
        self.since.append(person)
        self.person = person
        self.honorific = None
        self.rank = self.degree = None
        self.joint = ""
        self.before = ""

    # titles

    def _title(self, piece: Chunk) -> None:
        title = piece.title
        assert title is not None
        held = Held(title, _status(title), self.joint)
        if self._announces():
            self._announce(held)
        elif self.joint == "appoint":
            self._appoint(title)
        elif self.person is not None and self.joint in ("", ",", "-", "(", "also", "và", "is", "was") and not title.group:
            if self.joint == "was":
                held.status = "former"
            self.person.held.append(held)
            self.joint = "title"
        elif title.group:
            self._word(piece)
        else:
            self._wait(held, piece)

    def _wait(self, held: Held, piece: Chunk) -> None:
        """A title without a name yet; behind an honorific it may be all that names the person."""
        lead = self.pieces[self.at - 1] if self.at else None
        if lead is not None and lead.kind == "honorific" and not lead.many and not self._name_follows():
            self.found.references.append(Reference(lead.start, piece.end, lead.value, held.title))
        self._pend(held)

    def _pend(self, held: Held) -> None:
        if self.pending and self.joint not in (",", "-", "also", "và"):
            self.pending = []
        self.pending.append(held)
        lead = self.pieces[self.at - 1] if self.at else None
        if lead is not None and (lead.many or lead.kind == "group"):
            self.pending_many = True
        self.joint = "title"
        self.person = None

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
            if first is None or first.kind not in ("rank", "honorific") or first.many:
                return False
        while (piece := self._peek(ahead)) is not None and piece.kind in ("rank", "degree", "honorific"):
            ahead += 1
        return piece is not None and piece.kind == "name" and self.joint != "appoint"

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

    # the rest

    def _mark(self, piece: Chunk) -> None:
        mark = piece.value
        if mark == "(":
            if self.person is not None and self._skip_parenthesis():
                return
            self.joint = "(" if self.person else self.joint
            return
        if mark == ")":
            self.joint = "" if self.person is not None else self.joint
            return
        if mark in ",-":
            if self.joint not in ("honorific",):
                self.joint = mark
        elif mark == ":":
            self.joint = ":" if self.pending or self.joint in ("honorific", "rank") else self.joint
        elif mark == ";":
            self.person = None
            self.pending = []
            self.joint = ";"
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
                self.joint = ""
                return True
        return False

    def _also(self, piece: Chunk) -> None:
        self.joint = "also"

    def _is(self, piece: Chunk) -> None:
        self.joint = "is" if self.person is not None and self.joint in ("", "title", ")", ",") else self.joint
        if self.joint not in ("is", "appoint"):
            self._word(piece)

    def _was(self, piece: Chunk) -> None:
        if self.person is not None:
            self.joint = "was"
        else:
            self._word(piece)

    def _appoint(self, given: Title | Chunk) -> None:
        if isinstance(given, Chunk):
            if given.value != "làm" or self.verb:
                self.joint = "appoint"
                self.pending = []
            else:
                self._word(given)
            return
        self._give(given)

    def _give(self, title: Title) -> None:
        """The office that a verb of appointment gives: to the person named last, or to all since the plural honorific."""
        status: Status = "former" if self.verb == "dismissed" else "appointed"
        if not self.since:
            self._pend(Held(title, status, "appoint"))
            self.joint = "appointed"
            return
        several = self.shared is not None and len(self.since) > 1
        takers = [person for person in self.since if several and not person.held] or [self.since[-1]]
        for person in takers:
            person.held.append(Held(title, status, "appoint"))
        self.since = takers[-1:]
        self.person = takers[-1]
        self.joint = "title"

    def _elected(self, piece: Chunk) -> None:
        self._word(piece)
        self.verb = "elected"

    def _dismissed(self, piece: Chunk) -> None:
        self._word(piece)
        self.verb = "dismissed"
        if "giữ" in piece.value or "chức vụ" in piece.value or "làm" in piece.value:
            self.joint = "appoint"

    def _for(self, piece: Chunk) -> None:
        """`miễn nhiệm chức vụ T đối với ông N`."""
        if self.pending:
            self.joint = "for"
            for held in self.pending if self.verb else ():
                held.status = "former" if self.verb == "dismissed" else "appointed"
        else:
            self._word(piece)

    def _instead(self, piece: Chunk) -> None:
        self._word(piece)
        self.since = []

    def _term(self, piece: Chunk) -> None:
        """`nhiệm kỳ 2021 - 2026`, `khóa XI`: passed over with its figures."""
        while (ahead := self._peek()) is not None and (
            (ahead.kind == "mark" and ahead.value in "-/") or (ahead.kind == "word" and _FIGURE.match(ahead.value))
        ):
            self.at += 1

    def _group(self, piece: Chunk) -> None:
        self._word(piece)
        self.before = "group"

    def _outsider(self, piece: Chunk) -> None:
        self._word(piece)
        self.before = "outsider"

    def _byline(self, piece: Chunk) -> None:
        self._word(piece)
        ahead = self._peek()
        if self.at < 4 and self.pieces[0].kind == "byline" and ahead is not None and ahead.value == ":":
            self.before = "byline"
            self.at += 1

    def _late(self, piece: Chunk) -> None:
        self._word(piece)
        self.before = "late"

    def _not_person(self, piece: Chunk) -> None:
        self._word(piece)
        self.before = "not-person"

    def _word(self, piece: Chunk) -> None:
        if piece.value in ("và", "cùng") and self.joint != "honorific":
            self.joint = "và"
            return
        if self.person is not None and self._aside(piece):
            return
        self.person = None
        self.pending = []
        self.pending_many = False
        self.together = []
        self.honorific = None
        self.rank = self.degree = None
        self.joint = "word"
        self.before = ""

    def _aside(self, piece: Chunk) -> bool:
        """`, 45 tuổi,` and `, sinh năm 1970,` between a name and its titles."""
        for words in (2, 3):
            stretch = [self.pieces[at].value for at in range(self.at, min(self.at + words, len(self.pieces)))]
            if stretch[1:] == ["tuổi"] or stretch[:2] == ["sinh", "năm"]:
                self.at += words - 1
                self.joint = ""
                return True
        return False

    def _share(self) -> None:
        """`các đồng chí A, B - Phó Chủ tịch`: names without a title before the last one share what a hyphen adds to it."""
        if self.shared is None or len(self.since) < 2:
            return
        *others, last = self.since
        if last.held and last.held[0].joint in ("-", "is") and not any(person.held for person in others):
            for person in others:
                person.held.extend(last.held)


_STEPS: dict[str, Callable[[_Walk, Chunk], None]] = {
    kind: getattr(_Walk, "_" + kind.replace("-", "_"))
    for kind in (
        *("honorific", "rank", "degree", "name", "title", "mark", "also", "is", "was", "appoint", "elected", "dismissed"),
        *("for", "instead", "term", "group", "outsider", "byline", "late", "not-person"),
    )
}


def _status(title: Title) -> Status:
    if title.prefix == "nguyên":
        return "former"
    if title.new:
        return "appointed"
    return "acting" if title.prefix else "current"
