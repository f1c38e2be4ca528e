"""`scrapy check [PATH…]`: check that the archive still has every page that the records of the store cite."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from scrapy.commands import BaseRunSpiderCommand

from portals.cli.command import OneLineCommand
from portals.commands.crawl import exit_code_of, terminate_on_hangup
from portals.errors import CommandError

if TYPE_CHECKING:
    from portals.store.citations import Citation

_SAID = {
    "file_missing": "is not there",
    "record_missing": "does not hold them, or is damaged where they were",
    "bytes_differ": "holds other bytes than were cited",
}
_MOST_LINES = 20


class Command(OneLineCommand, BaseRunSpiderCommand):
    default_settings: ClassVar[dict[str, Any]] = {"LOG_LEVEL": "WARNING"}

    def syntax(self) -> str:
        return "[PATH…] [--repair [-a base=URL]]"

    def short_desc(self) -> str:
        return "Check that the archive holds every page that records cite; --repair fetches what is lost"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--repair", action="store_true", help="crawl again what is lost and still on the site")

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        from portals.cli import checks

        assert self.settings is not None
        for path in args:
            if not Path(path).exists():
                raise CommandError(f"{path}: no such file or folder")
        given = [Path(path) for path in args]
        self.paths = [*given, Path(self.setting("ARCHIVE_DIR")), Path("fixtures")]
        if opts.repair:
            checks.writable_folder(Path(self.setting("ARCHIVE_DIR")))

    def act(self, args: list[str], opts: argparse.Namespace) -> None:
        from portals.archive.errors import ScratchError
        from portals.runs.results import EXIT_CODES

        try:
            lost, count = self._lost()
        except ScratchError as error:
            raise CommandError(str(error), "failed") from None
        if not lost:
            print(f"check: ok · {count} citations, all in the archive with their digests", file=sys.stderr)
            return
        for line in loss_lines(lost):
            print(line, file=sys.stderr)
        self.exitcode = EXIT_CODES["degraded"]
        if opts.repair:
            self._repair(list(lost), opts)
        else:
            ways = f"put the files back into {self.setting('ARCHIVE_DIR')}, name the folder they are in, or add --repair"
            print(f"check: degraded · {len(lost)} of {count} citations are lost; {ways}", file=sys.stderr)

    def _lost(self) -> tuple[dict[Citation, str], int]:
        """Return the citations whose bytes are lost, each with the reason, and the number of all citations."""
        from portals.archive.verify import CitedPlaces
        from portals.store import citations, open_store

        places = CitedPlaces(self.paths)
        lost: dict[Citation, str] = {}
        count = 0
        with open_store(self.setting("STORE_URL"), read_only=True) as store, store.read() as connection:
            for name, group in groupby(citations.cited(connection), key=lambda one: one.warc_file):
                cited = list(group)
                count += len(cited)
                trouble = places.trouble_of(name, {(one.warc_record_id, one.payload_digest) for one in cited})
                found = ((one, trouble.get((one.warc_record_id, one.payload_digest))) for one in cited)
                lost |= {one: why for one, why in found if why}
        return lost, count

    def _repair(self, lost: Sequence[Citation], opts: argparse.Namespace) -> None:
        """Crawl the portals of the lost pages, then let the versions cite the new captures."""
        from portals.runs.results import EXIT_CODES
        from portals.store import citations, open_store

        ids = sorted({one.article_id for one in lost})
        with open_store(self.setting("STORE_URL")) as store, store.write() as connection:
            marked = citations.mark_for_refetching(connection, ids)
        codes = self._crawl(sorted(marked), opts)

        with open_store(self.setting("STORE_URL")) as store, store.write() as connection:
            citations.cite_again(connection, lost)
        left, count = self._lost()
        repaired = len(lost) - len(left)
        print(f"check: {repaired} citations repaired, {len(left)} of {count} are lost for good{_why(left)}", file=sys.stderr)
        self.exitcode = max([EXIT_CODES["degraded"] if left else 0, *codes])

    def _crawl(self, names: Sequence[str], opts: argparse.Namespace) -> list[int]:
        """Run an incremental crawl of each portal, which fetches the marked pages; return the exit codes."""
        from scrapy.spiderloader import get_spider_loader

        assert self.settings is not None
        assert self.crawler_process is not None
        declared = set(get_spider_loader(self.settings).list())
        crawlers = [self._create_crawler(name) for name in names if name in declared]
        for crawler in crawlers:
            self.crawler_process.crawl(crawler, **opts.spargs)
        if not crawlers:
            return []
        terminate_on_hangup()
        self.crawler_process.start()
        return [exit_code_of(crawler) for crawler in crawlers]


def loss_lines(lost: dict[Citation, str]) -> list[str]:
    """Return one line for each file, with what is wrong with it."""
    counts = Counter((one.warc_file, why) for one, why in lost.items())
    lines = [f"check: {file} {_SAID[why]}: {count} citations" for (file, why), count in sorted(counts.items())]
    more = [f"check: and {len(lines) - _MOST_LINES} more"] if len(lines) > _MOST_LINES else []
    return [*lines[:_MOST_LINES], *more]


def _why(left: dict[Citation, str]) -> str:
    if not left:
        return ""
    return ": texts that the site has changed since, and pages that are gone or could not be fetched; their records stay"
