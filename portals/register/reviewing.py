"""Walking through candidate pairs: what a reviewer has to see of two persons, and which pairs are left."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from portals.register import lookup, tables
from portals.register.decisions import Decisions
from portals.register.lookup import Answer

_pair = tables.candidates.c


@dataclass(frozen=True, slots=True)
class MergeQuestion:
    """Two persons who may be one: the likeliest pairs come first. `reasons` are fixed words."""

    one: str
    other: str
    score: float
    reasons: tuple[str, ...]
    name: str
    other_name: str
    career: tuple[Answer, ...]
    other_career: tuple[Answer, ...]


def open_pairs(connection: sa.Connection, decisions: Decisions) -> list[tuple[str, str]]:
    """Return the pairs that no decision is about, the likeliest first."""
    decided = settled_pairs(connection, decisions)
    query = sa.select(_pair.one, _pair.other).order_by(_pair.score.desc(), _pair.one, _pair.other)
    return [(row.one, row.other) for row in connection.execute(query) if frozenset((row.one, row.other)) not in decided]


def settled_pairs(connection: sa.Connection, decisions: Decisions) -> Collection[frozenset[str]]:
    """Return the pairs of persons that decisions are about, by the ids that the persons have now."""
    pairs = [*decisions.same, *decisions.different]
    keys = sorted({key for pair in pairs for key in pair})
    now = {row.key: row.person_id for row in _ids(connection, keys)}
    return {frozenset((now.get(one, one), now.get(other, other))) for one, other in pairs}


def _ids(connection: sa.Connection, keys: list[str]) -> Iterator[Any]:
    query = sa.select(tables.ids.c.key, tables.ids.c.person_id)
    for start in range(0, len(keys), 500):
        yield from connection.execute(query.where(tables.ids.c.key.in_(keys[start : start + 500])))


def merge_question(connection: sa.Connection, one: str, other: str) -> MergeQuestion:
    """Return what is known of a pair."""
    row = connection.execute(sa.select(tables.candidates).where(_pair.one == one, _pair.other == other)).mappings().one()
    careers = [tuple(lookup.career(connection, person)) for person in (one, other)]
    names = [career[0].name if career else person for career, person in zip(careers, (one, other), strict=True)]
    return MergeQuestion(one, other, row["score"], tuple(row["reasons"]), names[0], names[1], careers[0], careers[1])
