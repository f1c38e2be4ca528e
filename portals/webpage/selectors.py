"""The first reader: a CMS says by selectors where its article stands. CSS, read with parsel."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree
from parsel import Selector

from portals.draft import Block, FileLink
from portals.text.folding import squeeze
from portals.webpage.blocks import body_blocks, files_of_rows, is_signed
from portals.webpage.labels import LabelRow
from portals.webpage.page_rows import View
from portals.webpage.visibility import hides


@dataclass(frozen=True, slots=True)
class SelectorLayout:
    """Where one version of a CMS prints the parts of an article, as CSS selectors; empty for a part that it does not print.

    `article` is the container that the other selectors start from. `remove` are elements inside body and lead that are no text
    of theirs.
    """

    name: str
    article: str
    title: str
    body: str
    date: str = ""
    lead: str = ""
    author: str = ""
    source: str = ""
    account: str = ""
    """Who posted it: the author where the text is not signed."""
    views: str = ""
    section: str = ""
    files: str = ""
    pictures: str = ""
    """Pictures outside the body that belong to the article."""
    captions: str = ""
    """Captions of `pictures`, in the same order."""
    remove: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SelectorReading:
    """What the selectors of one layout found."""

    layout: str
    blocks: tuple[Block, ...]
    files: tuple[FileLink, ...]
    section: str | None
    text: int
    """Characters of the body."""


def read_selectors(
    tree: etree._Element, layouts: tuple[SelectorLayout, ...], page_url: str, rules: frozenset[str]
) -> SelectorReading | None:
    """Return what the first layout that finds a title and a body reads; None where none does."""
    root = Selector(root=tree, type="html")
    for layout in layouts:
        for article in root.css(layout.article)[:3]:
            reading = _read(article, layout, page_url, rules)
            if reading is not None:
                return reading
    return None


def _read(article: Selector, layout: SelectorLayout, page_url: str, rules: frozenset[str]) -> SelectorReading | None:
    title = next((text for text in _texts(article, layout.title, rules) if text), "")
    bodies = article.css(layout.body)
    if not title or not bodies:
        return None
    blocks = [Block("title", title)]
    blocks += _dates(article, layout.date, rules)[:3]
    blocks += [Block("views", text) for text in _texts(article, layout.views, rules)[:1]]
    blocks += _pictures(article, layout, page_url)
    for lead in article.css(layout.lead) if layout.lead else ():
        _remove(lead, layout)
    blocks += [Block("lead", " ".join(lead)) for lead in [_texts(article, layout.lead, rules)] if any(lead)]

    files: dict[str, FileLink] = {}
    length = 0
    for body in bodies[:2]:
        _remove(body, layout)
        view = View(body.root, url=page_url, rules=rules)
        found = body_blocks(view, range(len(view.rows)), page_url, own=True)
        length += sum(len(block.text) for block in found)
        blocks += found
        for file in files_of_rows(view, range(len(view.rows)), page_url):
            files.setdefault(file.url, file)
        if length:
            break
    for path in (layout.author, layout.source):
        blocks += [Block("byline", text) for text in _texts(article, path, rules)[:2]]
    if not is_signed(blocks):
        blocks += [Block("byline", text) for text in _texts(article, layout.account, rules)[:1]]
    for listed in article.css(layout.files) if layout.files else ():
        view = View(listed.root, url=page_url, rules=rules)
        for file in files_of_rows(view, range(len(view.rows)), page_url):
            files.setdefault(file.url, file)
    section = next(iter(_texts(article, layout.section, rules)), None)
    return SelectorReading(layout.name, tuple(blocks), tuple(files.values()), section, length)


def _pictures(article: Selector, layout: SelectorLayout, page_url: str) -> Iterator[Block]:
    if not layout.pictures:
        return
    captions = (
        [squeeze(" ".join(each.css("::text").getall())) for each in article.css(layout.captions)] if layout.captions else []
    )
    for number, picture in enumerate(article.css(layout.pictures)[:3]):
        view = View(picture.root, url=page_url)
        yield from (block for block in body_blocks(view, range(len(view.rows)), page_url) if block.kind == "image")
        if number < len(captions) and captions[number]:
            yield Block("caption", captions[number])


def _texts(article: Selector, path: str, rules: frozenset[str]) -> list[str]:
    """The visible texts of the elements a selector finds, each on one line."""
    if not path:
        return []
    return [text for element in article.css(path) if (text := _visible(element.root, rules))]


def _dates(article: Selector, path: str, rules: frozenset[str]) -> list[Block]:
    """The visible texts of the elements of the date, and the view count beside it.

    The machine-readable time of an element stands in place of the day that it prints.
    """
    found: list[Block] = []
    for element in article.css(path) if path else ():
        if text := _visible(element.root, rules):
            view = View(element.root, rules=rules)
            stamps = {stamp for row in view.rows for stamp in row.stamps}
            labels = [label for index in range(len(view.rows)) for label in (view.labels(index) or LabelRow(())).labels]
            found.append(Block("date", next((label.text for label in labels if label.text in stamps), text)))
            found += [Block("views", label.text) for label in labels if label.kind == "views"]
    return found


def _remove(part: Selector, layout: SelectorLayout) -> None:
    """Remove what is not the text of a body or a lead."""
    for path in layout.remove:
        for element in part.css(path):
            _drop(element.root)


def _visible(element: etree._Element, rules: frozenset[str]) -> str:
    attrs = "".join(f' {key!s}="{value!s}"' for key, value in element.attrib.items())
    if hides(str(element.tag), attrs, rules):
        return ""
    view = View(element, rules=rules)
    return squeeze(" ".join(row.text for row in view.rows))


def _drop(element: etree._Element) -> None:
    """Remove an element and keep the text after it."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = f"{before.tail or ''}{element.tail}"
        else:
            parent.text = f"{parent.text or ''}{element.tail}"
    parent.remove(element)
