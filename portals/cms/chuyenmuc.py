"""SharePoint with the news web parts `Chuyên mục` (ministries of science, of construction); it is no vnPortal.

Articles are `/vn/tin-tuc/<category>/<number>/<slug>.aspx`, in the older generation `/vn/Pages/chitiettin.aspx?IDNews=<number>`,
which goes on answering. The header prints today's date without a time; the article's has a weekday and ends in `|`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from portals.cms.layouts import load_layouts
from portals.cms.patterns import PatternCms
from portals.webpage.reader import PageProfile
from portals.webpage.selectors import SelectorLayout


@dataclass(frozen=True)
class ChuyenMuc(PatternCms):
    """A site of the `Chuyên mục` web parts; the address alone says everything."""

    name: ClassVar[str] = "chuyenmuc"
    articles: ClassVar[tuple[str, ...]] = (
        r"^(?:/\w{2})?/tin-tuc/\d+/(?P<id>\d+)(?:/|$)",
        r"/pages/chitiettin\.aspx\?(?:.*&)?idnews=(?P<id>\d+)",
    )
    listings: ClassVar[str] = (
        r"/chuyen-muc/\d+/|/pages/chuyenmuctin\.aspx\?(?:.*&)?chuyenmucid=\d+|^/\w{2}/?$|/pages/home\.aspx"
    )
    article_keys: ClassVar[frozenset[str]] = frozenset({"idnews"})
    listing_keys: ClassVar[frozenset[str] | None] = frozenset({"chuyenmucid", "page"})
    profile: ClassVar[PageProfile] = PageProfile(
        "chuyenmuc",
        load_layouts("generic"),
        (
            SelectorLayout(
                "web-parts",
                article=".Around_News_Detail, .Around_News_Content, form",
                title="h1.News_Detail_Title, #divArticleDescription3 h1",
                date="span.News_Time_Post",
                lead="#divArticleDescription1",
                body="#divArticleDescription2",
                author="div.Author_Write_TG > p",
                source="[id$=pnNguontin] p",
                remove=("[id$=pnNguontin]", "div.Author_Write_TG"),
            ),
            SelectorLayout(
                "one-column",
                article=".Content_Left, .Around_News_Content, body",
                title="h1.News_Detail_Title",
                date="span.News_Time_Post",
                body="#divArticleDescription > .content, #divArticleDescription",
                remove=(".groupnews_head", "ul.othernews_fullwidth"),
            ),
        ),
    )
