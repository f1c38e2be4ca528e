"""A replayed crawl, page to stored record and feed, against a bare Scrapy spider on the same archive.

`python -m benchmarks.replay` crawls a simulated Thanh Hóa portal once, then replays its archive with both, by turns. The bare
spider asks for the same pages, selects five fields with CSS, and stores nothing. CPU time of whole processes, medians.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from benchmarks.frontier import site

ARTICLES, ROUNDS = 500, 3
BARE = """
import scrapy

class Bare(scrapy.Spider):
    name = "bare"
    custom_settings = {"ITEM_PIPELINES": {}, "EXTENSIONS": {}, "ADDONS": {"portals.archive.addon.ArchiveAddon": 100}}

    async def start(self):
        yield scrapy.Request(self.address + "/web/trang-chu/tin-tuc")

    def parse(self, response):
        for href in response.css("a::attr(href)").getall():
            if "/tin-tuc/" in href and href.endswith(".html"):
                yield response.follow(href, self.article)
            elif "page=" in href:
                yield response.follow(href, self.parse)

    def article(self, response):
        css = response.css
        yield {"url": response.url, "title": css("h1::text, title::text").get(), "body": css("p::text").getall(),
               "images": css("img::attr(src)").getall(), "date": css("span::text").getall()}
"""


def cpu(*command: str) -> float:
    """CPU seconds of the command and its children."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-m", "scrapy", *command], capture_output=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def rows(feed: Path) -> int:
    return len(feed.read_text("utf-8").splitlines())


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, site(ARTICLES) as address:
        archive, spider = f"{folder}/warc", Path(folder) / "bare.py"
        spider.write_text(BARE, encoding="utf-8")
        live = ("-a", f"base={address}", "-s", "DOWNLOAD_DELAY=0", "-s", f"ARCHIVE_DIR={archive}")
        cpu("crawl", "thanhhoa", *live, "-s", f"STORE_URL=sqlite:///{folder}/live.db")
        replay = ("-s", f"REPLAY={archive}", "-L", "ERROR")
        ours, bare = [], []
        for number in range(ROUNDS):
            store = f"STORE_URL=sqlite:///{folder}/{number}.db"
            feed = ("-O", f"{folder}/ours{number}.jsonl")
            ours.append(cpu("crawl", "thanhhoa", "-a", f"base={address}", "-s", store, *replay, *feed))
            bare.append(
                cpu("runspider", str(spider), "-a", f"address={address}", *replay, "-O", f"{folder}/bare{number}.jsonl")
            )
        counts = [rows(Path(f"{folder}/{name}0.jsonl")) for name in ("ours", "bare")]
    print(f"{ARTICLES} articles: ours {median(ours):.2f} s, bare {median(bare):.2f} s, ratio {median(ours) / median(bare):.2f}")
    print(f"records: ours {counts[0]}, bare {counts[1]}")


if __name__ == "__main__":
    main()
