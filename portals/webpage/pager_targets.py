"""Where a clickable element leads: an address, the postback of a form, or a script that names no address."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from lxml import etree

from portals.webpage.forms import query_of
from portals.webpage.xpaths import elements, text_of

_POSTBACK = re.compile(r"(?:__doPostBack|PostBackOptions)\s*\(\s*(['\"])(.*?)\1\s*,\s*(['\"])(.*?)\3")
_ESCAPES = (("&#39;", "'"), ("&quot;", '"'), ("\\'", "'"), ('\\"', '"'))
_MOVES = re.compile(
    r"(?:location(?:\.href)?\s*=|location\.(?:assign|replace)\s*\(|window\.open\s*\(|\w*(?:goto|redirect|navigate)\w*\s*\()\s*(['\"])(.+?)\1",
    re.IGNORECASE,
)
"""`location.href='/tin-tuc?page=2'` and its like."""
_ONE_ADDRESS = re.compile(
    r"^\s*(?:return\s+)?[\w.$]+\s*\(\s*(['\"])((?:https?://|/|\?)[^'\"]+)\1\s*\)\s*;?\s*(?:return\s+\w+;?\s*)?$"
)
"""A call whose only argument is an address: `taiTrang('/tin-tuc?page=2')`."""
_DATA = (
    "data-url",
    "data-href",
    "data-next",
    "data-next-url",
    "data-page-url",
    "data-link",
    "data-ajax-url",
    "data-load-url",
    "hx-get",
)
_NUMBERS = ("data-page", "data-next-page", "data-nextpage", "data-paged", "data-trang")
_PLACE = re.compile(r"\{+\s*\w*\s*\}+|%7B\w*%7D|__\w+__|\[page\]|:page\b", re.IGNORECASE)
"""Where a script puts the number: `/tin-tuc?page={page}`."""
_DISABLED = re.compile(r"(?:^|[\s_-])(?:disabled?|dis|inactive|unavailable|khong-?chon)(?:$|[\s_-])|Disabled", re.IGNORECASE)
_DEAD = frozenset(
    ("", "#", "javascript:void(0)", "javascript:void(0);", "javascript:;", "javascript:", "javascript:void 0", "#!")
)
_FORWARD = re.compile(r"(?:^|[\s_-])(?:next|forward|right|tiep|sau|older)(?:$|[\s_-])", re.IGNORECASE)
_BACK = re.compile(r"(?:^|[\s_-])(?:prev|previous|back|left|truoc|newer)(?:$|[\s_-])", re.IGNORECASE)
_OUTER = frozenset(("li", "span", "td", "p", "div"))

_pictures = elements(".//img[@alt or @title]")
_inner = elements(".//*[@class]")
_clickable = elements(
    "//*[self::a[@href or @onclick] or self::button or self::input[@type='button' or @type='submit' or @type='image']"
    " or @onclick or @data-url or @data-href or @data-next or @data-next-url or @data-page-url or @data-link or @data-ajax-url"
    " or @data-load-url or @hx-get]"
)


@dataclass(frozen=True, slots=True)
class Target:
    """What happens at a click. Exactly one of the four is set, none where the element is dead or disabled."""

    address: str | None = None
    postback: tuple[str, str] | None = None
    script: str | None = None
    submits: bool = False
    """Whether it posts the form around it."""

    def __bool__(self) -> bool:
        return bool(self.address or self.postback or self.script or self.submits)


def clickables(tree: etree._Element) -> list[etree._Element]:
    """Return the elements of a page that can be clicked, in order."""
    return _clickable(tree)


def target_of(element: etree._Element) -> Target:
    """Return where a click on an element leads."""
    attrs: Mapping[str, str] = {str(name): str(value) for name, value in element.attrib.items()}
    if is_disabled(element):
        return Target()
    href = attrs.get("href", "").strip()
    for text in (href, attrs.get("onclick", "")):
        if "PostBack" in text and (found := _postback(text)):
            return Target(postback=found)
    if (
        href.lower() not in _DEAD
        and not href.startswith("#")
        and not href.lower().startswith(("javascript:", "mailto:", "tel:"))
    ):
        return Target(address=href)
    for name in _DATA:
        if (value := attrs.get(name, "").strip()) and (value.startswith(("/", "?", "http")) or "." in value or "/" in value):
            return _filled(value, attrs)
    call = href[len("javascript:") :] if href.lower().startswith("javascript:") and href.lower() not in _DEAD else ""
    scripts = [_plain(text) for text in (attrs.get("onclick", ""), call) if text.strip(" ;")]
    for script in scripts:
        if match := _MOVES.search(script) or _ONE_ADDRESS.match(script):
            return Target(address=match[2])
    return Target(script=scripts[0]) if scripts else _submitted(element)


def _filled(template: str, attrs: Mapping[str, str]) -> Target:
    """Return an address, its place for the number filled from another attribute; only a script knows it where there is none."""
    if not _PLACE.search(template):
        return Target(address=template)
    number = next((attrs[name] for name in _NUMBERS if attrs.get(name, "").isdigit()), None)
    return Target(address=_PLACE.sub(number, template)) if number else Target(script=template)


def _submitted(element: etree._Element) -> Target:
    """Return where a button of a form leads: to the address of a GET form with its fields, or that it posts the form."""
    submits = element.tag == "button" and (element.get("type") or "submit").lower() == "submit"
    if not submits and not (element.tag == "input" and (element.get("type") or "").lower() in ("submit", "image")):
        return Target()
    form = next(element.iterancestors("form"), None)
    if form is None:
        return Target()
    address = query_of(form, "", element)
    return Target(address=address) if address else Target(submits=address is None)


def label_of(element: etree._Element) -> str:
    """Return what an element says: its text, value, `aria-label`, picture's `alt`, `title`; `»` or `«` by its class at last."""
    if text := text_of(element):
        return text
    for value in (element.get("value"), element.get("aria-label"), element.get("alt"), element.get("title")):
        if value and value.strip():
            return " ".join(value.split())
    for picture in _pictures(element):
        if value := picture.get("alt") or picture.get("title"):
            return " ".join(value.split())
    names = " ".join(each.get("class") or "" for each in (element, *_inner(element)))
    if _FORWARD.search(names):
        return "»"
    return "«" if _BACK.search(names) else ""


def is_disabled(element: etree._Element) -> bool:
    """Return whether an element, or the list item around it alone, is marked as disabled."""
    around = element.getparent()
    both = [element]
    if around is not None and around.tag in _OUTER and len(around) == 1:
        both.append(around)
    return any(
        each.get("disabled") is not None
        or (each.get("aria-disabled") or "").lower() == "true"
        or _DISABLED.search(each.get("class") or "") is not None
        for each in both
    )


def _postback(text: str) -> tuple[str, str] | None:
    """Return target and argument of a postback, its quotes escaped in whatever way."""
    match = _POSTBACK.search(_plain(text))
    return (match[2], match[4]) if match else None


def _plain(text: str) -> str:
    plain = unquote(text) if "%27" in text or "%28" in text else text
    for escape, mark in _ESCAPES:
        plain = plain.replace(escape, mark)
    return plain
