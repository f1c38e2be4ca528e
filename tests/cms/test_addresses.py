"""What the addresses of each CMS lead to, which are the same article, and which one is kept."""

from __future__ import annotations

import pytest

from portals.cms.base import Cms
from portals.cms.chuyenmuc import ChuyenMuc
from portals.cms.content_listing import ContentListing
from portals.cms.liferay import Liferay
from portals.cms.nukeviet import NukeViet
from portals.cms.sharepoint import SharePoint
from portals.cms.tandan import TanDan
from portals.cms.vccorp import VcCorp
from portals.cms.wordpress import WordPress

HOST = "https://a.gov.vn"
N = NukeViet()
TWO = NukeViet(("news", "tin-noi-bo"))
BARE = NukeViet(bare=True)
W = WordPress("/%year%/%monthnum%/%postname%/")
SHAPE = WordPress()


@pytest.mark.parametrize(
    ("cms", "path", "kind", "identity"),
    [
        (N, "/vi/news/kinh-te/le-hoi-55.html", "article", "news-55"),
        (N, "/news/kinh-te/le-hoi-55.html", "article", "news-55"),
        (N, "/vi/news/kinh-te/ten-khac-55.html", "article", "news-55"),
        (N, "/index.php/vi/news/kinh-te/le-hoi-55.html", "article", "news-55"),
        (N, "/index.php?language=vi&nv=news&op=kinh-te/le-hoi-55.html", "article", "news-55"),
        (N, "/index.php?language=vi&nv=news&op=kinh-te/page-2", "listing", None),
        (N, "/news/kinh-te/le-hoi-55/", "article", "news-55"),
        (N, "/vi/news/kinh-te/page-2/", "listing", None),
        (N, "/vi/news/kinh-te/", "listing", None),
        (N, "/vi/", "listing", None),
        (N, "/vi/news/print/kinh-te/le-hoi-55.html", "other", "news-55"),
        (N, "/vi/news/savefile/kinh-te/le-hoi-55.html", "other", "news-55"),
        (N, "/vi/news/kinh-te/le-hoi-55.html?download=1&id=0", "other", None),
        (N, "/vi/news/rss/kinh-te/", "other", None),
        (N, "/vi/news/tag/le-hoi/", "other", None),
        (N, "/vi/news/topic/dai-hoi-12/", "other", None),
        (N, "/vi/about/gioi-thieu-4.html", "other", None),
        (N, "/en/news/economy/festival-55.html", "other", None),
        (TWO, "/vi/tin-noi-bo/hop/giao-ban-55.html", "article", "tin-noi-bo-55"),
        (BARE, "/kinh-te/le-hoi-55.html", "article", "news-55"),
        (BARE, "/about/gioi-thieu-4.html", "other", None),
        (BARE, "/savefile/kinh-te/le-hoi-55.html", "other", "news-55"),
        (W, "/2025/10/le-hoi/", "article", "/2025/10/le-hoi"),
        (W, "/index.php/2025/10/le-hoi/", "article", "/index.php/2025/10/le-hoi"),
        (W, "/2025/10/le-hoi/2/", "article", "/2025/10/le-hoi"),
        (W, "/?p=731", "article", "p=731"),
        (W, "/2025/10/", "listing", None),
        (W, "/category/tin-tuc/page/2/", "listing", None),
        (W, "/gioi-thieu/", "listing", None),
        (W, "/2025/10/le-hoi/feed/", "other", None),
        (W, "/wp-json/wp/v2/posts", "other", None),
        (W, "/author/thuha/", "other", None),
        (W, "/wp-content/uploads/2025/10/lich.pdf", "other", None),
        (SHAPE, "/archives/731", "article", "/archives/731"),
        (SHAPE, "/tin-tuc/khai-mac-le-hoi-dinh-lang/", "article", "/tin-tuc/khai-mac-le-hoi-dinh-lang"),
        (SHAPE, "/gioi-thieu/", "listing", None),
        (WordPress("/%category%/%postname%/"), "/tin-tuc/hoat-dong/le-hoi/", "article", "/tin-tuc/hoat-dong/le-hoi"),
        (WordPress("/%postname%.html"), "/le-hoi.html", "article", "/le-hoi.html"),
        (WordPress("/%postname%/", ("/gioi-thieu/",)), "/gioi-thieu", "other", None),
        (ChuyenMuc(), "/vn/tin-tuc/1184/81723/hoi-nghi.aspx", "article", "81723"),
        (ChuyenMuc(), "/vn/Pages/chitiettin.aspx?IDNews=81723&ChuyenmucID=1184", "article", "81723"),
        (ChuyenMuc(), "/vn/chuyen-muc/1184/tin.aspx?page=2", "listing", None),
        (ChuyenMuc(), "/vn/Pages/chuyenmuctin.aspx?ChuyenmucID=1173&page=3", "listing", None),
        (ChuyenMuc(), "/rss/1184/tin.rss", "other", None),
        (SharePoint(), "/Pages/newsdetail.aspx?NewsId=40258&CatId=112", "article", "newsdetail-40258"),
        (SharePoint(), "/Trang/ChiTietTinTuc.aspx?nid=113139", "article", "ChiTietTinTuc-113139"),
        (SharePoint(), "/mic_2020/Pages/TinTuc/162474/hop-bao.html", "article", "162474"),
        (SharePoint(), "//tin-tuc/2023/05/871-khai-mac", "article", "871"),
        (SharePoint(), "/tintuc/Pages/tin-tong-hop.aspx?page=2", "listing", None),
        (Liferay(), "/tin/-/asset_publisher/Xk2/content/le-hoi?inheritRedirect=false", "article", "le-hoi"),
        (Liferay(), "/en/tin-khac/-/asset_publisher/Yz9/content/le-hoi", "article", "le-hoi"),
        (Liferay(), "/bai-viet/-/asset_publisher/Xk2/content/id/947532", "article", "947532"),
        (Liferay(), "/cs/tin/-/view_content/1200-le-hoi.html", "article", "1200"),
        (Liferay(), "/web/hcm/-/le-hoi", "article", "le-hoi"),
        (Liferay(), "/vi/chi-tiet?id=57046&_c=3,9,33", "article", "57046"),
        (Liferay(), "/documents/10182/1/lich.pdf", "other", None),
        (Liferay(), "/tin?p_p_id=101_INSTANCE_x&_101_INSTANCE_x_cur=2", "listing", None),
        (TanDan(), "/portal/Pages/2020-11-3/Le-hoi8d2kq.aspx", "article", "2020-11-3/le-hoi8d2kq"),
        (TanDan(), "/portal/pages/2020-11-3/Le-hoi8d2kq.aspx", "article", "2020-11-3/le-hoi8d2kq"),
        (TanDan(), "/portal/KenhTin/Tin-tuc.aspx", "listing", None),
        (TanDan(), "/portal/pages/print.aspx?p=31310", "other", None),
        (TanDan(), "/portal/Photos/2020-11/1a2b.jpg", "other", None),
        (VcCorp(), "/kinh-te/le-hoi-4260710091642503.htm", "article", "4260710091642503"),
        (VcCorp(), "/kinh-te.htm", "listing", None),
        (ContentListing(), "/tin-tuc/le-hoi.html", "article", "/tin-tuc/le-hoi"),
        (ContentListing(), "/upload/200/20231204/lich.pdf", "other", None),
        (ContentListing(), "/tin-tuc", "listing", None),
    ],
)
def test_kind_and_identity(cms: Cms, path: str, kind: str, identity: str | None) -> None:
    assert (cms.kind(HOST + path), cms.identity(HOST + path)) == (kind, identity)


