"""Prints with other paragraph breaks: all text in one block, twice in one block, or each paragraph twice in a row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from portals.draft import Block
from portals.text.repeats.skeleton import skeleton

_START = 16
_SHORT = 8
"""Blocks in a row that are looked at for the start of a text of short lines."""
_LONG = 25
_BETWEEN = frozenset({"image", "caption", "views", "date"})


def split_joined_blocks(blocks: tuple[Block, ...], keys: Sequence[bytes]) -> tuple[Block, ...]:
    """The blocks with one that holds the text of several, or its own text twice, cut where those part."""
    cuts = {place: sizes for place, sizes in _runs(blocks, keys).items() if sizes}
    for place, key in enumerate(keys):
        half = len(key) // 2
        if half >= _LONG and key.startswith(key[half : half + _START]) and key[:half] == key[half:]:
            cuts[place] = [half, half]
    if not cuts:
        return blocks
    return tuple(part for place, block in enumerate(blocks) for part in _parted(block, cuts.get(place, [])))


def _runs(blocks: Sequence[Block], keys: Sequence[bytes]) -> dict[int, list[int]]:
    """For blocks whose text is that of several others in a row the lengths of those, in consonants."""
    starts: dict[bytes, list[int]] = {}
    order = [place for place, block in enumerate(blocks) if keys[place] and block.kind not in _BETWEEN]
    for number, place in enumerate(order):
        start = keys[place][:_START]
        if len(start) < _START:
            start = b"".join([keys[later] for later in order[number : number + _SHORT]])[:_START]
        if len(start) == _START:
            starts.setdefault(start, []).append(place)
    found: dict[int, list[int]] = {}
    for places in starts.values():
        if len(places) > 1 and any(keys[place] != keys[places[0]] for place in places):
            long = max(places, key=lambda place: len(keys[place]))
            short = min(places, key=lambda place: len(keys[place]))
            found[long] = _pieces(blocks, keys, long, short)
            for place in places:
                if place != long and keys[place] == keys[long]:
                    found[place] = found[long]
    return found


def _pieces(blocks: Sequence[Block], keys: Sequence[bytes], long: int, place: int) -> list[int]:
    """The lengths of the texts in a row, pictures and what stands under them apart, that the long one holds."""
    sizes: list[int] = []
    done, whole = 0, keys[long]
    while place < len(keys) and done < len(whole) and place != long:
        if whole.startswith(keys[place], done):
            if keys[place]:
                sizes.append(len(keys[place]))
            done += len(keys[place])
        elif blocks[place].kind not in _BETWEEN and blocks[place - 1].kind != "image":
            break
        place += 1
    return sizes if len(sizes) > 1 and 10 * done >= 9 * len(whole) else []


def _parted(block: Block, sizes: Sequence[int]) -> list[Block]:
    """The block in pieces of so many consonants, each up to the blank where its last word ends."""
    parts: list[Block] = []
    words, place = block.text.split(), 0
    for size in sizes[:-1]:
        start, count = place, 0
        while place < len(words) and count < size:
            count += len(skeleton(words[place]))
            place += 1
        while place < len(words) and not skeleton(words[place]) and not words[place][:1].isalnum():
            place += 1
        parts.append(replace(block, text=" ".join(words[start:place])))
    rest = " ".join(words[place:]) if sizes else block.text
    return [*parts, replace(block, text=rest)] if sizes else [block]


def without_doubled_paragraphs(blocks: tuple[Block, ...], keys: Sequence[bytes]) -> tuple[Block, ...]:
    """The blocks without the second of each two, where every paragraph stands twice in a row; else as they are."""
    long = [key for key, block in zip(keys, blocks, strict=True) if len(key) >= _LONG and block.kind != "title"]
    if len(long) < 4 or long[::2] != long[1::2]:
        return blocks
    again = {place for place in range(1, len(blocks)) if keys[place] and keys[place] == keys[place - 1]}
    return tuple(block for place, block in enumerate(blocks) if place not in again)
