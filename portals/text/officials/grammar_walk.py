"""The walk over the pieces of a sentence: what it remembers, and whom verbs of appointment and dismissal name."""

from __future__ import annotations

from portals.items import Status
from portals.text.officials.chunks import Chunk
from portals.text.officials.tokens import Tokens
from portals.text.officials.values import Held, Reading, Statement

FILLERS = frozenset(
    {
        *("các", "nhiều", "một", "hai", "ba", "bốn", "thêm", "số", "bổ", "sung", "chức", "vụ", "danh", "vị", "trí", "quan"),
        *("trọng", "chủ", "chốt", "như", "khác", "nhau", "qua", "gồm", "cán", "bộ", "người", "nhân", "sự", "sau", "đây"),
        *("đồng", "chí", "cương", "lãnh", "đạo", "lần", "lượt", "trong", "những"),
    }
)
"""Small words between such a verb and what it gives: `từng giữ | nhiều chức vụ như`, `đối với | 3 cán bộ gồm`."""
_WAITING_JOINTS = frozenset({"", "title", "-", ":", "honorific", ",", "rank", "degree", "for"})
"""What may stand between a title and the name it waits for."""
_LIST_JOINTS = frozenset({",", "và", ":", ";", "; honorific", "honorific", "rank", "degree"})
"""What may stand before the next person of a list."""
_TIMES = frozenset({("năm", "nay"), ("hiện", "nay"), ("đương", "nhiệm"), ("hiện", "tại")})
"""Words that may stand between a title and the name: `Chủ tịch Hội đồng Giải thưởng | năm nay | N`."""

_LIVES = frozenset(
    {("trú", "tại"), ("ngụ", "tại"), ("trú", "ở"), ("ngụ", "ở"), ("thường", "trú", "tại"), ("hiện", "trú", "tại")}
)
"""Words before the place where somebody lives."""
_ADDRESS = frozenset(
    {
        *("ấp", "buôn", "bản", "đường", "hẻm", "huyện", "khóm", "khu", "khối", "kiệt", "lộ", "ngách", "ngõ", "nhà", "phố"),
        *("phường", "quận", "số", "thành", "thị", "thôn", "tỉnh", "trấn", "tổ", "xã", "xóm", "dân", "cư", "tp"),
    }
)
"""Small words of an address."""
_LONGEST_RESIDENCE = 40


class Appointments:
    """Whom the verbs of a sentence appoint or dismiss: the persons named side by side before or after them."""

    def __init__(self) -> None:
        self.verb = ""
        self.passive = False
        self.nominated = False
        """Whether the verb only proposes somebody: `giới thiệu bầu`."""
        self.direct = False
        """Whether the office stands right behind the verb: `bầu Phó Chủ tịch UBND xã`."""
        self.past = False
        """Whether the sentence looks back: `Trước khi …`."""
        self.career = False
        """Whether posts of the past are listed: `từng giữ các chức vụ T1, T2`."""
        self.replaced = False
        """Whether the next name is of a predecessor: `thay ông N`."""
        self.predecessor: Statement | None = None
        """Who was replaced, until a comma: `thay ông N vừa được bổ nhiệm …`."""
        self.for_next = False
        """Whether the next name is the first of those: `đối với ông A`."""
        self.for_several: list[Held] = []
        """What the verb gave `đối với ông A …; ông B …`."""
        self._side_by_side: list[Statement] = []
        self._served: set[int] = set()
        self._apart = True
        self._given: Held | None = None

    @property
    def status(self) -> Status:
        """How an office is held that the verb gives or takes."""
        return "former" if self.verb == "dismissed" or self.past else "appointed"

    def begin(self, verb: str, *, passive: bool, by_another: bool, nominated: bool = False) -> None:
        """A verb: `elected` or `dismissed`; `passive` where it is said of those named before.

        `nominated`: the office is not given yet: `được giới thiệu bầu giữ chức`.
        `by_another`: those named before decide it and get nothing: `bà N ký quyết định bổ nhiệm …`.
        """
        self.verb = verb
        self.nominated = nominated
        self.passive = passive
        self.for_several = []
        if passive and self.predecessor is not None:
            self._side_by_side = [self.predecessor]
        if by_another:
            self._side_by_side = []

    def interrupted(self) -> None:
        """Words that are none of a list: the next person begins a new one."""
        self._apart = True
        self._given = None

    def named(self, person: Statement) -> None:
        """A person; side by side with those before unless words stand between."""
        self._given = None
        self.predecessor = person if self.replaced else None
        if self.replaced:
            self.replaced = False
            return
        if self._apart:
            self._side_by_side = []
        self._apart = False
        self._side_by_side.append(person)

    def give(self, held: Held, several: list[Statement]) -> list[Statement]:
        """Give the office to those it is meant for; who they are, none where nobody was named yet."""
        takers = several or [person for person in self._side_by_side if id(person) not in self._served]
        takers = takers or self._side_by_side[-1:]
        for person in takers if not self.nominated else ():
            person.held.append(Held(held.title, self.status, "appoint"))
            self._served.add(id(person))
        self._given = held if takers else None
        return takers

    def colour(self, held: Held, joint: str) -> None:
        """Set how a title is held that stands behind a person: the second of `giữ chức A, B` is given like the first."""
        if joint == "was" or (self.past and joint == "is") or (self.career and joint in (",", "và", "also", "-")):
            held.status = "former"
        elif self._given is not None and joint in (",", "và", "also"):
            held.status, held.joint = self.status, "appoint"


