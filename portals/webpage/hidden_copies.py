"""Print copies that a page hides: not read as text, but counted, and asked for what they alone have."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from portals.draft import Block, HiddenCopy
from portals.text.dates.line import look
from portals.text.folding import fold
from portals.text.repeats.skeleton import skeletons
from portals.webpage.labels import read_date_row, read_row
from portals.webpage.page_rows import View

_LEAST = 40
_SHARED = 0.5
"""Share of the visible paragraphs that a hidden copy must hold."""
_BETWEEN = 6
"""Rows around the title of a copy in which its date line stands."""


def hidden_copies(view: View, blocks: Sequence[Block]) -> tuple[HiddenCopy, ...]:
    """Return the copies of the article that stand in hidden elements, in the order of the page."""
    rows = [row for row in view.sheet.hidden if row.text.strip()]
    said = [block.text for block in blocks if block.kind in ("paragraph", "lead") and len(block.text) >= _LEAST]
    if set(skeletons(said)).isdisjoint(skeletons([row.text for row in rows])):
        return ()
    paragraphs = set(map(fold, said))
    title = next((fold(block.text) for block in blocks if block.kind == "title"), "")
    folded = [fold(row.text) for row in rows]
    shared = [index for index, text in enumerate(folded) if text in paragraphs]
    if not paragraphs or len({folded[index] for index in shared}) < _SHARED * len(paragraphs):
        return ()
    first = folded[shared[0]]
    starts = [index for index in shared if folded[index] == first]
    found = []
    for start in starts:
        near = range(max(0, start - _BETWEEN), start)
        titled = next((index for index in reversed(near) if folded[index] == title), start)
        found.append(HiddenCopy(tuple(_dates(rows[index].text for index in range(max(0, titled - 2), start)))))
    return tuple(found)


def _dates(texts: Iterable[str]) -> list[str]:
    """The date lines of a copy, without the day of printing: `Ngày in: 28/11/2026 09:00:00`."""
    return [
        label.text
        for text in texts
        if (read := read_row(text) or read_date_row(text)) and look(text, now=None, order="dmy").label != "other"
        for label in read.labels
        if label.kind == "date"
    ]
