"""From a headline to the rows of its article: head, running text, and the lines that close it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from portals.webpage.boilerplate import ASIDE, END, FOOTER
from portals.webpage.content import (
    FRAMES,
    LEAST_SENTENCE,
    Content,
    content_of,
    inside,
    is_foreign,
    of_card,
    running_text,
    sentence,
)
from portals.webpage.headline import TitleRow
from portals.webpage.page_rows import View, ends_sentence
from portals.webpage.related_links import foreign
from portals.webpage.rows import attributes

_ABOVE = 4
_HEAD = 14
_TAIL = 16
_NEAR = 3
"""Rows looked at above the headline, between headline and text, and after the text."""
_ATTACHED = "đính kèm"  # `Tài liệu đính kèm`; the rows of a table of files follow
_HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
_AHEAD = 4
_FAR_AHEAD = 12
"""Rows looked ahead for the text to go on after a widget, and after a box of links."""
_END_MARK = re.compile(r"[.…]?\s*/\s*\.?\s*$")
_SIGNED = re.compile(r"(?:theo|nguồn|tin|ảnh|bài|tác giả|người viết|biên tập|pv|bbt)\b", re.IGNORECASE)
_DAY = re.compile(r"\b\d{1,2}[/-]\d{1,2}[/-]\d{4}\b")
_COMMENT = re.compile(r"(?:^|[\s_-])(?:comments?|binh-?luan|y-?kien|phan-?hoi|feedback)(?:$|[\s_-])", re.IGNORECASE)
_PEN = re.compile(r"\(?(?:BBT|P\.?V|CTV|BTV)\.?\)?")
_LONGEST_SIGNATURE = 120
_LEAST_CLOSING = 12
_PADDING = 24
"""Characters by which blanks and letters' forms may make the same title longer or shorter."""
_OPENING = 30
_LEAST_BODY = 60
"""Characters below which a region is not an article, unless it has an image or a file."""


@dataclass(slots=True)
class Region:
    """One print of the article, as indices of rows."""

    title: int
    labels: list[int] = field(default_factory=list)
    lead: list[int] = field(default_factory=list)
    """Running text between headline and content element."""
    credits: list[int] = field(default_factory=list)
    """Lines outside the text that may say who wrote it."""
    body: list[int] = field(default_factory=list)
    files: list[int] = field(default_factory=list)
    """Rows after the text that link to files."""

    @property
    def end(self) -> int:
        """Index of the row after its last one."""
        return max([self.title, *self.labels, *self.lead, *self.credits, *self.body, *self.files]) + 1


def body_regions(view: View, title: TitleRow) -> list[Region]:
    """Return every print of the article in reading order; a title printed twice over one body counts once."""
    starts = _starts(view, title)
    found: list[Region] = []
    for number, start in enumerate(starts):
        if found and start < found[-1].end:
            continue
        limits = [*starts[number + 1 :], len(view.rows)]
        region = _region(view, start, limits[0])
        if not _filled(view, region) and len(limits) > 1 and limits[0] - start <= _HEAD:
            again = _region(view, limits[0], limits[1])
            between = (index for index in (*_above(view, start), *range(start, limits[0])) if view.labels(index))
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
    _read_tail(view, region, last, len(view.rows))
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
    first = _read_head(view, region, content, limit)
    last = _read_body(view, region, content, first, limit)
    _read_tail(view, region, last, limit)
    dated = any(read.has("date") for index in region.labels if (read := view.labels(index)))
    region.labels += [index for index in _above(view, start) if not dated or _adds(view, index)]
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


def _above(view: View, start: int) -> Iterator[int]:
    """Label rows right above the title. A date that a clock may say too counts only inside the title's own element."""
    for index in range(start - 1, max(-1, start - 1 - _ABOVE), -1):
        labels = view.labels(index)
        if labels and labels.labels:
            if foreign(view, index):
                return
            if labels.strong or (labels.named and _together(view, index, start)):
                yield index
        elif not (labels or view.rows[index].image or view.noise(index)):
            return


def _adds(view: View, index: int) -> bool:
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


def _read_head(view: View, region: Region, content: Content | None, limit: int) -> int:
    """Read labels, lead and credits between title and text. Returns the first row of the text."""
    start = region.title
    apart = content is not None and not inside(view, start, content)
    for index in range(start + 1, min(limit, start + 1 + _HEAD if content is None else limit)):
        row, read = view.rows[index], view.labels(index)
        whole = read is not None and not read.after and not read.before
        if apart and content and inside(view, index, content) and not whole:
            return index
        if read and not read.after and not read.before:
            if not foreign(view, index):
                region.labels.append(index)
        elif row.image is not None:
            if not apart:
                return index
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
        elif len(row.text) <= _LONGEST_SIGNATURE and not ends_sentence(row.text):
            region.credits.append(index)
    return limit


def _credit_line(view: View, index: int, limit: int) -> bool:
    """Whether a short line stands between the title and a date line that nothing but an article's head prints."""
    row = view.rows[index]
    if len(row.text) > _LONGEST_SIGNATURE or index + 1 >= limit:
        return False
    read = view.labels(index + 1)
    return read is not None and read.strong and not read.before and not read.after and not ends_sentence(row.text)


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
            waiting += not _pictured(view, index)
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
    body += pending if tight and verdict not in ("links", "cue") else _tail(view, pending)
    if verdict in ("links", "cue") and body and _heads_a_list(view, body[-1]) and not tight:
        body.pop()
    region.body = body
    return body[-1] + 1 if body else first


