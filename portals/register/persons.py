"""Persons: which keys of one name are one person, on evidence alone.

A key is a name in an office. Two keys are one person where an article gives both offices to one person, or where a reviewed
decision says so. The name alone joins nobody.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Sighting:
    """Keys that articles give together to one person, and how often. `first` is the first day, ISO, empty if none is known."""

    keys: tuple[str, ...]
    count: int
    first: str = ""


@dataclass(frozen=True, slots=True)
class Grouping:
    """Key → id of the person; and the pairs that articles tell apart although others join them."""

    ids: Mapping[str, str]
    torn: tuple[Pair, ...] = ()


def grouped(
    sightings: Collection[Sighting], apart: Iterable[Pair] = (), same: Iterable[Pair] = (), different: Iterable[Pair] = ()
) -> Grouping:
    """Return which keys are one person.

    `apart` are keys that one article gives to two persons, `same` and `different` reviewed decisions. Decisions come first,
    then what most articles say; what contradicts it joins nobody. The result does not depend on the order of anything.

    A person's id is the key that was stated first. It stays when other persons come, and when newer articles do.
    """
    forbidden = {_pair(*pair) for pair in (*different, *apart) if pair[0] != pair[1]}
    sets = _Sets({key for sighting in sightings for key in sighting.keys}, forbidden)
    for one, other in sorted(_pair(*pair) for pair in same):
        sets.join(one, other)
    torn = []
    for sighting in sorted(sightings, key=lambda one: (-one.count, one.keys)):
        first, *others = sighting.keys
        torn += [_pair(first, other) for other in others if not sets.join(first, other)]
    return Grouping(_ids(sets, sightings), tuple(sorted(set(torn))))


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)


class _Sets:
    """Disjoint sets of keys, of which some may never meet."""

    def __init__(self, keys: Iterable[str], forbidden: Collection[Pair]) -> None:
        self.members: dict[str, set[str]] = {key: {key} for key in keys}
        self.enemies: dict[str, set[str]] = {}
        for one, other in forbidden:
            self.enemies.setdefault(one, set()).add(other)
            self.enemies.setdefault(other, set()).add(one)

    def join(self, one: str, other: str) -> bool:
        """Make one set of two, unless two of their members may never meet; return whether they are one now."""
        mine, theirs = self.members.get(one), self.members.get(other)
        if mine is None or theirs is None or mine is theirs:
            return mine is theirs
        if any(not self.enemies[key].isdisjoint(theirs) for key in mine if key in self.enemies):
            return False
        mine |= theirs
        for key in theirs:
            self.members[key] = mine
        return True


def _ids(sets: _Sets, sightings: Collection[Sighting]) -> dict[str, str]:
    first: dict[str, str] = {}
    for sighting in sightings:
        for key in sighting.keys:
            first[key] = min(first.get(key, "9999"), sighting.first or "9999")
    chosen: dict[int, str] = {}
    for members in {id(members): members for members in sets.members.values()}.values():
        chosen[id(members)] = min(members, key=lambda key: (first.get(key, "9999"), key))
    return {key: chosen[id(members)] for key, members in sets.members.items()}
