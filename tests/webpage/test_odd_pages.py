"""Pages printed in unusual ways: each must give exactly its own title, paragraphs, date lines and counter."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from portals.cms.trangchu import TrangChu
from portals.cms.vnportal import VnPortal
from portals.stages import clean
from tests.fixtures.cases import portals
from tests.webpage.pages import A1_URL, B_URL, BYLINE, FOOT, MENU, SIDE, STAMP, TEXT, TITLE, raw, texts

A1 = VnPortal(sname="tpsoctrang", sid=1279)
B = TrangChu()
BODY = "".join(f"<p>{text}</p>" for text in TEXT)
HEAD = f"<h1>{TITLE}</h1><div class='k1'>{STAMP}</div>"
VIEWS = "Lượt xem: 57"
OTHER = "/web/trang-chu/tin-tuc/le-hoi.html"
VIDEO = "VIDEO về lễ khởi công được phát trên kênh truyền hình của tỉnh lúc 19 giờ cùng ngày, bà con đón xem."
LINK = f"<a href='{OTHER}'>Lễ hội đền Bà năm nay có nhiều điểm mới</a>"
REST = "".join(f"<p>{text}</p>" for text in TEXT[1:])
CLUB = "Câu lạc bộ sinh hoạt vào tối thứ bảy hằng tuần tại nhà văn hóa phường, miễn phí cho mọi người đến nghe và học hát."
SHORT = "Sáng 14/4, thành phố khởi công cầu đi bộ qua kênh Hồ Nước Ngọt."
POEM = ("Cầu mới bắc qua kênh,", "Người đi không vòng nữa,", "Trẻ nhỏ đến trường gần,", "Bà con vui trước cửa.")


@dataclass(frozen=True)
class Odd:
    """A page's article, and what its draft must hold."""

    name: str
    article: str
    body: tuple[str, ...] = TEXT
    dates: tuple[str, ...] = (STAMP,)
    views: tuple[str, ...] = ()


