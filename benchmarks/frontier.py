"""What the frontier costs, and what a long crawl holds in memory.

    python -m benchmarks.frontier            both, about four minutes
    python -m benchmarks.frontier --cost     CPU time a page with Scrapy's scheduler in memory and with the frontier
    python -m benchmarks.frontier --memory   peak memory of the whole crawl at 2,000 and at 20,000 pages

The site is `tests.simulator` in a process of its own. The bare crawl follows listings and articles and makes nothing of them.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median

ROUNDS = 3
BARE = ("stock", "tuned", "frontier")
KINDS = (*BARE, "whole")


@contextmanager
def site(articles: int, per_page: int = 20) -> Iterator[str]:
    """A simulated Thanh Hóa portal; its address."""
    command = [sys.executable, "-m", "tests.simulator", "--articles", str(articles), "--per-page", str(per_page), "--until-eof"]
    command += ["--sections", "1"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdin
        assert server.stdout
        yield server.stdout.readline().strip()
        server.stdin.close()


def measured(code: str, *arguments: str) -> dict[str, float]:
    """Runs this module's `code` in a fresh process: its pages, CPU seconds and peak memory."""
    run = subprocess.run(
        [sys.executable, "-m", "benchmarks.frontier", code, *arguments], capture_output=True, text=True, check=True
    )
    found: dict[str, float] = json.loads(run.stdout.splitlines()[-1])
    return found


def cost(articles: int) -> None:
    """Prints milliseconds of CPU a page, bare and with the frontier, by turns."""
    with site(articles) as address:
        rounds = [[measured(f"--{kind}", address)["ms"] for kind in BARE] for _ in range(ROUNDS)]
    stock, tuned, ours = (median(column) for column in zip(*rounds, strict=True))
    print(f"CPU a page: bare crawl as Scrapy comes {stock:.2f} ms, with our settings {tuned:.2f}, with the frontier {ours:.2f}")
    print(f"the frontier's crawl is {ours / stock - 1:+.1%} against the bare one, {ours / tuned - 1:+.1%} against our settings")


def memory(few: int, many: int) -> None:
    """Prints the peak memory of two whole crawls: archive, pipelines, store and all."""
    peaks = []
    for pages in (few, many):
        with site(round(pages * 20 / 21)) as address:
            found = measured("--whole", address)
            peaks.append(found["mb"])
            print("{pages:.0f} pages ({given_up:.0f} given up): peak {mb:.0f} MB, {ms:.2f} ms of CPU a page".format_map(found))
    print(f"ratio {peaks[1] / peaks[0]:.2f}")


def crawl(address: str, kind: str) -> dict[str, float]:
    """One crawl in this process."""
    import resource

    from scrapy.crawler import CrawlerProcess
    from scrapy.utils.project import get_project_settings

    import portals.extensions.crawl_addon
    import portals.store  # noqa: F401  (imported here, so that it is not measured)
    from portals.spiders.thanhhoa import ThanhHoaSpider

    class Bare(ThanhHoaSpider):
        def parse_article(self, response):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
            self.stats.inc_value("pages/article")

    with tempfile.TemporaryDirectory() as folder:
        settings = get_project_settings()
        settings.setdict(
            {"STORE_URL": f"sqlite:///{folder}/p.db", "ARCHIVE_DIR": f"{folder}/warc", "LOG_LEVEL": "ERROR"}, "cmdline"
        )
        settings.setdict({"DOWNLOAD_DELAY": 0, "CONCURRENT_REQUESTS_PER_DOMAIN": 8, "REPORT_DIR": folder}, "cmdline")
        if kind != "whole":
            settings.setdict(
                {"ADDONS": {"portals.extensions.crawl_addon.CrawlAddon": 1}, "ITEM_PIPELINES": {}, "EXTENSIONS": {}}, "cmdline"
            )
        if kind in ("stock", "tuned"):
            settings.setdict({"SCHEDULER": "scrapy.core.scheduler.Scheduler"}, "cmdline")
        if kind == "stock":
            settings.setdict({"ADDONS": {}, "CONCURRENT_ITEMS": 100}, "cmdline")
        process = CrawlerProcess(settings)
        crawler = process.create_crawler(ThanhHoaSpider if kind == "whole" else Bare)
        before = resource.getrusage(resource.RUSAGE_SELF)
        process.crawl(crawler, base=address)
        process.start()
        after = resource.getrusage(resource.RUSAGE_SELF)
    assert crawler.stats
    pages = crawler.stats.get_value("pages/article", 0) + crawler.stats.get_value("pages/listing", 0)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    given_up = crawler.stats.get_value("given_up/list", [])
    print(given_up[:5], file=sys.stderr)
    return {"pages": pages, "given_up": len(given_up), "ms": used / pages * 1000, "mb": after.ru_maxrss / 1024}


def main() -> None:
    """Measures what is asked for; without arguments, all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cost", action="store_true")
    parser.add_argument("--memory", action="store_true")
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--pages", type=int, nargs=2, default=(2000, 20000))
    for kind in KINDS:
        parser.add_argument(f"--{kind}", metavar="ADDRESS", help=argparse.SUPPRESS)
    options = parser.parse_args()
    for kind in KINDS:
        if address := getattr(options, kind):
            print(json.dumps(crawl(address, kind)))
            return
    if options.cost or not options.memory:
        cost(options.articles)
    if options.memory or not options.cost:
        memory(*options.pages)


if __name__ == "__main__":
    main()
