"""Small pages in many markups: own sentences, class names without meaning."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from html import escape
from itertools import cycle

from portals.draft import Draft
from portals.items import RawPage

A1_URL = "https://ubndtp.soctrang.gov.vn/tpsoctrang/1279/30571/54021/400001/Tin/Bai.aspx"
B_URL = "https://tpthanhhoa.thanhhoa.gov.vn/web/trang-chu/tin-tuc/bai.html"
TITLE = "Khởi công cầu đi bộ qua kênh Hồ Nước Ngọt – công trình chào mừng lễ 30/4"
TEXT = (
    "Sáng ngày 14/4, UBND thành phố tổ chức lễ khởi công cầu đi bộ qua kênh Hồ Nước Ngọt, nối khóm 3 với công viên trung tâm.",
    "Cầu dài 62 mét, rộng 4 mét, tổng vốn hơn 9 tỷ đồng, dự kiến xong trong 8 tháng; đơn vị thi công giữ lối đi cho bà con.",
    "Bà con khóm 3 cho biết lâu nay phải đi vòng gần 2 km, nên ai cũng mong cây cầu sớm xong.",
    "Thành phố đề nghị các hộ dân phối hợp giữ gìn vệ sinh, an toàn trong thời gian thi công./.",
)
BYLINE = "Minh Khang - ĐTT TPST"
STAMP = "Đăng lúc: 15/04/2023 07:05:09 (GMT+7)"

MENU = "".join(f'<li><a href="/web/trang-chu/muc-{n}">Chuyên mục số {n}</a></li>' for n in range(12))
SIDE = (
    '<div class="q1"><h3>Tin đọc nhiều</h3><ul>'
    + "".join(
        f'<li><a href="/web/trang-chu/tin-tuc/tin-{n}.html">Bài viết được đọc nhiều trong tuần {n}</a> (0{n}/02/2024)</li>'
        for n in range(1, 6)
    )
    + "</ul></div>"
)
FOOT = "<div>Cơ quan chủ quản: Ủy ban nhân dân thành phố<br>Địa chỉ: số 1 đường Lê Lợi</div>"

SKELETONS = {
    "divs": '<div class="a1"><ul>{menu}</ul></div><div class="a2">{article}</div><div class="a3">{side}</div>{foot}',
    "tables": "<table><tr><td>{menu}</td></tr><tr><td>"
    "<table><tr><td>{side}</td><td>{article}</td></tr></table></td></tr></table>{foot}",
    "sides first": "<div>{menu}</div><div>{side}</div><div>{article}</div>{foot}",
    "semantic": "<header><nav><ul>{menu}</ul></nav></header><main><article>{article}</article></main>"
    "<aside>{side}</aside><footer>{foot}</footer>",
    "flat": "{menu}<hr>{article}<hr>{side}{foot}",
    "custom": "<x-top>{menu}</x-top><x-body>{article}</x-body><x-side>{side}</x-side>{foot}",
    "unclosed": '<div class="a1"><ul>{menu}</ul><div class="a2"><div class="a3">{article}<div class="a4">{side}</div>{foot}',
    "stray": '<div><ul>{menu}</ul></div><table><tr><td><div class="a2">{article}</td></tr></div></td></table>{side}{foot}',
}
TITLES = {
    "h1": "<h1>{}</h1>",
    "p": '<p class="b1"><b>{}</b></p>',
    "div": '<div class="b2">{}</div>',
    "span": "<span>{}</span><br>",
    "td": "<table><tr><td>{}</td></tr></table>",
    "h3 link": '<h3><a href="#">{}</a></h3>',
    "font": '<font size="4" color="red">{}</font><br>',
}
BODIES: dict[str, Callable[[Sequence[str]], str]] = {
    "p": lambda texts: "".join(f"<p>{text}</p>" for text in texts),
    "unclosed p": lambda texts: "".join(f"<p>{text}" for text in texts),
    "br br": lambda texts: "<br><br>".join(texts),
    "nbsp": lambda texts: "<p>&nbsp;</p>".join(f"<p>&nbsp; &nbsp;{text}</p>" for text in texts),
    "spans": lambda texts: "".join(f'<p><span style="color:black"><font>{text}<o:p></o:p></font></span></p>' for text in texts),
    "divs": lambda texts: "".join(f'<div style="text-align:justify">{text}</div>' for text in texts),
    "leaving": lambda texts: (
        f"<div><p>{texts[0]}</p></div></div><p>{texts[1]}</p>" + "".join(f"<p>{text}</p>" for text in texts[2:])
    ),
    "list": lambda texts: f"<p>{texts[0]}</p><ul>" + "".join(f"<li>{text}</li>" for text in texts[1:]) + "</ul>",
}


def variants(family: str) -> Iterator[tuple[str, str]]:
    """Names and sources of pages: every skeleton with every title, the bodies taken in turn."""
    bodies = cycle(BODIES.items())
    for skeleton, page in SKELETONS.items():
        for kind, title in TITLES.items():
            style, body = next(bodies)
            yield f"{skeleton}, {kind}, {style}", source(family, page, title.format(escape(TITLE)), body([*TEXT, BYLINE]))
        next(bodies)


def source(family: str, page: str, title: str, body: str) -> str:
    if family == "a1":
        article = f'<div class="c1">Lượt xem: 1.042</div>{title}<div class="c2">{body}</div>'
    elif family == "a1b":
        article = f'{title}<div class="c1">Lượt xem: 1.042</div><div class="c2">{body}</div>'
    else:
        article = f'{title}<div class="c1">{STAMP}</div><div class="c2">{body}</div>'
    inner = page.format(menu=MENU, article=article, side=SIDE, foot=FOOT)
    return f"<html><head><title>Cổng thông tin điện tử thành phố</title></head><body>{inner}</body></html>"


def raw(text: str, url: str = B_URL) -> RawPage:
    return RawPage(url, text.encode())


def texts(draft: Draft, *kinds: str) -> list[str]:
    """The texts of the blocks of some kinds, blanks squeezed."""
    return [" ".join(block.text.split()) for block in draft.blocks if block.kind in kinds]
