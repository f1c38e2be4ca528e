"""Boxes between the paragraphs of an article that do not belong to it: advertisements, promotion, fallback texts of players.

They are told by what their element is called, never by what they say.
"""

from __future__ import annotations

import re

from portals.webpage.content import FRAMES, Content
from portals.webpage.page_rows import View

_LONGEST = 240
"""Longest text, in characters, of a box that is left out for its name; a longer box holds paragraphs of the article."""
_PLAYERS = frozenset({"amp-audio", "amp-iframe", "amp-video", "amp-youtube", "audio", "iframe", "video"})
"""Elements whose text is shown only where they cannot be played."""
_WORDS = re.compile(
    r"(?:^|[\s_-])(?:ads|ads?-?(?:box|slot|unit|zone)|ad|adsense|advert\w*|app-?(?:banner|download|promo)|call-?to-?action|complementary|cta"
    r"|download-?app|follow|newsletter|promo|promotion|quang-?cao|sponsor(?:ed|s)?|subscribe|subscription|tai-?(?:app|ung-?dung)|zalo)(?:$|[\s_-])",
    re.IGNORECASE,
)
_NAMES = re.compile(r' (?:class|id|role)="([^"]*)"')


def is_promotion(view: View, index: int, content: Content) -> bool:
    """Return whether a row stands in a short box inside the text's element that is named for an advertisement or the like.

    `<div class="follow-zalo">`, `<amp-ad>`, `<video>` with a fallback text. The text's own element and those around it may
    be called anything.
    """
    sheet = view.sheet
    for box in sheet.around(view.rows[index].box):
        tag = sheet.tags[box]
        if box in (content.box, content.place) or tag in FRAMES:
            return False
        if (tag in _PLAYERS or _named(tag, sheet.attrs[box])) and _length(view, index, box) <= _LONGEST:
            return True
    return False


def _named(tag: str, attrs: str) -> bool:
    if "-" in tag and _WORDS.search(tag):
        return True
    return bool(attrs) and any(_WORDS.search(value) for value in _NAMES.findall(attrs))


def _length(view: View, index: int, box: int) -> int:
    """Characters of the rows of a box around a row, counted no further than needed."""
    length = len(view.rows[index].text)
    for step in (-1, 1):
        place = index + step
        while 0 <= place < len(view.rows) and length <= _LONGEST and box in view.sheet.around(view.rows[place].box):
            length += len(view.rows[place].text)
            place += step
    return length
