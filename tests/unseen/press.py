"""Prints the stories into whole pages that were written by hand, and says what must come out of each."""

from __future__ import annotations

import html
import random
import re
import tomllib
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from portals.items import RawPage
from tests.unseen.noise import WEEKDAYS, random_source
from tests.unseen.options import Profile

SETS = {"open": "wholes", "held": "wholes_held"}
URLS = {
    "soctrang": "https://ubndtp.soctrang.gov.vn/tpsoctrang/1279/30571/54021/{n}/Tin-tuc-su-kien/Bai.aspx",
    "mobile": "https://ubndtp.soctrang.gov.vn/mDefault.aspx?catid=54021&id={n}&pageid=39&sid=1279&sname=tpsoctrang&title=bai",
    "query": "https://ubndtp.soctrang.gov.vn/Default.aspx?sname=tpsoctrang&sid=1279&pageid=30571&catid=54021&id={n}",
    "thanhhoa": "https://tpthanhhoa.thanhhoa.gov.vn/web/trang-chu/tin-tuc/bai-viet-{n}.html",
    "vn": "https://thanhpho.namdinh.gov.vn/tin-hoat-dong/bai-viet-{n}",
}
PLACE = re.compile(r"\[\[([^\]]+)\]\]")


@dataclass(frozen=True)
class Truth:
    """What a page says, as a record must hold it; `any` date is one that may be taken for an edit's."""

    title: str
    text: tuple[str, ...]
    lead: str | None
    byline: str | None
    date: str | None
    views: int | None
    copies: int
    images: tuple[tuple[str, str], ...]
    files: tuple[tuple[str, str], ...]
    date_known: bool = True


@dataclass(frozen=True)
class Whole:
    name: str
    portal: str
    page: RawPage
    truth: Truth


def read(name: str) -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / f"{name}.toml").read_text("utf-8"))


@cache
def wholes(profile: Profile, each: int) -> tuple[Whole, ...]:
    """Every page of a profile in `each` settings."""
    pages = read(SETS[profile])["page"]
    return tuple(
        _Press(page, random_source("whole", profile, page["name"], turn), turn).whole()
        for page in pages
        for turn in range(each)
    )


