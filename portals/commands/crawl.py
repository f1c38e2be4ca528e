"""`scrapy crawl PORTAL`: one run, checked before it starts, with the result as its exit code."""

from __future__ import annotations

import argparse
import os
import signal
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from scrapy.commands import BaseRunSpiderCommand

from portals.cli.command import OneLineCommand
from portals.errors import CommandError

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from portals.portal import Portal


class Command(OneLineCommand, BaseRunSpiderCommand):
    default_settings: ClassVar[dict[str, Any]] = {"LOG_LEVEL": "WARNING"}

    def syntax(self) -> str:
        return "PORTAL [-a since=DATE] [-a sections=A,B] [-a max_pages=N] [-a full=1] [-a base=URL] [-O FILE] [-s NAME=VALUE]"

    def short_desc(self) -> str:
        return "Crawl a portal, or replay it from an archive with -s REPLAY=PATH"

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        from scrapy.spiderloader import get_spider_loader

        from portals.cli import checks
        from portals.runs.run_id import new_run_id
        from portals.spiders.options import OptionError

        assert self.settings is not None
        loader = get_spider_loader(self.settings)
        name = checks.portal_name(args, loader.list())
        try:
            portal: Portal = loader.load(name).configure(opts.spargs)[0]  # type: ignore[attr-defined]
        except OptionError as error:
            raise CommandError(str(error)) from None
        if not self._replays():
            checks.certificates(portal.ca_bundle, f"ca_bundle of {name}")
        checks.feeds(self.settings)
        checks.store(self.settings["STORE_URL"])
        self.settings.set("RUN_ID", new_run_id(name, datetime.now(UTC)), priority="cmdline")

    def _replays(self) -> bool:
        """Check the archive that is replayed or written; return whether the run is a replay."""
        from portals.cli import checks

        assert self.settings is not None
        replay = checks.replay(self.settings)
        if not replay:
            checks.writable_folder(Path(self.setting("ARCHIVE_DIR")))
        return replay

    def act(self, args: list[str], opts: argparse.Namespace) -> None:
        from portals.runs.results import EXIT_CODES

        assert self.crawler_process is not None
        crawler = self._create_crawler(args[0])
        self.crawler_process.crawl(crawler, **opts.spargs)
        terminate_on_hangup()
        self.crawler_process.start()
        self.exitcode = EXIT_CODES["failed"] if self.crawler_process.bootstrap_failed else exit_code_of(crawler)


def terminate_on_hangup() -> None:
    """Make SIGHUP (the terminal was closed) end a crawl as SIGTERM does, unless `nohup` ignores it."""
    if signal.getsignal(signal.SIGHUP) == signal.SIG_DFL:
        signal.signal(signal.SIGHUP, lambda *_: os.kill(os.getpid(), signal.SIGTERM))


def exit_code_of(crawler: Crawler) -> int:
    """Return the exit code of the run; without one, a second signal ended it early, so it was interrupted."""
    from portals.extensions.run_monitor import RunMonitor
    from portals.runs.results import EXIT_CODES

    monitor = crawler.get_extension(RunMonitor)
    if monitor is None:
        return EXIT_CODES["failed"]
    if monitor.verdict is None:
        crawler.stats.set_value("finish_reason", "shutdown")
        monitor.finish()
    assert monitor.verdict is not None
    return monitor.verdict.exit_code
