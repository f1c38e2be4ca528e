"""The links between articles, kept in the store: the same for any order of arrival, in one run or ten, in either database.

What is linked are distinct texts; an exact copy only joins its text. Every text files its sketch's keys in a band table. Two
texts are compared word by word if they share `SHARED` keys that at most `CROWD` texts hold; keys that more texts hold are
formulas and count for nothing. Both conditions depend on the texts that are there, not on their order: when a key becomes
crowded, or stops being so, the pairs that it had decided are decided again. Clusters are never stored: they are the
connected texts over `copy` and `revision`, followed when asked for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import sqlalchemy as sa

from portals.items import Duplicate, Relation
from portals.store import duplicate_tables as tables
from portals.store.duplicate_pairs import file_texts, remove_texts, words_of
from portals.text.duplicates import Document, Words, rank, read, sketches
from portals.text.duplicates.relation import text_key

_BATCH = 200
_LISTED = 100
"""Duplicates named in one record; a notice published 5,000 times would name 25 million otherwise."""
_ORDER = {"copy": 0, "revision": 1, "similar": 2}


def link(connection: sa.Connection, documents: Sequence[Document]) -> None:
    """Files the documents and links them to what the store holds, inside the caller's transaction.

    A document that is there already is compared anew if its text has changed; one without any words is left out.
    """
    tables.lock(connection)
    latest = list({document.id: document for document in documents}.values())
    for start in range(0, len(latest), _BATCH):
        _link(connection, latest[start : start + _BATCH])


def _link(connection: sa.Connection, documents: Sequence[Document]) -> None:
    texts: dict[int, Words] = {}
    rows: dict[str, dict[str, object]] = {}
    for document in documents:
        words = read(document.text)
        if words.marked:
            key = text_key(words, document.published_at)
            texts[key] = words
            place = rank(document.published_at, document.first_seen, document.id)
            rows[document.id] = {"id": document.id, "text": key, "rank": place}
    known = _texts_of(connection, [document.id for document in documents])
    changed = [identifier for identifier, key in known.items() if identifier not in rows or rows[identifier]["text"] != key]
    _unlink(connection, changed)
    if rows:
        insert = tables.insert(connection, tables.documents)
        renewed = {"text": insert.excluded.text, "rank": insert.excluded.rank}
        connection.execute(insert.on_conflict_do_update(index_elements=["id"], set_=renewed), list(rows.values()))
    present = tables.held(connection, tables.texts.c.key, list(texts))
    fresh = [key for key in texts if key not in present]
    keys = sketches([texts[key] for key in fresh])
    file_texts(connection, {key: (texts[key], bands) for key, bands in zip(fresh, keys, strict=True)})


def unlink(connection: sa.Connection, ids: Sequence[str]) -> None:
    """Forgets documents, and every link that hung on a text only they had."""
    tables.lock(connection)
    _unlink(connection, list(ids))


def _unlink(connection: sa.Connection, ids: list[str]) -> None:
    for start in range(0, len(ids), _BATCH):
        some = ids[start : start + _BATCH]
        held = set(_texts_of(connection, some).values())
        connection.execute(sa.delete(tables.documents).where(tables.among(connection, tables.documents.c.id, some)))
        remove_texts(connection, sorted(held - tables.held(connection, tables.documents.c.text, sorted(held))))


def relink(connection: sa.Connection) -> None:
    """Sketches every text anew and links it as if it had just come: for stores made when sketches had other keys."""
    tables.lock(connection)
    for table in (tables.links, tables.bands):
        connection.execute(sa.delete(table))
    waiting = list(connection.scalars(sa.select(tables.texts.c.key).order_by(tables.texts.c.key)))
    for start in range(0, len(waiting), _BATCH):
        some = waiting[start : start + _BATCH]
        words = words_of(connection, set(some))
        connection.execute(sa.delete(tables.texts).where(tables.among(connection, tables.texts.c.key, some)))
        keys = sketches([words[key] for key in some])
        file_texts(connection, {key: (words[key], bands) for key, bands in zip(some, keys, strict=True)})


def duplicates_of(connection: sa.Connection, ids: Sequence[str]) -> dict[str, list[Duplicate]]:
    """For every id the documents its text is a copy, a revision or a like of: closest first, at most 100."""
    own = _texts_of(connection, ids)
    near: dict[int, list[tuple[int, Relation, float]]] = {key: [(key, "copy", 1.0)] for key in own.values()}
    one, other, relation, similarity = tables.links.c
    query = sa.select(one, other, relation, similarity).where(tables.among(connection, one, sorted(near)))
    for key, mate, kind, value in connection.execute(query):
        near[key].append((mate, kind, value))
    members = _members(connection, sorted({mate for mates in near.values() for mate, _, _ in mates}))
    found: dict[str, list[Duplicate]] = {identifier: [] for identifier in ids}
    for identifier, key in own.items():
        mates = sorted(near[key], key=lambda mate: (_ORDER[mate[1]], -mate[2], mate[0]))
        named = (Duplicate(name, kind, value) for mate, kind, value in mates for name in members[mate] if name != identifier)
        found[identifier] = [duplicate for duplicate, _ in zip(named, range(_LISTED), strict=False)]
    return found


def representatives(connection: sa.Connection, ids: Sequence[str]) -> dict[str, str]:
    """For every id the document that stands for its cluster: earliest published, then first seen, then by id. Alone: itself."""
    own = _texts_of(connection, ids)
    cluster = _clusters(connection, set(own.values()))
    first: dict[int, str] = {}
    for key, place in _ranks(connection, sorted(cluster)):
        root = cluster[key]
        first[root] = min(place, first.get(root, place))
    return {name: first[cluster[own[name]]].rsplit("\t", 1)[1] if name in own else name for name in ids}


def _clusters(connection: sa.Connection, texts: set[int]) -> dict[int, int]:
    """For these texts and all that are connected with them a number that the texts of one cluster share."""
    neighbours: dict[int, set[int]] = defaultdict(set)
    frontier, seen = texts, set(texts)
    while frontier:
        reached: set[int] = set()
        query = sa.select(tables.links.c.one, tables.links.c.other).where(
            tables.among(connection, tables.links.c.one, sorted(frontier)), tables.links.c.relation != "similar"
        )
        for key, mate in connection.execute(query):
            neighbours[key].add(mate)
            reached.add(mate)
        frontier = reached - seen
        seen |= reached
    return _components(seen, neighbours)


def _components(texts: Iterable[int], neighbours: dict[int, set[int]]) -> dict[int, int]:
    root: dict[int, int] = {}
    for start in sorted(texts):
        waiting = [start] if start not in root else []
        while waiting:
            key = waiting.pop()
            if key not in root:
                root[key] = start
                waiting += neighbours[key]
    return root


def _texts_of(connection: sa.Connection, ids: Sequence[str]) -> dict[str, int]:
    query = sa.select(tables.documents.c.id, tables.documents.c.text)
    rows = connection.execute(query.where(tables.among(connection, tables.documents.c.id, ids)))
    return {row.id: row.text for row in rows}


def _ranks(connection: sa.Connection, texts: Sequence[int]) -> Iterable[tuple[int, str]]:
    column = tables.documents.c
    query = (
        sa.select(column.text, sa.func.min(column.rank))
        .where(tables.among(connection, column.text, texts))
        .group_by(column.text)
    )
    return ((key, place) for key, place in connection.execute(query))


def _members(connection: sa.Connection, texts: Sequence[int]) -> dict[int, list[str]]:
    """The documents of each text, best representative first, one more than a record may name."""
    column = tables.documents.c
    number = sa.func.row_number().over(partition_by=column.text, order_by=column.rank).label("number")
    ranked = sa.select(column.text, column.id, number).where(tables.among(connection, column.text, texts)).subquery()
    query = sa.select(ranked.c.text, ranked.c.id).where(ranked.c.number <= _LISTED + 1).order_by(ranked.c.text, ranked.c.number)
    found: dict[int, list[str]] = defaultdict(list)
    for key, identifier in connection.execute(query):
        found[key].append(identifier)
    return found
