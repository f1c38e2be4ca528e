"""An article page to a draft: three readers in turn, and a guard that compares what each read with what the page shows.

The order is: the selectors of the CMS, the labels and structure of any page, a generic extractor. A reading that is far shorter
than the longest run of visible prose, or whose title neither a heading nor the metadata knows, does not count; the next
reader is asked. If none does better the best one is kept and marked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from portals.draft import Block, DateLine, Draft, FileLink, HiddenCopy
from portals.errors import Rejected
from portals.items import Extraction, Note, RawPage
from portals.text.folding import fold, squeeze
from portals.webpage.blocks import blocks_of, body_blocks, files_of, files_of_rows
from portals.webpage.body import body_regions, region_without_headline
from portals.webpage.boilerplate import SITE, key_of
from portals.webpage.content import longest_possible_run, longest_run
from portals.webpage.decoding import decode
from portals.webpage.embedded_state import embedded_article, script_rendered
from portals.webpage.generic import read_generic
from portals.webpage.headline import TitleRow, titles
from portals.webpage.hidden_copies import hidden_copies
from portals.webpage.layouts import Layout
from portals.webpage.markup import base_url, tree_of
from portals.webpage.menus import without_menus
from portals.webpage.page_rows import View
from portals.webpage.region import Region
from portals.webpage.selectors import SelectorLayout, read_selectors
from portals.webpage.state_documents import longest_document
from portals.webpage.typography import style_rules
from portals.webpage.visibility import hiding_rules
from portals.webpage.witnesses import Witnesses, read_witnesses

_STATE = ("application/json", "data-page=", "ng-state")
_SCRIPT_STATE = ("__INITIAL_STATE__", "__NEXT_DATA__", "__NUXT", "___gatsby", "__next_f", "window.__")
"""Marks of pages that carry their article as data; the latter have `__` in common."""
_HEADED = re.compile(r"<h1[\s>]", re.IGNORECASE)
_TRIED = 6
"""Titles whose text is looked for."""
_LOWEST_SCORE = 0.0
_KNOWN_SCORE = 4.0
_LEAST_TEXT = 60
_LEAST_UNDATED = 150
_FRAMED = 20
"""Rows from which a page has the frame of a site around its text; a stub has none."""
_SHORT = 0.55
"""Share of the longest run of visible prose below which a body is too short to be believed."""
_LEAST_PROSE = 200
_LEAST_TITLE = 20
_SITE_MARKS = (" - ", " | ", " – ", " :: ", " » ", " — ")


@dataclass(frozen=True, slots=True)
class PageProfile:
    """What is known of the pages of a CMS."""

    name: str
    layouts: tuple[Layout, ...] = ()
    """Label layouts, the usual one first."""
    selectors: tuple[SelectorLayout, ...] = ()
    """Selector layouts, newest first."""
    signs: tuple[str, ...] = ()
    """Strings that its markup holds; none where any markup is its own."""
    dated_addresses: bool = True
    """Whether a date in an address is that of the publication."""
    untrusted: frozenset[str] = frozenset()
    """Metadata that does not say the publication date there: `json-ld`, `microdata`, `article:published_time`, …"""


@dataclass
class _Page:
    """A page decoded and parsed once, with what the readers share."""

    raw: RawPage
    source: str
    undecodable: int
    witnesses: Witnesses
    rules: frozenset[str]
    whole: etree._Element | None
    """The tree of the whole source, for a CMS whose selectors are known."""

    @cached_property
    def tree(self) -> etree._Element:
        """The tree of the page without its menus."""
        return tree_of(without_menus(self.source))

    @cached_property
    def base(self) -> str:
        """The address that the page's links start from."""
        return base_url(self.tree if self.whole is None else self.whole, self.raw.url)

    @cached_property
    def view(self) -> View:
        """The rows of the page without its menus."""
        return self.rows_of(self.tree)

    @cached_property
    def shown(self) -> View:
        """The rows that the guard looks at: those of the whole tree where there is one, taken before the selectors cut it."""
        return self.view if self.whole is None else self.rows_of(self.whole)

    def rows_of(self, tree: etree._Element) -> View:
        said, raw = self.witnesses, self.raw
        styles = {} if _HEADED.search(self.source) else style_rules(self.source)
        return View(tree, said.claims, raw.url, raw.listing.title, self.rules, said.leads, styles)

    @cached_property
    def known_titles(self) -> frozenset[str]:
        """What a heading, the head or the listing says the title is, folded."""
        rows, tags = self.view.rows, self.view.sheet.tags
        headings = (row.text for row in rows if tags[row.box] in ("h1", "h2"))
        said = (*self.witnesses.claims, fold(self.raw.listing.title or ""), *map(fold, headings))
        return frozenset(filter(None, said))

    @cached_property
    def prose(self) -> int:
        """Characters of the longest run of visible prose."""
        return longest_run(self.shown)

    @cached_property
    def most_prose(self) -> int:
        """Characters that the longest run of visible prose has at most."""
        return longest_possible_run(self.shown)

    @cached_property
    def embedded(self) -> _Reading | None:
        """The article in the data that the page's scripts show."""
        return _embedded(self) if _has_state(self.source) else None

    @cached_property
    def most_embedded(self) -> int:
        """Characters that an article in that data has at most."""
        return longest_document(self.source) if _has_state(self.source) else 0

    def holds_more(self, text: int) -> bool:
        """Whether the page's data holds an article that is far longer than a reading of so many characters."""
        if text >= _SHORT * self.most_embedded:
            return False
        return self.embedded is not None and text < _SHORT * self.embedded.text

    def outdoes(self, text: int) -> bool:
        """Whether the longest run of visible prose is far longer than a reading of so many characters."""
        return text < _SHORT * self.most_prose and self.prose >= _LEAST_PROSE and text < _SHORT * self.prose


