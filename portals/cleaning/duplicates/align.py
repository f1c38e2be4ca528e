"""Where two word lists differ.

difflib alone takes seconds for two long reports; here unique common stretches cut them up first.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

_LIMIT = 80
"""Words on either side of a gap that difflib looks into; a longer gap is one replacement."""

Gap = tuple[int, int, int, int]


def replacements(one: Sequence[str], other: Sequence[str]) -> Iterator[Gap]:
    """`(start, end, other start, other end)` of words that stand in one place of two texts and differ; near linear time."""
    left = right = 0
    for a, b in [*_anchors(one, other), (len(one), len(other))]:
        if a < left or b < right:
            continue
        yield from _gap(one, other, (left, a, right, b))
        while a < len(one) and b < len(other) and one[a] == other[b]:
            a, b = a + 1, b + 1
        left, right = a, b


def _gap(one: Sequence[str], other: Sequence[str], gap: Gap) -> Iterator[Gap]:
    left, left_end, right, right_end = gap
    while left < left_end and right < right_end and one[left_end - 1] == other[right_end - 1]:
        left_end, right_end = left_end - 1, right_end - 1
    if left == left_end or right == right_end:
        return
    if max(left_end - left, right_end - right) > _LIMIT:
        yield left, left_end, right, right_end
        return
    matcher = SequenceMatcher(None, one[left:left_end], other[right:right_end], autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "replace":
            yield left + a, left + b, right + c, right + d


def _anchors(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int]]:
    """Starts of stretches of three words that stand once in either text, as far as their order is the same."""
    ours, theirs = _unique(one), _unique(other)
    pairs = [(position, theirs[stretch]) for stretch, position in ours.items() if stretch in theirs]
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for number, (_, position) in enumerate(pairs):
        place = bisect_left(tails, position)
        before.append(ends[place - 1] if place else -1)
        tails[place : place + 1] = [position]
        ends[place : place + 1] = [number]
    chain: list[tuple[int, int]] = []
    number = ends[-1] if ends else -1
    while number >= 0:
        chain.append(pairs[number])
        number = before[number]
    return chain[::-1]


def _unique(words: Sequence[str]) -> dict[tuple[str, str, str], int]:
    found: dict[tuple[str, str, str], int] = {}
    for position, stretch in enumerate(zip(words, words[1:], words[2:], strict=False)):
        found[stretch] = -1 if stretch in found else position
    return {stretch: position for stretch, position in found.items() if position >= 0}
