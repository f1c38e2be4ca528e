"""Labelled pages: no copy is left, nothing is wrongly removed, and the prints are counted right."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import pytest

from portals.text.folding import fold
from portals.text.repeats import cut
from tests.text.duplicates.pages import Page, labelled_pages

pytestmark = pytest.mark.slow

EVENTS = {"tune": 30, "held": 30}
KINDS = sorted({page.made for page in labelled_pages(1, "tune", 1)})


@cache
def pages(split: str) -> list[Page]:
    return labelled_pages(EVENTS[split], split, seed=20201010)


def lines(texts: Iterable[str]) -> list[str]:
    """Folded texts, the date line without what the two prints call it, the counter left out."""
    folded = (fold(text).replace("đăng lúc: ", "ngày ").replace(" (gmt+7)", "") for text in texts if text.strip())
    return [line for line in folded if not line.startswith("lượt xem")]


@pytest.mark.parametrize("made", KINDS)
@pytest.mark.parametrize("split", EVENTS)
def test_each_text_once_and_nothing_lost(split: str, made: str) -> None:
    chosen = [page for page in pages(split) if page.made == made]
    assert len(chosen) == EVENTS[split]
    for page in chosen:
        kept = cut(page.blocks)
        assert lines(block.text for block in kept.blocks) == lines(page.texts)
        assert kept.copies == page.copies
