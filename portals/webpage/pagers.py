"""The way to the next listing page: postbacks, numbered links, arrows, words, `rel=next`, buttons, `Xem thêm`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from lxml import etree

from portals.portal import Link, Listing, NextPage
from portals.webpage.addresses import absolute, read_address
from portals.webpage.forms import chosen, form_fields, form_of, submitted
from portals.webpage.markup import base_url
from portals.webpage.pager_targets import Target, clickables, is_disabled, label_of, target_of
from portals.webpage.pagination import PAGE_KEYS, Pager, Token, is_word, read_pager, says_more, tokens_of
from portals.webpage.xpaths import elements, string, text_of

_anchors = elements("//a[@href]")
_next_anchor = string("(//a[@rel='next'])[1]/@href")
_next_link = string("(//link[@rel='next'])[1]/@href")
_selects = elements("//select")
_options = elements(".//option")
_HIGHEST = 5
"""Elements climbed from a link to the pager around it."""
_LOADS = re.compile(
    r"(?:^|[\s_-])(?:load-?more|view-?more|show-?more|xem-?them|tai-?them|more-?btn|btn-?more|infinite)", re.IGNORECASE
)
_PAGED_TAIL = re.compile(r"(?:[/_-](?:(?:page|trang|p)[/_-]?)?\d{1,5})?(?:\.\w{2,5})?/?$")
"""What the number of a page adds to a path, and the extension."""
_IN_PATH = re.compile(r"(?<=[/\-_])(\d{1,5})(?=(?:\.\w{2,5})?/?$)")


@dataclass(frozen=True, slots=True)
class Way:
    """What a page's pager says: a next page, or that this is the last one, or that only a script knows (`script`)."""

    next: NextPage | None
    number: int | None
    script: bool = False


def close(links: tuple[Link, ...], way: Way | None) -> Listing:
    """Return the listing, with the stop named where there is no way on.

    A page without links whose pager leads on is no end: `next` is set, and the crawl decides.
    """
    number = way.number if way else None
    if way and way.next:
        return Listing(links, way.next, None, number)
    if way and way.script:
        return Listing(links, None, "script_pager", number)
    if not links:
        return Listing(links, None, "empty", number)
    return Listing(links, None, "last_page" if way else "no_pager", number)


def postback(tree: etree._Element, page_url: str, last: str | None = None) -> Way | None:
    """Return the pager whose links are `__doPostBack('target','argument')`, or whose buttons post a form."""
    pager = _choose(tree, last, _posts)
    if pager is None:
        return None
    step = pager.forward()
    if step is None or step[0].link is None or not _posts(step[0].target):
        return Way(None, pager.number)
    return _post(step[0].link, step[0].target.postback, tree, page_url, pager.number, step[1])


def _post(
    button: etree._Element,
    target: tuple[str, str] | None,
    tree: etree._Element,
    page_url: str,
    number: int | None,
    following: int | None,
) -> Way:
    """Return the POST of the form around a button, or of the postback that it stands for."""
    form = form_of(button, tree) if target else next(button.iterancestors("form"), None)
    action = form.get("action") if form is not None else None
    url = absolute(base_url(tree, page_url), action) if action else page_url
    holder = form if form is not None else tree
    fields = form_fields(holder, *target) if target else submitted(holder, button)
    return Way(NextPage(url, "POST", fields, following), number)


def _posts(target: Target) -> bool:
    return target.postback is not None or target.submits


def query_pager(
    tree: etree._Element, page_url: str, last: str | None = None, articles: frozenset[str] = frozenset()
) -> Way | None:
    """Return the pager whose links are addresses, also in `data-url` and `onclick`; `rel=next` where printed; `Xem thêm`.

    An article is no next page. Where a pager is there and only a script knows where it leads, the way says so.
    """
    base = base_url(tree, page_url)
    known = {absolute(base, href) for href in articles}

    def leads(target: Target) -> bool:
        return target.address is not None and absolute(base, target.address) not in known

    pager = _choose(tree, last, leads)
    number = (pager.number if pager else None) or number_in(page_url)
    counted = number + 1 if number else None
    if url := _related(_next_anchor(tree), base, page_url, known):
        return _way(url, page_url, number, counted)
    step = pager.forward() if pager else None
    url = absolute(base, step[0].target.address) if step and step[0].target.address else ""
    if not url:
        url = _related(_next_link(tree), base, page_url, known)  # after the visible pager: some heads name the page itself
    if pager is not None or url:
        return _way(url, page_url, number, step[1] if step else counted)
    more = _load_more(tree, page_url, base, last, known) or _selected(tree, page_url, base)
    if more is not None:
        return more
    return _script(tree, last) if _choose(tree, last, _posts) is None else None


