"""The labelled set and its scores: names, persons with all titles, and persons found where there are none."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from portals.cleaning.officials import find_officials

LABELS = Path(__file__).parents[1] / "data" / "officials.jsonl"
SHA256 = "06cf5929148a1bbb5755161b46435e7e8ae82eef2e51376e97668c46b3e65cf3"

Person = tuple[str, tuple[str, ...]]


@dataclass(frozen=True)
class Scores:
    """Figures from 0 to 1."""

    names: float
    persons: float
    false_persons: float


def labels(split: str | None = None) -> list[dict[str, Any]]:
    """The labelled texts; `split` is `dev` or `held`."""
    rows = [json.loads(line) for line in LABELS.read_text("utf-8").splitlines()]
    return [row for row in rows if split in (None, row["split"])]


def digest() -> str:
    """The hash that pins the set."""
    return hashlib.sha256(LABELS.read_bytes()).hexdigest()


def found(text: str) -> set[Person]:
    """Names with their titles as the project reads them."""
    return {(official.name, tuple(position.title for position in official.positions)) for official in find_officials(text)}


def wanted(row: dict[str, Any]) -> set[Person]:
    """Names with their titles as labelled."""
    return {(official["name"], tuple(official["titles"])) for official in row["officials"]}


def score(rows: Iterable[dict[str, Any]]) -> Scores:
    """F1 of names and of persons with all titles exact; share of texts without officials in which one is found."""
    pairs = [(wanted(row), found(row["text"])) for row in rows]
    empty = [got for want, got in pairs if not want]
    return Scores(
        _f1([({name for name, _ in want}, {name for name, _ in got}) for want, got in pairs]),
        _f1(pairs),
        sum(bool(got) for got in empty) / max(1, len(empty)),
    )


def _f1(pairs: list[tuple[set[Any], set[Any]]]) -> float:
    both = sum(len(want & got) for want, got in pairs)
    return 2 * both / max(1, sum(len(want) + len(got) for want, got in pairs))
