"""Articles in the data that a page's scripts show: all of them, the one of this page, and pages whose text is nowhere.

A page that a script assembles carries its article in its bytes mostly, among many others: the menu, related articles, drafts.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, lru_cache
from html import escape, unescape
from importlib.resources import files
from typing import Any
from urllib.parse import unquote, urlsplit

from portals.text.folding import fold, squeeze
from portals.webpage.main_text import main_texts
from portals.webpage.page_messages import speaks_to_reader, split_sentences
from portals.webpage.rich_text import html_of, is_rich_text
from portals.webpage.state_documents import state_documents
from portals.webpage.visible_text import is_vietnamese

_DEEPEST = 40
_MOST_NODES = 200_000
_LEAST_BODY = 40
"""Characters of the shortest text that is a body."""
_WRAPPERS, _WRAPPED = ("rendered", "__html", "html", "json", "raw", "vi", "value"), 4
"""Fields in which bodies are wrapped, and how often."""
_LONGEST_TITLE = 400
_LONGEST_FIELD = 2_000
_LEAST_SLUG, _LEAST_ID = 8, 3
"""Characters of a slug, digits of a number that may be looked for in an address."""
_TAG = re.compile(r"<[^<>]{1,2000}>")
_EPOCHS = (10**9, 4 * 10**9)
"""Seconds since 1970 that a number is read as (2001 to 2096)."""
_SITE = re.compile(r"\s+[-|–—»:•]+\s+")
_ROOT = re.compile(
    r"""<(?:div|main|section|body)\b[^<>]*\bid\s*=\s*["']?(?:root|app|__next|__nuxt|___gatsby|main-app|q-app|svelte|react-root|app-root|app-container|spa)["'\s>]"""
    r"""|<app-root\b|<app\b|\bng-version=|\bdata-reactroot|\bdata-server-rendered|\bng-app=|\bdata-page="{&quot;component""",
    re.IGNORECASE,
)
_BUNDLE = re.compile(
    r"""<script\b[^<>]*\bsrc\s*=\s*["']?[^"'\s<>]*(?:/_next/|/_nuxt/|/_app/immutable/|chunk|bundle|webpack|runtime|polyfills|vendor|/assets/index[.-]|/main[.-]"""
    r"""|/app[.-]|/static/js/|/build/q-)""",
    re.IGNORECASE,
)
_LOADING = re.compile(
    r"""(?:skeleton|animate-pulse|spinner|loading|loader|placeholder-glow|shimmer|preload)(?=[\s"'_-])""", re.IGNORECASE
)
_WAIT = ("đang tải", "vui lòng chờ", "loading", "please wait", "đang xử lý", "enable javascript", "bật javascript")
_LITTLE_PROSE, _LITTLE_TEXT = 150, 400
"""Characters of sentences, and of all text beside links, that an empty shell shows less of."""
_LEAST_SENTENCE = 50


@dataclass(frozen=True, slots=True)
class EmbeddedArticle:
    """An article as a page's data holds it. Dates are as written there (numbers as UTC); addresses may be relative."""

    title: str
    body_html: str
    """The body as HTML; plain texts and editors' trees are made paragraphs."""
    published: str | None = None
    modified: str | None = None
    author: str | None = None
    lead: str | None = None
    images: tuple[str, ...] = ()
    url: str | None = None
    """Its address, path or slug."""
    identity: str | None = None
    source: str = ""
    """Where it stands: `__NEXT_DATA__`, `application/ld+json`, `rsc`, `script`, `data-page` …"""

    @property
    def text(self) -> str:
        """The body's text on one line."""
        return squeeze(unescape(_TAG.sub(" ", self.body_html)))


def embedded_articles(source: str) -> list[EmbeddedArticle]:
    """Return every object of the page's data that has a title and a body, in order; those without a body are left out."""
    found: dict[tuple[str, str], EmbeddedArticle] = {}
    for document in state_documents(source):
        for fields in _objects(document.value):
            article = _article(fields, document.name)
            if article is not None:
                found.setdefault((article.title, article.body_html), article)
    return list(found.values())


def embedded_article(source: str, url: str, titles: Sequence[str] = ()) -> EmbeddedArticle | None:
    """Return the article of this page from its data; None where no object is known to be this page's.

    It is known by its title, which one of `titles` is or begins with (what the head and the listing say; a site's name may
    follow), by its slug or path, or by its number in `url`. Of several the one that more of them name, then the longer one.
    """
    known = [(score, len(article.body_html), -place, article) for place, article in enumerate(embedded_articles(source))
             if (score := _score(article, url, titles)) > 0]  # fmt: skip
    return max(known, key=lambda entry: entry[:3])[3] if known else None


