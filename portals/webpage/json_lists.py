"""Lists of articles that a script fetches as JSON: objects with a title and an address, or a fragment of HTML in a string."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from portals.items import ListingMetadata
from portals.portal import AddressRules, Link
from portals.text.folding import squeeze
from portals.webpage.addresses import absolute

_TITLES = ("title", "name", "tieuDe", "tieude", "ten", "headline", "subject", "tentin")
_ADDRESSES = ("url", "link", "href", "permalink", "path", "detailUrl", "linkDetail", "duongDan", "slug", "alias")
_DATES = (
    *(
        "publishedAt",
        "published_at",
        "publishDate",
        "publish_date",
        "datePublished",
        "ngayDang",
        "ngay_dang",
        "date",
        "pubDate",
    ),
    *("createdAt", "created_at", "createDate", "ngayTao", "time"),
)
_NEXT = re.compile(r"(?:next|nextPage|next_page|nextPageUrl|next_page_url|nextUrl|next_url|loadMoreUrl)$", re.IGNORECASE)
_CURSORS = ("nextCursor", "next_cursor", "endCursor", "cursor")
_TAG = re.compile(r"<[^<>]+>")
_DEEPEST = 12


@dataclass(frozen=True, slots=True)
class JsonList:
    """What a JSON answer holds: links in order, the address of the next page where it names one, markup found in strings."""

    links: tuple[Link, ...]
    next: str | None = None
    markup: str = ""


def is_json(source: str) -> bool:
    """Return whether a body is JSON by how it begins."""
    return source[:200].lstrip("\ufeff \t\r\n")[:1] in ("{", "[") and source[:200].lstrip("\ufeff \t\r\n[")[:1] in (
        "{",
        "[",
        "]",
        '"',
    )


def read_json_list(source: str, page_url: str, rules: AddressRules) -> JsonList:
    """Return the articles of a JSON list. One that cannot be parsed holds none."""
    try:
        data = json.loads(source.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        return JsonList(())
    merged: dict[str, Link] = {}
    for entry in _objects(data, 0):
        link = _link(entry, page_url, rules)
        if link is not None and (key := rules.identity(link.url)) is not None:
            merged.setdefault(key, link)
    markup = "" if merged else max(_fragments(data, 0), key=len, default="")
    return JsonList(tuple(merged.values()), _next(data, page_url), markup)


def _objects(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    """Yield the objects that stand in arrays, in order."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for each in value:
            if isinstance(each, dict):
                yield each
            yield from _objects(each, depth + 1)
    elif isinstance(value, dict):
        for each in value.values():
            yield from _objects(each, depth + 1)


def _link(entry: dict[str, Any], page_url: str, rules: AddressRules) -> Link | None:
    title = next((text for name in _TITLES if (text := _text(entry.get(name)))), None)
    for name in _ADDRESSES:
        href = entry.get(name)
        if title is None or not isinstance(href, str) or not ("/" in href or "?" in href):
            continue
        url = absolute(page_url, href)
        if rules.identity(url) is not None:
            date = next((str(entry[key]) for key in _DATES if entry.get(key)), None)
            return Link(rules.canonical(url), ListingMetadata(None, squeeze(_TAG.sub("", title)), date))
    return None


def _text(value: Any) -> str:
    """Return a text field; WordPress wraps it: `{"rendered": "…"}`."""
    plain = value.get("rendered") if isinstance(value, dict) else value
    return unescape(plain).strip() if isinstance(plain, str) else ""


def _fragments(value: Any, depth: int) -> Iterator[str]:
    if depth > _DEEPEST:
        return
    if isinstance(value, str) and "<a" in value:
        yield value
    elif isinstance(value, (list, dict)):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _fragments(each, depth + 1)


def _next(data: Any, page_url: str) -> str | None:
    """Return the address of the next page: one that the answer names, or its own with the cursor that the answer names."""
    for entry in (data, *(data.values() if isinstance(data, dict) else ())):
        if not isinstance(entry, dict):
            continue
        for name, value in entry.items():
            if _NEXT.match(name) and isinstance(value, str) and ("/" in value or "?" in value):
                return absolute(page_url, value)
        cursor = next((entry[name] for name in _CURSORS if isinstance(entry.get(name), str) and entry[name]), None)
        parts = urlsplit(page_url)
        pairs = parse_qsl(parts.query, keep_blank_values=True)
        if cursor and any(key == "cursor" and value != cursor for key, value in pairs):
            done = [(key, cursor if key == "cursor" else value) for key, value in pairs]
            return urlunsplit(parts._replace(query=urlencode(done)))
    return None
