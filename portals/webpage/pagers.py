"""The way to the next listing page: WebForms postbacks as form POSTs, numbered links, `rel=next`, `»`, `Trang sau`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlsplit

from lxml import etree

from portals.portal import Link, Listing, NextPage
from portals.webpage.addresses import absolute
from portals.webpage.forms import form_fields, form_of
from portals.webpage.markup import base_url
from portals.webpage.pagination import Pager, is_word, read_pager, tokens_of
from portals.webpage.xpaths import elements, string, text_of

_anchors = elements("//a[@href or @onclick]")
_rel_next = string("(//*[(self::a or self::link) and @rel='next'])[1]/@href")
_POSTBACK = re.compile(r"(?:__doPostBack|PostBackOptions)\s*\(\s*(['\"])(.*?)\1\s*,\s*(['\"])(.*?)\3")
_ESCAPES = (("&#39;", "'"), ("&quot;", '"'), ("\\'", "'"), ('\\"', '"'))
_PAGE_KEYS = ("page", "p", "trang")
_HIGHEST = 5
"""Elements climbed from a link to the pager around it."""


@dataclass(frozen=True, slots=True)
class Way:
    """What a page's pager says: a next page, or that this is the last one."""

    next: NextPage | None
    number: int | None


def close(links: tuple[Link, ...], way: Way | None) -> Listing:
    """The listing, with the stop named where there is no way on."""
    number = way.number if way else None
    if not links:
        return Listing(links, None, "empty", number)
    if way and way.next:
        return Listing(links, way.next, None, number)
    return Listing(links, None, "last_page" if way else "no_pager", number)


def postback(tree: etree._Element, page_url: str, last: str | None = None) -> Way | None:
    """The pager whose links are `__doPostBack('target','argument')`, as the form's POST."""
    pager = _choose(tree, [anchor for anchor in _anchors(tree) if _target(anchor)], last)
    if pager is None:
        return None
    step = pager.forward()
    target = _target(step[0]) if step else None
    if step is None or target is None:
        return Way(None, pager.number)
    form = form_of(step[0], tree)
    action = form.get("action") if form is not None else None
    url = absolute(base_url(tree, page_url), action) if action else page_url
    fields = form_fields(form if form is not None else tree, *target)
    return Way(NextPage(url, "POST", fields, step[1]), pager.number)


def query_pager(
    tree: etree._Element, page_url: str, last: str | None = None, articles: frozenset[str] = frozenset()
) -> Way | None:
    """The pager whose links are addresses: numbers, arrows or words; `rel=next` where printed. An article is no next page."""
    base = base_url(tree, page_url)
    leading = [anchor for anchor in _anchors(tree) if _leads(anchor) and anchor.get("href") not in articles]
    pager = _choose(tree, leading, last)
    number = (pager.number if pager else None) or _number_in(page_url)
    relative = _rel_next(tree)
    step = pager.forward() if pager and not relative else None
    if relative and not relative.lower().startswith(("#", "javascript:")):
        url, following = absolute(base, relative), number + 1 if number else None
    elif pager is None:
        return None
    else:
        url, following = (absolute(base, step[0].get("href") or ""), step[1]) if step else ("", None)
    if not url or url.partition("#")[0] == page_url.partition("#")[0]:
        return Way(None, number)
    return Way(NextPage(url, number=following), number)


def _number_in(url: str) -> int | None:
    values = dict(parse_qsl(urlsplit(url).query))
    return next((int(values[key]) for key in _PAGE_KEYS if values.get(key, "").isdigit()), None)


def _target(anchor: etree._Element) -> tuple[str, str] | None:
    """Target and argument of a postback link, its quotes escaped in whatever way."""
    for key in ("href", "onclick"):
        text = anchor.get(key) or ""
        if "PostBack" not in text:
            continue
        plain = unquote(text) if "%27" in text or "%28" in text else text
        for escape, mark in _ESCAPES:
            plain = plain.replace(escape, mark)
        if match := _POSTBACK.search(plain):
            return match[2], match[4]
    return None


def _leads(anchor: etree._Element) -> bool:
    href = (anchor.get("href") or "").strip().lower()
    return bool(href) and not href.startswith(("#", "javascript:", "mailto:", "tel:"))


def _choose(tree: etree._Element, anchors: Sequence[etree._Element], last: str | None) -> Pager | None:
    """The pager that follows the list's last link most closely; else the one with the most words."""
    holders = dict.fromkeys(_holder(anchor) for anchor in anchors if is_word(text_of(anchor)))
    runs = {run[0]: run for run in map(_run, holders)}
    read = [(first, pager) for first, run in runs.items() if (pager := read_pager(run)) is not None]
    if not read:
        return None
    if last is not None and len(read) > 1:
        order = {element: number for number, element in enumerate(tree.iter())}
        ends = [order[anchor] for anchor in _anchors(tree) if anchor.get("href") == last]
        following = [pager for holder, pager in read if ends and order[holder] > max(ends)]
        if following:
            return following[0]
    return max(read, key=lambda entry: len(entry[1].tokens))[1]


def _run(holder: etree._Element) -> list[etree._Element]:
    """The holder and its neighbours that are pager words too: `<a>1</a> <b>2</b> <a>3</a>` without an element around them."""
    run = [holder]
    while (before := run[0].getprevious()) is not None and _joins(before, before.tail):
        run.insert(0, before)
    while (after := run[-1].getnext()) is not None and _joins(after, run[-1].tail):
        run.append(after)
    return run


def _joins(element: etree._Element, between: str | None) -> bool:
    if not isinstance(element.tag, str) or ((words := (between or "").strip()) and not is_word(words)):
        return False
    first = next(tokens_of(element), None)
    return first is not None and all(is_word(token.text) for token in tokens_of(element))


def _holder(anchor: etree._Element) -> etree._Element:
    """The outermost element around a link whose whole text is pager words."""
    holder = anchor
    for depth, around in enumerate(anchor.iterancestors()):
        if depth >= _HIGHEST or not all(is_word(token.text) for token in tokens_of(around)):
            break
        holder = around
    return holder
