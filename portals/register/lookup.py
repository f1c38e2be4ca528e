"""Answers of the register: who held an office on a day or in a time, which offices a person held, and the proof."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from portals.register import tables
from portals.register.naming import Row
from portals.register.scanning import HOLDING
from portals.register.statements import field_text
from portals.register.terms import NEAR_DAYS, Certainty, Point, holders_on
from portals.register.working import point_of
from portals.store.tables import articles

_t = tables.statements.c
_term = tables.terms.c
_owned = tables.statements.join(tables.ids, _t.key == tables.ids.c.key)
_HELD = (sa.or_(_t.status.in_(HOLDING), _t.act == "ended"), _t.dated, sa.not_(_t.past))
_TERM_FIELDS = ("capacity", "first_stated", "last_stated", "appointed_on", "ended_on", "former_by", "decision")
MOST_SENTENCES = 3


@dataclass(frozen=True, slots=True)
class Evidence:
    """One statement with its sentence, its page and the archived record of the page. Days are ISO."""

    article_id: str
    url: str
    published: str | None
    since: str
    until: str
    status: str
    title: str
    sentence: str
    warc_file: str | None
    warc_record_id: str | None
    payload_digest: str | None


@dataclass(frozen=True, slots=True)
class Answer:
    """One term of one person, and how certain it is for the day that was asked for. Days are ISO.

    `interval` is where undated articles put it, if only they name it. `disputed`: articles name somebody else too.
    """

    person_id: str
    name: str
    office_id: str
    office: str
    place: str | None
    capacity: str
    first_stated: str | None
    last_stated: str | None
    appointed_on: str | None
    ended_on: str | None
    former_by: str | None
    decision: str | None
    interval: str | None
    certainty: Certainty | None = None
    disputed: bool = False
    evidence: tuple[Evidence, ...] = ()


def who(connection: sa.Connection, offices: Sequence[Row], on: str, *, near_days: int = NEAR_DAYS) -> list[Answer]:
    """Return who held each of the offices on an ISO day, the most certain first.

    *certain*, *likely* as in `portals.register.terms.holders_on`; persons whom only undated articles name are at most likely.
    """
    found: list[Answer] = []
    for office in offices:
        if office["until"] and on > office["until"]:
            continue
        holders = holders_on(on, _around(connection, office["id"], on), single=office["holders"] == "one", near_days=near_days)
        for holder in holders:
            ids = [point.article_id for point in holder.points]
            found.append(_answer(connection, office, holder.person, ids, on, holder.certainty, holder.disputed))
        told = {holder.person for holder in holders}
        for person, ids in _undated(connection, office["id"], on).items():
            if person not in told:
                found.append(_answer(connection, office, person, ids, on, "likely"))
    order = {"certain": 0, "likely": 1}
    return sorted(found, key=lambda one: (order.get(one.certainty or "", 2), one.office, one.name, one.person_id))


def _around(connection: sa.Connection, office_id: str, on: str) -> list[Point]:
    """The statements that cover a day, and for each person the nearest before and after it, ends and appointments too."""
    owner = tables.ids.c.person_id
    mine = sa.select(tables.statements, owner).select_from(_owned).where(_t.office_id == office_id, *_HELD)
    rows: list[Mapping[Any, Any]] = list(connection.execute(mine.where(_t.since <= on, _t.until >= on)).mappings())
    act = sa.func.coalesce(_t.act, "")
    for order, side in ((sa.desc(_t.until), _t.until < on), (sa.asc(_t.since), _t.since > on)):
        rank = sa.func.row_number().over(partition_by=(owner, act), order_by=(order, _t.article_id)).label("nearest")
        numbered = mine.where(side).add_columns(rank).subquery()
        rows += connection.execute(sa.select(numbered).where(numbered.c.nearest == 1)).mappings()
    return [point_of(row, row["person_id"]) for row in rows]


def _undated(connection: sa.Connection, office_id: str, on: str) -> dict[str, list[str]]:
    """Persons whom undated articles put in the office, where the day lies in an interval that is closed on both sides."""
    query = (
        sa.select(tables.ids.c.person_id, _t.article_id)
        .select_from(_owned)
        .where(
            _t.office_id == office_id,
            sa.not_(_t.dated),
            _t.status.in_(HOLDING),
            _t.since > "0001-01-01",
            _t.since <= on,
            _t.until >= on,
        )
    )
    found: dict[str, list[str]] = {}
    for row in connection.execute(query.order_by(tables.ids.c.person_id, _t.until, _t.article_id)):
        found.setdefault(row.person_id, []).append(row.article_id)
    return found


def terms_between(connection: sa.Connection, office: Row, since: str, until: str) -> list[Answer]:
    """Return the terms of an office that touch the time between two ISO days, in the order of time."""
    first = sa.func.coalesce(_term.appointed_on, _term.first_stated, _term.maybe_since)
    last = sa.func.coalesce(_term.ended_on, _term.last_stated, _term.maybe_until)
    query = sa.select(tables.terms).where(_term.office_id == office["id"], first <= until, last >= since)
    rows = connection.execute(query.order_by(first, _term.person_id, _term.number)).mappings().all()
    return [_told(connection, office, row) for row in rows]


def career(connection: sa.Connection, person_id: str) -> list[Answer]:
    """Return the terms of a person, by today's id, the first one first."""
    first = sa.func.coalesce(_term.appointed_on, _term.first_stated, _term.maybe_since, _term.former_by)
    query = sa.select(tables.terms).where(_term.person_id == person_id).order_by(first, _term.office_id, _term.number)
    rows = connection.execute(query).mappings().all()
    wanted = tables.offices.c.id.in_([row["office_id"] for row in rows])
    offices = {row["id"]: dict(row) for row in connection.execute(sa.select(tables.offices).where(wanted)).mappings()}
    return [_told(connection, offices[row["office_id"]], row) for row in rows]


