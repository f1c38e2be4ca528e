"""Listings of a site whose CMS nobody knows: the list's own structure says which links are the section's articles."""

from __future__ import annotations

import json

import pytest

from portals.items import RawPage
from portals.portal import Listing
from tests.webpage.any_site import AnySite

URL = "https://khelang.example.vn/muc/nong-nghiep"
TITLES = (
    "Đào giếng khoan cho ba xóm thiếu nước ở Khe Lạng",
    "Xóm Bãi nhận máy gặt từ quỹ của hợp tác xã",
    "Mở lại chợ phiên sau hai năm sửa mái và nền",
    "Tổ khuyến nông tập huấn ủ phân cho sáu mươi hộ",
)
SECTIONS = {"nong-nghiep": "Nông nghiệp", "lich": "Lịch họp", "cong-khai": "Công khai ngân sách xã", "lh": "Liên hệ"}
MENU = "".join(f"<li><a href='/muc/{path}'>{name}</a></li>" for path, name in SECTIONS.items())
CARDS = {
    "cards": "<div class='the'><a href='/b/{n}'><img src='/{n}.jpg' alt=''></a><h3><a href='/b/{n}'>{title}</a></h3>"
    "<i>{date}</i><p>{text}</p></div>",
    "bare": "<li><a href='/b/{n}'>{title}</a> <i>{date}</i></li>",
    "author and section": "<div><h4><a href='/b/{n}'>{title}</a></h4><i>{date}</i>"
    " <a href='/nguoi-viet/ban-bien-tap'>Ban biên tập trang tin xã</a>"
    "<a rel='category' href='/muc/nong-nghiep'>Tin nông nghiệp và môi trường</a></div>",
    "table": "<tr><td><a href='/b/{n}'>{title}</a></td><td>{date}</td></tr>",
    "elements of its own": "<kl-item><a href='/b/{n}'><kl-title>{title}</kl-title></a><kl-date>{date}</kl-date></kl-item>",
}
DATES = ("21/02/2024", "3 thg 2, 2024", "19 Tháng 1 2024", "02/01/2024")
TEXT = "Công trình do bà con góp công, huyện hỗ trợ một phần kinh phí, dự kiến xong trước mùa khô năm tới."


def page(card: str, *, heading: str = "<h1>Nông nghiệp</h1>", side: str = "Xem nhiều", after: str = "") -> RawPage:
    items = "".join(card.format(n=n, title=title, date=DATES[n], text=TEXT) for n, title in enumerate(TITLES))
    boxed = "".join(f"<li><a href='/b/{n}'>Bài bên lề số {n} của tuần trước nữa</a></li>" for n in (7, 8, 9, 10, 11, 12))
    foot = "<p>" + " | ".join(f"<a href='/t/{n}'>Trang tĩnh số {n} của xã</a>" for n in range(6)) + "</p>"
    columns = f"<div>{heading}<div>{items}</div>{after}</div><div><h3>{side}</h3><ul>{boxed}</ul></div>"
    body = f"<ul>{MENU}</ul><div>{columns}</div>{foot}"
    head = "<head><title>Nông nghiệp - Trang thông tin điện tử xã Khe Lạng</title></head>"
    return RawPage(URL, f"<!DOCTYPE html><html>{head}<body>{body}</body></html>".encode())


def read(page: RawPage) -> Listing:
    return AnySite().listing(page)


@pytest.mark.parametrize("card", CARDS.values(), ids=CARDS)
def test_the_list_is_told_from_menus_boxes_and_foot(card: str) -> None:
    listing = read(page(card))
    assert [link.url for link in listing.links] == [f"https://khelang.example.vn/b/{n}" for n in range(4)]
    assert [link.listed.title for link in listing.links] == list(TITLES)
    assert [link.listed.published_raw for link in listing.links] == list(DATES)


def test_a_section_called_like_a_side_box() -> None:
    source = page(CARDS["bare"], heading="<h1>Tin mới</h1>", side="Tin mới").body.replace(b"<title>N", b"<title>Tin m")
    assert len(read(RawPage(URL, source)).links) == 4


def test_a_page_without_a_list_has_no_articles() -> None:
    assert read(page("")).links == ()


def test_a_single_article_below_the_section_name() -> None:
    card = CARDS["cards"].format(n=1, title=TITLES[0], date=DATES[0], text=TEXT)
    body = page("").body.replace(b"</h1><div>", f"</h1><div>{card}".encode())
    assert [link.listed.title for link in read(RawPage(URL, body)).links] == [TITLES[0]]