class _Press:
    def __init__(self, page: dict[str, Any], rng: random.Random, turn: int) -> None:
        bodies = read("wholes_bodies")
        self.furniture: dict[str, str] = bodies["furniture"]
        self.others: list[str] = bodies["others"]
        self.page, self.rng, self.name = page, rng, f"{page['name']}-{turn}"
        self.story: dict[str, Any] = rng.choice(read("wholes_stories")["story"])
        self.style: dict[str, str] = bodies["body"][rng.choice(list(bodies["body"]))]
        self.sign = bodies["byline"][rng.choice(list(bodies["byline"]))]
        self.at = datetime(2019, 1, 1) + timedelta(minutes=rng.randrange(5 * 365 * 24 * 60), seconds=rng.randrange(60))
        self.views = rng.choice((0, 7, 269, 1042, 15321))
        self.url = URLS[page.get("address", page["portal"])].format(n=300_000 + rng.randrange(90_000))

    def whole(self) -> Whole:
        markup = PLACE.sub(lambda place: self.fill(place[1]), self.page["markup"])
        headers = {"Content-Type": self.page.get("content_type", "text/html; charset=utf-8")}
        raw = RawPage(self.url, markup.encode(), headers=headers, fetched_at="2026-11-22T01:00:00Z")
        return Whole(self.name, self.page["portal"], raw, self.truth())

    def fill(self, place: str) -> str:
        """The markup of one place, e.g. `title`, `lead:div class="sapo"`, `related 5 dated li`."""
        word, _, rest = place.partition(" ")
        if place in self.furniture:
            return self.furniture[place]
        if len(place) == 1:
            return f"{self.at:{'%' + place}}" if place != "y" else f"{self.at:%Y}"
        if place.startswith(("lead:", "files:")):
            return self.element(*place.split(":", 1))
        if word == "related":
            return self.related(*rest.split())
        if word == "body":
            return self.body(rest)
        said = {"TITLE": self.story["title"].upper(), "views": str(self.views), "views,": f"{self.views:,}", "url": self.url}
        said |= {"weekday": WEEKDAYS[self.at.weekday()], "author": self.story.get("author", ""), "byline": self.byline()}
        return said[place] if place in said else escaped(self.story.get(place, ""))

    def element(self, kind: str, tag: str) -> str:
        close = "".join(f"</{part.split()[0]}>" for part in reversed(tag.split("><")))
        if kind == "lead":
            return f"<{tag}>{escaped(self.story['lead'])}{close}" if "lead" in self.story else ""
        return " ".join(f"<{tag}><a href='{url}'>{text}</a>{close}" for url, text in self.story.get("files", ()))

    def related(self, number: str, dated: str, tag: str) -> str:
        path = (
            "/web/trang-chu/tin-tuc/khac-{}.html"
            if self.page["portal"] == "thanhhoa"
            else "/tpsoctrang/1279/30571/54021/80{}/Tin/Khac.aspx"
        )
        day = " <i>(1{}/03/2024)</i>" if dated == "dated" else ""
        items = (f"<a href='{path.format(n)}'>{self.others[n]}</a>{day.format(n)}" for n in range(int(number)))
        return "".join(f"<{tag}>{item}</{tag}>" for item in items)

    def byline(self) -> str:
        return self.sign.replace("[[t]]", escaped(self.story["byline"])) if "byline" in self.story else ""

    def body(self, how: str) -> str:
        """The text in its setting; `bare` without pictures, `aside` with a link to another article in the middle."""
        style = self.style
        items = [self.item(kind, *rest) for kind, *rest in self.story["items"]]
        text = style.get("before", "") + style.get("between", "").join(items) + style.get("after", "")
        if how == "bare":
            return re.sub(r"(?i)<img[^>]*>", "", text)
        middle = text.find("</p>", len(text) // 2) + 4
        return text[:middle] + self.furniture["aside"] + text[middle:] if how == "aside" and middle > 4 else text

    def item(self, kind: str, *parts: Any) -> str:
        style = self.style
        if kind == "img":
            picture = style["picture" if len(parts) > 1 else "bare"].replace("[[src]]", parts[0])
            return picture.replace("[[file]]", parts[0].rpartition("/")[2].upper()).replace("[[c]]", escaped(parts[-1]))
        if kind == "ul":
            items = style.get("join", "").join(style["item"].replace("[[t]]", escaped(part)) for part in parts)
            return style.get("list", "") + items + style.get("list_end", "")
        if kind == "table":
            rows = "".join("<tr>" + "".join(f"<td>{escaped(cell)}</td>" for cell in row) + "</tr>" for row in parts)
            return self.wrapped(f'<table border="1">{rows}</table>')
        words = parts[0].split(" ")
        half = len(words) // 2
        marks = {"[[t]]": parts[0], "[[a]]": " ".join(words[:half]), "[[b]]": " ".join(words[half:])}
        markup = style["heading" if kind == "h" else "paragraph"]
        for mark, said in marks.items():
            markup = markup.replace(mark, escaped(said))
        return markup

    def wrapped(self, table: str) -> str:
        """A table inside what parts the paragraphs of some settings: a row, a list item."""
        for tag in ("<tr", "<li"):
            if self.style["paragraph"].startswith(tag):
                return f"<tr><td>{table}</td></tr>" if tag == "<tr" else f"<li>{table}</li>"
        return table

    def truth(self) -> Truth:
        page, story, known = self.page, self.story, {"day": "%Y-%m-%d", "minute": "%Y-%m-%dT%H:%M:00+07:00"}
        known["full"] = "%Y-%m-%dT%H:%M:%S+07:00"
        text = [parts for kind, *parts in story["items"] if kind in ("p", "h", "ul")]
        cells = [" | ".join(filter(None, row)) for kind, *parts in story["items"] if kind == "table" for row in parts]
        pictures = [parts for kind, *parts in story["items"] if kind == "img"]
        return Truth(
            title=story["title"].upper() if page.get("upper") else story["title"],
            text=(*filter(None, [story.get("lead")]), *(line for lines in text for line in lines), *cells),
            lead=story.get("lead") if page.get("lead") else None,
            byline=story.get("byline"),
            date=f"{self.at:{known[page['date']]}}" if page["date"] in known else None,
            views=self.views if page.get("views") else None,
            copies=page.get("copies", 1),
            images=tuple((urljoin(self.url, source), caption[0] if caption else "") for source, *caption in pictures),
            files=tuple((urljoin(self.url, url), text) for url, text in story.get("files", ())) if page.get("files") else (),
            date_known=page["date"] != "any",
        )


def escaped(text: str) -> str:
    return html.escape(text)
