"""Section and front pages whose articles stand in several boxes, each of another markup."""

from __future__ import annotations

import re

import pytest

from portals.items import ListingMetadata, RawPage
from portals.webpage.address_shapes import Neighbours, alike, is_filed, is_view, shape
from portals.webpage.printed_dates import leading_date, printed_date
from tests.webpage.any_site import AnySite

TITLE = "Khánh thành nhà văn hóa khu phố {} sau hai năm xây dựng"
TEXT = "Công trình do bà con góp công, huyện hỗ trợ một phần kinh phí, dự kiến xong trước mùa khô năm tới."
STRANGER = 100
"""Articles with this number and higher are not the section's."""


def link(number: int, around: str = "{}") -> str:
    return around.format(f"<a href='/tin-tuc/nha-van-hoa-{1000 + number}.html'>{TITLE.format(number)}</a>")


def links(numbers: range, around: str) -> str:
    return "".join(link(number, around) for number in numbers)


LEAD = f"<div class='dau'><img src='/1.jpg'><h2>{link(1)}</h2><p>{TEXT}</p></div>"
ROWS = f"<li><i>3/10/2025</i><h4>{{}}</h4><p>{TEXT}</p></li>"
BARE = "<p>{}</p>"
PAGER = "<div><b>1</b> <a href='?page=2'>2</a> <a href='?page=2'>»</a></div>"
PAGES = {
    "a lead story with a narrow list beside it, above the list": f"""<div class='row'><div class='col-md-9'><h1>Tin tức</h1>
        <div class='row'><div class='col-md-7'>{LEAD}</div><div class='col-md-5'>{links(range(2, 6), BARE)}</div></div>
        <ul>{links(range(6, 12), ROWS)}</ul>{PAGER}</div>
        <div class='col-md-3'><h4>Gương sáng</h4>{links(range(101, 106), BARE)}</div></div>""",
    "a box of highlights above the list, one like it beside it": f"""<div id='cot-trai'><h2>Tin tức</h2>{LEAD}
        <div><h3>Tiêu điểm</h3>{links(range(2, 5), BARE)}</div><ul>{links(range(5, 11), ROWS)}</ul>{PAGER}</div>
        <div id='cot-phai'><h3>Tin nổi bật</h3>{links(range(101, 106), BARE)}</div>""",
    "columns as cells of a table": f"""<table><tr><td width='560'><div class='tieude'>Tin tức</div>
        <table><tr><td><img src='/1.jpg'></td><td>{link(1)}<br>{TEXT}</td></tr></table>
        <table>{links(range(2, 9), "<tr><td>- {} (3/10/2025)</td></tr>")}</table></td>
        <td width='240'><table>{links(range(101, 107), "<tr><td>{}</td></tr>")}</table></td></tr></table>""",
    "shares of a row": f"""<main class='flex'><div class='w-full lg:w-2/3'><h1>Tin tức</h1>{links(range(1, 5), ROWS)}
        <section><h2>Đời sống ở cơ sở</h2>{links(range(5, 9), ROWS)}</section></div>
        <div class='w-full lg:w-1/3'><h2>Chỉ đạo</h2>{links(range(101, 105), ROWS)}</div></main>""",
    "a home page of sections": f"""<div class='hai'>{
        "".join(
            f"<div class='hop'><div class='ten'><a href='/{name}'>{name}</a></div>"
            f"<div class='dau'>{link(first)} <i>3/10/2025</i></div>{links(range(first + 1, first + 4), BARE)}</div>"
            for first, name in ((1, "Kinh tế"), (5, "Quốc phòng - An ninh"), (9, "Đoàn thể"))
        )
    }</div>""",
    "links to older articles in a list with a menu's class": f"""<div id='content'><h1>Tin tức</h1>{LEAD}
        {links(range(2, 6), ROWS)}<ol class='nav flex-column'>{links(range(6, 10), "<li>{}</li>")}</ol></div>""",
    "titles with the class of a category": f"""<div class='main'><h1>Tin tức</h1><ul>{
        links(range(1, 9), "<li>{}</li>").replace("<a ", "<a class='box-category-link' ")
    }</ul></div>""",
    "documents and campaigns in the same column": f"""<div class='main'><h1>Tin tức</h1><ul>{links(range(1, 9), ROWS)}</ul>
        <h3>Ban hành trong tháng</h3>{
        "".join(f"<p><a href='/van-ban/{n}'>Quyết định số {n} về công khai dự toán năm nay</a></p>" for n in range(31, 36))
    }<a href='/chuyen-trang/dai-hoi-dang-bo-cac-cap'><img alt='Đại hội Đảng bộ các cấp nhiệm kỳ 2025'></a></div>""",
    "a headline as h1, and a day of the next card": f"""<main><h2>Tin tức</h2><div class='dau'><h1>{link(1)}</h1></div>
        <div class='card'><i>16</i> <i>Tháng 8</i><h3>{link(2)}</h3><p>{TEXT}</p></div>{links(range(3, 8), ROWS)}</main>""",
    "feeds, months and other orders of the list": f"""<main><h1>Tin tức</h1>
        <a href='/muc?order=title&sort=asc'>Sắp xếp danh sách theo tiêu đề bài viết</a>{links(range(1, 9), ROWS)}
        <a href='/taxonomy/term/9/feed'>Đăng ký nhận tin của chuyên mục Tin tức</a>
        <a href='/muc?format=feed&type=rss'>Theo dõi tin mới của chuyên mục này qua RSS</a>
        <p><a href='/blog/2025/03'>Các bài viết trong tháng 3 năm 2025</a></p></main>""",
}


