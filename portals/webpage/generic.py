"""The third reader: trafilatura, for pages in which the others find no article, and to check them."""

from __future__ import annotations

from portals.draft import Block
from portals.text.folding import fold


def read_generic(source: str, title: str) -> tuple[Block, ...]:
    """Return title and paragraphs as trafilatura reads the page; empty where it finds no text.

    Its de-duplication remembers earlier documents of the process and stays off. Its dates are never taken.
    trafilatura gets the decoded text: from an `etree._Element` version 2.3 reads nothing, without an error.
    """
    from trafilatura import extract  # here: it takes a second to load, and most runs never need it

    text = extract(source, deduplicate=False, include_comments=False, include_tables=True, favor_recall=True) or ""
    lines = (line.strip(" |-") for line in text.split("\n"))
    wanted = fold(title)
    paragraphs = tuple(Block("paragraph", line) for line in lines if line and fold(line) != wanted)
    return (Block("title", title), *paragraphs) if paragraphs else ()
