"""Candidate pairs of the persons of a store: of one name, and of two names in one office that look like one mistyped."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict

import sqlalchemy as sa

from portals.register import tables
from portals.register.adding import Row
from portals.register.candidates import Known, MergeCandidate, candidates_of, near_pair
from portals.register.decisions import Decisions
from portals.register.names import is_near


def candidate_rows(
    connection: sa.Connection,
    persons: Sequence[Row],
    terms: Sequence[Row],
    decisions: Decisions,
    owners: Mapping[str, str],
) -> list[Row]:
    """Pairs of one name, and of two names in one office that look like one mistyped; none that a decision settled."""
    offices = _offices(connection, {row["office_id"] for row in terms})
    known = {row["id"]: _known(row, terms_of_one, offices) for row, terms_of_one in _by_person(persons, terms)}
    by_name: dict[str, list[Known]] = defaultdict(list)
    for row in persons:
        by_name[row["name_key"]].append(known[row["id"]])
    settled = {frozenset((owners.get(one, one), owners.get(other, other))) for one, other in decisions.different}
    pairs = [(name, pair) for name, group in by_name.items() if len(group) > 1 for pair in candidates_of(group)]
    pairs += _near_pairs(connection, persons, known, terms, offices)
    kept: dict[tuple[str, str], tuple[str, MergeCandidate]] = {}
    for name, pair in pairs:
        if frozenset((pair.one, pair.other)) not in settled:
            kept.setdefault((pair.one, pair.other), (name, pair))
    return [asdict(pair) | {"name_key": name, "reasons": list(pair.reasons)} for name, pair in kept.values()]


def _by_person(persons: Sequence[Row], terms: Sequence[Row]) -> Iterable[tuple[Row, list[Row]]]:
    held: dict[str, list[Row]] = defaultdict(list)
    for term in terms:
        held[term["person_id"]].append(term)
    return ((row, held[row["id"]]) for row in persons)


def _known(row: Row, terms: Sequence[Row], offices: Mapping[str, Row]) -> Known:
    held = sorted({(o["body"] or "", o["place"] or "", o["province"] or "") for o in (offices[t["office_id"]] for t in terms)})
    return Known(row["id"], row["name_key"], row["gender"], row["rank"], tuple(held), row["first_stated"], row["last_stated"])


def _offices(connection: sa.Connection, ids: Collection[str]) -> dict[str, Row]:
    rows = connection.execute(sa.select(tables.offices).where(tables.offices.c.id.in_(sorted(ids)))).mappings()
    return {row["id"]: dict(row) for row in rows}


def _near_pairs(
    connection: sa.Connection,
    persons: Sequence[Row],
    known: Mapping[str, Known],
    terms: Sequence[Row],
    offices: Mapping[str, Row],
) -> list[tuple[str, MergeCandidate]]:
    mine: dict[str, list[str]] = defaultdict(list)
    for term in terms:
        office = offices[term["office_id"]]
        if office["complete"] and office["holders"] != "many" and term["person_id"] not in mine[office["id"]]:
            mine[office["id"]].append(term["person_id"])
    names = {row["id"]: row["name_key"] for row in persons}
    found = []
    for office_id, row in _holders(connection, sorted(mine)):
        for person in mine[office_id]:
            if person != row.id and names[person] != row.name and is_near(names[person], row.name):
                found.append((min(names[person], row.name), near_pair(known[person], row)))
    return found


def _holders(connection: sa.Connection, offices: Sequence[str]) -> Iterable[tuple[str, Known]]:
    """Everybody who has a term in an office, with its id."""
    t, p = tables.terms.c, tables.persons.c
    joined = sa.join(tables.terms, tables.persons, t.person_id == p.id)
    columns = (t.office_id, p.id, p.name_key, p.gender, p.rank, p.first_stated, p.last_stated)
    query = sa.select(*columns).select_from(joined).where(t.office_id.in_(offices)).distinct()
    for row in connection.execute(query):
        yield row.office_id, Known(row.id, row.name_key, row.gender, row.rank, (), row.first_stated, row.last_stated)
