"""Whole sites around a message or a short article: menus, side boxes with teasers, login modals, a foot; up to 60 KB."""

from __future__ import annotations

from collections.abc import Callable

_SECTIONS = ("Giới thiệu", "Tin tức - Sự kiện", "Văn bản", "Thủ tục hành chính", "Công khai ngân sách", "Quy hoạch", "Hỏi đáp")
_PLACES = ("phường 1", "phường 2", "phường 3", "khóm 5", "khóm 7", "xã Phú Tâm", "xã An Ninh", "chợ Bông Sen")
_STORIES = (
    "ra quân tổng vệ sinh môi trường, trồng thêm cây xanh dọc các tuyến đường mới mở",
    "trao quà cho hộ nghèo, hộ cận nghèo và gia đình chính sách nhân dịp năm mới",
    "khai giảng lớp bồi dưỡng nghiệp vụ cho cán bộ tổ công nghệ số cộng đồng",
    "kiểm tra công tác phòng cháy chữa cháy tại các cơ sở kinh doanh có điều kiện",
)
_TEASERS = [(f"{place.capitalize()} {story}", story) for story in _STORIES for place in _PLACES]


def _menu(columns: int = 7, entries: int = 12) -> str:
    drop = "".join(f'<li><a href="/chuyen-muc/{n}" class="dropdown-item">Mục con số {n}</a></li>' for n in range(entries))
    return "".join(f'<li class="nav-item"><a href="/m/{n}">{_SECTIONS[n]}</a><ul>{drop}</ul></li>' for n in range(columns))


def _teasers(first: int, count: int, *, summary: bool) -> str:
    found = []
    for number in range(first, first + count):
        title, story = _TEASERS[number % len(_TEASERS)]
        text = f"<p>Sáng ngày 12/5, chính quyền địa phương đã {story}, với sự tham gia của hơn {number + 40} người dân.</p>"
        found.append(
            f'<li class="item"><a href="/tin/{number}.html"><img src="/t/{number}.jpg" alt=""></a>'
            f'<a href="/tin/{number}.html">{title}</a> <span>(0{number % 9 + 1}/05/2024)</span>{text if summary else ""}</li>'
        )
    return "".join(found)


_FOOT = (
    "<p>Cơ quan chủ quản: Ủy ban nhân dân thành phố. Chịu trách nhiệm chính: Chánh Văn phòng HĐND và UBND thành phố.</p>"
    "<p>Địa chỉ: số 93 đường Phú Lợi, phường 2. Điện thoại: 0299 3 821 000 - Email: ubndtp@example.gov.vn</p>"
    '<p>Ghi rõ nguồn "Cổng thông tin điện tử thành phố" khi phát hành lại thông tin từ website này.</p>'
)
_LOGIN = (
    '<div class="modal fade" id="login" style="display:none"><form><h4>Đăng nhập</h4>'
    '<input name="u"><input type="password" name="p">'
    "<p>Vui lòng đăng nhập để tiếp tục sử dụng hệ thống. Phiên làm việc của bạn đã hết hạn.</p></form></div>"
)
_LOGIN_BOX = (
    '<form class="b"><b>Đăng nhập</b><input name="u"><input type="password" name="p"><a href="#">Quên mật khẩu?</a></form>'
)
_NOSCRIPT = (
    "<noscript><div>Trình duyệt của bạn đã tắt JavaScript. Website chỉ làm việc khi bạn bật nó trở lại.</div></noscript>"
)
_COMMENTS = "<div class='c'><h4>Ý kiến bạn đọc</h4><p>Bạn cần đăng nhập để gửi bình luận.</p></div>"
_CSS = "<style>" + "".join(f".k{n}{{margin:{n}px;color:#{n:03d}}}" for n in range(400)) + "</style>"
_WEATHER = "<div class='w'>Thời tiết: 31°C, có mưa rào vài nơi. Đang truy cập: 41. Tổng lượt truy cập: 3.120.455</div>"


