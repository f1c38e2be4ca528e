"""Documents linked per CPU second, the store included, and whether that or the memory depends on how many there are.

`python -m benchmarks.duplicates [SIZE …]` (10,000 and 200,000 unless told) fills one fresh SQLite store a size, in transactions
of 100 documents, with articles of the tests' generator: nine templates, three in seven a copy, the rest hard negatives.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path

from portals.store import tables
from portals.store.database import address, engine_for
from portals.store.duplicates import link
from portals.store.tables import metadata
from portals.text.duplicates import Document
from tests.text.duplicates.generator import SEED, Generator

BATCH = 100


def documents() -> Iterator[Document]:
    """Articles without end, one after another, so that the benchmark itself needs no memory for them."""
    generators = [Generator(SEED, split) for split in ("tune", "tune", "held")]
    for number in count():
        generator = generators[number % len(generators)]
        for place, text in enumerate(generator.family()):
            yield text.document(number * 100 + place)


def seconds(size: int, folder: Path) -> tuple[float, float]:
    """CPU seconds a document, over all and over the last tenth."""
    engine = engine_for(address(f"sqlite:///{folder / str(size)}.db"))
    metadata.create_all(
        engine, tables=[getattr(tables, f"duplicate_{name}") for name in ("documents", "texts", "bands", "links")]
    )
    source, spent = documents(), list[float]()
    for _ in range(size // BATCH):
        batch = list(islice(source, BATCH))
        start = time.process_time()
        with engine.begin() as connection:
            link(connection, batch)
        spent.append(time.process_time() - start)
    engine.dispose()
    last = spent[-max(1, len(spent) // 10) :]
    return sum(spent) / size, sum(last) / (len(last) * BATCH)


def main(sizes: list[int]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        first = None
        for size in sizes:
            each, late = seconds(size, Path(folder))
            first = first or each
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            print(
                f"{size:>9,} documents: {1 / each:6.0f}/s, the last tenth {1 / late:6.0f}/s, "
                f"{each / first:.2f} times the time of the first size, {memory} MB at most"
            )


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [10_000, 200_000])
