"""Which texts are linked: pairs that share enough uncrowded keys and stand the comparison, kept true as texts come and go."""

from __future__ import annotations

import struct
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations

import sqlalchemy as sa

from portals.store import duplicate_tables as tables
from portals.text.duplicates import Words, compare
from portals.text.duplicates.facts import numbers_agree
from portals.text.duplicates.words import unpack

SHARED = 2
"""Keys that two texts must share to be compared."""
CROWD = 32
"""Texts that may hold a key before it counts for nothing."""

Pair = tuple[int, int]
Keys = Mapping[int, tuple[int, ...]]
Filed = Mapping[int, tuple[Words, tuple[int, ...]]]


def file_texts(connection: sa.Connection, fresh: Filed) -> None:
    """Adds texts that are not there yet, with their links."""
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
    """Takes texts out with their links; keys that are no longer crowded decide their pairs again."""
    if not gone:
        return
    lost: Counter[int] = Counter(key for keys in _keys(connection, gone).values() for key in set(keys))
    before = _counts(connection, lost, CROWD + 1 + len(gone))
    for table, column in ((tables.texts, "key"), (tables.bands, "text"), (tables.links, "one"), (tables.links, "other")):
        where = tables.among(connection, table.c[column], gone)
        if table is tables.bands:
            where = sa.and_(where, tables.among(connection, table.c.band, list(lost)))
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
    connection.execute(sa.insert(tables.texts), rows)
    tables.insert_numbers(connection, tables.bands, sorted((key, text) for key, added in holders.items() for text in added))


def _write(connection: sa.Connection, pairs: Iterable[Pair], texts: Mapping[int, Words]) -> None:
    """Compares pairs and keeps what they are to each other."""
    wanted = _plausible(connection, sorted(pairs), {text: words.numbers for text, words in texts.items()})
    words = dict(texts) | words_of(connection, {text for pair in wanted for text in pair} - texts.keys())
    rows: list[dict[str, object]] = []
    for one, other in wanted:
        match = compare(words[one], words[other])
        if match:
            shared = {"relation": match.relation, "similarity": match.similarity}
            rows += [{"one": one, "other": other, **shared}, {"one": other, "other": one, **shared}]
    if rows:
        connection.execute(sa.insert(tables.links), rows)


def _plausible(connection: sa.Connection, pairs: list[Pair], known: Mapping[int, frozenset[str]]) -> list[Pair]:
    """The pairs whose numbers agree: a cheap look that tells the thousand fillings of one template apart."""
    column = tables.texts.c
    unknown = {text for pair in pairs for text in pair} - known.keys()
    query = sa.select(column.key, column.numbers).where(tables.among(connection, column.key, sorted(unknown)))
    numbers = dict(known) | {key: frozenset(stored.split()) for key, stored in connection.execute(query)}
    return [(one, other) for one, other in pairs if numbers_agree(numbers[one], numbers[other])]


def _withdraw(connection: sa.Connection, doubted: set[int]) -> None:
    """Takes back the links between these texts that rested on keys which are crowded now."""
    linked = _linked(connection, doubted)
    apart = sorted(linked - _close(connection, linked))
    if apart:
        here = sa.and_(tables.links.c.one == sa.bindparam("a"), tables.links.c.other == sa.bindparam("b"))
        rows = [{"a": a, "b": b} for pair in apart for a, b in (pair, pair[::-1])]
        connection.execute(sa.delete(tables.links).where(here), rows)


def _linked(connection: sa.Connection, texts: set[int]) -> set[Pair]:
    """The linked pairs of which both texts are among these."""
    one, other = tables.links.c.one, tables.links.c.other
    query = sa.select(one, other).where(one < other, tables.among(connection, one, sorted(texts)))
    return {(a, b) for a, b in connection.execute(query) if b in texts} if texts else set()


def _close(connection: sa.Connection, pairs: set[Pair]) -> set[Pair]:
    """The pairs that share enough uncrowded keys."""
    keys = {text: set(held) for text, held in _keys(connection, sorted({text for pair in pairs for text in pair})).items()}
    shared = {pair: common for pair in pairs if len(common := keys[pair[0]] & keys[pair[1]]) >= SHARED}
    counts = _counts(connection, {key for common in shared.values() for key in common}, CROWD + 1)
    return {pair for pair, common in shared.items() if sum(counts[key] <= CROWD for key in common) >= SHARED}


def _pair(one: int, other: int) -> Pair:
    return (one, other) if one < other else (other, one)


def _counts(connection: sa.Connection, keys: Iterable[int], most: int) -> dict[int, int]:
    """How many texts hold each key, counted up to `most`; keys that nobody holds are left out."""
    key = tables.listed(connection, list(keys), sa.BigInteger)
    few = sa.select(sa.literal(1)).where(tables.bands.c.band == key).limit(most).correlate(key.table).subquery()
    held = sa.select(sa.func.count()).select_from(few).scalar_subquery()
    return {band: count for band, count in connection.execute(sa.select(key, held)) if count}


def _holders(connection: sa.Connection, keys: list[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    band, text = tables.bands.c.band, tables.bands.c.text
    for key, held in connection.execute(sa.select(band, text).where(tables.among(connection, band, keys))):
        found[key].append(held)
    return found


def _keys(connection: sa.Connection, texts: list[int]) -> dict[int, tuple[int, ...]]:
    query = sa.select(tables.texts.c.key, tables.texts.c.bands).where(tables.among(connection, tables.texts.c.key, texts))
    return {key: struct.unpack(f">{len(packed) // 8}q", packed) for key, packed in connection.execute(query)}


def words_of(connection: sa.Connection, texts: set[int]) -> dict[int, Words]:
    """The words of texts that the store holds."""
    column = tables.texts.c
    query = sa.select(column.key, column.words).where(tables.among(connection, column.key, sorted(texts)))
    return {key: unpack(packed) for key, packed in connection.execute(query)}
