"""The platform whose lists are `Content.Listing` modules (Bộ Công Thương since 2023, many schools).

Articles are `/<category>/<slug>.html`, files `/upload/<site>/<day>/<name>`. A listing page holds its first page only;
further ones are the answer to a POST of the module's form (`?module=Content.Listing&moduleId=…&cmd=redraw`), an HTML fragment.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from portals.cms.layouts import load_layouts
from portals.cms.patterns import PatternCms
from portals.webpage.reader import PageProfile
from portals.webpage.selectors import SelectorLayout


@dataclass(frozen=True)
class ContentListing(PatternCms):
    """A site of the platform; the identity is the article's path."""

    name: ClassVar[str] = "content-listing"
    articles: ClassVar[tuple[str, ...]] = (r"^/[^/?]+/(?:[^/?]+/)*[^/?]+\.html$",)
    others: ClassVar[str] = r"^/upload/|[?&]module=(?!content\.listing)"
    profile: ClassVar[PageProfile] = PageProfile(
        "content-listing",
        load_layouts("generic"),
        (
            SelectorLayout(
                "article-detail",
                article=".article-detail, .module-detail, main, body",
                title="h1.article-title, .article-title",
                date=".article-date",
                lead=".article-brief",
                body=".article-content",
                author=".article-author",
            ),
        ),
    )
