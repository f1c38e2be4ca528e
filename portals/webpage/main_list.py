"""Which of the lists on a page is the section's: side boxes, menus, tickers and footers are left out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log2
from statistics import median

from portals.text.folding import squeeze
from portals.webpage.address_shapes import alike
from portals.webpage.boilerplate import END, Phrases, load_phrases
from portals.webpage.columns import beside, widths
from portals.webpage.listing_items import HEADINGS, Item
from portals.webpage.page_rows import TITLED, View
from portals.webpage.pagination import is_word
from portals.webpage.printed_dates import printed_date
from portals.webpage.rows import attributes

_SIDE, _BOXES, _OTHERS = load_phrases("side"), load_phrases("boxes"), load_phrases("others")
_ASIDE = frozenset(("aside", "nav", "footer", "marquee"))
_SIDE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:sidebar|side-?bar|menu|navbar|footer|breadcrumbs?|most-?\w*|hot-?news|marquee|ticker)(?:$|[\s_-])",
    re.IGNORECASE,
)
_SIDE_TAG = re.compile(r"-(?:aside|breadcrumbs?|footer|marquee|menu|nav|rail|sidebar|ticker)$")
"""Elements of a template's own: `<bh-ticker>`."""
_AROUND_NAME = 24
"""Characters that a heading may hold beside the section's name: `Chuyên mục: `, ` (trang 3)`."""
_ABOVE = 4
"""Rows above a list that are looked at for its heading."""
_SUMMARY = 60
_BELOW = 4
"""Rows below a list that are looked at for its pager."""
_SIDE_WEIGHT, _NAMED_WEIGHT, _PAGED_WEIGHT = 0.15, 3.0, 2.0
_LEAST, _LEAST_ALONE = 2.5, 3.3
"""Score from which a list is taken for one: three bare titles. A card alone needs date, summary and heading."""
_MENU = 0.34
"""Share of short links among the links of a list from which it is a menu."""

_SHORT_TITLES = 36
"""Median length of titles, in characters, below which a list is more likely a menu."""


@dataclass(slots=True)
class _List:
    """Items that are built alike, with what speaks for and against their being the section's list."""

    items: list[Item]
    score: float
    side: bool
    heading: int | None
    """The row of the heading right above it."""
    apart: bool = False
    """Whether nothing can make it the section's: it stands in a side box by its element or heading."""

    @property
    def first(self) -> int:
        """The row with which it begins."""
        return self.items[0].inside.start


