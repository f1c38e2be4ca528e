"""The register's files: one row a person, a term of office or a statement."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import sqlalchemy as sa

from portals.items import described
from portals.register import tables
from portals.register.statements import field_text
from portals.store.tables import articles

BATCH = 500


@dataclass(slots=True)
class PersonRow:
    """A person of the register."""

    person_id: str = field(metadata=described("Id of the person in the register."))
    name: str = field(metadata=described("The spelling that most articles have, or that a decision gives."))
    gender: str = field(metadata=described("m or f, as most honorifics say; empty where none says it."))
    rank: str | None = field(metadata=described("Latest military or police rank."))
    degree: str | None = field(metadata=described("Latest academic degree or title."))
    first_stated: str | None = field(metadata=described("First day on which an article states the person in an office."))
    last_stated: str | None = field(metadata=described("Last such day."))
    statements: int = field(metadata=described("How many statements name the person."))
    former_ids: str = field(metadata=described("Other ids that mean the person, joined by blanks."))


@dataclass(slots=True)
class TermRow:
    """A term of one person in one office, with the first statement of it."""

    person_id: str = field(metadata=described("Id of the person in the register."))
    name: str = field(metadata=described("Name of the person."))
    office_id: str = field(metadata=described("Id of the office: a post, a body and a place."))
    post: str = field(metadata=described("The post alone: `Phó Chủ tịch`."))
    body: str | None = field(metadata=described("The body: `Ủy ban nhân dân`."))
    place: str | None = field(metadata=described("Its place with the units above it."))
    level: int = field(metadata=described("0 country, 1 province, 2 district, 3 commune, 4 village; -1 not known."))
    kind: str = field(metadata=described("party, state, front, mass, army, police, unit or other."))
    office_until: str | None = field(metadata=described("Last day of the place the office belongs to."))
    office_successors: str = field(metadata=described("Places that took its land, joined by `; `."))
    capacity: str = field(metadata=described("held or acting."))
    number: int = field(metadata=described("Number of the term, from 1."))
    first_stated: str | None = field(metadata=described("First day on which an article states it."))
    last_stated: str | None = field(metadata=described("Last such day; the office may have been held longer."))
    appointed_on: str | None = field(metadata=described("Day of the appointment, where an article dates it."))
    ended_on: str | None = field(metadata=described("First day after the term, where an article dates its end."))
    former_by: str | None = field(metadata=described("First day on which an article calls it a former office."))
    interval: str | None = field(metadata=described("EDTF interval of undated articles that state it."))
    decision: str | None = field(metadata=described("Number of the decision, where an article names it."))
    statements: int = field(metadata=described("How many statements there are of this person in this office."))
    article_id: str = field(metadata=described("Article of the first statement."))
    url: str = field(metadata=described("Its address."))
    sentence: str = field(metadata=described("The sentence that states it."))
    warc_file: str | None = field(metadata=described("Archive file that holds the page."))
    warc_record_id: str | None = field(metadata=described("Record in that file."))


@dataclass(slots=True)
class StatementRow:
    """What one article says of one person in one office."""

    person_id: str = field(metadata=described("Id of the person in the register."))
    name: str = field(metadata=described("Name as the article spells it, in canonical form."))
    office_id: str = field(metadata=described("Id of the office."))
    title: str = field(metadata=described("Post with its body as stated."))
    status: str = field(metadata=described("current, former, acting, appointed or unknown."))
    since: str | None = field(metadata=described("First day that the statement is about."))
    until: str | None = field(metadata=described("Last day that the statement is about."))
    dated: bool = field(metadata=described("False where the days are the interval of an undated article."))
    past: bool = field(metadata=described("True where the sentence tells of a day long before the article."))
    act: str | None = field(metadata=described("appointed or ended."))
    act_on: str | None = field(metadata=described("Day of the act."))
    decision: str | None = field(metadata=described("Number of the decision."))
    article_id: str = field(metadata=described("The article."))
    url: str = field(metadata=described("Its address."))
    published_at: str | None = field(metadata=described("Its publication."))
    text_field: str = field(metadata=described("Field of the record that holds the sentence."))
    start: int = field(metadata=described("Offset of the sentence in that field, in characters."))
    end: int = field(metadata=described("End offset."))
    sentence: str = field(metadata=described("The sentence."))
    warc_file: str | None = field(metadata=described("Archive file that holds the page."))
    warc_record_id: str | None = field(metadata=described("Record in that file."))


_t = tables.statements.c
_owner = tables.ids.c.person_id
_owned = tables.statements.join(tables.ids, _t.key == tables.ids.c.key)


def person_rows(connection: sa.Connection) -> Iterator[PersonRow]:
    """Yield all persons, by id."""
    old: dict[str, list[str]] = {}
    i = tables.ids.c
    for row in connection.execute(sa.select(i.key, i.person_id).where(i.key != i.person_id).order_by(i.key)):
        old.setdefault(row.person_id, []).append(row.key)
    p = tables.persons.c
    for row in connection.execute(sa.select(tables.persons).order_by(p.id)):
        shared = (row.gender, row.rank, row.degree, row.first_stated, row.last_stated, row.statements)
        yield PersonRow(row.id, row.name, *shared, " ".join(old.get(row.id, ())))


def term_rows(connection: sa.Connection) -> Iterator[TermRow]:
    """Yield all terms, by person and time."""
    terms, offices, persons = tables.terms.c, tables.offices.c, tables.persons.c
    joined = tables.terms.join(tables.offices, terms.office_id == offices.id).join(
        tables.persons, terms.person_id == persons.id
    )
    office = (offices.post, offices.body, offices.place, offices.level, offices.kind, offices.successors)
    query = sa.select(tables.terms, persons.name, offices.until.label("office_until"), *office).select_from(joined)
    query = query.order_by(terms.person_id, terms.first_stated, terms.office_id, terms.capacity, terms.number)
    for term in connection.execute(query).mappings():
        proof = _first_statement(connection, term["person_id"], term["office_id"], term["first_stated"], term["appointed_on"])
        own = ("person_id", "office_id", "capacity", "number", "first_stated", "last_stated", "appointed_on", "ended_on")
        more = ("former_by", "decision", "statements", "name", "post", "body", "place", "level", "kind", "office_until")
        yield TermRow(
            **{name: term[name] for name in (*own, *more)},
            office_successors="; ".join(term["successors"]),
            interval=interval(term["maybe_since"], term["maybe_until"]),
            article_id=proof.article_id,
            url=proof.url,
            sentence=proof.sentence,
            warc_file=proof.warc_file,
            warc_record_id=proof.warc_record_id,
        )


def interval(since: str | None, until: str | None) -> str | None:
    """Return the EDTF interval of undated statements; `..` where a side is open."""
    if not since or not until:
        return None
    return f"{since if since > '0001-01-01' else '..'}/{until if until < '9999-12-31' else '..'}"


def _first_statement(
    connection: sa.Connection, person: str, office: str, stated: str | None, appointed: str | None
) -> StatementRow:
    """The first statement of a term: from the day on which it is known to have begun."""
    begun = stated or appointed or ""
    query = _statements().where(_owner == person, _t.office_id == office)
    order = (sa.case((_t.since >= begun, 0), else_=1), _t.since, _t.article_id, _t.official, _t.position)
    return _row(connection.execute(query.order_by(*order).limit(1)).one())


def statement_rows(connection: sa.Connection) -> Iterator[StatementRow]:
    """Yield all statements, by article."""
    order = (_t.article_id, _t.official, _t.position)
    for row in connection.execution_options(yield_per=BATCH).execute(_statements().order_by(*order)):
        yield _row(row)


def _statements() -> sa.Select[tuple[object, ...]]:
    joined = _owned.join(articles, articles.c.id == _t.article_id)
    return sa.select(tables.statements, _owner, articles.c.record).select_from(joined)


def _row(row: sa.Row[tuple[object, ...]]) -> StatementRow:
    found = row._mapping
    record = found["record"]
    same = ("person_id", "name", "office_id", "title", "status", "dated", "past", "act", "act_on", "decision", "article_id")
    start, end = found["sentence_start"], found["sentence_end"]
    return StatementRow(
        **{name: found[name] for name in same},
        since=found["since"] if found["since"] > "0001-01-01" else None,
        until=found["until"] if found["until"] < "9999-12-31" else None,
        url=record.get("url", ""),
        published_at=record.get("published_at"),
        text_field=found["field"],
        start=start,
        end=end,
        sentence=field_text(record, found["field"])[start:end],
        warc_file=record.get("warc_file"),
        warc_record_id=record.get("warc_record_id"),
    )


def person_ids(connection: sa.Connection, article_ids: list[str]) -> dict[tuple[str, int], str]:
    """Return (article, number of the official) → person of the register; empty where the store has no register."""
    if not sa.inspect(connection).has_table(tables.statements.name):
        return {}
    query = sa.select(_t.article_id, _t.official, _owner).select_from(_owned).where(_t.article_id.in_(article_ids))
    rows = connection.execute(query.order_by(_t.article_id, _t.official, _t.position.desc()))
    return {(row.article_id, row.official): row.person_id for row in rows}
