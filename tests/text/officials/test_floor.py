"""The quality floor of the officials, on a pinned labelled set; lowering a figure needs a reason in the changelog."""

from __future__ import annotations

from typing import Any

import pytest

from portals.text.officials import find_officials
from tests.text.officials.scores import SHA256, digest, labels, score


@pytest.mark.parametrize("name", SHA256)
def test_the_labelled_sets_are_pinned(name: str) -> None:
    assert digest(name) == SHA256[name]


def test_the_labelled_set_is_large_and_mixed() -> None:
    rows = labels()
    assert len(rows) >= 250
    assert sum(not row["officials"] for row in rows) >= len(rows) / 3
    assert sum(row["split"] == "held" for row in rows) >= len(rows) * 0.3
    assert len({row["text"] for row in rows}) == len(rows)


@pytest.mark.parametrize("split", ["dev", "held", None])
def test_scores_stay_above_the_floor(split: str | None) -> None:
    scores = score(labels(split))
    assert scores.names >= 0.98
    assert scores.persons >= 0.95
    assert scores.false_persons <= 0.01


def test_the_blind_set_holds_whole_articles_of_several_persons() -> None:
    rows = labels(name="officials_blind")
    assert sum(row["text"].count("\n\n") >= 2 and len(row["officials"]) > 1 for row in rows) >= 80
    assert sum(row["split"] == "held" for row in rows) >= 40


@pytest.mark.parametrize("split", ["dev", "held"])
def test_scores_on_the_blind_set_stay_above_the_floor(split: str) -> None:
    scores = score(labels(split, "officials_blind"))
    assert scores.names >= 0.98
    assert scores.persons >= 0.97
    assert scores.false_persons <= 0.06


def test_scores_on_the_fourth_set_stay_above_the_floor() -> None:
    scores = score(labels(name="officials_fourth"))
    assert scores.names >= 0.985
    assert scores.persons >= 0.95
    assert scores.false_per_100 <= 0.5


@pytest.mark.parametrize("row", labels(name="officials_blind"), ids=lambda row: row["set"] + " " + row["text"][:24])
def test_honorific_rank_and_status_are_as_labelled(row: dict[str, Any]) -> None:
    wanted = {person["name"]: person for person in row["officials"]}
    for official in find_officials(row["text"]):
        label = wanted.get(official.name)
        if label is None:
            continue
        assert official.rank == label["rank"]
        assert label.get("honorific", official.honorific) == official.honorific
        for position in official.positions:
            assert position.status == label.get("status", {}).get(position.title, "current")
