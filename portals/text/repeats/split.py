"""Where one print of the article ends and the next begins, and whether two parts are prints of one article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from portals.text.repeats.alignment import Print, mates
from portals.text.repeats.differences import Change, Wordings
from portals.text.repeats.publication import LINE, day, one_moment

_DIGIT = re.compile(r"\d")
_HEAD = 4
"""Blocks at the start of a print in which its title and date line stand."""
LONG = 25
"""Consonants of the shortest paragraph that counts as text of an article: about 50 characters."""
_HEADLINE = 12
_FURNITURE = frozenset({"date", "byline", "caption", "image", "views"})


@dataclass
class TwoPrints:
    """A region parted in two."""

    before: Print
    after: Print
    wordings: Wordings

    @cached_property
    def mates(self) -> dict[int, int]:
        """For positions on the second side that of the same text on the first."""
        return mates(self.before, self.after)

    @cached_property
    def pairs(self) -> list[tuple[int, int]]:
        """Positions of the blocks that both sides have, in the order of the second side."""
        return [(self.mates[j], j) for j in sorted(self.mates) if self.after.keys[j]]

    @cached_property
    def common(self) -> int:
        """Consonants that both sides have."""
        return sum(min(len(self.before.keys[i]), len(self.after.keys[j])) for i, j in self.pairs)

    @cached_property
    def spots(self) -> set[Change]:
        """Where the two sides name different people, numbers or dates; the label of a publication line is none of them."""
        found: set[Change] = set()
        for i, j in self.pairs:
            one, other = self.before.blocks[i], self.after.blocks[j]
            if one.text != other.text and not (self.before.dated[i] and self.after.dated[j] and one_moment(one, other)):
                found.update(self.wordings.clashes(one.text, other.text))
        return found


def _long(side: Print) -> int:
    return sum(len(key) >= LONG and block.kind != "title" for key, block in zip(side.keys, side.blocks, strict=True))


def is_teaser(sides: TwoPrints) -> bool:
    """Whether the first side only announces the second: title and opening, no date or byline, where the second has more."""
    if True in sides.before.dated or sum(bool(block.text.strip()) for block in sides.before.blocks) > 2:
        return False
    if any(block.kind == "byline" for block in sides.before.blocks):
        return False
    return _long(sides.before) <= 1 < _long(sides.after) and 10 * sides.common >= 9 * sides.before.size()


def is_print(sides: TwoPrints) -> bool:
    """Whether the second side prints the article again.

    A second title or a second line with the same day is the page's doing, and one print may then correct the other. Without
    them the texts must agree. Two decisions with one formula (`Điều 1. Bổ nhiệm ông …`), two notices, two days of a schedule
    do not.
    """
    of_first, of_second = (sides.common / max(1, side.size()) for side in (sides.before, sides.after))
    if max(of_first, of_second) < 0.6 or 4 * min(of_first, of_second) < 1:
        return False
    if _furnished(sides):
        return len(sides.spots) <= max(2, len(sides.pairs) // 3)
    if _headline_again(sides):
        return len(sides.spots) <= 1
    return of_first >= 0.5 and of_second >= 0.9 and not sides.spots and not _other_matter(sides)


def _furnished(sides: TwoPrints) -> bool:
    """Whether both sides open with the same title, marked as such, or with a publication line of the same day."""
    first, second = _opening(sides.before), _opening(sides.after)
    titles = {sides.before.numbers[i] for i in first if sides.before.blocks[i].kind == "title"}
    if any(sides.after.numbers[j] in titles and sides.after.blocks[j].kind == "title" for j in second):
        return True
    days = {day(sides.before.blocks[i]) for i in first if sides.before.dated[i]} - {None}
    return any(day(sides.after.blocks[j]) in days for j in second if sides.after.dated[j])


def _headline_again(sides: TwoPrints) -> bool:
    """Whether the line that opens the first side opens the second too, and is long enough for a headline."""
    again = {sides.after.keys[j] for j in _opening(sides.after)}
    return any(len(sides.before.keys[i]) >= _HEADLINE and sides.before.keys[i] in again for i in _opening(sides.before)[:1])


def _opening(side: Print) -> list[int]:
    found: list[int] = []
    for i, block in enumerate(side.blocks):
        if block.kind != "views" and block.text.strip():
            found.append(i)
            if len(found) == _HEAD:
                break
    return found


def _other_matter(sides: TwoPrints) -> bool:
    """Whether each side has text of its own where the other has something else."""
    ours, theirs = sorted(i for i, _ in sides.pairs), [j for _, j in sides.pairs]
    if _own(sides.before, ours) and _own(sides.after, theirs):
        return True
    between = (*sides.before.blocks[ours[-1] + 1 :], *sides.after.blocks[: theirs[0]])
    ahead = any(block.kind not in _FURNITURE and block.text.strip() for block in sides.before.blocks[: ours[0]])
    return ahead and any(_DIGIT.search(b.text) or len(b.text) > LINE for b in between if b.kind not in _FURNITURE)


def _own(side: Print, matched: Sequence[int]) -> bool:
    """Whether text of no other print stands between the first and the last that has a mate."""
    inner = (side.blocks[i] for i in set(range(matched[0], matched[-1])).difference(matched))
    return any(block.kind not in _FURNITURE and block.text.strip() for block in inner)


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
