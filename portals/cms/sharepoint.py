"""SharePoint publishing sites: every owner built its own pages; a number in a parameter or in the path is all they share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from portals.cms.layouts import load_layouts
from portals.cms.patterns import PatternCms
from portals.webpage.reader import PageProfile
from portals.webpage.selectors import SelectorLayout

_NUMBERS = r"(?:itemid|newsid|idnews|idtin|tinid|articleid|nid)"
_FIELD = "[class*=RichHtmlField], .ms-rtestate-field"


@dataclass(frozen=True)
class SharePoint(PatternCms):
    """A SharePoint site: `/…/Pages/<page>.aspx?ItemID=<number>`, `/…/TinTuc/<number>/…`, `/tin-tuc/2023/05/<number>-…`.

    One installation keeps several lists that count by themselves: where the number is a parameter, the name of the page is part
    of the identity.
    """

    name: ClassVar[str] = "sharepoint"
    articles: ClassVar[tuple[str, ...]] = (
        rf"/(?:pages|trang)/(?:[^?]*/)?(?P<id>[^/?]+)\.aspx\?(?:.*&)?{_NUMBERS}=(?P<id2>\d+)",
        rf"/(?P<id>[^/?]+)\.aspx\?(?:.*&)?{_NUMBERS}=(?P<id2>\d+)",
        r"/pages/tintuc/(?P<id>\d+)/",
        r"^/tin-tuc/\d{4}/\d{2}/(?P<id>\d+)-",
    )
    others: ClassVar[str] = r"/_layouts/|/_vti_|/lists/|/forms/|/(?:siteassets|style%20library)/"
    article_keys: ClassVar[frozenset[str]] = frozenset(
        {"articleid", "catid", "chuyenmucid", "idnews", "idtin", "itemid", "newsid", "nid", "tinid"}
    )
    profile: ClassVar[PageProfile] = PageProfile(
        "sharepoint",
        load_layouts("generic"),
        (
            SelectorLayout(
                "news-ids",
                article="body",
                title="#news-title",
                lead="#news-des",
                body="#news-detail",
                date="#news-date, .news-date",
            ),
            SelectorLayout("content-id", article="#news_content, body", title="#news_content h1", body="#divArticleContent"),
            SelectorLayout(
                "description-id",
                article="body",
                title="h1, .title-news",
                body="#divArticleDescription, #divArticleContent",
                date=".date",
            ),
            SelectorLayout("text-fields", article="body", title="#txtTitle", date="#txtDateString", body=_FIELD),
            SelectorLayout(
                "detail",
                article="body",
                title="h1, h2.title",
                date="li:has(> i.fa-calendar)",
                body="div.divNoiDungTinBai, div[class^=ExternalClass]",
            ),
            SelectorLayout("news-content", article="body", title="h1, .news-title", body=".news-content > .ms-rtestate-field"),
        ),
    )