@pytest.mark.parametrize("body", PAGES.values(), ids=PAGES)
def test_every_box_of_the_section_and_none_beside(body: str) -> None:
    source = f"<!DOCTYPE html><html><head><title>Tin tức - Xã Khe Lạng</title></head><body>{body}</body></html>"
    listing = AnySite().listing(RawPage("https://khelang.example.vn/muc", source.encode()))
    wanted = [number for text in re.findall(r"nha-van-hoa-(\d+)", body) if (number := int(text) - 1000) < STRANGER]
    assert [each.listed.title for each in listing.links] == [TITLE.format(number) for number in wanted]


def test_each_list_prints_its_dates_in_its_own_way() -> None:
    body = f"""<h1>Tin tức</h1><dl>{links(range(1, 5), f"<dt>{{}}</dt><dd><em>3/10/2025</em> {TEXT} <a href='/x'>Xem</a></dd>")}
        </dl><p>Các tin khác:</p><ul>{links(range(5, 9), "<li>{} <em>(4/10/2025)</em></li>")}</ul>"""
    source = f"<!DOCTYPE html><html><head><title>Tin tức</title></head><body>{body}</body></html>"
    listing = AnySite().listing(RawPage("https://khelang.example.vn/muc", source.encode()))
    assert [each.listed.published_raw for each in listing.links] == ["3/10/2025"] * 4 + ["(4/10/2025)"] * 4


def test_title_date_and_summary_in_one_row() -> None:
    body = f"<h1>Tin tức</h1><ul>{links(range(1, 5), f'<li>{{}} 09/10/2015 {TEXT}</li>')}</ul>"
    source = f"<!DOCTYPE html><html><head><title>Tin tức</title></head><body>{body}</body></html>"
    listing = AnySite().listing(RawPage("https://khelang.example.vn/muc", source.encode()))
    assert [each.listed.published_raw for each in listing.links] == ["09/10/2015"] * 4


def test_a_date_in_an_element_of_the_link() -> None:
    body = f"<h1>Tin tức</h1><ul>{links(range(1, 5), '<li>{}</li>')}</ul>".replace("</a>", " <span>09/10/2015</span></a>")
    source = f"<!DOCTYPE html><html><head><title>Tin tức</title></head><body>{body}</body></html>"
    listing = AnySite().listing(RawPage("https://khelang.example.vn/muc", source.encode()))
    assert [each.listed for each in listing.links] == [
        ListingMetadata(None, TITLE.format(number), "09/10/2015") for number in range(1, 5)
    ]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("3/10/2025 - Sáng nay, xã Khe Lạng ra quân", "3/10/2025"),
        ("(08:15 03/10/2025) Đoàn công tác của huyện", "(08:15 03/10/2025)"),
        ("03/10/2025, xã Khe Lạng ra quân", None),
        ("Ngày 3/10/2025, xã Khe Lạng ra quân", None),
    ],
)
def test_a_date_before_a_summary(text: str, date: str | None) -> None:
    assert leading_date(text) == date


@pytest.mark.parametrize("text", ["2026/11/20", "khoảng 2 giờ trước", "cách đây 3 ngày", "Hôm nay lúc 08:00", "Ngày 20/11"])
def test_dates_of_rows(text: str) -> None:
    assert printed_date(text) == text


def test_a_sitemap_s_addresses_beside_listed_articles() -> None:
    known = Neighbours()
    assert known.hold("/gioi-thieu/lich-su-hinh-thanh-xa")
    for path in ("/tin/2025/khoi-cong-cau-di-bo", "/tin/2024/be-giang-lop-xoa-mu-chu"):
        known.add(path)
    assert known.hold("/tin/2023/tong-ket-nam-hoc")
    assert not known.hold("/gioi-thieu/lich-su-hinh-thanh-xa")
    assert not known.hold("/tin/2023/anh.aspx")


def test_addresses_of_one_portal() -> None:
    assert shape("/tin/123-khoi-cong.html") != shape("/tin/khoi-cong-12345.html") != shape("/van-ban/123")
    assert shape("/index.php?id=4&page=2") == shape("/index.php?id=9")
    assert alike(["/tin/tong-ket-2024-so-1288"], ["/tin/khoi-cong-cau"])
    assert not alike(["/van-ban/12"], ["/tin/khoi-cong-cau-12345.html"])
    assert is_filed("/tag/bao-lu")
    assert is_filed("/blog/2025/03")
    assert not is_filed("/index.php/archives/42/")
    assert not is_filed("/tin/tag-thuong-hieu.html")
    assert is_view("/muc?sort=asc", "/muc")
    assert not is_view("/muc?id=3", "/muc")