def script_rendered(source: str) -> bool:
    """Return whether a page is an empty shell: scripts would show its text, and it stands nowhere in the bytes.

    So is a page with the root element or the bundles of such a site, hardly a sentence beside links, no article in its data,
    and no headline, or a headline over `Đang tải…` alone. Menus and lists may be there. For article pages only: a listing
    has links and no sentences by its nature.

    >>> script_rendered('<body><div id="root"></div><script src="/static/js/main.3f.js"></script></body>')
    True
    """
    if not _ROOT.search(source) and not _BUNDLE.search(source):
        return False
    page = main_texts(source) if source.strip() else None
    if page is None:
        return False
    shown = [part for part in page.texts if not part.linked]
    spoken = [part for text in shown if not text.level for part in split_sentences(text.text) if _is_prose(part)]
    if sum(map(len, spoken)) > _LITTLE_PROSE:
        return False
    waits = any(word in fold(text.text) for text in shown for word in _WAIT)
    if any(0 < text.level < 3 for text in shown):
        empty = waits and not spoken
    else:
        empty = waits or sum(len(text.text) for text in shown) <= _LITTLE_TEXT or _LOADING.search(_body(source)) is not None
    return empty and not any(len(article.text) >= _LEAST_BODY for article in embedded_articles(source))


def _is_prose(sentence: str) -> bool:
    """Whether a text is running text: it ends as sentences do, or is longer than a list's entry."""
    if len(sentence) < _LEAST_SENTENCE or not is_vietnamese(sentence) or speaks_to_reader(sentence):
        return False
    return len(sentence) >= 2 * _LEAST_SENTENCE or sentence.rstrip("\"”')/ ").endswith((".", "!", "?", ":", ";", "…"))


def _body(source: str) -> str:
    start = source.find("<body")
    return re.sub(r"(?is)<(script|style)\b.*?</\1", "", source[max(0, start) :])


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    """Every object of a value, outer ones first, with fields of objects that belong to it filled in. Bounded."""
    stack: list[tuple[Any, int]] = [(value, 0)]
    for _ in range(_MOST_NODES):
        if not stack:
            return
        part, depth = stack.pop()
        if depth > _DEEPEST:
            continue
        if isinstance(part, dict):
            yield part
            stack += [(child, depth + 1) for child in reversed(part.values()) if isinstance(child, dict | list)]
        elif isinstance(part, list):
            stack += [(child, depth + 1) for child in reversed(part) if isinstance(child, dict | list)]


def _article(part: Mapping[str, Any], source: str) -> EmbeddedArticle | None:
    if len(part) < 2:
        return None
    fields = _named(part)
    title = _short(_first(fields, "title"))
    if not title or len(title) > _LONGEST_TITLE or _is_unpublished(fields):
        return None
    body = next((html for value in _all(fields, "body") if (html := _html(value))), "")
    if not body:
        return None
    address = next((text for value in _all(fields, "url") if (text := _short(value))), None)
    number = next(
        (str(value) for value in _all(fields, "id") if isinstance(value, int | str) and not isinstance(value, bool)), None
    )
    return EmbeddedArticle(
        title=title,
        body_html=body,
        published=_date(_first(fields, "published")) or _date(_first(fields, "posted")),
        modified=_date(_first(fields, "modified")),
        author=_person(_first(fields, "author")),
        lead=_short(_first(fields, "lead")),
        images=tuple(dict.fromkeys(_images(value) for value in _flat(_all(fields, "image")) if _images(value))),
        url=address,
        identity=number,
        source=source,
    )


def _named(part: Mapping[str, Any]) -> dict[str, Any]:
    """The fields under comparable names; those of `attributes`, `frontmatter` and the like where the object has none itself."""
    fields = {_plain(name): value for name, value in part.items()}
    for name in _names()["within"]:
        inner = fields.get(name)
        if isinstance(inner, dict):
            fields.update(
                (key, value) for key, value in ((_plain(name), value) for name, value in inner.items()) if key not in fields
            )
    return fields


@lru_cache(maxsize=4096)
def _plain(name: str) -> str:
    """`published_at`, `publishedAt` and `content({"format":"html"})` as lower-case letters."""
    return re.sub(r"[^a-z0-9]", "", str(name).partition("(")[0].lower())


def _all(fields: Mapping[str, Any], kind: str) -> list[Any]:
    """The values of a kind in the order of the names' list for bodies (longest first), else of the object."""
    values = [fields[name] for name in _names()[kind] if fields.get(name) not in (None, "", [], {})]
    return sorted(values, key=lambda value: -len(value) if isinstance(value, str) else 0) if kind == "body" else values


