"""Which elements a visitor does not see: by attribute, inline style, a utility class, or a rule of the page's own style sheet.

What a visitor sees is the text of a page. Hidden are `hidden`, `<template>`, `<dialog>` without `open`, `display:none`,
utility classes such as `d-none` or `sr-only`, and modals that are not open. A class that hides on small screens only
(`hidden md:block`, `d-none d-lg-flex`) hides nothing on a desktop, for which pages are read.
"""

from __future__ import annotations

import re

_MAY_HIDE = re.compile(
    r"hidden|hide|none|invisible|sr-only|screen-reader|offscreen|modal|offcanvas|visible-|opacity|clip|:\s*-\d|height:\s*0|size:\s*0"
    r"|scale\(0",
    re.IGNORECASE,
)
"""One look that most start tags fail; what passes is read attribute by attribute."""
_CLASS = re.compile(r'(?:^|\s)class="([^"]*)"')
_STYLE = re.compile(r'(?:^|\s)style="([^"]*)"')
_ID = re.compile(r'(?:^|\s)id="([^"]*)"')
_HIDDEN = re.compile(r'(?:^|\s)hidden(?:="(?:hidden|true|until-found)?")?(?=[\s/]|$)', re.IGNORECASE)
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
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SIMPLE = re.compile(r"[.#][\w-]+$")
_AT_BLOCK = re.compile(r"@[\w-]+[^{};]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_NONE = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)")
_LARGEST_SHEET = 200_000


def hides(tag: str, attrs: str, rules: frozenset[str] = frozenset()) -> bool:
    """Return whether an element with this start tag is hidden.

    `attrs` are its attributes as lxml serialises them; `rules` are selectors of `hiding_rules`.

    >>> hides("div", ' class="d-none"'), hides("div", ' class="d-none d-md-block"'), hides("p", ' style="display: none"')
    (True, False, True)
    """
    if tag == "dialog" and " open" not in attrs:
        return True
    if rules and _ruled(attrs, rules):
        return True
    return _MAY_HIDE.search(attrs) is not None and _looked_at(attrs)


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
            for selectors, body in _RULE.findall(_AT_BLOCK.sub("", sheet)):
                if _NONE.search(body):
                    found.update(name for part in selectors.split(",") if _SIMPLE.match(name := part.strip()))
        start = source.find("<style", end)
    return frozenset(found)


def _ruled(attrs: str, rules: frozenset[str]) -> bool:
    if (classes := _CLASS.search(attrs)) and any(f".{name}" in rules for name in classes[1].split()):
        return _inline_display(attrs) is None
    identity = _ID.search(attrs)
    return identity is not None and f"#{identity[1]}" in rules and _inline_display(attrs) is None


def _inline_display(attrs: str) -> re.Match[str] | None:
    """An inline style that shows the element whatever the style sheet says."""
    return re.search(r"display:\s*(?!none)\w", attrs)


def _looked_at(attrs: str) -> bool:
    if _HIDDEN.search(attrs):
        return True
    if style := _STYLE.search(attrs):
        said = style[1].lower().replace(" ", "")
        if _STYLES.search(said) or _OVERFLOW_FIRST.search(said):
            return True
    return (classes := _CLASS.search(attrs)) is not None and _classes_hide(classes[1].split(), attrs)


def _classes_hide(classes: list[str], attrs: str) -> bool:
    names = {name.lower() for name in classes}
    if any(_SMALL_ONLY.match(name) for name in names):
        return True
    if names & _CLASSES:
        return not any(_WIDE.match(name) for name in names)
    return bool(names & _MODALS) and not names & _OPEN and "display:block" not in attrs.replace(" ", "")
