"""Which blocks of a page print the same text: exactly, or with a small edit, or cut short. Linear in the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

NEAR_LENGTH = 16
"""Consonants a block needs to be compared for more than equality: about 35 characters."""
_PIECE = 8
_FEW = 120
_CANDIDATES = 4
_SHARED = 0.6
_LENGTHS = 0.6


def classes(skeletons: Sequence[bytes]) -> list[int]:
    """For every block the index of the first block with the same text, or with nearly the same text."""
    if _all_apart(skeletons):
        return list(range(len(skeletons)))
    seen: dict[bytes, int] = {}
    index: dict[bytes, list[int]] = {}
    found: list[int] = []
    for number, key in enumerate(skeletons):
        first = seen.get(key) if key else number
        if first is None:
            first = seen[key] = _near(number, key, skeletons, index, found) if len(key) >= NEAR_LENGTH else number
        found.append(first)
    return found


def _all_apart(skeletons: Sequence[bytes]) -> bool:
    """Whether no two blocks share as much as a mark, as on most pages: seen in one pass, in a third of the time."""
    keys = [key for key in skeletons if key]
    if len(set(keys)) < len(keys):
        return False
    long = [key for key in keys if len(key) >= NEAR_LENGTH]
    if len({key[:12] for key in long}) < len(long) or len({key[-12:] for key in long}) < len(long):
        return False
    pieces = _of_a_size(b"ch".join(long).split(b"ch"))
    finer = _of_a_size(b"nh".join([key for key in long if len(key) < _FEW]).split(b"nh"))
    apart, apart_finer = set(pieces), set(finer)
    return len(apart) == len(pieces) and len(apart_finer) == len(finer) and (apart & apart_finer).issubset(keys)


def _of_a_size(pieces: list[bytes]) -> list[bytes]:
    return [piece for piece in pieces if len(piece) >= _PIECE]


def _near(number: int, key: bytes, skeletons: Sequence[bytes], index: dict[bytes, list[int]], found: list[int]) -> int:
    """The class of the earlier block that this one is an edit of, else its own; its pieces join the index."""
    votes: list[int] = []
    for mark in _marks(key):
        known = index.get(mark)
        if known is None:
            index[mark] = [number]
            continue
        votes += known
        if len(known) < _CANDIDATES:
            known.append(number)
    for candidate, _ in Counter(votes).most_common(_CANDIDATES) if votes else ():
        if same(skeletons[candidate], key):
            return found[candidate]
    return number


def _marks(key: bytes) -> list[bytes]:
    """Start, end and what stands between each `ch` (every 10 words or so): an edit leaves most of them as they are."""
    pieces = {piece for piece in key.split(b"ch") if len(piece) >= _PIECE}
    if len(key) < _FEW:
        pieces.update(piece for piece in key.split(b"nh") if len(piece) >= _PIECE)
    return [b"<" + key[:12], b">" + key[-12:], *pieces]


def same(one: bytes, other: bytes) -> bool:
    """Whether one skeleton is an edit of the other, or its beginning."""
    short, long = sorted((one, other), key=len)
    if long.startswith(short[:-2]):
        return len(short) >= 2 * NEAR_LENGTH or 3 * len(short) > 2 * len(long)
    if len(short) < _LENGTHS * len(long):
        return False
    return contained(short, long)


def contained(short: bytes, long: bytes) -> bool:
    """Whether most of one skeleton stands in the other."""
    pieces = _pieces(short)
    return bool(pieces) and len(pieces & _pieces(long)) >= _SHARED * len(pieces)


def _pieces(key: bytes) -> set[bytes]:
    return {key[i : i + 4] for i in range(len(key) - 3)}
