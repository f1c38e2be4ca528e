"""Whether two stretches are prints of one article, or one text that repeats itself for good reason."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from portals.cleaning.copies.differences import Change, clashes
from portals.page import Block

_DATE = re.compile(r"\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*\d{4}|\d{1,2}\s+tháng\s+\d{1,2}")
_DIGIT = re.compile(r"\d")
_LINE = 80
"""Characters of the longest publication line."""
_HEAD = 4
"""Blocks at the start of a print in which its title and date line stand."""
LONG = 25
"""Consonants of the shortest paragraph that counts as text of an article: about 50 characters."""
_HEADLINE = 12
_FURNITURE = frozenset({"date", "byline", "caption", "image", "views"})


def date_like(block: Block) -> bool:
    """Whether the block is a publication line: declared so, or a short line that holds a date."""
    return block.kind == "date" or (len(block.text) < _LINE and bool(_DATE.search(block.text)))


@dataclass(frozen=True)
class Sides:
    """A region parted in two."""

    blocks: Sequence[Block]
    numbers: Sequence[int]
    """The class of texts each block belongs to."""
    weight: Mapping[int, int]
    at: int

    @cached_property
    def pairs(self) -> list[tuple[int, int]]:
        """Blocks after the place with the first block before it that has the same text."""
        first: dict[int, int] = {}
        for place in range(self.at):
            first.setdefault(self.numbers[place], place)
        places = range(self.at, len(self.blocks))
        return [(first[self.numbers[i]], i) for i in places if self.numbers[i] in first and self.blocks[i].text.strip()]

    @cached_property
    def spots(self) -> set[Change]:
        """Where the two sides name different people, numbers or dates."""
        pairs = ((self.blocks[i].text, self.blocks[j].text) for i, j in self.pairs)
        return {change for one, other in pairs if one != other for change in clashes(one, other)}

    def long(self, places: Iterable[int]) -> int:
        return sum(self.weight.get(self.numbers[i], 0) >= LONG and self.blocks[i].kind != "title" for i in places)


def is_teaser(sides: Sides) -> bool:
    """Whether the first side only announces the second: title and opening, no date or byline, where the second has more."""
    before = range(sides.at)
    if any(date_like(sides.blocks[i]) or sides.blocks[i].kind == "byline" for i in before):
        return False
    return sides.long(before) <= 1 < sides.long(range(sides.at, len(sides.blocks)))


def is_print(sides: Sides, of_first: float, of_second: float) -> bool:
    """Whether the second side prints the article again; given what share of either side is common to both.

    A second title or a second line with the same day is the page's doing, and one print may then correct the other. Without
    them the texts must agree. Two decisions with one formula (`Điều 1. Bổ nhiệm ông …`), two notices, two days of a schedule
    do not.
    """
    if _furnished(sides):
        return max(of_first, of_second) >= 0.6 and len(sides.spots) <= max(2, len(sides.pairs) // 3)
    if _headline_again(sides):
        return max(of_first, of_second) >= 0.6 and len(sides.spots) <= 1
    return of_first >= 0.5 and of_second >= 0.9 and not sides.spots and not _other_matter(sides)


def _furnished(sides: Sides) -> bool:
    """Whether both sides open with the same title, marked as such, or with a publication line of the same day."""
    opening, second = _opening(sides), range(sides.at, min(sides.at + _HEAD, len(sides.blocks)))
    titles = {sides.numbers[i] for i in opening if sides.blocks[i].kind == "title"}
    if any(sides.numbers[i] in titles and sides.blocks[i].kind == "title" for i in second):
        return True
    return bool(_days(sides, opening) & _days(sides, second))


def _headline_again(sides: Sides) -> bool:
    """Whether the line that opens the first side opens the second too, and is long enough for a headline."""
    for i in _opening(sides)[:1]:
        again = sides.numbers[sides.at : sides.at + _HEAD]
        return sides.weight.get(sides.numbers[i], 0) >= _HEADLINE and sides.numbers[i] in again
    return False


def _opening(sides: Sides) -> list[int]:
    return [i for i in range(sides.at) if sides.blocks[i].kind != "views" and sides.blocks[i].text.strip()][:_HEAD]


def _days(sides: Sides, places: Iterable[int]) -> set[str]:
    lines = (sides.blocks[i].text for i in places if date_like(sides.blocks[i]))
    return {
        "/".join(part.lstrip("0") for part in re.findall(r"\d+", match[0])) for line in lines if (match := _DATE.search(line))
    }


def _other_matter(sides: Sides) -> bool:
    """Whether each side has text of its own where the other has something else."""
    start, stop = sides.pairs[0]
    inner = range(start, max(i for i, _ in sides.pairs))
    own = _unmatched(sides, inner, {i for i, _ in sides.pairs})
    other = _unmatched(sides, range(stop, sides.pairs[-1][1]), {j for _, j in sides.pairs})
    if own and other:
        return True
    last = max((i for i, _ in sides.pairs if i < sides.at), default=start)
    between = [sides.blocks[i] for i in range(last + 1, stop)]
    lead_in = any(block.kind not in _FURNITURE and block.text.strip() for block in sides.blocks[:start])
    return lead_in and any(
        _DIGIT.search(block.text) or len(block.text) > _LINE for block in between if block.kind not in _FURNITURE
    )


def _unmatched(sides: Sides, places: Iterable[int], matched: set[int]) -> bool:
    known = {sides.numbers[i] for i in matched}
    blocks = (sides.blocks[i] for i in places if sides.numbers[i] not in known)
    return any(block.kind not in _FURNITURE and block.text.strip() for block in blocks)
