"""Pages without headings and metadata, as sites of 2006 print them: title and date are known by place and letters."""

from __future__ import annotations

import pytest

from portals.cms.generic import Generic
from portals.items import Article, RawPage
from portals.stages import clean
from tests.real.measure import portal_of

URL = "http://www.thixaanphu.gov.vn/chitiet.asp?id=412&cat=1"
TITLE = "Trao vốn vay cho 40 hộ nghèo ấp Bình Quới"
LEAD = "Mỗi hộ được vay 15 triệu đồng trong ba năm."
TEXT = (
    "Sáng 12-10, Hội Nông dân thị xã phối hợp Ngân hàng Chính sách xã hội trao vốn vay ưu đãi cho 40 hộ nghèo của ấp.",
    "Các hộ sẽ dùng vốn để nuôi bò sinh sản và trồng rau an toàn, có cán bộ khuyến nông hướng dẫn kỹ thuật tại vườn.",
)
STYLE = "<STYLE type=text/css>TD { FONT-SIZE: 10pt } .dam { FONT-WEIGHT: bold; FONT-SIZE: 12pt } .mo { COLOR: #808080 }</STYLE>"
MENU = "".join(
    f"<TR><TD><A href='tin.asp?cat={n}'>{name}</A></TD></TR>" for n, name in enumerate(("Tin tức", "Đầu tư", "Hỏi đáp"))
)
OTHERS = "".join(
    f"<TR><TD><A href='chitiet.asp?id={n}'>Hội thi nông dân đua tài lần {n} (1/{n}/2006)</A></TD></TR>" for n in (5, 6, 7)
)
OWNER = (
    "<TR><TD>Bản quyền thuộc về UBND thị xã An Phú. "
    "Địa chỉ: số 5 đường Hai Bà Trưng, thị xã An Phú, điện thoại 0763 812 345</TD></TR>"
)


def read(*cells: str) -> Article:
    body = "".join(f"<TR><TD>{cell}</TD></TR>" for cell in cells)
    page = (
        f"<HTML><HEAD><TITLE>::: Thi xa An Phu :::</TITLE>{STYLE}</HEAD><BODY><TABLE><TR><TD><TABLE>{MENU}</TABLE></TD>"
        f"<TD><TABLE>{body}<TR><TD>CÁC TIN KHÁC</TD></TR>{OTHERS}</TABLE></TD></TR>{OWNER}</TABLE></BODY></HTML>"
    )
    return clean(RawPage(URL, page.encode(), fetched_at="2026-11-28T03:00:00Z"), portal_of(URL, Generic()))


def prose(*texts: str) -> str:
    return "".join(f"<P align=justify>{text}</P>" for text in texts)


@pytest.mark.parametrize(
    "head",
    [
        f"<SPAN class=tit>{TITLE}</SPAN><BR><FONT class=mo>Cập nhật lúc 15h20' ngày 14-10-2006</FONT>",
        f"<SPAN class=dam>{TITLE}</SPAN><BR><FONT class=mo>15:20 14/10/2006</FONT>",
        f"<FONT size=4>{TITLE}</FONT><BR><I>(14/10/2006 15:20)</I>",
        f"<B>{TITLE}</B><BR><FONT class=mo>3:20 PM 14/10/2006</FONT>",
        f"<FONT class=mo>14/10/2006 15:20</FONT><BR><SPAN class=dam>{TITLE}</SPAN>",
    ],
)
def test_the_row_beside_the_date_is_the_title(head: str) -> None:
    record = read(head + prose(f"<SPAN class=sapo>{LEAD}</SPAN>", *TEXT))
    assert (record.title, record.published_at) == (TITLE, "2006-10-14T15:20:00+07:00")
    assert record.body == "\n\n".join(TEXT)
    assert record.lead == LEAD


def test_a_short_notice_without_a_date() -> None:
    notice = (
        "Thị xã thông báo lịch cấp đổi giấy chứng minh nhân dân lưu động tại các xã trong tháng này. "
        "Người dân mang theo sổ hộ khẩu và hai ảnh 3x4 nền xanh, đến đúng giờ ghi trong giấy mời."
    )
    record = read(f"<SPAN class=dam>{TITLE}</SPAN>" + prose(notice))
    assert (record.title, record.body, record.published_at) == (TITLE, notice, None)


def test_a_date_below_the_name_that_signs_the_text() -> None:
    record = read(f"<B>{TITLE}</B>" + prose(*TEXT) + "<P align=right><B>Thanh Tùng</B></P><P>14.10.2006</P>")
    assert (record.published_at, record.author) == ("2006-10-14", "Thanh Tùng")
    assert record.body == "\n\n".join(TEXT)


def test_the_day_of_a_clock_above_the_menu_is_no_date() -> None:
    crumbs = "<A href='/'>Trang nhà</A> » <A href='/tin'>Tin tức</A>"
    record = read("<FONT class=mo>Thứ Bảy, 28/11/2026</FONT>", crumbs, f"<B>{TITLE}</B>" + prose(*TEXT))
    assert (record.title, record.published_at) == (TITLE, None)


def test_an_edit_alone_is_no_date_of_publication() -> None:
    record = read(f"<B>{TITLE}</B><BR>Cập nhật lần cuối: 14/10/2026 08:30" + prose(*TEXT))
    assert (record.published_at, record.modified_at) == (None, "2026-10-14T08:30:00+07:00")


def test_a_first_paragraph_with_the_words_of_the_title_stays_one() -> None:
    title = "Thông báo tuyển dụng viên chức Trung tâm Văn hóa thị xã"
    first = "Trung tâm Văn hóa thị xã thông báo tuyển dụng 03 viên chức."
    record = read(f"<B>{title}</B>" + prose(first, *TEXT))
    assert (record.title, record.body) == (title, "\n\n".join((first, *TEXT)))