def _told(connection: sa.Connection, office: Row, term: Mapping[Any, Any]) -> Answer:
    """A term with the first and the last sentence that state it."""
    mine = sa.select(_t.article_id).select_from(_owned)
    mine = mine.where(tables.ids.c.person_id == term["person_id"], _t.office_id == office["id"])
    dated = sa.desc(_t.dated)
    ends = [(dated, sa.asc(_t.since), _t.article_id), (dated, sa.desc(_t.until), _t.article_id)]
    ids = [connection.execute(mine.order_by(*order).limit(1)).scalar() for order in ends]
    return _filled(connection, office, term, [one for one in dict.fromkeys(ids) if one])


def _answer(
    connection: sa.Connection,
    office: Row,
    person: str,
    ids: Sequence[str],
    on: str,
    certainty: Certainty,
    disputed: bool = False,
) -> Answer:
    """The term of a person that holds a day, or lies nearest to it."""
    query = sa.select(tables.terms).where(_term.person_id == person, _term.office_id == office["id"])
    terms = connection.execute(query.order_by(_term.capacity.desc(), _term.number)).mappings().all()
    term = min(terms, key=lambda one: _outside(one, on))
    return _filled(connection, office, term, ids, certainty, disputed)


def _outside(term: Mapping[Any, Any], on: str) -> int:
    """0 for a term that may hold the day, 1 for one that does not."""
    first = term["appointed_on"] or term["first_stated"] or ""
    last = term["ended_on"] or "9999"
    return int(not first <= on <= last)


def _filled(
    connection: sa.Connection,
    office: Row,
    term: Mapping[Any, Any],
    ids: Sequence[str],
    certainty: Certainty | None = None,
    disputed: bool = False,
) -> Answer:
    person = term["person_id"]
    name = connection.execute(sa.select(tables.persons.c.name).where(tables.persons.c.id == person)).scalar()
    only_undated = term["maybe_since"] and not (term["first_stated"] or term["appointed_on"])
    return Answer(
        person_id=person,
        name=name or "",
        office_id=office["id"],
        office=" ".join(part for part in (office["post"], office["body"]) if part),
        place=office["place"],
        **{
            one: term[one]
            for one in ("capacity", "first_stated", "last_stated", "appointed_on", "ended_on", "former_by", "decision")
        },
        interval=f"{term['maybe_since']}/{term['maybe_until']}" if only_undated else None,
        certainty=certainty,
        disputed=disputed,
        evidence=tuple(evidence_of(connection, office["id"], person, one) for one in list(dict.fromkeys(ids))[:MOST_SENTENCES]),
    )


def evidence_of(connection: sa.Connection, office_id: str, person: str, article_id: str) -> Evidence:
    """Return the statement of an article that puts a person in an office, with its sentence."""
    query = sa.select(tables.statements).select_from(_owned)
    query = query.where(_t.article_id == article_id, _t.office_id == office_id, tables.ids.c.person_id == person)
    row = connection.execute(query.order_by(_t.official, _t.position).limit(1)).mappings().one()
    record = connection.execute(sa.select(articles.c.record).where(articles.c.id == article_id)).scalar() or {}
    return Evidence(
        article_id=article_id,
        url=record.get("url", ""),
        published=record.get("published_at"),
        since=row["since"],
        until=row["until"],
        status=row["status"],
        title=row["title"],
        sentence=field_text(record, row["field"])[row["sentence_start"] : row["sentence_end"]],
        **{one: record.get(one) for one in ("warc_file", "warc_record_id", "payload_digest")},
    )
