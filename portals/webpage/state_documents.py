"""The data that scripts find in a page: JSON and literals in scripts and attributes, React streams, flattened payloads.

Nothing is run. Lengths, depths and the work spent on what turns out to be no data are bounded; a page is read once.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import unquote

from portals.webpage.js_literals import LONGEST, Json, NotALiteral, read_function, read_json, read_literal, unescaped

_LARGEST_PAGE = 12_000_000
_BUDGET = 12_000_000
"""Characters read in vain, over all scripts of a page."""
_LEAST = 80
"""Characters of the shortest value that may hold an article."""
_MOST_TRIES = 60
"""Places of a script at which a value may begin."""
_SCRIPT = re.compile(r"<script\b([^<>]*)>", re.IGNORECASE)
_TYPE = re.compile(r"""\btype\s*=\s*["']?([\w/+.-]+)""", re.IGNORECASE)
_ID = re.compile(r"""\bid\s*=\s*["']?([\w.-]+)""", re.IGNORECASE)
_PUSH = re.compile(r"__next_f\s*\.\s*push\s*\(\s*(?=\[)")
_ROW = re.compile(r"([0-9a-f]+):")
_TEXT_ROW = re.compile(r"T([0-9a-f]+),")
_BEGIN = re.compile(r"(?:=|\breturn\b|\(|\bdata\s*:|[,;]|^)\s*(?=[{\[])|=\s*(?=\(\s*(?:function\b|\())")
_PARSED = re.compile(
    r"""JSON\s*\.\s*parse\s*\(\s*(?P<call>decodeURIComponent\s*\(\s*|atob\s*\(\s*|unescape\s*\(\s*)?"""
    r"""(?P<string>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`)""",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(
    r"""\s([\w:@.-]+)\s*=\s*(?:"(\s*(?:[\[{]|&#123;|&#x7b;|&#91;)[^"]*)"|'(\s*(?:[\[{]|&#123;)[^']*)')""", re.IGNORECASE
)
_QUOTED = re.compile(r"""=\s*(?:"[^"]{80,}|'[^']{80,})""")
"""Attributes that are long enough to hold a text."""
_ANGULAR = (("&q;", '"'), ("&s;", "'"), ("&l;", "<"), ("&g;", ">"), ("&a;", "&"))
_DEEPEST = 12
_MOST_NODES = 100_000


@dataclass(frozen=True, slots=True)
class StateDocument:
    """One value that scripts find; `name` says where: a script's id, its type, `rsc`, `script`, an attribute's name."""

    name: str
    value: Json


def state_documents(source: str) -> Iterator[StateDocument]:
    """Yield the data of a page in the order of its source; React streams last."""
    source = source[:_LARGEST_PAGE]
    budget = [_BUDGET]
    stream: list[str] = []
    for attributes, text in _scripts(source):
        kind, identity = (found[1] if (found := pattern.search(attributes)) else "" for pattern in (_TYPE, _ID))
        if "json" in kind.lower() or identity in ("__NEXT_DATA__", "__NUXT_DATA__"):
            yield from _json_script(text, identity or kind)
        elif "__next_f" in text:
            stream += _pushed(text)
        elif len(text) >= _LEAST:
            yield from _inline_script(text, budget)
    yield from _attributes(source)
    if stream:
        yield from _rows("".join(stream))


def longest_document(source: str) -> int:
    """Return the characters that no value of `state_documents` can exceed, without reading any."""
    lengths, stream = [0], 0
    for _, text in _scripts(source):
        if "__next_f" in text:
            stream += len(text)
        else:
            lengths.append(len(text))
    lengths += (match.end() - match.start() for match in _QUOTED.finditer(source))
    return max(stream, *lengths)


def _scripts(source: str) -> Iterator[tuple[str, str]]:
    place = 0
    while match := _SCRIPT.search(source, place):
        end = source.find("</script", match.end())
        if end < 0:
            end = source.find("</SCRIPT", match.end())
        if end < 0:
            return
        if end > match.end():
            yield match[1], source[match.end() : end]
        place = end


def _json_script(text: str, name: str) -> Iterator[StateDocument]:
    text = text.strip().removeprefix("<!--").removesuffix("-->").strip()
    if "&q;" in text[:200]:
        for short, sign in _ANGULAR:
            text = text.replace(short, sign)
    elif text.startswith(("{&quot;", "[&quot;", "{&#34;")):
        text = unescape(text)
    if len(text) > LONGEST:
        return
    try:
        value, _ = read_json(text)
    except NotALiteral:
        return
    yield StateDocument(name, _unflattened(value))


def _inline_script(text: str, budget: list[int]) -> Iterator[StateDocument]:
    """Values that a script assigns, passes on, or parses from a string."""
    for parsed in _PARSED.finditer(text):
        if value := _parsed(parsed, budget):
            yield StateDocument("script", value)
    place = 0
    for _ in range(_MOST_TRIES):
        match = _BEGIN.search(text, place)
        if match is None or budget[0] <= 0:
            return
        place = match.end()
        try:
            value, end = _value(text, place)
        except NotALiteral as error:
            budget[0] -= max(1, error.end - place)
            continue
        if end - place >= _LEAST:
            yield StateDocument("script", _unflattened(value))
            place = end


def _value(text: str, start: int) -> tuple[Json, int]:
    if text[start] == "(":
        return read_function(text, start)
    try:
        return read_json(text, start)
    except NotALiteral:
        return read_literal(text, start)


def _parsed(match: re.Match[str], budget: list[int]) -> Json:
    text = unescaped(match["string"])
    budget[0] -= len(text) // 8
    if not _LEAST <= len(text) <= LONGEST or budget[0] <= 0:
        return None
    call = match["call"] or ""
    try:
        if call.startswith("atob"):
            text = base64.b64decode(text, validate=False).decode("utf-8", "replace")
        value, _ = read_json(unquote(text) if call and not call.startswith("atob") else text)
    except (NotALiteral, binascii.Error):
        return None
    return _unflattened(value)


def _attributes(source: str) -> Iterator[StateDocument]:
    """Values in attributes: `data-page="{&quot;component&quot;…}"`, `:post="{…}"`, `props="{…}"`."""
    for match in _ATTRIBUTE.finditer(source):
        text = match[2] or match[3]
        if not _LEAST <= len(text) <= LONGEST:
            continue
        try:
            value, _ = read_json(unescape(text).strip())
        except NotALiteral:
            continue
        yield StateDocument(match[1], _paired(value) if match[1] == "props" else value)


def _pushed(text: str) -> list[str]:
    """What a script pushes to the stream of React: `self.__next_f.push([1,"…"])`."""
    found = []
    for match in _PUSH.finditer(text):
        try:
            value, _ = read_json(text, match.end())
        except NotALiteral:
            continue
        if isinstance(value, list) and len(value) > 1 and value[0] == 1 and isinstance(value[1], str):
            found.append(value[1])
    return found


def _rows(stream: str) -> Iterator[StateDocument]:
    """The rows of a React stream, their references to texts and values filled in (`"content":"$1f"`)."""
    values = dict(_split(stream.encode("utf-8", "surrogatepass")))
    budget = [_MOST_NODES]
    for key, value in values.items():
        if not isinstance(value, str):
            yield StateDocument("rsc", _filled(value, values, frozenset((key,)), 0, budget))


def _split(stream: bytes) -> Iterator[tuple[str, Json]]:
    """Rows `id:json` up to the line's end, and texts `id:Tlength,` of that many bytes."""
    place = 0
    while place < len(stream):
        colon = stream.find(b":", place, place + 12)
        head = _ROW.fullmatch(stream[place : colon + 1].decode("ascii", "replace")) if colon > 0 else None
        if head is None:
            line = stream.find(b"\n", place)
            if line < 0:
                return
            place = line + 1
            continue
        place = colon + 1
        if text := _TEXT_ROW.match(stream[place : place + 12].decode("ascii", "replace")):
            start = place + text.end()
            place = start + int(text[1], 16)
            yield head[1], stream[start:place].decode("utf-8", "replace")
            continue
        line = stream.find(b"\n", place)
        end = line if line >= 0 else len(stream)
        if stream[place : place + 1] in (b"[", b"{", b'"'):
            with suppress(NotALiteral):
                yield head[1], read_json(stream[place:end].decode("utf-8", "replace"))[0]
        place = end + 1


def _filled(value: Json, rows: dict[str, Json], seen: frozenset[str], depth: int, budget: list[int]) -> Json:
    budget[0] -= 1
    if depth > 4 * _DEEPEST or budget[0] < 0:
        return None
    if isinstance(value, str) and value.startswith("$") and len(value) < 12:
        key = value.lstrip("$LDQW@")
        if value.startswith("$D"):
            return value[2:]
        if key in seen or not isinstance(rows.get(key), str):
            return _filled(rows[key], rows, seen | {key}, depth + 1, budget) if key in rows and key not in seen else value
        return rows[key]
    if isinstance(value, str) and value.startswith("$D"):
        return value[2:]
    if isinstance(value, list):
        return [_filled(part, rows, seen, depth + 1, budget) for part in value]
    if isinstance(value, dict):
        return {name: _filled(part, rows, seen, depth + 1, budget) for name, part in value.items()}
    return value


def _unflattened(value: Json) -> Json:
    """The values meant by a payload whose objects hold places of one flat list: `[{"title":1},"Tin"]` (Nuxt 3, SvelteKit)."""
    if not isinstance(value, list) or len(value) < 3 or not isinstance(value[0], dict | list):
        return value
    heads = [part for part in value if isinstance(part, dict) and part]
    if not heads or not all(isinstance(place, int) and not isinstance(place, bool) for place in heads[0].values()):
        return value
    budget = [_MOST_NODES]
    return [_looked_up(value, part, 0, budget) for part in heads]


def _looked_up(flat: list[Any], part: Json, depth: int, budget: list[int]) -> Json:
    budget[0] -= 1
    if depth > _DEEPEST or budget[0] < 0:
        return None
    if isinstance(part, dict):
        return {name: _at(flat, place, depth, budget) for name, place in part.items()}
    if isinstance(part, list):
        if part and isinstance(part[0], str):  # `["Reactive",1]`, `["Date","2024-05-06"]`
            return (part[1] if isinstance(part[1], str) else _at(flat, part[1], depth, budget)) if len(part) == 2 else None
        return [_at(flat, place, depth, budget) for place in part]
    return part


def _at(flat: list[Any], place: Json, depth: int, budget: list[int]) -> Json:
    if not isinstance(place, int) or isinstance(place, bool) or not 0 <= place < len(flat):
        return None
    return _looked_up(flat, flat[place], depth + 1, budget)


def _paired(value: Json, depth: int = 0) -> Json:
    """The props of an island, where each value is a pair of kind and value (`{"title":[0,"Tin"]}`)."""
    if depth > 2 * _DEEPEST:
        return None
    if isinstance(value, dict):
        return {name: _paired(part, depth + 1) for name, part in value.items()}
    if isinstance(value, list):
        if len(value) == 2 and value[0] in (0, 1) and not isinstance(value[0], bool):
            return _paired(value[1], depth + 1)
        return [_paired(part, depth + 1) for part in value]
    return value
