"""Prints a story as the bytes of one page, in a layout drawn from the grammar, with the truth beside it."""

from __future__ import annotations

import html
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from portals.items import RawPage
from tests.unseen.noise import WEEKDAYS, Noise, random_source
from tests.unseen.options import Chooser, Profile
from tests.unseen.prose import Picture, Story, Writer
from tests.unseen.wire import encode

SITES = {
    "soctrang": "Cổng thông tin điện tử UBND Thành phố Sóc Trăng",
    "thanhhoa": "Trang thông tin điện tử thành phố Thanh Hóa",
}
HOSTS = {"soctrang": "https://ubndtp.soctrang.gov.vn", "thanhhoa": "https://tpthanhhoa.thanhhoa.gov.vn"}
UNITS = {
    "soctrang": ("{a} - ĐTT TPST", "{a}", "Tin, ảnh: {a}"),
    "thanhhoa": ("{a} (Trung tâm Văn hóa, Thông tin, Thể thao và Du lịch TP Thanh Hóa)", "{a}", "Tin, ảnh: {a}"),
}
SPELLED = "Một Hai Ba Tư Năm Sáu Bảy Tám Chín Mười Mười_Một Mười_Hai"


@dataclass(frozen=True)
class Sample:
    """A page, the truth about it, and the choices that made it."""

    portal: str
    profile: Profile
    number: int
    page: RawPage
    story: Story
    byline: str | None
    views: int | None
    published: str | None
    copies: int
    images: tuple[tuple[str, str], ...]
    traits: dict[str, str]

    @property
    def broken(self) -> bool:
        return self.traits["broken"] != "none"


def sample(portal: str, profile: Profile, number: int) -> Sample:
    """The page of a number: always the same for the same portal, profile and number."""
    rng = random_source("unseen", portal, profile, number)
    chooser = Chooser(rng, profile)
    return Printer(portal, chooser, Writer(rng, number).story()).print(number)


