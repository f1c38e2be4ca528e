"""The title and the date that a listing prints for each article."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Sequence

from portals.text.folding import fold, squeeze
from portals.webpage.boilerplate import NOISE, key_of
from portals.webpage.labels import read_row
from portals.webpage.listing_items import HEADINGS, Item, is_title
from portals.webpage.page_rows import View
from portals.webpage.printed_dates import joined_date, leading_date, printed_date, without_date
from portals.webpage.rows import attributes

_MORE = re.compile(
    r"\W*(?:xem|đọc)\s+(?:tiếp|thêm|chi tiết|toàn bộ|bài)\W*|\W*chi tiết\W*|\W*\d*\W*|\W*(?:read|continue)\s+\w*\W*",
    re.IGNORECASE,
)
_LEADS_ON = re.compile(
    r"^\W*(?:(?:xem|đọc)\s+(?:tiếp|thêm|chi tiết|toàn bộ)|continue reading|read more)\s*[:»›→>\-]*\s*", re.IGNORECASE
)
_NUMBERED = re.compile(r"^\s*(\d{1,4})\s*[.)\-:]?\s+(?=\S)")
_BULLET = re.compile(r"^[\s•·●▪■►»›+*\-–]+(?=\w|[“\"'(])")
_BADGE = re.compile(r"\s+(?:\((?i:mới|new|hot)\)!?|MỚI|NEW|HOT)!?$|\s*\((?i:xem|đã xem|lượt xem|views?)\s*:?\s*[\d.,]+\)$")
_BESIDE = 8
"""Rows after a title that may hold its date."""
_SHORTEST = 8


def listed_titles(view: View, items: Sequence[Item]) -> list[str | None]:
    """Return the title of each item: its linked heading, else the first linked text that says more than `Xem tiếp`.

    What every link of the list carries beside the title is left out: a date in brackets, a running number.
    """
    shared = _shared(items)
    said = [_without_element(_title(view, item, shared), _in_element(view, item)) for item in items]
    for decoration in (_without_number, _without_date):
        said = _undecorated(view, items, said, decoration)
    return [_cleaned(text) if text else None for text in said]


def inline_dates(view: View, items: Sequence[Item]) -> list[str | None]:
    """Return the dates that stand inside the links of each item."""
    return [
        next((date for _, text in item.texts if (date := without_date(squeeze(text))[1])), None) or _in_element(view, item)
        for item in items
    ]


def _without_element(title: str | None, date: str | None) -> str | None:
    return title[: -len(date)].strip(" |•·-–(") if title and date and title.endswith(date) else title


def _in_element(view: View, item: Item) -> str | None:
    """Return the date that an element of its own, or what the `title` attribute lacks, adds to the title in a link."""
    names = _attributes(view, item)
    for index, text in item.texts:
        plain = squeeze(text)
        rests = [plain[len(name) :] for name in names if plain.startswith(name)]
        for added in (*view.rows[index].pieces[-1:], *rests):
            date = printed_date(added)
            if (
                date
                and len(squeeze(added)) - len(date) <= 2
                and plain.endswith(squeeze(added))
                and len(plain) > len(date) + _SHORTEST
            ):
                return date
    return None


def _shared(items: Sequence[Item]) -> frozenset[str]:
    """Return the texts that links to different articles have in common: `Ảnh đại diện`, `Chi tiết bài viết`."""
    users: dict[str, set[str]] = defaultdict(set)
    for item in items:
        for _, text in item.texts:
            users[squeeze(text)].add(item.key)
    everyone = len({item.key for item in items})
    return frozenset(
        text
        for text, keys in users.items()
        if len(keys) > 1 and (not is_title(text) or (len(keys) > 2 and len(keys) * 2 > everyone))
    )


def same_title(one: str, other: str) -> bool:
    """Return whether two printed titles are one: but for a date beside it, or where one is cut.

    >>> same_title("Họp mặt đầu xuân tại thôn Mai Khê", "Họp mặt đầu xuân tại thôn Mai Khê (12/03/2024)")
    True
    """
    first, second = (fold(without_date(squeeze(text))[0]) for text in (one, other))
    if first == second or fold(one) == fold(other):
        return True
    short, long = sorted((first, second), key=len)
    cut = short.rstrip(". …")
    return short != cut and len(cut) >= _SHORTEST and long.startswith(cut)


def _title(view: View, item: Item, shared: frozenset[str]) -> str | None:
    usable = [(index, _LEADS_ON.sub("", squeeze(text))) for index, text in item.texts if text and not _MORE.fullmatch(text)]
    plain = [(index, text) for index, text in usable if text and not _only_label(text)]
    plain = [(index, text) for index, text in plain if text not in shared] or plain
    headed = [text for index, text in plain if view.sheet.tags[view.rows[index].box] in HEADINGS]
    own = [text for index, text in plain if view.rows[index].image is None and not _LEADS_ON.match(view.rows[index].text)]
    anything = [text for _, text in plain]
    for texts in (headed, own, anything):
        if long := [text for text in texts if len(text) >= _SHORTEST] or texts:
            return _uncut(view, item, long[0]) if long[0].endswith(("...", "…")) else long[0]
    return None


def _only_label(text: str) -> bool:
    """Return whether a link says no more than a date or a count of views."""
    read = read_row(text)
    labelled = sum(len(label.text) for label in read.labels) if read else 0
    date = printed_date(text)
    return len(text) - max(labelled, len(date or "")) < _SHORTEST if labelled or date else False


def _uncut(view: View, item: Item, title: str) -> str:
    """Return the whole title where the link's `title` attribute has it."""
    start = fold(title).rstrip(". ")
    for whole in _attributes(view, item):
        if whole.startswith(title.rstrip(". …")) or fold(whole).startswith(start):
            return whole
    return title


