"""Where the text of an article stands: the element that holds its running text, and which rows are other articles'."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portals.webpage.boilerplate import ASIDE, END
from portals.webpage.page_rows import View, ends_sentence

FRAMES = frozenset({"body", "html", "form"})
LEAST_SENTENCE = 40
"""Characters from which a row that ends as sentences do is running text."""
_SHARE = 0.72
"""Share of the running text that an element must hold for its parent to be left."""
_AFTER_BREAK = 0.25
"""Weight of running text after a related list or another box: it may be another article's."""
_LINKS_IN_A_ROW = 3
_LEAST_TITLE = 12
_WHOLE_PAGE = frozenset({"html", "body", "form", "main", "article"})
"""Elements that may be called anything: `<body class="layout-top-nav">`."""
_FOREIGN_TAGS = frozenset({"nav", "footer", "select", "menu", "marquee"})
_FOREIGN = re.compile(
    r"(?:^|[\s_-])(?:comments?|binh-?luan|y-?kien|phan-?hoi|feedback|relate[ds]?|related-?\w+|lien-?quan|tin-?khac|tin-?lien-?quan|cung-?chuyen-?muc|other-?news"
    r"|side-?bar|bread-?crumbs?|crumbs?|nav(?:bar|igation)?|menu|footer|share|sharing|social|toolbar|pagination|pager|cookie|consent|newsletter"
    r"|advert\w*|quang-?cao|popular|most-?read|doc-?nhieu|xem-?nhieu|recommend\w*|(?<!elementor-)widget|ticker|tag-?list|tagcloud|hashtags?|tags|rating|vote|danh-?gia|taxonomy-\w+|post-terms|cat-links|login|dang-?nhap|author-?box|about-?author"
    r"|prev-?next|post-?nav\w*|copyright|ban-?quyen)(?:$|[\s_-])",
    re.IGNORECASE,
)
_NAMES = re.compile(r'(?:class|id|role|data-block|data-widget|slot)="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Content:
    """The element that holds the running text; `rows` is where running text stands, `mass` its characters."""

    box: int
    rows: tuple[int, ...]
    mass: float
    place: int = 0
    """The box of most paragraphs, or the one right around them: an article's paragraphs are siblings."""

    @property
    def last(self) -> int:
        """Index of the last row of running text."""
        return self.rows[-1]

    @property
    def first(self) -> int:
        """Index of the first row of running text."""
        return self.rows[0]


def content_of(view: View, first: int, limit: int) -> Content | None:
    """Return the content element of the rows from `first` up to `limit`; None where no running text stands there.

    Running text is added up over the elements around it. From the root, the child that holds most of it is entered until
    the text is spread over several children.
    """
    values = _values(view, first, limit, foreign=True) or _values(view, first, limit, foreign=False)
    if not values:
        return None
    mass: Counter[int] = Counter()
    count: Counter[int] = Counter()
    children: defaultdict[int, set[int]] = defaultdict(set)
    for index, value in values.items():
        box = view.rows[index].box
        while True:
            mass[box] += value  # type: ignore[assignment]
            count[box] += 1
            if not box:
                break
            children[view.sheet.parents[box]].add(box)
            box = view.sheet.parents[box]
    box = 0
    while children[box]:
        best = max(children[box], key=lambda child: (mass[child], -child))
        if mass[best] < _SHARE * mass[box] or count[best] == 1:
            break
        box = best
    if count[box] == 1:
        box = _around(view, next(iter(values)), first, limit)
    box = _around_table(view, box, values)
    rows = tuple(index for index in values if box in view.sheet.around(view.rows[index].box))
    return Content(box, rows or tuple(values), sum(values.values()), _place(view, values))


def _around_table(view: View, box: int, values: Mapping[int, float]) -> int:
    """The element around a data table in which the running text was found: its other cells are text, too."""
    tables = [each for each in view.sheet.around(box) if view.sheet.tags[each] == "table"]
    cells = [index for index in values if box in view.sheet.around(view.rows[index].box)]
    return view.sheet.parents[tables[0]] if tables and cells and all(map(view.in_data_table, cells)) else box


def _place(view: View, values: Mapping[int, float]) -> int:
    """The innermost box that has most of the running text in itself or in its children."""
    mass: Counter[int] = Counter()
    for index, value in values.items():
        box = view.rows[index].box
        for each in {box, view.sheet.parents[box]}:
            mass[each] += int(value)
    return max(mass, key=lambda box: (mass[box], box))


def at_place(view: View, index: int, content: Content) -> bool:
    """Return whether a row stands beside the paragraphs of the text, not in a box of its own."""
    box = view.rows[index].box
    return content.place > 0 and content.place in (box, view.sheet.parents[box])


def _around(view: View, index: int, first: int, limit: int) -> int:
    """The smallest box that holds a lone row of running text and another row."""
    for box in view.sheet.around(view.rows[index].box):
        beside = (each for each in (index - 1, index + 1) if first <= each < limit)
        if any(box in view.sheet.around(view.rows[each].box) for each in beside):
            return box
    return 0


def _values(view: View, first: int, limit: int, *, foreign: bool) -> dict[int, float]:
    """The running text by row: its characters, less after a break."""
    values: dict[int, float] = {}
    weight, links = 1.0, 0
    for index in range(first, limit):
        row = view.rows[index]
        if row.image is not None:
            continue
        if row.linked and view.link(index):
            links += 1
            if values and links >= _LINKS_IN_A_ROW:
                weight = _AFTER_BREAK
            continue
        if len(row.text) < LEAST_SENTENCE:
            if values and weight == 1.0 and END.match(view.key(index)):
                weight = _AFTER_BREAK
            continue
        links = 0
        if foreign and is_foreign(view, row.box):
            continue
        if running_text(view, index) and not of_card(view, index):
            values[index] = weight * len(row.text)
    return values


def running_text(view: View, index: int) -> bool:
    """Return whether a row is prose or a sentence, and no label, widget or link."""
    row = view.rows[index]
    if row.image is not None or view.noise(index) or view.link(index) or END.match(view.key(index)):
        return False
    if not (view.prose(index) or sentence(view, index)):
        return False
    labels = view.labels(index) if len(row.text) < 200 else None
    return labels is None or bool(labels.after or labels.before)


def sentence(view: View, index: int) -> bool:
    """Return whether a row is a sentence, even a short one."""
    text = view.rows[index].text
    return len(text) >= LEAST_SENTENCE and ends_sentence(text)


def is_foreign(view: View, box: int) -> bool:
    """Return whether a box, or one around it, is named for what is not the article: menus, comments, related lists."""
    known: dict[int, bool] = view.known["foreign"]
    path: list[int] = []
    found = False
    while box:
        if box in known:
            found = known[box]
            break
        path.append(box)
        box = view.sheet.parents[box]
    for each in reversed(path):
        found = known[each] = found or _named_foreign(view, each)
    return found


def _named_foreign(view: View, box: int) -> bool:
    tag = view.sheet.tags[box]
    if tag in _WHOLE_PAGE:
        return False
    if tag == "footer" and "article" in (view.sheet.tags[each] for each in view.sheet.around(box)):
        return False
    if tag in _FOREIGN_TAGS or ("-" in tag and (_FOREIGN.search(tag) or tag.endswith("-tag"))):
        return True
    attrs = view.sheet.attrs[box]
    return bool(attrs) and any(_FOREIGN.search(value) for value in _NAMES.findall(attrs))


def of_card(view: View, index: int) -> bool:
    """Return whether running text is the summary of a link beside it: `<li><a>Lễ hội đền Bà</a><p>Sáng 4/2 …</p></li>`."""
    box = view.sheet.parents[view.rows[index].box]
    if view.sheet.tags[box] in FRAMES:
        return False
    for beside in (_link_beside(view, index, -1), _link_beside(view, index, 1)):
        if beside is None or len(view.rows[beside].text) < _LEAST_TITLE or ASIDE.match(view.key(beside)):
            continue
        around = view.rows[beside].box
        shared = view.rows[index].box == around or box in (around, view.sheet.parents[around])
        if shared and _prose_in(view, box, index) == 1:
            return True
    return False


def _link_beside(view: View, index: int, step: int) -> int | None:
    """The link in a direction that no more than a picture or a label parts from a row."""
    for each in range(index + step, index + 3 * step, step):
        if not 0 <= each < len(view.rows):
            return None
        if view.rows[each].image is None and view.link(each):
            between = each - step
            passed = between == index or view.rows[between].image is not None or view.labels(between)
            return each if passed else None
    return None


def longest_run(view: View) -> int:
    """Return the characters of the longest run of visible running text.

    A run ends at a heading, at three links in a row, at a cue such as `Tin liên quan`, and in elements named for other things.
    The paragraphs of one element count as one run, whatever stands between them.
    """
    best = total = links = 0
    siblings: Counter[int] = Counter()
    for index, row in enumerate(view.rows):
        if row.image is not None:
            continue
        if row.linked and view.link(index):
            links += 1
            if links >= _LINKS_IN_A_ROW:
                total = 0
            continue
        links = 0
        if len(row.text) < LEAST_SENTENCE:
            if view.sheet.tags[row.box] in ("h1", "h2") or (total and END.match(view.key(index))):
                total = 0
        elif is_foreign(view, row.box):
            total = 0
        elif running_text(view, index) and not of_card(view, index):
            total += len(row.text)
            best = max(best, total)
            if view.sheet.tags[row.box] == "p":
                siblings[view.sheet.parents[row.box]] += len(row.text)
    return max(best, max(siblings.values(), default=0))


def longest_possible_run(view: View) -> int:
    """Return what `longest_run` cannot exceed, in a tenth of its time: no row is asked whether it is a label or a card."""
    best = total = links = 0
    tags, parents = view.sheet.tags, view.sheet.parents
    siblings: Counter[int] = Counter()
    for index, row in enumerate(view.rows):
        length = len(row.text)
        if row.linked and view.link(index):
            links += 1
            if links >= _LINKS_IN_A_ROW:
                total = 0
        elif length >= LEAST_SENTENCE:
            links = 0
            total = 0 if is_foreign(view, row.box) else total + length
            best = max(best, total)
            if total and tags[row.box] == "p":
                siblings[parents[row.box]] += length
        elif row.image is None:
            links = 0
            if tags[row.box] in ("h1", "h2"):
                total = 0
    return max(best, max(siblings.values(), default=0))


def _prose_in(view: View, box: int, index: int) -> int:
    near: Sequence[int] = range(max(0, index - 6), min(len(view.rows), index + 7))
    return sum(view.prose(each) and box in view.sheet.around(view.rows[each].box) for each in near)


def inside(view: View, index: int, content: Content) -> bool:
    """Return whether a row stands in the content element."""
    return content.box == 0 or content.box in view.sheet.around(view.rows[index].box)
