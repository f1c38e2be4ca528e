"""The register at size: statements built per CPU second, an article added, `who`; memory.

`python -m benchmarks.register [STATEMENTS] [STORE_URL]` (1,000,000 in a fresh SQLite store unless told) builds the register of
the careers that the tests generate, province by province, and adds a person with thousands of statements.
"""

from __future__ import annotations

import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from itertools import islice
from pathlib import Path

import sqlalchemy as sa

from portals.register import lookup, tables
from portals.register.building import add_articles, refresh
from portals.register.decisions import NONE
from portals.register.naming import offices_named
from portals.register.places import Home
from portals.store import Store, open_store
from portals.text.places.gazetteer import _rows
from tests.register.career_articles import Noise, Told, Writer
from tests.register.careers import END, START, Seat, Tenure, World
from tests.register.measure import put

BATCH = 5000
BUSY = 5000
"""Statements of one busy person."""


def homes() -> dict[str, Home]:
    """The portals of the benchmark: one for each province of before July 2025, by a number."""
    return {f"p{number}": Home(row[0], row[0]) for number, row in enumerate(_rows("provinces.tsv")) if row[0][0] == "t"}


def worlds(portals: dict[str, Home]) -> Iterator[Told]:
    """Articles without end: the careers of every province, then those of other seeds."""
    seed = 0
    while True:
        seed += 1
        for name, home in portals.items():
            world = World(seed, home.province, districts=6, communes=3)
            writer = Writer(world, Noise(), yearly=6, portal=name, serial=seed * 1_000_000)
            yield from writer.articles()


def busy(portal: str) -> list[Told]:
    """Articles about one person in one office."""
    world = World(1, districts=0, communes=0)
    person = world.person()
    person.name = "Lý Thái Bận"
    seat = Seat("Chủ tịch", "Ủy ban nhân dân tỉnh Thanh Hóa", "tỉnh Thanh Hóa", 5)
    world.tenures = [Tenure(person, seat, START, END)]
    return list(Writer(world, yearly=BUSY / 20, portal=portal, serial=900_000_000).articles())


def fill(store: Store, portals: dict[str, Home], size: int) -> None:
    put(store, busy("p1"))
    rest = islice(worlds(portals), max(size - BUSY, 0))
    while some := list(islice(rest, BATCH)):
        put(store, some)


def added(store: Store, portals: dict[str, Home], told: list[Told]) -> list[float]:
    """CPU seconds for each article that is added by itself."""
    spent = []
    for one in told:
        put(store, [one])
        start = time.process_time()
        store.transact(partial(add_articles, ids=[one.article.id], homes=portals.__getitem__, decisions=NONE))
        spent.append(time.process_time() - start)
    return spent


def asked(store: Store, number: int = 100) -> list[float]:
    """CPU seconds for each `who`."""
    draw = random.Random(1)
    spent = []
    with store.read() as connection:
        o = tables.offices.c
        query = sa.select(o.post, o.body, o.place).where(o.complete, o.place.is_not(None)).order_by(o.id)
        offices = draw.sample(list(connection.execute(query)), number)
    for post, body, place in [("Chủ tịch", "Ủy ban nhân dân", "tỉnh Thanh Hóa"), *offices]:
        on = (START + timedelta(days=draw.randrange((END - START).days))).isoformat()
        with store.read() as connection:
            start = time.process_time()
            found = offices_named(connection, f"{post} {body}", place.partition(", ")[0], on)
            lookup.who(connection, found, on)
            spent.append(time.process_time() - start)
    return spent


def main(size: int, url: str | None) -> None:
    portals = homes()
    with tempfile.TemporaryDirectory() as folder, open_store(url or f"sqlite:///{Path(folder)}/portals.db") as store:
        fill(store, portals, size)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        start, wall = time.process_time(), time.time()
        done = refresh(store, portals)
        spent = time.process_time() - start
        with store.read() as connection:
            count = connection.execute(sa.select(sa.func.count()).select_from(tables.statements)).scalar_one()
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(
            f"{count:,} statements of {done.articles:,} articles built in {spent:.0f} s CPU ({time.time() - wall:.0f} s), ",
            end="",
        )
        print(f"{count / spent:,.0f}/s; memory {before} MB before, {memory} MB after")
        world = World(99, "tỉnh Thanh Hóa", districts=6, communes=3)
        usual = list(islice(Writer(world, portal="p1", serial=950_000_000).articles(), 100))
        _show("an article added", added(store, portals, usual))
        late = busy("p1")[:30]
        for one in late:
            one.article.id = f"{one.article.id}-again"
        _show(f"an article added of a person with {BUSY:,} statements", added(store, portals, late))
        _show("who", asked(store))


def _show(what: str, spent: list[float]) -> None:
    print(f"{what}: {statistics.median(spent) * 1000:.1f} ms CPU, {max(spent) * 1000:.1f} ms at most")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 1_000_000, sys.argv[2] if sys.argv[2:] else None)
