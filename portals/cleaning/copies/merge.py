"""Two prints of an article made one: the fuller is kept, and takes over what only the other has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from portals.cleaning.copies.differences import changes
from portals.cleaning.copies.skeleton import skeleton
from portals.cleaning.copies.verdict import LONG, date_like
from portals.items import Note
from portals.page import Block

_SAME_LENGTH = 20
"""Consonants by which two equally full prints may differ: a corrected word or two."""
_NAMED = ("title", "byline", "caption", "date")
_ENDS = (".", "!", "?", ":", ";", "”", '"', ")", "…", "/")
_NOTED = 20


@dataclass(frozen=True, slots=True)
class Print:
    """One print of the article: its blocks, and for each the class of texts it belongs to."""

    blocks: tuple[Block, ...]
    numbers: tuple[int, ...]

    def kinds(self) -> set[str]:
        found = {block.kind for block in self.blocks if block.text.strip() or block.url}
        return found | ({"date"} if any(map(date_like, self.blocks)) else set())


def merge(earlier: Print, later: Print) -> tuple[Print, list[Note]]:
    """The fuller print completed from the other, and what they differed in."""
    kept, other = _choose(earlier, later)
    notes = _differences(kept, other)
    kept = _taken_over(_better_blocks(kept, other), other)
    return _with_tail(kept, other) if other is later else kept, notes


def _choose(earlier: Print, later: Print) -> tuple[Print, Print]:
    """Title and date first, then length; the later of equals: a hidden print copy stands before the visible article."""
    headed = [len({"title", "date"} & copy.kinds()) for copy in (earlier, later)]
    lengths = [sum(len(skeleton(block.text)) for block in copy.blocks) for copy in (earlier, later)]
    if lengths[0] > lengths[1] + _SAME_LENGTH or (headed[0] > headed[1] and lengths[0] >= lengths[1] - _SAME_LENGTH):
        return earlier, later
    return later, earlier


def _differences(kept: Print, other: Print) -> list[Note]:
    notes: list[Note] = []
    ours = dict(zip(kept.numbers, kept.blocks, strict=True))
    for number, block in zip(other.numbers, other.blocks, strict=True):
        mate = ours.get(number)
        if mate is None:
            if block.text.strip():
                notes.append(Note("copy_differs", f"{_name(block)} in one copy only: {_short(block.text)}"))
        elif mate.text != block.text:
            notes += [
                Note("copy_differs", f"{_name(mate)}: {_short(a)} / {_short(b)}") for a, b in changes(block.text, mate.text)
            ]
    theirs = set(other.numbers)
    for number, block in zip(kept.numbers, kept.blocks, strict=True):
        if number not in theirs and block.text.strip():
            notes.append(Note("copy_differs", f"{_name(block)} in the kept copy only: {_short(block.text)}"))
    return notes[:_NOTED]


def _name(block: Block) -> str:
    return "date" if date_like(block) else block.kind


def _short(text: str) -> str:
    line = " ".join(text.split())
    return f"{line[:117]}…" if len(line) > 120 else line


def _better_blocks(kept: Print, other: Print) -> Print:
    """A text cut short in the kept print is completed; a kind that only the other's layout told is taken."""
    theirs = dict(reversed(list(zip(other.numbers, other.blocks, strict=True))))
    better = (
        _better(block, theirs[number]) if number in theirs else block
        for number, block in zip(kept.numbers, kept.blocks, strict=True)
    )
    return Print(tuple(better), kept.numbers)


def _better(block: Block, mate: Block) -> Block:
    ours, theirs = skeleton(block.text), skeleton(mate.text)
    if len(theirs) > len(ours) + 2 and theirs.startswith(ours.rstrip(b".")):
        block = replace(block, text=mate.text)
    if block.kind == "paragraph" and (mate.kind in _NAMED or (mate.kind == "lead" and len(ours) == len(theirs))):
        block = replace(block, kind=mate.kind)
    return block


def _taken_over(kept: Print, other: Print) -> Print:
    """The kept print with the other's own title, date, lead, images, captions, byline and missing paragraphs."""
    blocks, numbers = list(kept.blocks), list(kept.numbers)
    has, urls = kept.kinds(), {block.url for block in kept.blocks if block.kind == "image"}
    place = 0
    for position, (number, block) in enumerate(zip(other.numbers, other.blocks, strict=True)):
        if number in numbers:
            place = numbers.index(number, 0) + 1
        elif _wanted(block, has, urls) or _under_image(other, position) or _missing(other, position, numbers, blocks, place):
            at = 0 if block.kind == "title" else place
            at = len(blocks) if block.kind == "byline" else at
            blocks.insert(at, block)
            numbers.insert(at, number)
            place = at + 1 if block.kind != "byline" else place
    return Print(tuple(blocks), tuple(numbers))


def _with_tail(kept: Print, later: Print) -> Print:
    """The kept print with what follows the last common text of the region: a byline that a layout took for a paragraph."""
    common = [place for place, number in enumerate(later.numbers) if number in kept.numbers]
    after = range(common[-1] + 1 if common else len(later.blocks), len(later.blocks))
    places = [place for place in after if not _begins(later.blocks[place], kept.blocks)]
    blocks = (*kept.blocks, *(later.blocks[place] for place in places))
    return Print(blocks, (*kept.numbers, *(later.numbers[place] for place in places)))


def _begins(block: Block, blocks: Sequence[Block]) -> bool:
    """Whether the block is the beginning of another: the last paragraph of a print that was cut."""
    start = skeleton(block.text)
    return len(start) > 2 and any(skeleton(other.text).startswith(start) for other in blocks)


def _wanted(block: Block, has: set[str], urls: set[str | None]) -> bool:
    if block.kind == "image":
        return block.url not in urls
    if date_like(block) and block.kind in ("date", "paragraph"):
        return "date" not in has
    if block.kind == "caption":
        return "caption" not in has or "image" not in has
    return block.kind in ("title", "lead", "byline", "views") and block.kind not in has and bool(block.text.strip())


def _under_image(other: Print, position: int) -> bool:
    """Whether the block is the line under an image, taken for a paragraph by a layout that knows no captions."""
    block, above = other.blocks[position], other.blocks[position - 1] if position else None
    return block.kind == "paragraph" and 0 < len(block.text) <= 200 and above is not None and above.kind == "image"


def _missing(other: Print, position: int, numbers: Sequence[int], blocks: Sequence[Block], place: int) -> bool:
    """Whether the kept print lacks this sentence where the other has it, and has nothing of its own in its place."""
    block = other.blocks[position]
    if block.kind != "paragraph" or len(skeleton(block.text)) < LONG or not block.text.rstrip().endswith(_ENDS):
        return False
    before = [n for n in other.numbers[:position] if n in numbers]
    if not before:
        return False
    rest = blocks[place:]
    own = rest[0] if rest else None
    return own is None or numbers[place] in other.numbers or own.kind in ("byline", "image", "caption")