class MainList:
    """Finds the section's list on one page."""

    def __init__(self, view: View, names: frozenset[str], items: Sequence[Item], other: Sequence[Item]) -> None:
        self.view = view
        self.names = names
        """What the section is called: `h1`, `<title>`, the menu's word for the page's own address, in the form of `key_of`."""
        self.items = items
        self.other = other
        self.groups: dict[int, list[Item]] = defaultdict(list)
        for item in items:
            self.groups[item.group].append(item)
        self.own_heading = self._own_heading()

    def by_address(self) -> list[Item]:
        """Return the items outside side boxes; all of them where nothing else is left."""
        sides = {box for box, group in self.groups.items() if self._is_side(box, group) and not self._rescued(box, group)}
        main = [item for item in self.items if item.group not in sides and not self._in_side(item)]
        return sorted(main or self.items, key=lambda item: item.rows[0])

    def by_structure(self) -> list[Item]:
        """Return the items of the list that looks most like a section's, and those of its column beside it."""
        menus: list[_List] = []
        lists: list[_List] = []
        for one in self._lists():
            (menus if self._is_menu(one) else lists).append(one)
        entries = {item.key for one in menus for item in one.items}
        lists = [one for one in lists if not entries.issuperset(item.key for item in one.items)]
        best = max(lists, key=lambda one: one.score, default=None)
        if best is None or best.score < (_LEAST if len(best.items) > 1 else _LEAST_ALONE):
            return []
        chosen = {id(item) for item in best.items}
        around = beside(self.view.sheet, best.items[0].group)
        column = self._column(best, [one for one in lists if one.apart or self._within(one, around)])
        for one in lists:
            if one is not best and not one.apart and not self._within(one, around) and self._joins(one, best, column):
                chosen |= {id(item) for item in one.items}
        return [item for item in self.items if id(item) in chosen and item.key not in entries]

    def _own_heading(self) -> int | None:
        """Return the row of the heading that says what the section is called: the highest heading, the first of equals."""
        best: tuple[float, int] | None = None
        linked = {index for item in self.items for index in item.rows}  # an h1 may be the headline of the lead story
        for index, row in enumerate(self.view.rows):
            if index not in linked and row.image is None and len(row.text) <= 120 and self._is_name(self.view.key(index)):
                weight = self._heading_weight(index)
                if weight and (best is None or weight > best[0]):
                    best = (weight, index)
        return best[1] if best else None

    def _is_name(self, key: str) -> bool:
        """Return whether a row says what the section is called, with few words around it: `danh sách thông báo`."""
        if key in self.names:
            return True
        return any(name in key and len(key) - len(name) <= _AROUND_NAME for name in self.names if len(name) >= 6)

    def _heading_weight(self, index: int) -> float:
        """Return how much a row looks like the heading of a page: `h1` most; 0 for a menu's entry."""
        box, tags = self.view.rows[index].box, self.view.sheet.tags
        around = list(self.view.sheet.around(box))
        heading = next((tags[each] for each in around[:3] if tags[each] in HEADINGS), "")
        if heading == "h1":
            return 9.0
        if self._beside(around) or self.view.named(box, _SIDE_CLASS, 4) or tags[box] == "li":
            return 0.0
        if heading:
            return 10.0 - int(heading[1])
        if self.view.rows[index].link_share > 0.6:
            return 0.5
        return 2.0 if self.view.named(box, TITLED, 2) or self.view.titled(index) else 1.0

    def _beside(self, around: Sequence[int]) -> bool:
        """Return whether one of these boxes is an element that templates use for what lies beside, by its name."""
        tags = self.view.sheet.tags
        return any(tags[box] in _ASIDE or ("-" in tags[box] and _SIDE_TAG.search(tags[box])) for box in around)

    def _heading(self, first: int) -> int | None:
        """Return the row right above a list's first card that may be its heading: no picture, date or pager."""
        for index in range(first - 1, max(-1, first - 1 - _ABOVE), -1):
            row = self.view.rows[index]
            text = row.text.strip()
            if row.image is not None or not text or text.isdigit() or is_word(text) or _is_date(text):
                continue
            return index
        return None

    def _is_side(self, box: int, group: Sequence[Item], *cues: Phrases) -> bool:
        """Return whether a list stands in a side box: by the heading above it, or the class of an element around it."""
        if self.view.named(box, _SIDE_CLASS, 2):
            return True
        heading = self._heading(min(item.inside.start for item in group))
        if heading is None or heading == self.own_heading:
            return False
        key = self.view.key(heading)
        return any(each.match(key) for each in cues or (_SIDE, _BOXES))

    def _rescued(self, box: int, group: Sequence[Item]) -> bool:
        """Return whether a list headed like a side box is the section's all the same: a pager follows it."""
        return self._is_paged(group) and not self.view.named(box, _SIDE_CLASS, 2) and not any(map(self._in_side, group))

    def _is_paged(self, items: Sequence[Item]) -> bool:
        """Return whether a pager follows a list: a row below it whose links are numbers, arrows or words of pagers."""
        end = max(item.inside.stop for item in items)
        for row in self.view.rows[end : end + _BELOW]:
            labels = [squeeze(label) for _, label in row.anchors if label.strip()]
            if labels and all(map(is_word, labels)):
                return True
        return False

    def _in_side(self, item: Item) -> bool:
        """Return whether an item stands in an element that templates use for what lies beside."""
        return self._beside(list(self.view.sheet.around(self.view.rows[item.rows[0]].box)))

    def _lists(self) -> list[_List]:
        """Return the items in lists of those that are built alike: the same elements and first classes around their titles."""
        alike: dict[tuple[str, ...], list[Item]] = defaultdict(list)
        for item in self.items:
            alike[self._path(item)].append(item)
        found = []
        for items in alike.values():
            for run in self._runs(items):
                found.append(self._weighed(run))
        return found

    def _runs(self, items: list[Item]) -> Iterator[list[Item]]:
        """Yield items that are built alike in runs between which no other heading of a box stands."""
        run: list[Item] = []
        for item in items:
            if run and item.group != run[-1].group:
                heading = self._heading(item.inside.start)
                if heading is not None and heading > run[-1].inside.stop - 1 and self._opens_box(heading):
                    yield run
                    run = []
            run.append(item)
        yield run

    def _opens_box(self, index: int) -> bool:
        """Return whether a row is the heading of a box: a side box's, or a short row that looks like a heading."""
        key = self.view.key(index)
        return _SIDE.match(key) or _BOXES.match(key) or index == self.own_heading

    def _path(self, item: Item, group: int | None = None) -> tuple[str, ...]:
        """Return the elements around an item's title: by name within its card, by name, first class and width around its list.

        `group`: the list that it is taken to stand in.
        """
        sheet, group = self.view.sheet, item.group if group is None else group
        row = next((index for index, text in item.texts if len(text) >= 8), item.rows[0])
        names, inside = [], True
        for box in sheet.around(self.view.rows[row].box):
            inside = inside and box != group
            if inside or not sheet.attrs[box]:
                names.append(sheet.tags[box])
                continue
            first = (attributes(sheet.attrs[box]).get("class", "").split() or [""])[0]
            width = "".join(f"/{number:g}{scale}" for scale, number in widths(sheet, box))
            names.append(f"{sheet.tags[box]}.{re.sub(r'[0-9]+', '', first)}{width}")
        return tuple(names)

    def _weighed(self, items: list[Item]) -> _List:
        """Return a list with its score."""
        boxes = {item.group for item in items}
        heading = self._heading(min(item.inside.start for item in items))
        paged = self._is_paged(items)
        hard = any(map(self._in_side, items)) or any(self.view.named(box, _SIDE_CLASS, 2) for box in boxes)
        side = hard or (not paged and any(self._is_side(box, items) for box in boxes))
        apart = hard or (not paged and any(self._is_side(box, items, _SIDE) for box in boxes))
        count = len({item.key for item in items})
        score = sum(self._rich(item) for item in items) / len(items) * (1 + log2(count))
        if side:
            score *= _SIDE_WEIGHT
        elif self.own_heading is not None and self._follows(items, self.own_heading):
            score *= _NAMED_WEIGHT
        if paged and not side:
            score *= _PAGED_WEIGHT
        if any(self.view.sheet.tags[box] == "main" for box in self.view.sheet.around(items[0].group)):
            score *= 1.5
        return _List(items, score, side, heading, apart)

    def _follows(self, items: list[Item], heading: int) -> bool:
        """Return whether a list is the first below the section's own heading, but for some picked out of it."""
        first = items[0].inside.start
        between = {item.key for item in self.items if heading < item.inside.start < first}
        return heading < first and len(between) <= 3

    def _rich(self, item: Item) -> float:
        """Return how much a card looks like that of an article: date, summary, heading, picture beside the title."""
        rows = [self.view.rows[index] for index in item.inside]
        points = 1.0
        if any(row.image is None and len(row.text) <= 400 and _is_date(row.text) for row in rows):
            points += 0.7
        if any(len(row.text) >= _SUMMARY and row.link_share < 0.3 for row in rows):
            points += 1.0
        if any(self.view.sheet.tags[self.view.rows[index].box] in HEADINGS for index in item.rows):
            points += 0.7
        return points + (0.3 if any(row.image is not None for row in rows) else 0.0)

    def _is_menu(self, one: _List) -> bool:
        """Return whether many of the links among the items are built like them and too short for titles."""
        cards = {item.card for item in one.items if item.card}
        boxes = {item.group for item in one.items}
        short, path = 0, self._entry(one.items[0], one.items[0].group)
        for link in self.other:
            row = self.view.rows[link.rows[0]]
            if is_word(link.texts[0][1]) or row.link_share < 0.6:
                continue
            around = list(self.view.sheet.around(row.box))
            inside = next((box for box in around[:4] if box in boxes), None)
            if inside is not None and not cards.intersection(around) and self._entry(link, inside) == path:
                short += 1
        lengths = [max(len(text) for _, text in item.texts) for item in one.items]
        return short > 1 and short / (short + len(one.items)) > (_MENU if median(lengths) >= _SHORT_TITLES else _MENU / 3)

    def _entry(self, item: Item, group: int) -> tuple[str, ...]:
        """Return how a link stands in a list, and the class of the element right around it."""
        attrs = self.view.sheet.attrs[self.view.rows[item.rows[0]].box]
        return (attributes(attrs).get("class", "") if attrs else "", *self._path(item, group))

    def _column(self, best: _List, sides: Sequence[_List]) -> frozenset[int]:
        """Return the boxes around the best list up to the highest that holds no side box."""
        around = list(self.view.sheet.around(best.items[0].group))
        if len({item.group for item in best.items}) > 1:
            shared = set(around).intersection(*(set(self.view.sheet.around(item.group)) for item in best.items))
            around = [box for box in around if box in shared]
        beside = {box for side in sides for item in side.items for box in self.view.sheet.around(item.group)}
        column = [around[0]] if around else []
        for box in around[1:]:
            if box in beside or self.view.sheet.tags[box] == "html":
                break
            column.append(box)
        return frozenset(column)

    def _within(self, one: _List, boxes: frozenset[int]) -> bool:
        """Return whether a list stands in one of these boxes."""
        return not boxes.isdisjoint(self.view.sheet.around(one.items[0].group or one.items[0].card))

    def _joins(self, one: _List, best: _List, column: frozenset[int]) -> bool:
        """Return whether a list beside the best one belongs to the section: a lead story, a box above it, further links.

        On a page that names no section, a home page, every box of the column does.
        """
        if not alike((item.url for item in one.items), (item.url for item in best.items)):
            return False
        if self.own_heading is not None and one.first < self.own_heading < best.first:
            return False
        above = one.first < best.first
        if not self._within(one, column):
            return above and not one.side and not self._headed(one)
        if not above and not self._within(one, self._frame(best)):
            return not one.side and one.score >= best.score / 4
        if not self._headed(one):
            return True
        key = self.view.key(one.heading or 0)
        if _OTHERS.match(key) or above or self.own_heading is None:
            return True
        return not one.side and one.score >= best.score / 4

    def _frame(self, best: _List) -> frozenset[int]:
        """Return the innermost box around the section's heading and its list; every box where the page names no section."""
        around = self.view.sheet.around(best.items[0].group)
        if self.own_heading is None or self.own_heading > best.first:
            return frozenset((0,))
        named = set(self.view.sheet.around(self.view.rows[self.own_heading].box))
        return frozenset((next(box for box in around if box in named),))

    def _headed(self, one: _List) -> bool:
        """Return whether another heading than the section's stands above a list."""
        return one.heading is not None and one.heading != self.own_heading and self._is_heading(one.heading)

    def _is_heading(self, index: int) -> bool:
        """Return whether a row looks like the heading of a box."""
        return len(self.view.rows[index].text) <= 60 and (self._heading_weight(index) >= 2 or END.match(self.view.key(index)))


def _is_date(text: str) -> bool:
    date = printed_date(text)
    return date is not None and len(text.strip()) - len(date) <= 40
