"""One article in many markups gives one text."""

from __future__ import annotations

import pytest

from portals.cms.trangchu import TrangChu
from portals.cms.vnportal import VnPortal
from portals.errors import Rejected
from tests.webpage.pages import A1_URL, B_URL, BYLINE, FOOT, MENU, SIDE, STAMP, TEXT, TITLE, raw, texts, variants

A1 = VnPortal(sname="tpsoctrang", sid=1279)
B = TrangChu()
PAGES = [(family, name, page) for family in ("a1", "a1b", "b") for name, page in variants(family)]


@pytest.mark.parametrize(("family", "name", "page"), PAGES, ids=[f"{family}: {name}" for family, name, _ in PAGES])
def test_any_markup(family: str, name: str, page: str) -> None:
    draft = B.extract(raw(page)) if family == "b" else A1.extract(raw(page, A1_URL))
    assert texts(draft, "title") == [TITLE]
    assert texts(draft, "paragraph", "byline", "heading") == [*TEXT, BYLINE]
    assert texts(draft, "views") == ([] if family == "b" else ["Lượt xem: 1.042"])
    assert texts(draft, "date") == ([STAMP] if family == "b" else [])
    assert (draft.extraction, draft.notes) == ("labels", ())


def page_of(article: str) -> str:
    return f"<html><body><ul>{MENU}</ul><div>{article}</div>{SIDE}{FOOT}</body></html>"


BODY = "".join(f"<p>{text}</p>" for text in TEXT)


@pytest.mark.parametrize("hiding", ['<div style="display:none">', '<div id="in" hidden>', '<div class="d-none d-print-block">'])
@pytest.mark.parametrize("first", [True, False])
def test_hidden_print_copy_is_counted_and_no_text(hiding: str, first: bool) -> None:
    copy = f"{hiding}<p>{TITLE}</p><p>Ngày 15/04/2023 07:05:09</p>{BODY}<p>Bản in từ cổng thông tin</p></div>"
    shown = f"<div><h1>{TITLE}</h1>{BODY}</div>"
    draft = B.extract(raw(page_of(copy + shown if first else shown + copy)))
    assert texts(draft, "title", "paragraph") == [TITLE, *TEXT]
    assert [copy.dates for copy in draft.hidden_copies] == [("Ngày 15/04/2023 07:05:09",)]


@pytest.mark.parametrize("hiding", ['<div class="k9">', "<div>"])
@pytest.mark.parametrize("first", [True, False])
def test_print_copy_is_in_the_draft(hiding: str, first: bool) -> None:
    copy = f"{hiding}<p>{TITLE}</p><p>Ngày 15/04/2023 07:05:09</p>{BODY}</div>"
    shown = f"<div><h1>{TITLE}</h1><p>{STAMP}</p>{BODY}</div>"
    draft = B.extract(raw(page_of(copy + shown if first else shown + copy)))
    assert texts(draft, "title") == [TITLE, TITLE]
    assert texts(draft, "paragraph") == [*TEXT, *TEXT]
    assert sorted(texts(draft, "date")) == sorted(["Ngày 15/04/2023 07:05:09", STAMP])


@pytest.mark.parametrize(
    ("picture", "captions"),
    [
        ('<figure><img src="/a.jpg"><figcaption>Quang cảnh buổi lễ</figcaption></figure>', ["Quang cảnh buổi lễ"]),
        ('<table><tr><td><img src="/a.jpg"></td></tr><tr><td>Quang cảnh buổi lễ.</td></tr></table>', ["Quang cảnh buổi lễ."]),
        ('<p align="center"><img src="/a.jpg" alt="anh tin bai"></p><p align="center"><i>Quang cảnh</i></p>', ["Quang cảnh"]),
        ('<p><img src="/a.jpg"></p><p>THUONG VU HOP.jpg</p><p>Quang cảnh buổi lễ</p>', ["Quang cảnh buổi lễ"]),
        ('<p><img data-src="/a.jpg" src="data:image/gif;base64,R0"><br>Quang cảnh buổi lễ</p>', ["Quang cảnh buổi lễ"]),
        ('<p><img src="/a.jpg"></p>', []),
    ],
)
def test_pictures(picture: str, captions: list[str]) -> None:
    article = f"<h1>{TITLE}</h1><p>{STAMP}</p><p>{TEXT[0]}</p>{picture}<p>{TEXT[1]}</p><p>{TEXT[2]}</p>"
    draft = B.extract(raw(page_of(article)))
    assert texts(draft, "caption") == captions
    assert texts(draft, "paragraph") == list(TEXT[:3])
    assert [block.url for block in draft.blocks if block.kind == "image"] == ["https://tpthanhhoa.thanhhoa.gov.vn/a.jpg"]


def test_icons_and_print_buttons_are_no_pictures() -> None:
    icons = '<img src="/images/print.gif"><img src="/x.png" width="16" height="16"><img src="/pixel.gif">'
    draft = B.extract(raw(page_of(f"<h1>{TITLE}</h1>{icons}<p>{STAMP}</p>{BODY}")))
    assert not [block for block in draft.blocks if block.kind == "image"]


