"""The visible texts of a page beside its menus, side boxes, teasers and foot: where an article or a message stands."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import islice

from lxml import etree

from portals.webpage.markup import tree_of
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
_HIDDEN_CLASS = re.compile(
    r"(?:^|\s)(?:hidden|hide|d-none|sr-only|visually-hidden|visuallyhidden|screen-reader-text|invisible|modal|offcanvas|ng-hide)(?=\s|$)"
)
_SHOWN_CLASS = re.compile(r"(?:^|\s)(?:show|in|open|is-open|(?:sm|md|lg|xl):[\w-]+|d-(?:sm|md|lg|xl)-\w+)(?=\s|$)")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
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
    tree = tree_of(source)
    root = tree.getroottree().getroot()
    found: list[MainText] = []
    lists: dict[etree._Element, Counter[_Kind]] = {}
    current: list[str] = []
    linked = 0
    links = 0
    holder = root

    def flush() -> None:
        nonlocal linked
        text = " ".join("".join(current).split())
        if text and not _is_teaser(holder, lists):
            found.append(MainText(text, _level(holder), linked > _SHARE_OF_LINKS * len(text), _asks_for_password(holder)))
        current.clear()
        linked = 0

    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        tag = element.tag
        if not isinstance(tag, str):
            continue
        if event == "start":
            links += tag == "a"
            if tag in _BLOCKS:
                flush()
                holder = element
            if tag in _UNSEEN or _is_hidden(element) or _is_around(element, tag):
                walker.skip_subtree()
                continue
            text = element.text
        else:
            links -= tag == "a"
            if tag in _BLOCKS:
                flush()
                holder = parent if (parent := element.getparent()) is not None else root
            text = element.tail
        if text:
            current.append(text)
            linked += len(" ".join(text.split())) if links > 0 else 0
    flush()
    return MainTexts(tuple(found), any(not _stands_hidden(field) for field in _password(root)))


def _level(holder: etree._Element) -> int:
    """The heading that an element is, or stands in."""
    parent = holder.getparent()
    return _HEADINGS.get(str(holder.tag)) or (_HEADINGS.get(str(parent.tag), 0) if parent is not None else 0)


def _asks_for_password(holder: etree._Element) -> bool:
    form = holder if holder.tag == "form" else next(holder.iterancestors("form"), None)
    return form is not None and form.find(".//input[@type='password']") is not None


def _is_hidden(element: etree._Element) -> bool:
    if element.get("hidden") is not None or _HIDDEN_STYLE.search(element.get("style") or ""):
        return True
    names = element.get("class") or ""
    return _HIDDEN_CLASS.search(names) is not None and _SHOWN_CLASS.search(names) is None


def _stands_hidden(element: etree._Element) -> bool:
    return any(_is_hidden(part) or part.tag in _UNSEEN for part in element.iterancestors())


def _is_around(element: etree._Element, tag: str) -> bool:
    """Whether an element says by name that it is a menu, a side box or the foot; `body` and `html` may be called anything."""
    if tag in ("html", "body", "main", "article", "h1", "h2"):
        return False
    named = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('role') or ''}"
    return _AROUND.search(named) is not None


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
