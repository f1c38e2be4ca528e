"""Rows of a region to blocks: titles, label lines, lead, paragraphs, pictures with their captions, files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import unquote

from portals.draft import Block, BlockKind, FileLink
from portals.text.bylines import is_byline, is_office
from portals.webpage.captions import is_caption
from portals.webpage.credits import account_of, is_account, is_posting
from portals.webpage.files import document_of, frame_document
from portals.webpage.headline import TitleRow, printed_title
from portals.webpage.images import image_url
from portals.webpage.leads import lead_rows
from portals.webpage.page_rows import View, ends_sentence
from portals.webpage.region import Region
from portals.webpage.rows import Row

_FILE_NAME = re.compile(r"[^/\\:*?\"<>|]{1,120}\.(?:jpe?g|png|gif|bmp|webp|tiff?|jfif|heic)", re.IGNORECASE)
_BYLINE = re.compile(
    r"(?:^|[\s_-])(?:author|tac-?gia|byline|nguoi-?viet|but-?danh|source|nguon)|(?-i:[a-z](?:Author|TacGia)(?:$|[\s_-]))",
    re.IGNORECASE,
)
_OFFICIAL = re.compile(r"\W*(?:tm|kt|tl|tuq|nơi nhận|q)\b|.*\bngày\b.*\btháng\b", re.IGNORECASE)
"""Lines of a signed document, which stand at the right too: `TM. ỦY BAN NHÂN DÂN`, `…, ngày 5 tháng 3 năm 2021`."""
_SIGNED = re.compile(
    r"^(?:TM|KT|TL|TUQ|Q)\.|(?:CHỦ TỊCH|GIÁM ĐỐC|BÍ THƯ|TRƯỞNG [A-ZĐÀ-Ỹ]+|CHÁNH VĂN PHÒNG)$|^\((?:đã )?ký", re.IGNORECASE
)
_LONGEST_BYLINE = 120
_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
_CELLS = frozenset(("td", "th"))
_LONGEST_CELL = 300


def blocks_of(view: View, found: Sequence[Region], title: TitleRow, page_url: str) -> list[Block]:
    """Return the blocks of every print, in reading order."""
    blocks: list[Block] = []
    for region in found:
        lead = lead_rows(view, region.lead, region.body)
        apart = [index for index in region.lead if index not in lead]
        blocks += _head(view, region, title)
        blocks += (block for block in body_blocks(view, region.pictures, page_url) if block.kind in ("image", "caption"))
        if lead:
            blocks.append(Block("lead", " ".join(view.rows[index].text.strip() for index in lead)))
        blocks += body_blocks(view, [*apart, *(index for index in region.body if index not in lead)], page_url)
        credits = (view.rows[index].text for index in region.credits)
        blocks += (Block("byline", text) for text in credits if is_byline(text) and not is_posting(text))
    if not found or is_signed(blocks):
        return blocks
    labels = (view.labels(index) for region in found for index in sorted({region.title, *region.labels}))
    posted = [text for read in labels if read for text in read.credits if is_byline(text) and _stands_in(text)]
    posted += [text for region in found for index in region.credits if is_posting(text := view.rows[index].text)]
    named = next((text for text in posted if not is_account(text)), None) or account_of(view, found[-1])
    return [*blocks, Block("byline", named)] if named else blocks


def _stands_in(text: str) -> bool:
    """Whether a credit in the line of date and views counts only where nobody signs: who posted it, or the site as source."""
    return is_posting(text) or text.lower().startswith("nguồn")


def is_signed(blocks: Sequence[Block]) -> bool:
    """Return whether a byline was found, or one of the last two paragraphs reads like one."""
    paragraphs = [block.text for block in blocks if block.kind == "paragraph"]
    if any(block.kind == "byline" for block in blocks) or any(map(is_byline, paragraphs[-2:])):
        return True
    return bool(paragraphs) and is_office(paragraphs[-1])


def _head(view: View, region: Region, title: TitleRow) -> Iterator[Block]:
    """Label lines and the title in the order printed."""
    printed = title.text if view.labels(region.title) else printed_title(view, region.title)
    for index in sorted({region.title, *region.labels}):
        labels = view.labels(index)
        own = index == region.title
        if own and (labels is None or labels.before):
            yield Block("title", printed)
        for label in labels.labels if labels else ():
            yield Block(label.kind, label.text)
        for text in labels.credits if labels else ():
            if is_byline(text) and not _stands_in(text):
                yield Block("byline", text)
        if own and labels is not None and not labels.before:
            yield Block("title", printed)


def body_blocks(view: View, body: Sequence[int], page_url: str, *, own: bool = False) -> list[Block]:
    """Return the blocks of the rows of a body. `own`: all rows are the article's, and only widgets are left out."""
    rows = [index for index in body if not (own and view.noise(index) and not view.in_data_table(index))]
    return list(_body(view, rows, page_url))


