"""From a page to the draft of its article: the best title, its region, its blocks; the fallback where no layout fits."""

from __future__ import annotations

from dataclasses import dataclass

from portals.families.blocks import blocks_of, files_of
from portals.families.fallback import fallback
from portals.families.layouts import Layout
from portals.families.markup import Parsed, parse
from portals.families.regions import Region, regions
from portals.families.sheets import View
from portals.families.titles import Title, titles
from portals.page import Draft, RawPage

_TRIED = 6
_LEAST_SCORE = 4.0
"""What a title without a label beside it must reach for its page to count as known."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What a family's pages are known by: its layouts, and strings that its markup holds."""

    family: str
    layouts: tuple[Layout, ...]
    signs: tuple[str, ...]


def draft(page: RawPage, marks: Marks) -> Draft:
    """The draft of an article page. Raises `Rejected` where the page holds no article."""
    parsed = parse(page.body)
    view = View(parsed.tree)
    known = find(view, parsed, marks, page.hints.title)
    if known is None:
        return fallback(parsed, page)
    title, found = known
    return Draft(
        blocks=tuple(blocks_of(view, found, title, page.url)),
        layout=f"{marks.family}/{title.layout}",
        section=page.hints.section,
        attachments=files_of(view, found, page.url),
        undecodable=parsed.undecodable,
    )


def find(view: View, parsed: Parsed, marks: Marks, hint: str | None) -> tuple[Title, list[Region]] | None:
    """The best title that has a body, with the prints of its article; None where no layout fits."""
    for title in titles(view, marks.layouts, hint)[:_TRIED]:
        if title.label is None and (title.score < _LEAST_SCORE or not any(sign in parsed.source for sign in marks.signs)):
            continue
        if title.score < 0:
            continue
        if found := regions(view, title):
            return title, found
    return None
