"""Walls, error pages and innocent pages from the labelled files: `python -m tests.webpage.block_pages_score first`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from portals.errors import Rejected
from portals.items import RawPage
from portals.spiders.soctrang import SocTrangSpider
from portals.spiders.thanhhoa import ThanhHoaSpider
from portals.stages import clean

FOLDER = Path(__file__).parents[1] / "data" / "walls"
SITES = {"soctrang": SocTrangSpider.portal, "thanhhoa": ThanhHoaSpider.portal}
URLS = {
    "soctrang": "https://ubndtp.soctrang.gov.vn/tpsoctrang/1279/30571/54021/400001/Tin/Bai.aspx",
    "thanhhoa": "https://tpthanhhoa.thanhhoa.gov.vn/web/trang-chu/tin-tuc/bai.html",
}


class Refused(NamedTuple):
    name: str
    wanted: str
    """`wall` or `no page`."""
    status: int
    body: str


class Innocent(NamedTuple):
    title: str
    extra: str
    paragraphs: tuple[str, ...]
    shell: int


def refused(name: str) -> list[Refused]:
    """The pages that are no articles."""
    found = []
    for part in (FOLDER / f"{name}.html").read_text("utf-8").split("=== ")[1:]:
        head, _, body = part.partition("\n")
        label, wanted, *status = head.split(" | ")
        found.append(Refused(label, wanted, int(status[0]) if status else 200, body))
    return found


def innocents(name: str) -> list[Innocent]:
    """Short articles that speak of errors, logins and blocked roads."""
    found = []
    for number, part in enumerate((FOLDER / f"innocent_{name}.txt").read_text("utf-8").split("=== ")[1:]):
        head, *lines = part.strip().splitlines()
        title, _, extra = head.rpartition(" | ") if " | " in head else (head, "", "")
        found.append(Innocent(title, extra, tuple(lines), number))
    return found


_MENU = "".join(f"<li><a href='/muc-{n}'>{name}</a></li>" for n, name in enumerate(
    ("Trang chủ", "Giới thiệu", "Tin tức - Sự kiện", "Văn bản", "Thủ tục hành chính", "Liên hệ", "Đăng nhập")
))  # fmt: skip
_FOOT = "<div>Trang thông tin điện tử. Chịu trách nhiệm: Chánh Văn phòng. Điện thoại: 0299 3 820 000</div>"
_LOGIN = "<form><b>Đăng nhập</b><input name='u'><input type='password' name='p'><a href='#'>Quên mật khẩu?</a></form>"
_SCRIPT = "<script>document.cookie='seen=1';if(window.top!=window){location.reload()}</script>"
_CAPTCHA = (
    "<form>Ý kiến của bạn<textarea></textarea><div class='g-recaptcha' data-sitekey='6L'></div><input value='Gửi'></form>"
)
_JSD = "<script>a.src='/cdn-cgi/challenge-platform/scripts/jsd/main.js';document.body.appendChild(a)</script>"
_PHOTOS = "".join(f"<p><img src='/upload/anh{n}.jpg'></p>" for n in range(6))
SHELLS = (FOLDER / "shells.html").read_text("utf-8").splitlines()
"""Four markups; menus, a login box and the foot around the article."""


def dressed(one: Innocent) -> str:
    """The article in one of four markups."""
    body = "".join(f"<p>{text}</p>" for text in one.paragraphs) + (_PHOTOS if one.extra == "photos" else "")
    if one.extra == "small":
        return f"<html><head><title>{one.title}</title></head><body><h2>{one.title}</h2>{body}</body></html>"
    if one.extra == "script":
        body += _SCRIPT
    if one.extra == "captcha":
        body += _CAPTCHA
    if one.extra == "jsd":
        body += _JSD
    if one.extra.startswith("labels"):
        body = f"<div>Đăng lúc: 04/05/2022 07:09:10 (GMT+7)</div>{body}<div>Lượt xem: 12</div>"
    shell = SHELLS[one.shell % len(SHELLS)]
    return shell.format(title=one.title, menu=_MENU, foot=_FOOT, body=body, login=_LOGIN if "login" in one.extra else "")


def outcome(body: str | bytes, name: str, status: int = 200) -> str:
    """`page`, or `wall reason`, or `no page reason`."""
    data = body.encode() if isinstance(body, str) else body
    page = RawPage(URLS[name], data, status=status, headers={"Content-Type": "text/html; charset=utf-8"})
    try:
        clean(page, SITES[name])
    except Rejected as error:
        return f"{'wall' if error.wall else 'no page'} ({error.reason})"
    return "page"


def failures(name: str) -> Iterator[str]:
    """What is called wrong, by either portal's declaration."""
    for one in refused(name):
        for site in URLS:
            found = outcome(one.body, site, one.status)
            if not found.startswith(one.wanted):
                yield f"{site}: {one.name}: {found} for {one.wanted}"
    for short in innocents(name):
        for site in URLS:
            found = outcome(dressed(short), site)
            if found not in ("page", "no page (no_article)"):
                yield f"{site}: {short.title} [{short.extra} {short.shell % 4}]: {found} for page"


if __name__ == "__main__":
    wrong = list(failures(sys.argv[1]))
    total = 2 * (len(refused(sys.argv[1])) + len(innocents(sys.argv[1])))
    print(*wrong, f"{total - len(wrong)} of {total} right", sep="\n")
