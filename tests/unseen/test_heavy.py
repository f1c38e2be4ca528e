"""The pages that speed is measured on are what they are said to be, and read rightly."""

from __future__ import annotations

import pytest

from portals.stages import clean
from portals.text.folding import squeeze
from tests.unseen.heavy import LARGEST, SMALLEST, Heavy, heavy_pages

PAGES = [pytest.param(heavy, id=f"{heavy.group}, {heavy.name}") for heavy in heavy_pages(1)]


@pytest.mark.parametrize("heavy", PAGES)
def test_a_whole_page_with_a_long_article_and_its_officials(heavy: Heavy) -> None:
    assert SMALLEST <= len(heavy.page.body) <= LARGEST
    record = clean(heavy.page, heavy.portal)
    assert squeeze(record.title or "") == squeeze(heavy.title)
    assert len(record.officials) >= 5
    assert len(record.body or "") > 3_000
