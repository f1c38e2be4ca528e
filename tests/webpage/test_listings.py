"""Listings and pagers: links with what stands beside them, and the way on."""

from __future__ import annotations

import pytest

from portals.cms.trangchu import TrangChu
from portals.cms.vnportal import VnPortal
from portals.items import RawPage
from portals.portal import Listing

A1 = VnPortal(sname="tpsoctrang", sid=1279)
B = TrangChu()
A1_PAGE = "https://ubndtp.soctrang.gov.vn/tpsoctrang/1279/30571/53984/Tin/"
B_PAGE = "https://tpthanhhoa.thanhhoa.gov.vn/web/trang-chu/tin-tuc"


def b_listing(markup: str, url: str = B_PAGE) -> Listing:
    return B.listing(RawPage(url, f"<html><body>{markup}</body></html>".encode()))


def a1_listing(markup: str, url: str = A1_PAGE) -> Listing:
    return A1.listing(RawPage(url, f"<html><body>{markup}</body></html>".encode()))


def href(number: int) -> str:
    return f"/web/trang-chu/tin-tuc/bai-{number}.html"


def hints(listing: Listing) -> list[tuple[str, str | None, str | None]]:
    return [(link.url.rsplit("/", 1)[1], link.listed.title, link.listed.published_raw) for link in listing.links]


EXPECTED = [
    ("bai-1.html", "Phường 1 ra quân làm sạch kênh rạch", "(02/03/2023)"),
    ("bai-2.html", "Hội thi nấu ăn mừng ngày gia đình", "(05/03/2023)"),
]
CARDS = {
    "li": '<li><a href="{url}">{title}</a> {date}</li>',
    "picture first": '<div class="c"><a href="{url}"><img src="/a.jpg"></a><h4><a href="{url}">{title}</a></h4>'
    "<span>{date}</span>"
    '<p>Tóm tắt của bài viết này.</p><a href="{url}">Xem tiếp</a></div>',
    "one link": '<a href="{url}"><img src="/a.jpg"><h3>{title}</h3><time>{date}</time></a>',
    "cells": '<tr><td><a href="{url}">{title}</a></td><td>{date}</td></tr>',
    "breaks": '<a href="{url}">{title}</a> {date}<br>',
    "date first": '<div><i>{date}</i><div><a href="{url}">{title}</a></div></div>',
    "cut title": '<p><a href="{url}" title="{title}">{cut}...</a> <em>{date}</em></p>',
}


@pytest.mark.parametrize("card", CARDS.values(), ids=CARDS)
def test_cards(card: str) -> None:
    rows = "".join(
        card.format(url=href(n), title=title, date=date, cut=title[:16]) for n, (_, title, date) in enumerate(EXPECTED, 1)
    )
    listing = b_listing(f"<div><ul><li><a href='/web/trang-chu/gioi-thieu'>Giới thiệu</a></li></ul></div><div>{rows}</div>")
    assert hints(listing) == EXPECTED


def test_side_boxes_menus_and_repeats_are_left_out() -> None:
    main = "".join(f"<li><a href='{href(n)}'>Tin chính của trang số {n}</a></li>" for n in (1, 2, 3, 2))
    side = "".join(f"<li><a href='{href(n)}'>Tin bên lề số {n} của tuần</a></li>" for n in (8, 1, 9))
    page = f"<aside><a href='{href(7)}'>Tin trong khung bên</a></aside><div><h3>Tin đọc nhiều</h3><ul>{side}</ul></div>"
    page += f"<h2>Tin tức</h2><ul>{main}</ul>"
    assert [link.url.rsplit("-", 1)[1] for link in b_listing(page).links] == ["1.html", "2.html", "3.html"]


def test_other_hosts_files_and_print_views_are_left_out() -> None:
    page = (
        f"<a href='https://hoanghoa.thanhhoa.gov.vn{href(1)}'>Huyện bạn</a><a href='{href(2)}?print=1'>In</a>"
        f"<a href='/file/download/1.html'>Tải</a>"
        f"<a href='https://tpthanhhoa.thanhhoa.gov.vn:443{href(3)}'>Tin của thành phố hôm nay</a>"
        f"<a href='mailto:a@b.vn'>Thư</a><a href='{href(4)}'>Tin thứ tư trong ngày</a>"
    )
    assert [link.url for link in b_listing(page).links] == [f"https://tpthanhhoa.thanhhoa.gov.vn{href(n)}" for n in (3, 4)]