class Printer:
    def __init__(self, portal: str, chooser: Chooser, story: Story) -> None:
        self.portal, self.chooser, self.rng, self.story = portal, chooser, chooser.rng, story
        self.noise = Noise(chooser, portal)
        self.classes = chooser.words()
        self.paragraph = chooser.pick("paragraph")
        self.caption = chooser.pick("caption") if story.pictures else ""
        self.debris = self.rng.choice((0, 0, 1, 2))
        self.broken = chooser.pick("broken")
        self.word = chooser.pick("word").format()
        self.title = chooser.pick("title")
        signed = self.rng.random() < 0.85
        self.byline = self.rng.choice(UNITS[portal]).format(a=story.author) if signed else None
        self.byline_box = chooser.pick("byline") if signed else ""
        self.lead_box = chooser.pick("lead") if story.lead else ""
        self.pattern = ""
        self.stamp, self.published = self.draw_stamp()
        self.stamp_box = chooser.pick("stamp_box")
        self.views = story.views if portal == "soctrang" or self.rng.random() < 0.3 else None
        self.views_box = chooser.pick("views") if self.views is not None else ""

    def draw_stamp(self) -> tuple[str, str | None]:
        """The date line (none on most pages of Sóc Trăng) and what must be read from it."""
        if self.rng.random() < (0.6 if self.portal == "soctrang" else 0.1):
            self.chooser.traits["stamp"] = "none"
            return "", None
        self.pattern = pattern = self.chooser.pick("stamp")
        at, months = self.story.published, SPELLED.split()
        parts = {"y": f"{at:%Y}", "m": f"{at:%m}", "d": f"{at:%d}", "H": f"{at:%H}", "M": f"{at:%M}", "S": f"{at:%S}"}
        line = pattern.format(**parts, w=WEEKDAYS[at.weekday()], mm=months[at.month - 1].replace("_", " "))
        return line, _read(pattern, at)

    def print(self, number: int) -> Sample:
        story, chooser = self.story, self.chooser
        path = f"/tpsoctrang/1279/30571/54021/{300000 + number}/Tin-tuc-su-kien/Bai.aspx"
        if self.portal == "thanhhoa":
            path = f"/web/trang-chu/tin-tuc/bai-viet-{number}.html"
        article = chooser.pick("article").format(head=self.head(), body=self.body(True), **chooser.words())
        printed = chooser.pick("print")
        before = printed.format(copy=self.copy(), hidden="banin", **chooser.words())
        after = f"<div class='banin'>{self.copy()}</div>" if chooser.traits["print"] == "after" else ""
        main = f"{self.noise.crumb(self.words(story.title, 0))}{before}{article}{after}{self.noise.related()}"
        frame = chooser.pick("page")
        left, right = self.noise.side(), self.noise.side()
        body = frame.format(top=self.noise.head(), left=left, main=main, right=right, foot=self.noise.foot(), **self.classes)
        charset = chooser.pick("charset")
        markup = f"<!DOCTYPE html><html>{self.document_head(charset)}<body>{self.form(body)}</body></html>"
        content, headers = encode(markup, chooser.traits["charset"], charset)
        return Sample(
            portal=self.portal,
            profile=chooser.profile,
            number=number,
            page=RawPage(HOSTS[self.portal] + path, content, headers=headers, fetched_at="2026-06-25T03:00:00Z"),
            story=story,
            byline=self.byline,
            views=self.views,
            published=self.published,
            copies=1 if chooser.traits["print"] == "none" else 2,
            images=tuple((HOSTS[self.portal] + "/file/thumb/500" + picture.path, picture.caption) for picture in self.shown()),
            traits=chooser.traits,
        )

    def form(self, body: str) -> str:
        if self.portal == "soctrang" and self.rng.random() < 0.8:
            return f'<form method="post" action="./" id="aspnetForm">{body}</form>'
        return body

    def document_head(self, charset: str) -> str:
        title = html.escape(self.story.title, quote=False)
        line = self.chooser.pick("head_title").format(t=title, site=SITES[self.portal], cut=title[:30])
        meta = f'<meta http-equiv="Content-Type" content="text/html; charset={charset}"/>' if charset else ""
        if self.rng.random() < 0.25:
            meta += f'<meta property="og:title" content="{html.escape(self.story.title)}"/>'
        return f"<head>{meta}<title>{line}</title><style>.banin{{display:none}}</style>{self.noise.script()}</head>"

    def head(self) -> str:
        """Counter, title and date line in the order of the portal."""
        title = self.title.format(t=self.words(self.story.title, 0), **self.chooser.words())
        count = self.count()
        stamp = self.stamp_box.format(t=self.stamp, **_label(self.stamp), **self.chooser.words()) if self.stamp else ""
        parts = [count, title, stamp] if self.portal == "soctrang" else [title, stamp, count]
        return "\n".join([*parts, self.noise.tools(), self.lead()])

    def count(self) -> str:
        views = self.views or 0
        forms = {"n": str(views), "d": f"{views:,}".replace(",", "."), "m": f"{views:,}"}
        return self.views_box.format(**forms, **self.chooser.words())

    def lead(self) -> str:
        return self.lead_box.format(t=self.words(self.story.lead or "", 0))

    def copy(self) -> str:
        """The print version: title, the same date as `Ngày …`, text."""
        stamp = f"<div>{self.stamp}</div>"
        if ":" in (self.published or ""):
            seconds = ":%S" if "{S}" in self.pattern else ""
            stamp = f"<div>Ngày {self.story.published:{'%d/%m/%Y %H:%M' + seconds}}</div>"
        return f"<div><b>{self.words(self.story.title, 0)}</b></div>{stamp}{self.lead()}<div>{self.body(False)}</div>"

    def body(self, main: bool) -> str:
        chunks = []
        for number, text in enumerate(self.story.paragraphs):
            words = self.words(text, self.debris)
            if number in self.story.headings:
                words = f"<b>{words}</b>"
            chunks.append(self.paragraph.format(t=words, **self.classes))
            if number == 1:
                chunks.append(self.word)
            chunks += [self.picture(picture) for picture in self.story.pictures if picture.after == number]
        if main and self.chooser.traits["broken"] not in ("none", "no close"):
            chunks.insert(self.rng.randrange(1, len(chunks)), self.broken.format(**self.classes))
        if self.byline:
            chunks.append(self.byline_box.format(t=self.byline))
        if main and self.chooser.traits["broken"] == "no close":
            chunks.insert(0, "<div><div>")
        return "\n".join(chunks)

    def shown(self) -> list[Picture]:
        """The pictures in the order of the page."""
        return sorted(self.story.pictures, key=lambda picture: picture.after)

    def picture(self, picture: Picture) -> str:
        return self.caption.format(src="/file/thumb/500" + picture.path, file=picture.file_name, t=picture.caption)

    def words(self, text: str, debris: int) -> str:
        """The text escaped, with the blanks, marks and tags that Word leaves in it."""
        words = [html.escape(word, quote=False) for word in text.split(" ")]
        if debris > 1:
            words = [word[:2] + "\u200b" + word[2:] if len(word) > 4 and self.rng.random() < 0.02 else word for word in words]
            words = [f'<span lang="VI">{word}</span>' if self.rng.random() < 0.04 else word for word in words]
        out = words[0]
        for word in words[1:]:
            blank = self.rng.choices((" ", "&nbsp;", "\n ", "&nbsp; "), (90, 4, 3, 2))[0] if debris else " "
            out += blank + word
        return out


def _read(pattern: str, at: datetime) -> str:
    """What the line of a pattern says: a time only where it prints one."""
    if "{S}" in pattern:
        return f"{at:%Y-%m-%dT%H:%M:%S}+07:00"
    return f"{at:%Y-%m-%dT%H:%M}:00+07:00" if "{M}" in pattern else f"{at:%Y-%m-%d}"


def _label(line: str) -> dict[str, str]:
    """`Đăng lúc:` and what follows it, for layouts that set them apart."""
    label, colon, value = line.partition(": ")
    return {"label": label + colon.strip(), "value": value} if colon else {"label": "", "value": line}


def visible(text: str) -> str:
    """NFC with plain blanks: the form in which texts are compared."""
    return " ".join(unicodedata.normalize("NFC", text).split())
