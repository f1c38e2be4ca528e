"""Verbs of appointment and dismissal in a sentence: whom they name, and what office they give or take."""

from __future__ import annotations

from portals.items import Status
from portals.text.officials.values import Held, Statement

FILLERS = frozenset(
    {
        *("các", "nhiều", "một", "hai", "ba", "bốn", "thêm", "số", "bổ", "sung", "chức", "vụ", "danh", "vị", "trí", "quan"),
        *("trọng", "chủ", "chốt", "như", "khác", "nhau", "qua", "gồm", "cán", "bộ", "người", "nhân", "sự", "sau", "đây"),
        *("đồng", "chí", "cương", "lãnh", "đạo", "lần", "lượt"),
    }
)
"""Small words between such a verb and what it gives: `từng giữ | nhiều chức vụ như`, `đối với | 3 cán bộ gồm`."""


class Appointments:
    """Whom the verbs of a sentence appoint or dismiss: the persons named side by side before or behind them."""

    def __init__(self) -> None:
        self.verb = ""
        self.passive = False
        self.direct = False
        """Whether the office stands right behind the verb: `bầu Phó Chủ tịch UBND xã`."""
        self.past = False
        """Whether the sentence looks back: `Trước khi …`."""
        self.career = False
        """Whether posts of the past are listed: `từng giữ các chức vụ T1, T2`."""
        self.replaced = False
        """Whether the next name is of a predecessor: `thay ông N`."""
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

    def begin(self, verb: str, *, passive: bool) -> None:
        """A verb: `elected` or `dismissed`; `passive` where it is said of those named before."""
        self.verb = verb
        self.passive = passive
        self.for_several = []

    def interrupted(self) -> None:
        """Words that are none of a list: the next person begins a new one."""
        self._apart = True
        self._given = None

    def named(self, person: Statement) -> None:
        """A person; side by side with those before unless words stand between."""
        self._given = None
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
        for person in takers:
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
