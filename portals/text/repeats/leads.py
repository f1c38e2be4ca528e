"""A lead or teaser that the first paragraph says again is kept once."""

from __future__ import annotations

from collections.abc import Sequence

from portals.draft import Block
from portals.text.folding import fold, squeeze

_LEAST = 12
"""Consonants of the shortest teaser: about 25 characters."""
_LOOK = 4
_CUT = ("…", "...", "..", "[…]", "(…)")
_TEXTS = frozenset({"lead", "paragraph", "heading"})


def without_repeated_opening(blocks: Sequence[Block], keys: Sequence[bytes]) -> Sequence[Block]:
    """The blocks without the title printed again as a paragraph, and with the opening text once. `keys`: their skeletons."""
    head = _head(blocks)
    titles = {key for block, key in zip(blocks, keys, strict=True) if block.kind == "title"}
    for i in head[:2]:
        if keys[i] in titles and blocks[i].kind != "lead" and _is_title(blocks, blocks[i]):
            return without_repeated_opening([*blocks[:i], *blocks[i + 1 :]], [*keys[:i], *keys[i + 1 :]])
    for place, one in enumerate(head[:_LOOK]):
        for other in head[place + 1 : place + (_LOOK if blocks[one].kind == "lead" else 2)]:
            joined = _joined(blocks[one], blocks[other]) if _alike(keys[one], keys[other]) else None
            if joined is not None:
                return [b for i, block in enumerate(blocks) for b in ([block] if i not in (one, other) else joined[i == other])]
    return blocks


def _head(blocks: Sequence[Block]) -> list[int]:
    """The first blocks of text."""
    found: list[int] = []
    for i, block in enumerate(blocks):
        if block.kind in _TEXTS and block.text.strip():
            found.append(i)
            if len(found) == 2 * _LOOK:
                break
    return found


def _alike(short: bytes, long: bytes) -> bool:
    return len(short) >= _LEAST <= len(long) and (long.startswith(short[:-1]) or short.startswith(long))


def _is_title(blocks: Sequence[Block], block: Block) -> bool:
    return any(other.kind == "title" and fold(other.text) == fold(block.text) for other in blocks)


def _joined(first: Block, second: Block) -> tuple[list[Block], list[Block]] | None:
    """What is left of an opening and the paragraph that repeats it; None where it repeats nothing."""
    one, two = _teased(first.text), _teased(second.text)
    if fold(one) == fold(two):
        keep = first if len(first.text) >= len(second.text) or first.kind == "lead" else second
        return ([keep], []) if keep is first else ([], [keep])
    if _starts(two, one):
        if one != squeeze(first.text) or first.kind != "lead" or not _sentence(one):
            return [], [second]
        return [first], [Block(second.kind, " ".join(squeeze(second.text).split()[len(one.split()) :]), second.url)]
    return ([first], []) if _starts(one, two) and two != squeeze(second.text) else None


def _teased(text: str) -> str:
    """The text without the dots of a cut: `Sáng nay, thành phố tổ chức...`."""
    line = squeeze(text)
    for mark in _CUT:
        if line.endswith(mark):
            return line[: -len(mark)].rstrip(" .[(")
    return line


def _sentence(text: str) -> bool:
    return text.endswith((".", "!", "?", "”", '"'))


def _starts(long: str, short: str) -> bool:
    """Whether the first ends where a word of the second ends; a cut inside the last word is allowed."""
    return fold(long).startswith(fold(short))
