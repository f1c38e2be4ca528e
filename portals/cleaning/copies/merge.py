"""Two prints of an article made one: the fuller is kept, and takes over what only the other has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from portals.cleaning.copies.alignment import Print, mates
from portals.cleaning.copies.classes import contained
from portals.cleaning.copies.differences import changes
from portals.cleaning.copies.publication import date_like
from portals.cleaning.copies.skeleton import skeleton
from portals.cleaning.copies.verdict import LONG
from portals.items import Note
from portals.page import Block

_SAME_LENGTH = 20
"""Consonants by which two equally full prints may differ: a corrected word or two."""
_NAMED = ("title", "byline", "caption", "date")
_ENDS = (".", "!", "?", ":", ";", "”", '"', ")", "…", "/")
_FURNITURE = ("byline", "image", "caption")
_UNDER_IMAGE = 200
_NOTED = 20

Mates = Mapping[int, int]


def merge(earlier: Print, later: Print) -> tuple[Print, list[Note]]:
    """The fuller print completed from the other, and what they differed in."""
    kept, other = _choose(earlier, later)
    same = mates(kept, other)
    return _completed(kept, other, same, tail=other is later), _differences(kept, other, same)


def _choose(earlier: Print, later: Print) -> tuple[Print, Print]:
    """Title and date first, then length; the later of equals: a hidden print copy stands before the visible article."""
    headed = [len({"title", "date"} & copy.kinds()) for copy in (earlier, later)]
    lengths = [sum(map(len, copy.keys)) for copy in (earlier, later)]
    if lengths[0] > lengths[1] + _SAME_LENGTH or (headed[0] > headed[1] and lengths[0] >= lengths[1] - _SAME_LENGTH):
        return earlier, later
    return later, earlier


def _differences(kept: Print, other: Print, same: Mates) -> list[Note]:
    """What a reader may want to know: the other print's wording beside the kept one's, and what only one of them has."""
    found: list[str] = []
    for position, place in same.items():
        one, mate = other.blocks[position], kept.blocks[place]
        if date_like(one) and date_like(mate):
            found += [f"date: {_short(one.text)} / {_short(mate.text)}"] if skeleton(one.text) != skeleton(mate.text) else []
        elif one.text != mate.text:
            found += [f"{_name(mate)}: {_short(a)} / {_short(b)}" for a, b in changes(one.text, mate.text)]
    matched = set(same.values())
    lost = [block for position, block in enumerate(other.blocks) if position not in same and _telling(block)]
    own = [block for place, block in enumerate(kept.blocks) if place not in matched and _telling(block)]
    if (label := next(filter(date_like, lost), None)) and (kept_label := next(filter(date_like, own), None)):
        found.append(f"date: {_short(label.text)} / {_short(kept_label.text)}")
        lost.remove(label)
        own.remove(kept_label)
    found += [f"{_name(block)} in the other copy only: {_short(block.text)}" for block in lost]
    found += [f"{_name(block)} in the kept copy only: {_short(block.text)}" for block in own]
    return [Note("copy_differs", detail) for detail in found[:_NOTED]]


def _telling(block: Block) -> bool:
    return block.kind not in ("image", "views") and bool(block.text.strip())


def _name(block: Block) -> str:
    return "date" if date_like(block) else block.kind


def _short(text: str) -> str:
    line = " ".join(text.split())
    return f"{line[:117]}…" if len(line) > 120 else line


def _completed(kept: Print, other: Print, same: Mates, *, tail: bool) -> Print:
    """The kept print with better kinds, whole paragraphs, and the other's own title, date, images, byline …

    `tail` takes all that follows the last common text too, which is the end of the whole region.
    """
    blocks: list[list[tuple[Block, int]]] = [[(block, number)] for block, number in zip(kept.blocks, kept.numbers, strict=True)]
    front: list[tuple[Block, int]] = []
    has = kept.kinds()
    taken = set(same.values())
    place, last = -1, max(same, default=len(other.blocks))
    for position, (block, number) in enumerate(zip(other.blocks, other.numbers, strict=True)):
        if position in same:
            place = same[position]
            blocks[place][0] = (_better(kept.blocks[place], block), kept.numbers[place])
        elif (tail and position > last) or _wanted(block, has) or _lacking(kept, other, taken, position, place):
            to = front if place < 0 or block.kind == "title" else blocks[-1 if block.kind == "byline" else place]
            to.append((block, number))
    merged = [*front, *(entry for group in blocks for entry in group)]
    return Print(tuple(block for block, _ in merged), tuple(number for _, number in merged))


def _better(block: Block, mate: Block) -> Block:
    """The kept block, whole where only the other print has it whole, with the kind that only the other's layout told."""
    ours, theirs = skeleton(block.text), skeleton(mate.text)
    whole = theirs.startswith(ours) or (4 * len(theirs) > 5 * len(ours) and contained(ours, theirs))
    if len(theirs) > len(ours) + 2 and whole and not date_like(block):
        block = replace(block, text=mate.text)
    if block.kind == "paragraph" and (mate.kind in _NAMED or (mate.kind == "lead" and len(ours) == len(theirs))):
        block = replace(block, kind=mate.kind)
    return block


def _wanted(block: Block, has: set[str]) -> bool:
    if block.kind == "image":
        return bool(block.url)
    if date_like(block) and block.kind in ("date", "paragraph"):
        return "date" not in has
    if block.kind == "caption":
        return True
    return block.kind in ("title", "lead", "byline", "views") and block.kind not in has and bool(block.text.strip())


def _lacking(kept: Print, other: Print, taken: set[int], position: int, place: int) -> bool:
    """Whether the kept print lacks this text where the other has it, and has nothing of its own in its place.

    A sentence of the body, or the line under an image that a layout without captions took for a paragraph.
    """
    block = other.blocks[position]
    if block.kind != "paragraph" or place < 0:
        return False
    if position and other.blocks[position - 1].kind == "image":
        return 0 < len(block.text) <= _UNDER_IMAGE
    if len(other.keys[position]) < LONG or not block.text.rstrip().endswith(_ENDS):
        return False
    following = place + 1
    return following == len(kept.blocks) or following in taken or kept.blocks[following].kind in _FURNITURE
