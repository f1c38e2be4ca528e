"""A WebForms form as the browser would post it."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

_FORM_BY_STATE = etree.XPath("(//form[.//input[@name='__VIEWSTATE']] | //form)[1]")
_CONTROLS = etree.XPath(".//input[@name] | .//select[@name] | .//textarea[@name]")
_SELECTED = etree.XPath("(.//option[@selected] | .//option)")
_UNSENT = frozenset(("submit", "button", "image", "reset", "file"))


def form_of(link: etree._Element, tree: etree._Element) -> etree._Element | None:
    """The form around a link, or the page's own where broken markup closed it too early."""
    around = next(link.iterancestors("form"), None)
    if around is not None and around.xpath(".//input[@name='__VIEWSTATE']"):
        return around
    return next(iter(_FORM_BY_STATE(tree)), around)


def form_fields(form: etree._Element, target: str, argument: str) -> tuple[tuple[str, str], ...]:
    """Every control a browser would send, in order, with the postback's target and argument."""
    root = form.getroottree().getroot()
    holder = form if form.xpath(".//input[@name='__VIEWSTATE']") or not root.xpath("//input[@name='__VIEWSTATE']") else root
    event = {"__EVENTTARGET": target, "__EVENTARGUMENT": argument}
    fields = [(name, event.get(name, value)) for name, value in _controls(holder)]
    names = {name for name, _ in fields}
    return tuple([(name, value) for name, value in event.items() if name not in names] + fields)


def _controls(form: etree._Element) -> Iterator[tuple[str, str]]:
    for control in _CONTROLS(form):
        name, kind = control.get("name") or "", (control.get("type") or "text").lower()
        if control.get("disabled") is not None or not name:
            continue
        if control.tag == "select":
            yield from ((name, value) for value in _chosen(control))
        elif control.tag == "textarea":
            yield name, "".join(control.itertext())
        elif kind in ("checkbox", "radio"):
            if control.get("checked") is not None:
                yield name, control.get("value") or "on"
        elif kind not in _UNSENT:
            yield name, control.get("value") or ""


def _chosen(select: etree._Element) -> list[str]:
    options = select.xpath(".//option[@selected]")
    if not options and select.get("multiple") is None:
        options = select.xpath("(.//option)[1]")
    return [option.get("value", "".join(option.itertext()).strip()) for option in options]
