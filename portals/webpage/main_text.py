"""The visible texts of a page beside its menus, side boxes, teasers and foot: where an article or a message stands."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from lxml import etree

from portals.webpage.markup import tree_of
from portals.webpage.visibility import says_hidden
from portals.webpage.xpaths import elements

_BLOCKS = frozenset(
    {
        *("address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "div", "dl", "dt", "fieldset"),
        *("figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "legend", "li", "main"),
        *("nav", "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
    }
)
_UNSEEN = frozenset(
    {
        *("aside", "audio", "button", "canvas", "dialog", "embed", "footer", "head", "iframe", "map", "nav", "noscript"),
        *("object", "option", "script", "select", "style", "svg", "template", "textarea", "title", "video"),
    }
)
"""Elements whose text is none of an article's or a message's."""
_AROUND = re.compile(
    r"(?<!has-)(?<!no-)(?<!with-)(?<![^\s_-])(?:menu|nav|navbar|navigation|footer|foot|side-?bar|bread-?crumbs?|copyright|pagination|pager"
    r"|related|relate|lien-?quan|ticker|marquee|toolbar|cookie)(?:$|[\s_-])",
    re.IGNORECASE,
)
_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_LEAST_LINK = 15
"""Characters of a link that may be a headline."""
_LIKE = 3
"""Items of one kind in a row that make a list of teasers."""
_SHARE_OF_LINKS = 0.5
_LOOKED_AT = 3
"""Links of an item that are looked at."""
_Kind = tuple[str, str | None]
_password = elements("//input[@type='password' or @type='PASSWORD' or @type='Password']")


@dataclass(frozen=True, slots=True)
class MainText:
    """One paragraph, heading or label, on one line."""

    text: str
    level: int = 0
    """1 to 6 for headings, else 0."""
    linked: bool = False
    """Whether most of it is a link's text."""
    in_form: bool = False
    """Whether it stands beside the fields of a form with a password."""


@dataclass(frozen=True, slots=True)
class MainTexts:
    """What `main_texts` found; `password` where a visible form of the page asks for one."""

    texts: tuple[MainText, ...]
    password: bool


def main_texts(source: str) -> MainTexts:
    """Return the visible texts in page order, without menus, links, teasers of other pages, forms' options and the page's foot.

    Raises `Rejected("empty")` where there is nothing to parse.
    """
    root = tree_of(source).getroottree().getroot()
    texts = _Texts(root)
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        if not isinstance(element.tag, str):
            continue
        if event == "end":
            texts.leave(element)
        elif texts.enter(element):
            texts.add(element.text)
        else:
            walker.skip_subtree()
    texts.flush()
    return MainTexts(tuple(texts.found), any(not _stands_hidden(field) for field in _password(root)))


class _Texts:
    """The texts of a page while its elements are walked."""

    def __init__(self, root: etree._Element) -> None:
        self.root = root
        self.found: list[MainText] = []
        self.lists: dict[etree._Element, Counter[_Kind]] = {}
        self.holder = root
        """The block that the text stands in."""
        self.current: list[str] = []
        self.linked = 0
        """Characters of the current text that are linked."""
        self.links = 0

    def enter(self, element: etree._Element) -> bool:
        """Return whether what stands in an element is looked at."""
        tag = str(element.tag)
        self.links += tag == "a"
        if tag in _BLOCKS:
            self.flush()
            self.holder = element
        return not (tag in _UNSEEN or _is_hidden(element) or _is_around(element, tag))

    def leave(self, element: etree._Element) -> None:
        tag = str(element.tag)
        self.links -= tag == "a"
        if tag in _BLOCKS:
            self.flush()
            parent = element.getparent()
            self.holder = parent if parent is not None else self.root
        self.add(element.tail)

    def add(self, text: str | None) -> None:
        if text:
            self.current.append(text)
            self.linked += len(" ".join(text.split())) if self.links > 0 else 0

    def flush(self) -> None:
        """End the current text."""
        text = " ".join("".join(self.current).split())
        if text and not _is_teaser(self.holder, self.lists):
            linked = self.linked > _SHARE_OF_LINKS * len(text)
            self.found.append(MainText(text, _level(self.holder), linked, _asks_for_password(self.holder)))
        self.current.clear()
        self.linked = 0


def _level(holder: etree._Element) -> int:
    """The heading that an element is, or stands in."""
    parent = holder.getparent()
    return _HEADINGS.get(str(holder.tag)) or (_HEADINGS.get(str(parent.tag), 0) if parent is not None else 0)


def _asks_for_password(holder: etree._Element) -> bool:
    form = holder if holder.tag == "form" else next(holder.iterancestors("form"), None)
    return form is not None and form.find(".//input[@type='password']") is not None


def _is_hidden(element: etree._Element) -> bool:
    return says_hidden(element.get("hidden"), element.get("style") or "", element.get("class") or "")


def _stands_hidden(element: etree._Element) -> bool:
    return any(_is_hidden(part) or part.tag in _UNSEEN for part in element.iterancestors())


def _is_around(element: etree._Element, tag: str) -> bool:
    """Whether an element says by name that it is a menu, a side box or the foot; `body` and `html` may be called anything."""
    if tag in ("html", "body", "main", "article", "h1", "h2"):
        return False
    return _names_frame(f"{element.get('class') or ''} {element.get('id') or ''} {element.get('role') or ''}")


@lru_cache(maxsize=4096)
def _names_frame(names: str) -> bool:
    return _AROUND.search(names) is not None


def _is_teaser(holder: etree._Element, lists: dict[etree._Element, Counter[_Kind]]) -> bool:
    """Whether a text belongs to one of several items of one kind that each link another page."""
    item = holder
    for _ in range(4):
        parent = item.getparent()
        if parent is None or item.tag in ("body", "html", "main"):
            return False
        if parent not in lists:
            lists[parent] = Counter(_kind(child) for child in parent if _has_headline(child))
        if lists[parent][_kind(item)] >= _LIKE and _has_headline(item):
            return True
        item = parent
    return False


def _kind(element: etree._Element) -> _Kind:
    return str(element.tag), element.get("class")


def _has_headline(item: etree._Element) -> bool:
    """Whether a link that may be a headline is among the first of an element."""
    links = islice(item.iter("a"), _LOOKED_AT)
    return any(len("".join(map(str, link.itertext())).strip()) >= _LEAST_LINK for link in links)
