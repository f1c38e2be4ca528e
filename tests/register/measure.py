"""How well the register joins persons and dates offices: `python -m tests.register.measure [SEED …]`.

Pairs are pairs of statements: two statements of one person of the truth should have one person of the register. A pair has
evidence where both name one office, or where a chain of articles that give one person several offices leads from one to
the other.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from portals.register import lookup, tables
from portals.register.building import refresh
from portals.register.places import Home
from portals.store import Store, open_store
from portals.store.records import as_record
from portals.store.tables import articles, register_queue
from tests.register.career_articles import CLEAN, Noise, Office, Told, Writer
from tests.register.careers import END, MERGER, START, World

HOME = Home("tỉnh Thanh Hóa", "tỉnh Thanh Hóa")


@dataclass(slots=True)
class Score:
    """Figures of one world. Pairs are counted, shares are between 0 and 1."""

    statements: int = 0
    persons: int = 0
    joined: int = 0
    joined_right: int = 0
    evident: int = 0
    evident_joined: int = 0
    all_pairs: int = 0
    asked: int = 0
    known: int = 0
    certain: int = 0
    certain_wrong: list[str] = field(default_factory=list)
    likely: int = 0
    likely_wrong: int = 0

    @property
    def precision(self) -> float:
        return self.joined_right / self.joined

    @property
    def recall(self) -> float:
        return self.evident_joined / self.evident

    @property
    def recall_of_all(self) -> float:
        return self.joined_right / self.all_pairs

    @property
    def certain_right(self) -> float:
        return 1 - len(self.certain_wrong) / max(self.certain, 1)

    @property
    def likely_right(self) -> float:
        return 1 - self.likely_wrong / max(self.likely, 1)

    def lines(self) -> Iterable[str]:
        yield f"statements {self.statements:,}, persons of the truth {self.persons:,}"
        yield (
            f"pairs: precision {self.precision:.3%}, recall {self.recall:.2%} of those with evidence, "
            f"{self.recall_of_all:.2%} of all"
        )
        yield (
            f"holder on a day: {self.asked:,} asked, certain {self.certain:,} ({self.certain_right:.2%} right, "
            f"{len(self.certain_wrong)} wrong), likely {self.likely:,} ({self.likely_right:.2%} right)"
        )


def put(store: Store, told: Sequence[Told]) -> None:
    """Put articles into a store as a crawl would, without its search for copies."""

    def work(connection: sa.Connection) -> None:
        rows = [
            {
                "id": one.article.id,
                "portal": one.article.portal,
                "url": one.article.url,
                "record": as_record(one.article),
                "key": "",
                "version": 1,
                "first_seen": "2026-01-01T00:00:00Z",
                "last_seen": "2026-01-01T00:00:00Z",
                "changed_at": "2026-01-01T00:00:00Z",
                "published_at": one.article.published_at,
                "state": "present",
            }
            for one in told
        ]
        connection.execute(articles.insert(), rows)
        connection.execute(register_queue.insert(), [{"article_id": one.article.id} for one in told])

    store.transact(work)


def score(store: Store, world: World, told: Sequence[Told], questions: int = 2000) -> Score:
    """Compare the register of a store with the truth."""
    found = Score(persons=len(world.persons))
    with store.read() as connection:
        owner = _owners(connection)
        _pairs(found, told, owner)
        _days(connection, found, world, _truth(told, owner), questions)
    return found


def _owners(connection: sa.Connection) -> dict[tuple[str, int], str]:
    """(article, official) → person of the register."""
    t = tables.statements.c
    query = sa.select(t.article_id, t.official, tables.ids.c.person_id).join_from(
        tables.statements, tables.ids, t.key == tables.ids.c.key
    )
    return {(row.article_id, row.official): row.person_id for row in connection.execute(query)}


def _pairs(found: Score, told: Sequence[Told], owner: dict[tuple[str, int], str]) -> None:
    both: Counter[tuple[int, str]] = Counter()
    evident: Counter[tuple[int, str, int]] = Counter()
    chains = _chains(told)
    for one in told:
        for number, person in enumerate(one.persons):
            mine = owner[one.article.id, number]
            both[person, mine] += 1
            evident[person, mine, chains[person, one.given[number][0]]] += 1
    found.statements = sum(both.values())
    found.joined = _count(both, lambda key: (key[1],))
    found.joined_right = _count(both, lambda key: key)
    found.all_pairs = _count(both, lambda key: (key[0],))
    found.evident = _count(evident, lambda key: (key[0], key[2]))
    found.evident_joined = _count(evident, lambda key: key)


def _count(numbers: Counter[Any], group: Callable[[Any], object]) -> int:
    """Pairs within each group."""
    sizes: Counter[object] = Counter()
    for key, number in numbers.items():
        sizes[group(key)] += number
    return sum(size * (size - 1) // 2 for size in sizes.values())


def _chains(told: Sequence[Told]) -> dict[tuple[int, Office], int]:
    """(person, office) → number of the chain of offices that articles give to the person together."""
    chain: dict[tuple[int, Office], int] = {}
    members: dict[int, list[tuple[int, Office]]] = defaultdict(list)
    for one in told:
        for person, given in zip(one.persons, one.given, strict=True):
            for office in given:
                if (person, office) not in chain:
                    chain[person, office] = len(members)
                    members[len(members)] = [(person, office)]
            first = chain[person, given[0]]
            for office in given[1:]:
                if (other := chain[person, office]) != first:
                    for key in members.pop(other):
                        chain[key] = first
                        members[first].append(key)
                    members[other] = []
    return chain


def _truth(told: Sequence[Told], owner: dict[tuple[str, int], str]) -> dict[str, int]:
    """Person of the register → the person of the truth whom most of its statements mean."""
    counts: dict[str, Counter[int]] = defaultdict(Counter)
    for one in told:
        for number, person in enumerate(one.persons):
            counts[owner[one.article.id, number]][person] += 1
    return {mine: numbers.most_common(1)[0][0] for mine, numbers in counts.items()}


def _days(connection: sa.Connection, found: Score, world: World, truth: dict[str, int], questions: int) -> None:
    draw = random.Random(world.seed)
    rows = {
        (row["post"], row["body"], (row["place"] or "").partition(", ")[0]): dict(row)
        for row in connection.execute(sa.select(tables.offices)).mappings()
        if row["complete"]
    }
    seats = [seat for seat in world.seats if seat.single and not seat.post.startswith("Giáo")]
    for _ in range(questions):
        seat = draw.choice(seats)
        day = START + timedelta(days=draw.randrange((END - START).days))
        row = rows.get((seat.post, _bare(seat.body, seat.place), seat.place))
        if row is None or (day >= MERGER and seat.until < END):
            continue
        found.asked += 1
        right = world.holders(seat.office, day)
        for answer in lookup.who(connection, [row], day.isoformat()):
            holds = truth[answer.person_id] in right
            if answer.certainty == "certain":
                found.certain += 1
                if not holds:
                    found.certain_wrong.append(f"{day} {seat.title}: {answer.name} {[e.sentence for e in answer.evidence]}")
            else:
                found.likely += 1
                found.likely_wrong += not holds


def _bare(body: str, place: str) -> str:
    for end in (place, place.partition(" ")[2], place.partition(" ")[2].partition(" ")[2]):
        if end and body.endswith(f" {end}"):
            return body[: -len(end) - 1]
    return body


def measured(seed: int, noise: Noise, folder: Path, questions: int = 2000, districts: int = 8, communes: int = 4) -> Score:
    """Build the register of a world in a fresh store and compare it with the truth."""
    world = World(seed, districts=districts, communes=communes)
    told = list(Writer(world, noise).articles())
    random.Random(seed).shuffle(told)
    with open_store(f"sqlite:///{folder}/{seed}-{noise.wrong}.db") as store:
        put(store, told)
        refresh(store, {"thanhhoa": HOME})
        return score(store, world, told, questions)


def main(seeds: list[int]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for seed in seeds:
            for name, noise in (("clean", CLEAN), ("noisy", Noise())):
                print(f"== seed {seed}, {name}")
                found = measured(seed, noise, Path(folder))
                for line in (*found.lines(), *found.certain_wrong[:10]):
                    print(line)


if __name__ == "__main__":
    main([int(seed) for seed in sys.argv[1:]] or [1, 2])
