"""`scrapy export -O FILE`: the store's articles, or the officials they name, as a file."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from portals.cli.output import OutputCommand
from portals.errors import CommandError

if TYPE_CHECKING:
    import sqlalchemy as sa

    from portals.exporters.officials import OfficialRow
    from portals.items import Article


class Command(OutputCommand):
    def syntax(self) -> str:
        return "-O FILE [--format F] [--what articles|officials] [--unique] [--portal P] [--since DATE]"

    def short_desc(self) -> str:
        return "Write the store's articles or officials to a file"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--what", choices=("articles", "officials"), default="articles", help="default: articles")
        parser.add_argument("--unique", action="store_true", help="one article of each cluster of copies")
        parser.add_argument("--portal", metavar="P", help="of this portal only")
        parser.add_argument(
            "--since",
            metavar="DATE",
            help="published from this day on: YYYY-MM-DD, '2 tuần trước'; undated ones stay unless surely older",
        )

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        from portals.cli import checks
        from portals.exporters.officials import OfficialRow
        from portals.items import Article

        assert self.settings is not None
        if args:
            raise CommandError(f"{args[0]!r} is too much: name the file with -O, a portal with --portal")
        self.since = checks.day_option(opts.since, "--since") if opts.since is not None else None
        self.set_target(opts, OfficialRow if opts.what == "officials" else Article)
        if opts.what == "officials" and self.target.exporter is checks.feed_format("jsonld", self.settings):
            raise CommandError(
                "jsonld holds articles with their officials; use csv, json, jsonl or parquet for --what officials"
            )

    def act(self, args: list[str], opts: argparse.Namespace) -> None:
        from portals.store import open_store, reading

        with open_store(self.setting("STORE_URL"), read_only=True) as store, store.read() as connection:
            if opts.portal is not None:
                _check_portal(connection, opts.portal)
            every = reading.ids(connection, reading.Selection(opts.portal, self.since))
            wanted = reading.unique(connection, every) if opts.unique else every
            articles = reading.read_articles(connection, wanted)
            count = self.write(_rows(articles) if opts.what == "officials" else articles)
        what = f"{count} rows of officials from {len(wanted)} articles" if opts.what == "officials" else f"{count} articles"
        left_out = f"; left out as copies of them: {len(every) - len(wanted)}" if opts.unique else ""
        print(f"exported {what} to {self.target}{left_out}", file=sys.stderr)


def _check_portal(connection: sa.Connection, name: str) -> None:
    from portals.store import reading

    known = reading.stored_portals(connection)
    if name not in known:
        has = f"it has {', '.join(known)}" if known else "it is empty"
        raise CommandError(f"the store has no article of a portal {name!r}: {has}")


def _rows(articles: Iterable[Article]) -> Iterator[OfficialRow]:
    from portals.exporters.officials import official_rows

    for article in articles:
        yield from official_rows(article)
