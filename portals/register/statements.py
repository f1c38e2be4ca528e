"""Statements: each position that an article gives a person, with its office, its day and its proof."""

from __future__ import annotations

import hashlib
from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from portals.register.evidence import NEAR_DAYS, Act, Proof, dated, proof
from portals.register.names import Gender, gender_of, name_key
from portals.register.offices import Office, office_of
from portals.register.places import Home
from portals.register.sightings import parted, with_predecessors

Record = Mapping[str, Any]
"""An article as the store keeps it, with the names of `portals.items.Article`."""

ALWAYS = ("0001-01-01", "9999-12-31")
"""The bounds of a statement of which nothing is known."""


@dataclass(frozen=True, slots=True)
class OfficeStatement:
    """One person, one office, one article.

    `since` and `until` are ISO days. Where `dated`, the person stood in the office on both (or had, if `former`); otherwise on
    some day between them. An appointment counts from the day it takes effect, a dismissal up to the day before.
    `key` stands for the person in this office; `combination` holds all keys that the article gives the person.
    """

    article_id: str
    official: int
    position: int
    portal: str
    name: str
    name_key: str
    gender: Gender
    rank: str | None
    degree: str | None
    office: Office
    title: str
    key: str
    combination: tuple[str, ...]
    status: str
    since: str
    until: str
    dated: bool
    past: bool
    """Whether the sentence tells of a day long before its article: nobody knows whether it speaks of then or of now."""
    certain: bool
    """Whether article or portal say which office it is."""
    act: Act | None
    act_on: str | None
    proof: Proof


@dataclass(frozen=True, slots=True)
class Apart:
    """Two persons of one name whom one article tells apart."""

    article_id: str
    name_key: str
    one: str
    other: str


def statements_of(
    record: Record, home: Home, bounds: tuple[str, str] = ALWAYS, detached: Collection[str] = ()
) -> tuple[list[OfficeStatement], list[Apart]]:
    """Return the statements of an article, and which of its persons of one name it tells apart.

    `bounds` are the first and last possible day of an undated article; `detached` are name keys that a reviewed decision
    takes out of their offices in this article.
    """
    found: list[OfficeStatement] = []
    seen: Counter[str] = Counter()
    keys: dict[str, list[str]] = defaultdict(list)
    published, since, until = _when(record, bounds)
    days = dated(record.get("event_dates") or ())
    near = _only_places(record, home, published)
    for number, official in enumerate(with_predecessors(record)):
        name = name_key(official["name"])
        positions = official["positions"]
        offices = [_office(position, published or until, home, near) for position in positions]
        proofs = [_proof(record, official, position, days, published) for position in positions]
        parts = parted(record, official, offices)
        known: dict[int, tuple[str, ...]] = {}
        for part in dict.fromkeys(parts):
            own_key = mention_key(name, record["id"], seen[name])
            seen[name] += 1
            mine = [office for office, at in zip(offices, parts, strict=True) if at == part and name not in detached]
            known[part] = _keys(name, mine, own_key)
            keys[name].append(known[part][0])
        source = _Source(record, official, number, proofs, published, since, until)
        for index, office in enumerate(offices):
            found.append(_statement(source, index, office, known[parts[index]]))
    return found, _apart(record["id"], keys)


@dataclass(frozen=True, slots=True)
class _Source:
    """One person of one article: where its statements come from, and when the article speaks."""

    record: Record
    official: Mapping[str, Any]
    number: int
    proofs: Sequence[Proof]
    published: str | None
    since: str
    until: str


def _statement(source: _Source, index: int, office: Office, combination: tuple[str, ...]) -> OfficeStatement:
    """The statement that one position of the person makes."""
    official, shown = source.official, source.proofs[index]
    position = official["positions"][index]
    name = name_key(official["name"])
    held = office_key(name, office)
    act: Act | None = "appointed" if position["status"] == "appointed" else None
    if position["status"] == "former" and (shown.dismissal or position.get("replaced")):
        act = "ended"

    span = _span(act, shown, source.since, source.until)
    left = position["status"] in ("current", "acting") and _left(official["positions"], source.proofs, shown)
    if left and left.act_on and source.published is not None:
        span = (_eve(left.act_on), _eve(left.act_on))
    return OfficeStatement(
        article_id=source.record["id"],
        official=source.number,
        position=index,
        portal=source.record["portal"],
        name=official["name"],
        name_key=name,
        gender=gender_of(official.get("honorific")),
        rank=official.get("rank"),
        degree=official.get("degree"),
        office=office,
        title=position["title"],
        key=held if held in combination else min(combination),
        combination=combination,
        status=position["status"],
        since=span[0],
        until=span[1],
        dated=source.published is not None or (act is not None and shown.act_on is not None),
        past=shown.past,
        certain=office.certain and not (left and left.act_on is None) and not position.get("replaced"),
        act=act,
        act_on=shown.act_on if act else None,
        proof=shown,
    )


