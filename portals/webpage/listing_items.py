"""What a listing page links to: the appearances of articles, each with its card, the element that holds no other article."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from portals.portal import AddressRules
from portals.text.folding import squeeze
from portals.webpage.address_shapes import is_filed, is_view
from portals.webpage.addresses import absolute
from portals.webpage.boilerplate import END, SECTION, key_of, load_phrases
from portals.webpage.page_rows import View
from portals.webpage.pagination import is_word
from portals.webpage.rows import Row, attributes

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BETWEEN = 4
"""Rows between two links to one article that still belong to one appearance: date, summary, picture."""
_LEAST_TITLE, _LEAST_WORDS = 16, 4
_MOST_ROWS = 10
"""Rows of a card that is the only one on its page."""
_MOST_IN_ROW = 5
"""Links that one row of a list may hold. A row with more is a menu or a foot, and what it links is no article."""
_OFTEN, _LONG_TITLE = 3, 40
"""Links with one short text from which what they lead to is a section that each card names."""
_TITLED_SHARE = 0.34
"""Share of links with long texts from which a word of the template says nothing about them."""
_MENU = re.compile(r"(?:^|[\s_-])(?:menu|nav|navbar|navigation|breadcrumbs?)(?:$|[\s_-])", re.IGNORECASE)
_SAYS_SECTION = re.compile(
    r'\srel="[^"]*\b(?:category|tag|author)\b|\sclass="[^"]*\b(?:category|cat|tags?|author|chuyen-?muc|the-?loai)(?:-link|-name)?\b',
    re.IGNORECASE,
)
_NAMES = frozenset().union(*(phrases.exact for phrases in (END, SECTION, load_phrases("no_section"))))
"""Entries of menus that are as long as titles: `thủ tục hành chính`."""
_WORD = re.compile(r"[^\W\d_]{2,}|\w")

SameSite = Callable[[str, str], bool]


@dataclass(slots=True)
class Item:
    """One article's appearance in a list: its links, and where they stand."""

    key: str
    url: str
    href: str
    rows: list[int]
    texts: list[tuple[int, str]]
    group: int = 0
    """The innermost box around it that holds other articles too; 0 where the page has no other."""
    card: int = 0
    """The outermost box around it that holds no other article; 0 where it has none of its own."""
    inside: range = field(default=range(0))
    """The rows of its card."""


def find_items(
    view: View, page_url: str, base: str, rules: AddressRules, same: SameSite, *, titled: bool = False
) -> tuple[list[Item], list[Item]]:
    """Return the appearances of articles in order, and the other links to pages of the site.

    With `titled` an address is no evidence, so only links whose text is as long as a title count as articles; the others
    (menus, tags, authors) are returned apart.
    """
    links = list(_links(view, page_url, base, rules, same))
    other: list[Item] = []
    if titled:
        no_article = _sections(view, links, page_url)
        long = {link.key for link in links if any(is_title(text) for text in _said(view, link))} - no_article
        other = [link for link in links if link.key not in long]
        links = [link for link in links if link.key in long]
    holders: dict[int, set[str]] = defaultdict(set)
    for link in links:
        for box in view.sheet.around(view.rows[link.rows[0]].box):
            holders[box].add(link.key)
    items: list[Item] = []
    for link in links:
        if items and items[-1].key == link.key and _one_card(view, items[-1].rows[-1], link.rows[0], holders):
            items[-1].rows += link.rows
            items[-1].texts += link.texts
        else:
            items.append(link)
    for item in items:
        _place(view, item, holders)
    return items, other


def _sections(view: View, links: Sequence[Item], page_url: str) -> set[str]:
    """Return what is linked as sections, tags and authors are: in menus, crowded rows, with words that say so, or often.

    A word that a template puts on the links of titles too says nothing: `class="category-link-title"`, `rel="tag"` of
    `Đọc tiếp`, and `class="nav"` of a list of long titles.
    """
    found: set[str] = set()
    often: Counter[tuple[str, str]] = Counter()
    headed: set[str] = set()
    longest: dict[str, int] = defaultdict(int)
    for link in links:
        longest[link.key] = max(longest[link.key], len(squeeze(link.texts[0][1])))
    cues: dict[str, list[str]] = defaultdict(list)
    menus: dict[int, list[Item]] = defaultdict(list)
    for link in links:
        row = view.rows[link.rows[0]]
        if row.image is None and view.sheet.tags[row.box] not in HEADINGS:
            often[link.key, squeeze(link.texts[0][1])] += 1
        else:
            headed.add(link.key)
        if is_filed(link.url) or is_view(link.url, page_url) or len(row.anchors) > _MOST_IN_ROW:
            found.add(link.key)
        elif in_menu(view, row):
            menus[_around_list(view, row.box)].append(link)
        for attrs, label in row.anchors:
            if label == link.texts[0][1] and (cue := _SAYS_SECTION.search(attrs)):
                cues[cue[0].lower()].append(link.key)
    for keys in cues.values():
        if _titles_among(longest[key] for key in keys) < _TITLED_SHARE:
            found.update(keys)
    for entries in menus.values():
        nav = any(view.sheet.tags[box] == "nav" for box in view.sheet.around(view.rows[entries[0].rows[0]].box))
        if nav or len(entries) < _OFTEN or _titles_among(longest[link.key] for link in entries) < _TITLED_SHARE:
            found.update(link.key for link in entries)
    often_named = {key for (key, text), count in often.items() if count >= _OFTEN and len(text) < _LONG_TITLE}
    return found | (often_named - headed)


