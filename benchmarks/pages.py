"""Page to record on one core: pages per CPU second, and the ratio to lxml parsing the page and reading its text.

`python -m benchmarks.pages` prints one line a portal. Pages are the fixtures' articles, padded to 60 and 120 KB, the size of
the portals' pages, with menu markup (ASCII, for every charset) outside the article. Medians of several rounds, in turn.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from lxml import html
from scrapy.utils.project import get_project_settings

from portals.archive.fixtures import read_fixture
from portals.items import RawPage
from portals.portal import Portal
from portals.registry import declared_portals
from portals.stages import clean

ROOT = Path(__file__).parents[1]
ROUNDS = 15
MENU = '<ul class="menu-phu"><li class="muc"><a href="/muc/{0}" title="Muc {0}"><span>Chuyen muc so {0}</span></a></li></ul>\n'


def padded(page: RawPage, size: int) -> RawPage:
    """`page` with menus in front of `</body>` until it has `size` bytes."""
    missing = size - len(page.body)
    if missing <= 0:
        return page
    menus = "".join(MENU.format(number) for number in range(missing // len(MENU.encode()) + 1)).encode()
    head, end, tail = page.body.rpartition(b"</body>")
    return replace(page, body=head + menus + end + tail)


def pages(portal: Portal) -> list[RawPage]:
    """The portal's article fixtures, walls left out, in two sizes."""
    found = [read_fixture(meta.parent) for meta in sorted((ROOT / "fixtures" / portal.name).glob("*/meta.json"))]
    articles = [page for page in found if portal.cms.kind(page.url) == "article" and len(page.body) > 1000]
    return [padded(page, size) for page in articles for size in (60_000, 120_000)]


def lxml_text(page: RawPage) -> int:
    return len(str(html.document_fromstring(page.body, parser=html.HTMLParser(encoding="utf-8")).xpath("string()")))


def seconds(batch: Sequence[RawPage], work: Callable[..., object], *more: object) -> float:
    start = time.process_time()
    for page in batch:
        work(page, *more)
    return (time.process_time() - start) / len(batch)


def main() -> None:
    for portal in declared_portals(get_project_settings()).values():
        batch = pages(portal)
        size = statistics.mean(len(page.body) for page in batch) / 1000
        rounds = [(seconds(batch, clean, portal), seconds(batch, lxml_text)) for _ in range(ROUNDS)]
        ours, bare = (statistics.median(times) for times in zip(*rounds, strict=True))
        ratio = statistics.median(ours / bare for ours, bare in rounds)
        print(
            f"{portal.name}: {len(batch)} pages of {size:.0f} KB: {1 / ours:.0f} records/s, "
            f"lxml parse and text {1 / bare:.0f}/s, ratio {ratio:.2f}"
        )


if __name__ == "__main__":
    main()
