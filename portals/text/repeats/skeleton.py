"""Skeletons of texts, and classes of blocks with equal or nearly equal skeletons.

A skeleton is the ASCII consonants and digits of a text: a key that no Unicode form, tone placement, case, blank or dash
changes. `hoà`, `hòa` (NFC), `hòa` (NFD) and `HOÀ` are all `h`. Folding 3,000 characters costs 300 µs, their skeleton 3 µs,
so every page can be checked. Texts with one skeleton may still differ in a vowel, so a difference that is reported is looked
for in the folded text. Classes are found in time linear in the text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

_KEPT = b"bcdfghjklmnpqrstvwxz0123456789"
_MARK = "\x1f"
_LOWER = bytes.maketrans(_KEPT.upper(), _KEPT)
_DROPPED = bytes(byte for byte in range(256) if byte not in _KEPT + _KEPT.upper())
_DROPPED_BETWEEN = _DROPPED.replace(_MARK.encode(), b"")


def skeleton(text: str) -> bytes:
    """Return the ASCII consonants (lower case) and digits of the text, in order."""
    return text.encode("utf-8", "replace").translate(_LOWER, _DROPPED)


def skeletons(texts: Sequence[str]) -> list[bytes]:
    """Return the skeleton of each text, in one pass over all."""
    found = _MARK.join(texts).encode("utf-8", "replace").translate(_LOWER, _DROPPED_BETWEEN).split(_MARK.encode())
    return found if len(found) == len(texts) else [skeleton(text) for text in texts]


NEAR_LENGTH = 16
"""Consonants a block needs to be compared for more than equality: about 35 characters."""
_PIECE = 8
_FEW = 120
_CANDIDATES = 4
_SHARED = 0.6
_LENGTHS = 0.6


def classes(skeletons: Sequence[bytes]) -> list[int]:
    """Return for every block the index of the first block with the same or nearly the same text."""
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
    """Return whether no two blocks share a start, an end or a piece, as on most pages; takes a third of the time."""
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
    """Return the class of an earlier block of which this one is an edit, else its own; add its pieces to the index."""
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
    """Return start, end and the pieces between each `ch` (about every 10 words); an edit leaves most of them unchanged."""
    pieces = {piece for piece in key.split(b"ch") if len(piece) >= _PIECE}
    if len(key) < _FEW:
        pieces.update(piece for piece in key.split(b"nh") if len(piece) >= _PIECE)
    return [b"<" + key[:12], b">" + key[-12:], *pieces]


def same(one: bytes, other: bytes) -> bool:
    """Return whether one skeleton is an edit of the other, or its beginning."""
    short, long = sorted((one, other), key=len)
    if long.startswith(short[:-2]):
        return len(short) >= 2 * NEAR_LENGTH or 3 * len(short) > 2 * len(long)
    if len(short) < _LENGTHS * len(long):
        return False
    return contained(short, long)


def contained(short: bytes, long: bytes) -> bool:
    """Return whether the other skeleton contains most of the short one."""
    pieces = _pieces(short)
    return bool(pieces) and len(pieces & _pieces(long)) >= _SHARED * len(pieces)


def _pieces(key: bytes) -> set[bytes]:
    return {key[i : i + 4] for i in range(len(key) - 3)}
