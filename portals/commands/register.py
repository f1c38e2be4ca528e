"""`scrapy register`: bring the register of offices up to date with the store."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from portals.cli.command import OneLineCommand
from portals.errors import CommandError


class Command(OneLineCommand):
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[--decisions FILE]"

    def short_desc(self) -> str:
        return "Bring the register of persons and offices up to date with the store"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--decisions", metavar="FILE", help="reviewed decisions (default: REGISTER_DECISIONS)")

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        from portals.register import decisions

        if args:
            raise CommandError(f"{args[0]!r} is too much: the register is that of the whole store")
        path = Path(opts.decisions or self.setting("REGISTER_DECISIONS"))
        if opts.decisions and not path.is_file():
            raise CommandError(f"{path}: no such file")
        try:
            self.decisions = decisions.read(path)
        except decisions.DecisionError as error:
            raise CommandError(str(error)) from None

    def act(self, args: list[str], opts: argparse.Namespace) -> None:
        from portals.register.building import refresh
        from portals.register.places import home_of
        from portals.registry import declared_portals
        from portals.store import open_store

        assert self.settings is not None
        homes = {name: home_of(portal) for name, portal in declared_portals(self.settings).items()}
        open_store(self.setting("STORE_URL"), read_only=True).close()  # raises if there is no store, instead of creating one
        with open_store(self.setting("STORE_URL")) as store:
            done = refresh(store, homes, self.decisions)
        for key in done.unknown:
            print(f"decision about {key}: the register knows nobody of that id", file=sys.stderr)
        print(f"register: {done.articles} articles read, {done.persons} persons worked out", file=sys.stderr)
