"""The way to the next listing page: WebForms postbacks as form POSTs, numbered links, `rel=next`, `»`, `Trang sau`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlsplit

from lxml import etree

from portals.families.addresses import absolute
from portals.families.forms import form_fields, form_of
from portals.families.markup import base_url
from portals.portal import Link, Listing, NextPage

_ANCHORS = etree.XPath("//a[@href or @onclick]")
_REL_NEXT = etree.XPath("(//*[(self::a or self::link) and @rel='next']/@href)[1]")
_NUMBER = re.compile(r"\[?\(?\s*(\d{1,5})\s*\)?\]?")
_FORWARD = frozenset(
    (">", "»", "›", ">>", "››", "»»", "→", "sau", "trang sau", "tiếp", "tiếp theo", "trang tiếp", "trang tiếp theo", "trang kế", "kế tiếp", "next", "next page", "xem tiếp", "sau >", "sau »", "tiếp >", "tiếp »", "trang sau >", "trang sau »", "older", "tin cũ hơn")
)  # fmt: skip
_STRONG = frozenset((">>", "»»", "››"))
_ELLIPSIS = frozenset(("...", "…", ". . ."))
_OTHER = frozenset(
    ("<", "«", "‹", "<<", "««", "‹‹", "|<", ">|", "←", "trang", "trang:", "page", "đầu", "cuối", "trang đầu", "trang cuối", "trước", "trang trước", "first", "last", "prev", "previous", "< trước", "« trước", "đầu tiên", "cuối cùng", "|", "-", "/", ":", "(", ")", "[", "]", "•", "số trang", "< trang trước", "« trang trước", "« đầu", "cuối »")
)  # fmt: skip
_OF = re.compile(
    r"(?:trang\s*)?\d+\s*/\s*\d+(?:\s*trang)?|(?:tổng|tổng số|tổng cộng|hiển thị|có)\s*:?[\s\w:/\-–]{0,40}", re.IGNORECASE
)
_CURRENT = re.compile(
    r"(?:^|[\s_-])(?:active|current|selected|curr?|hientai|on)(?:$|[\s_-])|(?:Current|Active|Selected)", re.IGNORECASE
)
_POSTBACK = re.compile(r"(?:__doPostBack|PostBackOptions)\s*\(\s*(['\"])(.*?)\1\s*,\s*(['\"])(.*?)\3")
_WEEKDAYS = re.compile(r"(?:\bT[2-7]\b.*\bCN\b|\bCN\b.*\bT[2-7]\b|\bHai\b.*\bBa\b|\bMon\b|\bMo\b.*\bTu\b)", re.DOTALL)
_HIGHEST = 5
"""Elements climbed from a link to the pager around it."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a pager: a link, or plain text."""

    text: str
    link: etree._Element | None = None
    current: bool = False

    @property
    def number(self) -> int | None:
        match = _NUMBER.fullmatch(self.text)
        return int(match[1]) if match else None


@dataclass(frozen=True, slots=True)
class Pager:
    """A pager's words in order, and the number of the page it stands on."""

    tokens: tuple[Token, ...]
    number: int | None

    def forward(self) -> tuple[etree._Element, int | None] | None:
        """The link to the next page: its number, else the `...` after the current block, else `»`."""
        if self.number is not None:
            for token in self.tokens:
                if token.link is not None and token.number == self.number + 1:
                    return token.link, token.number
        beyond = self._beyond()
        numbered = next((token.number for token in beyond if token.link is not None and token.number), None)
        if numbered is None:
            for words in (_ELLIPSIS, _FORWARD - _STRONG, _STRONG):
                for token in beyond:
                    if token.link is not None and token.text.lower() in words:
                        return token.link, self.number + 1 if self.number else None
        return None

    def _beyond(self) -> Sequence[Token]:
        """The words after the current page's."""
        for index, token in enumerate(self.tokens):
            if token.current or (token.link is None and token.number == self.number and token.number is not None):
                return self.tokens[index + 1 :]
        return self.tokens


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
    anchors = [anchor for anchor in _ANCHORS(tree) if _target(anchor)]
    pager = _choose(tree, anchors, last)
    if pager is None:
        return None
    step = pager.forward()
    if step is None:
        return Way(None, pager.number)
    target = _target(step[0])
    assert target
    form = form_of(step[0], tree)
    action = form.get("action") if form is not None else None
    url = absolute(base_url(tree, page_url), action) if action else page_url
    return Way(NextPage(url, "POST", form_fields(form if form is not None else tree, *target), step[1]), pager.number)


def query_pager(tree: etree._Element, page_url: str, last: str | None = None) -> Way | None:
    """The pager whose links are addresses: numbers, arrows or words; `rel=next` where it is printed."""
    base = base_url(tree, page_url)
    anchors = [anchor for anchor in _ANCHORS(tree) if _leads(anchor)]
    pager = _choose(tree, anchors, last)
    if relative := str(next(iter(_REL_NEXT(tree)), "")):
        number = pager.number if pager else _number_in(page_url)
        url = absolute(base, relative)
        if url and url != page_url and not relative.startswith(("#", "javascript:")):
            return Way(NextPage(url, number=number + 1 if number else None), number)
    if pager is None:
        return None
    step = pager.forward()
    url = absolute(base, step[0].get("href", "")) if step else ""
    if not url or url.split("#")[0] == page_url.split("#")[0]:
        return Way(None, pager.number)
    return Way(NextPage(url, number=step[1] if step else None), pager.number or _number_in(page_url))


