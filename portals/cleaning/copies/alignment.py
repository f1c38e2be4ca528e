"""Which block of one print is which of the other: equal texts first, then edits, then what stands in the same place."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from portals.cleaning.copies.classes import contained
from portals.cleaning.copies.publication import date_like
from portals.cleaning.copies.skeleton import skeleton
from portals.page import Block

_BEGINNING = 8
"""Consonants of a paragraph cut so short that only its place tells which it is."""


@dataclass(frozen=True)
class Print:
    """One print of the article: its blocks, and for each the class of texts it belongs to."""

    blocks: tuple[Block, ...]
    numbers: tuple[int, ...]

    @cached_property
    def keys(self) -> list[bytes]:
        return [skeleton(block.text) for block in self.blocks]

    def kinds(self) -> set[str]:
        found = {block.kind for block in self.blocks if block.text.strip() or block.url}
        return found | ({"date"} if any(map(date_like, self.blocks)) else set())


def mates(kept: Print, other: Print) -> dict[int, int]:
    """For positions in the other print the position of the same text in the kept one; images by their address."""
    found: dict[int, int] = {}
    for ours, theirs in ((_exact(kept), _exact(other)), (_classes(kept), _classes(other))):
        taken = set(found.values())
        waiting: dict[object, deque[int]] = defaultdict(deque)
        for position, key in enumerate(ours):
            if key and position not in taken:
                waiting[key].append(position)
        for position, key in enumerate(theirs):
            if key and position not in found and waiting.get(key):
                found[position] = waiting[key].popleft()
    found.update(_in_one_place(kept, other, found))
    return found


def _exact(copy: Print) -> list[object]:
    return [block.url if block.kind == "image" else key for block, key in zip(copy.blocks, copy.keys, strict=True)]


def _classes(copy: Print) -> list[object]:
    """The classes, counted from one; nothing for blocks without text."""
    return [number + 1 if key else 0 for number, key in zip(copy.numbers, copy.keys, strict=True)]


def _in_one_place(kept: Print, other: Print, found: dict[int, int]) -> Iterator[tuple[int, int]]:
    """Edits and beginnings between two blocks that are known to be the same."""
    free = sorted(set(range(len(kept.blocks))) - set(found.values()))
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
    short, long = sorted((one, other), key=len)
    return len(short) >= _BEGINNING and (long.startswith(short) or contained(short, long))
