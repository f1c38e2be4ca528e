"""Which first rows of an article are its lead: named so, set in bold, or standing apart from the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from portals.text.folding import fold
from portals.webpage.captions import is_caption
from portals.webpage.page_rows import View
from portals.webpage.typography import bold, italic

LEAD = re.compile(
    r"(?:^|[\s_-])(?:lead|lede|sapo|tom-?tat|summary|home-?text|trich-?yeu|mo-?ta|short-?desc\w*|description|intro(?:-?text)?|chapeau|abstract"
    r"|excerpt|standfirst|deck|dek|sub-?title|sub-?head(?:line)?|teaser|dan-?nhap|loi-?dan)(?:$|[\s_-])"
    r"|(?-i:[a-z](?:Lead|Lede|Sapo|Summary|TomTat|HomeText|MoTa|Intro(?:Text)?|ShortDesc|Teaser|Excerpt|Abstract|Description)(?:$|[\s_-]))",
    re.IGNORECASE,
)
_NOT_NAMED = re.compile(r"with-?summary|no-?summary", re.IGNORECASE)
"""`text-with-summary` is a field of Drupal that holds the whole text."""
_LONGEST = 900
_LEAST = 25
_LEVELS = 3
_MOST_ROWS = 4
_SAME = 60
"""Characters of the page's description that a lead must begin with."""


def lead_rows(view: View, apart: Sequence[int], body: Sequence[int]) -> list[int]:
    """Return the rows of the lead; they are the first of `apart`, then of `body`.

    `apart` are rows of running text between the headline and the element of the text, `body` those inside it. A lead of
    several lines in one element is one lead.
    """
    texts = [index for index in (*apart, *body) if view.rows[index].image is None and not view.caption(index)]
    if not texts or not _fits(view, texts[:1]):
        return []
    first = texts[0]
    if box := _named_box(view, first):
        rows = [index for index in texts[:_MOST_ROWS] if box in view.sheet.around(view.rows[index].box)]
        more = len(texts) > len(rows) and box in view.sheet.around(view.rows[texts[len(rows)]].box)
        if not more and _fits(view, rows) and len(rows) < len(texts):
            return rows
    if view.called(first, LEAD) and len(texts) > 1:
        return [first]
    if first in apart:
        rows = list(apart)
        emphasised = all(_emphasis(view, index) for index in rows) or view.sheet.tags[view.rows[first].box] in _HEADINGS
        return rows if _fits(view, rows) and body and (emphasised or _described(view, rows)) else []
    captions = _below_pictures(view, body)
    following = next((index for index in texts[1:] if len(view.rows[index].text) >= _LEAST and index not in captions), None)
    if following is not None and _emphasis(view, first) and not _emphasis(view, following) and _prose(view, first):
        return [first]
    return []


_HEADINGS = frozenset(("h2", "h3", "h4", "h5"))


def _below_pictures(view: View, rows: Sequence[int]) -> set[int]:
    """The rows that are captions by their place below a picture."""
    return {index for before, index in pairwise(rows) if view.rows[before].image is not None and is_caption(view, index)}


def _fits(view: View, rows: Sequence[int]) -> bool:
    length = sum(len(view.rows[index].text) for index in rows)
    return _LEAST <= length <= _LONGEST


def _prose(view: View, index: int) -> bool:
    """Whether an emphasised first row is a sentence, not a heading: `1. Về công tác chỉ đạo`."""
    text = view.rows[index].text.strip()
    return len(text) >= 60 and not text.isupper()


def _emphasis(view: View, index: int) -> bool:
    return bold(view, index) or italic(view, index)


def _named_box(view: View, index: int) -> int:
    """The innermost box around a row that is named for a lead; 0 for none."""
    box = view.rows[index].box
    for _ in range(_LEVELS):
        if not box:
            return 0
        if view.named(box, LEAD) and not view.named(box, _NOT_NAMED):
            return box
        box = view.sheet.parents[box]
    return 0


def _described(view: View, rows: Sequence[int]) -> bool:
    """Whether the page's description begins as these rows do."""
    text = fold(" ".join(view.rows[index].text for index in rows))
    return any(text.startswith(said[:_SAME]) for lead in view.leads if len(said := fold(lead).rstrip(". …")) >= _LEAST)
