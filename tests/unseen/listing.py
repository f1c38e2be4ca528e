"""Listing pages in random markup: items, pagers by address and by form post, and links that are not to be followed."""

from __future__ import annotations

import html
import random
from dataclasses import dataclass

from portals.items import RawPage
from tests.unseen.noise import Noise, random_source
from tests.unseen.options import Chooser, Profile
from tests.unseen.printer import HOSTS
from tests.unseen.prose import Story, Writer

PATHS = {"soctrang": "/tpsoctrang/1279/30571/54021/Tin-tuc-su-kien/", "thanhhoa": "/web/trang-chu/tin-tuc"}
TARGET = "ctl00$ctl27$ctl00$rptPager$ctl{:02d}$lbtPage"
BLOCK = 10
"""Numbers that a pager shows at once; `...` leads to the block before and after."""
NOISE = (
    "<a href='mailto:ubndtp@soctrang.gov.vn'>Thư điện tử</a>",
    "<a href='https://www.chinhphu.vn/tin-tuc/hop-chinh-phu-102.htm'>Chính phủ</a>",
    "<a href='/file/download/210000111.html'>Lịch tuần</a>",
    "<a href='/en/web/home/news/a-city-meeting.html'>English</a>",
    "<a href='#'>Đầu trang</a>",
    "<a href='javascript:window.print()'>In trang</a>",
)


@dataclass(frozen=True)
class Item:
    url: str
    title: str
    date: str | None


@dataclass(frozen=True)
class ListSample:
    portal: str
    number: int
    page: RawPage
    items: tuple[Item, ...]
    next: str | None
    """Address of the next page, or the event target of its form post; None on the last page."""
    traits: dict[str, str]


def list_sample(portal: str, profile: Profile, number: int) -> ListSample:
    """The listing page of a number: always the same."""
    rng = random_source("listing", portal, profile, number)
    return _Printer(portal, Chooser(rng, profile), rng).print(number)


class _Printer:
    def __init__(self, portal: str, chooser: Chooser, rng: random.Random) -> None:
        self.portal, self.chooser, self.rng = portal, chooser, rng
        self.noise = Noise(chooser, portal)
        self.last = rng.choice((1, 2, 3, 5, 10, 12, 25))
        self.here = rng.choice((1, self.last, rng.randint(1, self.last)))
        self.dated = chooser.pick("list_date")

    def print(self, number: int) -> ListSample:
        stories = [Writer(self.rng, number * 20 + index).story() for index in range(self.rng.randint(3, 10))]
        items = tuple(self.item(story) for story in stories)
        pattern = self.chooser.pick("list_item")
        rows = "\n".join(self.row(pattern, item, story.paragraphs[0]) for item, story in zip(items, stories, strict=True))
        tag = {"<tr": "table", "<li": "ul", "<dt": "dl"}.get(pattern[:3], "div")
        main = f"<h1>Tin tức</h1><{tag} class='{self.chooser.word()}'>{rows}</{tag}>{self.pager()}"
        side = "".join(self.rng.sample(NOISE, 3))
        frame = self.chooser.pick("page")
        body = frame.format(
            top=self.noise.head(), left="", main=main, right=side, foot=self.noise.foot(), **self.chooser.words()
        )
        if self.portal == "soctrang":
            body = self.form(body)
        markup = f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>Tin tức</title></head><body>{body}</body></html>"
        url = HOSTS[self.portal] + PATHS[self.portal]
        if self.portal == "thanhhoa" and self.here > 1:
            url += f"?page={self.here}"
        page = RawPage(url, markup.encode(), method="POST" if self.portal == "soctrang" and self.here > 1 else "GET")
        return ListSample(self.portal, number, page, items, self.step(self.here + 1), self.chooser.traits)

    def item(self, story: Story) -> Item:
        path = f"/web/trang-chu/tin-tuc/bai-viet-so-{story.serial}.html"
        if self.portal == "soctrang":
            path = f"/tpsoctrang/1279/30571/54021/{300000 + story.serial}/Tin-tuc-su-kien/Bai-viet-so-{story.serial}.aspx"
        return Item(HOSTS[self.portal] + path, story.title, f"{story.published:%d/%m/%Y}" if self.dated else None)

    def row(self, pattern: str, item: Item, summary: str) -> str:
        url = item.url.removeprefix(HOSTS[self.portal]) if self.rng.random() < 0.8 else item.url
        date = self.dated.format(date=item.date, **self.chooser.words())
        number = item.url.rsplit("-", 1)[1].split(".")[0]
        texts = {"t": html.escape(item.title), "s": html.escape(summary[:90], quote=False)}
        return pattern.format(url=url, d=date, n=number, **texts, **self.chooser.words())

    def pager(self) -> str:
        if self.last == 1 and self.rng.random() < 0.5:
            return ""
        here, other = self.chooser.pick("pager_here"), self.chooser.pick("pager_other")
        first = (self.here - 1) // BLOCK * BLOCK + 1
        numbers = range(first, min(first + BLOCK, self.last + 1))
        links = [(str(number), number) for number in numbers]
        links[:0] = [("...", first - 1)] if first > 1 else []
        links += [("...", numbers[-1] + 1)] if numbers[-1] < self.last else []
        arrow = self.chooser.pick("pager_step")
        links += [(arrow, self.here + 1)] if arrow and self.here < self.last else []
        own = here.format(n=self.here, here=self.href(self.here), **self.chooser.words())
        pages = " ".join(
            own if text == str(self.here) else other.format(n=text, href=self.href(number)) for text, number in links
        )
        return self.chooser.pick("pager_box").format(pages=pages, n=self.here, last=self.last, **self.chooser.words())

    def href(self, number: int) -> str:
        if self.portal == "thanhhoa":
            return f"{PATHS['thanhhoa']}?page={number}"
        quote = "&#39;" if self.chooser.traits["pager_other"] in ("class", "title") else "'"
        return f"javascript:__doPostBack({quote}{TARGET.format(number % 100)}{quote},{quote}{quote})"

    def step(self, number: int) -> str | None:
        if number > self.last:
            return None
        return (
            TARGET.format(number % 100)
            if self.portal == "soctrang"
            else f"{HOSTS[self.portal]}{PATHS[self.portal]}?page={number}"
        )

    def form(self, body: str) -> str:
        names = ("__EVENTTARGET", "__EVENTARGUMENT", "__EVENTVALIDATION", "ctl00$txtSearch")
        fields = "".join(f"<input type='hidden' name='{name}' value=''/>" for name in names)
        return f"<form method='post' action='{PATHS['soctrang']}' id='aspnetForm'>{fields}{body}</form>"
