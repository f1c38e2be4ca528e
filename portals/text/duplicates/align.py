"""Where two word lists differ.

Unique common stretches cut the texts up first, so that time grows with their length. difflib takes seconds for two long reports
and pairs the longest common stretch first, which sets a title against the first sentence that repeats it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

_LIMIT = 80
"""Words on either side of a gap that are compared one by one; a longer gap is one replacement."""

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
    for a, b, c, d in _inside(one[left:left_end], other[right:right_end]):
        yield left + a, left + b, right + c, right + d


def _inside(one: Sequence[str], other: Sequence[str]) -> Iterator[Gap]:
    """The replacements between two short stretches when as many words as can be are held for the same."""
    common = [[0] * (len(other) + 1)]
    for word in reversed(one):
        below, row = common[-1], [0]
        for j, mate in enumerate(reversed(other)):
            row.append(below[j] + 1 if word == mate else max(below[j + 1], row[j]))
        common.append(row)
    i = j = start = other_start = 0
    while i < len(one) and j < len(other):
        left, right = len(one) - i, len(other) - j
        if one[i] == other[j]:
            if start < i and other_start < j:
                yield start, i, other_start, j
            i, j = i + 1, j + 1
            start, other_start = i, j
        elif common[left - 1][right] >= common[left][right - 1]:
            i += 1
        else:
            j += 1
    if start < len(one) and other_start < len(other):
        yield start, len(one), other_start, len(other)


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
