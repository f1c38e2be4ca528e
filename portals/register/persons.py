"""Persons: which keys of one name are one person, on evidence alone.

A key is a name in an office. Two keys are one person where an article gives both offices to one person, or where a reviewed
decision says so. The name alone joins nobody; a seat in a committee of some dozens joins those of whom nothing else is known.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from portals.register.days import later

Pair = tuple[str, str]

GRACE_DAYS = 31
"""How long after the end of an office articles may still give the old title."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """Keys that articles give together to one person, and how often. `first` is an ISO day, empty if none is known."""

    keys: tuple[str, ...]
    count: int
    first: str = ""
    held_since: str = ""
    held_until: str = ""
    """First and last day on which the offices were held, told at their time; empty if no article tells of it."""
    gender: str = ""


@dataclass(frozen=True, slots=True)
class Grouping:
    """Key → id of the person; and the pairs that articles tell apart although others join them."""

    ids: Mapping[str, str]
    torn: tuple[Pair, ...] = ()


def grouped(
    sightings: Collection[Sighting],
    apart: Iterable[Pair] = (),
    same: Iterable[Pair] = (),
    different: Iterable[Pair] = (),
    places: Mapping[str, str] = MappingProxyType({}),
) -> Grouping:
    """Return which keys are one person.

    `apart` are keys that one article gives to two persons, `same` and `different` reviewed decisions. Decisions come first,
    then what most articles say; what contradicts it joins nobody. `places` say where the office of a
    key is. The result does not depend on the order of anything.

    A person's id is the key that was stated first. It stays when other persons come, and when newer articles do.
    """
    forbidden = {_pair(*pair) for pair in (*different, *apart) if pair[0] != pair[1]}
    sets = _Sets({key for sighting in sightings for key in sighting.keys}, forbidden)
    for one, other in sorted(_pair(*pair) for pair in same):
        sets.join(one, other)
    torn: list[Pair] = []
    by_key: dict[str, list[Sighting]] = {}
    for sighting in sightings:
        for key in sighting.keys:
            by_key.setdefault(key, []).append(sighting)
    for sighting in sorted(sightings, key=lambda one: (-one.count, one.keys)):
        first, *others = sighting.keys
        for other in others:
            if _is_doubtful(sets, sighting, first, other, by_key, places) or not sets.join(first, other):
                torn.append(_pair(first, other))
    return Grouping(_ids(sets, sightings), tuple(sorted(set(torn))))


def _is_doubtful(
    sets: _Sets,
    sighting: Sighting,
    first: str,
    other: str,
    by_key: Mapping[str, Sequence[Sighting]],
    places: Mapping[str, str],
) -> bool:
    """Whether one article alone joins two whom all others show in two places at one time: it may be wrong, or mean two."""
    mine, theirs = sets.members[first], sets.members[other]
    if sighting.count > 1 or mine is theirs:
        return False
    lives = []
    for group in (mine, theirs):
        own = [one for key in group for one in by_key[key] if one is not sighting]
        if sum(one.count for one in own) < 2:
            return False
        lives.append(_life(group, own, places))
    return _clash(*lives)


@dataclass(frozen=True, slots=True)
class _Life:
    """What is known of a group: its days in each place."""

    keys: tuple[str, ...]
    first: str
    last: str
    gender: str
    spans: tuple[tuple[str, str, str], ...]


def _life(group: set[str], sightings: Collection[Sighting], places: Mapping[str, str]) -> _Life:
    own = [one for one in sightings if not group.isdisjoint(one.keys)]
    dated = [one for one in own if one.held_since]
    spans = {(places.get(key, ""), one.held_since, one.held_until) for one in dated for key in one.keys}
    genders = {one.gender for one in own} - {""}
    return _Life(
        tuple(sorted(group)),
        min((one.held_since for one in dated), default=""),
        max((one.held_until for one in dated), default=""),
        genders.pop() if len(genders) == 1 else "",
        tuple(sorted(spans)),
    )


def _clash(one: _Life, other: _Life) -> bool:
    """Whether two groups cannot be one person: a man and a woman, or in two places for longer than a late article explains."""
    if one.gender and other.gender and one.gender != other.gender:
        return True
    return any(
        mine != theirs and later(max(first, begin), GRACE_DAYS) < min(last, end)
        for mine, first, last in one.spans
        for theirs, begin, end in other.spans
    )


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