def test_site_of_the_same_province_may_serve_an_article() -> None:
    listing = a1_listing(
        "<a href='https://soctrang.gov.vn/tpsoctrang/1279/1/2/77/a/b.aspx'>Tin của thành phố</a>"
        "<a href='/tpsoctrang/1280/1/2/78/a/b.aspx'>Tin của huyện</a>"
    )
    assert [A1.identity(link.url) for link in listing.links] == ["1279-77"]


def test_page_of_an_article_lists_the_others() -> None:
    page = "<p><a href='/tpsoctrang/1279/1/2/5/a/b.aspx'>Bài này</a></p>"
    page += "<ul><li><a href='/tpsoctrang/1279/1/2/6/a/b.aspx'>Bài khác của chuyên mục</a></li></ul>"
    listing = a1_listing(page, "https://ubndtp.soctrang.gov.vn/tpsoctrang/1279/1/2/5/a/b.aspx")
    assert [A1.identity(link.url) for link in listing.links] == ["1279-6"]


ITEMS = "".join(f"<p><a href='{href(n)}'>Tin tức thứ {n} trong ngày</a></p>" for n in (1, 2))
QUERY_PAGERS = [
    ("<span>1</span> <a href='?page=2'>2</a> <a href='?page=3'>3</a>", "?page=2", 2),
    ("<a href='?page=1'>1</a> <b>2</b> <a href='?page=3'>3</a> <a href='?page=9'>»</a>", "?page=3", 3),
    ("<ul><li class='active'><a href='?page=1'>1</a></li><li><a href='?page=2'>2</a></li></ul>", "?page=2", 2),
    ("<a href='?page=1'>&lt;</a> Trang 2/5 <a href='?page=3'>&gt;</a>", "?page=3", 3),
    ("<div><a href='?page=4'>Trang trước</a> | <a href='?page=6'>Trang sau</a></div>", "?page=6", None),
    ("<a href='?page=2' rel='next'>Xem thêm các tin cũ</a>", "?page=2", None),
    ("[1] <a href='?page=2'>[2]</a> <a href='?page=3'>[3]</a>", "?page=2", 2),
    ("<table><tr><td>9</td><td><a href='?page=10'>10</a></td></tr></table>", "?page=10", 10),
    ("<span class='current'>3</span><a href='?page=7'>...</a>", "?page=7", 4),
]


@pytest.mark.parametrize(("pager", "query", "number"), QUERY_PAGERS)
def test_query_pager(pager: str, query: str, number: int | None) -> None:
    listing = b_listing(f"<div>{ITEMS}</div><div class='z'>{pager}</div>")
    assert listing.stop is None
    assert listing.next is not None
    assert (listing.next.url, listing.next.number) == (B_PAGE + query, number)


@pytest.mark.parametrize(
    ("markup", "stop"),
    [
        (ITEMS, "no_pager"),
        (ITEMS + "<div><a href='?page=1'>1</a> <span>2</span></div>", "last_page"),
        (ITEMS + "<div><a href='?page=1'>«</a> <a href='?page=1'>1</a> <b>2</b> <a href='#'>»</a></div>", "last_page"),
        ("<p>Không có tin</p><span>1</span><a href='?page=2'>2</a>", "empty"),
    ],
)
def test_stops_have_names(markup: str, stop: str) -> None:
    listing = b_listing(markup, f"{B_PAGE}?page=2")
    assert (listing.next, listing.stop) == (None, stop)


def form(pager: str, state: str = "abc") -> str:
    articles = "".join(f"<li><a href='/tpsoctrang/1279/1/2/{n}/a/b.aspx'>Tin số {n} của thành phố</a></li>" for n in (5, 6))
    return (
        "<form method='post' action='./?x=1&amp;y=2' id='f'>"
        "<input type='hidden' name='__EVENTTARGET' value=''><input type='hidden' name='__EVENTARGUMENT' value=''>"
        f"<input type='hidden' name='__VIEWSTATE' value='{state}'>"
        "<input name='q' value='tìm'><input type='submit' name='go' value='Tìm'>"
        "<select name='year'><option value='2021'>2021</option><option value='2022' selected>2022</option></select>"
        "<input type='checkbox' name='c' checked>"
        f"<ul>{articles}</ul><div>{pager}</div><input type='hidden' name='__EVENTVALIDATION' value='v/='></form>"
    )


