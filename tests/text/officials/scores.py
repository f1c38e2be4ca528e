"""Scores of the officials on labelled texts, as a module for the tests and as a command for any set.

    python -m tests.text.officials.scores FILE [--show] [--split held]

A line of FILE is a JSON object: `text`, `officials` (each `name`, `titles`, perhaps `status`), perhaps `place` and `unsettled`;
lines without `officials` are for other readers and passed over.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from portals.text.officials import find_officials

DATA = Path(__file__).parents[2] / "data"
SHA256 = {
    "officials": "06cf5929148a1bbb5755161b46435e7e8ae82eef2e51376e97668c46b3e65cf3",
    "officials_blind": "8e2b947982a083f68e0cc60ae019bb881b04896f2ccac641683190338f0d7821",
    "officials_fourth": "32ceae413409cf7aa5deaf866c3a52fa6ccb2bb88a5b644eaaef5cee04c45caf",
}
"""The labelled sets and the hashes that pin them; the blind ones were written before the code read them."""

Person = tuple[str, tuple[str, ...]]


@dataclass(frozen=True)
class Scores:
    """Figures from 0 to 1, and how many persons were found in 100 texts who are no officials."""

    names: float
    persons: float
    titles: float
    persons_any_case: float
    """As `persons`, where capitals do not count: what is left of an error is more than its spelling."""
    false_persons: float
    """Share of texts without officials in which one is found."""
    false_per_100: float
    """Names found that no label has, for 100 texts."""


def labels(split: str | None = None, name: str = "officials") -> list[dict[str, Any]]:
    """The labelled texts of a set of the project; `split` is `dev` or `held`."""
    return [row for row in read(DATA / f"{name}.jsonl") if split in (None, row.get("split"))]


def read(path: Path) -> list[dict[str, Any]]:
    """The rows of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def digest(name: str) -> str:
    """The hash that pins a set."""
    return hashlib.sha256((DATA / f"{name}.jsonl").read_bytes()).hexdigest()


def found(text: str, place: str | None = None) -> set[Person]:
    """Names with their titles as the project reads them."""
    return set(persons(text, place))


def persons(text: str, place: str | None = None) -> list[Person]:
    """Names with their titles in the order of the text; two persons of one name are two."""
    officials = find_officials(text, place=place)
    return [(official.name, tuple(position.title for position in official.positions)) for official in officials]


def with_status(text: str, place: str | None = None) -> list[Person]:
    """Names with their titles; a title that is not `current` ends in its status: `Chủ tịch/former`."""
    return [
        (
            official.name,
            tuple(each.title + (f"/{each.status}" if each.status != "current" else "") for each in official.positions),
        )
        for official in find_officials(text, place=place)
    ]


def wanted(row: dict[str, Any]) -> list[Person]:
    """Names with their titles as labelled."""
    return [(official["name"], tuple(official["titles"])) for official in row["officials"]]


def _in_any_order(people: Sequence[Person]) -> Counter[Any]:
    """Persons with their titles as a set: the order of titles says nothing."""
    return Counter((name, tuple(sorted(titles))) for name, titles in people)


def _in_any_case(people: Sequence[Person]) -> Counter[Any]:
    return _in_any_order([(name, tuple(title.lower() for title in titles)) for name, titles in people])


def score(rows: Iterable[dict[str, Any]]) -> Scores:
    """F1 of names, of titles, and of persons with all titles exact; and what was found where nobody is.

    Persons a row calls `unsettled` count neither way: the conventions do not say how they are to be read.
    """
    pairs = [(_settled(wanted(row), row), _settled(persons(row["text"], row.get("place")), row)) for row in rows]
    empty = [got for want, got in pairs if not want]
    false = sum((_names(got) - _names(want)).total() for want, got in pairs)
    return Scores(
        _f1([(_names(want), _names(got)) for want, got in pairs]),
        _f1([(_in_any_order(want), _in_any_order(got)) for want, got in pairs]),
        _f1([(_titles(want), _titles(got)) for want, got in pairs]),
        _f1([(_in_any_case(want), _in_any_case(got)) for want, got in pairs]),
        sum(bool(got) for got in empty) / max(1, len(empty)),
        100 * false / max(1, len(pairs)),
    )


def _names(people: Sequence[Person]) -> Counter[Any]:
    return Counter(name for name, _ in people)


def _titles(people: Sequence[Person]) -> Counter[Any]:
    return Counter((name, title) for name, titles in people for title in titles)


def _settled(people: Sequence[Person], row: dict[str, Any]) -> list[Person]:
    return [person for person in people if person[0] not in row.get("unsettled", ())]


def _f1(pairs: list[tuple[Counter[Any], Counter[Any]]]) -> float:
    both = sum((want & got).total() for want, got in pairs)
    return 2 * both / max(1, sum(want.total() + got.total() for want, got in pairs))


def misses(row: dict[str, Any]) -> list[str]:
    """What differs between the label and the reading, a line each: `- wanted`, `+ found`."""
    want = _in_any_order(_settled(wanted(row), row))
    got = _in_any_order(_settled(persons(row["text"], row.get("place")), row))
    lines = [f"- {name}: {' | '.join(titles)}" for name, titles in (want - got).elements()]
    return lines + [f"+ {name}: {' | '.join(titles)}" for name, titles in (got - want).elements()]


def main() -> int:
    """Print the scores of a set, and with `--show` each text that is read otherwise than labelled."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--split", help="only rows of this split")
    parser.add_argument("--show", action="store_true", help="list what is read otherwise than labelled")
    options = parser.parse_args()

    rows = [row for row in read(options.file) if "officials" in row and options.split in (None, row.get("split"))]
    scores = score(rows)
    for row in rows if options.show else ():
        if lines := misses(row):
            print(f"{row.get('id', '')} {row['text'][:60]!r}", *lines, sep="\n  ")

    people = sum(len(row["officials"]) for row in rows)
    print(f"{len(rows)} texts, {people} persons")
    exact = f"person with all titles exact F1 {scores.persons:.1%} ({scores.persons_any_case:.1%} if capitals do not count)"
    print(f"names F1 {scores.names:.1%}, {exact}, title F1 {scores.titles:.1%}")
    print(f"{scores.false_per_100:.1f} false persons per 100 texts")
    return 0


if __name__ == "__main__":
    sys.exit(main())
