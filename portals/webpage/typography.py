"""How a row looks: bold, italic, its size. By elements, inline styles, utility classes, and the page's own style sheet."""

from __future__ import annotations

import re

from portals.webpage.page_rows import View, once_a_row

_WHOLE = 0.8
"""Share of a row's characters that an inline element holds where it holds the row."""
_BOLD = re.compile(
    r"font-weight:\s*(?:bold|[6-9]00)|class=\"(?:[^\"]*\s)?(?:font-(?:semi)?bold|font-extrabold|fw-(?:semi)?bold|fw-[67]00|text-bold|bold|bolder"
    r"|has-text-weight-bold)[\s\"]",
    re.IGNORECASE,
)
_ITALIC = re.compile(
    r"font-style:\s*(?:italic|oblique)|class=\"(?:[^\"]*\s)?(?:italic|fst-italic|text-italic|font-italic|is-italic)[\s\"]",
    re.IGNORECASE,
)
_SIZE = re.compile(r"font-size:\s*(\d+(?:\.\d+)?)\s*(px|pt|em|rem|%)|\bsize=\"?([+]?\d)", re.IGNORECASE)
_POINTS = {"px": 0.75, "pt": 1.0, "em": 12.0, "rem": 12.0, "%": 0.12}
_FONT = (7.5, 10.0, 12.0, 13.5, 18.0, 24.0, 36.0)
"""Points of `<font size="1">` to `7`."""
_UTILITY = re.compile(r"\btext-(lg|xl|[2-9]xl)\b|\bfs-([1-5])\b|\bh([1-4])\b")
_LARGE = 15.0
_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
_CLASS = re.compile(r"^(?:[a-z]+\d?)?\.([\w-]+)$", re.IGNORECASE)
_NAMES = re.compile(r'class="([^"]*)"')
_LARGEST_SHEET = 200_000


def bold(view: View, index: int) -> bool:
    """Return whether a row is set in bold as a whole, by what stands at the row itself."""
    row = view.rows[index]
    return row.bold >= _WHOLE * len(row.text.strip()) or any(_BOLD.search(each) for each in _tags(view, index))


def bold_by_rule(view: View, index: int) -> bool:
    """Return whether the page's own style sheet sets a row in bold."""
    return any(_BOLD.search(_ruled(view, each)) for each in _tags(view, index))


def italic(view: View, index: int) -> bool:
    """Return whether a row is set in italics as a whole."""
    row = view.rows[index]
    return row.italic >= _WHOLE * len(row.text.strip()) or any(_ITALIC.search(each) for each in _tags(view, index))


def _tags(view: View, index: int) -> tuple[str, ...]:
    """The attributes of the element of a row, and the start tags of inline elements that hold it."""
    return (view.sheet.attrs[view.rows[index].box], *covering(view, index))


def covering(view: View, index: int) -> tuple[str, ...]:
    """Return the start tags of the inline elements that hold most of a row."""
    row = view.rows[index]
    least = _WHOLE * len(row.text.strip())
    return tuple(tag for tag, text in (*row.marks, *row.anchors) if len(text) >= least)


@once_a_row
def size(view: View, index: int) -> float | None:
    """Return the size of a row's letters in points, where the page says it; None where only an outer style sheet does."""
    box = view.rows[index].box
    for attrs in (*covering(view, index), view.sheet.attrs[box], view.sheet.attrs[view.sheet.parents[box]]):
        for said in (attrs, _ruled(view, attrs)):
            if (points := _points(said)) is not None:
                return points
    return None


def larger(view: View, index: int, other: int) -> bool:
    """Return whether a row is set in larger letters than another."""
    one, two = size(view, index), size(view, other)
    return one is not None and one > (two or 12.0)


def _points(attrs: str) -> float | None:
    if match := _SIZE.search(attrs):
        if match[1]:
            return float(match[1]) * _POINTS[match[2].lower()]
        step = int(match[3].lstrip("+")) + (3 if match[3].startswith("+") else 0)
        return _FONT[min(max(step, 1), 7) - 1]
    return _LARGE if _UTILITY.search(attrs) else None


def _ruled(view: View, attrs: str) -> str:
    """The declarations of the page's own rules for the classes of a start tag."""
    if not view.styles:
        return ""
    names = (name for found in _NAMES.findall(attrs) for name in found.split())
    return ";".join(view.styles[name.lower()] for name in names if name.lower() in view.styles)


def style_rules(source: str) -> dict[str, str]:
    """Return what the page's own style sheets say of classes, by the class in lower case: `tit` → `font-weight: bold`.

    Only rules for a class alone count, and only those about size, weight and slant.
    """
    found: dict[str, str] = {}
    lowered = source.lower()
    start = lowered.find("<style")
    while start >= 0:
        end = lowered.find("</style", start)
        if end < 0:
            break
        sheet = lowered[lowered.find(">", start) + 1 : min(end, start + _LARGEST_SHEET)]
        for selectors, said in _RULE.findall(sheet):
            if "font" in said:
                for each in selectors.split(","):
                    if match := _CLASS.match(each.strip()):
                        found[match[1]] = f"{found.get(match[1], '')};{said.strip()}"
        start = lowered.find("<style", end)
    return found