MORE = {
    "data-url": ("<a href='#' data-url='/muc/nong-nghiep?page=2'>Xem thêm</a>", "?page=2"),
    "button around": ("<kl-more data-href='/muc/nong-nghiep/2'><button>Tải thêm tin</button></kl-more>", "/2"),
    "onclick": ("<button onclick=\"window.location='/muc/nong-nghiep?trang=2'\">Xem thêm</button>", "?trang=2"),
    "one argument": ("<a href=\"javascript:tai('/muc/nong-nghiep?p=2')\">Xem thêm</a>", "?p=2"),
    "form": ("<form action='?'><input type='hidden' name='page' value='2'><button>Xem thêm</button></form>", "?page=2"),
    "button of a form": (
        "<form action='/muc/nong-nghiep'><input type='hidden' name='p' value='2'><input type='submit' value='Sau'></form>",
        "?p=2",
    ),
    "list of pages": (
        "<select onchange='location=this.value'><option value='/muc/nong-nghiep?page=1'>Trang 1</option>"
        "<option value='/muc/nong-nghiep?page=2'>Trang 2</option></select>",
        "?page=2",
    ),
    "list of pages in a form": (
        "<form><select name='trang'><option selected>1</option><option>2</option></select></form>",
        "?trang=2",
    ),
    "place for the number": ("<a class='more' data-url='/muc/nong-nghiep?page={page}' data-page='2'>Xem thêm</a>", "?page=2"),
    "no current number": (
        "<nav><a href='?s=20'>3</a><a aria-label='Đến trang tiếp theo' href='?s=10'></a></nav>",
        "?s=10",
    ),
    "arrows in words": ("<div><a href='?page=1'>← Trang trước</a><a href='?page=3'>Trang sau →</a></div>", "?page=3"),
    "arrow as a class": (
        "<p>Trang: <a class='next' href='?page=2'><i></i></a></p>",
        "?page=2",
    ),
    "words for the blind": ("<span>1</span> <a href='?page=2'><span>Trang</span>2</a>", "?page=2"),
    "rows counted": ("<table><td>1 - 30</td><td><a href='?h=31'><img alt='Tiếp' src='/n.gif'></a></table>", "?h=31"),
}


@pytest.mark.parametrize(("markup", "tail"), MORE.values(), ids=MORE)
def test_ways_to_more(markup: str, tail: str) -> None:
    following = read(page(CARDS["cards"], after=f"<div>{markup}</div>")).next
    assert following is not None
    assert following.url == URL + tail


@pytest.mark.parametrize(
    ("markup", "stop"),
    [
        ("<a class='load-more' href='javascript:void(0)' onclick='taiThem()'>Xem thêm</a>", "script_pager"),
        ("<b>1</b> <a href='javascript:sang(2)'>2</a> <a href='javascript:sang(3)'>3</a>", "script_pager"),
        ("<a href='?page=1'>1</a> <b>2</b> <a class='disabled' href='?page=3'>»</a>", "last_page"),
        ("<a href='/muc'>Xem thêm</a>", "no_pager"),
        ("<a class='more' data-url='/muc/nong-nghiep?page={page}'>Xem thêm</a>", "script_pager"),
        ("<select><option value='a'>Xã Khe Lạng</option><option value='b'>Xã Mai Khê</option></select>", "no_pager"),
        ("<button disabled data-url='?page=2'>Xem thêm</button>", "no_pager"),
        ("<span>1</span> <a href='/b/1'>2</a> <a href='/b/2'>3</a>", "no_pager"),
    ],
)
def test_no_way_on_has_a_name(markup: str, stop: str) -> None:
    listing = read(page(CARDS["cards"], after=f"<div>{markup}</div>"))
    assert (listing.next, listing.stop) == (None, stop)


def test_a_head_that_names_the_page_itself_as_the_next() -> None:
    """Bludit 3 prints `rel=next` with the address of the page and a slash; that of the visible pager is right."""
    visible = "<ul><li class='disabled'>Trang trước</li><li><a href='/muc/nong-nghiep?page=2'>Trang sau</a></li></ul>"
    source = page(CARDS["cards"], after=visible).body.replace(b"</head>", f"<link rel='next' href='{URL}/'></head>".encode())
    following = read(RawPage(URL, source)).next
    assert following is not None
    assert following.url == f"{URL}?page=2"


