"""Where one print of the article ends and the next begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from portals.cleaning.copies.differences import conflict
from portals.page import Block

_LEAST = 40
"""Consonants that must be printed twice before anything counts as a copy: one longer sentence."""
_DATE = re.compile(r"\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*\d{4}|\d{1,2}\s+tháng\s+\d{1,2}")
_HEAD_KINDS = frozenset({"title", "date", "lead", "views"})
_FURNITURE = frozenset({"date", "byline", "caption", "image", "views"})


@dataclass(frozen=True, slots=True)
class Boundary:
    at: int
    """Index of the first block of the second print."""
    whole: bool
    """False where the first print is only a teaser of the second: title and lead, then the article."""


def date_like(block: Block) -> bool:
    """Whether the block is a publication line: declared so, or a short line that holds a date."""
    return block.kind == "date" or (len(block.text) < 80 and bool(_DATE.search(block.text)))


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
    at = _between(blocks, start, stop)
    before = sum(weight[number] for number in first if first[number] < at)
    after = sum(weight[number] for number in first if last[number] >= at)
    if not _is_print(blocks, found, at, common / max(1, min(before, after))):
        return None
    if 4 * common >= max(before, after):
        return Boundary(at, whole=True)
    return Boundary(at, whole=False) if before < after and 10 * common >= 9 * before else None


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


def _between(blocks: Sequence[Block], start: int, stop: int) -> int:
    """What stands between the prints: a byline or caption ends the first, a title or date line opens the second."""
    for place in range(start, stop):
        if blocks[place].kind in _HEAD_KINDS or date_like(blocks[place]):
            return place
    return stop


def _is_print(blocks: Sequence[Block], found: Sequence[int], at: int, share: float) -> bool:
    """A second title or date line is a page's doing; without one the texts must agree in every name and number.

    Two decisions with the same formula (`Điều 1. Bổ nhiệm ông …`) in one article agree in all else.
    """
    earlier: dict[int, int] = {}
    for place in range(at):
        earlier.setdefault(found[place], place)
    pairs = [(earlier[found[i]], i) for i in range(at, len(blocks)) if found[i] in earlier and blocks[i].text]
    clashes = sum(conflict(blocks[i].text, blocks[j].text) for i, j in pairs if blocks[i].text != blocks[j].text)
    if _headed(blocks, found, at):
        return share >= 0.6 and (clashes <= 1 or 3 * clashes <= len(pairs))
    return share >= 0.9 and not clashes


def _headed(blocks: Sequence[Block], found: Sequence[int], at: int) -> bool:
    opening = [i for i in range(at) if blocks[i].kind != "views" and blocks[i].text][:3]
    second = range(at, min(at + 4, len(blocks)))
    if any(found[i] == found[opening[0]] or blocks[i].kind == "title" for i in second if opening):
        return True
    days = {match[0] for i in opening if date_like(blocks[i]) and (match := _DATE.search(blocks[i].text))}
    return any(date_like(blocks[i]) and (match := _DATE.search(blocks[i].text)) and match[0] in days for i in second)