@dataclass(frozen=True, slots=True)
class _Reading:
    """What one reader made of a page."""

    extraction: Extraction
    layout: str
    blocks: tuple[Block, ...]
    files: tuple[FileLink, ...] = ()
    section: str | None = None
    dates: tuple[DateLine, ...] = ()
    """Dates that the reader found outside the blocks."""
    labelled: bool = False
    """Whether a label of an article's head stands beside its title."""
    sure: bool = True
    """Whether the layout of the CMS was recognised."""

    @property
    def text(self) -> int:
        """Characters of everything that is printed as text: lead, body, captions, bylines."""
        return sum(len(block.text) for block in self.blocks if block.kind not in ("title", "date", "views"))

    @property
    def title(self) -> str:
        return next((squeeze(block.text) for block in self.blocks if block.kind == "title"), "")


def read_article(raw: RawPage, profile: PageProfile) -> Draft:
    """Return the draft of an article page. Raises `Rejected` where the page holds no article."""
    page = _open(raw, profile)
    best: _Reading | None = None
    for reading in _readings(page, profile):
        if _believable(page, reading) and not page.holds_more(reading.text):
            return _draft(page, reading, profile)
        if best is None or _better(page, reading, best):
            best = reading
    if page.embedded is not None:
        note = Note("embedded_state", f"the text stands in the page's data: {page.embedded.layout}")
        return _draft(page, page.embedded, profile, note)
    if script_rendered(page.source):
        raise Rejected("script_rendered")
    if best is None or (best.text < _least(page, best) and not _has_files(best)):
        raise Rejected("no_article")
    short = page.outdoes(best.text)
    said = f"{best.text} of {page.prose} characters of visible prose"
    note = Note("weak_reading", said) if short else Note("unknown_layout", "no heading and no metadata knows the title")
    return _draft(page, best, profile, note)


def _has_state(source: str) -> bool:
    return any(mark in source for mark in _STATE) or ("__" in source and any(mark in source for mark in _SCRIPT_STATE))


def _embedded(page: _Page) -> _Reading | None:
    """The article in the data that the page's scripts show."""
    article = embedded_article(page.source, page.raw.url, page.witnesses.titles)
    if article is None:
        return None
    view = View(tree_of(article.body_html), url=page.base)
    body = body_blocks(view, range(len(view.rows)), page.base, own=True)
    blocks = [Block("title", article.title)]
    if article.lead and not any(fold(article.lead) == fold(block.text) for block in body):
        blocks.append(Block("lead", article.lead))
    blocks += [*body, *([Block("byline", article.author)] if article.author else [])]
    dates = (DateLine(article.published, "meta"),) if article.published else ()
    files = tuple(files_of_rows(view, range(len(view.rows)), page.base))
    return _Reading("generic", f"embedded/{article.source}", tuple(blocks), files, dates=dates)


def _least(page: _Page, reading: _Reading) -> int:
    """Characters that a reading must have: fewer on a dated page, and in a site's frame under a title that the head knows."""
    title = fold(reading.title)
    claimed = len(title) >= _LEAST_TITLE and any(title in claim for claim in page.witnesses.claims)
    dated = reading.labelled or bool(page.witnesses.published) or any(block.kind == "date" for block in reading.blocks)
    framed = len(page.shown.rows) >= _FRAMED
    return _LEAST_TEXT if (claimed and framed) or dated or reading.extraction == "selectors" else _LEAST_UNDATED


def _open(raw: RawPage, profile: PageProfile) -> _Page:
    decoded = decode(raw.body)
    source = decoded.text
    whole = tree_of(source) if profile.selectors else None
    return _Page(raw, source, decoded.undecodable, read_witnesses(source), hiding_rules(source), whole)


def _readings(page: _Page, profile: PageProfile) -> Iterator[_Reading]:
    """The readings of all readers, in their order. A page that its selectors read well is parsed once."""
    if page.whole is not None and page.shown.rows:
        found = read_selectors(page.whole, profile.selectors, page.base, page.rules)
        if found is not None:
            layout = f"{profile.name}/{found.layout}"
            yield _Reading("selectors", layout, found.blocks, found.files, found.section)
    yield from _labelled(page, profile)
    yield from _generic(page)


