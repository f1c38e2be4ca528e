"""Which name holds which title: the pieces of a sentence read from left to right."""

from __future__ import annotations

from collections.abc import Callable

from portals.text.officials.chunks import Chunk
from portals.text.officials.grammar_titles import TitleSteps, VerbSteps
from portals.text.officials.grammar_walk import Walk, is_figure
from portals.text.officials.tokens import Tokens
from portals.text.officials.values import Reading, Statement

_LEADS = frozenset({"name", "title", "rank", "degree", "given", "honorific", "former"})
_CONJUNCTIONS = frozenset({"vì", "khi", "do", "rằng", "nên", "bởi", "đó", "nay", "khóa", "đây"})
_DESCRIBES = frozenset({"quê", "sinh", "thạc", "tiến", "tuổi", "độ"})
"""Words that describe a person: `quê`, `sinh năm`, `trình độ`, `thạc sĩ`."""
_VERBS = frozenset({"is", "was", "appoint", "elected", "dismissed"})


def read_sentence(pieces: list[Chunk], toks: Tokens) -> Reading:
    """The persons and references of one sentence."""
    if not any(piece.kind in ("name", "given", "honorific") for piece in pieces):
        return Reading()
    walk = Walk(pieces, toks)
    steps = _steps(walk)
    while walk.at < len(pieces):
        piece = pieces[walk.at]
        steps.get(piece.kind, walk.word)(piece)
        walk.at += 1
    walk.share()
    walk.found.statements = [each for each in walk.found.statements if each.named == "full" or each.held]
    return walk.found


def _steps(walk: Walk) -> dict[str, Callable[[Chunk], None]]:
    """For each kind of piece the step that reads it; pieces of other kinds are words."""
    names, titles, verbs, words = NameSteps(walk), TitleSteps(walk), VerbSteps(walk), WordSteps(walk)
    return {
        "also": verbs.also,
        "appoint": verbs.appoint,
        "aside": words.aside,
        "behalf": words.behalf,
        "byline": words.byline,
        "clergy": names.clergy,
        "degree": names.degree,
        "dismissed": verbs.dismissed,
        "elected": verbs.elected,
        "for": verbs.for_,
        "given": names.given,
        "group": words.group,
        "honorific": names.honorific,
        "instead": verbs.instead,
        "is": verbs.is_,
        "kin": words.kin,
        "late": words.late,
        "mark": words.mark,
        "name": names.name,
        "not-person": words.not_person,
        "outsider": words.outsider,
        "past": verbs.past,
        "rank": names.rank,
        "term": words.term,
        "title": titles.title,
        "was": verbs.was,
    }


