"""Whole pages as speed is measured on: 60 to 130 KB, a long article with five officials and more, a whole site around it.

The sites of every CMS that the project knows (its largest reconstructed fixture, with a long article in place of the short
one), the same sites to a reader that does not know them, and the two city portals and unknown sites in drawn markup.
"""

from __future__ import annotations

import html
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from portals.archive.fixtures import read_fixture
from portals.cms.generic import Generic
from portals.items import RawPage
from portals.portal import Portal
from tests.fixtures.cases import CMS, Case, portals
from tests.real.measure import cms_named, portal_of
from tests.unseen.noise import FURNITURE, random_source
from tests.unseen.options import Chooser
from tests.unseen.printer import HOSTS, SITES, Printer
from tests.unseen.prose import SAY, Writer
from tests.webpage.frames import FRAMES

DATA = Path(__file__).parents[1] / "data"
SMALLEST, LARGEST = 60_000, 130_000
"""Bytes of a page."""
_OFFICIALS = 4
_SPAN = '<span style="font-size:14.0pt;font-family:&quot;Times New Roman&quot;,serif;color:black" lang="VI">'
"""What Word leaves around each paragraph that is pasted."""


@dataclass(frozen=True)
class Heavy:
    """A page, the group it belongs to, and the portal that reads it."""

    group: str
    name: str
    portal: Portal
    page: RawPage
    title: str


@cache
def heavy_pages(each: int = 3) -> tuple[Heavy, ...]:
    """Every page: `each` articles in every site; the same in every process."""
    return (*_systems(each), *_drawn(each))


def _systems(each: int) -> Iterator[Heavy]:
    for folder in sorted(CMS.iterdir()):
        case = max((Case(path.parent) for path in folder.glob("*/page.html")), key=lambda case: len(case.page.body))
        for number in range(each):
            page = _lengthened(case, _texts("system", folder.name, number))
            title = case.expected["record"]["title"]
            yield Heavy("known systems", f"{folder.name}-{number}", portal_of(page.url, cms_named(folder.name)), page, title)
            yield Heavy("systems unknown", f"{folder.name}-{number}", portal_of(page.url, Generic()), page, title)


def _lengthened(case: Case, texts: list[str]) -> RawPage:
    """The page of a fixture with more paragraphs after the longest of its own, in the same markup."""
    page = read_fixture(case.folder)
    source = page.body.decode()
    longest = max(case.expected["record"]["body"].split("\n\n"), key=lambda text: len(text) * (text in source))
    place = source.index(longest)
    opening = source[source.rindex("<", 0, place) : place]
    tag = opening[1:].partition(" ")[0].rstrip(">")
    end = source.index(f"</{tag}>", place) + len(f"</{tag}>")
    more = "\n".join(f"{opening}{_SPAN}{html.escape(text)}</span></{tag}>" for text in texts)
    return replace(page, body=f"{source[:end]}\n{more}{source[end:]}".encode())


def _drawn(each: int) -> Iterator[Heavy]:
    """Articles in drawn markup in four frames of whole sites: on the two portals, and on hosts that no declaration names."""
    for frame in ("bootstrap", "tables", "semantic", "generic title"):
        for portal in ("soctrang", "thanhhoa"):
            for number in range(each):
                page, title = _printed(portal, frame, number)
                yield Heavy("the two portals", f"{portal}-{frame}-{number}", portals()[portal], page, title)
                elsewhere = replace(page, url=f"https://xa.example.vn/tin-tuc/bai-viet-so-{number}-20230{number + 1}12.html")
                yield Heavy(
                    "unknown sites", f"{portal}-{frame}-{number}", portal_of(elsewhere.url, Generic()), elsewhere, title
                )


