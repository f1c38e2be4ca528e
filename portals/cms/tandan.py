"""Tân Dân's SharePoint portals under `/portal/…`: the day of publication stands in the address.

`/portal/Pages/2020-11-3/<slug><random>.aspx` is the older form, `/portal/pages/2023-11-11/<slug>-<number>.aspx` the newer one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from portals.cms.layouts import load_layouts
from portals.cms.patterns import PatternCms
from portals.webpage.reader import PageProfile
from portals.webpage.selectors import SelectorLayout


@dataclass(frozen=True)
class TanDan(PatternCms):
    """A site of the `/portal/` family; the identity is the path below `pages/`, in lower case."""

    name: ClassVar[str] = "tandan"
    articles: ClassVar[tuple[str, ...]] = (r"^/portal\w*/pages/(?P<id>\d{4}-\d{1,2}-\d{1,2}/[^/?]+)\.aspx",)
    others: ClassVar[str] = r"/pages/print\.aspx|/portal\w*/(?:photos|vanban|video|audio)/|/details?\.aspx"
    listings: ClassVar[str] = r"^/portal\w*(?:/(?:kenhtin|pages)/[^/]+\.aspx|/?$)"
    article_keys: ClassVar[frozenset[str]] = frozenset()
    profile: ClassVar[PageProfile] = PageProfile(
        "tandan",
        load_layouts("generic"),
        (
            SelectorLayout(
                "art-content",
                article="#article, .article-detail, .TD-article, body",
                title="h1.title, .art-title, h1",
                date=".art-date, .pub-time, .date",
                lead=".art-lead, .art-summary",
                body="#art-content",
            ),
            SelectorLayout(
                "article-content",
                article="article, .article, body",
                title="h1",
                date=".date, .pub-time, time",
                body="div.article-content",
            ),
        ),
    )

    def identity(self, url: str) -> str | None:
        """Return `2020-11-3/<slug>` in lower case: links write `Pages` and `pages`."""
        key = super().identity(url)
        return key.lower() if key else None
