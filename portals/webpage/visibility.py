"""Which elements a visitor does not see: by attribute, inline style, a utility class, or a rule of the page's own style sheet.

What a visitor sees is the text of a page. Hidden are `hidden`, `<template>`, `<dialog>` without `open`, `display:none`,
utility classes such as `d-none` or `sr-only`, and modals that are not open. A class that hides on small screens only
(`hidden md:block`, `d-none d-lg-flex`) hides nothing on a desktop, for which pages are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_MAY_HIDE = (
    "hid",
    "none",
    "invisible",
    "sr-only",
    "screen-reader",
    "offscreen",
    "print",
    "modal",
    "canvas",
    "remodal",
    "popup-hidden",
    "visible-",
    "mobile",
    "desktop",
    "opacity",
    "clip",
    "eight:0",
    "eight: 0",
    "idth:0",
    "idth: 0",
    "size:0",
    "size: 0",
    ":-",
    ": -",
    "scale(0",
)
"""Strings of which a start tag that hides has one; most have none. Plain strings are ten times as fast as one expression."""
_HIDDEN = re.compile(r'hidden(?:="(?:hidden|true|until-found)?")?(?=[\s/]|$)', re.IGNORECASE)
_CLASSES = frozenset(
    {
        "cdk-visually-hidden",
        "d-none",
        "display-none",
        "element-hidden",
        "element-invisible",
        "fancybox-hidden",
        "hidden",
        "hide",
        "invisible",
        "is-hidden",
        "is-invisible",
        "is-sr-only",
        "js-hidden",
        "mfp-hide",
        "ng-hide",
        "offscreen",
        "print-only",
        "screen-reader-text",
        "screen-reader-only",
        "show-for-print",
        "sr-only",
        "tw-hidden",
        "u-hidden",
        "uk-hidden",
        "v-hidden",
        "visible-print",
        "visible-print-block",
        "visually-hidden",
        "visuallyhidden",
        "w3-hide",
        "wp-block-hidden",
        "x-hidden",
    }
)
_SMALL_ONLY = re.compile(
    r"(?:d-(?:md|lg|xl|xxl)-none|(?:md|lg|xl|2xl):hidden|hidden-(?:md|lg)(?:-up|-down)?|visible-(?:xs|sm)(?:-block|-inline)?|hide-(?:desktop|on-desktop|for-large|for-medium)"
    r"|(?:show|only|visible)-(?:on-)?(?:mobile|phone|small)(?:-only)?|mobile-only|w3-hide-(?:large|medium)|uk-hidden@[ml]|is-hidden-(?:desktop|tablet))$"
)
"""Classes that show something on small screens only: on a desktop it is hidden."""
_WIDE = re.compile(
    r"(?:d-(?:sm|md|lg|xl|xxl)-(?!none)[\w-]+|(?:sm|md|lg|xl|2xl):(?!hidden)[\w-]+|visible-(?:md|lg)[\w-]*"
    r"|show-for-(?:medium|large)[\w-]*|uk-visible@\w+)$"
)
"""Classes that show again on a desktop what `hidden` or `d-none` hides: `hidden md:block`."""
_MODALS = frozenset({"modal", "offcanvas", "off-canvas", "reveal-modal", "remodal", "popup-hidden", "modal-window", "uk-modal"})
_OPEN = frozenset({"show", "in", "open", "is-open", "is-active", "active", "d-block", "uk-open", "visible"})
_STYLES = re.compile(
    r"(?:^|;)\s*(?:display:none|visibility:(?:hidden|collapse)|opacity:0(?:\.0+)?(?![.\d])|font-size:0(?:px|pt|em)?(?![.\d])"
    r"|mso-hide:all|(?:left|top|text-indent|margin-left):-\d{3,}(?:px|em|pt)?|clip:rect\((?:0|1)|clip-path:inset\((?:50|100)%"
    r"|transform:scale\(0\)|(?:max-)?height:0(?:px)?(?=;|!|$)(?=.*overflow:hidden)|width:0(?:px)?(?=;|!|$)(?=.*overflow:hidden))"
)
_OVERFLOW_FIRST = re.compile(r"overflow:hidden.*(?:^|;)(?:max-)?(?:height|width):0(?:px)?(?=;|!|$)")
_SIMPLE = re.compile(r"[.#][\w-]+$")
_NONE = re.compile(r"(?:(?<=[{;])|(?<=[{;]\s)|(?<=\s\s))(?:display\s*:\s*none|visibility\s*:\s*hidden)")
_LARGEST_SHEET = 200_000


def hides(tag: str, attrs: str, rules: frozenset[str] = frozenset()) -> bool:
    """Return whether an element with this start tag is hidden.

    `attrs` are its attributes as lxml serialises them; `rules` are selectors of `hiding_rules`.

    >>> hides("div", ' class="d-none"'), hides("div", ' class="d-none d-md-block"'), hides("p", ' style="display: none"')
    (True, False, True)
    """
    for word in _MAY_HIDE:
        if word in attrs:
            if _looked_at(attrs):
                return True
            break
    if rules and _ruled(attrs, rules):
        return True
    return tag == "dialog" and " open" not in attrs


def hiding_rules(source: str) -> frozenset[str]:
    """Return the simple selectors (`.name`, `#name`) that the page's own `<style>` elements hide on every screen."""
    found: set[str] = set()
    start = source.find("<style")
    while start >= 0:
        end = source.find("</style", start)
        if end < 0:
            break
        sheet = source[source.find(">", start) + 1 : min(end, start + _LARGEST_SHEET)]
        if "none" in sheet or "hidden" in sheet:
            found.update(_hidden_by(sheet))
        start = source.find("<style", end)
    return frozenset(found)