def test_attachments_are_absolute_and_no_text() -> None:
    files = '<p>Tệp đính kèm: <a href="/file/download/123456789.html?b=0">Kế hoạch 12</a></p>'
    files += '<p><a href="../vb/a%20b.PDF">Phụ lục</a></p>'
    draft = B.extract(raw(page_of(f"<h1>{TITLE}</h1><p>{STAMP}</p>{BODY}{files}")))
    assert [(link.url, link.title) for link in draft.attachments] == [
        ("https://tpthanhhoa.thanhhoa.gov.vn/file/download/123456789.html?b=0", "Kế hoạch 12"),
        ("https://tpthanhhoa.thanhhoa.gov.vn/web/trang-chu/vb/a%20b.PDF", "Phụ lục"),
    ]
    assert texts(draft, "paragraph") == list(TEXT)


def test_rows_of_a_data_table_are_paragraphs() -> None:
    table = "<table><tr><td>Phường</td><td>Số hộ</td></tr><tr><td>Phường 1</td><td>128</td></tr></table>"
    draft = B.extract(raw(page_of(f"<h1>{TITLE}</h1><p>{STAMP}</p><p>{TEXT[0]}</p>{table}<p>{TEXT[1]}</p>")))
    assert texts(draft, "paragraph") == [TEXT[0], "Phường | Số hộ", "Phường 1 | 128", TEXT[1]]


@pytest.mark.parametrize(
    "clock",
    [
        "Thứ ba, ngày 16/07/2024",
        "Hôm nay: 16/07/2024",
        "<span>Ngày 16/07/2024</span>",
        "Số người đang xem: 12 - Cập nhật: 16/07/2024",
    ],
)
def test_clock_above_the_article_is_no_date(clock: str) -> None:
    page = f"<html><body><div>{clock}</div><div>Lượt xem: 5</div><div><b>{TITLE}</b></div><div>{BODY}</div>{SIDE}</body></html>"
    draft = A1.extract(raw(page, A1_URL))
    assert texts(draft, "title") == [TITLE]
    assert texts(draft, "date") == []


@pytest.mark.parametrize(
    ("printed", "kept"),
    [
        ("Lượt xem: 269", "Lượt xem: 269"),
        ("Đã xem 1.234 lần", "Đã xem 1.234 lần"),
        ("Số lượt đọc : <b>17</b>", "Số lượt đọc : 17"),
        ("<div>Lượt xem:</div><div>31</div>", "Lượt xem: 31"),
        ("Lượt xem: 980 100%", "Lượt xem: 980"),
        ("Ngày đăng: 08/07/2024  11:38 | Lượt xem: 74", "Lượt xem: 74"),
        ("(269 lượt xem)", "(269 lượt xem)"),
    ],
)
def test_view_counts(printed: str, kept: str) -> None:
    draft = A1.extract(raw(page_of(f"<div>{printed}</div><h2>{TITLE}</h2>{BODY}"), A1_URL))
    assert texts(draft, "views") == [kept]
    assert texts(draft, "title") == [TITLE]


def test_article_without_any_label_needs_the_familys_markup() -> None:
    article = f"<p><b>{TITLE}</b></p>{BODY}"
    known = B.extract(raw(page_of(article)))
    unknown = B.extract(raw(f"<html><body><p><b>{TITLE}</b></p>{BODY}</body></html>"))
    assert ([note.code for note in known.notes], [note.code for note in unknown.notes]) == ([], ["unknown_layout"])
    assert texts(known, "title", "paragraph") == texts(unknown, "title", "paragraph") == [TITLE, *TEXT]


@pytest.mark.parametrize("body", [b"", b"<html></html>", b"<html><body><p>Menu</p></body></html>"])
def test_no_article(body: bytes) -> None:
    with pytest.raises(Rejected):
        B.extract(raw(body.decode()))


def test_long_page_takes_linear_time_and_keeps_all() -> None:
    many = "".join(
        f"<p>Đoạn thứ {n} nói về việc sửa chữa tuyến đường số {n} trong khu dân cư của phường.</p>" for n in range(3000)
    )
    draft = B.extract(raw(page_of(f"<h1>{TITLE}</h1><p>{STAMP}</p>{many}"), B_URL))
    assert len(texts(draft, "paragraph")) == 3000


def test_adversarial_markup() -> None:
    for piece in (
        "<div>",
        "<a href=x>",
        "<br>",
        "&nbsp;",
        "Ngày 1/1/2020 ",
        '<p style="',
        "<!--",
        "<script",
        "Lượt xem: ",
        "1 000 ",
    ):
        page = f"<html><body><h1>{TITLE}</h1><p>{STAMP}</p>{BODY}{piece * (100_000 // len(piece))}"
        assert texts(B.extract(raw(page)), "title")[0] == TITLE
