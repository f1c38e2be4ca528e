"""Contradictions of the register: what articles say that cannot all be true, each with two sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby
from typing import Any, Literal

import sqlalchemy as sa

from portals.register import tables
from portals.register.days import later
from portals.register.lookup import Evidence, evidence_of
from portals.register.scanning import HOLDING, STATED
from portals.register.terms import GRACE_DAYS

Kind = Literal["two_holders", "two_places", "end_before_begin", "torn", "two_genders"]

_t = tables.statements.c
_term = tables.terms.c
_office = tables.offices.c
_owner = tables.ids.c.person_id
_owned = tables.statements.join(tables.ids, _t.key == tables.ids.c.key)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two statements that do not go together. `since` and `until` are ISO days between which they meet, where they have any.

    `two_holders`: two persons in an office that only one can hold. `two_places`: one person in two places far apart.
    `end_before_begin`: a term that ends before it begins. `torn`: two whom one article joins and others tell apart.
    `two_genders`: one person is called a man and a woman.
    """

    kind: Kind
    person_id: str
    name: str
    office: str
    other_person_id: str
    other_name: str
    other_office: str
    since: str | None
    until: str | None
    one: Evidence | None
    other: Evidence | None


def contradictions(connection: sa.Connection) -> Iterator[Contradiction]:
    """Yield all contradictions of the register, kind by kind, in a fixed order."""
    yield from _two_holders(connection)
    yield from _two_places(connection)
    yield from _ends(connection)
    yield from _torn(connection)
    yield from _genders(connection)


Row = Mapping[Any, Any]


def _terms(connection: sa.Connection, *conditions: Any, order: Any) -> Sequence[Row]:
    """Terms with the days between which they are known to last, their office and person."""
    since = sa.func.coalesce(_term.first_stated, _term.appointed_on).label("since")
    until = sa.func.coalesce(_term.last_stated, _term.appointed_on).label("until")
    joined = tables.terms.join(tables.offices, _term.office_id == _office.id).join(
        tables.persons, _term.person_id == tables.persons.c.id
    )
    columns = (_term.person_id, _term.office_id, since, until, _term.appointed_on, _term.ended_on)
    shown = (tables.persons.c.name, _office.post, _office.body, _office.place, _office.level)
    query = sa.select(*columns, *shown).select_from(joined)
    query = query.where(_term.capacity == "held", _office.complete, *conditions)
    return connection.execute(query.order_by(order, _term.person_id, _term.office_id, _term.number)).mappings().all()


def _meeting(one: Row, other: Row) -> tuple[str, str] | None:
    """The days on which two terms meet, more of them than a late article explains."""
    if not one["since"] or not other["since"]:
        return None
    first, last = max(one["since"], other["since"]), min(one["until"], other["until"])
    return (first, last) if later(first, GRACE_DAYS) < last else None


def _two_holders(connection: sa.Connection) -> Iterator[Contradiction]:
    rows = _terms(connection, _office.holders == "one", order=_term.office_id)
    for _, group in groupby(rows, key=lambda row: row["office_id"]):
        for one, other in combinations(group, 2):
            if one["person_id"] != other["person_id"] and (days := _inside(connection, one, other)):
                yield _found(connection, "two_holders", one, other, days)


def _inside(connection: sa.Connection, one: Row, other: Row) -> tuple[str, str] | None:
    """The days on which one of two holders is stated amid the other's term; a single late article at its edge is none."""
    if not one["since"] or not other["since"]:
        return None
    first, last = max(one["since"], other["since"]), min(one["until"], other["until"])
    if first > last:
        return None
    nested = one["since"] < other["since"] <= other["until"] < one["until"]
    nested = nested or other["since"] < one["since"] <= one["until"] < other["until"]
    return (first, last) if nested or later(first, GRACE_DAYS) < last or first == last else None


def _two_places(connection: sa.Connection) -> Iterator[Contradiction]:
    rows = _terms(connection, _office.holders.in_(("one", "few")), _office.place.is_not(None), order=_term.person_id)
    for _, group in groupby(rows, key=lambda row: row["person_id"]):
        for one, other in combinations(group, 2):
            if _is_far(one["place"], other["place"]) and (days := _meeting(one, other)):
                yield _found(connection, "two_places", one, other, days)