def test_the_only_article_of_the_last_page() -> None:
    """Nothing but its own element says where the card ends; the section's name stands below it."""
    card = f"<div class='the'><a href='/b/9'><h2>{TITLES[0]}</h2></a><div>15 Tháng 1 2024</div><p>{TEXT}</p></div>"
    source = f"<!DOCTYPE html><html><head><title>Xã Khe Lạng</title></head><body><ul>{MENU}</ul><div>{card}</div></body></html>"
    assert [link.listed.title for link in read(RawPage(f"{URL}?page=7", source.encode())).links] == [TITLES[0]]


def test_a_button_that_posts_a_form() -> None:
    fields = "<input type='hidden' name='trang' value='2'><input type='submit' name='sau' value='Trang sau'>"
    form = f"<form method='post' action='/loc'>{fields}</form>"
    following = read(page(CARDS["cards"], after=form)).next
    assert following is not None
    assert (following.method, following.url) == ("POST", "https://khelang.example.vn/loc")
    assert following.form == (("trang", "2"), ("sau", "Trang sau"))


def test_a_fragment_is_counted_on() -> None:
    items = "".join(CARDS["bare"].format(n=n, title=title, date=DATES[n]) for n, title in enumerate(TITLES[:2]))
    listing = read(RawPage(f"{URL}?page=2", items.encode()))
    assert [link.listed.title for link in listing.links] == list(TITLES[:2])
    assert listing.next is not None
    assert listing.next.url == f"{URL}?page=3"


def test_a_fragment_behind_a_cursor_ends_with_a_name() -> None:
    items = "".join(CARDS["bare"].format(n=n, title=title, date=DATES[n]) for n, title in enumerate(TITLES[:2]))
    assert read(RawPage(f"{URL}?sau=xyz", items.encode())).stop == "script_pager"


JSON_ANSWERS = {
    "objects": ({"items": [{"title": title, "url": f"/b/{n}", "date": DATES[n]} for n, title in enumerate(TITLES)]}, "?page=3"),
    "next named": ([{"tieuDe": title, "link": f"/b/{n}", "ngayDang": DATES[n]} for n, title in enumerate(TITLES)], "?page=3"),
    "markup": ({"html": "".join(CARDS["bare"].format(n=n, title=t, date=DATES[n]) for n, t in enumerate(TITLES))}, "?page=3"),
}


@pytest.mark.parametrize(("answer", "tail"), JSON_ANSWERS.values(), ids=JSON_ANSWERS)
def test_lists_in_json(answer: object, tail: str) -> None:
    listing = read(RawPage(f"{URL}?page=2", json.dumps(answer).encode(), headers={"content-type": "application/json"}))
    assert [(link.url[-4:], link.listed.title, link.listed.published_raw) for link in listing.links] == [
        (f"/b/{n}", title, DATES[n]) for n, title in enumerate(TITLES)
    ]
    assert listing.next is not None
    assert listing.next.url == URL + tail


def test_json_that_names_its_cursor() -> None:
    answer = {"items": [{"title": TITLES[0], "url": "/b/0"}], "nextCursor": "q2"}
    listing = read(RawPage(f"{URL}?cursor=q1", json.dumps(answer).encode()))
    assert listing.next is not None
    assert listing.next.url == f"{URL}?cursor=q2"


def test_an_empty_json_list_is_empty() -> None:
    assert read(RawPage(f"{URL}?page=9", b'{"items": []}')).stop == "empty"


def test_an_empty_page_in_the_middle_leads_on() -> None:
    listing = read(page("", after="<a href='?page=1'>1</a> <b>2</b> <a href='?page=3'>3</a>"))
    assert listing.links == ()
    assert listing.next is not None
    assert listing.next.url == f"{URL}?page=3"


def test_decorations_of_titles() -> None:
    """A running number, a date in brackets, a badge and a bullet that every link of the list carries."""
    links = "".join(f"<li><a href='/b/{n}'>{n + 1}. {title} ({DATES[3]}) </a></li>" for n, title in enumerate(TITLES))
    listing = read(page("", after=f"<ul>{links}</ul>"))
    assert [link.listed.title for link in listing.links] == list(TITLES)
    assert {link.listed.published_raw for link in listing.links} == {f"({DATES[3]})"}


def test_a_title_may_begin_with_a_number_or_end_in_a_date() -> None:
    titles = ("30 hộ Khe Lạng được cấp giống lúa mới đầu vụ", "Lịch cắt điện xóm Bãi ngày 12/03/2024", TITLES[0])
    links = "".join(f"<li><a href='/b/{n}'>{title}</a></li>" for n, title in enumerate(titles))
    assert [link.listed.title for link in read(page("", after=f"<ul>{links}</ul>")).links] == list(titles)