ODD = (
    Odd(
        "tables in tables",
        f"<table><tr><td><table><tr><td>{HEAD}</td></tr><tr><td><table><tr><td>{BODY}</td></tr></table></td></tr></table></td></tr></table>",
    ),
    Odd("one table a paragraph", HEAD + "".join(f"<table><tr><td>{text}</td></tr></table>" for text in TEXT)),
    Odd("wrapped twice", f"{HEAD}<div>" + "".join(f"<div><div>{text}</div></div>" for text in TEXT) + "</div>"),
    Odd(
        "definition list",
        f"<h1>{TITLE}</h1><dl><dt>Ngày đăng:</dt><dd>15/04/2023 07:05</dd></dl>{BODY}",
        dates=("Ngày đăng: 15/04/2023 07:05",),
    ),
    Odd("label element", f"<label>{TITLE}</label><label>{STAMP}</label>{BODY}"),
    Odd(
        "date on the title's line",
        f"<div>{TITLE}<br><span>15 Tháng Tư 2023 - 07:05</span></div>{BODY}",
        dates=("15 Tháng Tư 2023 - 07:05",),
    ),
    Odd(
        "posted and updated",
        f"<h1>{TITLE}</h1><p>Đăng lúc: 15/04/2023 07:05:09</p><p>Cập nhật: 16/04/2023 08:00:00</p>{BODY}",
        dates=("Đăng lúc: 15/04/2023 07:05:09", "Cập nhật: 16/04/2023 08:00:00"),
    ),
    Odd("body in pre", f"{HEAD}<pre>" + "\n\n".join(TEXT[:1]) + "</pre>", body=TEXT[:1]),
    Odd("one paragraph", f"{HEAD}<p>{TEXT[0]}</p>", body=TEXT[:1]),
    Odd("one sentence", f"{HEAD}<p>{SHORT}</p>", body=(SHORT,)),
    Odd("title as the picture's text", f"{HEAD}<p><img src='/a.jpg' alt='{TITLE}' title='{TITLE}'></p>{BODY}"),
    Odd(
        "VIDEO in the text",
        f"{HEAD}{BODY}<p>{VIDEO}</p>",
        body=(*TEXT, VIDEO),
    ),
    Odd("side date before", f"<div>Đường dây nóng: 0299.3822.182 - Cập nhật lúc 08:00 03/10/2023</div>{HEAD}{BODY}"),
    Odd("weather before", f"<div><p>THỜI TIẾT</p><p>27°C</p><p>Cập nhật lúc 08:00 03/10/2023</p></div><div>{HEAD}{BODY}</div>"),
    Odd("path with the title", f"<p>Bạn đang ở: Trang chủ / Tin tức / {TITLE}</p>{HEAD}{BODY}"),
    Odd(
        "question below",
        f"{HEAD}<div>{BODY}</div><form><p>Bạn thấy giao diện cổng thông tin thế nào?</p><label>Đẹp</label></form>",
    ),
    Odd(
        "frame in the text",
        f"{HEAD}<p>{TEXT[0]}</p><iframe src='/v'>Tr&#236;nh duy&#7879;t cũ</iframe>"
        + "".join(f"<p>{text}</p>" for text in TEXT[1:]),
    ),
    Odd("frame never closed", f"{HEAD}<p>{TEXT[0]}</p><iframe src='/v'/>" + "".join(f"<p>{text}</p>" for text in TEXT[1:])),
    Odd(
        "card above",
        f"<div><a href='{OTHER}'>Lễ hội đền Bà năm nay</a><p>Đăng lúc: 01/02/2024 08:00:00</p></div><div>{HEAD}{BODY}</div>",
    ),
    Odd(
        "heading is a link to itself",
        f"<div><h3><a href='/web/trang-chu/tin-tuc/bai.html'>{TITLE}</a></h3><p>{STAMP}</p></div><div>{BODY}</div>",
    ),
    Odd(
        "data table between headings",
        f"{HEAD}<div><p>{TEXT[0]}</p><p><b>1. Chỉ tiêu</b></p><table><tr><td><p>Bậc học</p></td><td><p>Số người</p></td></tr>"
        f"<tr><td><p>Mầm non</p></td><td><p>35</p></td></tr></table><p><b>2. Hồ sơ</b></p><p>{TEXT[1]}</p></div>",
        body=(TEXT[0], "1. Chỉ tiêu", "Bậc học | Số người", "Mầm non | 35", "2. Hồ sơ", TEXT[1]),
    ),
    Odd(
        "links of widgets in one line",
        f"{HEAD}<div><a href='#'>A-</a> <a href='#'>A+</a> <a href='#'>In bài viết</a> <a href='#'>Gửi email</a></div>{BODY}",
    ),
    Odd("link to another article in the text", f"{HEAD}<p>{TEXT[0]}</p><p><b>Xem thêm:</b> {LINK}</p>{REST}"),
    Odd("box of links in the text", f"{HEAD}<p>{TEXT[0]}</p><div><p>Tin liên quan</p>{LINK}<br>{LINK}</div>{REST}"),
    Odd("links between head and text", f"{HEAD}<ul><li>{LINK}</li><li>{LINK}</li></ul><div>{BODY}</div>"),
    Odd("rating below", f"{HEAD}<div>{BODY}<p>Tổng số điểm của bài viết là: 5 trong 1 đánh giá</p></div>"),
    Odd("section below", f"{HEAD}<div>{BODY}</div><footer>Chuyên mục: <a href='/web/trang-chu/tin-tuc'>Tin tức</a></footer>"),
    Odd(
        "short closing sentence behind a list",
        f"{HEAD}<p>{TEXT[0]}</p><ul><li><p>Khóm 3</p></li><li><p>Khóm 4</p></li></ul><p>Trân trọng thông báo!</p>",
        body=(TEXT[0], "Khóm 3", "Khóm 4", "Trân trọng thông báo!"),
    ),
    Odd(
        "another article in full below",
        f"<div>{HEAD}{BODY}</div><div><h1>Ra mắt câu lạc bộ hát dân ca sông Mã</h1><p>Đăng lúc: 02/01/2018 08:00:00 (GMT+7)</p>"
        f"<p>{CLUB}</p><p>{CLUB}</p></div>",
    ),
    Odd(
        "cards with summaries below a short text",
        f"{HEAD}<div><p>{SHORT}</p></div><div>"
        + f"<div><img src='/a.jpg'><h5>{LINK}</h5><p>10/03/2023</p><p>{CLUB}</p></div>" * 3
        + "</div>",
        body=(SHORT,),
    ),
    Odd("contents of the page above", f"{HEAD}<p>Mục lục</p><ul><li><a href='#m1'>Phần mở đầu</a></li></ul><div>{BODY}</div>"),
    Odd("widgets in words", f"{HEAD}{BODY}<div>In trang này &nbsp; Gửi cho bạn bè &nbsp; Chia sẻ lên Facebook</div>"),
    Odd(
        "the page's own address",
        f"{HEAD}{BODY}<p>Đường dẫn bài viết: https://x.gov.vn/web/trang-chu/tin-tuc/{'bai-' * 30}.html</p>",
    ),
    Odd("rating in two elements", f"{HEAD}{BODY}<div><label>Số lượt đánh giá:</label><p>3</p></div>"),
    Odd(
        "labels run together",
        f"<h1>{TITLE}</h1><p><span>15/04/2023</span><span>{VIEWS}</span><span>Đọc bài viết</span></p>{BODY}",
        dates=("15/04/2023",),
        views=(VIEWS,),
    ),
    Odd(
        "lines with wrappers of their own",
        f"{HEAD}<section><p>{TEXT[0]}</p></section>" + "".join(f"<section><p>{line}</p></section>" for line in POEM),
        body=(TEXT[0], *POEM),
    ),
    Odd("time for machines above the date line", f"<h1>{TITLE}</h1><div>2026-11-20T10:00:00+07:00</div><p>{STAMP}</p>{BODY}"),
    Odd(
        "print button above the date line",
        f"<h1>{TITLE}</h1><a href='#'><img src='/images/printButton.png'></a><p>{STAMP}</p>{BODY}",
    ),
    Odd("title is a link to the page", f"<p><a href='{B_URL}'>{TITLE}</a></p><p>{STAMP}</p>{BODY}"),
    Odd(
        "comments below", f"{HEAD}<div>{BODY}</div><div><div><b>Lê Thế Anh</b> <span>14/03/2025</span><p>{CLUB}</p></div></div>"
    ),
    Odd("sections between head and text", f"{HEAD}<div><ul><li>{LINK}</li></ul></div><div>{BODY}</div>"),
    Odd(
        "counter below a dated article",
        f"<div>{HEAD}{BODY}<p>Số lượt xem: 57</p></div>",
        views=("Số lượt xem: 57",),
    ),
    Odd(
        "table in a table of paragraphs",
        f"{HEAD}<table><tr><td>{TEXT[0]}</td></tr><tr><td>{SHORT}</td></tr><tr><td><table><tr><td>Khóm</td><td>Số hộ</td></tr>"
        f"<tr><td>Khóm 3</td><td>35</td></tr><tr><td>Khóm 4</td><td>41</td></tr></table>"
        f"</td></tr><tr><td>{TEXT[1]}</td></tr></table>",
        body=(TEXT[0], SHORT, "Khóm | Số hộ", "Khóm 3 | 35", "Khóm 4 | 41", TEXT[1]),
    ),
    Odd(
        "heading above an indented line",
        f"{HEAD}<div>{TEXT[0]}<br>\nViệc cần làm<br>\n&nbsp;&nbsp;{TEXT[1]}</div>",
        body=(TEXT[0], "Việc cần làm", TEXT[1]),
    ),
    Odd("date below the body", f"<div><h1>{TITLE}</h1><div>{BODY}</div><p>{STAMP}</p></div>"),
    Odd(
        "section between date and counter",
        f"<h1>{TITLE}</h1><p>Ngày đăng: 15-04-2023 | Chuyên mục: <a href='/web/trang-chu/tin-tuc'>Tin tức sự kiện</a>"
        f" | {VIEWS}</p>{BODY}",
        dates=("Ngày đăng: 15-04-2023",),
        views=(VIEWS,),
    ),
    Odd(
        "count of a list before",
        f"<ul><li><a href='{OTHER}'>Đọc nhiều: Lễ hội đền Bà</a><span>Lượt xem: 999</span></li></ul>{HEAD}<p>{VIEWS}</p>{BODY}",
        views=(VIEWS,),
    ),
)


