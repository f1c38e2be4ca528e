"""What the simulator answers with, and the small parts both markups share."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from html import escape

from tests.simulator.prose import NEWEST, Article
from tests.simulator.site import Site

STUB = (
    b'<html><body><script>document.cookie="D1N=' + b"0" * 32 + b'"+"; expires=Fri, 31-Dec-2037 23:55:55 GMT; path=/";'
).ljust(
    177 - len(b"window.location.reload(true);</script></body></html>")
) + b"window.location.reload(true);</script></body></html>"
"""The cookie wall: 177 bytes, status 200."""


@dataclass(slots=True)
class Answer:
    """A whole HTTP answer. `headers` may repeat or lie; `Content-Length` is added where it is missing."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


def html(text: str, **headers: str) -> Answer:
    """A page in UTF-8."""
    return Answer(text.encode(), headers={"Content-Type": "text/html; charset=utf-8", **headers})


def not_found() -> Answer:
    """The site's own 404 page."""
    return Answer(
        "<html><body><h1>404</h1><p>Không tìm thấy trang.</p></body></html>".encode(), 404, {"Content-Type": "text/html"}
    )


def redirect(target: str, status: int = 302) -> Answer:
    """Leads to `target`."""
    return Answer(b"", status, {"Location": target, "Content-Type": "text/html"})


def validators(article: Article) -> dict[str, str]:
    """ETag and Last-Modified of the article's present text."""
    tag = hashlib.sha1("\n".join((article.title, *article.paragraphs)).encode()).hexdigest()[:20]
    moment = article.published + timedelta(hours=article.revision)
    return {"ETag": f'"{tag}"', "Last-Modified": moment.strftime("%a, %d %b %Y %H:%M:%S GMT")}


def link(href: str, text: str, **attributes: str) -> str:
    """An anchor; attribute names take a trailing underscore where Python reserves the word."""
    extra = "".join(f' {name.rstrip("_")}="{escape(value)}"' for name, value in attributes.items())
    return f'<a{extra} href="{escape(href)}">{escape(text)}</a>'


def calendar_links(prefix: str, day: str | None) -> str:
    """The calendar trap: from each day to the one before and the one after, without end."""
    here = datetime.strptime(day, "%Y-%m-%d") if day else NEWEST.replace(hour=0)
    near = (here - timedelta(days=1), here + timedelta(days=1))
    return '<div class="calendar">' + "".join(link(f"{prefix}{d:%Y-%m-%d}", f"{d:%d/%m/%Y}") for d in near) + "</div>"


def strange_links() -> str:
    """Links that no crawler of articles should follow."""
    return (
        '<a href="mailto:banbientap@example.invalid">Hộp thư</a> <a href="tel:0000">Gọi</a> '
        '<a href="javascript:window.print()">In</a> '
        '<a href="/file/download/123456789.html">Tải văn bản</a> <a href="/van-ban/mau.pdf">mau.pdf</a> '
        '<a href="http://other.invalid/web/trang-chu/tin-tuc/bai-cua-noi-khac.html">Trang bạn</a> '
        '<a href="/en/home">English</a>'
    )


def sidebar(site: Site, visits: int) -> str:
    """What changes at every visit and belongs to no article: counters, a list of other items with their own dates."""
    items = "".join(f"<li>CHƯƠNG TRÌNH THỜI SỰ SỐ {n} ({NEWEST - timedelta(days=n):%d/%m/%Y})</li>" for n in range(1, 4))
    filler = "<p class='menu'>Thông tin tiện ích</p>" * (site.habits.padding // 44)
    return f"<div class='side'>VIDEO<ul>{items}</ul>{filler}<p>SỐ LƯỢNG TRUY CẬP</p><p>Tất cả: {1966665 + visits}</p></div>"


def redesigned(article: Article) -> Answer:
    """The article in markup nobody has seen: no label, no class, no print copy."""
    text = "".join(f"<p>{escape(p)}</p>" for p in article.paragraphs)
    return html(
        f"<html><head><title>{escape(article.title)}</title></head><body><main><h2>{escape(article.title)}</h2>{text}</main></body></html>"
    )
