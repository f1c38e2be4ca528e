"""One article out of a region that may print it several times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from portals.draft import Block
from portals.items import Note
from portals.text.repeats.alignment import Print
from portals.text.repeats.differences import Wordings
from portals.text.repeats.leads import without_repeated_opening
from portals.text.repeats.merge import merge
from portals.text.repeats.paragraph_breaks import split_joined_blocks, without_doubled_paragraphs
from portals.text.repeats.publication import date_like
from portals.text.repeats.skeleton import classes, skeletons
from portals.text.repeats.split import Boundary, boundary

_LONGER = 1.5
_MOST = 8
"""Prints of one article that are looked for."""


@dataclass(frozen=True, slots=True)
class Cut:
    """One article: its blocks in order, how often the page printed it (1 = once), what the prints differed in."""

    blocks: tuple[Block, ...]
    copies: int = 1
    notes: tuple[Note, ...] = ()


def cut(blocks: Sequence[Block]) -> Cut:
    """Return one print of an article from its blocks in reading order.

    The fullest print is kept, with date, captions, images and byline that only another print has. Text that an article repeats
    on purpose (equal rows, a refrain, two decisions with one wording) stays. A lead printed again as the first paragraph is
    kept once and is not counted as a copy.
    """
    region = tuple(blocks)
    keys = _keys(region)
    sewn = split_joined_blocks(region, keys)
    wordings = Wordings()
    prints, ends = _prints(sewn, keys if sewn is region else _keys(sewn), wordings)
    if not ends:
        single = without_doubled_paragraphs(region, keys)
        if single is region:
            return Cut(tuple(without_repeated_opening(region, keys)))
        return Cut(tuple(without_repeated_opening(single, _keys(single))), 2)
    kept, notes = prints[0], list[Note]()
    for later in prints[1:]:
        kept, differing = merge(kept, later, wordings, ends[0].mates if len(ends) == 1 else None)
        notes += differing
    return Cut(
        tuple(without_repeated_opening(kept.blocks, kept.keys)), len(prints) - sum(not end.whole for end in ends), tuple(notes)
    )


def _keys(blocks: Sequence[Block]) -> list[bytes]:
    return skeletons([block.text for block in blocks])


def _without_titles_in_text(blocks: Sequence[Block], keys: Sequence[bytes], numbers: list[int]) -> list[int]:
    """The classes, without those that join a title to a paragraph which only has its words, or begins with them."""
    return [
        place
        if number != place
        and (blocks[place].kind == "title") != (blocks[number].kind == "title")
        and not _printed_again(keys[place], keys[number])
        else number
        for place, number in enumerate(numbers)
    ]


def _printed_again(one: bytes, other: bytes) -> bool:
    """Whether a row without markup may be the title once more: the same consonants, a short end of their own apart."""
    short, long = sorted((one, other), key=len)
    return long.startswith(short[:-2]) and len(long) <= _LONGER * len(short)


def _prints(blocks: tuple[Block, ...], keys: list[bytes], wordings: Wordings) -> tuple[list[Print], list[Boundary]]:
    """The prints of the article in order, and where each but the last ends."""
    found: list[Print] = []
    ends: list[Boundary] = []
    numbers = _without_titles_in_text(blocks, keys, classes(keys))
    if len(set(numbers)) == len(numbers):
        return found, ends
    rest = Print(blocks, keys, numbers, [date_like(block) for block in blocks])
    while len(found) < _MOST and len(set(rest.numbers)) < len(rest.numbers):
        end = boundary(rest, wordings)
        if end is None:
            break
        ends.append(end)
        found.append(rest.part(0, end.at))
        rest = rest.part(end.at)
    return [*found, rest], ends