def page_of(article: str) -> str:
    return f"<html><body><ul>{MENU}</ul><div>{article}</div>{SIDE}{FOOT}</body></html>"


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: odd.name)
def test_exact_draft(odd: Odd) -> None:
    draft = B.extract(raw(page_of(odd.article)))
    assert texts(draft, "title") == [TITLE]
    assert texts(draft, "paragraph", "heading", "lead") == list(odd.body)
    assert texts(draft, "date") == list(odd.dates)
    assert texts(draft, "views") == list(odd.views)
    assert (draft.extraction, draft.notes) == ("labels", ())


def test_author_at_the_top() -> None:
    draft = B.extract(raw(page_of(f"<h1>{TITLE}</h1><p class='author'>{BYLINE}</p><p>{STAMP}</p>{BODY}")))
    assert texts(draft, "title") == [TITLE]
    assert texts(draft, "paragraph") == list(TEXT)
    assert texts(draft, "date") == [STAMP]


def test_lines_of_a_poem_stay() -> None:
    draft = B.extract(raw(page_of(f"{HEAD}<p>{TEXT[0]}</p><p>{'<br>'.join(POEM)}</p><p>{TEXT[1]}</p>")))
    assert " ".join(texts(draft, "paragraph")) == " ".join((TEXT[0], *POEM, TEXT[1]))


