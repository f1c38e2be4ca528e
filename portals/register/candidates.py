"""Candidate pairs: persons who are likely one and are not proven to be, with the reasons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from portals.register.names import Gender

Reason = Literal["same_name", "rare_name", "same_body", "same_place", "same_province", "next_post", "same_rank", "near_name"]

_WEIGHTS: dict[Reason, float] = {
    "same_name": 0.2,
    "rare_name": 0.2,
    "same_body": 0.3,
    "same_place": 0.15,
    "same_province": 0.1,
    "next_post": 0.1,
    "same_rank": 0.05,
}
"""What each reason adds to the score. A pair of near names has 0.6, or 0.75 if their years meet."""

LEAST = 0.45
"""Pairs below this score are not kept."""
CROWD = 12
"""A name that more persons of one province bear says little: only those of one body are compared."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the register knows of a person when it looks for others who may be the same."""

    id: str
    name: str
    gender: Gender
    rank: str | None
    offices: tuple[tuple[str, str, str], ...]
    """Body, place and province of each office."""
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class MergeCandidate:
    """Two persons, why they may be one, and how likely that is, from 0 to 1."""

    one: str
    other: str
    score: float
    reasons: tuple[Reason, ...]


def candidates_of(persons: Sequence[Known]) -> list[MergeCandidate]:
    """Return the pairs among persons of one name that are likely one person, the best first.

    Who stands in office in two provinces at one time is two persons, and so are a man and a woman.
    """
    found = [_compared(one, other, rare=len(persons) <= 3) for one, other in _pairs(persons)]
    return sorted(
        (pair for pair in found if pair and pair.score >= LEAST), key=lambda pair: (-pair.score, pair.one, pair.other)
    )


def _pairs(persons: Sequence[Known]) -> Iterator[tuple[Known, Known]]:
    blocks: dict[str, list[Known]] = defaultdict(list)
    for person in sorted(persons, key=lambda one: one.id):
        for province in {office[2] for office in person.offices}:
            blocks[province].append(person)
    seen: set[tuple[str, str]] = set()
    for province in sorted(blocks):
        bodies: dict[str, list[Known]] = defaultdict(list)
        crowd = len(blocks[province]) > CROWD
        for person in blocks[province]:
            for body in {f"{office[0]}\n{office[1]}" if crowd else "" for office in person.offices}:
                bodies[body].append(person)
        for members in bodies.values():
            for one, other in combinations(members[:CROWD], 2):
                if (one.id, other.id) not in seen and one.id != other.id:
                    seen.add((one.id, other.id))
                    yield one, other


def _compared(one: Known, other: Known, *, rare: bool) -> MergeCandidate | None:
    if one.gender and other.gender and one.gender != other.gender:
        return None
    mine, theirs = one.offices, other.offices
    provinces = {office[2] for office in mine} & {office[2] for office in theirs}
    if not provinces and _meet(one, other):
        return None
    reasons: list[Reason] = ["same_name"]
    if rare:
        reasons.append("rare_name")
    if {office[:2] for office in mine} & {office[:2] for office in theirs}:
        reasons.append("same_body")
    if {office[1] for office in mine} & {office[1] for office in theirs}:
        reasons.append("same_place")
    if provinces:
        reasons.append("same_province")
    if not _meet(one, other):
        reasons.append("next_post")
    if one.rank and one.rank == other.rank:
        reasons.append("same_rank")
    return _pair(one, other, round(sum(_WEIGHTS[reason] for reason in reasons), 2), *reasons)


def near_pair(one: Known, other: Known) -> MergeCandidate:
    """Return the pair of two persons whose names look like one mistyped, in one office."""
    return _pair(one, other, 0.75 if _meet(one, other) else 0.6, "near_name", "same_body")


def _pair(one: Known, other: Known, score: float, *reasons: Reason) -> MergeCandidate:
    first, second = sorted((one.id, other.id))
    return MergeCandidate(first, second, score, reasons)


def _meet(one: Known, other: Known) -> bool:
    """Whether the years in which the two are stated overlap."""
    if None in (one.first, one.last, other.first, other.last):
        return False
    return str(one.first) <= str(other.last) and str(other.first) <= str(one.last)
