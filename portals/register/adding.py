"""Putting articles into the register: their statements take the place of what it had of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from typing import Any

import sqlalchemy as sa

from portals.register import tables
from portals.register.decisions import Decisions
from portals.register.places import Home
from portals.register.statements import OfficeStatement, Record, statements_of

Row = dict[str, Any]
Homes = Callable[[str], Home]
"""The home of a portal by its name."""

_t = tables.statements.c


def add(
    connection: sa.Connection, records: Iterable[tuple[Record, tuple[str, str]]], homes: Homes, decisions: Decisions
) -> set[str]:
    """Put articles into the register in place of what it had of them; return the names that have to be worked out again.

    Each record comes with the first and last possible day of its publication, for articles without a date.
    """
    found: list[OfficeStatement] = []
    apart: list[Row] = []
    ids: list[str] = []
    for record, bounds in records:
        ids.append(record["id"])
        detached = decisions.detached.get(record["id"], frozenset())
        stated, two = statements_of(record, homes(record["portal"]), bounds, detached)
        found += stated
        apart += [asdict(one) for one in two]

    names = _forget(connection, ids)
    insert(connection, tables.statements, [_row(one) for one in found])
    insert(connection, tables.apart, apart)
    _keep_offices(connection, found)
    return names | {one.name_key for one in found}


def _forget(connection: sa.Connection, ids: Sequence[str]) -> set[str]:
    """Delete what the register has of articles; return the names they held."""
    mine = _t.article_id.in_(ids)
    names = set(connection.execute(sa.select(_t.name_key).where(mine).distinct()).scalars())
    connection.execute(tables.statements.delete().where(mine))
    connection.execute(tables.apart.delete().where(tables.apart.c.article_id.in_(ids)))
    return names


def _row(one: OfficeStatement) -> Row:
    return {
        "article_id": one.article_id,
        "official": one.official,
        "position": one.position,
        "portal": one.portal,
        "name": one.name,
        "name_key": one.name_key,
        "gender": one.gender,
        "rank": one.rank,
        "degree": one.degree,
        "office_id": one.office.id,
        "title": one.title,
        "key": one.key,
        "combination": " ".join(sorted(one.combination)),
        "status": one.status,
        "since": one.since,
        "until": one.until,
        "dated": one.dated,
        "past": one.past,
        "certain": one.certain,
        "act": one.act,
        "act_on": one.act_on,
        "decision": one.proof.decision,
        "field": one.proof.field,
        "sentence_start": one.proof.start,
        "sentence_end": one.proof.end,
    }


def _keep_offices(connection: sa.Connection, found: Sequence[OfficeStatement]) -> None:
    offices = {one.office.id: one.office for one in found}
    known = set(connection.execute(sa.select(tables.offices.c.id).where(tables.offices.c.id.in_(list(offices)))).scalars())
    names = [column.name for column in tables.offices.c]
    rows = [{name: getattr(office, name) for name in names} for key, office in offices.items() if key not in known]
    insert(connection, tables.offices, [row | {"successors": list(row["successors"])} for row in rows])


def insert(connection: sa.Connection, table: sa.Table, rows: Sequence[Row]) -> None:
    if rows:
        connection.execute(table.insert(), list(rows))
