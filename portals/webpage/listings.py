"""The articles a listing page links to, with what it prints beside them; side boxes and menus are left out."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from portals.items import ListingMetadata, RawPage
from portals.portal import AddressRules, Link
from portals.text.folding import fold, squeeze
from portals.webpage.addresses import absolute
from portals.webpage.boilerplate import load
from portals.webpage.decoding import decode
from portals.webpage.labels import read_row
from portals.webpage.markup import base_url, tree_of
from portals.webpage.page_rows import View
from portals.webpage.rows import attributes

_SIDE = load("side")
_ASIDE = frozenset(("aside", "nav", "footer"))
_SIDE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:sidebar|side-?bar|menu|nav|navbar|footer|breadcrumbs?|most-?\w*|hot-?news|marquee|ticker)(?:$|[\s_-])",
    re.IGNORECASE,
)
_MORE = re.compile(r"\W*(?:xem|đọc)\s+(?:tiếp|thêm|chi tiết|toàn bộ)\W*|\W*chi tiết\W*|\W*\d*\W*", re.IGNORECASE)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BETWEEN = 4
_BESIDE = 8
"""Rows after a title that may hold its date."""


@dataclass(frozen=True, slots=True)
class Found:
    """A listing page's links, its tree for the pager, the address of the main list's last link, every link to an article."""

    tree: etree._Element
    links: tuple[Link, ...]
    last: str | None = None
    hrefs: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Item:
    """One article's appearance in a list."""

    key: str
    url: str
    rows: list[int]
    texts: list[tuple[int, str]]
    href: str
    group: int = 0


def article_links(page: RawPage, rules: AddressRules, same: Callable[[str, str], bool]) -> Found:
    """Links to articles of this portal, one each, in the order printed."""
    tree = tree_of(decode(page.body).text)
    view = View(tree)
    own = rules.identity(page.url)
    items = _items(view, page, rules, same, base_url(tree, page.url))
    kept = _main(view, [item for item in items if item.key != own])
    dates = _dates(view, kept)
    merged: dict[str, Link] = {}
    for item, printed in zip(kept, dates, strict=True):
        link = Link(rules.canonical(item.url), ListingMetadata(None, _title(view, item), printed))
        known = merged.get(item.key)
        merged[item.key] = link if known is None else _joined(known, link)
    counted = Counter(item.group for item in kept)
    main = counted.most_common(1)[0][0] if counted else None
    last = next((item.href for item in reversed(kept) if item.group == main), None)
    return Found(tree, tuple(merged.values()), last, frozenset(item.href for item in items))


def _joined(known: Link, other: Link) -> Link:
    """The first appearance, with what only the second prints."""
    one, two = known.listed, other.listed
    return Link(known.url, ListingMetadata(one.section, one.title or two.title, one.published_raw or two.published_raw))


def _items(view: View, page: RawPage, rules: AddressRules, same: Callable[[str, str], bool], base: str) -> list[_Item]:
    """Appearances of articles. The links of one card to its article are one appearance."""
    links = list(_links(view, page, rules, same, base))
    holders: dict[int, set[str]] = defaultdict(set)
    for link in links:
        for box in view.sheet.around(view.rows[link.rows[0]].box):
            holders[box].add(link.key)
    items: list[_Item] = []
    for link in links:
        if items and items[-1].key == link.key and _one_card(view, items[-1].rows[-1], link.rows[0], holders):
            items[-1].rows += link.rows
            items[-1].texts += link.texts
        else:
            items.append(link)
    for item in items:
        around = view.sheet.around(view.rows[item.rows[0]].box)
        item.group = next((box for box in around if len(holders[box]) > 1), 0)
    return items


def _links(view: View, page: RawPage, rules: AddressRules, same: Callable[[str, str], bool], base: str) -> Iterator[_Item]:
    """Links to articles of this portal, in order; a picture's text is its `title`."""
    for index, row in enumerate(view.rows):
        for attrs, text in row.anchors:
            found = attributes(attrs)
            if not text and row.image is None and not found.get("title"):
                continue  # the end of a link around several blocks: the row below its last one
            href = found.get("href", "")
            url = absolute(base, href)
            key = rules.identity(url) if url and same(url, page.url) else None
            if key is not None:
                yield _Item(key, url, [index], [(index, text or found.get("title", ""))], href)


