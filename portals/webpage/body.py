"""From a title to the rows of its article: the label lines beside it, the body, and where the body ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from portals.webpage.boilerplate import ASIDE, END, FOOTER
from portals.webpage.headline import Title
from portals.webpage.images import image_url
from portals.webpage.labels import Label
from portals.webpage.page_rows import View, ends_sentence
from portals.webpage.related_links import foreign
from portals.webpage.text_containers import FRAMES, LEAST_SENTENCE, Home, at_home, home_of, sentence

_META_BEFORE = 4
_META_AFTER = 12
_PROSE = 80
_AHEAD = 4
"""Rows looked ahead for the text to go on."""
_END_MARK = re.compile(r"[.…]?\s*/\s*\.?\s*$")
_SIGNED = re.compile(r"(?:theo|nguồn|tin|ảnh|bài|tác giả|người viết|biên tập|pv|bbt)\b", re.IGNORECASE)
_DAY = re.compile(r"\b\d{1,2}[/-]\d{1,2}[/-]\d{4}\b")
_COMMENT = re.compile(r"(?:^|[\s_-])(?:comments?|binh-?luan|y-?kien|phan-?hoi|feedback)(?:$|[\s_-])", re.IGNORECASE)
_ANY_SITE = "https://localhost/"
_PEN = re.compile(r"\(?(?:BBT|P\.?V|CTV|BTV)\.?\)?")
_LONGEST_SIGNATURE = 120
_LEAST_CLOSING = 12
"""Characters of a sentence right below the text, as in `Trân trọng thông báo!`."""
_PADDING = 24
"""Characters by which blanks and letters' forms may make the same title longer or shorter."""
_LEAST_BODY = 60
"""Characters below which a region is no article, unless it has an image or a file."""
_SURE = 9.0
"""The score of a title that needs no label."""
_MOST_ASIDE = 6
"""Linked rows that may stand between an article's head and its text."""


@dataclass(slots=True)
class Region:
    """One print of the article: rows of labels around the title, and rows of the body in order."""

    title: int
    labels: list[int] = field(default_factory=list)
    body: list[int] = field(default_factory=list)

    @property
    def end(self) -> int:
        return max([self.title, *self.labels, *self.body]) + 1


def regions(view: View, title: Title) -> list[Region]:
    """Every print of the article, in reading order; a title printed twice over one body counts once."""
    starts = _starts(view, title)
    found: list[Region] = []
    for number, start in enumerate(starts):
        if found and start < found[-1].end:
            continue
        limit = starts[number + 1] if number + 1 < len(starts) else len(view.rows)
        region = _region(view, start, limit, title)
        if _filled(view, region):
            found.append(region)
        elif number + 1 < len(starts) and starts[number + 1] - start <= _META_AFTER and region.labels:
            starts_next = starts[number + 1]
            region = _region(view, starts_next, starts[number + 2] if number + 2 < len(starts) else len(view.rows), title)
            if _filled(view, region):
                region.labels = sorted({*_meta_rows(view, start, starts_next), *region.labels})
                region.title = start
                found.append(region)
    return found


def _starts(view: View, title: Title) -> list[int]:
    """Rows with the title's text: where no body follows, as in a breadcrumb or a list, they come to nothing."""
    wanted = view.fold(title.row)
    if not wanted or view.rows[title.row].text != title.text:
        return [title.row]
    least, most = len(title.text) - _PADDING, len(title.text) + _PADDING
    initial = title.text.strip()[:1].lower()
    close = [index for index, row in enumerate(view.rows) if least <= len(row.text) <= most]
    return [index for index in close if view.rows[index].text.strip()[:1].lower() == initial and view.fold(index) == wanted]


def _region(view: View, start: int, limit: int, title: Title) -> Region:
    region = Region(start)
    above, following = list(_before(view, start)), _after(view, start, limit)
    dated = any(read.has("date") for index in following[0] if (read := view.labels(index)))
    region.labels = following[0] + [index for index in above if not dated or _adds(view, index)]
    limit = _next_head(view, following[1], limit, region.labels)
    sure = region.labels or title.score >= _SURE
    first = _past_links(view, following[1], limit) if sure else following[1]
    region.body, last = _body(view, first, limit)
    region.body = [*following[2], *region.body]
    if last is not None and not {label.kind for index in region.labels for label in _labels(view, index)} & {
        label.kind for label in _labels(view, last)
    }:
        region.labels.append(last)
    return region


def _labels(view: View, index: int) -> Sequence[Label]:
    read = view.labels(index)
    return read.labels if read else ()


def _icon(view: View, index: int) -> bool:
    """Whether a row is an image that is no picture: a print button."""
    return image_url(view.rows[index].image or "", view.url or _ANY_SITE) is None


