"""`scrapy export -O FILE`: the store's articles, or the officials they name, as a file."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from portals.cli.output import OutputCommand
from portals.errors import CommandError

if TYPE_CHECKING:
    import sqlalchemy as sa

    from portals.exporters.officials import OfficialRow
    from portals.items import Article
    from portals.store.changes import Delta

_LONGEST_NAME = 100
WHAT = ("articles", "officials", "persons", "terms", "statements")
REGISTER = ("persons", "terms", "statements")
"""What is the whole register's, and no selection of articles."""


class Command(OutputCommand):
    def syntax(self) -> str:
        return (
            "-O FILE [--format F] [--what WHAT] [--unique] [--portal P] [--since DATE] "
            "[--since-last NAME | --changed-since TIME | --run ID]"
        )

    def short_desc(self) -> str:
        return "Write the store's articles or officials to a file"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--what", choices=WHAT, help="default: articles; terms of the register for ftm")
        parser.add_argument("--unique", action="store_true", help="one article of each cluster of copies")
        parser.add_argument("--portal", metavar="P", help="of this portal only")
        parser.add_argument(
            "--since",
            metavar="DATE",
            help="published from this day on: YYYY-MM-DD, '2 tuần trước'; undated ones stay unless surely older",
        )
        parser.add_argument("--datapackage", action="store_true", help="describe a CSV file's columns in a file beside it")
        changed = parser.add_mutually_exclusive_group()
        changed.add_argument(
            "--since-last", metavar="NAME", help="what changed since the last export with this NAME, which the store remembers"
        )
        changed.add_argument("--changed-since", metavar="TIME", help="what was stored since: 2026-11-28T05:00, 2026-11-28")
        changed.add_argument("--run", metavar="ID", help="what one run changed; the report's file is named after it")

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        from portals.cli import checks
        from portals.exporters import files

        assert self.settings is not None
        if args:
            raise CommandError(f"{args[0]!r} is too much: name the file with -O, a portal with --portal")
        self.since = checks.day_option(opts.since, "--since") if opts.since is not None else None
        self.changed_since = (
            checks.moment_option(opts.changed_since, "--changed-since") if opts.changed_since is not None else None
        )
        named = opts.format or Path(str(opts.output or "")).suffix[1:].lower()
        opts.what = opts.what or ("terms" if named == "ftm" else "articles")
        self.set_target(opts, _item_class(opts))
        if named == "ftm" and opts.what != "terms":
            raise CommandError("ftm holds the terms of the register: leave --what out")
        if opts.what in REGISTER:
            _check_whole(opts)
        if opts.what != "articles":
            for name in ("atom", "jsonld"):
                if self.target.exporter is checks.feed_format(name, self.settings):
                    raise CommandError(f"{name} holds articles; use csv, xlsx, json, jsonl or parquet for --what {opts.what}")
        if opts.datapackage and (self.target.path is None or files.format_of(self.target.path) != "csv"):
            raise CommandError("--datapackage describes a CSV file: name one with -O")
        if opts.since_last is not None:
            self._check_cursor(opts.since_last)

    def _check_cursor(self, name: str) -> None:
        """Check that a cursor of this name can be stored: it is written after the file."""
        from portals.cli import checks
        from portals.store import open_store

        if not (name.isprintable() and name.strip() and len(name) <= _LONGEST_NAME):
            raise CommandError(f"--since-last is a name of at most {_LONGEST_NAME} letters, such as newsroom")
        open_store(self.setting("STORE_URL"), read_only=True).close()
        checks.store(self.setting("STORE_URL"))

    def act(self, args: list[str], opts: argparse.Namespace) -> None:
        from portals.store import changes, open_store, reading
        from portals.store.store import utc_now

        if opts.what in REGISTER:
            self._export_register(opts.what)
            return
        with open_store(self.setting("STORE_URL"), read_only=True) as store, store.read() as connection:
            if opts.portal is not None:
                _check_portal(connection, opts.portal)
            delta = self._delta(connection, store.name, opts)
            every = reading.ids(connection, reading.Selection(opts.portal, self.since))
            if delta is not None:
                every = [name for name in every if name in delta.found]
            wanted = reading.unique(connection, every) if opts.unique else every
            articles = reading.read_articles(connection, wanted)
            count = self.write(_rows(connection, articles) if opts.what == "officials" else _changed(articles, delta))
        if opts.datapackage and self.target.path is not None:
            self._describe(self.target.path)
        print(_said(count, self.target, opts, len(wanted), len(every)), file=sys.stderr)

        if opts.since_last is not None and delta is not None:
            # after the file: a command that is killed in between exports the same changes again, and misses none
            with open_store(self.setting("STORE_URL")) as store:
                moved = changes.Cursor(opts.since_last, _selection(opts), delta.position, utc_now())
                store.transact(lambda connection: changes.move(connection, moved))

    def _export_register(self, what: str) -> None:
        from portals.exporters import register
        from portals.register.building import count_waiting
        from portals.store import open_store

        rows = {"persons": register.person_rows, "terms": register.term_rows, "statements": register.statement_rows}
        with open_store(self.setting("STORE_URL"), read_only=True) as store, store.read() as connection:
            behind = count_waiting(connection)
            if behind is None:
                raise CommandError("the store has no register yet; build it with: scrapy register")
            if behind:
                print(f"{behind} articles are not in the register yet; scrapy register adds them", file=sys.stderr)
            count = self.write(rows[what](connection))
        print(f"exported {count} {what} to {self.target}", file=sys.stderr)

    def _describe(self, table: Path) -> None:
        from portals.exporters.datapackage import write_datapackage

        try:
            write_datapackage(table, self.target.item_class)
        except OSError as error:
            raise CommandError(f"the descriptor of {table} could not be written: {error.strerror or error}", "failed") from None

    def _delta(self, connection: sa.Connection, store: str, opts: argparse.Namespace) -> Delta | None:
        """Return the changes to export; None if all articles are exported."""
        from portals.spiders.options import shortened
        from portals.store import changes, runs

        if opts.since_last is None and opts.run is None and self.changed_since is None:
            return None
        changes.check(connection, store)
        if self.changed_since is not None:
            return changes.since(connection, self.changed_since)
        if opts.run is not None:
            if not runs.is_known(connection, opts.run):
                raise CommandError(f"the store has no run {shortened(opts.run)!r}; the report of each run is named after it")
            return changes.of_run(connection, opts.run)
        cursor = changes.cursor(connection, opts.since_last)
        if cursor and cursor.selection != _selection(opts):
            what = cursor.selection or "everything"
            raise CommandError(f"{opts.since_last!r} reads {what}; give another selection a name of its own")
        return changes.after(connection, cursor.position if cursor else 0)


