"""Which block of one print is which of the other: equal texts first, then edits, then what stands in the same place."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from portals.draft import Block
from portals.text.repeats.skeleton import contained

_BEGINNING = 8
"""Consonants of a paragraph cut so short that only its place tells which it is."""


class Print(NamedTuple):
    """A stretch of blocks, such as one print of the article, with what is known of each: four lists of one length."""

    blocks: Sequence[Block]
    keys: Sequence[bytes]
    """Their skeletons."""
    numbers: Sequence[int]
    """The classes of texts that they belong to."""
    dated: Sequence[bool]
    """Whether they are lines with a date."""

    def part(self, start: int, end: int | None = None) -> Print:
        return Print(self.blocks[start:end], self.keys[start:end], self.numbers[start:end], self.dated[start:end])

    def size(self) -> int:
        """Consonants of all blocks."""
        return sum(map(len, self.keys))

    def kinds(self) -> set[str]:
        found = {block.kind for block in self.blocks if block.url or block.text.strip()}
        return found | ({"date"} if True in self.dated else set())


def mates(kept: Print, other: Print) -> dict[int, int]:
    """For positions in the other print the position of the same text in the kept one; images by their address."""
    found: dict[int, int] = {}
    free: Sequence[int] = range(len(kept.blocks))
    left: Sequence[int] = range(len(other.blocks))
    for names in (_exact, _classes):
        _pair(names(kept), free, names(other), left, found)
        left = [position for position in left if position not in found]
        taken = set(found.values())
        free = [place for place in free if place not in taken]
        if not (left and free):
            return found
    found.update(_in_one_place(kept, other, found, free))
    return found


def _exact(copy: Print) -> list[object]:
    return [block.url if block.kind == "image" else key for block, key in zip(copy.blocks, copy.keys, strict=True)]


def _classes(copy: Print) -> list[object]:
    """The classes, counted from one; nothing for blocks without text."""
    return [number + 1 if key else 0 for number, key in zip(copy.numbers, copy.keys, strict=True)]


def _pair(
    ours: Sequence[object], free: Sequence[int], theirs: Sequence[object], left: Sequence[int], found: dict[int, int]
) -> None:
    """Adds the positions of what is equal, the first with the first, the second with the second."""
    waiting: dict[object, list[int]] = {}
    for place in reversed(free):
        waiting.setdefault(ours[place], []).append(place)
    for position in left:
        key = theirs[position]
        if key and (places := waiting.get(key)):
            found[position] = places.pop()


def _in_one_place(kept: Print, other: Print, found: dict[int, int], free: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Edits and beginnings between two blocks that are known to be the same."""
    ends = [len(kept.blocks)] * (len(other.blocks) + 1)
    for position in reversed(range(len(other.blocks))):
        ends[position] = found.get(position, ends[position + 1])
    start = 0
    for position, key in enumerate(other.keys):
        if position in found:
            start = found[position] + 1
            continue
        for place in _between(free, start, ends[position + 1]):
            if _edit(kept.keys[place], key):
                yield position, place
                start = place + 1
                break


def _between(free: Sequence[int], start: int, end: int) -> list[int]:
    first = bisect_left(free, start)
    return [place for place in free[first : first + 4] if place < end]


def _edit(one: bytes, other: bytes) -> bool:
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    return len(short) >= _BEGINNING and (long.startswith(short) or contained(short, long))