class Walk:
    """What is known on the way through a sentence.

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
        self.plain_list = False
        """Whether names alone stand behind such a colon: a later one with a title of its own is no longer of the list."""
        self.common: list[Held] = []
        """Titles before a colon that all behind it hold: `các Ủy viên Bộ Chính trị: Chủ tịch nước A, Thủ tướng B`."""

    def peek(self, ahead: int = 1) -> Chunk | None:
        at = self.at + ahead
        return self.pieces[at] if at < len(self.pieces) else None

    def open(self, person: Statement) -> None:
        """Begin a person: titles that waited are theirs."""
        if self.pending and self.joint in _WAITING_JOINTS:
            person.held.extend(_copies(self.common) if not self.plain_list else [])
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
            self.plain_list = shared is self.common
        person.beside = self.joint in (",", "và") and self.at > 1 and self.pieces[self.at - 2].kind == "name"
        person.beside = person.beside or self._beside_in_list()
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

    def _beside_in_list(self) -> bool:
        """`dự có bà A và ông B, Phó …`, `; đồng chí A, đồng chí B - Phó …`: whether the person before is named in one list."""
        lead, joint, name = (self.pieces[self.at - back] if self.at >= back else None for back in (1, 2, 3))
        if lead is None or joint is None or name is None or (lead.kind, name.kind) != ("honorific", "name"):
            return False
        before = next((each for each in reversed(self.pieces[: self.at - 3]) if each.kind not in ("honorific", "rank")), None)
        opens = before is not None and self.toks.lows[before.end - 1] in ("có", "gồm", ":", ";", "dự")
        return opens and (joint.value == "và" or (joint.value == "," and lead.value == "Đồng chí"))

    def pend(self, held: Held) -> None:
        if self.pending and (
            self.joint not in (",", "-", "also", "và", "appoint") or (self.before == "in place of" and self.joint == ",")
        ):
            self.pending = []  # `Thay mặt Thủ tướng, Phó Thủ tướng N`: the first title is another's
            self.before = ""
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
        some = self.toks.lows[max(0, piece.end - 2) : piece.end] == ["một", "số"]
        return some or self.toks.lows[piece.end - 1] in ("hai", "ba", "bốn", "năm", "2", "3", "4", "5")

    def word(self, piece: Chunk) -> None:
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
        if self.joint in ("was", "for", "appoint", "is") and self.fillers(piece):
            return True
        given = self.pending and self.pending[-1].joint == "appoint" and self.joint in ("appointed", "title", ",", "term")
        ahead = self.peek()
        if given and "gồm" in self.toks.lows[piece.start : piece.end] and self.fillers(piece):
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

    def fillers(self, piece: Chunk) -> bool:
        return all(low in FILLERS or low.isdigit() for low in self.toks.lows[piece.start : piece.end])

    def _aside(self, piece: Chunk) -> bool:
        """`, 45 tuổi,` and `, sinh năm 1970,` between a name and its titles."""
        for words in (2, 3):
            stretch = [self.pieces[at].value for at in range(self.at, min(self.at + words, len(self.pieces)))]
            if stretch[1:] == ["tuổi"] or stretch[:2] == ["sinh", "năm"]:
                self.at += words - 1
                self.joint = ""
                return True
        return self._residence(piece)

    def _residence(self, piece: Chunk) -> bool:
        """`ông N, trú tại phường 5, thành phố Sóc Trăng, giám đốc …`: places and nothing else, up to a comma and a title."""
        words, lows = self.toks.words, self.toks.lows
        start = next((piece.start + n for n in (1, 2, 3) if tuple(lows[piece.start : piece.start + n]) in _LIVES), 0)
        if not start or self.joint not in ("", ","):
            return False
        for ahead in range(1, _LONGEST_RESIDENCE):
            behind, follows = self.peek(ahead), self.peek(ahead + 1)
            if behind is None or follows is None or behind.kind == "name":
                return False
            if behind.value == "," and follows.kind == "title":
                where = range(start, behind.start)
                if any(words[at].islower() and lows[at] not in _ADDRESS for at in where):
                    return False
                self.at += ahead - 1
                self.joint = ""
                return True
        return False

    def share(self) -> None:
        """`các đồng chí A, B - Phó Chủ tịch`: names without a title before the last one share what a hyphen adds to it."""
        named = self.found.statements
        for person, follower in zip(reversed(named[:-1]), reversed(named), strict=False):
            if not person.held and follower.beside and follower.held and _shareable(follower.held[0]):
                person.held.append(follower.held[0])
        if self.shared is None or len(self.since_shared) < 2:
            return
        *others, last = self.since_shared
        if last.held and last.held[0].joint in ("-", "is") and not any(person.held for person in others):
            for person in others:
                person.held.extend(last.held)
            return


def _shareable(held: Held) -> bool:
    """Whether the post stands behind a name, and is one that several hold: `A, B, Phó Chủ tịch UBND tỉnh`."""
    return held.joint in (",", "-", "(") and held.title.post.startswith(("Phó", "Ủy viên", "Đại biểu"))


def _copies(titles: list[Held]) -> list[Held]:
    return [Held(each.title, each.status, each.joint) for each in titles]


def is_figure(low: str) -> bool:
    return low.isdigit() or not low.strip("ivx")
