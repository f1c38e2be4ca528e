"""`scrapy record PORTAL URL…`: fetch pages and save them as fixtures, each with its expected record for review."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlsplit

from portals.cli.command import OneLineCommand
from portals.cli.site import site_address
from portals.errors import CommandError

if TYPE_CHECKING:
    from portals.errors import Result
    from portals.portal import Portal
    from portals.recording.spider import Recorded

_MOST_PAGES = 20


class Command(OneLineCommand):
    default_settings: ClassVar[dict[str, Any]] = {"LOG_LEVEL": "WARNING"}

    def syntax(self) -> str:
        return "PORTAL URL… [--pages N] [--into FOLDER]"

    def short_desc(self) -> str:
        return "Fetch pages and save them as fixtures, with the expected record for review"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--pages", metavar="N", type=int, default=1, help="of each listing so many pages (default: 1)")
        parser.add_argument("--into", metavar="FOLDER", help="default: fixtures/PORTAL; each page gets a folder in it")

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        from portals.cli import checks
        from portals.portal import at_host
        from portals.registry import declared_portals, load_portal

        assert self.settings is not None
        known = declared_portals(self.settings) | {"any": load_portal("any")}
        self.portal = known[checks.portal_name(args[:1], known)]
        if len(args) < 2:
            raise CommandError(f"name an address: scrapy record {self.portal.name} URL")
        if not self.portal.hosts:
            self.portal = at_host(self.portal, site_address(args[1]))
        if not 0 < opts.pages <= _MOST_PAGES:
            raise CommandError(f"--pages is 1 to {_MOST_PAGES}")
        into = Path(opts.into or f"fixtures/{self.portal.name}")
        checks.writable_folder(into)
        self.wanted = _wanted(args[1:], self.portal, into)
        checks.replay(self.settings)

    def act(self, args: list[str], opts: argparse.Namespace) -> None:
        from portals.recording.spider import Recorded, RecordSpider
        from portals.runs.results import EXIT_CODES

        assert self.crawler_process is not None
        crawler = self.crawler_process.create_crawler(RecordSpider)
        self.crawler_process.crawl(crawler, portal=self.portal, wanted=self.wanted, pages=opts.pages)
        self.crawler_process.start()
        done = crawler.spider.recorded if isinstance(crawler.spider, RecordSpider) else []
        seen = {one.url for one in done}
        done += [Recorded(url, reason="not_fetched") for url in self.wanted if url not in seen]
        for one in done:
            print(recorded_line(one, args[0]), file=sys.stderr)
        self.exitcode = EXIT_CODES[result_of(done)]


def _wanted(urls: Iterable[str], portal: Portal, into: Path) -> dict[str, Path]:
    """Return the folder for each address. Raises `CommandError` for a wrong address, and instead of overwriting a fixture."""
    from portals.recording.expected import case_name

    wanted: dict[str, Path] = {}
    for url in urls:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise CommandError(f"{url!r} is not an address: write it with https://")
        folder = into / case_name(url, portal)
        if folder.exists():
            raise CommandError(f"{folder} exists already; remove it first, or use --into another folder")
        if folder in wanted.values():
            raise CommandError(f"{url} would be saved as {folder}, like an address before it; record one at a time")
        wanted[url] = folder
    return wanted


def recorded_line(one: Recorded, portal: str) -> str:
    """Return the line that reports one address."""
    if one.folder is None:
        return f"record: {one.url} not saved: {one.reason}"
    return (
        f"record: {one.url} saved as {one.folder}; scrapy review {portal} --from {one.folder.parent} shows it beside its fields"
    )


def result_of(done: Iterable[Recorded]) -> Result:
    """Return `blocked` (by a firewall), `failed` (nothing saved), `degraded` (something not saved) or `ok`."""
    done = list(done)
    if any(one.wall for one in done):
        return "blocked"
    if not any(one.folder for one in done):
        return "failed"
    return "ok" if all(one.folder for one in done) else "degraded"
