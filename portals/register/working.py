"""Persons and terms worked out from statements, name by name.

Everything about a name is worked out from all statements of that name, so the order in which articles come does not matter.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

import sqlalchemy as sa

from portals.register import pairs, tables
from portals.register.adding import Row, insert
from portals.register.days import later
from portals.register.decisions import Decisions
from portals.register.names import unmarked
from portals.register.persons import Grouping, Sighting, grouped
from portals.register.scanning import HOLDING, STATED, Scanned, scanned
from portals.register.terms import GRACE_DAYS, Point, Term, terms_of

SOME = 500
"""How many keys or offices one question to the database names."""

_t = tables.statements.c


def work_out(connection: sa.Connection, names: Collection[str], decisions: Decisions) -> int:
    """Work out persons, terms and candidates of names from their statements; return how many persons they are."""
    links = _links(connection, decisions)
    names = _with_linked(names, links)
    rows = scanned(connection, names)
    groupings = _groupings(connection, names, rows, links, decisions)
    _forget(connection, names)

    ids = [
        {"key": key, "person_id": person, "name_key": name}
        for name, grouping in groupings.items()
        for key, person in grouping.ids.items()
    ]
    owners = {row["key"]: row["person_id"] for row in ids}
    persons = _persons(rows, owners, decisions)
    terms, spans = _terms(connection, rows, owners)
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
    for side in (pair.one, pair.other):
        connection.execute(tables.candidates.delete().where(side.in_(old)))
    for table in (tables.ids, tables.persons, tables.terms, tables.torn):
        connection.execute(table.delete().where(table.c.name_key.in_(names)))


def _links(connection: sa.Connection, decisions: Decisions) -> list[tuple[str, str]]:
    """Pairs of names that decisions make one person."""
    if not decisions.same:
        return []
    query = sa.select(_t.key, _t.name_key).where(_t.key.in_(sorted(decisions.keys))).distinct()
    name_of = {row.key: row.name_key for row in connection.execute(query)}
    return [(name_of[one], name_of[other]) for one, other in decisions.same if one in name_of and other in name_of]


def _with_linked(names: Collection[str], links: Sequence[tuple[str, str]]) -> list[str]:
    """Names that decisions make one person are worked out together."""
    wanted = set(names)
    grown = True
    while grown:
        added = {name for pair in links if not wanted.isdisjoint(pair) for name in pair} - wanted
        wanted |= added
        grown = bool(added)
    return sorted(wanted)


def _groupings(
    connection: sa.Connection,
    names: Sequence[str],
    rows: Sequence[Scanned],
    links: Sequence[tuple[str, str]],
    decisions: Decisions,
) -> dict[str, Grouping]:
    """The grouping of each name; names that decisions link have one, under the first of them."""
    leader = {name: name for name in names}
    for one, other in links:
        if one in leader and other in leader:
            first, second = sorted((leader[one], leader[other]))
            leader = {name: first if head == second else head for name, head in leader.items()}
    sightings: dict[str, dict[tuple[str, str], Sighting]] = defaultdict(dict)
    for row in rows:
        mine, key = sightings[leader[row.name_key]], (row.combination, row.gender)
        mine[key] = _sighting(row, mine.get(key))
    apart: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for told in connection.execute(sa.select(tables.apart).where(tables.apart.c.name_key.in_(names))):
        apart[leader[told.name_key]].append((told.one, told.other))
    places = _places(connection, sorted({row.office_id for row in rows if " " in row.combination}), rows)
    return {
        name: grouped(sightings[name].values(), apart[name], decisions.same, decisions.different, places)
        for name in sorted(sightings)
    }


def _sighting(row: Scanned, before: Sighting | None) -> Sighting:
    """The sighting of a row, added to that of other rows of the same keys."""
    first, since, until = row.first or "", row.stated_first or "", row.stated_last or ""
    if before is None:
        return Sighting(tuple(row.combination.split()), row.sightings, first, since, until, row.gender)
    return replace(
        before,
        count=before.count + row.sightings,
        first=min(filter(None, (before.first, first)), default=""),
        held_since=min(filter(None, (before.held_since, since)), default=""),
        held_until=max(before.held_until, until),
    )


def _places(connection: sa.Connection, offices: Sequence[str], rows: Sequence[Scanned]) -> dict[str, str]:
    """Key → the place of its office."""
    o = tables.offices.c
    places: dict[str, str] = {}
    for start in range(0, len(offices), SOME):
        query = sa.select(o.id, o.place).where(o.id.in_(offices[start : start + SOME]), o.holders.in_(("one", "few")))
        places |= {row.id: row.place or "" for row in connection.execute(query)}
    return {row.key: places[row.office_id] for row in rows if row.office_id in places}


def _persons(rows: Sequence[Scanned], owners: Mapping[str, str], decisions: Decisions) -> list[Row]:
    """One row a person: the spelling that most articles have, the gender that most honorifics say, the latest rank."""
    spelt: dict[str, Counter[str]] = defaultdict(Counter)
    genders: dict[str, Counter[str]] = defaultdict(Counter)
    latest: dict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
    keys: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        person = owners[row.key]
        spelt[person][row.name] += row.number
        genders[person][row.gender] += row.number if row.gender else 0
        keys[person].add(row.name_key)
        for what, value in (("rank", row.rank), ("degree", row.degree)):
            if value:
                latest[person][what] = max(latest[person].get(what, ("", "")), (row.latest, value))
    shown = {owners[key]: name for key, name in decisions.names.items() if key in owners}
    found = []
    for person, spelling in sorted(spelt.items()):
        name = shown.get(person) or min(spelling, key=lambda name: (-spelling[name], name))
        found.append(
            {
                "id": person,
                "name": name,
                "name_key": min(keys[person]),
                "search": unmarked(name),
                "gender": max(sorted(genders[person]), key=lambda one: genders[person][one]),
                "rank": latest[person].get("rank", ("", None))[1],
                "degree": latest[person].get("degree", ("", None))[1],
                "statements": spelling.total(),
            }
        )
    return found


Held = tuple[str, str, str]
"""Person or key, office, capacity."""


def _terms(
    connection: sa.Connection, rows: Sequence[Scanned], owners: Mapping[str, str]
) -> tuple[list[Row], dict[str, tuple[str | None, str | None]]]:
    """The terms of all persons of the rows, and from when to when each person is stated in any office."""
    found: dict[Held, list[Scanned]] = defaultdict(list)
    for row in rows:
        found[owners[row.key], row.office_id, row.capacity].append(row)
    acts = _acts(connection, sorted({row.key for row in rows if row.acts}))

    terms: list[Row] = []
    spans: dict[str, tuple[str | None, str | None]] = {}
    for (person, office, held), mine in sorted(found.items()):
        keys = sorted({row.key for row in mine if row.acts})
        own = [point for key in keys for point in acts.get((key, office, held), ())]
        if own:
            own += _between(connection, sorted({row.key for row in mine}), office, held, own)
        made = terms_of(
            own or [Point(person, row.stated_first, row.stated_last) for row in mine if row.stated_first and row.stated_last]
        )
        made = made or [Term()]
        shared = {
            "person_id": person,
            "office_id": office,
            "capacity": held,
            "name_key": mine[0].name_key,
            "former_by": _least(row.former_by for row in mine),
            "maybe_since": _least(row.maybe_since for row in mine),
            "maybe_until": _most(row.maybe_until for row in mine),
            "statements": sum(row.number for row in mine),
        }
        terms += [shared | {"number": number, **asdict(term)} for number, term in enumerate(made, 1)]
        first, last = spans.get(person, (None, None))
        spans[person] = (
            _least([first, *(term.first_stated for term in made)]),
            _most([last, *(term.last_stated for term in made)]),
        )
    return terms, spans


def _acts(connection: sa.Connection, keys: Sequence[str]) -> dict[Held, list[Point]]:
    """The appointments and ends of keys that articles date or report."""
    found: dict[Held, list[Point]] = defaultdict(list)
    for start in range(0, len(keys), SOME):
        query = sa.select(tables.statements).where(_t.key.in_(keys[start : start + SOME]), _t.act.is_not(None), *STATED)
        for row in connection.execute(query).mappings():
            held = "acting" if row["status"] == "acting" else "held"
            found[row["key"], row["office_id"], held].append(point_of(row, row["key"]))
    return found


def _between(connection: sa.Connection, keys: Sequence[str], office: str, held: str, acts: Sequence[Point]) -> list[Point]:
    """The statements between the acts: one point for each time between two of them, however many articles there are."""
    bounds = sorted({day for act in acts for day in _bounds(act)})
    part = sum((sa.case((_t.since > day, 1), else_=0) for day in bounds), start=sa.literal(0)).label("part")
    acting = (_t.status == "acting") if held == "acting" else (_t.status != "acting")
    query = sa.select(part, sa.func.min(_t.since), sa.func.max(_t.until)).where(
        _t.key.in_(keys), _t.office_id == office, _t.act.is_(None), _t.status.in_(HOLDING), acting, *STATED
    )
    return [Point(keys[0], first, last) for _, first, last in connection.execute(query.group_by(part))]


def _bounds(act: Point) -> tuple[str, ...]:
    if act.act == "appointed":
        return (later(act.since, -1),)
    return act.since, later(act.act_on or act.since, GRACE_DAYS)


def point_of(row: Mapping[Any, Any], person: str) -> Point:
    """Return a row of the statements as a point of a person."""
    return Point(
        person, row["since"], row["until"], row["act"], row["act_on"], row["certain"], row["article_id"], row["decision"]
    )


def _least(days: Iterable[str | None]) -> str | None:
    return min((day for day in days if day), default=None)


def _most(days: Iterable[str | None]) -> str | None:
    return max((day for day in days if day), default=None)