@pytest.mark.parametrize(
    ("cms", "path", "kept"),
    [
        (N, ":443//vi/news/kinh-te/le-hoi-55.html?utm_source=x#top", "/vi/news/kinh-te/le-hoi-55.html"),
        (N, "/vi/news/savefile/kinh-te/le-hoi-55.html", "/vi/news/kinh-te/le-hoi-55.html"),
        (W, "/2025/10/le-hoi/2/?fbclid=x#comments", "/2025/10/le-hoi/"),
        (W, "/?p=731&preview=true", "/?p=731"),
        (ChuyenMuc(), "/vn/Pages/chitiettin.aspx?ChuyenmucID=1&IDNews=7&tieude=a.aspx", "/vn/Pages/chitiettin.aspx?idnews=7"),
        (Liferay(), "/t/-/asset_publisher/Xk2/content/le-hoi?redirect=%2Ft", "/t/-/asset_publisher/Xk2/content/le-hoi"),
        (Liferay(), "/tin?p_p_id=101_INSTANCE_x&cur=2", "/tin?cur=2&p_p_id=101_INSTANCE_x"),
        (VcCorp(), "/le-hoi-4260710091642503.htm?zarsrc=30", "/le-hoi-4260710091642503.htm"),
    ],
)
def test_the_address_that_is_kept(cms: Cms, path: str, kept: str) -> None:
    assert cms.canonical(HOST + path) == HOST + kept


def test_numbers_that_grow_with_time() -> None:
    assert N.serial(f"{HOST}/vi/news/kinh-te/le-hoi-55.html") == 55
    assert TWO.serial(f"{HOST}/vi/news/kinh-te/le-hoi-55.html") is None
    earlier, later = (VcCorp().serial(f"{HOST}/a-{number}.htm") for number in ("173231225175105132", "4260710091642503"))
    assert earlier is not None
    assert later is not None
    assert earlier < later
