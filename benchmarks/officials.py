"""How many articles a second officials are read from, on one core, in process time.

    python -m benchmarks.officials [--floor 500] [--share 0.25]

Articles of about 3,500 characters, made of the project's labelled texts: with five persons, with one, everyday prose with none,
and texts in which posts and names stand that are no officials. Ends with 1 where five persons are read below the floor, or
where everyday prose costs more than the share of an article with five.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from portals.text.officials import find_officials

DATA = Path(__file__).parents[1] / "tests" / "data"
LENGTH = 3_500


def articles() -> dict[str, list[str]]:
    """Twenty articles of each kind."""
    rows = [json.loads(line) for line in (DATA / "officials.jsonl").read_text("utf-8").splitlines()]
    named = [row["text"] for row in rows if len(row["officials"]) == 1]
    hard = [row["text"] for row in rows if not row["officials"]]
    events = (DATA / "dates_events.tsv").read_text("utf-8").splitlines()[1:]
    everyday = [text for text in (line.split("\t")[1] for line in events) if not find_officials(text)]
    kinds = (
        ("five persons", everyday, 5),
        ("one person", everyday, 1),
        ("no person", everyday, 0),
        ("nobody, but posts", hard, 0),
    )
    return {kind: [_article(plain, named, number, count) for number in range(20)] for kind, plain, count in kinds}


def _article(plain: Sequence[str], named: Sequence[str], number: int, count: int) -> str:
    texts = [named[(number * 5 + at) % len(named)] for at in range(count)]
    at = number
    while sum(map(len, texts)) < LENGTH:
        texts.append(plain[at % len(plain)])
        at += 1
    return "\n\n".join(texts)


def seconds_each(texts: Sequence[str], rounds: int = 7) -> float:
    """Process time for one article, the best of the rounds."""
    best = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        for text in texts:
            find_officials(text)
        best = min(best, (time.process_time() - start) / len(texts))
    return best


def main() -> int:
    """Print the rates and what an article without officials costs; 1 if a bound is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--floor", type=float, default=500, help="articles with five persons a second (default 500)")
    parser.add_argument("--share", type=float, default=0.25, help="most that one without any may cost of it (default 0.25)")
    bounds = parser.parse_args()

    each: dict[str, float] = {}
    for kind, texts in articles().items():
        seconds_each(texts, 1)
        each[kind] = seconds_each(texts)
        length = sum(map(len, texts)) // len(texts)
        print(f"{kind:>18}: {1 / each[kind]:7.0f} articles/s, {each[kind] * 1e6:6.0f} µs each of {length:,} characters")

    share = each["no person"] / each["five persons"]
    print(f"an article without officials costs {share:.2f} of one with five")
    return int(1 / each["five persons"] < bounds.floor or share > bounds.share)


if __name__ == "__main__":
    sys.exit(main())
