"""`scrapy extract PATH… -O FILE`: archived pages to records, without crawling."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from portals.cli.output import OutputCommand
from portals.errors import CommandError

if TYPE_CHECKING:
    from portals.archive.extract.run import Report

_MOST_WORKERS = 64
_MOST_REASONS = 50
"""Maximum number of lines of a summary."""


class Command(OutputCommand):
    def syntax(self) -> str:
        return "PATH… -O FILE [--format F] [--workers N]"

    def short_desc(self) -> str:
        return "Make records of archived pages (WARC, WACZ, ARC, saved pages, folders of them) without crawling"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--workers", metavar="N", default="1", help="processes that read pages (default: 1)")

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        from portals.archive.sources import missing
        from portals.spiders.options import shortened, whole_number

        if not args:
            raise CommandError("name an archive: scrapy extract PATH -O FILE")
        workers = whole_number(opts.workers, most=_MOST_WORKERS)
        if workers is None:
            raise CommandError(f"--workers {shortened(opts.workers)!r} is not a number of processes: use 1 to {_MOST_WORKERS}")
        self.workers = workers
        for path in args:
            if not Path(path).exists():
                raise CommandError(missing(path))
        self.set_target(opts)

    def act(self, args: list[str], opts: argparse.Namespace) -> None:
        from concurrent.futures.process import BrokenProcessPool

        from portals.archive.errors import ArchiveError
        from portals.archive.extract.run import extracted
        from portals.registry import declared_portals

        assert self.settings is not None
        try:
            with extracted([Path(path) for path in args], declared_portals(self.settings), self.workers) as (articles, report):
                if report.records:
                    self.write(articles)
        except ArchiveError as error:
            raise CommandError(str(error)) from None
        except BrokenProcessPool:
            raise CommandError("a worker was killed, perhaps for want of memory; try fewer --workers", "failed") from None
        for line in report_lines(report):
            print(line, file=sys.stderr)
        self.exitcode = report.verdict.exit_code


def report_lines(report: Report) -> list[str]:
    """Return the summary: one line of counts, and one for each reason why the result is not `ok`."""
    from portals.runs.results import CLOSED

    verdict = report.verdict
    listings = {f"listing pages {report.listings}": report.listings}
    closed = {f"for members alone {report.rejected[CLOSED]}": report.rejected[CLOSED]}
    counts = {**listings, **closed, **{f"{name} {count}": count for name, count in (report.aside + report.others).items()}}
    others = ", ".join(name for name, count in counts.items() if count)
    first = f"extract: {verdict.result} · {report.captures} captures, {report.records} records"
    lines = [f"{first}; {others}" if others else first]
    lines += [f"  {reason.code}: {reason.detail}" for reason in verdict.reasons[:_MOST_REASONS]]
    if more := len(verdict.reasons) - _MOST_REASONS:
        lines += [f"  and {more} more"] if more > 0 else []
    return lines
