"""Where one print of the article ends and the next begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from portals.cleaning.copies.alignment import Print
from portals.cleaning.copies.publication import date_like
from portals.cleaning.copies.verdict import Sides, is_print, is_teaser
from portals.page import Block

_LEAST = 40
"""Consonants that must be printed twice before anything counts as a copy: one longer sentence."""
_SOON = 8
_HEAD_KINDS = frozenset({"title", "date", "lead", "views"})


@dataclass(frozen=True, slots=True)
class Boundary:
    at: int
    """Index of the first block of the second print."""
    whole: bool
    """False where the first print is only a teaser of the second: title and lead, then the article."""


def boundary(blocks: Sequence[Block], skeletons: Sequence[bytes], found: Sequence[int]) -> Boundary | None:
    """The end of the first print, None where the article is printed once.

    Each text counts once on either side, however often it stands there, so that rows, refrains and formulas that repeat inside
    one article weigh little; what is common to both sides must be nearly all of the smaller one.
    """
    first, last = _spans(found)
    weight = {number: len(skeletons[number]) for number in first}
    start, common = _best(len(blocks), first, last, weight)
    if common < _LEAST:
        return None
    stop = min(i for i in range(start, len(blocks)) if first[found[i]] < start and weight[found[i]])
    at = _opening_again(blocks, skeletons[-len(blocks) :], start) or _between(blocks, start, stop)
    sides = Sides(*(Print(tuple(blocks[part]), tuple(found[part])) for part in (slice(at), slice(at, None))))
    if is_teaser(sides):
        return Boundary(at, whole=False)
    return Boundary(at, whole=True) if is_print(sides) else None


def _spans(found: Sequence[int]) -> tuple[dict[int, int], dict[int, int]]:
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    for position, number in enumerate(found):
        first.setdefault(number, position)
        last[number] = position
    return first, last


def _best(size: int, first: dict[int, int], last: dict[int, int], weight: dict[int, int]) -> tuple[int, int]:
    """The earliest place with the most text common to what is before and what is after it, and how much that is."""
    steps = [0] * (size + 1)
    for number, begin in first.items():
        steps[begin + 1] += weight[number]
        steps[last[number] + 1 if last[number] < size else size] -= weight[number]
    best, most, common = 0, 0, 0
    for place in range(size):
        common += steps[place]
        if common > most:
            best, most = place, common
    return best, most


def _opening_again(blocks: Sequence[Block], skeletons: Sequence[bytes], start: int) -> int | None:
    """Where, soon after the first print's last own text, its opening line is printed again."""
    opening = next(i for i, block in enumerate(blocks) if block.kind != "views" and block.text.strip())
    key = skeletons[opening]
    places = range(max(start, opening + 1), min(start + _SOON, len(blocks)))
    return next((i for i in places if key and key == skeletons[i]), None)


def _between(blocks: Sequence[Block], start: int, stop: int) -> int:
    """What stands between the prints: a byline or caption ends the first, a title or date line opens the second."""
    for place in range(start, stop):
        if blocks[place].kind in _HEAD_KINDS or date_like(blocks[place]):
            return place
    return stop
