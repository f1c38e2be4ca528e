"""The labelled set and its scores: names, persons with all titles, and persons found where there are none."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from portals.text.officials import find_officials

DATA = Path(__file__).parents[2] / "data"
SHA256 = {
    "officials": "06cf5929148a1bbb5755161b46435e7e8ae82eef2e51376e97668c46b3e65cf3",
    "officials_blind": "8e2b947982a083f68e0cc60ae019bb881b04896f2ccac641683190338f0d7821",
}
"""The labelled sets and the hashes that pin them; the blind ones were written before the code read them."""

Person = tuple[str, tuple[str, ...]]


@dataclass(frozen=True)
class Scores:
    """Figures from 0 to 1."""

    names: float
    persons: float
    false_persons: float


def labels(split: str | None = None, name: str = "officials") -> list[dict[str, Any]]:
    """The labelled texts of a set; `split` is `dev` or `held`."""
    rows = [json.loads(line) for line in (DATA / f"{name}.jsonl").read_text("utf-8").splitlines()]
    return [row for row in rows if split in (None, row["split"])]


def digest(name: str) -> str:
    """The hash that pins a set."""
    return hashlib.sha256((DATA / f"{name}.jsonl").read_bytes()).hexdigest()


def found(text: str) -> set[Person]:
    """Names with their titles as the project reads them."""
    return {(official.name, tuple(position.title for position in official.positions)) for official in find_officials(text)}


def wanted(row: dict[str, Any]) -> set[Person]:
    """Names with their titles as labelled."""
    return {(official["name"], tuple(official["titles"])) for official in row["officials"]}


def score(rows: Iterable[dict[str, Any]]) -> Scores:
    """F1 of names and of persons with all titles exact; share of texts without officials in which one is found.

    Persons a row calls `unsettled` count neither way: the conventions do not say how they are to be read.
    """
    pairs = [(wanted(row), _settled(found(row["text"]), row)) for row in rows]
    empty = [got for want, got in pairs if not want]
    return Scores(
        _f1([({name for name, _ in want}, {name for name, _ in got}) for want, got in pairs]),
        _f1(pairs),
        sum(bool(got) for got in empty) / max(1, len(empty)),
    )


def _settled(persons: set[Person], row: dict[str, Any]) -> set[Person]:
    return {person for person in persons if person[0] not in row.get("unsettled", ())}


def _f1(pairs: list[tuple[set[Any], set[Any]]]) -> float:
    both = sum(len(want & got) for want, got in pairs)
    return 2 * both / max(1, sum(len(want) + len(got) for want, got in pairs))