class NameSteps:
    """The steps for persons: what stands before a name, and the name."""

    def __init__(self, walk: Walk) -> None:
        self.walk = walk

    def honorific(self, piece: Chunk) -> None:
        walk = self.walk
        if not piece.value or not self._is_name_next_or_title():
            walk.word(piece)
            if piece.value and not piece.many and self._verb_follows():
                walk.open(Statement(piece.start, piece.end, piece.value, named="pronoun"))
            return
        self._close_titles_unless_announcing()
        if piece.many:
            walk.share()
            walk.shared = piece
            walk.since_shared = []
            walk.together = []
        walk.honorific = piece
        walk.person = None
        walk.joint = "honorific" if walk.joint != ";" else "; honorific"

    def _is_name_next_or_title(self) -> bool:
        walk = self.walk
        ahead = walk.peek()
        if ahead and ahead.kind == "mark" and ahead.value in ":-":
            ahead = walk.peek(2)
        return ahead is not None and ahead.kind in _LEADS

    def _verb_follows(self) -> bool:
        """`Ông từng là …`, `Bà được bầu giữ chức …`: an honorific alone that something is said of."""
        walk = self.walk
        before = walk.pieces[walk.at - 1] if walk.at else None
        opens = before is None or (before.kind == "mark" and before.value in ",;")
        if before is not None and not opens and walk.toks.lows[before.end - 1] not in _CONJUNCTIONS:
            return False
        ahead = next((piece for piece in walk.pieces[walk.at + 1 : walk.at + 5] if piece.kind != "word"), None)
        return ahead is not None and ahead.kind in _VERBS

    def _close_titles_unless_announcing(self) -> None:
        """`Chủ tịch UBND tỉnh, ông X`: the title waits for the name; after anything else it is dropped."""
        walk = self.walk
        if walk.pending and (walk.before in ("behalf", "in place of") or walk.joint not in (",", "-", ":", "", "title", "for")):
            walk.pending = []

    def rank(self, piece: Chunk) -> None:
        walk = self.walk
        ahead = walk.peek()
        if ahead and ahead.kind == "mark" and ahead.value in ":,":
            behind = walk.peek(2)
            ahead = behind if ahead.value == ":" or (behind and behind.kind == "degree") else ahead
        if ahead is None or ahead.kind not in ("name", "title", "degree", "given", "rank"):
            walk.word(piece)
            return
        walk.rank = piece.value
        self._lead("rank")

    def degree(self, piece: Chunk) -> None:
        walk = self.walk
        ahead = walk.peek()
        if ahead and ahead.kind == "mark" and ahead.value in ",.":
            ahead = walk.peek(2)
        if ahead is None or ahead.kind not in ("name", "degree", "title", "given"):
            walk.word(piece)
            return
        walk.degree = ", ".join(part for part in (walk.degree, piece.value) if part) or None
        self._lead("degree")

    def clergy(self, piece: Chunk) -> None:
        """`Hòa thượng N`: N is an official by a public post only, never by one of the church."""
        self.degree(piece)
        self.walk.clergy = True

    def _lead(self, joint: str) -> None:
        walk = self.walk
        if walk.person and walk.joint in (",", ";", "và", "-"):
            walk.person = None
        walk.before = "" if walk.before == "not-person" else walk.before
        if walk.joint not in ("honorific", "; honorific", ";", "for"):
            walk.joint = "title" if walk.pending else joint

    def name(self, piece: Chunk) -> None:
        walk = self.walk
        if walk.before in ("byline", "late") or (walk.before == "not-person" and walk.honorific is None):
            walk.word(piece)
            return
        monk = piece.value.startswith("Thích ") and piece.end - piece.start > 2
        person = Statement(piece.start, piece.end, rank=walk.rank, degree=walk.degree, clergy=walk.clergy or monk)
        lead = walk.honorific or walk.shared
        person.honorific = lead.value if lead else None
        person.blocked = walk.before == "outsider"
        walk.open(person)

    def given(self, piece: Chunk) -> None:
        """`bà Sen là …`, `ông Nam từng giữ chức …`: a person named before, whom the article tells."""
        walk = self.walk
        if walk.honorific is None and walk.rank is None:
            walk.word(piece)
            return
        person = Statement(piece.start, piece.end, rank=walk.rank, named="given")
        person.honorific = walk.honorific.value if walk.honorific else None
        walk.open(person)


