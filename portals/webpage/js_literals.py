"""Values written in scripts: JSON, and object literals with bare keys, single quotes and names for arguments.

Only literals are read, nothing is run: `window.__NUXT__=(function(a,b){return {title:a}}("Tin",1))` gives its object with
`a` filled in.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

Json = Any
"""What `json.loads` gives."""
DEEPEST = 60
"""Levels of nesting that are read."""
LONGEST = 4_000_000
"""Characters of the longest literal that is read."""
_MOST_TOKENS = 400_000
_TOKEN = re.compile(
    r"""\s*(?:(?P<punctuation>[{}\[\],:])|(?P<string>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\$]|\\.)*`)"""
    r"""|(?P<number>-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?P<date>new Date\(\s*["']?(?P<when>[^"')]*)["']?\s*\))"""
    r"""|(?P<void>void 0|undefined|null|NaN)|(?P<true>true|!0)|(?P<false>false|!1)|(?P<name>[A-Za-z_$][\w$]*))""",
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r?\n)|(.))", re.DOTALL)
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", "v": "\v", "0": ""}
_SURROGATES = re.compile(r"[\ud800-\udbff][\udc00-\udfff]")
_FUNCTION = re.compile(r"\(\s*function\s*\(([\w$,\s]*)\)\s*\{\s*return\s*(?=[{\[])|\(\s*\(([\w$,\s]*)\)\s*=>\s*\(\s*(?=[{\[])")
_CALL = re.compile(r"[;\s]*\}?[\s)]*\(")
_DECODER = json.JSONDecoder(strict=False)


class NotALiteral(ValueError):
    """What stands there is no literal; `end` is how far it was read."""

    def __init__(self, end: int) -> None:
        super().__init__(f"no literal up to {end}")
        self.end = end


def read_json(text: str, start: int = 0) -> tuple[Json, int]:
    """Return the JSON value that starts at a place, and where it ends. Raises `NotALiteral`, also where it is too deep."""
    try:
        return _DECODER.raw_decode(text, start)
    except json.JSONDecodeError as error:
        raise NotALiteral(max(start, error.pos)) from None
    except RecursionError:
        raise NotALiteral(len(text)) from None


def read_literal(text: str, start: int = 0, names: Mapping[str, Json] | None = None) -> tuple[Json, int]:
    """Return the JavaScript literal that starts at a place, and where it ends.

    `names` are the values of variables; others are None. Raises `NotALiteral` where a call, an operator or a function stands
    within, where it is nested more than 60 deep or has more than 400,000 tokens.

    >>> read_literal("{a:'x',b:[!0,c]};", names={"c": 2})
    ({'a': 'x', 'b': [True, 2]}, 16)
    """
    return _Reader(text, names or {}).value(start)


def read_function(text: str, start: int) -> tuple[Json, int]:
    """Return what a function returns that is called where it stands, `(function(a){return {…a…}}("Tin"))`, and where that ends.

    Raises `NotALiteral` where there is none or it is more than a literal.
    """
    head = _FUNCTION.match(text, start)
    if head is None:
        raise NotALiteral(start)
    parameters = [name.strip() for name in (head[1] or head[2] or "").split(",") if name.strip()]
    unnamed, end = read_literal(text, head.end())
    call = _CALL.match(text, end)
    if call is None or not parameters:
        return unnamed, end
    arguments, end = _arguments(text, call.end())
    value, _ = read_literal(text, head.end(), dict(zip(parameters, arguments, strict=False)))
    return value, end


def unescaped(quoted: str) -> str:
    """The text of a quoted JavaScript string, its quotes apart."""
    inner = quoted[1:-1]
    if "\\" not in inner:
        return inner
    text = _ESCAPE.sub(_escaped, inner)
    return _SURROGATES.sub(lambda pair: pair[0].encode("utf-16", "surrogatepass").decode("utf-16"), text)


def _escaped(match: re.Match[str]) -> str:
    code = match[1] or match[2] or match[3]
    if code:
        return chr(min(int(code, 16), 0x10FFFF))
    return "" if match[4] else _ESCAPED.get(match[5], match[5])


def _arguments(text: str, start: int) -> tuple[list[Json], int]:
    found: list[Json] = []
    reader = _Reader(text, {})
    while True:
        while start < len(text) and text[start] in ", \n\r\t":
            start += 1
        if start >= len(text) or text[start] == ")":
            return found, start + 1
        value, start = reader.value(start)
        found.append(value)


class _Reader:
    """A reader with a stack of its own: depth and tokens are bounded, each token is looked at once."""

    def __init__(self, text: str, names: Mapping[str, Json]) -> None:
        self._text = text
        self._names = names
        self._tokens = 0

    def value(self, start: int) -> tuple[Json, int]:
        """The value that starts at a place, and where it ends."""
        stack: list[Json] = []
        keys: list[str | None] = []
        place, limit = start, min(len(self._text), start + LONGEST)
        while True:
            match = self._token(place, limit)
            place = match.end()
            mark = match["punctuation"]
            if mark in ("{", "["):
                if len(stack) >= DEEPEST:
                    raise NotALiteral(place)
                stack.append({} if mark == "{" else [])
                keys.append(None)
                continue
            if mark == ",":
                if not stack:
                    raise NotALiteral(place)
                continue
            if mark in ("}", "]"):
                if not stack or isinstance(stack[-1], dict) is not (mark == "}"):
                    raise NotALiteral(place)
                value = stack.pop()
                keys.pop()
            elif mark == ":":
                raise NotALiteral(place)
            elif stack and isinstance(stack[-1], dict) and keys[-1] is None:
                keys[-1], place = self._key(match, limit)
                continue
            else:
                value = self._plain(match)
            if not stack:
                return value, place
            self._put(stack[-1], keys, value, place)

    def _put(self, holder: Json, keys: list[str | None], value: Json, place: int) -> None:
        if isinstance(holder, list):
            holder.append(value)
            return
        key = keys[-1]
        if key is None:
            raise NotALiteral(place)
        holder[key] = value
        keys[-1] = None

    def _token(self, place: int, limit: int) -> re.Match[str]:
        self._tokens += 1
        match = _TOKEN.match(self._text, place, limit) if self._tokens <= _MOST_TOKENS else None
        if match is None:
            raise NotALiteral(place)
        return match

    def _key(self, match: re.Match[str], limit: int) -> tuple[str, int]:
        colon = self._token(match.end(), limit)
        if colon["punctuation"] != ":":
            raise NotALiteral(match.end())
        key = unescaped(match["string"]) if match["string"] else match[0].strip()
        return key, colon.end()

    def _plain(self, match: re.Match[str]) -> Json:
        if match["string"]:
            return unescaped(match["string"])
        if match["number"]:
            return float(match["number"]) if any(sign in match["number"] for sign in ".eE") else int(match["number"])
        if match["date"]:
            return int(match["when"]) if match["when"].isdigit() else match["when"]
        if match["name"]:
            return self._names.get(match["name"])
        return True if match["true"] else False if match["false"] else None
