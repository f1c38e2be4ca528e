"""Articles for an export of changes: each with the kind of its change."""

from __future__ import annotations

from dataclasses import dataclass, fields
from dataclasses import field as attribute

from portals.items import Article, Change, described


@dataclass(slots=True)
class ChangedArticle(Article):
    """An article with the kind and number of its last change."""

    change: Change | None = attribute(
        default=None,
        metadata=described("new, changed, gone (404 or 410), or returned (it was gone, and is back with the text it had)."),
    )


_NAMES = tuple(field.name for field in fields(Article))


def changed_article(article: Article, change: Change) -> ChangedArticle:
    """Return the article together with its change."""
    return ChangedArticle(**{name: getattr(article, name) for name in _NAMES}, change=change)
