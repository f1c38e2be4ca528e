"""How two prints of one article differ, word by word, and the notes about it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from difflib import SequenceMatcher

from portals.draft import Block
from portals.items import Note
from portals.text.folding import fold, plain
from portals.text.repeats.alignment import Print
from portals.text.repeats.publication import date_like, is_publication, one_moment

_LIMIT = 400
"""Words compared one by one; a longer difference is taken whole, so that no text costs more than linear time."""

Change = tuple[str, str]
Words = list[str]


class Wordings:
    """Compares the texts of one page; a pair that is asked for again is not compared again."""

    def __init__(self) -> None:
        self._known: dict[Change, list[Change]] = {}

    def changes(self, one: str, other: str) -> list[Change]:
        """Return the differing words, as printed; nothing if the texts differ only in form."""
        found = self._known.get((one, other))
        if found is None:
            found = self._known[one, other] = changes(one, other)
        return found

    def clashes(self, one: str, other: str) -> list[Change]:
        """Return the differences in names, places, numbers and dates, which edits seldom change."""
        return [(left, right) for left, right in self.changes(one, other) if _telling(left) and _telling(right)]


def changes(one: str, other: str) -> list[Change]:
    """The differing stretches of words, as printed; none where the texts differ in form only."""
    ours, theirs = plain(one).split(), plain(other).split()
    if ours == theirs or (len(ours) == len(theirs) and _alike(ours, theirs)):
        return []
    ours, theirs = _middle(ours, theirs)
    left, right = _folded(ours, theirs)
    head, tail = _ends(left, right)
    ours, theirs = ours[head : len(ours) - tail], theirs[head : len(theirs) - tail]
    left, right = left[head : len(left) - tail], right[head : len(right) - tail]
    if not (left or right):
        return []
    if max(len(left), len(right)) > _LIMIT or set(left).isdisjoint(right):
        return [(" ".join(ours), " ".join(theirs))]
    opcodes = SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
    return [(" ".join(ours[a:b]), " ".join(theirs[c:d])) for kind, a, b, c, d in opcodes if kind != "equal"]


def _alike(ours: Words, theirs: Words) -> bool:
    """Whether the words are the same one by one: only those that are printed otherwise (`hoà`, `hòa`) are folded."""
    other = [(one, mate) for one, mate in zip(ours, theirs, strict=True) if one != mate]
    return fold(" ".join([one for one, _ in other])) == fold(" ".join([mate for _, mate in other]))


def _middle(ours: Words, theirs: Words) -> tuple[Words, Words]:
    """Return the words without equal ones at either end, because folding is expensive."""
    head, tail = _ends(ours, theirs)
    return ours[head : len(ours) - tail], theirs[head : len(theirs) - tail]


def _folded(ours: Words, theirs: Words) -> tuple[Words, Words]:
    """The folded words, one for each: `´` alone folds to nothing when the text is folded at once."""
    words = ours + theirs
    found = fold(" ".join(words)).split()
    if len(found) != len(words):
        found = list(map(fold, words))
    return found[: len(ours)], found[len(ours) :]


def _ends(left: Words, right: Words) -> tuple[int, int]:
    """Return the number of equal words at the start, and of the rest at the end."""
    head = _common(left, right)
    return head, min(_common(reversed(left), reversed(right)), len(left) - head, len(right) - head)


def _common(left: Iterable[str], right: Iterable[str]) -> int:
    count = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        count += 1
    return count


def _telling(words: str) -> bool:
    return any(word[:1].isupper() or any(map(str.isdigit, word)) for word in words.split())


_NOTED = 20


def difference_notes(kept: Print, other: Print, same: Mapping[int, int], wordings: Wordings) -> list[Note]:
    """The other print's wording beside the kept one's, and what only one of them has.

    Two publication lines that name one instant are no difference, nor is a print that merely leaves its line out.
    """
    found: list[str] = []
    for position, place in same.items():
        one, mate = other.blocks[position], kept.blocks[place]
        if one.text == mate.text:
            continue
        if other.dated[position] and kept.dated[place]:
            if other.keys[position] != kept.keys[place]:
                found += _dates(one, mate)
        else:
            found += [f"{_name(mate)}: {_short(a)} / {_short(b)}" for a, b in wordings.changes(one.text, mate.text)]
    found += _left_over(_without(other, same.keys()), _without(kept, set(same.values())))
    return [Note("copy_differs", detail) for detail in found[:_NOTED]]


def _left_over(lost: list[Block], own: list[Block]) -> list[str]:
    found: list[str] = []
    if (label := next(filter(date_like, lost), None)) and (kept_label := next(filter(date_like, own), None)):
        found += _dates(label, kept_label)
        lost.remove(label)
        own.remove(kept_label)
    found += [f"{_name(block)} in the other copy only: {_short(block.text)}" for block in lost]
    own = [block for block in own if not (date_like(block) and is_publication(block))]
    return found + [f"{_name(block)} in the kept copy only: {_short(block.text)}" for block in own]


def _dates(one: Block, other: Block) -> list[str]:
    return [] if one_moment(one, other) else [f"date: {_short(one.text)} / {_short(other.text)}"]


def _without(copy: Print, matched: Collection[int]) -> list[Block]:
    """The blocks that have no mate and say something."""
    if len(matched) == len(copy.blocks):
        return []
    left = (block for place, block in enumerate(copy.blocks) if place not in matched)
    return [block for block in left if block.kind not in ("image", "views") and block.text.strip()]


def _name(block: Block) -> str:
    return "date" if date_like(block) else block.kind


def _short(text: str) -> str:
    line = " ".join(text.split())
    return f"{line[:117]}…" if len(line) > 120 else line
