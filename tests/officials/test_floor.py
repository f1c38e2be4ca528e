"""The quality floor of the officials, on a pinned labelled set; lowering a figure needs a reason in the changelog."""

from __future__ import annotations

import pytest

from tests.officials.scores import SHA256, digest, labels, score


def test_the_labelled_set_is_pinned() -> None:
    assert digest() == SHA256


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