def _next_head(view: View, first: int, limit: int, own: Sequence[int]) -> int:
    """Where the head of another article begins: a title over a date line that says another date, and text below both."""
    said = {label.text for index in own if (read := view.labels(index)) for label in read.labels}
    for index in view.anchors:
        read = view.labels(index) if first + 1 < index < limit else None
        if (
            not read
            or not read.strong
            or not read.has("date")
            or read.after
            or any(label.text in said for label in read.labels)
        ):
            continue
        if view.titled(index - 1) and any(view.prose(below) for below in range(index + 1, min(limit, index + _AHEAD))):
            return index - 1
    return limit


def _past_links(view: View, first: int, limit: int) -> int:
    """The first row behind a list of links to other articles that stands between the label lines and the text."""
    index = first
    while index < min(limit, first + _MOST_ASIDE) and (view.link(index) or ASIDE.match(view.key(index))):
        index += 1
    return index if first < index < limit and (view.prose(index) or sentence(view, index)) else first


def _filled(view: View, region: Region) -> bool:
    text = sum(len(view.rows[index].text) for index in region.body if not view.link(index))
    return text >= _LEAST_BODY or any(view.rows[index].image or view.file(index) for index in region.body)


def _meta_rows(view: View, start: int, end: int) -> Iterator[int]:
    return (index for index in range(start, end) if view.labels(index))


def _before(view: View, start: int) -> Iterator[int]:
    """Label rows right above the title. A date that a clock may say too counts only inside the title's own element."""
    for index in range(start - 1, max(-1, start - 1 - _META_BEFORE), -1):
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


def _after(view: View, start: int, limit: int) -> tuple[list[int], int, list[int]]:
    """Label rows below the title up to the first row of the body, that row, and a line between them: the author's name.

    The row of an inline label counts.
    """
    names: list[int] = []
    labels = [start] if (own := view.labels(start)) and own.labels else []
    index = start + 1
    while index < min(limit, start + _META_AFTER):
        read = view.labels(index)
        if read and not read.after and not read.before and not foreign(view, index):
            labels.append(index)
        elif not names and _between(view, index, limit):
            names.append(index)
        elif not (_icon(view, index) if view.rows[index].image else view.noise(index)):
            break
        index += 1
    return labels, index, names


def _between(view: View, index: int, limit: int) -> bool:
    """Whether a short line stands between the title and a date line that nothing but an article's head prints."""
    row = view.rows[index]
    if row.image or view.noise(index) or view.link(index) or len(row.text) > _LONGEST_SIGNATURE or index + 1 >= limit:
        return False
    read = view.labels(index + 1)
    return read is not None and read.strong and not read.before and not read.after and not ends_sentence(row.text)


def _body(view: View, first: int, limit: int) -> tuple[list[int], int | None]:
    """Rows of the body from `first` on, and the label row that ended it.

    What stands at its end but reads like the heading of the next box is left out.
    """
    home = home_of(view, first, limit)
    body: list[int] = []
    pending: list[int] = []
    waiting = 0
    verdict, ended, index = "", False, first
    for index in range(first, limit):
        verdict = _judge(view, index, limit, home, ended)
        if verdict == "wait":
            pending.append(index)
            waiting += not _pictured(view, index)
            if waiting > _AHEAD:
                break
        elif verdict == "keep":
            body += [*pending, index]
            pending, waiting = [], 0
            ended = ended or _END_MARK.search(view.rows[index].text[-8:]) is not None
        elif verdict != "skip":
            break
    body += _tail(view, pending)
    before_copy = limit < len(view.rows) and verdict not in ("cue", "wait")
    if (verdict == "links" or before_copy) and body and _heads_a_list(view, body[-1]):
        body.pop()
    while verdict == "links" and body and _of_card(view, body[-1], index, home):
        body.pop()
    closing = view.labels(index) if verdict == "cue" and len(view.rows[index].text) < _LONGEST_SIGNATURE else None
    below = closing is not None and closing.strong and not foreign(view, index)
    return body, index if below and (at_home(view, index, home) or _same_element(view, first, index)) else None


def _of_card(view: View, index: int, link: int, home: Home) -> bool:
    """Whether a picture stands in one element with the link below it, which is not the text's: a card's picture."""
    row = view.rows[index]
    if row.image is None:
        return False
    around = {row.box, view.sheet.parents[row.box]} & {view.rows[link].box, view.sheet.parents[view.rows[link].box]}
    return bool(row.anchors) or any(view.sheet.tags[box] not in FRAMES and box not in home.boxes for box in around)


def _same_element(view: View, first: int, index: int) -> bool:
    """Whether the element around a row's own holds the text and the row above it, the title, too."""
    around = view.sheet.parents[view.rows[index].box]
    if view.sheet.tags[around] in FRAMES:
        return False
    return all(around in view.sheet.around(view.rows[other].box) for other in (first, max(0, first - 1)))


