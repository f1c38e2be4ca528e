"""Kind, identity and canonical address of both families, as tables."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portals.cms.base import Cms
from portals.cms.trangchu import TrangChu
from portals.cms.vnportal import VnPortal

SOCTRANG = VnPortal(sname="tpsoctrang", sid=1279)
THANHHOA = TrangChu()
HOST = "https://ubndtp.soctrang.gov.vn"
CITY = "https://tpthanhhoa.thanhhoa.gov.vn"

A1_ARTICLES = [
    f"{HOST}/tpsoctrang/1279/30571/53984/366150/Di-tich--danh-thang/Chua-Doi.aspx",
    f"{HOST}:443/tpsoctrang/1279/30571/53984/366150/Di-tich--danh-thang/Chua-Doi.aspx",
    f"{HOST}//tpsoctrang//1279/30571/53984/366150/x/y.aspx",
    "http://ubndtp.soctrang.gov.vn/TPSOCTRANG/1279/30571/53984/366150/x/y.aspx#binh-luan",
    "https://soctrang.gov.vn/tpsoctrang/1279/30571/53984/366150/x/Other-slug-.aspx",
    f"{HOST}/1279/30571/53984/366150/di-tich/chua-doi",
    f"{HOST}/mDefault.aspx?catid=53984&catname=Di+t%C3%ADch%2C+danh+th%E1%BA%AFng&id=366150&pageid=39&sid=1279&sname=tpsoctrang&title=x",
    f"{HOST}/mdefault.aspx?SID=1279&ID=366150&CatID=53984",
    f"{HOST}/Default.aspx?sname=tpsoctrang&amp;sid=1279&amp;pageid=39&amp;catid=53984&amp;id=366150&amp;title=x",
    f"{HOST}/Default.aspx?sname=tpsoctrang&pageid=39&catid=53984&id=366150",
    f"{HOST}/?sid=1279&catid=53984&id=0366150",
]
A1_LISTINGS = [
    f"{HOST}/",
    f"{HOST}/tpsoctrang/1279/30571/53984/Di-tich--danh-thang/",
    f"{HOST}/tpsoctrang/1279/30571/53984/",
    f"{HOST}/Default.aspx?sname=tpsoctrang&sid=1279&pageid=30571&catid=53984",
]
A1_OTHERS = [
    f"{HOST}/tpsoctrang/1280/30571/53984/366150/x/y.aspx",
    f"{HOST}/mDefault.aspx?sid=1308&catid=57715&id=397719&sname=huyenchauthanh",
    f"{HOST}/Default.aspx?sname=tpsoctrang&sid=1279&catid=53984&id=366150&print=1",
    f"{HOST}/tpsoctrang/1279/30571/53984/366150/x/y.aspx?mode=print",
    f"{HOST}/tpsoctrang/1279/30571/53984/366150/x/y.pdf",
    f"{HOST}/stg-ubnd/sitefolders/tpsoctrang/anh/hop.jpg",
    f"{HOST}/en/1279/30571/53984/366150/x/y.aspx",
    f"{HOST}/Default.aspx?sname=tpsoctrang&sid=1279&pageid=27160&p_steering=27873",
    f"{HOST}/tpsoctrang/1279/abc/53984/366150/x/y.aspx",
    "mailto:ubndtp@soctrang.gov.vn",
    "javascript:__doPostBack('ctl00$p','2')",
    "#top",
    "",
    "https://[bad/",
]
B_ARTICLES = [
    f"{CITY}/web/trang-chu/tin-tuc/hoi-nghi--nghe-nghiep-.html",
    f"{CITY}:443/web//trang-chu/tin-tuc/hoi-nghi--nghe-nghiep-.html?b=0#a",
    "/web/trang-chu/tin-tuc/hoi-nghi--nghe-nghiep-.html",
    f"{CITY}/web/trang-chu/tin-tuc/hoi%2Dnghi--nghe-nghiep-.HTML",
]
B_LISTINGS = [
    f"{CITY}/web/trang-chu",
    f"{CITY}/web/trang-chu.html",
    f"{CITY}/web/trang-chu/tin-tuc",
    f"{CITY}/web/trang-chu/tin-tuc/kinh-te?page=3",
    f"{CITY}/web/danh-sach.htm?loai=2&page=4",
]
B_OTHERS = [
    f"{CITY}/file/download/123456789.html?b=0",
    f"{CITY}/file/thumb/500/123456789.jpg",
    f"{CITY}/web/trang-chu/tin-tuc/x.html?print=true",
    f"{CITY}/web/en/trang-chu/tin-tuc/x.html",
    f"{CITY}/web/trang-chu/tin-tuc/x.html?lang=en",
    f"{CITY}/web/trang-chu/tin-tuc/van-ban.pdf",
    f"{CITY}/portal/pages/x.aspx",
    "tel:0237385",
    "mailto:a@b.vn",
]
KINDS = [
    *((SOCTRANG, url, "article") for url in A1_ARTICLES),
    *((SOCTRANG, url, "listing") for url in A1_LISTINGS),
    *((SOCTRANG, url, "other") for url in A1_OTHERS),
    *((THANHHOA, url, "article") for url in B_ARTICLES),
    *((THANHHOA, url, "listing") for url in B_LISTINGS),
    *((THANHHOA, url, "other") for url in B_OTHERS),
]


@pytest.mark.parametrize(("cms", "url", "kind"), KINDS)
def test_kind(cms: Cms, url: str, kind: str) -> None:
    assert cms.kind(url) == kind
    assert (cms.identity(url) is not None) == (kind == "article")


@pytest.mark.parametrize("url", A1_ARTICLES)
def test_one_identity_for_all_forms(url: str) -> None:
    assert SOCTRANG.identity(url) == "1279-366150"


@pytest.mark.parametrize("url", B_ARTICLES)
def test_identity_is_the_path(url: str) -> None:
    assert THANHHOA.identity(url) == "/web/trang-chu/tin-tuc/hoi-nghi--nghe-nghiep-"


@pytest.mark.parametrize(
    ("cms", "url", "canonical"),
    [
        (SOCTRANG, f"{HOST}:443//tpsoctrang/1279/1/2/3/A--b-/C-.aspx?x=1#y", f"{HOST}/tpsoctrang/1279/1/2/3/A--b-/C-.aspx"),
        (SOCTRANG, f"{HOST}/default.aspx?id=3&SID=1279&sname=a&sess=9", f"{HOST}/Default.aspx?sname=a&sid=1279&id=3"),
        (
            SOCTRANG,
            f"{HOST}/mDefault.aspx?catname=Di+t%C3%ADch&sid=1279&id=3",
            f"{HOST}/mDefault.aspx?sid=1279&id=3&catname=Di+t%C3%ADch",
        ),
        (SOCTRANG, f"{HOST}/tpsoctrang/1279/1/2/Tin-tuc/", f"{HOST}/tpsoctrang/1279/1/2/Tin-tuc/"),
        (THANHHOA, f"{CITY}:443//web/trang-chu/tin-tuc/a--b-.html?b=0#x", f"{CITY}/web/trang-chu/tin-tuc/a--b-.html"),
        (THANHHOA, f"{CITY}/web/trang-chu/tin-tuc?page=1", f"{CITY}/web/trang-chu/tin-tuc"),
        (THANHHOA, f"{CITY}/web/trang-chu/tin-tuc/?page=2&utm_source=x", f"{CITY}/web/trang-chu/tin-tuc?page=2"),
        (THANHHOA, "http://127.0.0.1:8000/web/trang-chu/tin-tuc/a.html", "http://127.0.0.1:8000/web/trang-chu/tin-tuc/a.html"),
        (THANHHOA, "mailto:a@b.vn", "mailto:a@b.vn"),
    ],
)
def test_canonical(cms: Cms, url: str, canonical: str) -> None:
    assert cms.canonical(url) == canonical
    assert cms.canonical(canonical) == canonical


@given(st.text(max_size=60), st.sampled_from(["", HOST, f"{CITY}/web/trang-chu/", f"{HOST}/Default.aspx?sid=1279&id="]))
def test_any_text_is_an_address_or_none(text: str, start: str) -> None:
    for cms in (SOCTRANG, THANHHOA):
        url = start + text
        assert cms.kind(url) in ("article", "listing", "other")
        assert cms.canonical(cms.canonical(url)) == cms.canonical(url)
        if cms.kind(url) == "article":
            assert cms.identity(cms.canonical(url)) == cms.identity(url)