def _related(href: str, base: str, page_url: str, known: set[str]) -> str:
    """Return the address of `rel=next`; empty where it names an article or the page itself, also with a slash at its end."""
    if not href or href.lower().startswith(("#", "javascript:")):
        return ""
    url = absolute(base, href)
    same = url.partition("#")[0].rstrip("/") == page_url.partition("#")[0].rstrip("/")
    return "" if same or url in known else url


def counted_on(page_url: str) -> Way | None:
    """Return the next page of a list without a pager of its own (a fragment, JSON), by the number in its address."""
    number = number_in(page_url)
    if number is None:
        return None
    parts = urlsplit(page_url)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    if any(key.lower() in PAGE_KEYS and value.isdigit() for key, value in pairs):
        done = [(key, str(int(value) + 1) if key.lower() in PAGE_KEYS and value.isdigit() else value) for key, value in pairs]
        url = urlunsplit(parts._replace(query=urlencode(done)))
    else:
        url = urlunsplit(parts._replace(path=_IN_PATH.sub(str(number + 1), parts.path)))
    return Way(NextPage(url, number=number + 1), number)


def number_in(url: str) -> int | None:
    """Return the number of a page in its address: `page=3`, `/trang-3.htm`, `/page/3/`."""
    parts = urlsplit(url)
    for key, value in parse_qsl(parts.query):
        if (
            key.lower() in ("page", "p", "trang", "paged", "pageindex")
            and value.isascii()
            and value.isdigit()
            and len(value) < 6
        ):
            return int(value)
    match = re.search(
        r"/(?:page|trang)[/\-_]?(\d{1,5})(?:\.\w+)?/?$|/\w*list\w*/\d+/(\d{1,5})\.\w+$", parts.path, re.IGNORECASE
    )
    return int(match[1] or match[2]) if match else None


def _way(url: str, page_url: str, number: int | None, following: int | None) -> Way:
    if not url or url.partition("#")[0] == page_url.partition("#")[0]:
        return Way(None, number)
    return Way(NextPage(url, number=following), number)


def _selected(tree: etree._Element, page_url: str, base: str) -> Way | None:
    """Return the page after the selected one of a list of pages: `<option value="/tin-tuc?page=2">Trang 2</option>`."""
    for select in _selects(tree):
        options = _options(select)
        labels = [text_of(option) for option in options]
        if len(options) < 2 or not all(map(is_word, labels)):
            continue
        values = [option.get("value") or label for option, label in zip(options, labels, strict=True)]
        form = next(select.iterancestors("form"), None)
        named = form is not None and (select.get("name") or "").lower() in PAGE_KEYS and all(map(str.isdigit, values))
        addresses = [absolute(base, value) for value in values]
        if not named and not all(_same_list(url, page_url) or url == page_url for url in addresses):
            continue
        here = next((index for index, option in enumerate(options) if option.get("selected") is not None), None)
        here = addresses.index(page_url) if here is None and page_url in addresses else here or 0
        if here + 1 >= len(options):
            return Way(None, here + 1)
        if named and form is not None:
            url = chosen(form, base, select, values[here + 1])
            return Way(NextPage(url, number=here + 2), here + 1) if url else None
        return Way(NextPage(addresses[here + 1], number=here + 2), here + 1)
    return None


