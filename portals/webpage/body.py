"""From a headline to the rows of its article: head, running text, and the lines that close it."""

from __future__ import annotations

import re

from portals.webpage.boilerplate import ASIDE, END, FOOTER
from portals.webpage.content import (
    Content,
    at_place,
    content_of,
    inside,
    is_foreign,
    of_card,
    sentence,
)
from portals.webpage.head import above, adds, read_head
from portals.webpage.headline import TitleRow
from portals.webpage.page_rows import View, ends_sentence
from portals.webpage.promotions import is_promotion
from portals.webpage.region import Region
from portals.webpage.related_links import card_picture, foreign
from portals.webpage.tail import LONGEST_SIGNATURE, heads_a_list, is_signature, last_rows, pictured, read_tail

HEAD = 14
"""Rows between two prints of a title over one text."""
_AHEAD = 4
_FAR_AHEAD = 12
"""Rows looked ahead for the text to go on after a widget, and after a box of links."""
_END_MARK = re.compile(r"[.…]?\s*/\s*\.?\s*$")
_DAY = re.compile(r"\b\d{1,2}[/-]\d{1,2}[/-]\d{4}\b")
_COMMENT = re.compile(r"(?:^|[\s_-])(?:comments?|binh-?luan|y-?kien|phan-?hoi|feedback)(?:$|[\s_-])", re.IGNORECASE)
_PADDING = 24
"""Characters by which blanks and letters' forms may make the same title longer or shorter."""
_OPENING = 30
_LEAST_BODY = 60
"""Characters below which a region is not an article, unless it has an image or a file."""


def body_regions(view: View, title: TitleRow) -> list[Region]:
    """Return every print of the article in reading order; a title printed twice over one body counts once."""
    starts = _starts(view, title)
    found: list[Region] = []
    for number, start in enumerate(starts):
        if found and start < found[-1].end:
            continue
        limits = [*starts[number + 1 :], len(view.rows)]
        region = _region(view, start, limits[0])
        if not _filled(view, region) and len(limits) > 1 and limits[0] - start <= HEAD:
            again = _region(view, limits[0], limits[1])
            between = (index for index in (*above(view, start), *range(start, limits[0])) if view.labels(index))
            again.labels = sorted({*between, *again.labels})
            region = again
        if _filled(view, region):
            found.append(region)
    return _prints(view, found)


def _prints(view: View, found: list[Region]) -> list[Region]:
    """The regions that print one text; another article under the same headline is none of them."""
    if len(found) < 2:
        return found
    openings = [_openings(view, region) for region in found]
    main = max(range(len(found)), key=lambda number: sum(len(view.rows[index].text) for index in found[number].body))
    return [
        region
        for number, region in enumerate(found)
        if number == main
        or len(openings[number] & openings[main]) * 5 >= 2 * min(len(openings[number]), len(openings[main])) > 0
    ]


def _openings(view: View, region: Region) -> set[str]:
    """How the paragraphs of a region begin, folded."""
    rows = (*region.lead, *region.body)
    return {
        view.fold(index)[:_OPENING]
        for index in rows
        if view.rows[index].image is None and len(view.rows[index].text) >= _OPENING
    }


def region_without_headline(view: View) -> Region | None:
    """Return the article of a page that prints no headline: the text of its content element. `title` is the row before it."""
    content = content_of(view, 0, len(view.rows))
    if content is None:
        return None
    region = Region(max(0, content.first - 1))
    last = _read_body(view, region, content, content.first, len(view.rows))
    read_tail(view, region, last, len(view.rows))
    return region if _filled(view, region) else None


def _starts(view: View, title: TitleRow) -> list[int]:
    """Rows with the title's text. Where no text follows, as in a breadcrumb or a list, nothing comes of them."""
    wanted = view.fold(title.row)
    if not wanted or view.rows[title.row].text != title.text:
        return [title.row]
    least, most = len(title.text) - _PADDING, len(title.text) + _PADDING
    initial = title.text.strip()[:1].lower()
    close = [
        index
        for index, row in enumerate(view.rows)
        if least <= len(row.text) <= most and (index == title.row or not view.file(index))  # a file is named as its notice
    ]
    return [index for index in close if view.rows[index].text.strip()[:1].lower() == initial and view.fold(index) == wanted]


