"""What is compared of an article, and which article of a cluster stands for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from portals.items import Article

_LATEST = "~"
"""Sorts after every digit, `-` and `T`: a date that is only a day, month or year never beats a time printed within it."""


@dataclass(frozen=True, slots=True)
class Document:
    """An article as duplicates see it. Texts as in the record; dates and times as in the record."""

    id: str
    title: str | None = None
    body: str | None = None
    published_at: str | None = None
    first_seen: str | None = None

    @property
    def text(self) -> str:
        """Title and body, the title as a line of its own."""
        return "\n".join(part for part in (self.title, self.body) if part)


def document(article: Article) -> Document:
    """The article's title, its lead and body as one text, and its dates."""
    body = "\n\n".join(part for part in (article.lead, article.body) if part)
    return Document(article.id, article.title, body or None, article.published_at, article.first_seen)


def rank(published_at: str | None, first_seen: str | None, identifier: str) -> str:
    """A key that sorts documents by publication, then first capture, then id; a missing date comes last."""
    return "\t".join(((published_at or "") + _LATEST, (first_seen or "") + _LATEST, identifier))


def representative(documents: Iterable[Document]) -> Document:
    """The document that stands for its cluster: earliest published, then first seen, then by id."""
    return min(documents, key=lambda one: rank(one.published_at, one.first_seen, one.id))
