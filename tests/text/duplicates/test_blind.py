"""Sets written without the rules in sight: pairs of texts, pages that print twice, articles that repeat themselves."""

from __future__ import annotations

import pytest

from portals.text.duplicates import relation
from tests.text.duplicates import blind_copies
from tests.text.duplicates.blind import Pair, pairs, right

PAIRS = [pair for name in ("blind", "second") for pair in pairs(name)]


@pytest.mark.parametrize("wanted", ["copy", "revision", "other"])
def test_pairs(wanted: str) -> None:
    def told_wrong(pair: Pair) -> bool:
        return not right(pair, relation(pair.one, pair.other))

    chosen = [pair for pair in PAIRS if pair.wanted == wanted]
    assert len(chosen) > 40
    assert [(pair.kind, pair.one.title) for pair in chosen if told_wrong(pair)] == []


@pytest.mark.parametrize(("originals", "name"), [("blind", "first"), ("second", "second"), ("held", "held")])
def test_pages(originals: str, name: str) -> None:
    assert list(blind_copies.failures(originals, name)) == []


def test_pairs_held_back() -> None:
    """One of 70 is linked wrongly: two flag ceremonies told apart by a word or two in small letters."""
    wrong = [pair for pair in pairs("held") if not right(pair, relation(pair.one, pair.other))]
    assert {pair.wanted for pair in wrong} <= {"other"}
    assert len(wrong) <= 1
