"""Links between copies in the store: the same for any order of articles, in one run or ten, in either database.

Links connect different texts; an exact copy shares the text of its original. The keys of a text's sketch are in a band table.
Two texts are compared word by word if they share `SHARED` keys that at most `CROWD` texts have; keys of more texts are common
wording and are ignored. Both conditions depend only on the texts in the store, not on their order: when a key becomes crowded,
or stops being crowded, its pairs are checked again. Clusters are not stored: they are the texts connected by `copy` and
`revision`, found on demand.
"""

from __future__ import annotations

import struct
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

import sqlalchemy as sa

from portals.items import Duplicate, Relation
from portals.store.database import among, as_column, dialect_insert, insert_numbers, values_held
from portals.store.tables import duplicate_bands, duplicate_documents, duplicate_links, duplicate_texts
from portals.text.duplicates import Document, Words, compare, rank, read_words, sketches
from portals.text.duplicates.facts import numbers_agree
from portals.text.duplicates.relation import text_key
from portals.text.duplicates.words import unpack

_ADVISORY_LOCK = 7_062_610
_CACHE_KB = 48 * 1024


def lock(connection: sa.Connection) -> None:
    """Block other writers until the transaction ends: two that do not see each other's texts could not link them.

    SQLite has only one writer; it gets a larger page cache, because the keys of a batch are spread over more than its 2 MB.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_ADVISORY_LOCK)))
    else:
        connection.exec_driver_sql(f"PRAGMA cache_size = -{_CACHE_KB}")


SHARED = 2
"""Number of keys that two texts must share to be compared."""
CROWD = 32
"""Number of texts from which on a key is ignored."""

Pair = tuple[int, int]
Keys = Mapping[int, tuple[int, ...]]
Filed = Mapping[int, tuple[Words, tuple[int, ...]]]

_BATCH = 200
_LISTED = 100
"""Maximum duplicates in one record; otherwise a notice published 5,000 times would give 25 million."""
_ORDER = {"copy": 0, "revision": 1, "similar": 2}


def link(connection: sa.Connection, documents: Sequence[Document]) -> None:
    """Add documents and link them to those in the store, inside the caller's transaction.

    A known document is compared again if its text has changed; documents without words are left out.
    """
    lock(connection)
    latest = list({document.id: document for document in documents}.values())
    for start in range(0, len(latest), _BATCH):
        _link(connection, latest[start : start + _BATCH])


def _link(connection: sa.Connection, documents: Sequence[Document]) -> None:
    texts: dict[int, Words] = {}
    rows: dict[str, dict[str, object]] = {}
    for document in documents:
        words = read_words(document.text)
        if words.marked:
            key = text_key(words, document.published_at)
            texts[key] = words
            place = rank(document.published_at, document.first_seen, document.id)
            rows[document.id] = {"id": document.id, "text": key, "rank": place}
    known = _texts_of(connection, [document.id for document in documents])
    changed = [identifier for identifier, key in known.items() if identifier not in rows or rows[identifier]["text"] != key]
    _unlink(connection, changed)
    if rows:
        added = dialect_insert(connection.dialect, duplicate_documents)
        renewed = {"text": added.excluded.text, "rank": added.excluded.rank}
        connection.execute(added.on_conflict_do_update(index_elements=["id"], set_=renewed), list(rows.values()))
    present = values_held(connection, duplicate_texts.c.key, list(texts))
    fresh = [key for key in texts if key not in present]
    keys = sketches([texts[key] for key in fresh])
    file_texts(connection, {key: (texts[key], bands) for key, bands in zip(fresh, keys, strict=True)})


def unlink(connection: sa.Connection, ids: Sequence[str]) -> None:
    """Remove documents, and the links of texts that only they had."""
    lock(connection)
    _unlink(connection, list(ids))


def _unlink(connection: sa.Connection, ids: list[str]) -> None:
    for start in range(0, len(ids), _BATCH):
        some = ids[start : start + _BATCH]
        held = set(_texts_of(connection, some).values())
        connection.execute(sa.delete(duplicate_documents).where(among(connection, duplicate_documents.c.id, some)))
        remove_texts(connection, sorted(held - values_held(connection, duplicate_documents.c.text, sorted(held))))


def relink(connection: sa.Connection) -> None:
    """Make all sketches and links again: for stores whose sketches have other keys."""
    lock(connection)
    for table in (duplicate_links, duplicate_bands):
        connection.execute(sa.delete(table))
    waiting = list(connection.scalars(sa.select(duplicate_texts.c.key).order_by(duplicate_texts.c.key)))
    for start in range(0, len(waiting), _BATCH):
        some = waiting[start : start + _BATCH]
        words = words_of(connection, set(some))
        connection.execute(sa.delete(duplicate_texts).where(among(connection, duplicate_texts.c.key, some)))
        keys = sketches([words[key] for key in some])
        file_texts(connection, {key: (words[key], bands) for key, bands in zip(some, keys, strict=True)})


def duplicates_of(connection: sa.Connection, ids: Sequence[str]) -> dict[str, list[Duplicate]]:
    """Return for each id its copies, revisions and similar documents, the closest first, at most 100."""
    own = _texts_of(connection, ids)
    near: dict[int, list[tuple[int, Relation, float]]] = {key: [(key, "copy", 1.0)] for key in own.values()}
    one, other, relation, similarity = duplicate_links.c
    query = sa.select(one, other, relation, similarity).where(among(connection, one, sorted(near)))
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
    """Return for each id the representative of its cluster: the earliest published, then first seen, then by id."""
    own = _texts_of(connection, ids)
    cluster = _clusters(connection, set(own.values()))
    first: dict[int, str] = {}
    for key, place in _ranks(connection, sorted(cluster)):
        root = cluster[key]
        first[root] = min(place, first.get(root, place))
    return {name: first[cluster[own[name]]].rsplit("\t", 1)[1] if name in own else name for name in ids}


def _clusters(connection: sa.Connection, texts: set[int]) -> dict[int, int]:
    """Return a cluster number for these texts and all texts connected with them."""
    neighbours: dict[int, set[int]] = defaultdict(set)
    frontier, seen = texts, set(texts)
    while frontier:
        reached: set[int] = set()
        query = sa.select(duplicate_links.c.one, duplicate_links.c.other).where(
            among(connection, duplicate_links.c.one, sorted(frontier)), duplicate_links.c.relation != "similar"
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
    query = sa.select(duplicate_documents.c.id, duplicate_documents.c.text)
    rows = connection.execute(query.where(among(connection, duplicate_documents.c.id, ids)))
    return {row.id: row.text for row in rows}


def _ranks(connection: sa.Connection, texts: Sequence[int]) -> Iterable[tuple[int, str]]:
    column = duplicate_documents.c
    query = sa.select(column.text, sa.func.min(column.rank)).where(among(connection, column.text, texts)).group_by(column.text)
    return ((key, place) for key, place in connection.execute(query))


def _members(connection: sa.Connection, texts: Sequence[int]) -> dict[int, list[str]]:
    """Return the documents of each text, best representative first, one more than a record may list."""
    column = duplicate_documents.c
    number = sa.func.row_number().over(partition_by=column.text, order_by=column.rank).label("number")
    ranked = sa.select(column.text, column.id, number).where(among(connection, column.text, texts)).subquery()
    query = sa.select(ranked.c.text, ranked.c.id).where(ranked.c.number <= _LISTED + 1).order_by(ranked.c.text, ranked.c.number)
    found: dict[int, list[str]] = defaultdict(list)
    for key, identifier in connection.execute(query):
        found[key].append(identifier)
    return found


def file_texts(connection: sa.Connection, fresh: Filed) -> None:
    """Add new texts, with their links."""
    if not fresh:
        return
    holders: dict[int, list[int]] = defaultdict(list)
    for text, (_, keys) in fresh.items():
        for key in set(keys):
            holders[key].append(text)
    before = _counts(connection, holders, CROWD + 1)
    earlier = _holders(connection, [key for key, count in before.items() if count <= CROWD])
    _insert(connection, fresh, holders)
    votes: Counter[Pair] = Counter()
    doubted: set[int] = set()
    for key, added in holders.items():
        old = earlier.get(key, [])
        if before.get(key, 0) + len(added) <= CROWD:
            votes.update(_pair(a, b) for a in added for b in old)
            votes.update(_pair(a, b) for a, b in combinations(added, 2))
        elif len(old) > 1:
            doubted.update(old)
    _write(connection, (pair for pair, count in votes.items() if count >= SHARED), {text: w for text, (w, _) in fresh.items()})
    _withdraw(connection, doubted)


def remove_texts(connection: sa.Connection, gone: list[int]) -> None:
    """Remove texts with their links; check again the pairs of keys that are no longer crowded."""
    if not gone:
        return
    lost: Counter[int] = Counter(key for keys in _keys(connection, gone).values() for key in set(keys))
    before = _counts(connection, lost, CROWD + 1 + len(gone))
    for table, column in (
        (duplicate_texts, "key"),
        (duplicate_bands, "text"),
        (duplicate_links, "one"),
        (duplicate_links, "other"),
    ):
        where = among(connection, table.c[column], gone)
        if table is duplicate_bands:
            where = sa.and_(where, among(connection, table.c.band, list(lost)))
        connection.execute(sa.delete(table).where(where))
    opened = [key for key, count in lost.items() if before[key] - count <= CROWD < before[key]]
    pairs = {_pair(a, b) for held in _holders(connection, opened).values() for a, b in combinations(held, 2)}
    _write(connection, _close(connection, pairs) - _linked(connection, {text for pair in pairs for text in pair}), {})


def _insert(connection: sa.Connection, fresh: Filed, holders: Mapping[int, list[int]]) -> None:
    rows = [
        {
            "key": text,
            "words": words.pack(),
            "numbers": " ".join(sorted(words.numbers)),
            "bands": struct.pack(f">{len(keys)}q", *keys),
        }
        for text, (words, keys) in fresh.items()
    ]
    connection.execute(sa.insert(duplicate_texts), rows)
    insert_numbers(connection, duplicate_bands, sorted((key, text) for key, added in holders.items() for text in added))


def _write(connection: sa.Connection, pairs: Iterable[Pair], texts: Mapping[int, Words]) -> None:
    """Compare pairs and store their relations."""
    wanted = _plausible(connection, sorted(pairs), {text: words.numbers for text, words in texts.items()})
    words = dict(texts) | words_of(connection, {text for pair in wanted for text in pair} - texts.keys())
    rows: list[dict[str, object]] = []
    for one, other in wanted:
        match = compare(words[one], words[other])
        if match:
            shared = {"relation": match.relation, "similarity": match.similarity}
            rows += [{"one": one, "other": other, **shared}, {"one": other, "other": one, **shared}]
    if rows:
        connection.execute(sa.insert(duplicate_links), rows)


def _plausible(connection: sa.Connection, pairs: list[Pair], known: Mapping[int, frozenset[str]]) -> list[Pair]:
    """Return the pairs whose numbers agree: a cheap test that separates texts made from one template."""
    column = duplicate_texts.c
    unknown = {text for pair in pairs for text in pair} - known.keys()
    query = sa.select(column.key, column.numbers).where(among(connection, column.key, sorted(unknown)))
    numbers = dict(known) | {key: frozenset(stored.split()) for key, stored in connection.execute(query)}
    return [(one, other) for one, other in pairs if numbers_agree(numbers[one], numbers[other])]


def _withdraw(connection: sa.Connection, doubted: set[int]) -> None:
    """Remove links between these texts that depended on keys which are now crowded."""
    linked = _linked(connection, doubted)
    apart = sorted(linked - _close(connection, linked))
    if apart:
        here = sa.and_(duplicate_links.c.one == sa.bindparam("a"), duplicate_links.c.other == sa.bindparam("b"))
        rows = [{"a": a, "b": b} for pair in apart for a, b in (pair, pair[::-1])]
        connection.execute(sa.delete(duplicate_links).where(here), rows)


def _linked(connection: sa.Connection, texts: set[int]) -> set[Pair]:
    """Return the linked pairs with both texts among these."""
    one, other = duplicate_links.c.one, duplicate_links.c.other
    query = sa.select(one, other).where(one < other, among(connection, one, sorted(texts)))
    return {(a, b) for a, b in connection.execute(query) if b in texts} if texts else set()


def _close(connection: sa.Connection, pairs: set[Pair]) -> set[Pair]:
    """Return the pairs that share enough uncrowded keys."""
    keys = {text: set(held) for text, held in _keys(connection, sorted({text for pair in pairs for text in pair})).items()}
    shared = {pair: common for pair in pairs if len(common := keys[pair[0]] & keys[pair[1]]) >= SHARED}
    counts = _counts(connection, {key for common in shared.values() for key in common}, CROWD + 1)
    return {pair for pair, common in shared.items() if sum(counts[key] <= CROWD for key in common) >= SHARED}


def _pair(one: int, other: int) -> Pair:
    return (one, other) if one < other else (other, one)


def _counts(connection: sa.Connection, keys: Iterable[int], most: int) -> dict[int, int]:
    """Return how many texts hold each key, counted up to `most`; unused keys are left out."""
    key = as_column(connection, list(keys), sa.BigInteger)
    few = sa.select(sa.literal(1)).where(duplicate_bands.c.band == key).limit(most).correlate(key.table).subquery()
    held = sa.select(sa.func.count()).select_from(few).scalar_subquery()
    return {band: count for band, count in connection.execute(sa.select(key, held)) if count}


def _holders(connection: sa.Connection, keys: list[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    band, text = duplicate_bands.c.band, duplicate_bands.c.text
    for key, held in connection.execute(sa.select(band, text).where(among(connection, band, keys))):
        found[key].append(held)
    return found


def _keys(connection: sa.Connection, texts: list[int]) -> dict[int, tuple[int, ...]]:
    query = sa.select(duplicate_texts.c.key, duplicate_texts.c.bands).where(among(connection, duplicate_texts.c.key, texts))
    return {key: struct.unpack(f">{len(packed) // 8}q", packed) for key, packed in connection.execute(query)}


def words_of(connection: sa.Connection, texts: set[int]) -> dict[int, Words]:
    """Return the words of texts in the store."""
    column = duplicate_texts.c
    query = sa.select(column.key, column.words).where(among(connection, column.key, sorted(texts)))
    return {key: unpack(packed) for key, packed in connection.execute(query)}
