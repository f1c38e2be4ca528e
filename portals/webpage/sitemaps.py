"""Sitemaps: every address of a site with the day it changed; and the ways to find sitemaps and feeds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from lxml import etree

from portals.items import ListingMetadata, RawPage
from portals.portal import AddressRules, Link
from portals.webpage.addresses import absolute
from portals.webpage.decoding import decode
from portals.webpage.markup import base_url
from portals.webpage.xml_trees import child_text, named, xml_tree
from portals.webpage.xpaths import elements

_VIETNAM = timezone(timedelta(hours=7))
_OTHER_KINDS = re.compile(
    r"(?:^|[/._\-])(?:taxonom\w*|users?|authors?|tags?|categor\w+|images?|videos?|attachments?|products?|pages?|about|contact"
    r"|siteterms)(?:[._\-]|\d|$)"
    r"|/(?:authors?|tags?|categor\w+)/",
    re.IGNORECASE,
)
"""Sitemaps of an index that name no articles: `wp-sitemap-users-1.xml`, `tag-sitemap.xml`, `sitemap-vi.about.xml`."""
_LEAST_TOLD = 10
"""Entries from which a sitemap that gives all of them one time says nothing about changes."""
_LINE = re.compile(r"^\s*sitemap\s*:\s*(\S+)", re.IGNORECASE | re.MULTILINE)
_alternates = elements("//link[contains(concat(' ', @rel, ' '), ' alternate ')][@href][@type]")
_api = elements("//link[@rel='https://api.w.org/'][@href]")
_anchors = elements("//a[@href]")
_FEED_LINK = re.compile(r"/(?:rss|feed|atom)(?:/|\.xml|\.rss|\.aspx)?$|\.rss$|/rss/", re.IGNORECASE)
_NOT_NEWS = re.compile(r"comment|podcast|oembed|/tag/|/author/", re.IGNORECASE)
POSTS = "wp/v2/posts?per_page=100&_fields=link,title,date,modified"
"""The list of posts below the address that WordPress advertises as its interface."""


@dataclass(frozen=True, slots=True)
class Sitemap:
    """A sitemap's articles with when they changed, and the sitemaps that an index names."""

    links: tuple[Link, ...] = ()
    children: tuple[str, ...] = ()


def read_sitemap(page: RawPage, rules: AddressRules, *, published: bool = False) -> Sitemap:
    """Return what a sitemap, an index of sitemaps or a plain list of addresses names. Raises `Rejected` for anything else.

    `published`: on this CMS `lastmod` is the time of publication, so it is the entry's date too; elsewhere it only says when
    the page changed. A news sitemap's `publication_date` is always the entry's date.
    """
    if page.body[:1].isalpha():
        return Sitemap(tuple(_plain(decode(page.body).text, rules)))
    root = xml_tree(page.body, "sitemap", "urlset", "sitemapindex")
    children = [absolute(page.url, child_text(entry, "loc")) for entry in named(root, "sitemap")]
    merged: dict[str, Link] = {}
    entries = list(named(root, "url"))
    told = _told([child_text(entry, "lastmod") for entry in entries])
    for entry in entries:
        url = absolute(page.url, child_text(entry, "loc"))
        key = rules.identity(url) if url else None
        if key is not None:
            merged.setdefault(key, _link(entry, rules.canonical(url), published=published, told=told))
    return Sitemap(tuple(merged.values()), tuple(url for url in children if url and not _OTHER_KINDS.search(url)))


def _link(entry: etree._Element, url: str, *, published: bool, told: bool) -> Link:
    lastmod = child_text(entry, "lastmod")
    news = next(iter(named(entry, "news")), None)
    printed = child_text(news, "publication_date") if news is not None else lastmod if published else ""
    title = (child_text(news, "title") if news is not None else "") or None
    return Link(url, ListingMetadata(None, title, printed or None, "sitemap"), changed_at(lastmod) if told else None)


def _told(moments: Sequence[str]) -> bool:
    """Return whether the times mean anything: a sitemap made at each request gives all its pages the same time."""
    return len(moments) < _LEAST_TOLD or len({moment[:16] for moment in moments}) > 1


def changed_at(lastmod: str) -> str | None:
    """Return the UTC time of a `lastmod`, `2025-04-23T08:18:00Z`; of a bare day its first moment in Vietnam."""
    try:
        moment = datetime.fromisoformat(lastmod.strip())
        moment = moment if moment.tzinfo else moment.replace(tzinfo=_VIETNAM)
        return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    except (ValueError, OverflowError):
        return None


def _plain(text: str, rules: AddressRules) -> Iterator[Link]:
    seen: set[str] = set()
    for line in text.splitlines():
        key = rules.identity(line.strip()) if line.strip().startswith("http") else None
        if key is not None and key not in seen:
            seen.add(key)
            yield Link(rules.canonical(line.strip()), ListingMetadata(source="sitemap"))


def sitemaps_of(robots: str) -> tuple[str, ...]:
    """Return the sitemaps that a robots.txt names.

    >>> sitemaps_of("User-agent: *\\nDisallow: /admin/\\nSitemap: https://x.gov.vn/sitemap.xml")
    ('https://x.gov.vn/sitemap.xml',)
    """
    return tuple(dict.fromkeys(_LINE.findall(robots)))


def feeds_of(tree: etree._Element, page_url: str) -> tuple[str, ...]:
    """Return the feeds that a page advertises: alternate links, WordPress's interface, links to `/rss/`; none of comments."""
    base = base_url(tree, page_url)
    found = [link.get("href") or "" for link in _alternates(tree) if _is_feed(link.get("type") or "")]
    found += [f"{(link.get('href') or '').rstrip('/')}/{POSTS}" for link in _api(tree)]
    if not found:
        found = [href for link in _anchors(tree) if _FEED_LINK.search((href := link.get("href") or "").partition("?")[0])]
    urls = (absolute(base, href) for href in found if not _NOT_NEWS.search(href))
    return tuple(dict.fromkeys(url for url in urls if url))


def _is_feed(kind: str) -> bool:
    return any(name in kind.lower() for name in ("rss+xml", "atom+xml", "rdf+xml"))