def _attributes(view: View, item: Item) -> list[str]:
    """Return the `title` attributes of an item's links."""
    printed = (attributes(attrs) for index in item.rows for attrs, _ in view.rows[index].anchors if "title=" in attrs)
    return [squeeze(found["title"]) for found in printed if len(found.get("title", "")) >= _SHORTEST]


Decoration = Callable[[str], tuple[str, str | None]]


def _undecorated(view: View, items: Sequence[Item], said: Sequence[str | None], strip: Decoration) -> list[str | None]:
    """Strip a decoration where a link's `title` attribute lacks it, or where at least half of the list carries it."""
    stripped = [strip(text) if text else (text, None) for text in said]
    carried = sum(decoration is not None for _, decoration in stripped)
    everywhere = carried >= 2 and carried * 2 >= len(items)
    kept: list[str | None] = []
    for item, text, (rest, decoration) in zip(items, said, stripped, strict=True):
        confirmed = decoration is not None and rest and fold(rest) in {fold(name) for name in _attributes(view, item)}
        kept.append(rest if decoration is not None and (everywhere or confirmed) else text)
    return kept


def _without_date(text: str) -> tuple[str, str | None]:
    return without_date(text)


def _without_number(text: str) -> tuple[str, str | None]:
    match = _NUMBERED.match(text)
    return (text[match.end() :], match[1]) if match and len(text) - match.end() >= _SHORTEST else (text, None)


def _cleaned(text: str) -> str:
    """Return a title without bullets, badges and view counts at its ends."""
    rest = _BADGE.sub("", _BULLET.sub("", text))
    return rest if len(rest) >= _SHORTEST else text


def listed_dates(view: View, items: Sequence[Item]) -> list[str | None]:
    """Return the date printed in each item's link or card, else after it, or before it where its list prints dates first.

    Each list of a page is judged for itself: a lead story may print its date in its card, the rows below it after theirs.
    """
    found: dict[int, str | None] = {}
    groups: dict[int, list[Item]] = defaultdict(list)
    for item in items:
        groups[item.group].append(item)
    starts = sorted(item.inside.start for item in items)
    for group in groups.values():
        inside = [_in_rows(view, item, _from_title(item)) if item.card else None for item in group]
        around = _beside(view, group, starts) if not any(inside) else [None] * len(group)
        leading = _leading(view, group)
        for item, *said in zip(group, inside, inline_dates(view, group), around, leading, strict=True):
            found[id(item)] = next((date for date in said if date), None)
    return [found[id(item)] for item in items]


def _leading(view: View, items: Sequence[Item]) -> list[str | None]:
    """Return the dates that stand before the summaries of a list, where half of it prints them so."""
    ends = [item.rows[0] for item in items[1:]] + [len(view.rows)]
    found = []
    for item, end in zip(items, ends, strict=True):
        rows = view.rows[item.rows[0] + 1 : min(end, item.rows[-1] + _BESIDE)]
        found.append(next((date for row in rows if (date := leading_date(row.text))), None))
    return found if sum(map(bool, found)) * 2 >= max(len(found), 3) else [None] * len(found)


def _from_title(item: Item) -> list[int]:
    """Return the rows of a card, those from its first link on first."""
    return [*range(item.rows[0], item.inside.stop), *range(item.rows[0] - 1, item.inside.start - 1, -1)]


def _beside(view: View, items: Sequence[Item], starts: Sequence[int]) -> list[str | None]:
    """Return the dates of the items of one list after their links, or before them; `starts` are the rows of all items."""
    after, before = [], []
    for item in items:
        place = bisect_left(starts, item.inside.start)
        end = next((start for start in starts[place:] if start > item.rows[0]), len(view.rows))
        previous = starts[place - 1] if place else -1
        after.append(_in_rows(view, item, range(item.rows[0], min(end, item.rows[-1] + _BESIDE)), grouped=True))
        before.append(_in_rows(view, item, range(item.rows[-1], max(previous, item.rows[0] - 3), -1), grouped=True))
    first = sum(date is not None for date in before) > sum(date is not None for date in after)
    return before if first else after


def _in_rows(view: View, item: Item, rows: Sequence[int], *, grouped: bool = False) -> str | None:
    """Return the first date that one of the rows prints beside links; `grouped`: only rows of the item's list."""
    linked = set(item.rows)
    for index in rows:
        row = view.rows[index]
        if grouped and item.group not in view.sheet.around(row.box):
            return None
        if row.image is not None:
            continue
        text = row.text
        for _, label in row.anchors:
            text = text.replace(label, " | ", 1) if label and not _only_label(squeeze(label)) else text
        for part in text.split(" | ") if index in linked else (text,):
            if part.strip() and not NOISE.match(key_of(part)) and (date := printed_date(part)):
                return date
            if index in linked and not text.startswith(part) and (date := leading_date(part)):
                return date  # the title, its date and the summary in one row
        if len(row.pieces) == 2 and (date := joined_date(*row.pieces)):
            return date
        if index + 1 < len(view.rows) and (date := joined_date(row.text, view.rows[index + 1].text)):
            return date
        if index and (date := joined_date(view.rows[index - 1].text, row.text)):
            return date
    return None
