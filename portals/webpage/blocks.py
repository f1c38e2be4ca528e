"""Rows of a region to blocks: titles, label lines, paragraphs, images with their captions, files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from portals.draft import Block, BlockKind, FileLink
from portals.webpage.addresses import absolute, is_document
from portals.webpage.body import Region
from portals.webpage.headline import Title
from portals.webpage.images import image_url
from portals.webpage.page_rows import View, ends_sentence
from portals.webpage.rows import Row, attributes

_FILE_NAME = re.compile(r"[^/\\:*?\"<>|]{1,120}\.(?:jpe?g|png|gif|bmp|webp|tiff?|jfif|heic)", re.IGNORECASE)
_LEAD = re.compile(
    r"(?:^|[\s_-])(?:lead|sapo|tom-?tat|summary|hometext|trich-?yeu|mo-?ta|short-?desc|description|intro(?:text)?|chapeau)(?:$|[\s_-])"
    r"|(?-i:[a-z](?:Lead|Sapo|Summary|TomTat|HomeText|MoTa|Intro)(?:$|[\s_-]))",
    re.IGNORECASE,
)
_CAPTION = re.compile(r"caption|chu-?thich|anh-?desc|img-?desc|image-?desc|photo-?desc|pic-?desc", re.IGNORECASE)
_BYLINE = re.compile(
    r"(?:^|[\s_-])(?:author|tac-?gia|byline|nguoi-?viet|but-?danh|source|nguon)|(?-i:[a-z](?:Author|TacGia)(?:$|[\s_-]))",
    re.IGNORECASE,
)
_LONGEST_CAPTION = 250
_PLAIN_CAPTION = 110
_CENTRED = re.compile(r"text-align:\s*center|align=\"center\"", re.IGNORECASE)
_RIGHT = re.compile(r"text-align:\s*right|align=\"right\"|\b(?:text-(?:right|end))\b", re.IGNORECASE)
_OFFICIAL = re.compile(r"\W*(?:tm|kt|tl|tuq|nơi nhận|q)\b|.*\bngày\b.*\btháng\b", re.IGNORECASE)
"""Lines of a signed document, which stand at the right too: `TM. ỦY BAN NHÂN DÂN`, `…, ngày 5 tháng 3 năm 2021`."""
_LONGEST_BYLINE = 120
_CELLS = frozenset(("td", "th"))
_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
_LONGEST_CELL = 200


def blocks_of(view: View, found: Sequence[Region], title: Title, page_url: str) -> list[Block]:
    """The blocks of every print, in reading order."""
    blocks: list[Block] = []
    for region in found:
        blocks += _head(view, region, title)
        blocks += _body(view, region, page_url)
    return blocks


def _head(view: View, region: Region, title: Title) -> Iterator[Block]:
    """Label lines and the title in the order printed."""
    printed = title.text if view.labels(region.title) else view.rows[region.title].text
    for index in sorted({region.title, *region.labels}):
        labels = view.labels(index)
        own = index == region.title
        if own and (labels is None or labels.before):
            yield Block("title", printed)
        for label in labels.labels if labels else ():
            yield Block(label.kind, label.text)
        if own and labels is not None and not labels.before:
            yield Block("title", printed)


def _body(view: View, region: Region, page_url: str) -> Iterator[Block]:
    after_image = False
    rows = list(_joined_cells(view, region.body))
    leads = _LEAD
    for number, (index, text) in enumerate(rows):
        row = view.rows[index]
        if row.image is not None:
            if url := image_url(row.image, page_url):
                yield Block("image", url=url)
                after_image = True
            continue
        if _FILE_NAME.fullmatch(text.strip()):
            after_image = True
            continue
        if view.file(index) and _only_files(row):
            continue
        if (
            (after_image and _is_caption(view, index, text))
            or view.sheet.tags[row.box] == "figcaption"
            or view.named(row.box, _CAPTION)
        ):
            yield Block("caption", text)
            after_image = False
            continue
        after_image = False
        signs = number == len(rows) - 1 and number > 0 and _signs(view, rows[number - 1][0], index)
        yield Block("byline" if signs else _kind(view, index, number, leads), text)


def _signs(view: View, above: int, index: int) -> bool:
    """Whether the last row is set at the right below text that is not, and is no line of a signed document."""
    row, text = view.rows[index], view.rows[index].text.strip()
    if len(text) > _LONGEST_BYLINE or ends_sentence(text) or text.isupper() or _OFFICIAL.match(text):
        return False
    return _at_right(view, row.box) and not _at_right(view, view.rows[above].box) and not view.rows[above].text.isupper()


def _at_right(view: View, box: int) -> bool:
    return any(_RIGHT.search(view.sheet.attrs[around]) for around in (box, view.sheet.parents[box]))


def _kind(view: View, index: int, number: int, leads: re.Pattern[str]) -> BlockKind:
    row = view.rows[index]
    if number == 0 and view.named(row.box, leads, 2) and len(row.text) >= 40:
        return "lead"
    if view.named(row.box, _BYLINE) and len(row.text) <= 150:
        return "byline"
    return "heading" if view.sheet.tags[row.box] in _HEADINGS and len(row.text) <= 200 else "paragraph"


def _is_caption(view: View, index: int, text: str) -> bool:
    """Whether the row after an image is its caption: in its table, centred or in italics, or short and no sentence."""
    row = view.rows[index]
    length = len(text.strip())
    if length > _LONGEST_CAPTION:
        return False
    if row.italic * 10 >= length * 8 or _centred(view, row.box):
        return True
    tag = view.sheet.tags[row.box]
    if (tag in _CELLS or view.sheet.tags[view.sheet.parents[row.box]] in _CELLS) and _in_image_table(view, index):
        return True
    bold = row.bold * 10 >= length * 8
    return length <= _PLAIN_CAPTION and not bold and tag not in _HEADINGS and not ends_sentence(text)


def _centred(view: View, box: int) -> bool:
    attrs = view.sheet.attrs
    return view.sheet.tags[box] == "center" or any(_CENTRED.search(attrs[around]) for around in (box, view.sheet.parents[box]))


def _in_image_table(view: View, index: int) -> bool:
    """Whether the innermost table around a row also holds the image before it and nothing long."""
    table = _table(view, index)
    if not table:
        return False
    inside = [
        other
        for other in range(max(0, index - 6), min(len(view.rows), index + 6))
        if table in view.sheet.around(view.rows[other].box)
    ]
    images = sum(view.rows[other].image is not None for other in inside)
    if len(inside) - images > images + 1:
        return False
    return images > 0 and all(len(view.rows[other].text) <= _LONGEST_CAPTION for other in inside)


def _table(view: View, index: int) -> int:
    return next((box for box in view.sheet.around(view.rows[index].box) if view.sheet.tags[box] == "table"), 0)


def _joined_cells(view: View, body: Sequence[int]) -> Iterator[tuple[int, str]]:
    """Rows of the body with their text; the cells of one line of a data table become one text."""
    line: list[int] = []
    line_box = 0
    for index in body:
        box = _data_line(view, index)
        if line and box != line_box:
            yield from _cells(view, line)
            line = []
        if box:
            line.append(index)
            line_box = box
        else:
            yield index, view.rows[index].text
    yield from _cells(view, line)


def _cells(view: View, line: Sequence[int]) -> Iterator[tuple[int, str]]:
    if not line:
        return
    texts = [view.rows[index].text.strip() for index in line]
    cells = {_cell(view, index) for index in line}
    if len(cells) > 1 and len(cells) == len(line) and all(len(text) <= _LONGEST_CELL for text in texts):
        yield line[0], " | ".join(texts)
    else:
        yield from ((index, view.rows[index].text) for index in line)


def _cell(view: View, index: int) -> int:
    return next((box for box in view.sheet.around(view.rows[index].box) if view.sheet.tags[box] in _CELLS), 0)


def _data_line(view: View, index: int) -> int:
    """The `tr` around a text row, if any."""
    if view.rows[index].image is not None:
        return 0
    cell = _cell(view, index)
    return view.sheet.parents[cell] if cell else 0


def _only_files(row: Row) -> bool:
    """Whether a row is no more than links to files, a label before them apart."""
    return row.link_share >= 0.5 or len(row.text) - row.linked <= 40


def files_of(view: View, found: Sequence[Region], page_url: str) -> tuple[FileLink, ...]:
    """The documents linked within the article's region, and right below it."""
    files: dict[str, FileLink] = {}
    for region in found:
        for index in region.body:
            for attrs, label in view.rows[index].anchors:
                href = attributes(attrs).get("href", "")
                if is_document(href) and (url := absolute(page_url, href)):
                    files.setdefault(url, FileLink(url, label.strip() or None))
    return tuple(files.values())
