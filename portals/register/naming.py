"""What people type, found in the register: offices by title and place, persons by name; diacritics optional."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import sqlalchemy as sa

from portals.register import tables
from portals.register.names import unmarked
from portals.register.places import Home, place_of
from portals.text.officials import find_officials, lexicon

Row = dict[str, Any]

_WITH = ("", " thuong truc", " phu trach")
"""What a post may have behind it that was asked for without: who asks for deputies wants the standing one too."""


def offices_named(connection: sa.Connection, words: str, place: str | None = None, on: str | None = None) -> list[Row]:
    """Return the offices that words mean, `Phó Chủ tịch UBND`, in a place (`thành phố Thanh Hóa`) if one is given.

    `on` is the ISO day for which the place is meant. Without a place, offices of that title everywhere.
    """
    post, rest = title_words(words)
    o = tables.offices.c
    query = sa.select(tables.offices).where(sa.or_(o.search == post, o.search.startswith(f"{post} ", autoescape=True)))
    for word in rest:
        query = query.where((sa.literal(" ") + o.search + " ").contains(f" {word} ", autoescape=True))
    rows = [dict(row) for row in connection.execute(query.order_by(o.search, o.id)).mappings()]
    posts = {f"{post}{end}" for end in _WITH}
    return [row for row in rows if unmarked(row["post"]) in posts and (not place or lies_in(row["place"], place, on))]


def title_words(words: str) -> tuple[str, list[str]]:
    """Return the post of a typed title and its further words, without diacritics and abbreviations.

    >>> title_words("pho chu tich ubnd")
    ('pho chu tich', ['uy', 'ban', 'nhan', 'dan'])
    """
    read = find_officials(f"Ông Nguyễn Văn An, {words}, phát biểu.")
    if len(read) == 1 and len(read[0].positions) == 1:
        position = read[0].positions[0]
        return unmarked(position.post), unmarked(position.organisation or "").replace(",", "").split()
    typed = unmarked(words).replace(",", " ").split()
    typed = " ".join(_expansions().get(word, word) for word in typed).split()
    for size in range(len(typed), 0, -1):
        if " ".join(typed[:size]) in _posts():
            return " ".join(typed[:size]), typed[size:]
    return " ".join(typed[:1]), typed[1:]


@cache
def _expansions() -> Mapping[str, str]:
    """Abbreviations in capitals, as people type them: `ubnd`. `ThU` would be the word `thu`."""
    rows = (row for table in ("posts", "bodies") for row in lexicon.rows(table))
    return {unmarked(row["form"]): unmarked(row["full"]) for row in rows if row["full"] and row["form"].isupper()}


@cache
def _posts() -> frozenset[str]:
    return frozenset(unmarked(row["full"] or row["form"]) for row in lexicon.rows("posts"))


def lies_in(path: str | None, place: str, on: str | None) -> bool:
    """Return whether an office's place is the one that is typed: in full, by its bare name, or with the unit above it."""
    if not path:
        return False
    if unmarked(path) == unmarked(place_of(place, on, Home()).path):
        return True
    own, *above = unmarked(path).split(", ")
    first, *within = unmarked(place).split(", ")
    return (own == first or own.endswith(f" {first}")) and all(any(unit.endswith(part) for unit in above) for part in within)


def persons_named(connection: sa.Connection, name: str) -> list[Row]:
    """Return the persons of a name, who is stated most often first; typed with diacritics, only those who are spelt so."""
    p = tables.persons.c
    rows = [dict(row) for row in connection.execute(sa.select(tables.persons).where(p.search == unmarked(name))).mappings()]
    exact = [row for row in rows if row["name"].lower() == name.lower()]
    return sorted(exact or rows, key=lambda row: (-row["statements"], row["id"]))


def current_id(connection: sa.Connection, person_id: str) -> str | None:
    """Return the id that a person has now, of an id that the person has or had; None for an id that nobody had."""
    found: str | None = connection.execute(sa.select(tables.ids.c.person_id).where(tables.ids.c.key == person_id)).scalar()
    return found
