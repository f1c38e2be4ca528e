"""Labels of other articles: the dates and view counts that cards and lists print beside their links."""

from __future__ import annotations

import re
from functools import lru_cache

from portals.webpage.addresses import clean_href
from portals.webpage.page_rows import View, once_a_row
from portals.webpage.rows import attributes

_FRAMES = frozenset({"body", "html", "form"})
_LEAST_TITLE = 12
"""Characters from which a link may be an article's title, not a section or an author."""
_SECTION = re.compile(r"(?:mục|thể loại|tác giả|nguồn|đăng bởi)\s*:\s*$", re.IGNORECASE)
"""What stands before a link in an article's own line: `Chuyên mục: Tin tức sự kiện`."""
_NUMBER = re.compile(r"\d{4,}")
_NOWHERE = ("#", "javascript:", "mailto:", "tel:")


def foreign(view: View, index: int) -> bool:
    """Whether a label row belongs to a link to another page: in its row, or right above it in a box with nothing more.

    `<li><a href="/tin/9.html">Lễ hội đền Bà</a><span>Lượt xem: 999</span></li>`
    """
    if _leads_away(view, index):
        return True
    above = index - 1
    if above < 0 or not _leads_away(view, above):
        return False
    shared = _around(view, above) & _around(view, index)
    if not shared:
        return False
    below = index + 1
    return (
        below >= len(view.rows) or not shared.intersection(view.sheet.around(view.rows[below].box)) or _leads_away(view, below)
    )


def _around(view: View, index: int) -> set[int]:
    """The element of a row and the one around it, the page's frame apart."""
    box = view.rows[index].box
    return {each for each in (box, view.sheet.parents[box]) if view.sheet.tags[each] not in _FRAMES}


@once_a_row
def _leads_away(view: View, index: int) -> bool:
    """Whether a row holds a link that may be another article's title."""
    row = view.rows[index]
    if not row.anchors or view.file(index):
        return False
    return any(
        (len(label) >= _LEAST_TITLE or row.image is not None)
        and _elsewhere(attrs, view.url)
        and not view.claimed(label)
        and not _SECTION.search(row.text[: max(0, row.text.find(label))])
        for attrs, label in row.anchors
    )


def to_itself(view: View, index: int) -> bool:
    """Whether a row is a link to the page itself, as titles are on some portals."""
    hrefs = [clean_href(attributes(attrs).get("href", "")) for attrs, _ in view.rows[index].anchors]
    return bool(view.url) and any(href and not href.startswith(_NOWHERE) and _name(href) == _name(view.url) for href in hrefs)


@lru_cache(maxsize=2048)
def _elsewhere(attrs: str, page_url: str) -> bool:
    """Whether a link leads to another article: by the last number of its address, or by its last part."""
    href = clean_href(attributes(attrs).get("href", ""))
    return bool(href) and not href.lower().startswith(_NOWHERE) and _name(href) != _name(page_url)


@lru_cache(maxsize=2048)
def _name(address: str) -> str:
    numbers = _NUMBER.findall(address)
    return numbers[-1] if numbers else address.partition("?")[0].rstrip("/").rpartition("/")[2].lower()


def card_picture(view: View, index: int) -> bool:
    """Return whether a picture is linked to another article that the next row names: `<a><img></a><a>Lễ hội đền Bà</a>`."""
    hrefs = {attributes(attrs).get("href") for attrs, _ in view.rows[index].anchors}
    after = view.rows[index + 1] if index + 1 < len(view.rows) else None
    if not hrefs or after is None or not view.link(index + 1):
        return False
    return any(attributes(attrs).get("href") in hrefs for attrs, label in after.anchors if label)