def _titles_among(lengths: Iterable[int]) -> float:
    """Return which share of links has a text that is as long as only titles are."""
    counted = list(lengths)
    return sum(length >= _LONG_TITLE for length in counted) / len(counted)


def _around_list(view: View, box: int) -> int:
    """Return the list around a row: the parent of its list item, else of itself."""
    item = next((each for each in view.sheet.around(box) if view.sheet.tags[each] == "li"), box)
    return view.sheet.parents[item]


def in_menu(view: View, row: Row) -> bool:
    """Return whether a row stands in a menu: in a `nav` element, or one with a class that says so."""
    return any(view.sheet.tags[box] == "nav" for box in view.sheet.around(row.box)) or view.named(row.box, _MENU, 6)


def is_title(text: str) -> bool:
    """Return whether a link's text is as long as a title: 16 characters and four words, and no known entry of a menu."""
    plain = squeeze(text)
    if key_of(plain) in _NAMES:
        return False
    return len(plain) >= _LEAST_TITLE and len(_WORD.findall(plain)) >= _LEAST_WORDS


def _said(view: View, link: Item) -> Iterator[str]:
    """Yield the text of a link and its `title`."""
    for index, text in link.texts:
        if is_word(squeeze(text)):
            continue
        yield text
        for attrs, label in view.rows[index].anchors:
            if label == text and "title=" in attrs:
                yield attributes(attrs).get("title", "")


def _links(view: View, page_url: str, base: str, rules: AddressRules, same: SameSite) -> Iterator[Item]:
    """Yield the links to articles of this portal in order; a picture's text is its `title`."""
    for index, row in enumerate(view.rows):
        for attrs, text in row.anchors:
            found = attributes(attrs)
            if not text and row.image is None and not found.get("title"):
                continue  # the end of a link around several blocks: the row below its last one
            href = found.get("href", "")
            if not href or href.startswith(("#", "javascript:")):
                continue
            url = absolute(base, href)
            key = rules.identity(url) if url and same(url, page_url) else None
            if key is not None:
                yield Item(key, url, href, [index], [(index, text or found.get("title", ""))])


def _one_card(view: View, one: int, other: int, holders: dict[int, set[str]]) -> bool:
    """Return whether two links to an article stand in an element of its own, or right beside each other."""
    around = set(view.sheet.around(view.rows[one].box))
    shared = next(box for box in view.sheet.around(view.rows[other].box) if box in around)
    if len(holders[shared]) == 1:
        return True
    between = range(one + 1, other)
    return len(between) <= _BETWEEN and not any(view.sheet.tags[view.rows[index].box] in HEADINGS for index in between)


def _place(view: View, item: Item, holders: dict[int, set[str]]) -> None:
    """Note the group and the card of an item."""
    around = list(view.sheet.around(view.rows[item.rows[0]].box))
    item.group = next((box for box in around if len(holders[box]) > 1), 0)
    own = [box for box in around if box and len(holders[box]) == 1]
    item.card = own[-1] if own else 0
    if not item.group:  # nothing else on the page says where the card ends
        item.card = next((box for box in reversed(own) if len(_extent(view, item, box)) <= _MOST_ROWS), 0)
    item.inside = _extent(view, item, item.card) if item.card else range(item.rows[0], item.rows[-1] + 1)


def _extent(view: View, item: Item, card: int) -> range:
    """Return the rows of a box around an item."""
    first, last = item.rows[0], item.rows[-1]
    while first > 0 and card in view.sheet.around(view.rows[first - 1].box):
        first -= 1
    while last + 1 < len(view.rows) and card in view.sheet.around(view.rows[last + 1].box):
        last += 1
    return range(first, last + 1)


def whole_card(view: View, item: Item, items: Sequence[Item]) -> range:
    """Return the rows of an item's card, or up to the next item where it has none of its own."""
    if item.card:
        return item.inside
    following = next((other.inside.start for other in items if other.inside.start > item.rows[-1]), len(view.rows))
    return range(item.rows[0], following)
