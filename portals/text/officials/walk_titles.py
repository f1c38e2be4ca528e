"""The walk over the pieces of a sentence: which person a title belongs to, and what a verb of appointment gives."""

from __future__ import annotations

from portals.items import Status
from portals.text.officials.chunks import Chunk
from portals.text.officials.statements import Held, Reference, status_of
from portals.text.officials.title import Title
from portals.text.officials.walk_names import NameWalk


class TitleWalk(NameWalk):
    """Titles wait for a name behind them (`pending`) or go to the person before them."""

    def _title(self, piece: Chunk) -> None:
        title = piece.title
        assert title is not None
        self.before = "" if self.before == "not-person" else self.before
        held = Held(title, status_of(title), self.joint)
        if self._announces():
            self._announce(held)
        elif self.joint == "appoint":
            self._appoint(title)
        elif self.person is not None and self.joint in ("", ",", "-", "(", "also", "và", "is", "was") and not title.group:
            if self.joint == "was":
                held.status = "former"
            elif self.joint == "also" and self.person.held and self.person.held[-1].status == "appointed":
                held.status = "appointed"  # `giữ chức p1 kiêm p2`
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
        if self.joint == "và" and self._closing_name():
            return True
        while (piece := self._peek(ahead)) is not None and piece.kind in ("rank", "degree", "honorific"):
            ahead += 1
        return piece is not None and piece.kind == "name" and self.joint != "appoint"

    def _closing_name(self) -> bool:
        """`A, p1 và p2, bà B trao quà`: the title behind `và` is of the name behind it, which bears no other."""
        comma, lead, name, after = (self._peek(ahead) for ahead in (1, 2, 3, 4))
        if comma is None or lead is None or name is None or self.person is None:
            return False
        alone = after is None or after.kind != "mark" or after.value not in ",-("
        return comma.value == "," and lead.kind == "honorific" and not lead.many and name.kind == "name" and alone

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
        if title.own_body == "Đoàn" and "Quốc hội" not in title.text:
            self._word(self.pieces[self.at])  # `do ông N làm trưởng đoàn kiểm tra`
            return
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
