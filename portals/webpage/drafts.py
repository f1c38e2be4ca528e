"""From a page to the draft of its article: the best title, its region, its blocks; the fallback where no layout fits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from portals.draft import Draft
from portals.items import RawPage
from portals.text.folding import fold
from portals.webpage.block_pages import check_text, is_article
from portals.webpage.blocks import blocks_of, files_of
from portals.webpage.body import Region, regions
from portals.webpage.decoding import decode
from portals.webpage.generic import fallback
from portals.webpage.headline import Title, titles
from portals.webpage.layouts import Layout
from portals.webpage.markup import claims, tree_of
from portals.webpage.menus import without_menus
from portals.webpage.page_rows import View
from portals.webpage.source_windows import windows

_TRIED = 6
_LEAST_SCORE = 4.0
"""What a title without a label beside it must reach for its page to count as known."""
_LOWEST_SCORE = 0.0
_SURE_SCORE = 7.0
_SURE_TEXT = 300
_MARGIN = 14
"""Rows that must follow the article in a window: all that its end was judged by."""
_SNIPPET = 24
_SNIPPETS = 3


@dataclass(frozen=True, slots=True)
class Marks:
    """What a family's pages are known by."""

    family: str
    layouts: tuple[Layout, ...]
    seeds: tuple[str, ...]
    """Its labels as they stand in the source, the usual one first."""
    signs: tuple[str, ...]
    """Strings that its markup holds."""


@dataclass(frozen=True, slots=True)
class Known:
    """An article that a layout found."""

    view: View
    title: Title
    found: list[Region]


def draft(page: RawPage, marks: Marks) -> Draft:
    """The draft of an article page. Raises `Rejected` where the page holds no article."""
    decoded = decode(page.body)
    source, said = decoded.text, claims(decoded.text)
    known = _in_window(source, said, marks, page)
    if known is None:
        short = without_menus(source)
        known = _in_page(short, said, marks, page)
        if (known is None or known.title.label is None) and not is_article(short):
            check_text(source)
    if known is None:
        return fallback(source, page, decoded.undecodable)
    ours = known.title.label is not None or (
        known.title.score >= _LEAST_SCORE and (any(sign in source for sign in marks.signs) or _clear(known))
    )
    return Draft(
        blocks=tuple(blocks_of(known.view, known.found, known.title, page.url)),
        layout=f"{marks.family}/{known.title.layout}",
        extraction="layout" if ours else "fallback",
        section=page.listing.section,
        attachments=files_of(known.view, known.found, page.url),
        undecodable=decoded.undecodable,
    )


def _clear(known: Known) -> bool:
    """Whether a page without labels says plainly what its article is: one `h1`, repeated in `<title>`, over enough text."""
    view, title = known.view, known.title
    headings = [row.text for row in view.rows if row.text.strip() and view.sheet.tags[row.box] == "h1"]
    text = sum(len(view.rows[index].text) for region in known.found for index in region.body)
    claimed = any(claim.startswith(fold(title.text)) for claim in view.claims)
    return headings == [view.rows[title.row].text] and claimed and text >= _SURE_TEXT


def _in_window(source: str, said: tuple[str, ...], marks: Marks, page: RawPage) -> Known | None:
    """The article as a stretch of the page shows it; None where only the whole page can tell."""
    for stretches in windows(source, marks.seeds):
        for start, end in stretches:
            view = View(tree_of(source[start:end]), said, page.url, page.listing.title)
            known = _best(view, marks.layouts)
            if known is None or known.title.label is None or known.title.score < _SURE_SCORE:
                break
            if end == len(source) or known.found[-1].end + _MARGIN <= len(view.rows):
                return known if _whole(known, source, start, end) else None
    return None


def _whole(known: Known, source: str, start: int, end: int) -> bool:
    """Whether the window holds enough text to be an article, and no other print of it stands outside."""
    texts = [known.view.rows[index].text for region in known.found for index in region.body]
    if sum(map(len, texts)) < _SURE_TEXT:
        return False
    snippets = [text.strip()[:_SNIPPET] for text in sorted(texts, key=len)[-_SNIPPETS:]]
    return all(source.find(snippet, 0, start) < 0 and source.find(snippet, end) < 0 for snippet in snippets)


def _in_page(markup: str, said: tuple[str, ...], marks: Marks, page: RawPage) -> Known | None:
    """The article as the whole page shows it."""
    return _best(View(tree_of(markup), said, page.url, page.listing.title), marks.layouts)


def _best(view: View, layouts: Sequence[Layout]) -> Known | None:
    """The best title that has a body, with the prints of its article."""
    for title in titles(view, layouts)[:_TRIED]:
        if title.score >= _LOWEST_SCORE and (found := regions(view, title)):
            return Known(view, title, found)
    return None
