"""Where one print of the article ends and the next begins."""

from __future__ import annotations

from typing import NamedTuple

from portals.text.repeats.alignment import Print
from portals.text.repeats.differences import Wordings
from portals.text.repeats.verdict import TwoPrints, is_print, is_teaser

_LEAST = 40
"""Consonants that must be printed twice before anything counts as a copy: one longer sentence."""
_SOON = 8
_HEAD_KINDS = frozenset({"title", "date", "lead", "views"})


class Boundary(NamedTuple):
    at: int
    """Index of the first block of the second print."""
    whole: bool
    """False where the first print is only a teaser of the second: title and lead, then the article."""
    mates: dict[int, int]
    """For positions in the rest that of the same text in the first print."""


def boundary(region: Print, wordings: Wordings) -> Boundary | None:
    """The end of the first print, None where the article is printed once.

    Each text counts once on either side, however often it stands there, so that rows, refrains and formulas that repeat inside
    one article weigh little; what is common to both sides must be nearly all of the smaller one.
    """
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    for position, number in enumerate(region.numbers):
        first.setdefault(number, position)
        last[number] = position
    weight = {number: len(region.keys[position]) for number, position in first.items()}
    start, common = _best(len(region.blocks), first, last, weight)
    if common < _LEAST:
        return None
    again = (i for i in range(start, len(region.blocks)) if first[region.numbers[i]] < start and weight[region.numbers[i]])
    at = _opening_again(region, start) or _between(region, start, next(again))
    sides = TwoPrints(region.part(0, at), region.part(at), wordings)
    teaser = is_teaser(sides)
    return Boundary(at, not teaser, sides.mates) if teaser or is_print(sides) else None


def _best(size: int, first: dict[int, int], last: dict[int, int], weight: dict[int, int]) -> tuple[int, int]:
    """The earliest place with the most text common to what is before and what is after it, and how much that is."""
    steps = [0] * (size + 1)
    for number, begin in first.items():
        end = last[number]
        if begin != end:
            steps[begin + 1] += weight[number]
            steps[end + 1] -= weight[number]
    best, most, common = 0, 0, 0
    for place, step in enumerate(steps[:size]):
        common += step
        if common > most:
            best, most = place, common
    return best, most


def _opening_again(region: Print, start: int) -> int | None:
    """Where, soon after the first print's last own text, its opening line is printed again."""
    opening = next(i for i, block in enumerate(region.blocks) if block.kind != "views" and block.text.strip())
    key = region.keys[opening]
    places = range(max(start, opening + 1), min(start + _SOON, len(region.blocks)))
    return next((i for i in places if key and key == region.keys[i]), None)


def _between(region: Print, start: int, stop: int) -> int:
    """What stands between the prints: a byline or caption ends the first, a title or date line opens the second."""
    for place in range(start, stop):
        if region.blocks[place].kind in _HEAD_KINDS or region.dated[place]:
            return place
    return stop