def _hidden_by(sheet: str) -> Iterator[str]:
    """The simple selectors of the rules that hide; rules inside `@media print { … }` and the like do not count."""
    depth = counted = 0
    for hidden in _NONE.finditer(sheet):
        opening = sheet.rfind("{", 0, hidden.start())
        depth += sheet.count("{", counted, opening) - sheet.count("}", counted, opening)
        counted = max(counted, opening)
        if depth > 0:
            continue
        selectors = sheet[max(sheet.rfind("}", 0, opening), sheet.rfind("*/", 0, opening) + 1) + 1 : opening]
        yield from (name for part in selectors.split(",") if _SIMPLE.match(name := part.strip()))


def _ruled(attrs: str, rules: frozenset[str]) -> bool:
    named = any(f".{name}" in rules for name in _value(attrs, "class").split())
    identity = _value(attrs, "id")
    if not named and not (identity and f"#{identity}" in rules):
        return False
    shown = _value(attrs, "style").replace(" ", "")
    return "display:" not in shown or "display:none" in shown


def _value(attrs: str, name: str) -> str:
    """The value of an attribute in a serialised start tag; empty where it has none."""
    start = attrs.find(f' {name}="')
    if start < 0:
        return ""
    start += len(name) + 3
    return attrs[start : attrs.find('"', start)]


def _looked_at(attrs: str) -> bool:
    place = attrs.find(" hidden")
    if place >= 0 and _HIDDEN.match(attrs, place + 1):
        return True
    said = _value(attrs, "style").lower().replace(" ", "")
    if said and (_STYLES.search(said) or _OVERFLOW_FIRST.search(said)):
        return True
    classes = _value(attrs, "class").split()
    return bool(classes) and _classes_hide(classes, attrs)


def _classes_hide(classes: list[str], attrs: str) -> bool:
    names = {name.lower() for name in classes}
    if any(_SMALL_ONLY.match(name) for name in names):
        return True
    if names & _CLASSES:
        return not any(_WIDE.match(name) for name in names)
    return bool(names & _MODALS) and not names & _OPEN and "display:block" not in attrs.replace(" ", "")
