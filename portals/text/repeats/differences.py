"""What differs between two prints of one paragraph, word by word."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher

from portals.text.folding import fold, plain

_LIMIT = 400
"""Words compared one by one; a longer difference is taken whole, so that no text costs more than linear time."""

Change = tuple[str, str]
Words = list[str]


class Wordings:
    """Compares the texts of one page; a pair that is asked for again is not compared again."""

    def __init__(self) -> None:
        self._known: dict[Change, list[Change]] = {}

    def changes(self, one: str, other: str) -> list[Change]:
        """The differing stretches of words, as printed; none where the texts differ in form only."""
        found = self._known.get((one, other))
        if found is None:
            found = self._known[one, other] = changes(one, other)
        return found

    def clashes(self, one: str, other: str) -> list[Change]:
        """Where one names another person, place, number or date than the other, which few edits do."""
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
    """The words without those at either end that are printed alike: folding is dear."""
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
    """How many words are the same at the start, and of the rest at the end."""
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