POSTBACKS = [
    ("<span>1</span><a href=\"javascript:__doPostBack('ctl00$p$b2','')\">2</a>", "ctl00$p$b2", "", 2),
    ("1 <a href='javascript:__doPostBack(&#39;grid&#39;,&#39;Page$2&#39;)'>2</a>", "grid", "Page$2", 2),
    ("1 <a href='javascript:__doPostBack(&amp;#39;grid&amp;#39;,&amp;#39;Page$2&amp;#39;)'>2</a>", "grid", "Page$2", 2),
    ("<a href=\"javascript:__doPostBack(\\'grid\\',\\'Page$2\\')\">2</a>", "grid", "Page$2", 2),
    (
        "<a href=\"javascript:__doPostBack('b1','')\">1</a> <b>10</b> <a href=\"javascript:__doPostBack('more','')\">...</a>",
        "more",
        "",
        11,
    ),
    (
        "<a href=\"javascript:__doPostBack('back','')\">...</a> <b>11</b> <a href=\"javascript:__doPostBack('b12','')\">12</a>"
        " <a href=\"javascript:__doPostBack('more','')\">...</a>",
        "b12",
        "",
        12,
    ),
    (
        "<a href=\"javascript:__doPostBack('back','')\">...</a> <a href=\"javascript:__doPostBack('b19','')\">19</a> <b>20</b>"
        " <a href=\"javascript:__doPostBack('more','')\">...</a>",
        "more",
        "",
        21,
    ),
    ('1 <a href=\'javascript:WebForm_DoPostBackWithOptions(new WebForm_PostBackOptions("p2", "", true))\'>2</a>', "p2", "", 2),
]


@pytest.mark.parametrize(("pager", "target", "argument", "number"), POSTBACKS)
def test_postback(pager: str, target: str, argument: str, number: int) -> None:
    step = a1_listing(form(pager)).next
    assert step is not None
    assert (step.method, step.url, step.number) == ("POST", f"{A1_PAGE}?x=1&y=2", number)
    assert step.form == (
        ("__EVENTTARGET", target),
        ("__EVENTARGUMENT", argument),
        ("__VIEWSTATE", "abc"),
        ("q", "tìm"),
        ("year", "2022"),
        ("c", "on"),
        ("__EVENTVALIDATION", "v/="),
    )


def test_form_closed_too_early_still_sends_its_state() -> None:
    page = form("1 <a href=\"javascript:__doPostBack('p2','')\">2</a>").replace("<ul>", "</form><ul>")
    step = a1_listing(page).next
    assert step is not None
    assert ("__VIEWSTATE", "abc") in step.form
    assert ("__EVENTVALIDATION", "v/=") in step.form


def test_last_block_and_calendar() -> None:
    back = (
        "<a href=\"javascript:__doPostBack('back','')\">...</a> <a href=\"javascript:__doPostBack('b19','')\">19</a> <b>20</b>"
    )
    calendar = "<table><tr><td>T2</td><td>T3</td><td>CN</td></tr>"
    calendar += "<tr><td><a href=\"javascript:__doPostBack('cal','7854')\">2</a></td><td>1</td></tr></table>"
    assert a1_listing(form(back)).stop == "last_page"
    assert a1_listing(form(calendar)).stop == "no_pager"


def test_pager_of_the_list_not_of_the_video_box() -> None:
    main = "<span>1</span><a href=\"javascript:__doPostBack('main','2')\">2</a>"
    video = "<div><p>VIDEO</p><p><a href='/v/1'>Phim</a></p><div><span>1</span>" + "".join(
        f"<a href=\"javascript:__doPostBack('video','{n}')\">{n}</a>" for n in range(2, 9)
    )
    step = a1_listing(form(main).replace("</form>", f"{video}</form>")).next
    assert step is not None
    assert dict(step.form)["__EVENTTARGET"] == "main"


def test_a_title_cut_within_a_syllable() -> None:
    """Its last syllable, cut, would be spelled otherwise: `điện thoạ…` of `điện thoại`."""
    whole = "Cảnh báo lừa đảo qua điện thoại"
    link = f"<li><a href='/web/trang-chu/tin-tuc/a.html' title='{whole}'>{whole[:-1]}...</a></li>"
    page = f"<html><body><ul>{link}</ul></body></html>"
    listing = TrangChu().listing(RawPage("https://tpthanhhoa.thanhhoa.gov.vn/web/trang-chu/tin-tuc", page.encode()))
    assert [found.listed.title for found in listing.links] == [whole]
