"""What a page says of itself for machines: JSON-LD, microdata, Open Graph and `article:` metadata."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from typing import Any

from portals.text.folding import fold, squeeze

_HEAD = 80_000
"""Characters of the source in which metadata of the head is looked for."""
_META = re.compile(r"<meta\b[^<>]*>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))""")
_TITLE = re.compile(r"<title[^>]*>([^<]*)", re.IGNORECASE)
_ARTICLES = ("article", "newsarticle", "blogposting", "reportagenewsarticle", "posting", "report", "governmentservice")
_PUBLISHED_META = (
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "og:published_time",
    "datepublished",
    "date.issued",
    "dcterms.issued",
    "dc.date.issued",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "published_date",
    "sailthru.date",
    "parsely-pub-date",
)
_MODIFIED_META = ("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "last-modified")
_TITLE_META = ("og:title", "twitter:title", "dc.title", "dcterms.title", "title")
_LEAD_META = ("og:description", "description", "twitter:description")
_DEEPEST = 6
_LONGEST_TAG = 2_000
_LONGEST_JSON = 400_000


@dataclass(frozen=True, slots=True)
class DatedMetadata:
    """A date that metadata names, as printed; `name` says where: `json-ld`, `article:published_time`, `microdata`."""

    text: str
    name: str


@dataclass(frozen=True)
class Witnesses:
    """The metadata of a page. Strings as printed, on one line; nothing is interpreted."""

    titles: tuple[str, ...] = ()
    published: tuple[DatedMetadata, ...] = ()
    modified: tuple[DatedMetadata, ...] = ()
    leads: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()

    @cached_property
    def claims(self) -> tuple[str, ...]:
        """What the page says its title is, folded, each once."""
        return tuple(dict.fromkeys(folded for title in self.titles if (folded := fold(title))))


def read_witnesses(source: str) -> Witnesses:
    """Return what the source of a page says of itself. Never raises."""
    head = source[:_HEAD]
    titles, published, modified, leads, authors = (
        list[str](),
        list[DatedMetadata](),
        list[DatedMetadata](),
        list[str](),
        list[str](),
    )
    if match := _TITLE.search(head):
        titles.append(squeeze(unescape(match[1])))
    for name, content in _metas(head):
        if name in _TITLE_META:
            titles.append(content)
        elif name in _PUBLISHED_META:
            published.append(DatedMetadata(content, name))
        elif name in _MODIFIED_META:
            modified.append(DatedMetadata(content, name))
        elif name in _LEAD_META:
            leads.append(content)
    if "ld+json" in source:
        for thing in _things(source):
            titles += _texts(thing.get("headline"))
            published += [DatedMetadata(text, "json-ld") for text in _texts(thing.get("datePublished"))]
            modified += [DatedMetadata(text, "json-ld") for text in _texts(thing.get("dateModified"))]
            leads += _texts(thing.get("description"))
            authors += _names(thing.get("author"))
    if "datePublished" in source:
        published += [DatedMetadata(text, "microdata") for text in _microdata(source)]
    return Witnesses(
        tuple(filter(None, titles)), tuple(published), tuple(modified), tuple(filter(None, leads)), tuple(filter(None, authors))
    )


def _metas(head: str) -> Iterator[tuple[str, str]]:
    """Names and contents of the `meta` elements; names in lower case."""
    for tag in _META.findall(head):
        found = {key.lower(): one or two or three for key, one, two, three in _ATTRIBUTE.findall(tag)}
        name = (found.get("property") or found.get("name") or found.get("itemprop") or "").lower()
        content = squeeze(unescape(found.get("content", "")))
        if name and content:
            yield name, content


def _microdata(source: str) -> Iterator[str]:
    """The dates of elements with `itemprop="datePublished"`."""
    place = source.find("datePublished")
    while place >= 0:
        opening, closing = source.rfind("<", 0, place), source.find(">", place)
        tag = source[opening : closing + 1] if opening >= 0 and place < closing < opening + _LONGEST_TAG else ""
        place = source.find("datePublished", place + 1)
        found = {key.lower(): one or two or three for key, one, two, three in _ATTRIBUTE.findall(tag)}
        if "datePublished" in found.get("itemprop", "") and (text := found.get("content") or found.get("datetime")):
            yield squeeze(unescape(text))


def _things(source: str) -> list[dict[str, Any]]:
    """The JSON-LD objects that are articles; where there is none, pages with a publication date."""
    found = [thing for text in _scripts(source) if len(text) <= _LONGEST_JSON for thing in _objects(_parsed(text))]
    articles = [thing for thing in found if _is_article(thing)]
    return articles or [thing for thing in found if "WebPage" in _types(thing)]


def _scripts(source: str) -> Iterator[str]:
    """The texts of the JSON-LD scripts."""
    place = source.find("ld+json")
    while place >= 0:
        start, end = source.find(">", place) + 1, source.find("</script", place)
        if start <= 0 or end < start:
            return
        yield source[start:end]
        place = source.find("ld+json", end)


def _parsed(text: str) -> Any:
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _objects(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Every object of a JSON value but those that an article only mentions."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for each in value:
            yield from _objects(each, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _objects(value.get(key), depth + 1)


def _types(thing: dict[str, Any]) -> list[str]:
    kind = thing.get("@type")
    return [str(each) for each in kind] if isinstance(kind, list) else [str(kind)]


def _is_article(thing: dict[str, Any]) -> bool:
    return any(kind.lower().endswith(_ARTICLES) for kind in _types(thing))


def _texts(value: Any) -> list[str]:
    return [squeeze(unescape(value))] if isinstance(value, str) and value.strip() else []


def _names(value: Any) -> list[str]:
    if isinstance(value, list):
        return [name for each in value for name in _names(each)]
    if isinstance(value, dict):
        return _texts(value.get("name"))
    return _texts(value)
