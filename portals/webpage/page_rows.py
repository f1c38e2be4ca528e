"""Questions about the rows of a page that more than one step asks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property, wraps
from itertools import accumulate
from typing import Any, TypeVar

from lxml import etree

from portals.text.bylines import is_byline
from portals.text.folding import fold
from portals.text.repeats.skeleton import skeleton
from portals.webpage.boilerplate import NOISE, WIDGETS, key_of
from portals.webpage.files import document_of
from portals.webpage.labels import (
    SEEDS,
    Label,
    LabelRow,
    lead_in,
    lone_label,
    read_date_row,
    read_pieces,
    read_posted_by,
    read_row,
)
from portals.webpage.machine_times import counts_back, times_among, with_machine_times
from portals.webpage.row_reader import read_rows
from portals.webpage.rows import Row, RowTree, attributes

_NAMED = re.compile(r'(?:class|id|itemprop|slot|property|data-role|data-field)="([^"]*)"')
TITLED = re.compile(
    r"title|tieu-?de|headline|ten-?tin|ten-?bai|(?:^|[\s_-])(?:h1|tit|titre|ttl|tde|hed|heading|chu-?de)(?:$|[\s_-])",
    re.IGNORECASE,
)
_RIGHT = re.compile(
    r"text-align:\s*(?:right|end)|align=\"right\"|\b(?:text-(?:right|end)|has-text-align-right)\b", re.IGNORECASE
)
_CAPTION = re.compile(r"caption|chu-?thich|(?:anh|img|image|photo|pic)-?(?:desc|cap\b|note)", re.IGNORECASE)
_LONGEST_CAPTION = 500
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5"))
_IN_PAGE = re.compile(r'href="#[^"]+"')
_SENTENCE_END = re.compile(r"[.!?…;:]['\"”’)]*\s*$|/\.?\s*$")
_CRUMBS = re.compile(
    r"(?:(?:bạn|quý vị) đang (?:ở|xem)|vị trí|trang (?:chủ|nhà|nhất)|home)(?: hiện tại| của bạn)?\s*[:/»›>|\\→-]", re.IGNORECASE
)
"""`Bạn đang ở: Trang chủ / Tin tức / …`: the path to the page, which may end with its title."""
_PATH = re.compile(r"[^<>»›]{2,40}?(?:\s*(?:>>|»|›)\s*[^<>»›]{2,60}?)+\s*")
"""`TIN TỨC >> Tin trong huyện`"""
_LONGEST_WIDGET = 90
_BUTTON = "javascript:"
_ANY_SITE = "https://localhost/"
_LONGEST_ADDRESS = 300
_LONGEST_CELL, _CELLS_BESIDE = 300, 6
_PROSE, _SHORT_PROSE = 80, 45
_COUNTED = re.compile(r"\s*\(\d+$")
"""What `(2)` leaves of `Tài liệu đính kèm (2)`."""
_MACHINE = re.compile(r"\d{4}-\d\d-\d\dt[\d:.+z-]+")
"""A time that a template hides for machines; it may be that of the last edit: `2026-11-20T10:00:00+07:00`."""
_PLAYER = re.compile(
    r"(?=[nđgmt\d|/\s▶►⏸-])(?=.*(?:nghe|đọc|giọng|\d:\d\d\s*/))"
    r"(?:(?:nghe|đọc)\s(?:nội dung\s|lại\s)?(?:bài|tin|audio|nội dung|báo)(?:\s(?:viết|này|nói))?"
    r"|(?:giọng|miền)\s(?:nam|nữ|bắc|trung)|\d{1,2}:\d\d|tốc độ|\d(?:\.\d+)?x|[|/\s▶►⏸-])+",
    re.IGNORECASE,
)
"""A bar for listening: `Nghe bài viết 0:00 / 3:12 Giọng nữ Giọng nam`."""
_NUMBER = re.compile(r"\W*\d[\d.,/]*\W*")
_LEAST_CLAIM = 12
_FIGURE = re.compile(r"\d")
"""Every label row of more than 40 characters holds a colon or a figure."""
_PARTS = re.compile(r"\s[-|:»/•]+\s|[|»:]")
_LONGEST_RELATIVE = _LONGEST_PART = 30
_DAY_ALONE = re.compile(r"(?:ngày\s+)?(?:0?[1-9]|[12]\d|3[01])", re.IGNORECASE)
T = TypeVar("T")
LINKED = _MOST = 0.6
"""Share of linked text from which a row is a link."""


def once_a_row(ask: Callable[[View, int], T]) -> Callable[[View, int], T]:
    """A question about a row that several steps ask: worked out once."""
    name = ask.__name__

    @wraps(ask)
    def answer(view: View, index: int) -> T:
        known: dict[int, T] = view.known[name]
        try:
            return known[index]
        except KeyError:
            found = known[index] = ask(view, index)
            return found

    return answer


class View:
    """The rows of one page with what was worked out about them; lives as long as one extraction."""

    def __init__(
        self,
        tree: etree._Element,
        claims: tuple[str, ...] = (),
        url: str = "",
        hint: str | None = None,
        rules: frozenset[str] = frozenset(),
        leads: tuple[str, ...] = (),
        styles: dict[str, str] | None = None,
    ) -> None:
        self.styles = styles or {}
        """What the page's own style sheets say of classes, where it has no headings to go by."""
        self.leads = leads
        """Descriptions that the head gives."""
        self.claims = claims
        """What the head says the title is, folded."""
        self.hinted = (*claims, fold(hint)) if hint else claims
        """The same with what the listing says."""
        self.url = url
        self.sheet: RowTree = read_rows(tree, rules)
        self.rows: list[Row] = self.sheet.rows
        self.known: defaultdict[str, dict[int, Any]] = defaultdict(dict)
        """The answers about rows, by question."""
        self.names: defaultdict[str, dict[str, bool]] = defaultdict(dict)
        """Which start tags hold a name, by the pattern that finds it."""
        self.documents: dict[str, bool] = {}
        """Which links lead to documents, by their attributes."""

    @once_a_row
    def fold(self, index: int) -> str:
        return fold(self.rows[index].text)

    @once_a_row
    def key(self, index: int) -> str:
        return key_of(self.rows[index].text)

    @once_a_row
    def labels(self, index: int) -> LabelRow | None:
        """The labels of a row; a lone `Lượt xem:` takes its value from the next row."""
        row = self.rows[index]
        text = row.text
        if len(text) > _LONGEST_ADDRESS + 100 or not (len(text) <= 40 or ":" in text or row.stamps or _FIGURE.search(text)):
            return None
        if lone_label(text) and index + 1 < len(self.rows):
            following = self.rows[index + 1].text
            if len(following) <= 60 and (joined := read_row(f"{text.rstrip(' :')}: {following.strip()}")) and not joined.after:
                self.known["labels"][index + 1] = LabelRow(())
                return joined
            if (
                index
                and (joined := read_row(f"{text.rstrip(' :')}: {self.rows[index - 1].text.strip()}"))
                and len(joined.labels) == 1
            ):
                self.known["labels"][index - 1] = LabelRow(())
                return joined if not joined.after else read_row(text)
        read = self._read_labels(index, text) or self._told_by_stamp(index)
        return self._stamped(index, read or (self._in_parts(index) if len(text) <= _LONGEST_PART else None))

    def _in_parts(self, index: int) -> LabelRow | None:
        """The date of a box that prints it in parts: `21`, `Th9, 2026`, `11:36`, each in an element or a row of its own."""
        row = self.rows[index]
        if len(row.pieces) > 1 and (read := read_date_row(" ".join(row.pieces))):
            return read
        if not _DAY_ALONE.fullmatch(row.text.strip()):
            return None
        around = {row.box, self.sheet.parents[row.box]} - {0}
        text, found = row.text.strip(), None
        for following in range(index + 1, min(index + 3, len(self.rows))):
            other = self.rows[following]
            if other.image is not None or len(other.text) > _LONGEST_PART or not around & set(self.sheet.around(other.box)):
                break
            text = f"{text} {other.text.strip()}"
            if read := read_date_row(text):
                found = following, read
        if found is None:
            return None
        for each in range(index + 1, found[0] + 1):
            self.known["labels"][each] = LabelRow(())
        return found[1]

    def _read_labels(self, index: int, text: str) -> LabelRow | None:
        row = self.rows[index]
        read = read_row(text)
        if row.image is not None or len(text) > _LONGEST_ADDRESS:
            return read
        if not row.stamps and _MACHINE.fullmatch(text.strip().lower()):
            return None
        if read is None or read.before or read.after:
            return (read_pieces(row.pieces) if row.pieces else None) or read_posted_by(text) or read or read_date_row(text)
        return read

    def _told_by_stamp(self, index: int) -> LabelRow | None:
        """The label of a row of relative words alone whose element has the machine-readable time: `năm ngoái`."""
        text = self.rows[index].text.strip()
        if len(text) > _LONGEST_RELATIVE or not counts_back(text) or not self._stamps(index):
            return None
        return LabelRow((Label("date", text, named=False, strong=False),))

    def _stamps(self, index: int) -> tuple[str, ...]:
        row = self.rows[index]
        return row.stamps or times_among(attributes(self.sheet.attrs[row.box]).values())

    def _stamped(self, index: int, read: LabelRow | None) -> LabelRow | None:
        """The row with the machine-readable time of its elements in place of a day or of relative words."""
        if read is None or not read.has("date") or not (stamps := self._stamps(index)):
            return read
        return with_machine_times(read, stamps)

    @cached_property
    def anchors(self) -> list[int]:
        """Rows that hold a named label, in order. Looked for in one string, so that a long page costs little."""
        self._part_lead_ins()
        joined = "\n".join([row.text for row in self.rows])
        lowered = joined.lower()
        if len(lowered) != len(joined):
            lowered = joined
        ends = list(accumulate(len(row.text) + 1 for row in self.rows))
        found: set[int] = set()
        for seed in SEEDS:
            position = lowered.find(seed)
            while position >= 0:
                found.add(bisect_right(ends, position + 1))
                position = lowered.find(seed, position + len(seed))
        return [index for index in sorted(found) if index < len(self.rows) and (read := self.labels(index)) and read.named]

    def _part_lead_ins(self) -> None:
        """Date lines that run into the first paragraph become rows of their own."""
        for index in range(len(self.rows) - 1, -1, -1):
            text = self.rows[index].text
            if len(text) > 80 and text.lstrip()[:4].lower() in ("ngày", "đăng") and (end := lead_in(text)):
                self.rows[index] = replace(self.rows[index], text=text[end:])
                self.rows.insert(index, Row(text[:end], self.rows[index].box))

    def named(self, box: int, words: re.Pattern[str], levels: int = 1) -> bool:
        """Return whether a box, or one of the `levels - 1` around it, has a class, id or itemprop that `words` finds."""
        for _ in range(levels):
            attrs, tag = self.sheet.attrs[box], self.sheet.tags[box]
            if (attrs and self._says(attrs, words)) or ("-" in tag and words.search(tag)):
                return True
            box = self.sheet.parents[box]
        return False

    def _says(self, printed: str, words: re.Pattern[str]) -> bool:
        """Whether `words` finds a name in a start tag; many elements are printed alike."""
        known: dict[str, bool] = self.names[words.pattern]
        try:
            return known[printed]
        except KeyError:
            found = known[printed] = any(map(words.search, _NAMED.findall(printed)))
            return found

    def called(self, index: int, words: re.Pattern[str], levels: int = 1) -> bool:
        """Return whether a row is named: by its box (as `named`), or by an inline element or link that holds most of it."""
        row = self.rows[index]
        if row.marks or row.anchors:
            least = _MOST * len(row.text.strip())
            if any(len(text) >= least and self._says(tag, words) for tag, text in (*row.marks, *row.anchors)):
                return True
        return self.named(row.box, words, levels)

    def titled(self, index: int) -> bool:
        """Whether a row looks like a heading: by its element, its class, or all in bold."""
        row = self.rows[index]
        if row.image is not None or not 8 <= len(row.text) <= _LONGEST_ADDRESS or ends_sentence(row.text):
            return False
        bold = row.bold * 10 >= len(row.text.strip()) * 8
        return bold or self.sheet.tags[row.box] in _HEADINGS or self.called(index, TITLED, 2)

    def claimed(self, text: str) -> bool:
        """Whether the head of the page holds this text."""
        key = fold(text)
        return any(
            key in claim or (len(claim) >= _LEAST_CLAIM and key.startswith(claim.rstrip(". …"))) for claim in self.claims
        )

    @cached_property
    def claimed_skeletons(self) -> list[tuple[str, bytes]]:
        """What head and listing say the title is, each with its skeleton."""
        return [(claim, skeleton(claim)) for claim in self.hinted]

    @cached_property
    def claimed_initials(self) -> frozenset[str]:
        """The letters with which a title may begin that head or listing name: at the start, and after a site's name."""
        parts = (part.lstrip(" \"'([") for claim in self.hinted for part in _PARTS.split(claim))
        return frozenset(letter for part in parts for letter in (part[:1],) if letter)

    @cached_property
    def repeats(self) -> Counter[str]:
        """How often each text stands on the page."""
        return Counter([row.text.strip() for row in self.rows])

    @once_a_row
    def noise(self, index: int) -> bool:
        """Whether a row is a widget, or several in a line: `In bài viết | Gửi email`."""
        key, row = self.key(index), self.rows[index]
        if "(" in key:
            key = _COUNTED.sub("", key)
        short = len(row.text) <= _LONGEST_WIDGET
        if self.crumbs(index) or _PLAYER.fullmatch(key) or (not row.stamps and _MACHINE.fullmatch(key)):
            return True
        if short and (NOISE.match(key) or WIDGETS.fullmatch(key)):
            return True
        if "|" in key and len(key) < _LONGEST_WIDGET and all(NOISE.match(part.strip()) for part in key.split("|")):
            return True
        if row.anchors and self._noise_of_links(index):
            return True
        if "://" in row.text and len(row.text) <= _LONGEST_ADDRESS and NOISE.match(key):
            return True
        if not index or not _NUMBER.fullmatch(key):
            return False
        return self.rows[index - 1].text.rstrip().endswith(":") and self.noise(index - 1)

    def _noise_of_links(self, index: int) -> bool:
        row = self.rows[index]
        if len(row.anchors) > 1 and self.widgets(index):
            return True
        return row.link_share > LINKED and all(_IN_PAGE.search(attrs) for attrs, _ in row.anchors)

    def crumbs(self, index: int) -> bool:
        """Return whether a row is the path to the page: `Trang chủ » Tin tức`."""
        return _CRUMBS.match(self.key(index)) is not None or _PATH.fullmatch(self.rows[index].text) is not None

    def widgets(self, index: int) -> bool:
        """Whether a row is no more than links that are widgets: `A- A A+ In bài viết Gửi email`."""
        row = self.rows[index]
        if len(row.text) > _LONGEST_WIDGET:
            return False
        rest = row.text
        for _, label in row.anchors:
            if key_of(label) and not NOISE.match(key_of(label)):
                return False
            rest = rest.replace(label, "|", 1)
        return all(not key_of(part) or NOISE.match(key_of(part)) for part in rest.split("|"))

    @once_a_row
    def passed(self, index: int) -> bool:
        """Whether a row stands between a label and a title without being either: an image, a label, a widget."""
        return self.rows[index].image is not None or bool(self.labels(index)) or self.noise(index)

    @once_a_row
    def in_data_table(self, index: int) -> bool:
        """Return whether a row is a short cell of a data table: three cells in its line, or two in several lines."""
        row = self.rows[index]
        line = self._line(row.box) if row.image is None and len(row.text) <= _LONGEST_CELL else 0
        if not line:
            return False
        table = self.sheet.parents[line]
        cells: defaultdict[int, set[int]] = defaultdict(set)
        for each in range(max(0, index - _CELLS_BESIDE), min(len(self.rows), index + _CELLS_BESIDE + 1)):
            other = self.rows[each]
            beside = self._line(other.box)
            if beside and self.sheet.parents[beside] == table and other.image is None:
                if len(other.text) > _LONGEST_CELL and beside == line:
                    return False
                cells[beside].add(self._cell(other.box))
        lines = sum(len(found) > 1 for found in cells.values())
        return len(cells[line]) > 2 or (len(cells[line]) > 1 and lines > 1)

    def _cell(self, box: int) -> int:
        return next((each for each in self.sheet.around(box) if self.sheet.tags[each] in ("td", "th")), 0)

    def _line(self, box: int) -> int:
        cell = self._cell(box)
        return self.sheet.parents[cell] if cell else 0

    @once_a_row
    def credit(self, index: int) -> bool:
        """Return whether a short row says who wrote the article: `Tác giả: Thu Hà`, `Nguồn: Báo Thanh Hóa`."""
        row = self.rows[index]
        return row.image is None and len(row.text) <= 160 and is_byline(row.text)

    def at_right(self, index: int) -> bool:
        """Return whether a row is set at the right: by its element or the one around it."""
        box = self.rows[index].box
        return any(_RIGHT.search(self.sheet.attrs[around]) for around in (box, self.sheet.parents[box]))

    @once_a_row
    def caption(self, index: int) -> bool:
        """Return whether a row stands in an element named for a caption."""
        row = self.rows[index]
        if row.image is not None or len(row.text) > _LONGEST_CAPTION:
            return False
        parent = self.sheet.parents[row.box]
        if "figcaption" in (self.sheet.tags[row.box], self.sheet.tags[parent]):
            return True
        return self.named(row.box, _CAPTION, 2)

    @once_a_row
    def link(self, index: int) -> bool:
        """Whether a row is a link to another page."""
        row = self.rows[index]
        return row.linked > 0 and row.link_share > LINKED and not self.file(index)

    def file(self, index: int) -> bool:
        """Return whether the links of a row lead to files; buttons of scripts and links that hold only an icon do not count."""
        anchors = self.rows[index].anchors
        if not anchors or not self.sheet.documents:
            return False
        named = [attrs for attrs, label in anchors if label or len(anchors) == 1]
        leads = [self._leads_to_document(attrs) for attrs in named]
        return any(leads) and all(lead or _BUTTON in attrs for lead, attrs in zip(leads, named, strict=True))

    def _leads_to_document(self, attrs: str) -> bool:
        known: dict[str, bool] = self.documents
        if attrs not in known:
            known[attrs] = document_of(attrs, self.url or _ANY_SITE) is not None
        return known[attrs]

    @cached_property
    def least(self) -> int:
        """Characters from which a row is running text: fewer on a labelled page that has short lines only."""
        long = any(len(row.text) >= _PROSE and not row.linked for row in self.rows)
        return _PROSE if long or not self.anchors else _SHORT_PROSE

    @once_a_row
    def prose(self, index: int) -> bool:
        """Whether a row is running text: long, and not a link."""
        row = self.rows[index]
        if len(row.text) < self.least or row.link_share > LINKED or self.sheet.tags[row.box] == "marquee":
            return False
        if len(row.text) <= _LONGEST_ADDRESS and (read := self.labels(index)) and (read.before or read.after):
            return False
        return not self.crumbs(index)


def ends_sentence(text: str) -> bool:
    """Whether a row ends as sentences do."""
    return _SENTENCE_END.search(text[-12:]) is not None
