"""Pages that are no pages, and articles that only talk of such things."""

from __future__ import annotations

import pytest

from portals.errors import Rejected
from portals.items import RawPage
from portals.webpage.block_pages import check_text, inspect
from tests.webpage.pages import FOOT, MENU, TEXT

URL = "https://ubndtp.soctrang.gov.vn/x"
D1N = (
    b'<html><head><script>function set_cookie(){document.cookie="D1N=0123456789abcdef0123456789abcdef'
    b';expires=Fri, 31-Dec-2027 23:59:59 GMT;path=/"}set_cookie();location.reload(true);</script></head><body></body></html>'
)


def reason(
    body: bytes | str, status: int = 200, headers: dict[str, str] | None = None, truncated: str | None = None
) -> tuple[str, bool] | None:
    data = body.encode() if isinstance(body, str) else body
    try:
        inspect(RawPage(URL, data, status, headers or {}, truncated=truncated))
    except Rejected as rejected:
        return rejected.reason, rejected.wall
    return None


def page(title: str, main: str, chrome: bool = True) -> str:
    around = (f"<ul>{MENU}</ul>", FOOT) if chrome else ("", "")
    return f"<!DOCTYPE html><html><head><title>{title}</title></head><body>{around[0]}{main}{around[1]}</body></html>"


WALLS = [
    (D1N, "cookie_wall"),
    (D1N.replace(b"D1N", b"XK7"), "cookie_wall"),
    ("<html><script>document.cookie='a=1';location.href=location.href;</script></html>", "cookie_wall"),
    ("<html><head><meta http-equiv='refresh' content='0;url=/?c=1'></head><body></body></html>", "refresh_wall"),
    (
        "<html><head><title>Just a moment...</title></head><body><script>window._cf_chl_opt={}</script></body></html>",
        "challenge",
    ),
    (
        "<html><body><iframe src='/_Incapsula_Resource?x=1'>Incapsula incident ID: 1-2</iframe></body></html>",
        "challenge",
    ),
    (
        "<html><title>Request Rejected</title><body>The requested URL was rejected. Your support ID is: 123</body></html>",
        "firewall",
    ),
]


@pytest.mark.parametrize(("body", "name"), WALLS)
@pytest.mark.parametrize("status", [200, 403, 503])
def test_walls(body: bytes | str, name: str, status: int) -> None:
    if status == 200 or name in ("challenge", "firewall"):
        assert reason(body, status) == (name, True)


REJECTED = [
    ("", "empty"),
    (" \r\n ", "empty"),
    (b"%PDF-1.4 ...", "not_html"),
    (b"\x89PNG\r\n\x1a\n", "not_html"),
    ('{"rows": []}', "not_html"),
    ("<?xml version='1.0'?><rss><channel/></rss>", "not_html"),
    ("OK", "not_html"),
    (
        page("Runtime Error", "<h1>Server Error in '/' Application.</h1><h2><i>Runtime Error</i></h2>", chrome=False),
        "error_page",
    ),
    (page("Cổng thông tin", "<h2>Trang không tồn tại</h2>"), "error_page"),
    (page("404 - Không tìm thấy trang", "<p>Xin lỗi, trang bạn tìm không có.</p>"), "error_page"),
    (page("Lỗi", "<p>Đã có lỗi xảy ra!</p>", chrome=False), "error_page"),
    (page("Thông báo", "<div>Hệ thống đang bảo trì, vui lòng quay lại sau.</div>", chrome=False), "maintenance"),
    (page("Website đang được bảo trì", "<p>Mong bạn thông cảm.</p>"), "maintenance"),
    (page("Đăng nhập", "<form><input name=u><input type=password name=p></form>"), "login_page"),
    ("<!DOCTYPE html><html><body><div><p>Sáng ngày 14/4, UBND thành phố tổ ch", "truncated"),
]


@pytest.mark.parametrize(("body", "name"), REJECTED)
def test_rejected(body: bytes | str, name: str) -> None:
    assert reason(body) == (name, False)


@pytest.mark.parametrize(("status", "name"), [(404, "http_404"), (410, "http_410"), (500, "http_500"), (302, "redirect")])
def test_status(status: int, name: str) -> None:
    assert reason(page("Tin", TEXT[0]), status) == (name, False)


def test_cut_transfers() -> None:
    whole = page("Tin", TEXT[0])
    assert reason(whole, truncated="disconnect") == ("cut", False)
    assert reason(whole, headers={"Content-Length": "999999"}) == ("truncated", False)
    assert reason(whole, headers={"Content-Length": "999999", "Content-Encoding": "gzip"}) is None


def test_enormous() -> None:
    assert reason(b"<html>" + b"a" * 13_000_000) == ("too_large", False)


ARTICLES = [
    ("Bảo trì đường Hùng Vương từ ngày 5/5", TEXT),
    ("Lỗi 404 trên cổng dịch vụ công: cách xử lý", TEXT),
    ("Hướng dẫn đăng nhập dịch vụ công trực tuyến", (*TEXT, "Bước 1: chọn Đăng nhập.")),
    ("Không tìm thấy dấu hiệu vi phạm tại chợ trung tâm", TEXT),
    ("Cảnh báo trang web giả mạo lấy cookie của người dân", (*TEXT, "Mã độc đọc document.cookie= và location.reload()")),
]


@pytest.mark.parametrize(("title", "texts"), ARTICLES)
@pytest.mark.parametrize("chrome", [True, False])
def test_articles_about_such_things_pass(title: str, texts: tuple[str, ...], chrome: bool) -> None:
    login = "<form>Đăng nhập<input type=password></form><script>document.cookie='v=1'</script>"
    body = page(title, f"<h1>{title}</h1>" + "".join(f"<p>{text}</p>" for text in texts) + login, chrome)
    assert reason(body) is None
    check_text(body)


def test_broken_markup_alone_is_no_wall() -> None:
    assert reason("<html><body><div><p>Một<p>Hai</td></div>") is None
    assert reason(f"<p>{TEXT[0]}</p>") is None
