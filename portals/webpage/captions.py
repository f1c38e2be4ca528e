"""Which rows after a picture are its caption."""

from __future__ import annotations

import re

from portals.webpage.page_rows import View, ends_sentence

_NAMED = re.compile(r"(?:^|[\s_-])(?:image|img|photo|anh)(?:$|[\s_-])", re.IGNORECASE)
_CENTRED = re.compile(r"text-align:\s*center|align=\"center\"|\b(?:text-center|has-text-align-center)\b", re.IGNORECASE)
_LONGEST = 250
_LONGEST_IN_PICTURE = 220
_PLAIN = 110
_CELLS = frozenset(("td", "th"))
_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
_EMPHASIS = 0.8


def is_caption(view: View, index: int) -> bool:
    """Return whether the row after a picture is its caption: in its element, centred, in italics, or short and no sentence."""
    row = view.rows[index]
    text = row.text.strip()
    length = len(text)
    if length > _LONGEST:
        return False
    if row.italic >= _EMPHASIS * length or _centred(view, row.box) or view.called(index, _NAMED):
        return True
    tag = view.sheet.tags[row.box]
    if (tag in _CELLS or view.sheet.tags[view.sheet.parents[row.box]] in _CELLS) and _in_picture_table(view, index):
        return True
    if length <= _LONGEST_IN_PICTURE and _in_picture(view, index):
        return True
    bold = row.bold >= _EMPHASIS * length
    return length <= _PLAIN and not bold and tag not in _HEADINGS and not ends_sentence(text)


def _centred(view: View, box: int) -> bool:
    attrs = view.sheet.attrs
    return view.sheet.tags[box] == "center" or any(_CENTRED.search(attrs[around]) for around in (box, view.sheet.parents[box]))


def _in_picture(view: View, index: int) -> bool:
    """Whether a row stands with nothing but a picture in one element: `<div><img><br><em>Quang cảnh buổi lễ.</em></div>`."""
    box = view.rows[index].box
    if view.rows[index - 1].image is None or view.rows[index - 1].box != box or view.sheet.tags[box] in ("body", "td", "p"):
        return False
    beside = (each for each in (index - 2, index + 1) if 0 <= each < len(view.rows))
    return not any(view.rows[each].image is None and box in view.sheet.around(view.rows[each].box) for each in beside)


def _in_picture_table(view: View, index: int) -> bool:
    """Whether the innermost table around a row also holds the picture before it and nothing long."""
    table = next((box for box in view.sheet.around(view.rows[index].box) if view.sheet.tags[box] == "table"), 0)
    if not table:
        return False
    near = range(max(0, index - 6), min(len(view.rows), index + 6))
    inside = [other for other in near if table in view.sheet.around(view.rows[other].box)]
    images = sum(view.rows[other].image is not None for other in inside)
    if len(inside) - images > images + 1:
        return False
    return images > 0 and all(len(view.rows[other].text) <= _LONGEST for other in inside)