def _keys(name: str, offices: Sequence[Office], own_key: str) -> tuple[str, ...]:
    """The keys that offices give a person.

    Seats in committees and councils, where namesakes meet, are none: in a committee of fifty, two of one name are no rarity. A
    person of whom nothing else is known goes by the first of them; one of whom nothing is known, by the mention.
    """
    known = [office for office in offices if office.complete]
    keys = tuple(dict.fromkeys(office_key(name, office) for office in known if office.holders in ("one", "few")))
    seats = tuple(sorted({office_key(name, office) for office in known if office.holders == "members"}))
    return keys or seats[:1] or (own_key,)


@lru_cache(maxsize=65_536)
def office_key(name: str, office: Office) -> str:
    """Return the key of a person in an office; persons are known by such keys, see `portals.register.persons`."""
    return _digest(name, office.id)


def mention_key(name: str, article_id: str, number: int = 0) -> str:
    """Return the key of a person of whom nothing is known but that an article names him: the n-th of that name in it."""
    return _digest(name, article_id, str(number))


def _digest(*parts: str) -> str:
    return f"p-{hashlib.sha256(chr(10).join(parts).encode()).hexdigest()[:12]}"


def _when(record: Record, bounds: tuple[str, str]) -> tuple[str | None, str, str]:
    """The day of publication if it is known, and the first and last day that the article speaks of."""
    day = record.get("published_on")
    if day:
        return day, day, day
    text = record.get("published_at") or ""
    if len(text) == len("2022"):
        return None, f"{text}-01-01", f"{text}-12-31"
    if len(text) == len("2022-07"):
        return None, f"{text}-01", f"{text}-{monthrange(int(text[:4]), int(text[5:]))[1]}"
    return None, *bounds


def _span(act: Act | None, shown: Proof, since: str, until: str) -> tuple[str, str]:
    """The days a statement vouches for. An appointment told long afterwards vouches for its own day only."""
    on = shown.act_on
    if act == "ended" and on is not None:
        return _eve(on), _eve(on)
    if act == "appointed" and on is not None:
        recent = (date.fromisoformat(until) - date.fromisoformat(on)).days <= NEAR_DAYS if until < "9999" else False
        return (on, max(on, until)) if recent else (on, on)
    return shown.event_on or since, until


def _eve(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def _left(positions: Sequence[Mapping[str, Any]], proofs: Sequence[Proof], shown: Proof) -> Proof | None:
    """The proof of an appointment in the same sentence: the office that stands beside it may be the one that is left."""
    return next(
        (
            proof
            for position, proof in zip(positions, proofs, strict=True)
            if position["status"] == "appointed" and (proof.field, proof.start) == (shown.field, shown.start)
        ),
        None,
    )


def _only_places(record: Record, home: Home, day: str | None) -> Mapping[str, str]:
    """The places that the record's titles state, by kind, where it is only one: `huyện` → `huyện Đông Sơn`."""
    found: dict[str, set[str]] = defaultdict(set)
    for official in record.get("officials") or ():
        for position in official["positions"]:
            place = position.get("place")
            if place and not position.get("place_inferred"):
                found[place.partition(" ")[0]].add(place)
                found[" ".join(place.split()[:2])].add(place)
    return {kind: next(iter(places)) for kind, places in found.items() if len(places) == 1}


def _office(position: Mapping[str, Any], on: str | None, home: Home, near: Mapping[str, str]) -> Office:
    day = on if on and on[:4] not in ("0001", "9999") else None
    office = office_of(position["post"], position["organisation"], position["place"], day, home)
    if office.complete or not position["organisation"]:
        return office
    words = position["organisation"].split()
    place = near.get(" ".join(words[-2:]).lower()) or near.get(words[-1].lower())
    if place is None:
        return office
    return office_of(position["post"], position["organisation"], place, day, home)


def _proof(
    record: Record, official: Mapping[str, Any], position: Mapping[str, Any], days: Sequence[Any], published: str | None
) -> Proof:
    """The proof in the body if the person is named there, else in the title, the lead or a caption."""
    fields: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for mention in official["mentions"]:
        name = mention["field"] if mention.get("index") is None else f"caption {mention['index']}"
        fields[name].append((mention["start"], mention["end"]))
    for field in ("body", "lead", "title", *fields):
        if field in fields:
            text = field_text(record, field)
            found = proof(text, field, fields[field], position["as_printed"], days if field == "body" else (), published)
            if position["as_printed"] in text[found.start : found.end] or field == list(fields)[-1] or field == "body":
                return found
    return Proof("body", 0, 0)


def field_text(record: Record, field: str) -> str:
    """Return the text of a field that proofs name: `body`, `lead`, `title`, `caption 0`."""
    if field.startswith("caption "):
        return str(record["images"][int(field.removeprefix("caption "))]["caption"] or "")
    return str(record.get(field) or "")


def _apart(article_id: str, keys: Mapping[str, list[str]]) -> list[Apart]:
    return [
        Apart(article_id, name, one, other)
        for name, mine in keys.items()
        for at, one in enumerate(mine)
        for other in mine[at + 1 :]
        if one != other
    ]
