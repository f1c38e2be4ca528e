"""Which name holds which title: the pieces of a sentence read from left to right."""

from __future__ import annotations

import re
from collections.abc import Callable

from portals.text.officials.chunks import Chunk
from portals.text.officials.statements import Reading
from portals.text.officials.walk_titles import TitleWalk

_FIGURE = re.compile(r"(?:\d+|[ivx]+)\Z")


def read_sentence(pieces: list[Chunk]) -> Reading:
    """The persons and references of one sentence."""
    if not any(piece.kind in ("name", "honorific") for piece in pieces):
        return Reading()
    return _Walk(pieces).read()


class _Walk(TitleWalk):
    """Marks and the small words of the table `words`."""

    def read(self) -> Reading:
        while self.at < len(self.pieces):
            piece = self.pieces[self.at]
            _STEPS.get(piece.kind, _Walk._word)(self, piece)
            self.at += 1
        self._share()
        return self.found

    def _mark(self, piece: Chunk) -> None:
        mark = piece.value
        if mark == "(":
            if (self.person is not None or self.joint == "title") and self._skip_parenthesis():
                return
            self.joint = "(" if self.person else self.joint
            return
        if mark == ")":
            self.joint = "" if self.person is not None else self.joint
            return
        if mark in ",-":
            if self.before == "outsider" and self.pieces[self.at - 1].kind in ("outsider", "kin"):
                self.before = ""  # `Chia buồn cùng gia đình, Bí thư Thành ủy N`
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


_STEPS: dict[str, Callable[[_Walk, Chunk], None]] = {
    kind: getattr(_Walk, "_" + kind.replace("-", "_"))
    for kind in (
        *("honorific", "rank", "degree", "name", "title", "mark", "also", "is", "was", "appoint", "elected", "dismissed"),
        *("for", "instead", "term", "group", "outsider", "byline", "late", "not-person", "behalf", "kin"),
    )
}