def _labelled(page: _Page, profile: PageProfile) -> Iterator[_Reading]:
    view = page.view
    tried = 0
    for title in titles(view, profile.layouts)[:_TRIED]:
        if title.score < _LOWEST_SCORE:
            break
        found = body_regions(view, title)
        if found:
            tried += 1
            yield _of_regions(page, profile, title, found)
        if tried == 2:
            return


def _generic(page: _Page) -> Iterator[_Reading]:
    """The content element under the document's title, and what trafilatura reads."""
    claim = page.raw.listing.title or _document_title(page)
    if not claim:
        return
    view = page.view
    if region := region_without_headline(view):
        title = TitleRow(region.title, claim, _LOWEST_SCORE, "document-title")
        blocks = (Block("title", claim), *(b for b in blocks_of(view, [region], title, page.base) if b.kind != "title"))
        yield _Reading("generic", "generic/content-element", blocks, files_of(view, [region], page.base))
    blocks = read_generic(page.source, claim)
    if blocks:
        yield _Reading("generic", "generic/trafilatura", blocks)


def _of_regions(page: _Page, profile: PageProfile, title: TitleRow, found: Sequence[Region]) -> _Reading:
    signed = not profile.signs or any(sign in page.source for sign in profile.signs)
    sure = title.label is not None or (title.score >= _KNOWN_SCORE and (signed or _clear(page, title, found)))
    return _Reading(
        "labels",
        f"{profile.name}/{title.layout}",
        tuple(blocks_of(page.view, found, title, page.base)),
        files_of(page.view, found, page.base),
        labelled=title.label is not None,
        sure=sure,
    )


def _clear(page: _Page, title: TitleRow, found: Sequence[Region]) -> bool:
    """Whether a page without labels says plainly what its article is: one `h1`, repeated in `<title>`, over enough text."""
    view = page.view
    headings = [row.text for row in view.rows if row.text.strip() and view.sheet.tags[row.box] == "h1"]
    text = sum(len(view.rows[index].text) for region in found for index in region.body)
    claimed = any(claim.startswith(fold(title.text)) for claim in view.claims)
    return headings == [title.text] and claimed and text >= _LEAST_PROSE


def _believable(page: _Page, reading: _Reading) -> bool:
    """The guard: enough of the visible prose, a title that somebody else knows, and a text."""
    if reading.layout == "generic/trafilatura":
        return False
    if page.outdoes(reading.text):
        return False
    if reading.text < _least(page, reading) and not _has_files(reading):
        return False
    return reading.extraction == "selectors" or _title_known(page, reading.title) or reading.sure


def _title_known(page: _Page, title: str) -> bool:
    folded = fold(title)
    return len(folded) >= 8 and any(
        folded in known or (len(known) >= 12 and folded.startswith(known)) for known in page.known_titles
    )


def _has_files(reading: _Reading) -> bool:
    return bool(reading.files) or any(block.kind == "image" for block in reading.blocks)


def _better(page: _Page, one: _Reading, other: _Reading) -> bool:
    """Whether a later reading is closer to the visible prose than an earlier one that was not believed."""
    return abs(one.text - page.prose) < 0.5 * abs(other.text - page.prose)


def _document_title(page: _Page) -> str | None:
    """What the head says the title is, without the site's name."""
    for claim in page.witnesses.titles:
        if key_of(claim).startswith(SITE.prefix):
            continue
        for mark in _SITE_MARKS:
            start = claim.rsplit(mark, 1)[0]
            claim = start if len(start) >= _LEAST_TITLE else claim
        if len(claim) >= _LEAST_TITLE:
            return claim
    return next((claim for claim in page.witnesses.titles if not key_of(claim).startswith(SITE.prefix)), None)


def _draft(page: _Page, reading: _Reading, profile: PageProfile, note: Note | None = None) -> Draft:
    lines = list(reading.dates)
    lines += [DateLine(dated.text, "meta") for dated in page.witnesses.published if dated.name not in profile.untrusted]
    lines += [
        DateLine(dated.text, "meta", modified=True) for dated in page.witnesses.modified if dated.name not in profile.untrusted
    ]
    if profile.dated_addresses:
        lines.append(DateLine(page.raw.url, "url"))
    notes = [note] if note else []
    if reading.extraction == "labels" and not reading.sure and note is None:
        notes.append(Note("unknown_layout", "the page fits no known layout of its CMS"))
    copies: tuple[HiddenCopy, ...] = hidden_copies(page.shown, reading.blocks)
    return Draft(
        blocks=reading.blocks,
        layout=reading.layout,
        extraction=reading.extraction,
        section=reading.section or page.raw.listing.section,
        date_lines=tuple(lines),
        attachments=reading.files,
        undecodable=page.undecodable,
        hidden_copies=copies,
        notes=tuple(notes),
    )
