"""Messages and short articles within whole sites: `python -m tests.webpage.message_score first`."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from typing import NamedTuple

from portals.errors import Rejected
from portals.items import RawPage
from portals.stages import clean
from tests.webpage.block_pages_score import FOLDER, SITES, Innocent, innocents
from tests.webpage.frames import EXTRAS, FRAMES

URLS = {
    "thanhhoa": "https://tpthanhhoa.thanhhoa.gov.vn/web/trang-chu/tin-tuc/{}.html",
    "soctrang": "https://ubndtp.soctrang.gov.vn/tpsoctrang/1279/30571/54021/400001/Tin/{}.aspx",
}
OTHER_SLUG = "le-phat-dong-tet-trong-cay-tai-khom-3"
_TITLE = re.compile(r"<title>([^<]*)</title>")
_LABELS = "<div>Đăng lúc: 04/05/2022 07:09:10 (GMT+7)</div>"
_PHOTOS = "".join(f"<p><img src='/upload/anh{n}.jpg'></p>" for n in range(6))


class Message(NamedTuple):
    name: str
    wanted: str
    """`wall` or `no page`."""
    bare: bool
    markup: str


def messages(name: str) -> list[Message]:
    """Pages that only tell their reader something."""
    found = []
    for part in (FOLDER / f"messages_{name}.html").read_text("utf-8").split("=== ")[1:]:
        head, _, markup = part.partition("\n")
        label, wanted, *bare = head.split(" | ")
        found.append(Message(label, wanted, bool(bare), markup.strip()))
    return found


def pages(message: Message) -> Iterator[tuple[str, str]]:
    """The message in each frame, or as it stands."""
    if message.bare:
        yield "bare", message.markup
        return
    title = _TITLE.search(message.markup)
    main = _TITLE.sub("", message.markup)
    for name, frame in FRAMES.items():
        yield name, frame(title[1] if title else "", main, "")


def articles(short: Innocent) -> Iterator[tuple[str, str]]:
    """The short article in each frame, with a box that asks for a login below where it says so."""
    body = "".join(f"<p>{text}</p>" for text in short.paragraphs) + (_PHOTOS if short.extra == "photos" else "")
    label = _LABELS if short.extra == "labels" else "<span>04/05/2022</span>"
    extra = EXTRAS["login" if short.extra == "login" else "comments"]
    for name, frame in FRAMES.items():
        yield name, frame(short.title, f"<h1>{short.title}</h1>{label}<div>{body}</div>", extra)


def slug(title: str) -> str:
    """The title as addresses write it."""
    import unicodedata

    plain = unicodedata.normalize("NFD", title.lower().replace("đ", "d"))
    return re.sub(r"[^a-z0-9]+", "-", "".join(sign for sign in plain if not unicodedata.combining(sign))).strip("-")


def outcome(source: str, site: str, name: str) -> str:
    """`page`, `wall (reason)` or `no page (reason)`."""
    page = RawPage(URLS[site].format(name), source.encode(), headers={"Content-Type": "text/html; charset=utf-8"})
    try:
        clean(page, SITES[site])
    except Rejected as error:
        return f"{'wall' if error.wall else 'no page'} ({error.reason})"
    return "page"


def failures(name: str) -> Iterator[str]:
    """What is called wrong, by either portal's declaration."""
    for message in messages(name):
        for frame, source in pages(message):
            for site in URLS:
                found = outcome(source, site, OTHER_SLUG)
                if not found.startswith(message.wanted):
                    yield f"{site}: {message.name} [{frame}]: {found} for {message.wanted}"
                elif found == "no page (no_article)":
                    yield f"{site}: {message.name} [{frame}]: unnamed"
    for short in innocents(f"messages_{name}"):
        for frame, source in articles(short):
            for site in URLS:
                for address in (slug(short.title), "bai"):
                    found = outcome(source, site, address)
                    if found not in ("page", "no page (no_article)"):
                        yield f"{site}: {short.title} [{frame} {short.extra} {address[:5]}]: {found} for page"


if __name__ == "__main__":
    wrong = list(failures(sys.argv[1]))
    print(*wrong, sep="\n")
    said, read = messages(sys.argv[1]), innocents(f"messages_{sys.argv[1]}")
    shown = len(URLS) * sum(1 for message in said for _ in pages(message))
    printed = 2 * len(URLS) * len(FRAMES) * len(read)
    unnamed = sum("unnamed" in line for line in wrong)
    taken = sum(" for page" in line for line in wrong)
    print(f"messages: {len(wrong) - unnamed - taken} of {shown} read as articles, {unnamed} rejected without a name")
    print(f"articles: {taken} of {printed} taken for messages")