def _first(fields: Mapping[str, Any], kind: str) -> Any:
    return next(iter(_all(fields, kind)), None)


def _is_unpublished(fields: Mapping[str, Any]) -> bool:
    return str(fields.get("status") or fields.get("state") or "").lower() in _names()["unpublished"]


def _short(value: Any) -> str | None:
    """A value as one line of text; WordPress wraps it in `rendered`."""
    if isinstance(value, dict):
        value = next(
            (value[name] for name in ("rendered", "vi", "text", "value", "current") if isinstance(value.get(name), str)), None
        )
    if not isinstance(value, str) or len(value) > _LONGEST_FIELD:
        return None
    return squeeze(unescape(_TAG.sub(" ", value))) or None


def _html(value: Any) -> str:
    """A body as HTML; empty where it holds less than 40 characters of text and no picture."""
    for _ in range(_WRAPPED):
        inner = next((value[name] for name in _WRAPPERS if value.get(name)), None) if isinstance(value, dict) else None
        value = value if inner is None else inner
    html = _as_html(value)
    text = squeeze(unescape(_TAG.sub(" ", html))) if html else ""
    return html if len(text) >= _LEAST_BODY or "<img" in html else ""


def _as_html(value: Any) -> str:
    if isinstance(value, str):
        text = unescape(value) if "<" not in value and "&lt;" in value else value
        if _TAG.search(text):
            return text
        lines = (line for line in text.splitlines() if " " in line.strip())
        return "".join(f"<p>{escape(unescape(line), quote=False)}</p>" for line in lines)
    if is_rich_text(value):
        return html_of(value)
    if isinstance(value, list) and value and all(isinstance(part, str) for part in value):
        return "".join(_as_html(part) for part in value)
    return ""


def _date(value: Any) -> str | None:
    """A date as it is written; a number is read as seconds or milliseconds since 1970."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    if isinstance(value, str) and not value.strip().isdigit():
        return squeeze(value)[:80] if any(sign.isdigit() for sign in value) else None
    number = int(value)
    seconds = number // 1000 if number >= 1000 * _EPOCHS[0] else number
    if not _EPOCHS[0] <= seconds < _EPOCHS[1]:
        return squeeze(value)[:80] if isinstance(value, str) else None
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _person(value: Any) -> str | None:
    """A name, also of several; an account's login (`admin`) is left as it is for the reader to judge."""
    names = []
    for part in value if isinstance(value, list) else [value]:
        if isinstance(part, dict):
            fields = {_plain(name): inner for name, inner in part.items()}
            part = next(
                (
                    fields[name]
                    for name in ("name", "fullname", "displayname", "hoten", "title")
                    if isinstance(fields.get(name), str)
                ),
                None,
            )
        if name := _short(part):
            names.append(name)
    return ", ".join(dict.fromkeys(names)) or None


def _flat(values: Sequence[Any]) -> Iterator[Any]:
    for value in values:
        if isinstance(value, list):
            yield from value[:200]
        else:
            yield value


def _images(value: Any) -> str:
    """A picture's address; objects hold it in `url` or `src`, once within `data.attributes` (Strapi) or `node`."""
    for _ in range(4):
        if not isinstance(value, dict):
            break
        names = ("url", "src", "sourceUrl", "source_url", "contentUrl", "data", "attributes", "node", "file", "asset")
        value = next((value[name] for name in names if value.get(name)), None)
    address = str(value) if isinstance(value, str) and len(value) < _LONGEST_FIELD else ""
    return address if "/" in address or "." in address else ""


def _score(article: EmbeddedArticle, url: str, titles: Sequence[str]) -> int:
    """How surely an article is this page's: 3 for its title, 3 for its slug, 2 for its number."""
    key = fold(article.title)
    claims = [fold(unescape(title)) for title in titles if title]
    titled = any(claim == key or (claim.startswith(key) and _SITE.match(claim[len(key) :])) for claim in claims)
    path = fold(unquote(urlsplit(url).path))
    slug = fold(unquote(urlsplit(article.url or "").path)).rstrip("/").rpartition("/")[2]
    named = len(slug) >= _LEAST_SLUG and slug in path.rstrip("/").rpartition("/")[2]
    number = article.identity or ""
    numbered = (
        len(number) >= _LEAST_ID
        and re.search(rf"(?<![\da-z]){re.escape(fold(number))}(?![\da-z])", fold(unquote(url))) is not None
    )
    return 3 * titled + 3 * named + 2 * numbered


@cache
def _names() -> Mapping[str, tuple[str, ...]]:
    table = tomllib.loads(files(__package__).joinpath("embedded_fields.toml").read_text("utf-8"))["names"]
    return {kind: tuple(names) for kind, names in table.items()}
