"""One look at all statements of names: those that differ in days alone are one row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import sqlalchemy as sa

from portals.register import tables

HOLDING = ("current", "appointed", "unknown", "acting")
"""Statuses of a statement that puts a person in an office."""

_t = tables.statements.c

STATED = (_t.dated, sa.not_(_t.past))
"""Conditions of a statement whose days are known."""


class Scanned(NamedTuple):
    """Statements of one person in one office, told alike. Days are ISO; `first` is that of all dated ones."""

    key: str
    name_key: str
    name: str
    gender: str
    rank: str | None
    degree: str | None
    office_id: str
    capacity: str
    combination: str
    sightings: int
    """In how many articles, each counted for its first office alone."""
    number: int
    acts: int
    first: str | None
    latest: str
    stated_first: str | None
    """First day on which the office is held; the next one is the last."""
    stated_last: str | None
    former_by: str | None
    maybe_since: str | None
    maybe_until: str | None


def scanned(connection: sa.Connection, names: Sequence[str]) -> list[Scanned]:
    """Return the statements of names, added up."""
    capacity = sa.case((_t.status == "acting", "acting"), else_="held").label("capacity")
    group = (
        _t.key,
        _t.name_key,
        _t.name,
        _t.gender,
        _t.rank,
        _t.degree,
        _t.office_id,
        capacity,
        _t.combination,
    )
    holding = sa.and_(*STATED, _t.status.in_(HOLDING))
    undated = sa.and_(sa.not_(_t.dated), _t.status.in_(HOLDING))
    query = sa.select(
        *group,
        sa.func.sum(sa.case((_t.position == 0, 1), else_=0)),
        sa.func.count(),
        sa.func.count(_t.act),
        sa.func.min(sa.case((_t.dated, _t.since))),
        sa.func.max(_t.until),
        sa.func.min(sa.case((holding, _t.since))),
        sa.func.max(sa.case((holding, _t.until))),
        sa.func.min(sa.case((sa.and_(_t.dated, _t.status == "former"), _t.until))),
        sa.func.min(sa.case((undated, _t.since))),
        sa.func.max(sa.case((undated, _t.until))),
    )
    found = connection.execute(query.where(_t.name_key.in_(names)).group_by(*group))
    return sorted(map(Scanned._make, found), key=lambda row: (row.key, row.office_id, row.capacity, row.name))
