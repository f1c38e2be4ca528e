"""Persons and terms worked out from statements, name by name.

Everything about a name is worked out from all statements of that name, so the order in which articles come does not matter.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

import sqlalchemy as sa

from portals.register import pairs, tables
from portals.register.adding import Row, insert
from portals.register.decisions import Decisions
from portals.register.names import unmarked
from portals.register.persons import Grouping, Sighting, grouped
from portals.register.terms import Point, Term, terms_of

HOLDING = ("current", "appointed", "unknown", "acting")
"""Statuses of a statement that puts a person in an office."""

_t = tables.statements.c


def work_out(connection: sa.Connection, names: Collection[str], decisions: Decisions) -> int:
    """Work out persons, terms and candidates of names from their statements; return how many persons they are."""
    names = _with_linked(connection, names, decisions)
    groupings = _groupings(connection, names, decisions)
    _forget(connection, names)

    ids = [
        {"key": key, "person_id": person, "name_key": name}
        for name, grouping in groupings.items()
        for key, person in grouping.ids.items()
    ]
    owners = {row["key"]: row["person_id"] for row in ids}
    persons = _persons(connection, names, owners, decisions)
    terms, spans = _terms(connection, names, owners)
    for row in persons:
        row["first_stated"], row["last_stated"] = spans.get(row["id"], (None, None))
    insert(connection, tables.ids, ids)
    insert(connection, tables.persons, persons)
    insert(connection, tables.terms, terms)
    torn = [
        {"one": one, "other": other, "name_key": name} for name, grouping in groupings.items() for one, other in grouping.torn
    ]
    insert(connection, tables.torn, torn)
    insert(connection, tables.candidates, pairs.candidate_rows(connection, persons, terms, decisions, owners))
    return len(persons)


def _forget(connection: sa.Connection, names: Sequence[str]) -> None:
    """Delete what was worked out of names, and the candidate pairs of their persons with others."""
    old = sa.select(tables.persons.c.id).where(tables.persons.c.name_key.in_(names))
    pair = tables.candidates.c
    connection.execute(tables.candidates.delete().where(sa.or_(pair.one.in_(old), pair.other.in_(old))))
    for table in (tables.ids, tables.persons, tables.terms, tables.torn):
        connection.execute(table.delete().where(table.c.name_key.in_(names)))


def _with_linked(connection: sa.Connection, names: Collection[str], decisions: Decisions) -> list[str]:
    """Names that decisions make one person are worked out together."""
    wanted = set(names)
    if decisions.same:
        query = sa.select(_t.key, _t.name_key).where(_t.key.in_(sorted(decisions.keys))).distinct()
        name_of = {row.key: row.name_key for row in connection.execute(query)}
        links = [(name_of[one], name_of[other]) for one, other in decisions.same if one in name_of and other in name_of]
        grown = True
        while grown:
            added = {name for pair in links if not wanted.isdisjoint(pair) for name in pair} - wanted
            wanted |= added
            grown = bool(added)
    return sorted(wanted)


def _groupings(connection: sa.Connection, names: Sequence[str], decisions: Decisions) -> dict[str, Grouping]:
    """The grouping of each name; names that decisions link have one, under the first of them."""
    leader = _leaders(connection, names, decisions)
    sightings: dict[str, list[Sighting]] = defaultdict(list)
    first = sa.func.min(sa.case((_t.dated, _t.since)))
    count = sa.func.count(sa.distinct(_t.article_id))
    query = sa.select(_t.name_key, _t.combination, count, first).where(_t.name_key.in_(names))
    for name, combination, number, day in connection.execute(query.group_by(_t.name_key, _t.combination)):
        sightings[leader[name]].append(Sighting(tuple(combination.split()), number, day or ""))
    apart: dict[str, list[tuple[str, str]]] = defaultdict(list)
    told = sa.select(tables.apart).where(tables.apart.c.name_key.in_(names))
    for row in connection.execute(told):
        apart[leader[row.name_key]].append((row.one, row.other))
    return {name: grouped(sightings[name], apart[name], decisions.same, decisions.different) for name in sorted(sightings)}


def _leaders(connection: sa.Connection, names: Sequence[str], decisions: Decisions) -> dict[str, str]:
    leader = {name: name for name in names}
    if decisions.same:
        query = sa.select(_t.key, _t.name_key).where(_t.key.in_(sorted(decisions.keys))).distinct()
        name_of = {row.key: row.name_key for row in connection.execute(query)}
        for one, other in decisions.same:
            if one in name_of and other in name_of and name_of[one] in leader and name_of[other] in leader:
                first, second = sorted((leader[name_of[one]], leader[name_of[other]]))
                leader = {name: first if head == second else head for name, head in leader.items()}
    return leader


def _persons(connection: sa.Connection, names: Sequence[str], owners: Mapping[str, str], decisions: Decisions) -> list[Row]:
    """One row a person: the spelling that most articles have, the gender that most honorifics say, the latest rank."""
    spelt: dict[str, Counter[str]] = defaultdict(Counter)
    genders: dict[str, Counter[str]] = defaultdict(Counter)
    latest: dict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
    keys: dict[str, set[str]] = defaultdict(set)
    counts: Counter[str] = Counter()
    group = (_t.key, _t.name_key, _t.name, _t.gender, _t.rank, _t.degree)
    query = sa.select(*group, sa.func.count().label("number"), sa.func.max(_t.until).label("last"))
    for row in connection.execute(query.where(_t.name_key.in_(names)).group_by(*group)):
        person = owners[row.key]
        spelt[person][row.name] += row.number
        genders[person][row.gender] += row.number if row.gender else 0
        keys[person].add(row.name_key)
        counts[person] += row.number
        for what in ("rank", "degree"):
            if value := getattr(row, what):
                latest[person][what] = max(latest[person].get(what, ("", "")), (row.last, value))
    shown = {owners[key]: name for key, name in decisions.names.items() if key in owners}
    return [
        {
            "id": person,
            "name": shown.get(person) or min(spelling, key=lambda name: (-spelling[name], name)),
            "name_key": min(keys[person]),
            "search": unmarked(shown.get(person) or min(spelling, key=lambda name: (-spelling[name], name))),
            "gender": max(sorted(genders[person]), key=lambda one: genders[person][one]),
            "rank": latest[person].get("rank", ("", None))[1],
            "degree": latest[person].get("degree", ("", None))[1],
            "statements": counts[person],
        }
        for person, spelling in sorted(spelt.items())
    ]


def _terms(
    connection: sa.Connection, names: Sequence[str], owners: Mapping[str, str]
) -> tuple[list[Row], dict[str, tuple[str | None, str | None]]]:
    """The terms of all persons of the names, and from when to when each person is stated in any office."""
    stated = sa.and_(_t.dated, sa.not_(_t.past), _t.status.in_(HOLDING))
    capacity = sa.case((_t.status == "acting", "acting"), else_="held").label("capacity")
    undated = sa.and_(sa.not_(_t.dated), _t.status.in_(HOLDING))
    query = sa.select(
        _t.key,
        _t.name_key,
        _t.office_id,
        capacity,
        sa.func.min(sa.case((stated, _t.since))).label("first"),
        sa.func.max(sa.case((stated, _t.until))).label("last"),
        sa.func.min(sa.case((sa.and_(_t.dated, _t.status == "former"), _t.until))).label("former_by"),
        sa.func.min(sa.case((undated, _t.since))).label("maybe_since"),
        sa.func.max(sa.case((undated, _t.until))).label("maybe_until"),
        sa.func.count(_t.act).label("acts"),
        sa.func.count().label("number"),
    )
    found: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in connection.execute(
        query.where(_t.name_key.in_(names)).group_by(_t.key, _t.name_key, _t.office_id, capacity)
    ).mappings():
        found[owners[row["key"]], row["office_id"], row["capacity"]].append(dict(row))
    with_acts = sorted({row["key"] for rows in found.values() for row in rows if row["acts"]})
    points = _points(connection, with_acts) if with_acts else {}

    terms: list[Row] = []
    spans: dict[str, tuple[str | None, str | None]] = {}
    for (person, office, held), rows in sorted(found.items()):
        own = [point for row in rows for point in points.get((row["key"], office, held), ())]
        own = own or [Point(person, row["first"], row["last"]) for row in rows if row["first"]]
        made = terms_of(own) or [Term()]
        shared = {
            "person_id": person,
            "office_id": office,
            "capacity": held,
            "name_key": rows[0]["name_key"],
            "former_by": _least(row["former_by"] for row in rows),
            "maybe_since": _least(row["maybe_since"] for row in rows),
            "maybe_until": _most(row["maybe_until"] for row in rows),
            "statements": sum(row["number"] for row in rows),
        }
        terms += [shared | {"number": number, **asdict(term)} for number, term in enumerate(made, 1)]
        first, last = spans.get(person, (None, None))
        spans[person] = (
            _least([first, *(term.first_stated for term in made)]),
            _most([last, *(term.last_stated for term in made)]),
        )
    return terms, spans


def _points(connection: sa.Connection, keys: Sequence[str]) -> dict[tuple[str, str, str], list[Point]]:
    """The points of keys of which an article dates an appointment or an end: only they need every statement."""
    counts = sa.or_(_t.status.in_(HOLDING), _t.act == "ended")
    query = sa.select(tables.statements).where(_t.key.in_(keys), _t.dated, sa.not_(_t.past), counts)
    found: dict[tuple[str, str, str], list[Point]] = defaultdict(list)
    for row in connection.execute(query).mappings():
        held = "acting" if row["status"] == "acting" else "held"
        found[row["key"], row["office_id"], held].append(point_of(row, row["key"]))
    return found


def point_of(row: Mapping[Any, Any], person: str) -> Point:
    """Return a row of the statements as a point of a person."""
    return Point(
        person, row["since"], row["until"], row["act"], row["act_on"], row["certain"], row["article_id"], row["decision"]
    )


def _least(days: Iterable[str | None]) -> str | None:
    return min((day for day in days if day), default=None)


def _most(days: Iterable[str | None]) -> str | None:
    return max((day for day in days if day), default=None)
