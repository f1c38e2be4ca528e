"""What a reader may want to know of two prints: other words, other figures, what only one of them has."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from portals.draft import Block
from portals.items import Note
from portals.text.repeats.alignment import Print
from portals.text.repeats.differences import Wordings
from portals.text.repeats.publication import date_like, is_publication, one_moment

_NOTED = 20


def difference_notes(kept: Print, other: Print, same: Mapping[int, int], wordings: Wordings) -> list[Note]:
    """The other print's wording beside the kept one's, and what only one of them has.

    Two publication lines that name one instant are no difference, nor is a print that merely leaves its line out.
    """
    found: list[str] = []
    for position, place in same.items():
        one, mate = other.blocks[position], kept.blocks[place]
        if one.text == mate.text:
            continue
        if other.dated[position] and kept.dated[place]:
            if other.keys[position] != kept.keys[place]:
                found += _dates(one, mate)
        else:
            found += [f"{_name(mate)}: {_short(a)} / {_short(b)}" for a, b in wordings.changes(one.text, mate.text)]
    found += _left_over(_without(other, same.keys()), _without(kept, set(same.values())))
    return [Note("copy_differs", detail) for detail in found[:_NOTED]]


def _left_over(lost: list[Block], own: list[Block]) -> list[str]:
    found: list[str] = []
    if (label := next(filter(date_like, lost), None)) and (kept_label := next(filter(date_like, own), None)):
        found += _dates(label, kept_label)
        lost.remove(label)
        own.remove(kept_label)
    found += [f"{_name(block)} in the other copy only: {_short(block.text)}" for block in lost]
    own = [block for block in own if not (date_like(block) and is_publication(block))]
    return found + [f"{_name(block)} in the kept copy only: {_short(block.text)}" for block in own]


def _dates(one: Block, other: Block) -> list[str]:
    return [] if one_moment(one, other) else [f"date: {_short(one.text)} / {_short(other.text)}"]


def _without(copy: Print, matched: Collection[int]) -> list[Block]:
    """The blocks that have no mate and say something."""
    if len(matched) == len(copy.blocks):
        return []
    left = (block for place, block in enumerate(copy.blocks) if place not in matched)
    return [block for block in left if block.kind not in ("image", "views") and block.text.strip()]


def _name(block: Block) -> str:
    return "date" if date_like(block) else block.kind


def _short(text: str) -> str:
    line = " ".join(text.split())
    return f"{line[:117]}…" if len(line) > 120 else line
