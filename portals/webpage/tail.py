"""The end of an article: which of its last rows belong to it, and the lines after the text: dates, credits, files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from portals.webpage.boilerplate import END
from portals.webpage.content import LEAST_SENTENCE, is_foreign
from portals.webpage.page_rows import View, ends_sentence
from portals.webpage.region import Region
from portals.webpage.related_links import foreign

_TAIL = 16
"""Rows looked at after the text, and after each file."""
_FILES = re.compile(
    r"(?:các |danh sách )?(?:tài liệu|tệp|tập tin|file|văn bản|phụ lục|download|attachments?|documents?)\b", re.IGNORECASE
)
_NEAR = 3
"""Rows after the text among which a bare date or a name counts."""
_ATTACHED = "đính kèm"  # `Tài liệu đính kèm`; the rows of a table of files follow
_HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
_SIGNED = re.compile(r"(?:theo|nguồn|tin|ảnh|bài|tác giả|người viết|biên tập|pv|bbt)\b", re.IGNORECASE)
_PASSED = re.compile(
    r"(?:^|[\s_-])(?:share|sharing|social|sharedaddy|toolbar|rating|vote|like|tags?|hashtags?)(?:$|[\s_-])", re.IGNORECASE
)
"""Names of boxes between a text and its credits."""
_PEN = re.compile(r"\(?(?:BBT|P\.?V|CTV|BTV)\.?\)?")
LONGEST_SIGNATURE = 120
_LEAST_CLOSING = 12


def last_rows(view: View, pending: Sequence[int]) -> Iterator[int]:
    """Rows after the last certain one that still belong to the article: pictures, sentences, the line that signs it."""
    for number, index in enumerate(pending):
        row = view.rows[index]
        least = _LEAST_CLOSING if index == pending[0] else LEAST_SENTENCE
        closing = len(row.text) >= least and ends_sentence(row.text) and not (row.anchors or row.text.rstrip().endswith(":"))
        if not (pictured(view, index) or closing or view.file(index) or is_signature(view, index)):
            if number + 1 < len(pending) and view.file(pending[number + 1]):
                continue
            return
        yield index


def pictured(view: View, index: int) -> bool:
    """Whether a row is a picture, or the short line below one."""
    row = view.rows[index]
    below = index > 0 and view.rows[index - 1].image is not None
    return row.image is not None or (below and len(row.text) <= LONGEST_SIGNATURE)


def heads_a_list(view: View, index: int) -> bool:
    """Whether a last row is the heading of the links below it."""
    row = view.rows[index]
    if row.image is not None or view.rows[index - 1].image is not None or len(row.text) > 80:
        return False
    if ends_sentence(row.text) and not row.text.rstrip().endswith(":"):
        return False
    return not is_signature(view, index)


def is_signature(view: View, index: int) -> bool:
    """Whether a short row may be the line that signs an article: names, not a heading in capitals."""
    text = view.rows[index].text.strip().removeprefix("(")
    if _PEN.fullmatch(text):
        return True
    if len(text) > LONGEST_SIGNATURE or view.link(index) or text.isupper() or text.endswith(":"):
        return False
    return bool(_SIGNED.match(text)) or sum(word[:1].isupper() for word in text.split()) >= 2


def _heads_files(view: View, index: int, limit: int) -> bool:
    """Whether a row is the heading of the files below it: `Tài liệu`, `Văn bản kèm theo`."""
    if index + 1 >= limit or len(view.rows[index].text) > 60 or view.link(index) or END.match(view.key(index)):
        return False
    return _FILES.match(view.key(index)) is not None and any(
        view.file(each) for each in range(index + 1, min(limit, index + 3))
    )


def read_tail(view: View, region: Region, first: int, limit: int) -> None:
    """Read the lines right after the text: dates, credits, files. They end at a related list, a comment box, other prose."""
    dated = any(read.has("date") for index in region.labels if (read := view.labels(index)))
    attached = False
    index, end = first - 1, first + _TAIL
    while (index := index + 1) < min(limit, end):
        row = view.rows[index]
        if index in region.labels:
            pass
        elif view.file(index):
            region.files.append(index)
            end = index + _TAIL
        elif _heads_files(view, index, limit):
            attached = True
        elif row.image is not None or view.noise(index):
            attached = attached or _ATTACHED in view.key(index)
        elif attached and not (view.link(index) or view.prose(index) or view.credit(index) or END.match(view.key(index))):
            pass
        elif (read := view.labels(index)) and not read.after and not read.before:
            if foreign(view, index) or is_foreign(view, row.box):
                return
            if read.named or row.stamps or (not dated and index - first < _NEAR):
                region.labels.append(index)
            elif dated:
                return
        elif END.match(view.key(index)) or (is_foreign(view, row.box) and not view.called(index, _PASSED, 3)):
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