def _filled(view: View, region: Region) -> bool:
    text = sum(len(view.rows[index].text) for index in (*region.lead, *region.body) if not view.link(index))
    return text >= _LEAST_BODY or any(view.rows[index].image or view.file(index) for index in (*region.body, *region.files))


def _region(view: View, start: int, limit: int) -> Region:
    region = Region(start)
    if (own := view.labels(start)) and own.labels:
        region.labels.append(start)
    limit = _next_head(view, start + 1, limit)
    content = content_of(view, start + 1, limit)
    first = read_head(view, region, content, limit)
    last = _read_body(view, region, content, first, limit)
    read_tail(view, region, last, limit)
    dated = any(read.has("date") for index in region.labels if (read := view.labels(index)))
    region.labels += [index for index in above(view, start) if not dated or adds(view, index)]
    return region


def _next_head(view: View, first: int, limit: int) -> int:
    """Where the head of another article begins: a title over a date line that says another date, and text below both."""
    said: set[str] = set()
    for index in view.anchors:
        read = view.labels(index) if first <= index < limit else None
        if not read or not read.strong or not read.has("date") or read.after:
            continue
        texts = {label.text for label in read.labels}
        other = index - 1 > first and not texts & said and view.titled(index - 1)
        below = range(index + 1, min(limit, index + _AHEAD))
        if other and any(map(view.prose, range(first, index - 1))) and any(map(view.prose, below)):
            return index - 1
        said |= texts
    return limit


def _read_body(view: View, region: Region, content: Content | None, first: int, limit: int) -> int:
    """Read the rows of the text from `first` on. Returns the first row after it."""
    if content is None:
        content = Content(0, (), 0)
    tight = not inside(view, region.title, content) and content.box != 0
    body: list[int] = []
    pending: list[int] = []
    waiting = 0
    ended, verdict = False, ""
    for index in range(first, limit):
        if tight and not inside(view, index, content):
            break
        verdict = _judge(view, index, limit, content, tight, ended)
        if verdict == "wait":
            pending.append(index)
            waiting += not pictured(view, index)
            if waiting > _AHEAD and not tight:
                break
        elif verdict == "keep":
            body += [*pending, index]
            pending, waiting = [], 0
            ended = ended or _END_MARK.search(view.rows[index].text[-8:]) is not None
        elif verdict == "label":
            region.labels.append(index)
        elif verdict != "skip":
            break
    body += pending if tight and verdict not in ("links", "cue") else last_rows(view, pending)
    if verdict in ("links", "cue") and body and heads_a_list(view, body[-1]) and not tight:
        body.pop()
    region.body = body
    return body[-1] + 1 if body else first


def _judge(view: View, index: int, limit: int, content: Content, tight: bool, ended: bool) -> str:
    """Return `keep`, `skip` (a widget), `label`, `wait` (kept if the text goes on), or why the text ends: `cue`, `links`."""
    row, key = view.rows[index], view.key(index)
    within = inside(view, index, content)
    if row.image is not None:
        if card_picture(view, index):
            return "skip" if tight else "wait"
        return "keep" if within else "wait"
    if within and is_promotion(view, index, content):
        return "skip"
    if view.in_data_table(index):
        return "keep" if within or not ended else "wait"
    if view.file(index) and view.noise(index) and within:
        return "keep"
    if view.noise(index):
        return "skip"
    if content.box and is_foreign(view, row.box) and not is_foreign(view, content.box):
        return "skip" if _resumes(view, index, limit, content) or _goes_on(view, index, limit, content) else "cue"
    cue = END.match(key) or (not within and key.startswith(FOOTER.prefix))
    if cue and ASIDE.match(key):
        going_on = _goes_on(view, index, limit, content) or _resumes(view, index, limit, content)
        return "skip" if going_on or (tight and index < content.last) else "cue"
    if cue and not _goes_on(view, index, limit, content) and not (tight and index < content.last):
        return "cue"
    labels = view.labels(index) if 5 < len(row.text) < 200 else None
    if labels is not None and labels.named and not labels.after and not labels.before:
        return "label" if _goes_on(view, index, limit, content) else "cue"
    if labels is not None and labels.labels and not labels.after and not labels.before and _closes(view, index, limit, content):
        return "label"
    if view.file(index):
        return "keep" if within or not ended else "wait"
    if tight and index < content.last and (view.link(index) or (cue and not view.prose(index)) or of_card(view, index)):
        return "keep" if _belongs(view, index) else "skip"
    if view.link(index):
        if _goes_on(view, index, limit, content):
            return "keep" if within and not ASIDE.match(key) and not ASIDE.match(view.key(index - 1)) else "skip"
        return "skip" if _resumes(view, index, limit, content) else "links"
    if _of_others(view, index, within):
        return "cue"
    if of_card(view, index):
        return "skip" if _resumes(view, index, limit, content) else "links"
    if view.prose(index) or sentence(view, index):
        return "keep" if within or not ended or len(row.text) >= 160 or ends_sentence(row.text) else "wait"
    if tight and not ended:
        return "keep"
    if ended or not within:
        return "keep" if within and is_signature(view, index) else "wait"
    return "keep"


