"""What the markup of a page shows, roughly and fast: its text elements, and which may be an article's. Linear in the page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape

from portals.text.folding import fold

_TAG = re.compile(r"<[^<>]*>")
_DEAD = re.compile(r"<(script|style|noscript|head)\b|<!--", re.IGNORECASE)
_LINK = re.compile(r"<(a)\b", re.IGNORECASE)
_CLOSE = {
    name: re.compile(rf"</{name}[^<>]*>?", re.IGNORECASE) for name in ("script", "style", "noscript", "head", "a", "form")
}
_CLOSE[""] = re.compile("-->")
_VIETNAMESE = re.compile("[ăâđêôơưàáạảãèéẹẻẽìíịỉĩòóọỏõùúụủũỳýỵỷỹ\u0300-\u0303\u0309\u0323\u1ea0-\u1ef9]", re.IGNORECASE)
_LEAST_PROSE = 60
"""Characters of the shortest text that counts as a sentence of an article."""


def texts(source: str, *, linked: bool = True) -> list[str]:
    """The text elements outside scripts, styles and the head, without blank ones; `linked`: those of links too."""
    living = without(source, _DEAD)
    if not linked:
        living = without(living, _LINK)
    return [unescape(text) for part in _TAG.split(living) if (text := part.strip())]


def without(source: str, opening: re.Pattern[str]) -> str:
    """The source without the elements that so open (and comments); one that is never closed stays."""
    kept: list[str] = []
    missing: set[str] = set()
    place, start = 0, 0
    while match := opening.search(source, start):
        name = (match[1] or "").lower()
        end = None if name in missing else _CLOSE[name].search(source, match.end())
        if end is None:
            missing.add(name)
            start = match.end()
            continue
        kept.append(source[place : match.start()])
        place = start = end.end()
    return " ".join([*kept, source[place:]])


def is_vietnamese(text: str) -> bool:
    """Whether a text holds a letter that Vietnamese has and English has not."""
    return _VIETNAMESE.search(text) is not None


def is_sentence(text: str, excused: Sequence[str]) -> bool:
    """Whether a text may be an article's: Vietnamese, not short, and with none of the words that excuse (folded)."""
    if len(text) < _LEAST_PROSE or not is_vietnamese(text):
        return False
    folded = fold(text)
    return not any(word in folded for word in excused)
