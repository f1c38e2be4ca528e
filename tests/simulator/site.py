"""The simulated portal's content: sections, articles in order, edits. How they are printed is the markup's business."""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random

from tests.simulator.prose import Article, write

A1_SECTIONS = (
    ("Tin hoạt động", "/tpsoctrang/1279/39/53984/Tin-hoat-dong/"),
    ("Thông báo", "/tpsoctrang/1279/39/53985/Thong-bao/"),
)
B_SECTIONS = (
    ("Tin tức", "/web/trang-chu/tin-tuc"),
    ("Thông báo", "/web/trang-chu/thong-bao"),
)
SECTIONS = {"soctrang": A1_SECTIONS, "thanhhoa": B_SECTIONS}


@dataclass(slots=True)
class Habits:
    """What the site does besides answering well. All off at first; switch them at run time."""

    validators: bool = False
    """Articles carry ETag and Last-Modified and answer conditional requests with 304."""
    pager: str = "good"
    """`good`, `endless` (a next page for ever), `loop` (last leads to first), `repeat` (past the end: the last page again)."""
    calendar: bool = False
    """Each listing links to a calendar whose days link on for ever."""
    shuffled: bool = False
    """Articles change places between two requests for listing pages."""
    aliases: bool = False
    """Listings link each article a second time under another address of it."""
    strange_links: bool = False
    """Listings link to mail, files, other hosts, print views."""
    wall_after: int | None = None
    """After so many requests every answer is the 177-byte cookie stub."""
    robots: str = "good"
    """`good`, `missing`, `forbidding`, `broken`, `failing` (500), or text to serve."""
    layout: str = "known"
    """`known`, or `redesigned`: same words in markup nobody has seen."""
    charset: str | None = None
    """A charset the headers and meta tags claim, whatever the bytes are."""
    cookies: bool = False
    robots_answer: tuple[bytes, str | None] | None = None
    """robots.txt as bytes, with its content encoding."""
    wants_cookie: bool = False
    """Redirects to the same address, with a cookie, until that comes back."""
    latency: float = 0.0
    """Seconds before each answer."""
    padding: int = 0
    """Bytes of menus and sidebar printed around each article."""
    unlisted: frozenset[int] = frozenset()
    """Articles that no listing names."""
    empty_page: int | None = None
    """A listing page that prints its pager and no article."""
    sitemap: bool = False
    """`/sitemap.xml` is there; `robots` may name it."""
    feed: bool = False
    """Listings advertise `/rss/tin.rss`."""
    feed_length: int = 30
    lastmod: dict[int, str] = field(default_factory=dict)
    """`lastmod` of articles in the sitemap, where it is not their publication."""


@dataclass(slots=True)
class Site:
    """A portal of `articles` articles, newest first, dealt out to the sections in turn."""

    portal: str = "thanhhoa"
    articles: int = 200
    seed: int = 1
    per_page: int = 10
    sections: tuple[tuple[str, str], ...] = ()
    habits: Habits = field(default_factory=Habits)
    requests: Counter[str] = field(default_factory=Counter)
    """How often each `METHOD target` was asked for."""
    log: list[str] = field(default_factory=list)
    """Every request in order, robots.txt too."""
    order: list[list[int]] = field(default_factory=list)
    initial: int = 0
    """How many articles the site began with."""
    _edited: dict[int, Article] = field(default_factory=dict)
    _gone: set[int] = field(default_factory=set)
    _section: dict[int, int] = field(default_factory=dict)
    lock: threading.RLock = field(default_factory=threading.RLock)

    def __post_init__(self) -> None:
        self.sections = self.sections or SECTIONS[self.portal]
        self.initial = self.articles
        self.order = [list(range(s, self.articles, len(self.sections))) for s in range(len(self.sections))]

    def article(self, number: int) -> Article | None:
        """The article as it stands now; None where it never was or is gone."""
        if number in self._gone or not 0 <= number < self.articles:
            return None
        section = self._section.get(number, number % len(self.sections))
        return self._edited.get(number) or write(self.seed, number, section)

    def page(self, section: int, number: int) -> list[Article]:
        """The articles of listing page `number` (from 1)."""
        start = (number - 1) * self.per_page
        numbers = [n for n in self.order[section][start : start + self.per_page] if n not in self.habits.unlisted]
        if number == self.habits.empty_page:
            return []
        return [article for n in numbers if (article := self.article(n))]

    def pages(self, section: int) -> int:
        """How many listing pages the section has; at least one."""
        return max(1, -(-len(self.order[section]) // self.per_page))

    def insert(self, *, section: int = 0, position: int = 0) -> Article:
        """A new article at `position` of the section's order; its date is that of the neighbour it stands before."""
        with self.lock:
            number, self.articles = self.articles, self.articles + 1
            order = self.order[section]
            neighbour = self.article(order[min(position, len(order) - 1)]) if order else None
            fresh = write(self.seed, number, section)
            self._section[number] = section
            self._edited[number] = replace(fresh, published=neighbour.published if neighbour else fresh.published)
            order.insert(position, number)
        return self._edited[number]

    def redate(self, number: int, published: datetime) -> Article:
        """The article as one of another day, text included: dated back, or moved from another site. Its address stays."""
        old = self.article(number)
        if old is None:
            raise KeyError(number)
        before, after = (f"{day - timedelta(days=1):%d/%m/%Y}" for day in (old.published, published))
        told = tuple(paragraph.replace(before, after) for paragraph in old.paragraphs)
        with self.lock:
            self._edited[number] = replace(old, published=published, paragraphs=told)
        return self._edited[number]

    def edit(self, number: int, paragraph: str = "Bài viết đã được đính chính và bổ sung số liệu mới.") -> Article:
        """The article with one paragraph more; its address and place in the listing stay."""
        old = self.article(number)
        if old is None:
            raise KeyError(number)
        with self.lock:
            self._edited[number] = replace(old, paragraphs=(*old.paragraphs, paragraph), revision=old.revision + 1)
        return self._edited[number]

    def rename(self, number: int, title: str) -> Article:
        """The article under another title; its address keeps the old words."""
        old = self.article(number)
        if old is None:
            raise KeyError(number)
        with self.lock:
            self._edited[number] = replace(old, title=title, words=old.slug, revision=old.revision + 1)
        return self._edited[number]

    def delete(self, number: int, *, keep_link: bool = False) -> None:
        """Answers 404 from now on; the listing keeps the link only on request."""
        with self.lock:
            self._gone.add(number)
            if not keep_link:
                self.order = [[n for n in order if n != number] for order in self.order]

    def shuffle(self, key: int) -> None:
        """The articles change places, another way for each key."""
        for order in self.order:
            Random(key).shuffle(order)

    def restore(self, number: int) -> None:
        """The deleted article answers again; it stands in the listing where it was only if its link was kept."""
        self._gone.discard(number)

    def count(self, method: str, target: str) -> int:
        """Notes a request and returns how many there were in all."""
        with self.lock:
            self.requests[f"{method} {target}"] += 1
            self.log.append(f"{method} {target}")
            return len(self.log)