def _is_far(one: str, other: str) -> bool:
    """Whether neither place lies in the other."""
    return not (f", {one}".endswith(f", {other}") or f", {other}".endswith(f", {one}"))


def _ends(connection: sa.Connection) -> Iterator[Contradiction]:
    """Ends of which nothing earlier is known, before an appointment to the same office."""
    later_term = tables.terms.alias().c
    again = sa.select(later_term.appointed_on).where(
        later_term.person_id == _term.person_id,
        later_term.office_id == _term.office_id,
        later_term.capacity == _term.capacity,
        later_term.number == _term.number + 1,
    )
    begun = again.scalar_subquery()
    unknown = (_term.first_stated.is_(None), _term.appointed_on.is_(None), _term.ended_on < begun)
    for row in _terms(connection, *unknown, order=_term.office_id):
        yield _found(connection, "end_before_begin", row, row, (row["ended_on"], row["ended_on"]))


def _found(connection: sa.Connection, kind: Kind, one: Row, other: Row, days: tuple[str, str]) -> Contradiction:
    acts = ("ended", "appointed") if kind == "end_before_begin" else (None, None)
    return Contradiction(
        kind=kind,
        person_id=one["person_id"],
        name=one["name"],
        office=_title(one),
        other_person_id=other["person_id"],
        other_name=other["name"],
        other_office=_title(other),
        since=days[0],
        until=days[1],
        one=_proof(connection, one, days, acts[0]),
        other=_proof(connection, other, days, acts[1]),
    )


def _title(row: Row) -> str:
    return ", ".join(part for part in (" ".join(filter(None, (row["post"], row["body"]))), row["place"]) if part)


def _proof(connection: sa.Connection, row: Row, days: tuple[str, str], act: str | None) -> Evidence | None:
    """A statement of the person in the office in these days, else the last before them."""
    query = sa.select(_t.article_id).select_from(_owned).where(_owner == row["person_id"], _t.office_id == row["office_id"])
    query = query.where(_t.act == act) if act else query.where(_t.status.in_(HOLDING), *STATED)
    inside = sa.case((sa.and_(_t.since <= days[1], _t.until >= days[0]), 0), else_=1)
    article = connection.execute(query.order_by(inside, _t.since.desc(), _t.article_id).limit(1)).scalar()
    return evidence_of(connection, row["office_id"], row["person_id"], article) if article else None


def _torn(connection: sa.Connection) -> Iterator[Contradiction]:
    for pair in connection.execute(sa.select(tables.torn).order_by(tables.torn.c.one, tables.torn.c.other)).all():
        sides = [_of_key(connection, key) for key in (pair.one, pair.other)]
        if sides[0] and sides[1]:
            yield _sides("torn", sides[0], sides[1])


def _genders(connection: sa.Connection) -> Iterator[Contradiction]:
    query = sa.select(_owner).select_from(_owned).where(_t.gender != "")
    query = query.group_by(_owner).having(sa.func.count(sa.distinct(_t.gender)) > 1).order_by(_owner)
    for person in connection.execute(query).scalars().all():
        sides = [_of_key(connection, person, gender) for gender in ("m", "f")]
        if sides[0] and sides[1]:
            yield _sides("two_genders", sides[0], sides[1])


Side = tuple[str, str, str, Evidence]
"""Person, name, office, proof."""


def _of_key(connection: sa.Connection, key: str, gender: str | None = None) -> Side | None:
    """A statement of a key or, with a gender, of a person."""
    query = sa.select(_owner, _t.name, _t.office_id, _t.article_id, _t.title).select_from(_owned)
    query = query.where(_t.key == key) if gender is None else query.where(_owner == key, _t.gender == gender)
    row = connection.execute(query.order_by(_t.since, _t.article_id, _t.official, _t.position).limit(1)).first()
    if row is None:
        return None
    return row.person_id, row.name, row.title, evidence_of(connection, row.office_id, row.person_id, row.article_id)


def _sides(kind: Kind, one: Side, other: Side) -> Contradiction:
    return Contradiction(kind, *one[:3], *other[:3], None, None, one[3], other[3])