def _closes(view: View, index: int, limit: int, content: Content) -> bool:
    """Whether a bare date is the last line of a text: `21.8.2006` below the writer's name."""
    if foreign(view, index) or not inside(view, index, content):
        return False
    after = index + 1
    return after >= limit or not inside(view, after, content) or view.rows[after].image is not None or view.link(after)


def _belongs(view: View, index: int) -> bool:
    """Whether a linked row amid the text is part of it: an item of a list, not a link to another article."""
    row = view.rows[index]
    return view.sheet.tags[row.box] == "li" and not END.match(view.key(index)) and not ASIDE.match(view.key(index - 1))


def _of_others(view: View, index: int, within: bool) -> bool:
    """Whether a row outside the text's element heads what somebody else wrote: `Hoàng Thị Dung 12/03/2025`, or is that."""
    row = view.rows[index]
    dated = len(row.text) <= LONGEST_SIGNATURE and not ends_sentence(row.text) and _DAY.search(row.text) is not None
    if within and not dated:
        return False
    return (dated and not within) or view.named(row.box, _COMMENT, 3)


def _goes_on(view: View, index: int, limit: int, content: Content) -> bool:
    """Whether running text of the same element follows soon, with no second link or end in between."""
    links = 0
    for following in range(index + 1, min(limit, index + 1 + _AHEAD)):
        key = view.key(following)
        if key and END.match(key):
            return False
        if view.link(following):
            links += 1
            if links > 1:
                return False
        elif view.prose(following) and inside(view, following, content) and not is_foreign(view, view.rows[following].box):
            return not of_card(view, following)
    return False


def _resumes(view: View, index: int, limit: int, content: Content) -> bool:
    """Whether the text goes on after a box of links to other articles: beside its paragraphs, or in two rows of prose."""
    return _goes_on_beside(view, index, limit, content) or _two_rows_of_prose(view, index, limit, content)


def _goes_on_beside(view: View, index: int, limit: int, content: Content) -> bool:
    """Whether a paragraph beside the others follows before the end of the article; headings and pictures may stand between."""
    if at_place(view, index, content) and view.link(index):
        return False
    for following in range(index + 1, min(limit, index + 1 + _FAR_AHEAD)):
        if not at_place(view, following, content):
            if (labels := view.labels(following)) and labels.labels:
                return False
            continue
        if END.match(view.key(following)):
            return False
        if view.prose(following) or sentence(view, following):
            return not view.link(following) and not of_card(view, following)
    return False


def _two_rows_of_prose(view: View, index: int, limit: int, content: Content) -> bool:
    """Whether two rows of prose with no link between them follow in the element of the text."""
    prose = 0
    for following in range(index + 1, min(limit, index + 1 + _FAR_AHEAD)):
        row = view.rows[following]
        if view.link(following) or END.match(view.key(following)):
            if prose or view.labels(following):
                return False
        elif view.prose(following) and inside(view, following, content) and not is_foreign(view, row.box):
            prose += 1
            if prose == 2:
                return True
        elif not prose and row.image is None and not is_foreign(view, row.box):
            return False
    return False
