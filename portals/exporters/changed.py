"""Articles of an export that holds what changed: each with what came of it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from dataclasses import field as attribute

from portals.items import Article, Change, described


@dataclass(slots=True)
class ChangedArticle(Article):
    """An article, and what came of it since the export before."""

    change: Change | None = attribute(
        default=None,
        metadata=described("new, changed, gone (404 or 410), or returned (it was gone, and is back with the text it had)."),
    )


_NAMES = tuple(field.name for field in fields(Article))


def changed_article(article: Article, change: Change) -> ChangedArticle:
    """Return the article with its change beside it."""
    return ChangedArticle(**{name: getattr(article, name) for name in _NAMES}, change=change)
