"""Whether two texts say different things in the same place: another person, number, date, place, or the opposite word."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from importlib.resources import files
from unicodedata import normalize

from portals.text.duplicates.align import Gap, replacements
from portals.text.duplicates.words import NAME, Y_AS_I, Words

_SLOT = 12
"""Words a template leaves open at most; longer differing stretches are rewritten passages, such as a new lead."""
_PHRASE, _FEW = 3, 20
"""Words that nobody replaces twice by the same others, short of telling of another thing; and replacements remembered."""
_HEADLINE = 4
"""Words of a headline that another takes the place of."""
_DAY = re.compile(r"\d{1,2}/\d{1,2}/\d{4}")


def numbers_agree(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether two texts may tell of one event by their numbers alone.

    If each has numbers that the other lacks, no day may be among them on both sides, and as many must be common to both.
    """
    left, right = ours - theirs, theirs - ours
    if left and right:
        if any(map(_DAY.fullmatch, left)) and any(map(_DAY.fullmatch, right)):
            return False
        return len(ours & theirs) >= min(len(left), len(right))
    return True


def contradict(one: Words, other: Words) -> bool:
    """Whether anywhere a slot of one wording is filled with different facts, or one slot twice with other words."""
    ours, theirs = set(one.plain), set(other.plain)
    if _said_twice(one, ours - theirs) and _said_twice(other, theirs - ours) and _refilled(one, other):
        return True
    if not _groups().keys() & (ours ^ theirs):
        if one.told == other.told:
            return False
        left, right = Counter(one.told), Counter(other.told)
        if left != right and (left <= right or right <= left):
            return False
    return any(_clash(one, other, gap) for gap in replacements(one.units, other.units))


def _said_twice(text: Words, own: set[str]) -> bool:
    """Whether a text says more than once a word that it alone has."""
    return any(text.plain.count(word) > 1 for word in own)


def _refilled(one: Words, other: Words) -> bool:
    """Whether some words stand twice in the place of the same others: `giai đoạn chuyển trạng thái` in headline and text."""
    seen: list[tuple[set[str], set[str]]] = []
    for start, end, other_start, other_end in replacements(one.units, other.units):
        ours, theirs = one.units[start:end], other.units[other_start:other_end]
        if min(len(ours), len(theirs)) < _PHRASE or max(len(ours), len(theirs)) > _SLOT or any(map(_fact, (*ours, *theirs))):
            continue
        if any(len(left.intersection(ours)) > 1 < len(right.intersection(theirs)) for left, right in seen[:_FEW]):
            return True
        seen.append((set(ours), set(theirs)))
    return False


def _fact(unit: str) -> bool:
    return not unit[0].isalpha()


def _clash(one: Words, other: Words, gap: Gap) -> bool:
    start, end, other_start, other_end = gap
    ours, theirs = one.units[start:end], other.units[other_start:other_end]
    if not (_slot(ours, theirs) and _slot(theirs, ours)) or _expanded(ours, theirs) or _expanded(theirs, ours):
        return False
    return _numbers(one, other, gap) or _opposite(ours, theirs) or (_named(ours, other) and _named(theirs, one))


def _slot(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Whether a stretch can be what fills a slot: short, and mostly facts if what stands in its place is long."""
    if len(theirs) > _SLOT >= len(ours):
        return 2 * sum(map(_fact, ours)) >= len(ours)
    return len(ours) <= _SLOT or len(theirs) <= _SLOT


def _numbers(one: Words, other: Words, gap: Gap) -> bool:
    """`5/7` and `5/7/2022` agree, and so do `5 tháng 7`; `5/7` and `6/7` do not.

    Headlines that have little in common may each pick numbers that both texts hold further down.
    """
    start, end, other_start, other_end = gap
    left, right = _parts(one.units[start:end]), _parts(other.units[other_start:other_end])
    if _within(left, right) or _within(right, left):
        return False
    if start == other_start == 0 and min(end, other_end) >= _HEADLINE:
        below = set(_parts(one.units[end:])), set(_parts(other.units[other_end:]))
        return not (below[0].issuperset(right) and below[1].issuperset(left))
    return True


def _parts(units: tuple[str, ...]) -> list[str]:
    return [part for unit in units if unit[0].isdigit() for part in unit.split("/")]


def _within(short: list[str], long: list[str]) -> bool:
    rest = iter(long)
    return all(part in rest for part in short)


def _named(units: tuple[str, ...], text: Words) -> bool:
    """Whether a name among the units stands nowhere in the text."""
    names = [f" {unit[1:]} ".translate(Y_AS_I) for unit in units if unit[0] == NAME]
    return any(name not in text.with_i for name in names)


def _expanded(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether the one is the other's initials: `UBND Phường` and `Ủy ban nhân dân Phường`, `đ/c` and `đồng chí`."""
    words = " ".join(long).replace(NAME, "").split()
    initials, *rest = " ".join(short).replace(NAME, "").split()
    while len(words) > 1 and rest and words[-1] == rest[-1]:
        words, rest = words[:-1], rest[:-1]
    return len(words) > 1 and _bare(initials + "".join(rest)) == _bare("".join(word[0] for word in words))


def _bare(letters: str) -> str:
    """Letters without marks, as abbreviations are printed: `ủ` is `U` in `UBND`, while `Đ` stays."""
    return "".join(normalize("NFD", letter)[0] for letter in letters)


def _opposite(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    groups = _groups()
    left, right = (set().union(*(groups.get(word, ()) for word in words)) for words in (ours, theirs))
    return bool(left & right) and not set(ours) & set(theirs) & groups.keys()


@cache
def _groups() -> dict[str, frozenset[int]]:
    """Words that exclude each other, with the numbers of their groups: `khai` (mạc) and `bế` (mạc)."""
    lines = files(__package__).joinpath("opposites.txt").read_text("utf-8").splitlines()
    found: dict[str, set[int]] = {}
    for number, line in enumerate(lines):
        for word in line.split():
            found.setdefault(word, set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}