def _one_card(view: View, one: int, other: int, holders: dict[int, set[str]]) -> bool:
    """Whether two links to an article stand in an element of its own, or right beside each other."""
    around = set(view.sheet.around(view.rows[one].box))
    shared = next(box for box in view.sheet.around(view.rows[other].box) if box in around)
    if len(holders[shared]) == 1:
        return True
    between = range(one + 1, other)
    return len(between) <= _BETWEEN and not any(view.sheet.tags[view.rows[index].box] in _HEADINGS for index in between)


def _main(view: View, items: Sequence[_Item]) -> list[_Item]:
    """The items outside side boxes; all of them where nothing else is left."""
    groups: dict[int, list[_Item]] = defaultdict(list)
    for item in items:
        groups[item.group].append(item)
    sides = {box for box, group in groups.items() if _is_side(view, box, group)}
    main = [item for item in items if item.group not in sides and not _in_side(view, item)]
    return sorted(main or items, key=lambda item: item.rows[0])


def _in_side(view: View, item: _Item) -> bool:
    """Whether an item stands in an element that templates use for what lies beside."""
    around = view.sheet.around(view.rows[item.rows[0]].box)
    return any(view.sheet.tags[box] in _ASIDE for box in around)


def _is_side(view: View, box: int, group: Sequence[_Item]) -> bool:
    """Whether a list stands in a side box: by the heading above it, or the class of the element around it."""
    if view.named(box, _SIDE_CLASS, 2):
        return True
    first = group[0].rows[0]
    for index in range(first - 1, max(-1, first - 4), -1):
        row = view.rows[index]
        if row.image is not None or not row.text.strip():
            continue
        return _SIDE.match(view.key(index))
    return False


def _title(view: View, item: _Item) -> str | None:
    """The linked heading, else the first linked text that says more than `Xem tiếp`."""
    texts = [(index, squeeze(text)) for index, text in item.texts if text and not _MORE.fullmatch(text) and not read_row(text)]
    headed = [text for index, text in texts if view.sheet.tags[view.rows[index].box] in _HEADINGS]
    plain = headed or [text for _, text in texts if len(text) >= 8] or [text for _, text in texts]
    if not plain:
        return None
    title = plain[0]
    return _uncut(view, item, title) if title.endswith(("...", "…")) else title


def _uncut(view: View, item: _Item, title: str) -> str:
    """The whole title where the link's `title` attribute has it."""
    start = fold(title).rstrip(". ")
    for index in item.rows:
        for attrs, _ in view.rows[index].anchors:
            whole = squeeze(attributes(attrs).get("title", ""))
            if whole.startswith(title.rstrip(". …")) or fold(whole).startswith(start):
                return whole
    return title


def _dates(view: View, items: Sequence[_Item]) -> list[str | None]:
    """The date printed in or after each item, or before it where this list prints dates first."""
    if not items:
        return []
    starts = [item.rows[0] for item in items] + [len(view.rows)]
    after = [
        _date(view, item, range(item.rows[0], min(end, item.rows[-1] + _BESIDE)))
        for item, end in zip(items, starts[1:], strict=True)
    ]
    before = [
        _date(view, item, range(item.rows[-1], max(previous, item.rows[0] - 3), -1))
        for item, previous in zip(items, [-1, *starts[:-2]], strict=True)
    ]
    first = sum(date is not None for date in before) > sum(date is not None for date in after)
    return before if first else after


def _date(view: View, item: _Item, rows: Sequence[int]) -> str | None:
    for index in rows:
        row = view.rows[index]
        if item.group not in view.sheet.around(row.box):
            return None
        text = row.text
        for _, label in row.anchors:
            text = text.replace(label, " | ", 1) if label and not read_row(label) else text
        for part in text.split(" | "):
            read = read_row(part.strip()) if part.strip() else None
            if read and (date := next((label for label in read.labels if label.kind == "date"), None)):
                return date.text
    return None
