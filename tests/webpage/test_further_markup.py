"""What a further set of page styles showed: given small pages of the same kind, what the reader says."""

from __future__ import annotations

import pytest

from portals.cms.generic import Generic
from portals.items import Article, RawPage
from portals.stages import clean
from tests.real.measure import portal_of
from tests.webpage.pages import TEXT, TITLE

URL = "https://a.gov.vn/tin-tuc/khoi-cong-cau-di-bo-qua-kenh-ho-nuoc-ngot.html"
BODY = (*TEXT[:-1], TEXT[-1].replace("./.", "."))


def read(above: str = "", between: str = "", below: str = "", head: str = "", title: str = f"<h1>{TITLE}</h1>") -> Article:
    first, *rest = (f"<p>{each}</p>" for each in TEXT)
    article = f"<div>{above}{title}{between}<div class='noi-dung'>{first}{below}{''.join(rest)}</div>"
    page = f"<html><head><title>{TITLE}</title>{head}</head><body>{article}</div></body></html>"
    return clean(RawPage(URL, page.encode(), fetched_at="2026-11-28T03:00:00Z"), portal_of(URL, Generic()))


def test_text_goes_on_beside_its_paragraphs_after_a_box_of_links() -> None:
    box = "<div class='inner-related'><b>Xem thêm:</b><ul><li><a href='/a'>Trao 37 căn nhà đại đoàn kết</a></li></ul></div>"
    record = read(below=f"{box}<p><strong>Những con số biết nói</strong></p>")
    assert record.body == "\n\n".join((BODY[0], "Những con số biết nói", *BODY[1:]))


@pytest.mark.parametrize(
    "box",
    [
        "<div class='ads-inline'><span>Nhà thầu thang máy uy tín miền Tây</span></div>",
        "<section class='quang-cao'><p>Trường mầm non Hoa Sữa tuyển sinh năm học mới.</p></section>",
        "<amp-ad width='300'><div>Đang tải</div></amp-ad>",
        "<div class='zalo-box'><p>Nhận tin của quận ngay trên điện thoại</p></div>",
        "<my-promo><span>Cài đặt Ninh Kiều Số</span></my-promo>",
        "<div role='complementary'><b>Bản tin thứ Hai</b><input type='email'></div>",
        "<video controls><source src='/v/cau.mp4'><p>Trình duyệt của bạn quá cũ.</p></video>",
        "<amp-video src='/v/cau.mp4'><div fallback>Không phát được đoạn phim</div></amp-video>",
    ],
)
def test_a_box_named_as_promotion_or_a_player_is_no_text(box: str) -> None:
    assert read(below=box).body == "\n\n".join(BODY)


@pytest.mark.parametrize("name", ["follow", "ads", "sponsored"])
def test_an_element_of_paragraphs_may_be_called_anything(name: str) -> None:
    paragraphs = " ".join(
        f"Nhịp thứ {each} của cây cầu dài 24 mét và rộng 3 mét rưỡi." for each in ("nhất", "hai", "ba", "tư", "năm")
    )
    assert paragraphs in (read(below=f"<div class='{name}'><p>{paragraphs}</p></div>").body or "")
    assert (read(below="<p class='card-body shadow'>Cầu mở cửa từ 5 giờ sáng.</p>").body or "").count("5 giờ sáng") == 1


def test_addresses_start_from_the_base_of_the_page() -> None:
    record = read(head="<base href='https://a.gov.vn/'>", below="<p><img src='images/2025/le-khoi-cong.jpg'></p>")
    assert [image.url for image in record.images] == ["https://a.gov.vn/images/2025/le-khoi-cong.jpg"]


def test_an_arrow_back_is_no_part_of_the_title() -> None:
    arrow = "<span class='header-back-to'><a href='/tin-tuc'>&lt;</a></span>"
    record = read(title=f"<div class='h2'>{arrow}<span class='header-title'>{TITLE}</span></div>")
    assert record.title == TITLE


@pytest.mark.parametrize(
    ("above", "between"),
    [
        ("<div class='detail-author'><a class='name' href='/tac-gia/ha-an.htm'>Lưu Hà An</a></div>", ""),
        ("", "<dd class='createdby' itemprop='author'>Viết bởi: <span itemprop='name'>Lưu Hà An</span></dd>"),
        ("", "<div class='post-author-name'><div class='by'>By</div> <a href='/author/x/'>Lưu Hà An</a></div>"),
        (
            "",
            "<div class='meta'><span class='author'>Tác giả: <a href='/u/1'>Lưu Hà An</a></span> <i>20/11/2025</i></div>",
        ),
    ],
)
def test_who_an_element_names_as_the_writer(above: str, between: str) -> None:
    assert read(above, between).author == "Lưu Hà An"


def test_an_account_is_no_author_and_no_rival_of_a_signature() -> None:
    assert read(between="<div class='author'><a href='/author/admin/'>admin</a></div>").author is None
    signed = read(
        between="<div class='post-author'>Đăng bởi: Minh Quân</div>", title=f"<h1>{TITLE}</h1><p>{TEXT[0]}</p>", below=""
    )
    assert signed.author == "Minh Quân"


@pytest.mark.parametrize(
    "box",
    [
        "<span class='d'>11</span><span class='m'>Tháng 5</span><span class='y'>2025 21:39</span>",
        "<div>11</div><div>Tháng 5, 2025</div><div>21:39</div>",
        "<span>11</span><span>Th5, 2025</span><span>21:39</span>",
    ],
)
def test_a_date_printed_in_parts(box: str) -> None:
    assert read(between=f"<div class='lich'>{box}</div>").published_at == "2025-05-11T21:39:00+07:00"


def test_a_day_takes_its_time_from_metadata_of_the_same_day_only() -> None:
    meta = "<meta property='article:published_time' content='{}'>"
    printed = "<div class='date'>Đăng ngày 20/06/2025</div>"
    same = read(between=printed, head=meta.format("2025-06-20T10:39:00+07:00"))
    other = read(between=printed, head=meta.format("2025-06-23T10:39:00+07:00"))
    assert (same.published_at, other.published_at) == ("2025-06-20T10:39:00+07:00", "2025-06-20")


def test_a_named_date_above_the_title_beyond_other_links() -> None:
    social = "<div class='detail-social'><a href='https://news.example/x'>Theo dõi báo trên Google News</a></div>"
    record = read(above=f"<div data-role='publishdate'>Thứ tư, 25/11/2026 - 18:20</div>{social}")
    assert record.published_at == "2026-11-25T18:20:00+07:00"


def test_a_link_with_only_an_icon_belongs_to_the_name_above_it() -> None:
    items = "".join(
        f"<div class='item'><div>Tờ trình số {n}.pdf</div><a class='btn' href='/tep/{n}.pdf' download><span></span></a></div>"
        for n in (1, 2, 3)
    )
    record = read(title=f"<h1>{TITLE}</h1><p>{TEXT[0]}</p>", below=f"<div class='pd-list'>{items}</div>")
    assert [file.url for file in record.attachments] == [f"https://a.gov.vn/tep/{n}.pdf" for n in (1, 2, 3)]


def test_leftovers_of_plug_ins_are_no_text() -> None:
    mail = "Địa chỉ email này đang được bảo vệ từ spam bots. Bạn cần kích hoạt JavaScript để xem nó."
    record = read(below=f"<p>{{loadmoduleid 214}}</p><p>{mail}</p>")
    assert record.body == "\n\n".join(BODY)