def _number_in(url: str) -> int | None:
    values = dict(parse_qsl(urlsplit(url).query))
    return next((int(values[key]) for key in ("page", "p", "trang") if values.get(key, "").isdigit()), None)


def _target(anchor: etree._Element) -> tuple[str, str] | None:
    """Target and argument of a postback link, its quotes escaped in whatever way."""
    for key in ("href", "onclick"):
        text = anchor.get(key) or ""
        if "PostBack" in text:
            plain = unquote(text) if "%27" in text or "%28" in text else text
            plain = plain.replace("&#39;", "'").replace("&quot;", '"').replace("\\'", "'").replace('\\"', '"')
            if match := _POSTBACK.search(plain):
                return match[2], match[4]
    return None


def _leads(anchor: etree._Element) -> bool:
    href = (anchor.get("href") or "").strip().lower()
    return bool(href) and not href.startswith(("#", "javascript:", "mailto:", "tel:"))


def _text(element: etree._Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _is_word(text: str) -> bool:
    lowered = text.lower()
    return (
        _NUMBER.fullmatch(text) is not None
        or lowered in _FORWARD
        or lowered in _ELLIPSIS
        or lowered in _OTHER
        or _OF.fullmatch(text) is not None
    )


def _choose(tree: etree._Element, anchors: Sequence[etree._Element], last: str | None) -> Pager | None:
    """The pager that follows the list's last link most closely; else the one with the most words."""
    worded = [anchor for anchor in anchors if _is_word(_text(anchor))]
    holders = list(dict.fromkeys(_holder(anchor) for anchor in worded))
    read = [(holder, pager) for holder in holders if (pager := _read(holder)) is not None]
    if not read:
        return None
    if last is not None and len(read) > 1:
        order = {element: number for number, element in enumerate(tree.iter())}
        ends = [order[anchor] for anchor in _ANCHORS(tree) if anchor.get("href") == last]
        following = [entry for entry in read if ends and order[entry[0]] > max(ends)]
        if following:
            return following[0][1]
    return max(read, key=lambda entry: len(entry[1].tokens))[1]


def _holder(anchor: etree._Element) -> etree._Element:
    """The outermost element around a link whose whole text is pager words."""
    holder = anchor
    for depth, around in enumerate(anchor.iterancestors()):
        if depth >= _HIGHEST or not all(_is_word(token.text) for token in _tokens(around)):
            break
        holder = around
    return holder


def _tokens(holder: etree._Element) -> Iterator[Token]:
    """Links and plain words below an element, in order."""
    stack: list[tuple[etree._Element, bool]] = [(holder, False)]
    while stack:
        element, tail = stack.pop()
        if tail:
            yield from _words(element.tail)
            continue
        if element is not holder:
            stack.append((element, True))
        if element.tag == "a" and _text(element):
            yield Token(
                _text(element), element if element.get("href") or element.get("onclick") else None, _is_current(element)
            )
        elif element.tag not in ("script", "style", "select", "input"):
            yield from _words(element.text)
            stack.extend((child, False) for child in reversed(element))


def _words(text: str | None) -> Iterator[Token]:
    plain = " ".join((text or "").split())
    if plain and (_is_word(plain) or not re.fullmatch(r"[\d\s|.…\[\]]+", plain)):
        yield Token(plain)
    elif plain:
        yield from (Token(word) for word in plain.split())


def _is_current(anchor: etree._Element) -> bool:
    names = [anchor.get("class") or "", anchor.get("aria-current") or ""]
    parent = anchor.getparent()
    if parent is not None and parent.tag in ("li", "span", "td"):
        names.append(parent.get("class") or "")
    return any(_CURRENT.search(name) or name == "page" for name in names if name)


def _read(holder: etree._Element) -> Pager | None:
    """The pager inside an element; None for a calendar, and for a lone word that may be anything."""
    tokens = tuple(_tokens(holder))
    table = next((around for around in holder.iterancestors("table")), None)
    if table is not None and _WEEKDAYS.search(_text(table)[:400]):
        return None
    links = [token for token in tokens if token.link is not None]
    numbered = [token for token in links if token.number is not None]
    worded = [token for token in links if token.text.lower() in _FORWARD]
    if not numbered and not worded:
        return None
    return Pager(tokens, _current(tokens))


def _current(tokens: Sequence[Token]) -> int | None:
    """The number that is plain text or marked as current; else the one missing before the first link."""
    for token in tokens:
        if token.number is not None and (token.link is None or token.current):
            return token.number
    for token in tokens:
        if match := re.match(r"(?:trang\s*)?(\d+)\s*/\s*\d+", token.text, re.IGNORECASE):
            return int(match[1])
    numbers = [token.number for token in tokens if token.number is not None]
    return 1 if numbers and numbers[0] == 2 else None