def _body(view: View, body: Sequence[int], page_url: str) -> Iterator[Block]:
    after_image = False
    images: list[str] = []
    rows = list(_joined_cells(view, body))
    for number, (index, text) in enumerate(rows):
        row = view.rows[index]
        if row.image is not None:
            if url := image_url(row.image, page_url):
                yield Block("image", url=url)
                images = [*images, url] if after_image else [url]
                after_image = True
            continue
        if _FILE_NAME.fullmatch(text.strip()):
            after_image = True
            continue
        if view.file(index) and _only_files(row):
            continue
        signing = number == len(rows) - 1 and view.credit(index) and number > 0
        if (after_image and not signing and is_caption(view, index)) or view.caption(index):
            yield from _captions(text, images)
            after_image, images = False, []
            continue
        after_image = False
        signs = number == len(rows) - 1 and number > 0 and _signs(view, rows[number - 1][0], index)
        yield Block("byline" if signs else _kind(view, index), text)


def _captions(text: str, images: Sequence[str]) -> Iterator[Block]:
    """The caption of the last picture; where a table line has as many cells as pictures stand above it, one for each."""
    cells = text.split(" | ")
    if len(cells) > 1 and len(cells) == len(images):
        for url, cell in zip(images, cells, strict=True):
            yield Block("image", url=url)
            yield Block("caption", cell)
    else:
        yield Block("caption", text)


def _signs(view: View, above: int, index: int) -> bool:
    """Whether the last row is set at the right below text that is not, and is no line of a signed document."""
    text = view.rows[index].text.strip()
    if len(text) > _LONGEST_BYLINE or ends_sentence(text) or text.isupper() or _OFFICIAL.match(text):
        return False
    return view.at_right(index) and not view.at_right(above) and not view.rows[above].text.isupper()


def _kind(view: View, index: int) -> BlockKind:
    row = view.rows[index]
    if view.called(index, _BYLINE) and len(row.text) <= 150 and is_byline(row.text):
        return "byline"
    return "heading" if view.sheet.tags[row.box] in _HEADINGS and len(row.text) <= 200 else "paragraph"


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
    """One text for a line of a data table: cells joined by ` | `, the rows of one cell by a blank."""
    if not line:
        return
    cells: dict[int, list[str]] = {}
    for index in line:
        cells.setdefault(_cell(view, index), []).append(view.rows[index].text.strip())
    texts = [" ".join(parts) for parts in cells.values()]
    few = len(line) <= len(cells) + 3 or all(len(parts) <= 3 for parts in cells.values())
    if len(cells) > 1 and few and all(len(text) <= _LONGEST_CELL for text in texts):
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
    """Return the documents that the article's regions link to or show, each once, in reading order."""
    files: dict[str, FileLink] = {}
    for region in found:
        for file in files_of_rows(view, (*region.lead, *region.body, *region.files), page_url):
            files.setdefault(unquote(file.url), file)
    return tuple(files.values())


def files_of_rows(view: View, rows: Sequence[int], page_url: str) -> Iterator[FileLink]:
    """Yield the documents that some rows link to, and those shown in frames between them."""
    last = max(rows, default=-1)
    for index in sorted(rows):
        for attrs, label in view.rows[index].anchors:
            if url := document_of(attrs, page_url):
                yield FileLink(url, label.strip() or None)
    first = min(rows, default=0)
    for position, attrs in view.sheet.frames:
        if first <= position <= last + 1 and (url := frame_document(attrs, page_url)):
            yield FileLink(url)