def _judge(view: View, index: int, limit: int, content: Content, tight: bool, ended: bool) -> str:
    """Return `keep`, `skip` (a widget), `label`, `wait` (kept if the text goes on), or why the text ends: `cue`, `links`."""
    row, key = view.rows[index], view.key(index)
    within = inside(view, index, content)
    if row.image is not None:
        if _card_picture(view, index):
            return "skip" if tight else "wait"
        return "keep" if within else "wait"
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
        return "keep" if within and _signature(view, index) else "wait"
    return "keep"


def _card_picture(view: View, index: int) -> bool:
    """Whether a picture is linked to another article that the next row names: `<a><img></a><a>Lễ hội đền Bà</a>`."""
    hrefs = {attributes(attrs).get("href") for attrs, _ in view.rows[index].anchors}
    after = view.rows[index + 1] if index + 1 < len(view.rows) else None
    if not hrefs or after is None or not view.link(index + 1):
        return False
    return any(attributes(attrs).get("href") in hrefs for attrs, label in after.anchors if label)


def _belongs(view: View, index: int) -> bool:
    """Whether a linked row amid the text is part of it: an item of a list, not a link to another article."""
    row = view.rows[index]
    return view.sheet.tags[row.box] == "li" and not END.match(view.key(index)) and not ASIDE.match(view.key(index - 1))


def _of_others(view: View, index: int, within: bool) -> bool:
    """Whether a row outside the text's element heads what somebody else wrote: `Hoàng Thị Dung 12/03/2025`, or is that."""
    row = view.rows[index]
    dated = len(row.text) <= _LONGEST_SIGNATURE and not ends_sentence(row.text) and _DAY.search(row.text) is not None
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
    """Whether the text goes on after a box of links to other articles: two rows of prose with no link between them."""
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


def _tail(view: View, pending: Sequence[int]) -> Iterator[int]:
    """Rows after the last certain one that still belong to the article: pictures, sentences, the line that signs it."""
    for number, index in enumerate(pending):
        row = view.rows[index]
        least = _LEAST_CLOSING if index == pending[0] else LEAST_SENTENCE
        closing = len(row.text) >= least and ends_sentence(row.text) and not (row.anchors or row.text.rstrip().endswith(":"))
        if not (_pictured(view, index) or closing or view.file(index) or _signature(view, index)):
            if number + 1 < len(pending) and view.file(pending[number + 1]):
                continue
            return
        yield index


def _pictured(view: View, index: int) -> bool:
    """Whether a row is a picture, or the short line below one."""
    row = view.rows[index]
    below = index > 0 and view.rows[index - 1].image is not None
    return row.image is not None or (below and len(row.text) <= _LONGEST_SIGNATURE)


def _heads_a_list(view: View, index: int) -> bool:
    """Whether a last row is the heading of the links below it."""
    row = view.rows[index]
    if row.image is not None or view.rows[index - 1].image is not None or len(row.text) > 80:
        return False
    if ends_sentence(row.text) and not row.text.rstrip().endswith(":"):
        return False
    return not _signature(view, index)


def _signature(view: View, index: int) -> bool:
    """Whether a short row may be the line that signs an article: names, not a heading in capitals."""
    text = view.rows[index].text.strip().removeprefix("(")
    if _PEN.fullmatch(text):
        return True
    if len(text) > _LONGEST_SIGNATURE or view.link(index) or text.isupper() or text.endswith(":"):
        return False
    return bool(_SIGNED.match(text)) or sum(word[:1].isupper() for word in text.split()) >= 2


def _read_tail(view: View, region: Region, first: int, limit: int) -> None:
    """Read the lines right after the text: dates, credits, files. They end at a related list, a comment box, other prose."""
    dated = any(read.has("date") for index in region.labels if (read := view.labels(index)))
    attached = False
    for index in range(first, min(limit, first + _TAIL)):
        row = view.rows[index]
        if index in region.labels:
            pass
        elif view.file(index):
            region.files.append(index)
        elif row.image is not None or view.noise(index):
            attached = attached or _ATTACHED in view.key(index)
        elif attached and not (view.link(index) or view.prose(index) or END.match(view.key(index))):
            pass
        elif (read := view.labels(index)) and not read.after and not read.before:
            if foreign(view, index) or is_foreign(view, row.box):
                return
            if read.named or row.stamps or (not dated and index - first < _NEAR):
                region.labels.append(index)
            elif dated:
                return
        elif END.match(view.key(index)) or is_foreign(view, row.box):
            return
        elif view.credit(index) and (":" in row.text or not view.link(index)):
            if ":" in row.text or (not region.credits and index - first < _NEAR):
                region.credits.append(index)
        elif view.prose(index) or view.sheet.tags[row.box] in _HEADINGS:
            return
        elif index - first < _NEAR and view.at_right(index) and not (ends_sentence(row.text) or row.anchors or "[" in row.text):
            region.body.append(index)
        elif view.link(index):
            return
