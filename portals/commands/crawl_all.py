"""`scrapy crawl_all` (`portals crawl-all`): several portals in one command, each in a process of its own."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from portals.cli.command import OneLineCommand
from portals.errors import CommandError

if TYPE_CHECKING:
    from portals.cli.children import Ended

MOST_JOBS = 64


class Command(OneLineCommand):
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[--only PATTERN]… [--jobs N] [-a NAME=VALUE]… [-O 'FILE with %(name)s'] [-s NAME=VALUE]…"

    def short_desc(self) -> str:
        return "Crawl several portals; one that fails stops no other"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--only", action="append", metavar="PATTERN", help="these portals: a name, or with * and ?")
        parser.add_argument("--jobs", type=int, default=4, metavar="N", help="how many at a time (default: 4)")
        parser.add_argument("-a", dest="arguments", action="append", default=[], metavar="NAME=VALUE", help="for every crawl")
        parser.add_argument("-O", "--output", metavar="FILE", help="feed of every crawl; %%(name)s is the portal's name")

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        from fnmatch import fnmatchcase

        from portals.cli.spider_names import spider_names

        if args:
            raise CommandError(f"{args[0]!r} is too much: choose portals with --only")
        if not 0 < opts.jobs <= MOST_JOBS:
            raise CommandError(f"--jobs is 1 to {MOST_JOBS}")
        if opts.output and "%(name)s" not in opts.output:
            raise CommandError(f"-O {opts.output}: every portal would overwrite it; write %(name)s where its name belongs")
        assert self.settings is not None
        known = [name for name in spider_names(self.settings.getlist("SPIDER_MODULES")) if name != "any"]
        for pattern in opts.only or ():
            if not any(fnmatchcase(name, pattern) for name in known):
                raise CommandError(f"--only {pattern}: no portal has such a name; scrapy list shows them")
        self.portals = [name for name in known if not opts.only or any(fnmatchcase(name, one) for one in opts.only)]

    def act(self, args: list[str], opts: argparse.Namespace) -> None:
        from portals.cli.children import Children, worst_exit_code

        commands = {name: self._command(name, opts) for name in self.portals}
        with Children(commands, opts.jobs) as children:
            ended = children.run()
        _show(ended)
        self.exitcode = worst_exit_code([one.code for one in ended])

    def _command(self, name: str, opts: argparse.Namespace) -> list[str]:
        command = [sys.executable, "-m", "scrapy", "crawl", name, "-L", opts.loglevel or "WARNING"]
        for setting in opts.set:
            command += ["-s", setting]
        for argument in opts.arguments:
            command += ["-a", argument]
        return [*command, "-O", opts.output.replace("%(name)s", name)] if opts.output else command


def _show(ended: Sequence[Ended]) -> None:
    """Print one line a portal, and a last one that counts."""
    from collections import Counter

    width = max((len(one.name) for one in ended), default=0)
    for one in ended:
        print(f"{one.name:<{width}}  {one.result:<11}  {one.seconds:6.0f} s  {one.line}", file=sys.stderr)
    counts = Counter(one.result for one in ended)
    said = ", ".join(f"{count} {result}" for result, count in sorted(counts.items()))
    print(f"crawl_all: {len(ended)} portals: {said or 'none'}", file=sys.stderr)