def _item_class(opts: argparse.Namespace) -> type:
    from portals.exporters.changed import ChangedArticle
    from portals.exporters.officials import OfficialRow
    from portals.items import Article

    if opts.what == "officials":
        return OfficialRow
    if opts.what in REGISTER:
        from portals.exporters import register

        return {"persons": register.PersonRow, "terms": register.TermRow, "statements": register.StatementRow}[opts.what]
    return ChangedArticle if opts.since_last or opts.changed_since or opts.run else Article


def _selection(opts: argparse.Namespace) -> str:
    """Return the options that select articles, for a cursor to remember; empty for everything."""
    parts = [f"--what {opts.what}"] if opts.what != "articles" else []
    parts += ["--unique"] if opts.unique else []
    parts += [f"--portal {opts.portal}"] if opts.portal else []
    parts += [f"--since {opts.since}"] if opts.since else []
    return " ".join(parts)


def _said(count: int, target: object, opts: argparse.Namespace, articles: int, every: int) -> str:
    what = f"{count} rows of officials from {articles} articles" if opts.what == "officials" else f"{count} articles"
    left_out = f"; left out as copies of them: {every - articles}" if opts.unique else ""
    return f"exported {what} to {target}{left_out}"


def _changed(articles: Iterable[Article], delta: Delta | None) -> Iterator[Any]:
    """Give each article its change, if only changes are exported."""
    from portals.exporters.changed import changed_article

    for article in articles:
        yield changed_article(article, delta.found[article.id]) if delta is not None else article


def _check_portal(connection: sa.Connection, name: str) -> None:
    from portals.store import reading

    known = reading.stored_portals(connection)
    if name not in known:
        has = f"it has {', '.join(known)}" if known else "it is empty"
        raise CommandError(f"the store has no article of a portal {name!r}: {has}")


def _check_whole(opts: argparse.Namespace) -> None:
    """Check that nothing selects articles: a person's terms come from all of them."""
    given = (opts.portal, opts.since, opts.since_last, opts.changed_since, opts.run)
    if opts.unique or opts.datapackage or any(one is not None for one in given):
        raise CommandError(f"--what {opts.what} is the whole register; --portal, --since and the like are for articles")


def _rows(connection: sa.Connection, articles: Iterable[Article]) -> Iterator[OfficialRow]:
    from portals.exporters.officials import official_rows
    from portals.exporters.register import BATCH, person_ids

    rest = iter(articles)
    while some := list(islice(rest, BATCH)):
        known = person_ids(connection, [article.id for article in some])
        persons: dict[str, dict[int, str]] = {}
        for (article_id, number), person in known.items():
            persons.setdefault(article_id, {})[number] = person
        for article in some:
            yield from official_rows(article, persons.get(article.id, {}))
