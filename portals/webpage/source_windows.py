"""Which stretch of a page's source to read: a whole page costs three times what its article does.

A window runs from some way above a family's label to some way below; it grows until the article ends well inside it.
What a window gives is what the whole page would give; where that is not certain the whole page is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

ABOVE = 4_000
"""Characters of markup above a label that hold the title and the lines beside it."""
BELOW = (16_000, 60_000)
"""Sizes tried below the label."""
_CUES = (
    "tin khác",
    "tin đã đưa",
    "in liên quan",
    "mới hơn",
    "cũ hơn",
    "VIDEO",
    "LƯỢNG TRUY CẬP",
    "quan chủ quản",
    "in cùng",
    "Phản hồi",
)
_BEYOND = 2_400
_VALUE = re.compile(r"\d{1,2}[/-]\d{1,2}[/-]\d{4}(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?")


def windows(source: str, seeds: Sequence[str]) -> Iterator[list[tuple[int, int]]]:
    """Stretches of the source around the first labels of a family: for each label the smallest first."""
    for position in _places(source, seeds):
        first, last = _same_value(source, position)
        start = _open(source, max(0, first - ABOVE))
        ends = (_foreseen(source, last), *(last + size for size in BELOW))
        yield [(start, source.rfind(">", 0, end) + 1 if end < len(source) else len(source)) for end in ends]


def _foreseen(source: str, position: int) -> int:
    """Where the window may end for all that can be seen from the source: some way below what usually follows an article."""
    end = position + BELOW[0] - _BEYOND
    for cue in _CUES:
        found = source.find(cue, position, end)
        end = found if found >= 0 else end
    return end + _BEYOND


def _places(source: str, seeds: Sequence[str]) -> Iterator[int]:
    """The first places of the first label that is printed at all."""
    for seed in seeds:
        position = source.find(seed)
        if position < 0:
            continue
        yield position
        position = source.find(seed, position + len(seed))
        if position >= 0:
            yield position
        return


def _same_value(source: str, position: int) -> tuple[int, int]:
    """Where the date beside the label is printed first and last: the print copy repeats it."""
    value = _VALUE.search(source, position, position + 200)
    if value is None:
        return position, position
    body = max(0, source.find("<body"))
    first = source.find(value[0], body)
    return min(position, first if first >= 0 else position), max(position, source.rfind(value[0]))


def _open(source: str, start: int) -> int:
    """The next tag's start that lies in no script, style or comment."""
    if not start:
        return 0
    for begin, end in (("<script", "</script"), ("<style", "</style"), ("<!--", "-->")):
        close = source.find(end, start, start + 4 * ABOVE)
        if close < 0 or source.find(begin, start, close) >= 0:
            continue
        if source.rfind(begin, 0, start) > source.rfind(end, 0, start):
            start = source.find(">", close) + 1
    return max(0, source.find("<", start))