class WordSteps:
    """The steps for marks and for words that change whom a title or name may belong to."""

    def __init__(self, walk: Walk) -> None:
        self.walk = walk

    def term(self, piece: Chunk) -> None:
        """`nhiệm kỳ 2021 - 2026`, `khóa XI`: passed over with its figures."""
        walk = self.walk
        while (ahead := walk.peek()) is not None and (
            (ahead.kind == "mark" and ahead.value in "-/") or (ahead.kind == "word" and is_figure(ahead.value))
        ):
            walk.at += 1

    def group(self, piece: Chunk) -> None:
        walk = self.walk
        if walk.joint in ("was", "for") and walk.fillers(piece):
            return
        walk.word(piece)
        walk.before = "group"

    def aside(self, piece: Chunk) -> None:
        """`ông N, cán bộ lão thành cách mạng, nguyên …`: says something of the person, changes nothing."""
        self.walk.joint = ""

    def outsider(self, piece: Chunk) -> None:
        walk = self.walk
        walk.word(piece)
        walk.before = "outsider"

    def kin(self, piece: Chunk) -> None:
        """`vợ đồng chí N, Chủ tịch UBND xã`, `Phu nhân Thủ tướng N, bà M`: it is N who holds the post."""
        walk = self.walk
        walk.word(piece)
        ahead = walk.peek()
        kind = ahead.kind if ahead is not None else ""
        walk.before = {"honorific": "", "title": "behalf"}.get(kind, "outsider")

    def byline(self, piece: Chunk) -> None:
        walk = self.walk
        walk.word(piece)
        ahead = walk.peek()
        if walk.at < 4 and walk.pieces[0].kind == "byline" and ahead is not None and ahead.value == ":":
            walk.before = "byline"
            walk.at += 1

    def late(self, piece: Chunk) -> None:
        walk = self.walk
        walk.word(piece)
        walk.before = "late"

    def behalf(self, piece: Chunk) -> None:
        """`Thay mặt Chủ tịch UBND tỉnh, ông N`: the title is another's."""
        walk = self.walk
        walk.word(piece)
        walk.before = "in place of" if "của" not in piece.value else "behalf"

    def not_person(self, piece: Chunk) -> None:
        walk = self.walk
        walk.word(piece)
        walk.before = "not-person"

    def mark(self, piece: Chunk) -> None:
        walk = self.walk
        mark = piece.value
        if mark == "(":
            if (walk.person is not None or walk.joint == "title") and self._skip_parenthesis():
                return
            walk.joint = "(" if walk.person else walk.joint
        elif mark == ")":
            walk.joint = "" if walk.person is not None else walk.joint
        elif mark in ",-":
            walk.verbs.predecessor = None
            if walk.before == "outsider" and walk.pieces[walk.at - 1].kind in ("outsider", "kin"):
                walk.before = ""  # `Chia buồn cùng gia đình, Bí thư Thành ủy N`
            if walk.joint != "honorific":
                walk.joint = mark
        elif mark == ":":
            if walk.before in ("behalf", "in place of"):
                walk.pending = []
            if walk.pending_many and walk.pending:
                walk.common = list(walk.pending)
                walk.pending = []
                walk.pending_many = False
                walk.joint = ":"
                return
            waits = walk.pending or walk.joint in ("honorific", "; honorific", "rank", "was", "for")
            walk.joint = (":" if walk.joint not in ("was", "for") else walk.joint) if waits else walk.joint
        elif mark == ";" and walk.subject is not None and self._list_goes_on():
            walk.person, walk.joint = walk.subject, ","
        elif mark == ";":
            walk.person = None
            walk.pending = []
            walk.joint = ";"
            walk.verbs.interrupted()
        elif mark not in "\"'.":
            walk.word(piece)
        elif mark == ".":
            walk.joint = walk.joint if walk.joint in ("rank", "degree") else "."

    def _list_goes_on(self) -> bool:
        """Whether a semicolon stands between two posts of one career, or of one who is described: `quê Huế; Ủy viên …`."""
        walk = self.walk
        ahead, behind = walk.peek(), walk.peek(2)
        if ahead is None or ahead.kind != "title" or ahead.title is None or ahead.title.group:
            return False
        closed = behind is None or behind.kind in ("term", "mark") or walk.toks.lows[behind.start] == "nhiệm"
        return closed and (walk.verbs.career or self._described(ahead))

    def _described(self, title: Chunk) -> bool:
        """Whether the person before a title is described: `ông N, quê Huế, trình độ cử nhân; Ủy viên …`."""
        walk = self.walk
        assert walk.person is not None or walk.subject is not None
        start = max(person.end for person in walk.found.statements)
        return not _DESCRIBES.isdisjoint(walk.toks.lows[start : title.start])

    def _skip_parenthesis(self) -> bool:
        """`NAME (thứ tư từ phải qua), post`: a parenthesis without a title is passed over."""
        walk = self.walk
        for ahead in range(1, 25):
            piece = walk.peek(ahead)
            if piece is None or piece.kind == "title":
                return False
            if piece.kind == "mark" and piece.value == ")":
                walk.at += ahead
                if walk.joint != "title":
                    walk.joint = ""
                return True
        return False
