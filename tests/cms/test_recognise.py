"""Which CMS made a page: given a head, some markup and an address, the CMS with its keys, and why."""

from __future__ import annotations

import pytest

from portals.archive.fixtures import read_fixture
from portals.cms.base import Cms
from portals.cms.chuyenmuc import ChuyenMuc
from portals.cms.content_listing import ContentListing
from portals.cms.generic import Generic
from portals.cms.liferay import Liferay
from portals.cms.nukeviet import NukeViet
from portals.cms.recognise import decided_by, recognise
from portals.cms.sharepoint import SharePoint
from portals.cms.tandan import TanDan
from portals.cms.trangchu import TrangChu
from portals.cms.vccorp import VcCorp
from portals.cms.vnportal import VnPortal
from portals.cms.vnportal_new import VnPortalNew
from portals.cms.wordpress import WordPress
from portals.items import RawPage
from portals.webpage.decoding import decode
from tests.fixtures.cases import Case, cases

A = "https://a.gov.vn"
FIXTURES = [pytest.param(case, id=case.name) for kind in ("article", "listing", "front") for case in cases(kind)]


def generator(name: str) -> str:
    return f'<head><meta name="generator" content="{name}"></head>'


@pytest.mark.parametrize(
    ("source", "url", "cms"),
    [
        (generator("NukeViet v4.5") + '<link href="/vi/tin-bai/rss/">', f"{A}/vi/tin-bai/", NukeViet(("tin-bai",))),
        (generator("NukeViet v4.4") + '<link href="/rss/"><link href="/rss/Kinh-te/">', f"{A}/", NukeViet(bare=True)),
        (generator("NukeViet v4.5") + "<a href='/vi/news/rss/'><a href='/vi/about/rss/'>", f"{A}/vi/feeds/", NukeViet()),
        ('<script>nv_module_name="tin-tuc"</script>', f"{A}/vi/tin-tuc/", NukeViet(("tin-tuc",))),
        ("<div id='news_detail'><h1>A</h1><div id='hometext'>B</div></div>", f"{A}/news/a/b-1/", NukeViet()),
        (generator("WordPress 6.4.2"), f"{A}/", WordPress()),
        (
            "<link rel='https://api.w.org/' href='/wp-json/'><a href='/2024/05/le-hoi/' rel='bookmark'>Lễ hội</a>",
            f"{A}/",
            WordPress("/%year%/%monthnum%/%postname%/"),
        ),
        (
            "<link href='/wp-content/themes/x/style.css'><body class='post-template single single-post'>",
            f"{A}/tin-tuc/le-hoi/",
            WordPress("/%category%/%postname%/"),
        ),
        (
            '<form action="Default.aspx?sname=huyenbacha&amp;sid=1262&amp;pageid=28621">',
            f"{A}/Default.aspx?sname=huyenbacha&sid=1262&pageid=28621",
            VnPortal("huyenbacha", 1262),
        ),
        ("<p>", f"{A}/snnptnt/1282/30591/53960/397719/Tin-tuc/Le-hoi.aspx", VnPortal("snnptnt", 1282)),
        ("<div class='UIArticleDetail_Default' id='ctrl_190_12_x'>", f"{A}/tin-trong-xa/le-hoi-188602", VnPortalNew()),
        ("<p>", f"{A}/web/trang-chu/tin-tuc/le-hoi.html", TrangChu()),
        (generator("Microsoft SharePoint") + "<h1 class='News_Detail_Title'>", f"{A}/vn/tin-tuc/1184/7/a.aspx", ChuyenMuc()),
        (generator("Microsoft SharePoint"), f"{A}/portal/Pages/2020-11-3/Le-hoi8d2kq.aspx", TanDan()),
        (generator("Microsoft SharePoint"), f"{A}/Pages/newsdetail.aspx?NewsId=40258&CatId=112", SharePoint()),
        ("<script>Liferay.ThemeDisplay = {}</script>", f"{A}/web/hcm", Liferay()),
        ("<p>", f"{A}/tin-tuc/-/asset_publisher/Xk2/content/le-hoi", Liferay()),
        ("<p>", f"{A}/kinh-te/le-hoi-4260710091642503.htm", VcCorp()),
        ('<a data-url="/?module=Content.Listing&moduleId=12&cmd=redraw">', f"{A}/tin-tuc", ContentListing()),
    ],
)
def test_cms_with_its_keys(source: str, url: str, cms: Cms) -> None:
    found = recognise(source, url)
    assert (found.name, found.cms) == (cms.name, cms)
    assert found.reasons


def test_reasons_name_what_was_seen() -> None:
    found = recognise(generator("WordPress 6.4.2") + "<img src='/wp-content/uploads/a.jpg'>", f"{A}/")
    assert found.reasons == ("meta generator: WordPress 6.4.2", "markup: /wp-content/")


def test_links_of_a_front_page_count_where_there_are_three() -> None:
    links = [f"<a href='/kinh-te/tin-{day}-42607{day}091642503.htm'>tin</a>" for day in (10, 11, 12)]
    assert recognise("".join(links), f"{A}/").cms == VcCorp()
    assert recognise("".join(links[:2]), f"{A}/").cms == Generic()


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        (generator("Joomla! - Open Source"), "meta generator: Joomla! - Open Source, which no module knows"),
        ("<p>Trang tin", "nothing that a known CMS prints"),
        ("", "nothing that a known CMS prints"),
    ],
)
def test_an_unknown_cms_is_generic(source: str, reason: str) -> None:
    found = recognise(source, f"{A}/tin-tuc/le-hoi-truyen-thong.html")
    assert (found.name, found.cms, found.reasons) == ("generic", Generic(), (reason,))


@pytest.mark.parametrize("case", FIXTURES)
def test_every_fixture_is_recognised(case: Case) -> None:
    page = read_fixture(case.folder)
    assert recognise(decode(page.body).text, page.url).cms == case.portal.cms


def test_a_later_page_says_how_wordpress_files_its_posts() -> None:
    bare = '<meta name="generator" content="WordPress 6.6"><body class="home">'
    guessing = recognise(bare, "https://a.vn/").cms
    assert guessing.guesses
    link = '<h2 class="entry-title"><a href="https://a.vn/2025/10/{}/" rel="bookmark">Tin</a></h2>'
    page = RawPage("https://a.vn/category/tin/", (bare + "".join(map(link.format, ("mot", "hai", "ba")))).encode())
    assert decided_by(page, guessing) == WordPress("/%year%/%monthnum%/%postname%/")
    assert decided_by(RawPage("https://a.vn/category/tin/", bare.encode()), guessing) is None