def _tail(view: View, pending: Sequence[int]) -> Iterator[int]:
    """Rows after the last certain one that still belong to the article: pictures, sentences, the line that signs it."""
    for index, following in zip_longest(pending, pending[1:], fillvalue=0):
        row = view.rows[index]
        least = _LEAST_CLOSING if index == pending[0] else LEAST_SENTENCE
        sentence = len(row.text) >= least and ends_sentence(row.text) and not (row.anchors or row.text.rstrip().endswith(":"))
        if not (_pictured(view, index) or sentence or view.file(index) or _signature(view, index)):
            if following and view.file(following):
                continue
            return
        yield index


def _pictured(view: View, index: int) -> bool:
    """Whether a row is a picture, or the short line below one."""
    row = view.rows[index]
    below = index > 0 and view.rows[index - 1].image is not None
    return row.image is not None or (below and len(row.text) <= _LONGEST_SIGNATURE)


def _heads_a_list(view: View, index: int) -> bool:
    """Whether a last row is the heading of the links, or of the print copy, below it."""
    row = view.rows[index]
    if (
        row.image is not None
        or view.rows[index - 1].image is not None
        or len(row.text) > 80
        or (ends_sentence(row.text) and not row.text.rstrip().endswith(":"))
    ):
        return False
    return not _signature(view, index)


def _judge(view: View, index: int, limit: int, home: Home, ended: bool) -> str:
    """`keep`, `skip` (a widget), `wait` (kept if the text goes on), or why the article ends here: `cue`, `links`."""
    row, key = view.rows[index], view.key(index)
    inside = at_home(view, index, home)
    if row.image is not None:
        return "keep" if inside else "wait"
    if view.noise(index):
        return "skip"
    cue = END.match(key) or (not inside and key.startswith(FOOTER.prefix))
    if cue and ASIDE.match(key):
        return "skip" if _goes_on(view, index, limit, home) or _resumes(view, index, limit, home) else "cue"
    if cue and not _goes_on(view, index, limit, home):
        return "cue"
    labels = view.labels(index) if 5 < len(row.text) < 200 else None
    if labels is not None and labels.named and not labels.after and not labels.before:
        return "skip" if _goes_on(view, index, limit, home) else "cue"
    if view.file(index):
        return "keep" if inside or not ended else "wait"
    if view.link(index):
        if _goes_on(view, index, limit, home):
            return "keep" if inside and not ASIDE.match(key) and not ASIDE.match(view.key(index - 1)) else "skip"
        return "skip" if _resumes(view, index, limit, home) else "links"
    if _of_others(view, index, inside):
        return "cue"
    if view.prose(index) or sentence(view, index):
        return "keep" if inside or not ended or _prose_like(row.text) else "wait"
    if ended or not inside:
        return "keep" if inside and _signature(view, index) else "wait"
    return "keep"


def _of_others(view: View, index: int, inside: bool) -> bool:
    """Whether a row outside the text's element heads what somebody else wrote: `Hoàng Thị Dung 12/03/2025`, or is that."""
    row = view.rows[index]
    dated = len(row.text) <= _LONGEST_SIGNATURE and not ends_sentence(row.text) and _DAY.search(row.text) is not None
    if inside and not dated:
        return False
    return (dated and not inside) or view.named(row.box, _COMMENT, 3)


def _prose_like(text: str) -> bool:
    return len(text) >= 2 * _PROSE or ends_sentence(text)


def _goes_on(view: View, index: int, limit: int, home: Home) -> bool:
    """Whether prose of the same element follows soon, with no second link or end in between."""
    links = 0
    for following in range(index + 1, min(limit, index + 1 + _AHEAD)):
        key = view.key(following)
        if key and END.match(key):
            return False
        if view.link(following):
            links += 1
            if links > 1:
                return False
        elif view.prose(following) and at_home(view, following, home):
            return True
    return False


def _resumes(view: View, index: int, limit: int, home: Home) -> bool:
    """Whether the text goes on behind a box of links to other articles: two rows of prose with no link between them."""
    prose = 0
    for following in range(index + 1, min(limit, index + 1 + 2 * _MOST_ASIDE)):
        row = view.rows[following]
        if view.link(following) or END.match(view.key(following)):
            if prose or view.labels(following):
                return False
        elif view.prose(following) and at_home(view, following, home):
            prose += 1
            if prose == 2:
                return True
        elif not prose and row.image is None:
            return False
    return False


def _signature(view: View, index: int) -> bool:
    """Whether a short row may be the line that signs an article: names, not a heading in capitals."""
    text = view.rows[index].text.strip()
    text = text.removeprefix("(")
    if _PEN.fullmatch(text):
        return True
    if len(text) > _LONGEST_SIGNATURE or view.link(index) or text.isupper() or text.endswith(":"):
        return False
    return bool(_SIGNED.match(text)) or sum(word[:1].isupper() for word in text.split()) >= 2
