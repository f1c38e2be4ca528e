"""Feeds and sitemaps as additional lists: which are requested, and the articles in each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from portals.cms.generators import places_of
from portals.errors import Rejected
from portals.items import RawPage
from portals.portal import Link, Portal
from portals.spiders.options import CrawlOptions
from portals.text.dates import read_date
from portals.text.dates.publication import is_before
from portals.webpage.address_shapes import Neighbours
from portals.webpage.block_pages import inspect
from portals.webpage.decoding import decode
from portals.webpage.feeds import read_feed
from portals.webpage.markup import tree_of
from portals.webpage.sitemaps import feeds_of, read_sitemap
from portals.webpage.xml_trees import xml_tree

SourceKind = Literal["feed", "sitemap"]
MOST = 200
"""Maximum feeds and sitemaps of one crawl; a site with more has one for each tag."""


MOST_NAMED = 1000
"""Maximum number of addresses in the report."""


@dataclass(frozen=True, slots=True)
class LinkSource:
    """A feed or sitemap to request. `guessed`: the site does not name it, so it may be missing without an error."""

    kind: SourceKind
    url: str
    guessed: bool = False


class Sources:
    """The feeds and sitemaps of one crawl. Each is requested once."""

    def __init__(self, portal: Portal, options: CrawlOptions) -> None:
        self.portal = portal
        self.options = options
        self.robots: list[str] = []
        """Sitemaps that robots.txt names."""
        self.asked: set[str] = set()
        self.listed = Neighbours()
        """Folders of the articles on listings."""
        self.report: list[dict[str, Any]] = []
        self.not_listed: list[str] = []
        """Addresses that only a feed or sitemap named, up to a limit."""
        self.looked = False
        self._waiting: list[LinkSource] = []
        self._seen = False

    @property
    def wanted(self) -> bool:
        """Whether the crawl reads feeds and sitemaps: not with `sections=` or `max_pages=`."""
        return not (self.options.chosen or self.options.max_pages)

    def put(self, sources: Iterable[LinkSource]) -> None:
        """Store sources until the listings have ended."""
        self._waiting += sources

    def take(self) -> list[LinkSource]:
        """Return the stored sources and remove them."""
        waiting, self._waiting = self._waiting, []
        return waiting

    def look(self) -> bool:
        """Return whether no page has been read yet that may advertise feeds (a resumed crawl whose listings have ended)."""
        wanted = self.wanted and self.portal.advertised and not self.looked and not self._seen
        self._seen = True
        return wanted

    def declared(self) -> Iterator[LinkSource]:
        """Yield the sources in the portal's declaration."""
        if self.wanted:
            site = f"{self.portal.scheme}://{self.portal.hosts[0]}"
            yield from self._new("feed", [f"{site}{path}" for path in self.portal.feeds])
            yield from self._new("sitemap", [f"{site}{path}" for path in self.portal.sitemaps])

    def advertised(self, page: RawPage) -> Iterator[LinkSource]:
        """Yield the sources that the first page and robots.txt name; if they name none, the usual paths of the CMS."""
        if self.looked or not self.wanted or not self.portal.advertised:
            return
        self.looked = True
        source = decode(page.body).text
        feeds = feeds_of(tree_of(source), page.url)
        places = places_of(source, self.portal.cms)
        yield from self._new("feed", feeds)
        yield from self._new("sitemap", self.robots)
        site = "{0.scheme}://{0.netloc}".format(urlsplit(page.url))
        if not feeds and not self.portal.feeds:
            yield from self._new("feed", [f"{site}{path}" for path in places.feeds], guessed=True)
        if not self.robots and not self.portal.sitemaps:
            yield from self._new("sitemap", [f"{site}{path}" for path in places.sitemaps], guessed=True)

    def _new(self, kind: SourceKind, urls: Sequence[str], *, guessed: bool = False) -> Iterator[LinkSource]:
        """Yield the addresses that are on the portal's hosts and were not requested yet."""
        for url in urls:
            parts = urlsplit(url)
            place = f"{parts.path}?{parts.query}"
            if self._own(parts.hostname) and place not in self.asked and len(self.asked) < MOST:
                self.asked.add(place)
                yield LinkSource(kind, url, guessed)

    def note(
        self, meta: Mapping[str, Any], url: str, articles: int = 0, unlisted: Iterable[str] = (), problem: str = ""
    ) -> None:
        """Record the result of a source for the report: number of articles, number of new ones, or the problem."""
        only = list(unlisted)
        row = {"kind": meta["source"], "url": url, "guessed": meta["guessed"], "articles": articles, "not_listed": len(only)}
        self.report.append({**row, "problem": problem})
        self.not_listed += only[: MOST_NAMED - len(self.not_listed)]

    def saw(self, links: Iterable[Link]) -> None:
        """Store the folders of the articles on a listing."""
        for link in links:
            self.listed.add(link.url)

    def _own(self, host: str | None) -> bool:
        return self.portal.owns(host) or host == urlsplit(self.options.base or "").hostname

    def read(self, page: RawPage, kind: SourceKind) -> tuple[tuple[Link, ...], tuple[LinkSource, ...]]:
        """Return the articles and further sources in a source. Raises `Rejected` if it is not a feed or sitemap."""
        inspect(page, markup=False)
        cms = self.portal.cms
        if kind == "sitemap" and not _is_feed(page):
            sitemap = read_sitemap(page, cms, published=cms.lastmod_is_publication)
            return sitemap.links, tuple(self._new("sitemap", sitemap.children))
        links = read_feed(page, cms, cms.feed_time)
        following = _following(page)
        return links, tuple(self._new("feed", [following])) if following else ()

    def fits(self, link: Link) -> bool:
        """Return whether a sitemap's address is in a folder with listed articles. Asked if only its form tells an article."""
        return not self.portal.cms.guesses or self.listed.hold(link.url)

    def before_since(self, link: Link) -> bool:
        """Return whether an entry is older than `since`, by its date or its last change."""
        since = self.options.since
        raw = link.listed.published_raw
        printed = read_date(raw).value if raw else None
        return since is not None and (is_before(printed, since) or is_before(link.changed_at, since))


def _is_feed(page: RawPage) -> bool:
    """Return whether an entry in a sitemap index is a feed, as in Nikola."""
    try:
        xml_tree(page.body, "feed", "rss", "feed", "rdf")
    except Rejected:
        return False
    return True


def _following(page: RawPage) -> str | None:
    """Return the next page of WordPress's list of posts; its headers tell the number of pages."""
    headers = {name.lower(): value for name, value in page.headers.items()}
    total = headers.get("x-wp-totalpages", "")
    parts = urlsplit(page.url)
    pairs = dict(parse_qsl(parts.query))
    number = int(pairs.get("page", "1")) if pairs.get("page", "1").isdigit() else 0
    if not total.isdigit() or not number or number >= int(total):
        return None
    return urlunsplit(parts._replace(query=urlencode(pairs | {"page": str(number + 1)}, safe=",")))