def bootstrap(title: str, main: str, extra: str = "") -> str:
    """Bootstrap columns with side boxes on the left; the side's teasers have summaries."""
    return (
        f"<!DOCTYPE html><html lang='vi'><head><meta charset='utf-8'><title>{title}</title>{_CSS}</head><body>{_NOSCRIPT}"
        f"<div id='header'><h3>Cổng thông tin điện tử thành phố</h3><ul class='nav'>{_menu()}</ul></div>{_LOGIN}"
        f"<div class='row'><div class='col-md-6'><h3>Tin đọc nhiều</h3><ul>{_teasers(0, 8, summary=True)}</ul>{_WEATHER}</div>"
        f"<div class='col-md-12'>{main}{extra}</div><div class='col-md-6'><h3>Video</h3>"
        f"<ul>{_teasers(9, 12, summary=False)}</ul></div></div>"
        f"<div id='footer'>{_FOOT}</div></body></html>"
    )


def tables(title: str, main: str, extra: str = "") -> str:
    """Nested tables without a class; the login box stands beside the article."""
    rows = f"<tr><td colspan=3><ul>{_menu()}</ul></td></tr>"
    left = f"<td width=180>{_LOGIN_BOX}<ul>{_teasers(3, 10, summary=False)}</ul>{_WEATHER}</td>"
    right = f"<td width=200><ul>{_teasers(20, 6, summary=True)}</ul></td>"
    return (
        f"<html><head><title>{title} - Cổng thông tin điện tử thành phố</title>{_CSS}</head><body><table>{rows}<tr>{left}"
        f"<td><table><tr><td>{main}</td></tr></table>{extra}</td>{right}</tr>"
        f"<tr><td colspan=3>{_FOOT}</td></tr></table></body></html>"
    )


def semantic(title: str, main: str, extra: str = "") -> str:
    """`header`, `main`, `aside`, `footer`; related stories with summaries follow inside of `main`."""
    return (
        f"<!DOCTYPE html><html lang='vi'><head><title>{title} | UBND thành phố</title>{_CSS}</head><body>"
        f"<header><nav><ul>{_menu()}</ul></nav></header>"
        f"<main><section>{main}</section>{extra}"
        f"<section><h2>Tin liên quan</h2><ul>{_teasers(5, 6, summary=True)}</ul></section></main>"
        f"<aside><ul>{_teasers(14, 10, summary=False)}</ul></aside>{_LOGIN}<footer>{_FOOT}</footer></body></html>"
    )


def generic_title(title: str, main: str, extra: str = "") -> str:
    """The head names the site only; scripts and styles blow the page up to the size of a real one."""
    scripts = "<script>" + "var a={};" * 3000 + "</script>"
    return (
        f"<!DOCTYPE html><html><head><title>Cổng thông tin điện tử thành phố</title>{_CSS}{scripts}</head>"
        f"<body><div class='hd'><ul>{_menu(7, 20)}</ul></div>"
        f"<div class='wrap'><div class='content'>{main}</div>{extra}"
        f"<div class='right'><ul>{_teasers(0, 10, summary=True)}</ul></div></div>"
        f"<div class='ft'>{_FOOT}</div></body></html>"
    )


def small(title: str, main: str, extra: str = "") -> str:
    """A few links and a foot."""
    links = "".join(f"<li><a href='/m/{n}'>{name}</a></li>" for n, name in enumerate(_SECTIONS))
    head = f"<!DOCTYPE html><html><head><title>{title}</title></head>"
    return f"{head}<body><ul>{links}</ul><div>{main}</div>{extra}<div>{_FOOT}</div></body></html>"


Frame = Callable[[str, str, str], str]
FRAMES: dict[str, Frame] = {
    "bootstrap": bootstrap,
    "tables": tables,
    "semantic": semantic,
    "generic title": generic_title,
    "small": small,
}
EXTRAS = {"login": _LOGIN_BOX, "comments": _COMMENTS}