def _load_more(tree: etree._Element, page_url: str, base: str, last: str | None, known: set[str]) -> Way | None:
    """Return where a link or button below the list leads that asks for more of it."""
    number = number_in(page_url)
    for element in _after(tree, last, clickables(tree)):
        if not says_more(label_of(element)) or is_disabled(element):
            continue
        target = target_of(element) or _around(element)
        url = absolute(base, target.address) if target.address else ""
        if url and url not in known and (element.get("href") != target.address or _same_list(url, page_url)):
            return _way(url, page_url, number, (number or 1) + 1)
        if target.submits:
            return _post(element, None, tree, page_url, number, (number or 1) + 1)
        if not url and (target.script or _LOADS.search(f"{element.get('class') or ''} {element.get('id') or ''}")):
            return Way(None, number, script=True)
    return None


def _around(element: etree._Element) -> Target:
    """Return where the element right around a button leads: `<bh-more data-url="…"><button>Tải thêm tin</button></bh-more>`."""
    around = element.getparent()
    return target_of(around) if around is not None and len(around) == 1 else Target()


def _same_list(url: str, page_url: str) -> bool:
    """Return whether an address is another page of the same list: path and parameters but for the number of the page.

    `/thoi-su.htm` leads on to `/thoi-su/trang-2.htm`.
    """
    one, two = read_address(url), read_address(page_url)
    if one is None or two is None:
        return False
    kept = [{pair for pair in each.kept() if pair[0] not in PAGE_KEYS} for each in (one, two)]
    stems = [_PAGED_TAIL.sub("", "/".join(("", *each.segments)).lower()) for each in (one, two)]
    return stems[0] == stems[1] and kept[0] >= kept[1] and number_in(url) is not None


def _script(tree: etree._Element, last: str | None) -> Way | None:
    """Return a pager that only a script knows the way of; None where there is none."""
    pager = _choose(tree, last, lambda target: target.script is not None)
    step = pager.forward() if pager else None
    numbered = pager is not None and any(token.link is not None and token.number is not None for token in pager.tokens)
    return Way(None, pager.number if pager else None, script=True) if step and numbered else None


def _choose(tree: etree._Element, last: str | None, leads: Callable[[Target], bool]) -> Pager | None:
    """Return the pager that follows the list's last link most closely; else the one with the most words."""
    steps = [element for element in clickables(tree) if is_word(label_of(element)) and leads(target_of(element))]
    holders = dict.fromkeys(_holder(element) for element in steps)
    runs = {run[0]: run for run in map(_run, holders)}
    read = [(first, pager) for first, run in runs.items() if (pager := read_pager(run)) is not None]
    usable = [(first, pager) for first, pager in read if _usable(pager, leads)]
    if not usable:
        return None
    if last is not None and len(usable) > 1:
        following = [pager for holder, pager in usable if holder in set(_after(tree, last, [first for first, _ in usable]))]
        if following:
            return following[0]
    return max(usable, key=lambda entry: len(entry[1].tokens))[1]


def _usable(pager: Pager, leads: Callable[[Target], bool]) -> bool:
    """Return whether the links of a pager lead where they are looked for; a slider's lead to articles."""
    steps = [token for token in pager.tokens if token.link is not None and is_word(token.text)]
    return any(leads(token.target) for token in steps) and not any(_elsewhere(token, leads) for token in steps)


def _elsewhere(token: Token, leads: Callable[[Target], bool]) -> bool:
    return token.number is not None and token.target.address is not None and not leads(token.target)


def _after(tree: etree._Element, last: str | None, found: Sequence[etree._Element]) -> Iterator[etree._Element]:
    """Yield the elements that follow the list's last link, in order; all of them where it is unknown."""
    if last is None:
        yield from found
        return
    order = {element: number for number, element in enumerate(tree.iter())}
    ends = [order[anchor] for anchor in _anchors(tree) if anchor.get("href") == last and anchor in order]
    start = min(ends) if ends else -1
    yield from (element for element in found if order.get(element, -1) > start)


def _run(holder: etree._Element) -> list[etree._Element]:
    """Return the holder and its neighbours that are pager words too: `<a>1</a> <b>2</b> <a>3</a>` with nothing around them."""
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


def _holder(link: etree._Element) -> etree._Element:
    """Return the outermost element around a link whose whole text is pager words."""
    holder = link
    for depth, around in enumerate(link.iterancestors()):
        if depth >= _HIGHEST or not all(is_word(token.text) for token in tokens_of(around)):
            break
        holder = around
    return holder
