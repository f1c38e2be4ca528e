"""The result of a probe of a site from a few pages: CMS, sections, sources, a sample record, what would not be read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urlsplit

from lxml import etree

from portals.cms.recognise import Recognised
from portals.errors import Rejected
from portals.items import Article, RawPage
from portals.portal import Portal, Section
from portals.stages import clean
from portals.text.folding import fold
from portals.webpage.addresses import absolute, is_document
from portals.webpage.decoding import decode
from portals.webpage.markup import base_url, tree_of
from portals.webpage.witnesses import Witnesses, read_witnesses
from portals.webpage.xpaths import elements

# search frames and scripts in the source: the reader's tree has none
_FRAME = re.compile(r"""<(?:iframe|embed|object)\b[^>]*?\b(?:src|data)\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)
_SCRIPT = re.compile(r"<script\b(?![^>]*ld\+json)", re.IGNORECASE)
_links = elements("//a[@href]")
_PIECE = re.compile(r"[^<]+|<[^<]*")
_LONGEST = 160
_VOLATILE = frozenset({"fetched_at", "first_seen", "last_seen", "changed_at", "warc_file", "warc_record_id", "run_id"})


@dataclass(frozen=True, slots=True)
class SectionSeen:
    """A section in the menus: the number of articles on its first page, and the next page of its pager."""

    name: str
    path: str
    articles: int = 0
    pager: str = ""
    problem: str = ""
    """Why it should not be declared: `http_404`, `no_articles`."""

    @property
    def section(self) -> Section:
        return Section(self.name, self.path)


@dataclass(frozen=True, slots=True)
class SourceSeen:
    """A feed or sitemap, and how many articles it names. `advertised` by the home page or robots.txt; otherwise guessed."""

    kind: str
    url: str
    articles: int = 0
    advertised: bool = True
    problem: str = ""


@dataclass(frozen=True, slots=True)
class FieldSeen:
    """A field of the sample record, and the sources that confirm it."""

    name: str
    value: str
    witness: str


@dataclass(frozen=True, slots=True)
class Sample:
    """The record of an article page, or the reason (`rejected`) why there is none."""

    page: RawPage
    article: Article | None = None
    rejected: str = ""

    @property
    def fields(self) -> tuple[FieldSeen, ...]:
        """The filled fields with their sources, and the date even if it is missing."""
        return tuple(_fields(self.page, self.article)) if self.article else ()


@dataclass(slots=True)
class Probe:
    """The complete result of a probe."""

    portal: Portal
    recognised: Recognised
    home: RawPage
    sections: list[SectionSeen] = field(default_factory=list)
    sources: list[SourceSeen] = field(default_factory=list)
    samples: list[Sample] = field(default_factory=list)
    listings: list[RawPage] = field(default_factory=list)
    lost: dict[str, list[str]] = field(default_factory=dict)
    """What a crawl would not read, by kind: addresses, or a number with an example."""
    changes: dict[str, list[str]] | None = None
    """For each page that was fetched twice, the differences; None if no page was."""


def sample_of(page: RawPage, portal: Portal) -> Sample:
    """Return the sample record of an article page, or why there is none."""
    try:
        return Sample(page, clean(page, portal))
    except Rejected as rejected:
        return Sample(page, rejected=rejected.reason)


def _fields(page: RawPage, article: Article) -> Iterator[FieldSeen]:
    said = read_witnesses(decode(page.body).text)
    reader = f"page ({article.extraction})"
    yield FieldSeen("title", article.title or "", _witnesses(article.title, reader, said.titles, page.listing.title))
    source = {"page": reader, None: f"none: {article.published_missing}"}.get(
        article.published_source, article.published_source
    )
    printed = f", printed {article.published_raw!r}" if article.published_raw else ""
    yield FieldSeen("published_at", article.published_at or "", f"{source}{printed}{_meta_dates(said)}")
    if article.lead:
        yield FieldSeen("lead", article.lead, _witnesses(article.lead, reader, said.leads, None))
    body = article.body or ""
    yield FieldSeen("body", f"{len(body)} characters: {body}", reader)
    if article.byline or article.author:
        yield FieldSeen(
            "author", article.author or article.byline or "", _witnesses(article.author, reader, said.authors, None)
        )
    if article.section:
        yield FieldSeen("section", article.section, "listing" if article.section == page.listing.section else reader)
    files = {"images": [each.url for each in article.images], "attachments": [each.url for each in article.attachments]}
    for name, urls in files.items():
        if urls:
            yield FieldSeen(name, ", ".join(urls), reader)
    if article.view_count is not None:
        yield FieldSeen("view_count", str(article.view_count), reader)
    for official in article.officials[:5]:
        titles = ", ".join(position.title for position in official.positions)
        yield FieldSeen("official", f"{official.name}: {titles}" if titles else official.name, "text")
    for note in article.notes:
        yield FieldSeen("note", f"{note.code} {note.detail}".strip(), "guard" if note.code in _GUARD else reader)


