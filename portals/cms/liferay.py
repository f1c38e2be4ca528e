"""Liferay 6 and 7: one article stands under many pages, locales and portlets; its slug or number is the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from portals.cms.layouts import load_layouts
from portals.cms.patterns import PatternCms
from portals.webpage.reader import PageProfile
from portals.webpage.selectors import SelectorLayout


@dataclass(frozen=True)
class Liferay(PatternCms):
    """A Liferay site: the asset publisher's addresses, friendly ones (`/web/hcm/-/<slug>`), those of Vietnamese portlets."""

    name: ClassVar[str] = "liferay"
    articles: ClassVar[tuple[str, ...]] = (
        r"/-/asset_publisher/[^?]*?/content/id/(?P<id>\d+)",
        r"/-/asset_publisher/.*?content/[^?]*\?(?:.*&)?(?P<id>\d+)=?$",
        r"/-/asset_publisher/.*?content/(?P<id>[^/?]+)",
        r"/-/view_content/(?P<id>\d+)-",
        r"/-/chi-tiet/[^?]*-(?P<id>\d+-\d+)\.html",
        r"/chi-tiet\?(?:.*&)?id=(?P<id>\d+)",
        r"/-/(?P<id>[^/?]+)/?(?:\?|$)",
    )
    others: ClassVar[str] = (
        r"^/(?:documents|image|c|o|combo|group|user)/|/-/(?:document_library|blogs/rss)|[?&]p_p_lifecycle=[12]"
    )
    article_keys: ClassVar[frozenset[str]] = frozenset({"id"})
    any_locale: ClassVar[bool] = True
    profile: ClassVar[PageProfile] = PageProfile(
        "liferay",
        load_layouts("generic"),
        (
            SelectorLayout(
                "detail",
                article=".contentDetail, .detail-content",
                title="h3, h1",
                date="span.time",
                lead=".sapo",
                body=".journal-content-article",
            ),
            SelectorLayout(
                "title-block",
                article="main, #main-content, #content, body",
                title=".title-divvv",
                date=".sp-dislaydate, .text-date-sklh",
                lead=".text-summary",
                body=".journal-content-article, .content-detail",
            ),
            SelectorLayout(
                "text-size",
                article=".portlet-body, #content",
                title="h3.text-change-size",
                date=".metadata-publish-date",
                body=".journal-content-article, .asset-content",
            ),
            SelectorLayout(
                "box-news", article="body", title="h2.h2-title-xx", date="p.date_post", body="div.asset-full-content"
            ),
            SelectorLayout(
                "view-content",
                article="[id*=CmsViewChiTietBaiViet], body",
                title="article > h1",
                date="article > p:first-of-type",
                lead="p#change_font_size",
                body="#contentnews",
            ),
            SelectorLayout("eportal", article="body", title="#testabc h1", body="#testabc", remove=("h1",)),
        ),
    )
