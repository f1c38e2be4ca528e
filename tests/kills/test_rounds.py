"""A few kills of each command that writes; `python -m tests.kills` is the same at length, with crawls."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from tests.kills import rounds
from tests.kills.rounds import Counted, Reference

pytestmark = pytest.mark.slow

Round = Callable[[Reference, Path, int, Random], Counted]


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reference]:
    with rounds.reference(tmp_path_factory.mktemp("kills"), 40) as reference:
        yield reference


@pytest.mark.parametrize("play", [rounds.exports, rounds.deltas, rounds.extraction, rounds.migration, rounds.repair])
def test_nothing_is_lost(play: Round, undisturbed: Reference, tmp_path: Path) -> None:
    counted = play(undisturbed, tmp_path / "killed", 2, Random(3))
    assert (counted.lost, counted.differing) == (0, 0)
