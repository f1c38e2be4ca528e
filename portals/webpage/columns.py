"""The columns of a page: which boxes a template sets beside a list, narrower than it or named for it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from portals.webpage.rows import RowTree, attributes

_SCALES = {
    "grid": re.compile(r"(?:^|\s)(?:(?:\w+:)?col(?:umns?)?(?:-span)?|span|grid|large|medium|small|is|uk-width|w)[-_]?"
    r"(?:xs|sm|md|lg|xl|xxl|l|m|s|large|medium|small|desktop|tablet)?[-_]?(\d{1,2})(?=\s|$|@|-(?:lg|md|sm|desktop|tablet)\b)"),
    "share": re.compile(r"(?:^|\s)(?:\w+:)?(?:w|width|uk-width|col|is)[-_](\d)[-/_](\d{1,2})(?=\s|$|@)"),
}  # fmt: skip
"""`col-md-8`, `lg:col-span-4`, `span9`, `large-4`, `uk-width-1-3@m`, `lg:w-2/3`."""
_STYLE = re.compile(r"(?:^|;)\s*(?:max-)?width\s*:\s*(\d{2,4}(?:\.\d+)?)\s*(px|%)", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"(\d{2,4})(px|%)?")
_NARROWER = 0.7
"""Share of a column's width up to which the one next to it holds what lies beside."""
_BESIDE = re.compile(
    r"(?:^|[\s_-])(?:right|rightside|sidebar|side|aside|rail|secondary|phai|ben-?phai|cot-?phai|cot-?phu|menu-?phai)(?:$|[\s_\d-])"
    r"|(?:^|[\s_-])(?:col|column|cot|block|box|content|main|sec|wrap)[-_]?(?:right|phai|side)(?:$|[\s_\d-])"
    r"|(?:right|side)[-_]?(?:col|column|content|bar|block|box|panel|main|wrap)(?:$|[\s_\d-])",
    re.IGNORECASE,
)
"""Names that templates give to the column beside the main one: `cot-phai`, `right-content`, `menu_phai`."""
_PAGE = frozenset(("body", "html"))


def beside(sheet: RowTree, box: int) -> frozenset[int]:
    """Return the boxes that lie beside the column of `box`: narrower than it in the same scale, or named so.

    Only boxes with one parent are compared: a lead story with a narrow list beside it, above the column, is none of them.
    """
    children: dict[int, list[int]] = defaultdict(list)
    for each, parent in enumerate(sheet.parents):
        if each:
            children[parent].append(each)
    found: set[int] = set()
    for column in sheet.around(box):
        if not column or sheet.tags[column] in _PAGE:
            continue
        own = dict(widths(sheet, column))
        named = _names(sheet, column)
        for other in children[sheet.parents[column]]:
            if other == column:
                continue
            narrow = any(scale in own and width <= own[scale] * _NARROWER for scale, width in widths(sheet, other))
            apart = _BESIDE.search(_names(sheet, other)) and not _BESIDE.search(named)
            if narrow or apart:
                found.add(other)
    return frozenset(found)


def _names(sheet: RowTree, box: int) -> str:
    if not sheet.attrs[box]:
        return ""
    said = attributes(sheet.attrs[box])
    return f"{said.get('class', '')} {said.get('id', '')}"


def widths(sheet: RowTree, box: int) -> Iterator[tuple[str, float]]:
    """Yield the scale and the width of a box: columns of a grid, a share of the row, percent, pixels."""
    if not sheet.attrs[box]:
        return
    said = attributes(sheet.attrs[box])
    classes = said.get("class", "")
    if numbers := [float(number) for number in _SCALES["grid"].findall(classes)]:
        yield "grid", min(numbers)  # `col-xs-12 col-md-4`: the widest screen has the most columns
    if shares := [int(one) / int(of) for one, of in _SCALES["share"].findall(classes) if int(of)]:
        yield "share", min(shares)
    if style := _STYLE.search(said.get("style", "")):
        yield style[2], float(style[1])
    elif sheet.tags[box] == "td" and (width := _ATTRIBUTE.fullmatch(said.get("width", ""))):
        yield width[2] or "px", float(width[1])
