"""How many articles a second officials are read from, on one core, in process time; and the scores on the labelled set.

    python -m benchmarks.officials [--floor 500]

Three kinds of article of about 3,000 characters, made of the labelled texts: with five persons, with one, with none.
Ends with 1 below the floor.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from portals.text.officials import find_officials

LABELS = Path(__file__).parents[1] / "tests" / "data" / "officials.jsonl"
LENGTH = 3_000


def articles() -> dict[str, list[str]]:
    """Twenty articles of each kind."""
    rows = [json.loads(line) for line in LABELS.read_text("utf-8").splitlines()]
    plain = [row["text"] for row in rows if not row["officials"]]
    named = [row["text"] for row in rows if len(row["officials"]) == 1]
    kinds = (("five persons", 5), ("one person", 1), ("no person", 0))
    return {kind: [_article(plain, named, number, count) for number in range(20)] for kind, count in kinds}


def _article(plain: list[str], named: list[str], number: int, count: int) -> str:
    texts = [named[(number * 5 + at) % len(named)] for at in range(count)]
    at = number
    while sum(map(len, texts)) < LENGTH:
        texts.append(plain[at % len(plain)])
        at += 1
    return "\n\n".join(texts)


def seconds_each(texts: Sequence[str], rounds: int = 5) -> float:
    """Process time for one article, the best of the rounds."""
    best = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        for text in texts:
            find_officials(text)
        best = min(best, (time.process_time() - start) / len(texts))
    return best


def main() -> int:
    """Prints the rates; 1 if the slowest kind is below the floor."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--floor", type=float, default=500, help="articles a second (default 500)")
    floor = parser.parse_args().floor
    slowest = float("inf")
    for kind, texts in articles().items():
        seconds_each(texts, 1)
        each = seconds_each(texts)
        slowest = min(slowest, 1 / each)
        length = sum(map(len, texts)) // len(texts)
        print(f"{kind:>13}: {1 / each:7.0f} articles/s, {each * 1e6:6.0f} µs each of {length:,} characters")
    return int(slowest < floor)


if __name__ == "__main__":
    sys.exit(main())
