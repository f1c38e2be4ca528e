"""The head of an article: labels above the headline, and labels, lead and credits between it and the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from portals.webpage.captions import is_caption
from portals.webpage.content import FRAMES, Content, inside, is_foreign, of_card, running_text
from portals.webpage.leads import LEAD
from portals.webpage.page_rows import View, ends_sentence
from portals.webpage.region import Region
from portals.webpage.related_links import card_picture, foreign

_ABOVE = 4
"""Rows looked at above the headline."""
_HEAD = 14
"""Rows looked at between headline and text."""
_LONGEST_CREDIT = 120
_THUMBNAIL = re.compile(r'src="[^"]*/thumbs?/', re.IGNORECASE)
PUBLISHED = re.compile(
    r"publi(?:sh|c-?date)|pub-?date|ngay-?(?:dang|xuat-?ban)|date-?(?:post|pub|creat)|posted|creat(?:ed?|ion)-?(?:date|time|on)"
    r"|(?:post|entry|news|article|detail|story|bai-?viet|tin)[\w]*[-_]{0,2}(?:date|time|ngay)(?!line)",
    re.IGNORECASE,
)
"""Names of elements that hold the day of publication: `data-role="publishdate"`, `entry-date`, `lblNgayDang`."""


def above(view: View, start: int) -> Iterator[int]:
    """Label rows right above the title.

    A date that a clock may say too counts inside the title's own element, or in one named for the publication.
    """
    near, beyond = True, False
    for index in range(start - 1, max(-1, start - 1 - _ABOVE), -1):
        labels = view.labels(index)
        if labels and labels.labels:
            if foreign(view, index):
                return
            if view.called(index, PUBLISHED) or (not beyond and (labels.strong or (near and _together(view, index, start)))):
                yield index
        elif not (labels or view.rows[index].image):
            near = near and not view.crumbs(index)
            beyond = beyond or not view.noise(index)
            if beyond and not view.link(index):
                return


def adds(view: View, index: int) -> bool:
    """Whether a label row above a dated title says more than another date."""
    labels = view.labels(index)
    return labels is not None and (labels.has("views") or labels.strong)


def _together(view: View, one: int, other: int) -> bool:
    """Whether two rows share an element below the page's frame, at most two levels up."""
    boxes = []
    for index in (one, other):
        around = [box for box, _ in zip(view.sheet.around(view.rows[index].box), range(3), strict=False)]
        boxes.append({box for box in around if view.sheet.tags[box] not in FRAMES})
    return bool(boxes[0] & boxes[1])


def read_head(view: View, region: Region, content: Content | None, limit: int) -> int:
    """Read labels, lead and credits between title and text. Returns the first row of the text."""
    start = region.title
    apart = content is not None and not inside(view, start, content)
    for index in range(start + 1, min(limit, start + 1 + _HEAD if content is None else limit)):
        row, read = view.rows[index], view.labels(index)
        whole = read is not None and not read.after and not read.before
        if apart and content and inside(view, index, content) and not whole:
            if view.noise(index):
                continue
            return index
        if read and not read.after and not read.before:
            if not foreign(view, index):
                region.labels.append(index)
        elif row.image is not None:
            if not apart:
                return index
            if not is_foreign(view, row.box) and not card_picture(view, index) and not _THUMBNAIL.search(row.image):
                region.pictures.append(index)
        elif apart and index - 1 in region.pictures and _is_caption(view, index):
            region.pictures.append(index)
        elif view.noise(index) or view.link(index) or is_foreign(view, row.box) or view.fold(index) == view.fold(start):
            continue
        elif running_text(view, index) and not of_card(view, index):
            if not apart:
                return index
            region.lead.append(index)
        elif not apart:
            if not _credit_line(view, index, limit):
                return index
            region.credits.append(index)
        elif view.credit(index):
            region.credits.append(index)
    return limit


def _is_caption(view: View, index: int) -> bool:
    """Whether the row after a picture is its caption and not the lead."""
    if view.noise(index):
        return False
    if view.caption(index):
        return True
    return is_caption(view, index) and not running_text(view, index) and not view.called(index, LEAD, 2)


def _credit_line(view: View, index: int, limit: int) -> bool:
    """Whether a short line stands between the title and a date line that nothing but an article's head prints."""
    row = view.rows[index]
    if len(row.text) > _LONGEST_CREDIT or index + 1 >= limit:
        return False
    read = view.labels(index + 1)
    return read is not None and read.strong and not read.before and not read.after and not ends_sentence(row.text)
