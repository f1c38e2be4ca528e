"""Where the text of an article stands: the boxes of its first paragraphs."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from portals.webpage.boilerplate import END, FOOTER
from portals.webpage.page_rows import View, ends_sentence

FRAMES = frozenset({"body", "html", "form"})
_TABLE = frozenset({"table", "tbody", "thead", "tfoot", "tr"})
_WITHIN = _TABLE | {"td", "th", "caption", "ul", "ol", "li", "dl", "dt", "dd", "figure", "blockquote", "center"}
"""Elements that stand within a text: from a cell of a data table it is no step to the text around."""
_DEEPEST = 4
"""Levels that the wrappers of one paragraph may have."""
_FAR = 30
_BEGINNING = 4
"""Rows that may hold the first picture of a text without prose."""
LEAST_SENTENCE = 40


@dataclass(frozen=True, slots=True)
class Home:
    """The boxes that hold the paragraphs, and how many levels below one of them a row may stand."""

    boxes: frozenset[int]
    levels: int
    around: int = 0
    """The box of paragraphs that have wrappers of their own; 0 where they have none."""


def home_of(view: View, first: int, limit: int) -> Home:
    """The boxes that hold the paragraphs: parents of the first prose rows, or of the first picture of a page without prose.

    Text directly below the page's frame has none.
    """
    boxes: list[int] = []
    past = False
    for index in range(first, min(limit, first + _FAR)):
        closed = _closes(view, index)
        if closed and boxes:
            break
        past = past or closed or FOOTER.match(view.key(index))
        if closed:
            continue
        if view.prose(index) or (not past and not boxes and sentence(view, index)):
            box = view.rows[index].box
            boxes += [box, view.sheet.parents[box]]
            if len(boxes) >= 6:
                break
    if not boxes and (picture := next((row for row in view.rows[first : min(limit, first + _BEGINNING)] if row.image), None)):
        boxes = [picture.box, view.sheet.parents[picture.box]]
    around, levels = _wrapped(view, first, limit)
    known = frozenset(box for box in (*boxes, around) if view.sheet.tags[box] not in FRAMES and box)
    return Home(known, levels, around)


def _closes(view: View, index: int) -> bool:
    return view.link(index) or END.match(view.key(index))


def _wrapped(view: View, first: int, limit: int) -> tuple[int, int]:
    """The box around paragraphs that have wrappers of their own (`<div><div>…</div></div>`, a table each); its distance."""
    near = range(first, min(limit, first + _FAR))
    near = range(first, next((index for index in near if index > first and _closes(view, index)), near.stop))
    prose = list(islice(filter(view.prose, near), 2))
    if len(prose) == 1:
        prose += [index for index in near if index > prose[0] and view.rows[index].image is None][:1]
    if len(prose) < 2:
        return 0, 1
    one, two = (list(view.sheet.around(view.rows[index].box))[: _DEEPEST + 1] for index in prose)
    for depth, (left, right) in enumerate(zip(one, two, strict=False)):
        if left == right:
            return left, max(1, depth)
        if any(kind[left] != kind[right] for kind in (view.sheet.tags, view.sheet.attrs)):
            break
    return 0, 1


def at_home(view: View, index: int, home: Home) -> bool:
    """Whether a row stands in a box of the paragraphs, or few levels below one; tables and lists within it are no levels."""
    tags, parents = view.sheet.tags, view.sheet.parents
    box, levels, outside = view.rows[index].box, 0, 0
    while box and outside <= home.levels:
        if box in home.boxes and (levels <= home.levels or box == home.around or tags[box] not in _TABLE):
            return True
        levels += 1
        outside += tags[box] not in _WITHIN
        box = parents[box]
    return False


def sentence(view: View, index: int) -> bool:
    """Whether a row is a sentence, were it short."""
    text = view.rows[index].text
    return len(text) >= LEAST_SENTENCE and ends_sentence(text)
