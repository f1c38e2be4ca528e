"""The walk over the pieces of a sentence: where persons begin, and what a word that is nothing closes."""

from __future__ import annotations

from portals.text.officials.chunks import Chunk
from portals.text.officials.statements import Held, Reading, Statement


class NameWalk:
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

    def _peek(self, ahead: int = 1) -> Chunk | None:
        at = self.at + ahead
        return self.pieces[at] if at < len(self.pieces) else None

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
        if self.person and self.joint in (",", ";", "và", "-"):
            self.person = None
        self.rank = piece.value
        self.before = "" if self.before == "not-person" else self.before
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
        self.degree = ", ".join(part for part in (self.degree, piece.value) if part) or None
        self.before = "" if self.before == "not-person" else self.before
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
        person.beside = self.joint in (",", "và") and self.at > 1 and self.pieces[self.at - 2].kind == "name"
        self.pending = []
        self.pending_many = False
        self.found.statements.append(person)
        self.since.append(person)
        self.person = person
        self.honorific = None
        self.rank = self.degree = None
        self.joint = ""
        self.before = ""

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
            return
        for person, follower in zip(reversed(others), reversed(self.since), strict=False):
            if not person.held and follower.beside and follower.held and _shareable(follower.held[0]):
                person.held.append(follower.held[0])


def _shareable(held: Held) -> bool:
    """Whether the post stands behind a name, and is one that several hold: `A, B, Phó Chủ tịch UBND tỉnh`."""
    return held.joint in (",", "-", "(") and held.title.post.startswith(("Phó", "Ủy viên", "Đại biểu"))
