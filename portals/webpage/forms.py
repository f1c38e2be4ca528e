"""A WebForms form as the browser would post it."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode, urljoin

from lxml import etree

from portals.webpage.xpaths import elements

_state = elements(".//input[@name='__VIEWSTATE']")
_hidden = elements(".//input[starts-with(@name, '__')]")
_forms = elements("//form")
_controls = elements(".//*[self::input or self::select or self::textarea][@name]")
_options = elements(".//option")
_UNSENT = frozenset(("submit", "button", "image", "reset", "file"))


def form_of(link: etree._Element, tree: etree._Element) -> etree._Element | None:
    """The form around a link, or the page's own where broken markup closed it too early."""
    around = next(link.iterancestors("form"), None)
    if around is not None and _state(around):
        return around
    return next((form for form in _forms(tree) if _state(form)), around)


def form_fields(form: etree._Element, target: str, argument: str) -> tuple[tuple[str, str], ...]:
    """Every control a browser would send, in order, with the postback's target and argument.

    Where broken markup left hidden fields of the platform outside the form, the controls of the whole page are taken.
    """
    root = form.getroottree().getroot()
    holder = root if len(_hidden(form)) < len(_hidden(root)) else form
    event = {"__EVENTTARGET": target, "__EVENTARGUMENT": argument}
    fields = [(name, event.get(name, value)) for name, value in _sent(holder)]
    names = {name for name, _ in fields}
    return tuple([(name, value) for name, value in event.items() if name not in names] + fields)


def submitted(form: etree._Element, pressed: etree._Element) -> tuple[tuple[str, str], ...]:
    """Return the fields that a browser posts when a button of a form is clicked."""
    fields = list(_sent(form))
    if pressed.get("name"):
        fields.append((pressed.get("name") or "", pressed.get("value") or ""))
    return tuple(fields)


def _sent(form: etree._Element) -> Iterator[tuple[str, str]]:
    for control in _controls(form):
        name, kind = control.get("name") or "", (control.get("type") or "text").lower()
        if not name or control.get("disabled") is not None:
            continue
        if control.tag == "select":
            yield from ((name, value) for value in _chosen(control))
        elif control.tag == "textarea":
            yield name, "".join(str(part) for part in control.itertext())
        elif kind in ("checkbox", "radio"):
            if control.get("checked") is not None:
                yield name, control.get("value") or "on"
        elif kind not in _UNSENT:
            yield name, control.get("value") or ""


def _chosen(select: etree._Element) -> list[str]:
    """The values of a list that a browser sends: what is selected, else the first."""
    options = _options(select)
    chosen = [option for option in options if option.get("selected") is not None]
    if not chosen and select.get("multiple") is None:
        chosen = options[:1]
    values = (option.get("value") for option in chosen)
    return [text_value if text_value is not None else "" for text_value in values]


def query_of(form: etree._Element, base: str, pressed: etree._Element) -> str | None:
    """Return the address that a GET form leads to when `pressed` is clicked; None for a form that posts."""
    if (form.get("method") or "get").lower() != "get":
        return None
    pairs = submitted(form, pressed)
    path = urljoin(base, form.get("action") or "").partition("#")[0].partition("?")[0]
    return path + (f"?{urlencode(pairs)}" if pairs else "")


def chosen(form: etree._Element, base: str, select: etree._Element, value: str) -> str | None:
    """Return the address that a GET form leads to with another value of one of its lists; None for a form that posts."""
    if (form.get("method") or "get").lower() != "get":
        return None
    pairs = [(name, value if name == select.get("name") else sent) for name, sent in _sent(form)]
    return urljoin(base, form.get("action") or "").partition("#")[0].partition("?")[0] + f"?{urlencode(pairs)}"
