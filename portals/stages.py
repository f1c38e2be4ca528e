"""The way from a raw page to a record, one pure function per stage.

The pipelines of a crawl, `scrapy extract` and `clean` run these same functions in the same order.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from portals.draft import DateLine, Draft
from portals.errors import Rejected
from portals.items import Article, Note, RawPage
from portals.portal import Listing, Portal, at_host
from portals.text.assemble import assemble
from portals.text.dates import choose_publication, find_event_dates, own_interval, published_on
from portals.text.dates.page_order import page_order
from portals.text.officials import Piece, officials_of
from portals.text.repeats import cut
from portals.webpage.block_pages import check_reading, inspect
from portals.webpage.decoding import decode


@dataclass(frozen=True, slots=True)
class Candidate:
    """An article between two stages: its page, the draft of raw strings, the record so far."""

    page: RawPage
    portal: Portal
    draft: Draft
    article: Article


_PROSE = ("lead", "paragraph")
Stage = Callable[[Candidate], Candidate]


def canonical_url(url: str, portal: Portal) -> str:
    """Return the canonical address of a record: the form of its CMS, at the portal's first host."""
    _, slash, path = portal.cms.canonical(url).partition("://")[2].partition("/")
    return f"{portal.scheme}://{portal.hosts[0]}{slash}{path}"


def extract(page: RawPage, portal: Portal) -> Candidate:
    """Return the candidate of an article page. Raises `Rejected` for block pages, error pages and other addresses."""
    inspect(page)
    if not portal.hosts:
        portal = _of_host(portal, page.url)
    key = portal.cms.identity(page.url)
    if key is None:
        raise Rejected("not_an_article_address")
    draft = _read(page, portal)
    article = Article(
        id=f"{portal.name}:{key}",
        portal=portal.name,
        url=canonical_url(page.url, portal),
        section=draft.section or page.listing.section,
        extraction=draft.extraction,
        serial=portal.cms.serial(page.url),
        first_seen=page.fetched_at,
        last_seen=page.fetched_at,
        changed_at=page.fetched_at,
        warc_file=page.warc_file,
        warc_record_id=page.warc_record_id,
        payload_digest=page.payload_digest,
        fetched_at=page.fetched_at,
        run_id=page.run_id,
    )
    article.notes.extend(draft.notes)
    if draft.undecodable:
        article.notes.append(Note("undecodable_bytes", str(draft.undecodable)))
    return Candidate(page, portal, draft, article)


def _of_host(portal: Portal, url: str) -> Portal:
    try:
        return at_host(portal, url)
    except ValueError:
        raise Rejected("not_an_article_address") from None


def _read(page: RawPage, portal: Portal) -> Draft:
    """Return the draft of an article. Raises `Rejected` with the reason if the page is only a message of the site."""
    try:
        draft = portal.cms.extract(page)
    except Rejected as rejected:
        if rejected.reason == "no_article":
            check_reading(page, None, ())
        raise
    title = next((block.text for block in draft.blocks if block.kind == "title"), None)
    check_reading(page, title, [block.text for block in draft.blocks if block.kind in _PROSE])
    return draft


def repeats(candidate: Candidate) -> Candidate:
    """Keep one copy of the article and note how the others differ. All date lines stay, because only one may have the time."""
    kept = cut(candidate.draft.blocks)
    hidden = candidate.draft.hidden_copies
    if kept.copies == 1 and kept.blocks is candidate.draft.blocks and not hidden:
        return candidate
    article = replace(
        candidate.article, copies_in_page=kept.copies + len(hidden), notes=[*candidate.article.notes, *kept.notes]
    )
    said = {block.text for block in kept.blocks if block.kind == "date"}
    dates = [block.text for block in candidate.draft.blocks if block.kind == "date"]
    dates += [text for copy in hidden for text in copy.dates]
    other = tuple(DateLine(text) for text in dict.fromkeys(dates) if text not in said)
    draft = replace(candidate.draft, blocks=kept.blocks, date_lines=(*candidate.draft.date_lines, *other))
    return replace(candidate, draft=draft, article=article)


def text(candidate: Candidate) -> Candidate:
    """Fill title, lead, body, byline, captions, counters and files with clean text."""
    return replace(candidate, article=assemble(candidate.article, candidate.draft))


def dates(candidate: Candidate) -> Candidate:
    """Fill the dates of publication and change, and the dates that the body names."""
    page, draft, article = candidate.page, candidate.draft, candidate.article
    lines = [DateLine(block.text) for block in draft.blocks if block.kind == "date"]
    lines += draft.date_lines
    if page.listing.published_raw:
        lines.append(DateLine(page.listing.published_raw, page.listing.source))
    order = candidate.portal.date_order
    if any(" AM" in line.text or " PM" in line.text for line in lines):
        order = page_order((line.text for line in lines), decode(page.body).text, order)
    found = choose_publication(lines, captured=page.fetched_at, order=order)
    events = find_event_dates(article.body or "", published=found.value)
    undated = found.value is None
    dated = replace(
        article,
        published_at=found.value,
        published_on=published_on(found.value, found.precision),
        published_between=own_interval(article.body or "", events, captured=page.fetched_at) if undated else None,
        published_precision=found.precision,
        published_raw=found.raw,
        published_source=found.source,
        published_missing=found.missing,
        modified_at=found.modified_at,
        event_dates=events,
        notes=[*article.notes, *found.notes],
    )
    return replace(candidate, article=dated)


def officials(candidate: Candidate) -> Candidate:
    """Fill the officials that title, lead, body and captions name."""
    article = candidate.article
    pieces = [Piece("title", article.title or ""), Piece("lead", article.lead or ""), Piece("body", article.body or "")]
    pieces += [Piece("caption", image.caption, number) for number, image in enumerate(article.images) if image.caption]
    found = officials_of([piece for piece in pieces if piece.text], place=candidate.portal.place)
    return replace(candidate, article=replace(article, officials=found))


STAGES: tuple[Stage, ...] = (repeats, text, dates, officials)


WEAK = frozenset({"unknown_layout", "weak_reading"})
"""Notes that mark a doubtful reading."""


def is_weak(article: Article) -> bool:
    """Return whether the record comes from a fallback reader, which makes a run `degraded`."""
    codes = {note.code for note in article.notes}
    return bool(codes & WEAK) or (article.extraction == "generic" and "embedded_state" not in codes)


def read_listing_page(page: RawPage, portal: Portal) -> Listing:
    """Return the articles and the pager of a listing page or JSON list. Raises `Rejected` for walls and error pages."""
    inspect(page, markup=False)
    return portal.cms.listing(page)


def clean(page: RawPage, portal: Portal) -> Article:
    """Return the record of one article page.

    The same bytes and declaration always give the same record. Raises `Rejected` if the page is not an article.

    >>> from portals import RawPage, load_portal
    >>> try:
    ...     clean(RawPage("https://tpthanhhoa.thanhhoa.gov.vn/web/trang-chu/tin-tuc/a.html", b""), load_portal("thanhhoa"))
    ... except Rejected as rejected:
    ...     print(rejected.reason)
    empty
    """
    candidate = extract(page, portal)
    for stage in STAGES:
        candidate = stage(candidate)
    return candidate.article
