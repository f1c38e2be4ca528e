"""Merge two prints of an article: the fuller one is kept and gets what only the other has."""

from __future__ import annotations

from collections.abc import Mapping

from portals.draft import Block
from portals.items import Note
from portals.text.repeats.alignment import Print, mates
from portals.text.repeats.differences import Wordings, difference_notes
from portals.text.repeats.publication import LINE, date_like
from portals.text.repeats.skeleton import contained
from portals.text.repeats.split import LONG

_SAME_LENGTH = 20
"""Consonants by which two equally full prints may differ: a corrected word or two."""
_NAMED = frozenset({"title", "byline", "caption", "date"})
_ENDS = (".", "!", "?", ":", ";", "”", '"', ")", "…", "/")
_FURNITURE = frozenset({"byline", "image", "caption"})
_HEADED = frozenset({"title", "lead", "byline", "views"})
_UNDER_IMAGE = 200

Mates = Mapping[int, int]
Entry = tuple[Block, bytes, int, bool]
"""A block with what a print knows of it: skeleton, class, whether it is dated."""


def merge(earlier: Print, later: Print, wordings: Wordings, known: Mates | None = None) -> tuple[Print, list[Note]]:
    """Return the fuller print, completed from the other, and the notes about their differences.

    `known`: positions of the later print's blocks → positions in the earlier one, if they were already computed.
    """
    kept, other = _choose(earlier, later)
    if known is None:
        same = mates(kept, other)
    else:
        same = dict(known) if kept is earlier else {place: position for position, place in known.items()}
    if kept is earlier:
        kept = _ended(kept, set(same.values()))
    return _completed(kept, other, same, tail=other is later), difference_notes(kept, other, same, wordings)


def _ended(first: Print, matched: set[int]) -> Print:
    """The first print without the page's own line before the second: `Bản in từ …`, short, after the byline."""
    end = len(first.blocks)
    while end and end - 1 not in matched and _is_line(first.blocks[end - 1]):
        end -= 1
    return first.part(0, end) if end and first.blocks[end - 1].kind == "byline" else first


def _is_line(block: Block) -> bool:
    return block.kind == "paragraph" and len(block.text) < LINE and not block.text.rstrip().endswith(_ENDS)


def _choose(earlier: Print, later: Print) -> tuple[Print, Print]:
    """Title and date first, then length; the later of equals: a hidden print copy stands before the visible article."""
    more = earlier.size() - later.size()
    if more > _SAME_LENGTH or (more >= -_SAME_LENGTH and _headed(earlier) > _headed(later)):
        return earlier, later
    return later, earlier


def _headed(copy: Print) -> int:
    return len({"title", "date"} & copy.kinds())


def _completed(kept: Print, other: Print, same: Mates, *, tail: bool) -> Print:
    """The kept print with better kinds, whole paragraphs, and the other's own title, date, images, byline …

    `tail` takes all that follows the last common text too, which is the end of the whole region.
    """
    groups: list[list[Entry]] = [[entry] for entry in zip(*kept, strict=True)]
    front: list[Entry] = []
    has = kept.kinds()
    taken = set(same.values())
    place, last = -1, max(same, default=len(other.blocks))
    for position, entry in enumerate(zip(*other, strict=True)):
        block, dated = entry[0], entry[3]
        if position in same:
            place = same[position]
            groups[place][0] = _better(groups[place][0], entry)
        elif (tail and position > last) or _wanted(block, dated, has) or _lacking(kept, other, taken, position, place):
            to = front if place < 0 or block.kind == "title" else groups[-1 if block.kind == "byline" else place]
            to.append(entry)
    entries = [*front, *(entry for group in groups for entry in group)]
    return Print(*zip(*entries, strict=True)) if entries else kept


def _better(entry: Entry, mate: Entry) -> Entry:
    """The kept block, whole where only the other print has it whole, with the kind that only the other's layout told."""
    block, ours, number, dated = entry
    other, theirs, _, _ = mate
    text, kind, key = block.text, block.kind, ours
    longer = len(theirs) > len(ours) + 2 and not dated
    if longer and (theirs.startswith(ours) or (4 * len(theirs) > 5 * len(ours) and contained(ours, theirs))):
        text, key = other.text, theirs
    if kind == "paragraph" and (other.kind in _NAMED or (other.kind == "lead" and len(ours) == len(theirs))):
        kind = other.kind
    if text is block.text and kind == block.kind:
        return entry
    better = Block(kind, text, block.url)
    return better, key, number, date_like(better)


def _wanted(block: Block, dated: bool, has: set[str]) -> bool:
    if block.kind == "image":
        return bool(block.url)
    if dated and block.kind in ("date", "paragraph"):
        return "date" not in has
    if block.kind == "caption":
        return True
    return block.kind in _HEADED and block.kind not in has and bool(block.text.strip())


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
