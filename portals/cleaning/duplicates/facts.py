"""Whether two texts say different things in the same place: another person, number, date, place, or the opposite word."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from unicodedata import normalize

from portals.cleaning.duplicates.align import Gap, replacements
from portals.cleaning.duplicates.words import Words

_SLOT = 12
"""Words a template leaves open at most; longer differing stretches are rewritten passages, such as a new lead."""
_Y = str.maketrans("yýỳỷỹỵ", "iíìỉĩị")


def contradict(one: Words, other: Words) -> bool:
    """Whether anywhere a slot of one wording is filled with different facts."""
    if [one.plain[i] for i in one.facts] == [other.plain[i] for i in other.facts] and not _groups().keys() & (
        set(one.plain) ^ set(other.plain)
    ):
        return False
    return any(_clash(one, other, gap) for gap in replacements(one.plain, other.plain))


def _clash(one: Words, other: Words, gap: Gap) -> bool:
    start, end, other_start, other_end = gap
    if max(end - start, other_end - other_start) > _SLOT:
        return False
    ours, theirs = one.plain[start:end], other.plain[other_start:other_end]
    if _expanded(ours, theirs) or _expanded(theirs, ours):
        return False
    return _numbers(ours, theirs) or _opposite(ours, theirs) or _names(one, other, gap)


def _numbers(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """`5/7` and `5/7/2022` agree, `5/7` and `6/7` do not."""
    left, right = ({word for word in words if word[0].isdigit()} for words in (ours, theirs))
    return not (left <= right or right <= left)


def _names(one: Words, other: Words, gap: Gap) -> bool:
    """Whether each side names what the other text names nowhere."""
    start, end, other_start, other_end = gap
    ours, theirs = list(_runs(one, start, end)), list(_runs(other, other_start, other_end))
    if not ours or not theirs:
        return False
    left, right = one.joined.translate(_Y), other.joined.translate(_Y)
    return any(name not in right for name in ours) and any(name not in left for name in theirs)


def _runs(words: Words, start: int, end: int) -> Iterator[str]:
    """The whole names that reach into a stretch: for `Văn An` replaced, ` nguyễn văn an `."""
    position = start
    while position < end:
        if not words.name_at(position):
            position += 1
            continue
        first = position
        while first > 0 and words.name_at(first - 1):
            first -= 1
        while position < len(words.marked) and words.name_at(position):
            position += 1
        yield f" {' '.join(words.plain[first:position])} ".translate(_Y)


def _expanded(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether the one is the other's initials: `UBND` and `Ủy ban nhân dân`, `đ/c` and `đồng chí`."""
    return len(long) > 1 and _bare("".join(short)) == _bare("".join(word[0] for word in long))


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
