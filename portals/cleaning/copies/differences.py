"""What differs between two prints of one paragraph, word by word."""

from __future__ import annotations

from difflib import SequenceMatcher

from portals.cleaning.text import fold, squeeze

_LIMIT = 400
"""Words compared one by one; a longer difference is taken whole, so that no text costs more than linear time."""

Change = tuple[str, str]


def changes(one: str, other: str) -> list[Change]:
    """The differing stretches of words, as printed; none where the texts differ in form only."""
    if fold(one) == fold(other):
        return []
    ours, theirs = squeeze(one).split(), squeeze(other).split()
    left, right = [fold(word) for word in ours], [fold(word) for word in theirs]
    head = _common(left, right)
    tail = _common(left[: head - 1 : -1] if head else left[::-1], right[: head - 1 : -1] if head else right[::-1])
    left_end, right_end = len(left) - tail, len(right) - tail
    if max(left_end, right_end) - head > _LIMIT:
        return [(" ".join(ours[head:left_end]), " ".join(theirs[head:right_end]))]
    matcher = SequenceMatcher(None, left[head:left_end], right[head:right_end], autojunk=False)
    return [
        (" ".join(ours[head + a : head + b]), " ".join(theirs[head + c : head + d]))
        for kind, a, b, c, d in matcher.get_opcodes()
        if kind != "equal"
    ]


def _common(left: list[str], right: list[str]) -> int:
    count = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        count += 1
    return count


def clashes(one: str, other: str) -> list[Change]:
    """Where one names another person, place, number or date than the other, which few edits do."""
    return [(left, right) for left, right in changes(one, other) if _telling(left) and _telling(right)]


def _telling(words: str) -> bool:
    return any(word[:1].isupper() or any(map(str.isdigit, word)) for word in words.split())