def test_photo_story() -> None:
    pictures = "".join(f"<p><img src='/{n}.jpg'></p><p align='center'><i>Ảnh {n}</i></p>" for n in range(1, 5))
    draft = B.extract(raw(page_of(HEAD + pictures)))
    assert texts(draft, "title") == [TITLE]
    assert texts(draft, "caption") == ["Ảnh 1", "Ảnh 2", "Ảnh 3", "Ảnh 4"]


def test_pictures_behind_one_paragraph_with_wrappers() -> None:
    pictures = "".join(f"<figure><img src='/{n}.jpg'><figcaption>Ảnh {n}</figcaption></figure>" for n in range(1, 7))
    draft = B.extract(raw(page_of(f"{HEAD}<div><div>{TEXT[0]}</div></div>{pictures}<p>{BYLINE}</p>")))
    assert texts(draft, "caption") == [f"Ảnh {n}" for n in range(1, 7)]


def test_documents_inside_the_body() -> None:
    files = "<ul>" + "".join(f"<li><a href='/vb/{n}.pdf'>Văn bản số {n}</a></li>" for n in range(1, 13)) + "</ul>"
    draft = B.extract(raw(page_of(f"{HEAD}<p>{TEXT[0]}</p>{files}<p>{TEXT[1]}</p>")))
    assert texts(draft, "paragraph") == list(TEXT[:2])
    assert [link.title for link in draft.attachments] == [f"Văn bản số {n}" for n in range(1, 13)]


def test_count_of_a_list_before_the_classic_layout() -> None:
    other = "/tpsoctrang/1279/30571/54021/400777/Tin/Le-hoi.aspx"
    side = f"<ul><li><a href='{other}'>Đọc nhiều: Lễ hội</a><span>Lượt xem: 999</span></li></ul>"
    draft = A1.extract(raw(page_of(f"{side}<div><div>{VIEWS}</div><b>{TITLE}</b>{BODY}</div>"), A1_URL))
    assert texts(draft, "title") == [TITLE]
    assert texts(draft, "views") == [VIEWS]


