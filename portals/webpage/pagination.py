"""The words of a pager: which is the current page, and which link leads on."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files

from lxml import etree

from portals.webpage.pager_targets import Target, label_of, target_of

_WORDS = {
    name: frozenset(words)
    for name, words in tomllib.loads(files(__package__).joinpath("pagers.toml").read_text("utf-8")).items()
}
_ALL = frozenset().union(*(words for name, words in _WORDS.items() if name != "more"))
PAGE_KEYS = frozenset(("cur", "cursor", "offset", "p", "page", "paged", "pageindex", "pageno", "pagenumber", "start", "trang"))
"""Parameters that carry the number of a page, or where it starts."""
_NUMBER = re.compile(r"\[?\(?\s*(?:(?:(?:tới|đến|sang)\s*)?(?:trang|page)\s*)?(\d{1,5})\s*\)?\]?", re.IGNORECASE)
_GOING = re.compile(r"^(?:(?:đi|chuyển)\s+)?(?:đến|tới|sang|go to)\s+")
"""What a label for screen readers says first: `Đến trang tiếp theo`."""
_OF = re.compile(
    r"(?:(?:trang|page)\s*)?\d+\s*(?:/|of|trên)\s*\d+(?:\s*trang)?"
    r"|\d+\s*[-–]\s*\d+(?:\s*(?:/|of|trong|trên|của)\s*\d+)?"
    r"|(?:tổng|tổng số|tổng cộng|hiển thị|có)\s*:?[\s\w:/\-–]{0,40}",
    re.IGNORECASE,
)
_PAGE_OF = re.compile(r"(?:(?:trang|page)\s*)?(\d+)\s*(?:/|of|trên)\s*\d+", re.IGNORECASE)
_NUMBERS_ONLY = re.compile(r"[\d\s|.…\[\]]+")
_CURRENT = re.compile(
    r"(?:^|[\s_-])(?:active|current|selected|curr?|hientai|on)(?:$|[\s_-])|Current|Active|Selected", re.IGNORECASE
)
_WEEKDAYS = re.compile(r"\bT[2-7]\b[^|]{0,80}\bCN\b|\bCN\b[^|]{0,80}\bT[2-7]\b|\bHai\b.{0,40}\bBa\b|\bMon?\b.{0,20}\bTue?\b")
_UNREAD = frozenset(("script", "style", "select", "input"))
_ARROWS = " \t\xa0«»‹›<>←→⟨⟩⟪⟫〈〉《》❮❯|.…:"


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a pager: a link, or plain text."""

    text: str
    link: etree._Element | None = None
    current: bool = False
    target: Target = Target()

    @property
    def number(self) -> int | None:
        match = _NUMBER.fullmatch(self.text)
        return int(match[1]) if match else None

    def among(self, *names: str) -> bool:
        """Whether it is a link whose text is one of the words of these tables."""
        plain = _GOING.sub("", self.text.lower())
        forms = (self.text.lower(), self.text.lower().strip(_ARROWS), plain)
        return self.link is not None and any(form in _WORDS[name] for form in forms for name in names)


@dataclass(frozen=True, slots=True)
class Pager:
    """A pager's words in order, and the number of the page it stands on."""

    tokens: tuple[Token, ...]
    number: int | None

    def forward(self) -> tuple[Token, int | None] | None:
        """Return the link to the next page and its number: the number itself, else the `...` after the block, else `»`."""
        beyond = self._beyond()
        following = self.number + 1 if self.number is not None else None
        for token in self.tokens:
            if token.link is not None and token.number is not None and token.number == following:
                return token, following
        numbers = [token.number for token in beyond if token.link is not None and token.number is not None]
        if numbers and max(numbers) < (following or 1):
            return None
        for name in ("forward",) if numbers else ("ellipsis", "forward", "far"):
            for token in beyond:
                if token.link is not None and token.among(name):
                    return token, following
        return None

    def _beyond(self) -> Sequence[Token]:
        """The words after the current page's."""
        for index, token in enumerate(self.tokens):
            if token.current or (token.link is None and token.number is not None and token.number == self.number):
                return self.tokens[index + 1 :]
        return self.tokens


def is_word(text: str) -> bool:
    """Whether a text is a word of a pager."""
    lowered = text.lower()
    return (
        lowered in _ALL
        or lowered.strip(_ARROWS) in _ALL
        or _GOING.sub("", lowered) in _ALL
        or _NUMBER.fullmatch(text) is not None
        or _OF.fullmatch(text) is not None
    )


def says_more(text: str) -> bool:
    """Return whether a text asks for more of a list: `Xem thêm`, `Tải thêm tin`."""
    return text.lower().strip(_ARROWS + "+") in _WORDS["more"]


def read_pager(run: Sequence[etree._Element]) -> Pager | None:
    """The pager inside some neighbouring elements; None for a calendar, and where nothing leads anywhere."""
    table = next(run[0].iterancestors("table"), None)
    if table is not None and _WEEKDAYS.search(" ".join(str(part).strip() for part in table.itertext())[:400]):
        return None
    tokens = tuple(token for holder in run for token in tokens_of(holder))
    leads = any(token.link is not None and (token.number is not None or token.among("forward")) for token in tokens)
    if not leads and not (any(token.among("ellipsis") for token in tokens) and _current(tokens)):
        return None
    return Pager(tokens, _current(tokens))


def tokens_of(holder: etree._Element) -> Iterator[Token]:
    """Links and plain words below an element, in order."""
    stack: list[tuple[etree._Element, bool]] = [(holder, False)]
    while stack:
        element, tail = stack.pop()
        if tail:
            yield from _words(element.tail)
            continue
        if element is not holder:
            stack.append((element, True))
        if (element.tag == "a" or _is_button(element)) and (text := label_of(element)):
            target = target_of(element)
            yield Token(text, element if target else None, _is_current(element), target)
        elif element.tag not in _UNREAD:
            yield from _words(element.text)
            stack.extend((child, False) for child in reversed(element))


def _is_button(element: etree._Element) -> bool:
    return (
        element.tag == "button"
        or element.get("onclick") is not None
        or (element.tag == "input" and element.get("type") in ("button", "submit", "image"))
    )


def _words(text: str | None) -> Iterator[Token]:
    plain = " ".join((text or "").split())
    if not plain:
        return
    if is_word(plain) or not _NUMBERS_ONLY.fullmatch(plain):
        yield Token(plain)
    else:
        yield from (Token(word) for word in plain.split())


def _is_current(anchor: etree._Element) -> bool:
    """Whether a link is marked as the page one is on, by its own class or its list item's."""
    names = [anchor.get("class") or "", anchor.get("aria-current") or ""]
    parent = anchor.getparent()
    if parent is not None and parent.tag in ("li", "span", "td"):
        names.append(parent.get("class") or "")
    return any(_CURRENT.search(name) or name == "page" for name in names)


def _current(tokens: Sequence[Token]) -> int | None:
    """The number that is plain text or marked as current; else the one missing before the first link."""
    for token in tokens:
        if token.number is not None and (token.link is None or token.current):
            return token.number
    for token in tokens:
        if match := _PAGE_OF.match(token.text):
            return int(match[1])
    numbers = [token.number for token in tokens if token.number is not None]
    return 1 if numbers and numbers[0] == 2 else None
