"""`scrapy extract PATH… -O FILE`: archived pages to records, without crawling."""

from __future__ import annotations

import argparse
import sys
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from portals.archive.errors import ArchiveError
from portals.archive.extract.run import Report, extracted
from portals.cli.output import OutputCommand
from portals.errors import CommandError
from portals.registry import portals
from portals.spiders.options import shortened, whole_number

_MOST_WORKERS = 64


class Command(OutputCommand):
    def syntax(self) -> str:
        return "PATH… -O FILE [--format F] [--workers N]"

    def short_desc(self) -> str:
        return "Make records of archived pages (WARC files, folders of them, fixtures) without crawling"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--workers", metavar="N", default="1", help="processes that read pages (default: 1)")

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        if not args:
            raise CommandError("name an archive: scrapy extract PATH -O FILE")
        workers = whole_number(opts.workers, most=_MOST_WORKERS)
        if workers is None:
            raise CommandError(f"--workers {shortened(opts.workers)!r} is not a number of processes: use 1 to {_MOST_WORKERS}")
        self.workers = workers
        for path in args:
            if not Path(path).exists():
                raise CommandError(f"{path}: no such file or folder")
        self.set_target(opts)

    def act(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        try:
            with extracted([Path(path) for path in args], portals(self.settings), self.workers) as (articles, report):
                if report.records:
                    self.write(articles)
        except ArchiveError as error:
            raise CommandError(str(error)) from None
        except BrokenProcessPool:
            raise CommandError("a worker was killed, perhaps for want of memory; try fewer --workers", "failed") from None
        for line in said(report):
            print(line, file=sys.stderr)
        self.exitcode = report.verdict.exit_code


def said(report: Report) -> list[str]:
    """The summary: one line of counts, and one for each reason why the result is not `ok`."""
    counts = {
        f"listing pages {report.listings}": report.listings,
        **{f"{name} {count}": count for name, count in report.aside.items()},
    }
    others = ", ".join(name for name, count in counts.items() if count)
    verdict = report.verdict
    first = f"extract: {verdict.result} · {report.captures} captures, {report.records} records"
    lines = [f"{first}; {others}" if others else first]
    return lines + [f"  {reason.code}: {reason.detail}" for reason in verdict.reasons]
