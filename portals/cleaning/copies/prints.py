"""One article out of a region that may print it several times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from portals.cleaning.copies.alignment import Print
from portals.cleaning.copies.classes import classes
from portals.cleaning.copies.leads import once
from portals.cleaning.copies.merge import merge
from portals.cleaning.copies.seams import by_twos, resewn
from portals.cleaning.copies.skeleton import skeleton
from portals.cleaning.copies.split import boundary
from portals.items import Note
from portals.page import Block

_MOST = 8
"""Prints of one article that are looked for."""


@dataclass(frozen=True, slots=True)
class Cut:
    """One article: its blocks in order, how often the page printed it (1 = once), what the prints differed in."""

    blocks: tuple[Block, ...]
    copies: int = 1
    notes: tuple[Note, ...] = ()


def cut(blocks: Sequence[Block]) -> Cut:
    """The article's region, in reading order, with every further print of the article taken out.

    The fullest print is kept; date, captions, images and byline that only another has are taken over. Text that an article
    repeats for good reason (equal rows, a refrain, two decisions of one formula) stays. A lead printed again as the first
    paragraph is kept once and counts as no copy.
    """
    region = tuple(blocks)
    keys = [skeleton(block.text) for block in region]
    sewn = resewn(region, keys)
    prints, teasers = _prints(region, keys) if sewn is region else _prints(sewn, [skeleton(block.text) for block in sewn])
    if len(prints) == 1:
        single = by_twos(region, keys)
        return Cut(tuple(once(list(single))), 1 if single is region else 2)
    kept, notes = prints[0], list[Note]()
    for later in prints[1:]:
        kept, differing = merge(kept, later)
        notes += differing
    return Cut(tuple(once(list(kept.blocks))), len(prints) - teasers, tuple(notes))


def _prints(blocks: tuple[Block, ...], skeletons: list[bytes]) -> tuple[list[Print], int]:
    """The prints of the article in order, and how many of them are mere teasers."""
    numbers = classes(skeletons)
    found: list[Print] = []
    start, teasers = 0, 0
    while len(found) < _MOST and len(set(numbers[start:])) < len(blocks) - start:
        end = boundary(blocks[start:], skeletons, numbers[start:])
        if end is None:
            break
        teasers += not end.whole
        found.append(Print(blocks[start : start + end.at], tuple(numbers[start : start + end.at])))
        start += end.at
    return [*found, Print(blocks[start:], tuple(numbers[start:]))], teasers