def test_undated_page_with_one_clear_heading_is_known() -> None:
    page = f"<html><head><title>{TITLE}</title></head><body><div><h1>{TITLE}</h1>{BODY}<p>{BYLINE}</p></div></body></html>"
    draft = B.extract(raw(page))
    assert (draft.layout, draft.extraction, draft.notes) == ("trangchu/structure", "labels", ())
    assert texts(draft, "title", "paragraph") == [TITLE, *TEXT, BYLINE]


def test_last_line_at_the_right_signs() -> None:
    draft = B.extract(raw(page_of(f"{HEAD}<div>{BODY}<p style='text-align: right'><b>Phòng Nội vụ</b></p></div>")))
    assert texts(draft, "byline") == ["Phòng Nội vụ"]
    assert texts(draft, "paragraph") == list(TEXT)


@pytest.mark.parametrize("line", ["CHỦ TỊCH", "TM. ỦY BAN NHÂN DÂN", "Thanh Hóa, ngày 5 tháng 3 năm 2021", "Bà con rất vui."])
def test_a_line_of_a_signed_document_does_not(line: str) -> None:
    draft = B.extract(raw(page_of(f"{HEAD}<div>{BODY}<p align='right'>{line}</p></div>")))
    assert texts(draft, "byline") == []


def test_a_sentence_below_a_picture_in_a_layout_table_is_no_caption() -> None:
    short = [
        "Hội thi diễn ra sôi nổi trong một ngày.",
        "Các em sẽ dự thi cấp tỉnh vào tháng 7 tới.",
        "Giải được trao ngay trong tối.",
    ]
    cell = f"{short[0]}<br><br>{short[1]}<br><br><img src='/a.jpg'><br><br>{short[2]}<br><br>{TEXT[2][:60]}."
    draft = B.extract(raw(page_of(f"<table><tr><td>{HEAD}{cell}</td></tr></table>")))
    assert texts(draft, "caption") == []
    assert short[2] in texts(draft, "paragraph")


def test_documents_below_the_end_of_a_text() -> None:
    files = "<h4>Tài liệu đính kèm (2)</h4><table><tr><td><a href='/a.pdf'>Kế hoạch</a></td></tr></table>"
    draft = B.extract(raw(page_of(f"{HEAD}<div>{BODY}</div><div>{files}</div>")))
    assert texts(draft, "paragraph") == list(TEXT)
    assert [link.title for link in draft.attachments] == ["Kế hoạch"]


def test_a_short_title_that_the_head_repeats_beats_a_longer_one() -> None:
    other = "<div><h1>Ra mắt câu lạc bộ hát dân ca sông Mã của thành phố</h1><p>Đăng lúc: 02/01/2018 08:00:00</p>"
    article = f"<h1>Về lại bến xưa</h1><p>{STAMP}</p>{BODY}{other}<p>{CLUB}</p></div>"
    page = f"<html><head><title>Về lại bến xưa</title></head><body>{article}</body></html>"
    assert texts(B.extract(raw(page)), "title") == ["Về lại bến xưa"]


@pytest.mark.parametrize(("name", "kind"), [("ArticleSummary", "lead"), ("sapo", "lead"), ("TabSummaryBox", "paragraph")])
def test_a_lead_is_known_by_its_class(name: str, kind: str) -> None:
    draft = B.extract(raw(page_of(f"{HEAD}<div class='{name}'>{TEXT[0]}</div><div>{BODY}</div>")))
    assert next(block.kind for block in draft.blocks if block.text == TEXT[0]) == kind


def test_the_time_that_only_one_print_says_is_kept() -> None:
    copy = f"<div class='d-print-block'><h2>{TITLE}</h2><p>Ngày 15/04/2023</p>{BODY}</div>"
    record = clean(raw(page_of(f"<div><h2>{TITLE}</h2><p>{STAMP}</p>{BODY}</div>{copy}")), portals()["thanhhoa"])
    assert (record.published_at, record.copies_in_page) == ("2023-04-15T07:05:09+07:00", 2)
