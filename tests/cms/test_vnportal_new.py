"""The third family: the newer vnPortal, whose label stands below the title."""

from __future__ import annotations

import pytest

from portals.cms.vnportal_new import VnPortalNew
from portals.items import RawPage
from tests.webpage.pages import BYLINE, TEXT, TITLE, texts

FAMILY = VnPortalNew()
HOST = "https://camthach.thanhhoa.gov.vn"
ARTICLE = f"{HOST}/tin-trong-xa/khoi-cong-cau-di-bo-563842"


@pytest.mark.parametrize(
    ("path", "kind", "identity"),
    [
        ("/tin-trong-xa/khoi-cong-cau-di-bo-563842", "article", "563842"),
        ("//tin-trong-xa/khoi-cong-563842?x=1#y", "article", "563842"),
        ("/tin-trong-xa", "listing", None),
        ("/tin-trong-xa?page=2", "listing", None),
        ("/chi-tiet-van-ban/quyet-dinh--231176", "other", None),
        ("/van-ban-quy-pham-phap-luat/quyet-dinh-100-261746", "other", None),
        ("/upload/a-12345.pdf", "other", None),
        ("/en/news/opening-123456", "other", None),
    ],
)
def test_addresses(path: str, kind: str, identity: str | None) -> None:
    assert (FAMILY.kind(HOST + path), FAMILY.identity(HOST + path)) == (kind, identity)


def test_article_with_counters_above_and_comments_below() -> None:
    body = "".join(f"<p>{text}</p>" for text in (*TEXT, BYLINE))
    page = (
        "<div class='UIVisit_Default'><p>Đang online: 5</p><p>Hôm nay: 812</p><p>Tất cả: 99812</p></div>"
        f"<div class='UIArticle_Default'><div>{TITLE.upper()}</div><div>Lượt xem: 980</div>{body}</div>"
        "<div>Phản hồi</div><div>Thông tin người gửi phản hồi</div>"
        "<div>Các tin khác</div><ul><li><a href='/a/b-12345'>Tin cũ</a></li></ul>"
    )
    draft = FAMILY.extract(RawPage(ARTICLE, page.encode()))
    assert texts(draft, "title") == [TITLE.upper()]
    assert texts(draft, "views") == ["Lượt xem: 980"]
    assert texts(draft, "paragraph") == [*TEXT, BYLINE]
    assert draft.layout == "vnportal/views-below-title"


SLIDER = "".join(f"<a href='/tin-trong-xa/bai-noi-bat-so-{n}-56380{n}'>{n}</a>" for n in (1, 2, 3))
ITEMS = "".join(
    f"<li><a href='/tin-trong-xa/thon-{n}-nao-vet-muong-noi-dong-56370{n}'>Thôn {n} nạo vét mương nội đồng trước vụ</a></li>"
    for n in range(1, 6)
)
PAGES = "<div><span>1</span><a href='/tin-trong-xa?page=2'>2</a><a href='/tin-trong-xa?page=3'>3</a></div>"


@pytest.mark.parametrize(("pager", "following"), [("", None), (PAGES, f"{HOST}/tin-trong-xa?page=2")])
def test_a_numbered_slider_of_articles_is_no_pager(pager: str, following: str | None) -> None:
    page = f"<html><body><div class='slide'>{SLIDER}</div><h1>Tin trong xã</h1><ul>{ITEMS}</ul>{pager}</body></html>"
    listing = FAMILY.listing(RawPage(f"{HOST}/tin-trong-xa", page.encode()))
    assert len(listing.links) >= 5
    assert (listing.next.url if listing.next else None) == following
