"""Texts cut into paragraphs and stretches, so that pages can highlight officials and days in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Mark = tuple[int, int, str, object]
"""Start and end in the text, kind (`person`, `date`), and what it is: the number of the official, or the day."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a paragraph; `kind` is empty for plain text."""

    text: str
    kind: str = ""
    value: object = None


def marked_paragraphs(text: str, marks: Iterable[Mark]) -> list[list[Stretch]]:
    """Return the paragraphs of a text, each as its stretches. Of marks that overlap the earlier one is kept.

    >>> marked_paragraphs("Ông A.\\n\\nBà B.", [(4, 5, "person", 0)])[0][1]
    Stretch(text='A', kind='person', value=0)
    """
    cut = _apart(marks, len(text))
    found: list[list[Stretch]] = [[]]
    for start, end, kind, value in cut:
        parts = text[start:end].split("\n\n") if not kind else [text[start:end]]
        for number, part in enumerate(parts):
            if number:
                found.append([])
            if part:
                found[-1].append(Stretch(part, kind, value))
    return [stretches for stretches in found if stretches]


def _apart(marks: Iterable[Mark], size: int) -> Sequence[Mark]:
    """The marks in order without overlaps, and plain stretches between them."""
    at, found = 0, []
    for start, end, kind, value in sorted(marks, key=lambda mark: (mark[0], -mark[1])):
        if start < at or end > size:
            continue
        found += [(at, start, "", None), (start, end, kind, value)]
        at = end
    return [*found, (at, size, "", None)]
