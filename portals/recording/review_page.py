"""The pages of `scrapy review` as HTML text. Everything from a fixture is escaped; no page needs a script."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from itertools import groupby
from typing import Any

from portals.recording.review_form import REMOVE, FormField, fields_of

_STYLE = """
body { margin: 0; font: 15px/1.45 system-ui, sans-serif; color: #222; background: #fff; }
header { padding: .6rem 1rem; border-bottom: 1px solid #ccc; }
main { padding: 1rem; }
.two { display: grid; grid-template-columns: 1fr 1fr; height: calc(100vh - 3.2rem); }
.two > * { overflow: auto; border: 0; width: 100%; height: 100%; box-sizing: border-box; }
form { padding: 1rem; }
label { display: block; margin: .6rem 0 .1rem; font-weight: 600; }
input:not([type=checkbox]), textarea { width: 100%; box-sizing: border-box; font: inherit; padding: .25rem; }
fieldset { margin: .6rem 0; border: 1px solid #ccc; }
.text { white-space: pre-wrap; background: #f6f6f6; padding: .5rem; }
mark.person { background: #cfe8ff; } mark.date { background: #fff0a8; }
.note { color: #8a4b00; } .error { color: #a40000; font-weight: 600; }
td { padding: .2rem .8rem .2rem 0; }
button { font: inherit; padding: .4rem 1rem; margin-top: 1rem; }
"""
_META = re.compile(r"<meta\b[^<>]*\bhttp-equiv\b[^<>]*>", re.IGNORECASE)
_SCRIPT = re.compile(r"<script\b.*?(?:</script\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_HEADING = re.compile(r"<h[1-3]\b[^<>]*>[^<>]*(?:<(?:a|span|strong)\b[^<>]*>\s*)*$", re.IGNORECASE)
_LINK = re.compile(r"<(?:link|base)\b[^<>]*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mark:
    """A part of the body that is highlighted."""

    start: int
    end: int
    kind: str
    """`person` or `date`."""


def without_scripts(source: str) -> str:
    """Return a saved page without scripts, `base`, links to style sheets and `http-equiv`, which load or run something.

    The page is shown in a sandbox under a policy that forbids all of it; this is a second protection.
    """
    for pattern in (_SCRIPT, _META, _LINK):
        source = pattern.sub("", source)
    return source


def at_title(source: str, title: str) -> str:
    """Return a page with an anchor `article` at its title, to which the frame scrolls, preferably in a heading."""
    text = r"\s+".join(re.escape(escape(word, quote=False)) for word in title.split())
    found = [match.start() for match in re.finditer(text, source)] if text else []
    printed = [place for place in found if source.rfind(">", 0, place) > source.rfind("<", 0, place)]
    headings = [place for place in printed if _HEADING.search(source, max(0, place - 300), place)]
    for place in (headings or printed)[:1]:
        return f"{source[:place]}<a id='article'></a>{source[place:]}"
    return source


def index_page(portal: str, cases: Iterable[tuple[str, str, bool]]) -> str:
    """Return the list of a portal's fixtures: name, kind, whether it is reviewed."""
    rows = "".join(
        f"<tr><td><a href='case/{escape(name)}'>{escape(name)}</a></td><td>{escape(kind)}</td>"
        f"<td>{'reviewed' if reviewed else '<b>to review</b>'}</td></tr>"
        for name, kind, reviewed in cases
    )
    return _page(f"Fixtures of {portal}", f"<main><table>{rows or '<tr><td>no fixtures</td></tr>'}</table></main>")


def case_page(
    name: str,
    address: str,
    expected: Mapping[str, Any],
    now: Mapping[str, Any],
    marks: Sequence[Mark] = (),
    error: str = "",
    typed: Mapping[str, str] | None = None,
) -> str:
    """Return one fixture: the saved page next to the form with its fields.

    `now` is the current result of the code, `typed` the input of a person that could not be saved because of `error`.
    """
    said = f"<p class='error'>{escape(error)}</p>" if error else ""
    record = expected.get("record")
    body = (record.get("body") or "") if isinstance(record, Mapping) else ""
    text = f"<label>body, persons and dates marked</label><div class='text'>{highlighted(body, marks)}</div>" if body else ""
    done = "reviewed" if expected.get("reviewed") else "not reviewed"
    button = "<button>The page says so: accept</button>"
    form = (
        f"<form method='post' action='{escape(name)}'>{said}<p><b>{escape(name)}</b> ({done})<br>{escape(address)}</p>"
        f"{button}{text}{_inputs(expected, now, typed or {})}{button}</form>"
    )
    frame = f"<iframe sandbox='' title='saved page' src='../page/{escape(name)}#article'></iframe>"
    return _page(name, f"<div class='two'>{frame}{form}</div>", up="../")


def highlighted(text: str, marks: Iterable[Mark]) -> str:
    """Return a text as HTML with the marks in it; overlapping marks and marks outside the text are left out."""
    parts, done = [], 0
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
        if done <= mark.start < mark.end <= len(text):
            parts.append(escape(text[done : mark.start]))
            parts.append(f"<mark class='{escape(mark.kind)}'>{escape(text[mark.start : mark.end])}</mark>")
            done = mark.end
    return "".join([*parts, escape(text[done:])])


def _inputs(expected: Mapping[str, Any], now: Mapping[str, Any], typed: Mapping[str, str]) -> str:
    today = {field.name: field.value for field in fields_of(now)}
    parts = []
    for row, fields in groupby(fields_of(expected), key=_row):
        entered = (replace(field, value=typed.get(field.name, field.value)) for field in fields)
        inputs = "".join(_input(field, today.get(field.name)) for field in entered)
        if row:
            box = f"<label><input type='checkbox' name='{escape(row)}.{REMOVE}' value='1'> remove</label>"
            inputs = f"<fieldset><legend>{escape(row.removeprefix('record.'))}</legend>{inputs}{box}</fieldset>"
        parts.append(inputs)
    return "".join(parts)


def _row(field: FormField) -> str:
    """Return the path of the row that a field belongs to: `record.officials.0`; empty for a field outside of lists."""
    row = field.name.rpartition(".")[0]
    return row if row.rpartition(".")[2].isdigit() else ""


def _input(field: FormField, today: str | None) -> str:
    name, value = escape(field.name), escape(field.value)
    lines = min(24, 2 + field.value.count("\n") + len(field.value) // 90)
    control = (
        f"<input name='{name}' id='{name}' value='{value}'>"
        if field.kind == "line" and len(field.value) < 90
        # a line break right after the tag is not part of the value
        else f"<textarea name='{name}' id='{name}' rows='{lines}'>\n{value}</textarea>"
    )
    differs = today is not None and today != field.value
    note = f"<div class='note'>the code reads today: {escape(today or '')[:600] or 'nothing'}</div>" if differs else ""
    return f"<label for='{name}'>{escape(field.label)}</label>{control}{note}"


def _page(title: str, content: str, up: str = "") -> str:
    back = f"<a href='{up}'>all fixtures</a>" if up else ""
    head = f"<meta charset='utf-8'><title>{escape(title)}</title><style>{_STYLE}</style>"
    return (
        f"<!DOCTYPE html><html lang='en'><head>{head}</head>"
        f"<body><header><b>{escape(title)}</b> {back}</header>{content}</body></html>"
    )