def _printed(portal: str, frame: str, number: int) -> tuple[RawPage, str]:
    rng = random_source("heavy", portal, frame, number)
    story = Writer(rng, number).story()
    story = replace(story, paragraphs=(*story.paragraphs[:-1], *_texts(portal, frame, number), story.paragraphs[-1]))
    printer = Printer(portal, Chooser(rng, "open"), story)
    article = printer.chooser.pick("article").format(head=printer.head(), body=printer.body(True), **printer.chooser.words())
    headline = f"{story.title} - {SITES[portal]}"
    path = f"/tpsoctrang/1279/30571/54021/{300000 + number}/Tin/Bai.aspx"
    if portal == "thanhhoa":
        path = f"/web/trang-chu/tin-tuc/bai-viet-{number}.html"
    source = FRAMES[frame](html.escape(headline), article, printer.noise.related())
    filled = _filled(source, rng.randrange(SMALLEST, 110_000), rng)
    return RawPage(HOSTS[portal] + path, filled.encode(), fetched_at="2026-06-25T03:00:00Z"), story.title


def _texts(*seed: object) -> list[str]:
    """The paragraphs of a long article, of two or three sentences each; none is said twice, four name an official for sure."""
    rng = random_source("texts", *seed)
    named, dated = _sentences()
    writer = Writer(rng, 0)
    said = [writer.say(pattern) for kind in ("openings", "middles", "endings") for pattern in SAY[kind]]
    said += rng.sample(dated, 12)
    rng.shuffle(said)
    texts = [" ".join(said[at : at + 2]) for at in range(0, len(said), 2)]
    for text in rng.sample(named, _OFFICIALS):
        texts.insert(rng.randrange(len(texts)), text)
    return texts


@cache
def _sentences() -> tuple[list[str], list[str]]:
    """Labelled texts that name one official, and sentences with a date."""
    rows = map(json.loads, (DATA / "officials.jsonl").read_text("utf-8").splitlines())
    dated = [line.split("\t")[1] for line in (DATA / "dates_events.tsv").read_text("utf-8").splitlines()[1:]]
    return [row["text"] for row in rows if len(row["officials"]) == 1], dated


def _filled(source: str, size: int, rng: random.Random) -> str:
    """The page with more of what real ones carry until it has `size` bytes: cards of other articles, styles, scripts."""
    head, body = source.index("</head>"), source.index("</body>")
    missing, cards, code = size - len(source.encode()), list[str](), list[str]()
    number = 0
    while missing > 0:
        number += 1
        cards.append(_card(number, rng))
        code.append(_style(number) if number % 2 else _script(number, rng))
        missing -= len(cards[-1].encode()) + len(code[-1])
    grid = f'<section class="row more"><h3>Tin mới</h3>{"".join(cards)}</section>'
    styles = "".join(part for part in code if part.startswith("."))
    scripts = "".join(part for part in code if not part.startswith("."))
    extra = f"<style>{styles}</style><script>{scripts}</script>"
    return f"{source[:head]}{extra}{source[head:body]}{grid}{source[body:]}"


def _card(number: int, rng: random.Random) -> str:
    title, link = rng.choice(FURNITURE["others"]), f"/tin-tuc/{rng.randrange(10_000, 99_999)}.html"
    return (
        f'<div class="col-12 col-md-4 card-item"><a class="thumb" href="{link}" title="{title}"><img class="img-fluid lazy"'
        f' src="/images/blank.gif" data-src="/upload/{number}.jpg" alt="{title}" width="240" height="160"></a>'
        f'<h4 class="card-title"><a href="{link}">{title}</a></h4><span class="time"><i class="fa fa-clock-o"></i>'
        f" {rng.randint(1, 28):02d}/0{rng.randint(1, 9)}/2022</span></div>\n"
    )


def _style(number: int) -> str:
    shown = ("block", "flex", "none")
    rules = (f".mod-{number}-{n} > .item{{display:{shown[n % 3]};margin:0 {n}px;color:#33{number:04d}}}\n" for n in range(6))
    return "".join(rules)


def _script(number: int, rng: random.Random) -> str:
    token = "".join(rng.choices("abcdef0123456789", k=64))
    return (
        f'window.addEventListener("load",function(){{var box=document.getElementById("mod-{number}");'
        f'if(box){{box.dataset.key="{token}";$(box).slick({{dots:true,infinite:true,speed:{number * 10},slidesToShow:4,'
        "responsive:[{breakpoint:992,settings:{slidesToShow:2}}]});}});\n"
    )