_GUARD = ("unknown_layout", "weak_reading")


def _witnesses(value: str | None, reader: str, claims: Sequence[str], listed: str | None) -> str:
    """Return the sources of a text: the reader, and others that agree or have another text."""
    if not value:
        return reader
    folded = fold(value)
    agree = [name for name, texts in (("metadata", claims), ("listing", [listed] if listed else [])) if _agrees(folded, texts)]
    if agree:
        return f"{reader}; {' and '.join(agree)} agree"
    return f"{reader}; metadata says {_short(claims[0])!r}" if claims else reader


def _agrees(folded: str, texts: Sequence[str]) -> bool:
    return any(folded in fold(text) or (len(fold(text)) > 20 and fold(text).rstrip(". …") in folded) for text in texts)


def _meta_dates(said: Witnesses) -> str:
    return f"; {said.published[0].name} says {said.published[0].text!r}" if said.published else ""


def losses(sample: Sample, listings: Sequence[RawPage], portal: Portal) -> dict[str, list[str]]:
    """Return what a crawl would not read of these pages, by kind, each kind with addresses or a count."""
    found: dict[str, list[str]] = {}
    if sample.rejected:
        found["sample rejected"] = [f"{sample.rejected}: {sample.page.url}"]
    source = decode(sample.page.body).text
    tree = tree_of(source)
    base = base_url(tree, sample.page.url)
    article = sample.article
    kept: set[str] = set()
    if article:
        kept = {each.url for each in article.attachments} | {each.url for each in article.images}
    frames = [absolute(base, unescape(address)) for address in _FRAME.findall(source)]
    found["frames"] = [url for url in dict.fromkeys(frames) if url not in kept and not url.startswith("about:")]
    documents = [absolute(base, each.get("href") or "") for each in _links(tree) if is_document(each.get("href") or "")]
    found["files linked outside the article"] = [url for url in dict.fromkeys(documents) if url not in kept]
    if scripts := len(_SCRIPT.findall(source)):
        found["scripts (not run)"] = [str(scripts)]
    for name, urls in _strange_links(listings, portal).items():
        found[name] = urls
    return {name: values for name, values in found.items() if values}


def _strange_links(listings: Sequence[RawPage], portal: Portal) -> dict[str, list[str]]:
    """Return links on listings to other hosts (counted by host), and to addresses that the CMS does not know."""
    hosts: Counter[str] = Counter()
    unknown: dict[str, None] = {}
    for page in listings:
        tree: etree._Element = tree_of(decode(page.body).text)
        base = base_url(tree, page.url)
        for link in _links(tree):
            url = absolute(base, link.get("href") or "")
            if not url.startswith("http"):
                continue
            host = _host(url)
            if not portal.owns(host):
                hosts[host] += 1
            elif portal.cms.kind(url) == "other" and not is_document(url):
                unknown[url] = None
    return {"other hosts": [f"{host} ({count})" for host, count in hosts.most_common(10)], "unknown links": list(unknown)[:20]}


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def copy_differences(first: RawPage, second: RawPage) -> list[str]:
    """Return the markup and text that only one of two copies of a page has, as lines `- …` and `+ …`."""
    one, other = (Counter(_PIECE.findall(decode(page.body).text)) for page in (first, second))
    gone = [f"- {_short(piece)}" for piece in one - other]
    return gone + [f"+ {_short(piece)}" for piece in other - one]


def changed_fields(first: RawPage, second: RawPage, portal: Portal) -> list[str]:
    """Return the fields of the record that differ between two copies of an article page."""
    samples = [sample_of(page, portal).article for page in (first, second)]
    if samples[0] is None or samples[1] is None:
        return []
    names = samples[0].__dataclass_fields__.keys() - _VOLATILE
    return sorted(name for name in names if getattr(samples[0], name) != getattr(samples[1], name))


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
