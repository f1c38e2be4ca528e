"""Which elements a visitor does not see: by attribute, inline style, a utility class, or a rule of the page's own style sheet.

What a visitor sees is the text of a page. Hidden are `hidden`, `<template>`, `<dialog>` without `open`, `display:none`,
utility classes such as `d-none` or `sr-only`, and modals that are not open. A class that hides on small screens only
(`hidden md:block`, `d-none d-lg-flex`) hides nothing on a desktop, for which pages are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

_ATTRIBUTE = frozenset({"", "hidden", "true", "until-found"})
"""Values of the attribute `hidden` that hide."""
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
        "ms-hide",
        "ms-hidden",
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
_NONE = {
    word: re.compile(rf"(?:[{{;]\s?|\s\s){name}\s*:\s*\Z") for word, name in (("none", "display"), ("hidden", "visibility"))
}
"""What stands before a word that hides in a style sheet. The words are sought alone, in a hundredth of the time."""
_LONGEST_NAME = 40
_LARGEST_SHEET = 200_000


def hides(tag: str, attrs: str, rules: frozenset[str] = frozenset()) -> bool:
    """Return whether an element with this start tag is hidden.

    `attrs` are its attributes as lxml serialises them; `rules` are selectors of `hiding_rules`.

    >>> hides("div", ' class="d-none"'), hides("div", ' class="d-none d-md-block"'), hides("p", ' style="display: none"')
    (True, False, True)
    """
    hidden = _value(attrs, "hidden") if ' hidden="' in attrs else None
    style = _value(attrs, "style") if ' style="' in attrs else ""
    names = _value(attrs, "class") if ' class="' in attrs else ""
    if (style or names or hidden is not None) and says_hidden(hidden, style, names):
        return True
    return (bool(rules) and _ruled(attrs, names, style, rules)) or (tag == "dialog" and " open" not in attrs)


def says_hidden(hidden: str | None, style: str, names: str) -> bool:
    """Return whether an element with these attributes `hidden` (None: it has none), `style` and `class` is hidden.

    >>> says_hidden("", "", ""), says_hidden(None, "opacity: 0", "card"), says_hidden(None, "", "card hidden lg:flex")
    (True, True, False)
    """
    if hidden is not None and hidden.lower() in _ATTRIBUTE:
        return True
    if style and _style_hides(style):
        return True
    return bool(names) and _classes_hide(names) and not (_is_modal(names) and "display:block" in style.replace(" ", ""))


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
    for hidden in sorted(at for word in _NONE for at in _hiding(sheet, word)):
        opening = sheet.rfind("{", 0, hidden)
        depth += sheet.count("{", counted, opening) - sheet.count("}", counted, opening)
        counted = max(counted, opening)
        if depth > 0:
            continue
        selectors = sheet[max(sheet.rfind("}", 0, opening), sheet.rfind("*/", 0, opening) + 1) + 1 : opening]
        yield from (name for part in selectors.split(",") if _SIMPLE.match(name := part.strip()))


def _hiding(sheet: str, word: str) -> Iterator[int]:
    """Where `display: none` and `visibility: hidden` stand in a style sheet."""
    at = sheet.find(word)
    while at >= 0:
        if _NONE[word].search(sheet[max(0, at - _LONGEST_NAME) : at]):
            yield at
        at = sheet.find(word, at + len(word))


def _ruled(attrs: str, names: str, style: str, rules: frozenset[str]) -> bool:
    named = any(f".{name}" in rules for name in names.split())
    if not named and not (' id="' in attrs and f"#{_value(attrs, 'id')}" in rules):
        return False
    shown = style.replace(" ", "")
    return "display:" not in shown or "display:none" in shown


def _value(attrs: str, name: str) -> str:
    """The value of an attribute in a serialised start tag; empty where it has none."""
    start = attrs.find(f' {name}="')
    if start < 0:
        return ""
    start += len(name) + 3
    return attrs[start : attrs.find('"', start)]


@lru_cache(maxsize=4096)
def _style_hides(style: str) -> bool:
    said = style.lower().replace(" ", "")
    return _STYLES.search(said) is not None or _OVERFLOW_FIRST.search(said) is not None


@lru_cache(maxsize=8192)
def _classes_hide(names: str) -> bool:
    each = set(names.lower().split())
    if any(_SMALL_ONLY.match(name) for name in each):
        return True
    if each & _CLASSES:
        return not any(_WIDE.match(name) for name in each)
    return bool(each & _MODALS) and not each & _OPEN


def _is_modal(names: str) -> bool:
    """Whether classes hide as those of a modal only, which a style may open."""
    each = set(names.lower().split())
    return not each & _CLASSES and not any(_SMALL_ONLY.match(name) for name in each)
