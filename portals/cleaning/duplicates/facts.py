"""Whether two texts say different things in the same place: another person, number, date, place, or the opposite word."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from importlib.resources import files
from unicodedata import normalize

from portals.cleaning.duplicates.align import Gap, replacements
from portals.cleaning.duplicates.words import NAME, Y_AS_I, Words

_SLOT = 12
"""Words a template leaves open at most; longer differing stretches are rewritten passages, such as a new lead."""
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
    """Whether anywhere a slot of one wording is filled with different facts."""
    if not _groups().keys() & (set(one.plain) ^ set(other.plain)):
        if one.told == other.told:
            return False
        ours, theirs = Counter(one.told), Counter(other.told)
        if ours != theirs and (ours <= theirs or theirs <= ours):
            return False
    return any(_clash(one, other, gap) for gap in replacements(one.units, other.units))


def _fact(unit: str) -> bool:
    return not unit[0].isalpha()


def _clash(one: Words, other: Words, gap: Gap) -> bool:
    start, end, other_start, other_end = gap
    ours, theirs = one.units[start:end], other.units[other_start:other_end]
    if not (_slot(ours, theirs) and _slot(theirs, ours)) or _expanded(ours, theirs) or _expanded(theirs, ours):
        return False
    return _numbers(ours, theirs) or _opposite(ours, theirs) or (_named(ours, other) and _named(theirs, one))


def _slot(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Whether a stretch can be what fills a slot: short, and mostly facts if what stands in its place is long."""
    if len(theirs) > _SLOT >= len(ours):
        return 2 * sum(map(_fact, ours)) >= len(ours)
    return len(ours) <= _SLOT or len(theirs) <= _SLOT


def _numbers(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """`5/7` and `5/7/2022` agree, and so do `5 tháng 7`; `5/7` and `6/7` do not."""
    left, right = ([part for unit in units if unit[0].isdigit() for part in unit.split("/")] for units in (ours, theirs))
    return not (_within(left, right) or _within(right, left))


def _within(short: list[str], long: list[str]) -> bool:
    rest = iter(long)
    return all(part in rest for part in short)


def _named(units: tuple[str, ...], text: Words) -> bool:
    """Whether a name among the units stands nowhere in the text."""
    names = [f" {unit[1:]} ".translate(Y_AS_I) for unit in units if unit[0] == NAME]
    return any(name not in text.with_i for name in names)


def _expanded(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether the one is the other's initials: `UBND` and `Ủy ban nhân dân`, `đ/c` and `đồng chí`."""
    words = " ".join(long).replace(NAME, "").split()
    return len(words) > 1 and _bare("".join(short).replace(NAME, "")) == _bare("".join(word[0] for word in words))


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
