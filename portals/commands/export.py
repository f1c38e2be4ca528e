"""`scrapy export -O FILE`: the store's articles, or the officials they name, as a file."""

from __future__ import annotations

import argparse
import inspect
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import sqlalchemy as sa
from scrapy.exporters import BaseItemExporter

from portals.exports.officials import OfficialRow, official_rows
from portals.items import Article
from portals.runs import checks
from portals.runs.command import OneLineCommand
from portals.runs.errors import CommandError
from portals.store import StoreError, open_store, reading


@dataclass(frozen=True, slots=True)
class Target:
    """Where an export goes: a file that is replaced when it is whole, or standard output (`-`)."""

    path: Path | None
    format: str
    exporter: Any
    officials: bool


class Command(OneLineCommand):
    requires_crawler_process = False

    def syntax(self) -> str:
        return "-O FILE [--format F] [--what articles|officials] [--unique] [--portal P] [--since DATE]"

    def short_desc(self) -> str:
        return "Write the store's articles or officials to a file"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("-O", "--output", metavar="FILE", help="the file, replaced if it is there; - for standard output")
        parser.add_argument("--format", metavar="F", help="csv, json, jsonl, parquet, … (default: the file's ending)")
        parser.add_argument("--what", choices=("articles", "officials"), default="articles", help="default: articles")
        parser.add_argument("--unique", action="store_true", help="one article of each cluster of copies")
        parser.add_argument("--portal", metavar="P", help="of this portal only")
        parser.add_argument("--since", metavar="DATE", help="published on this day or after, YYYY-MM-DD; undated ones stay in")

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        if args:
            raise CommandError(f"{args[0]!r} is too much: name the file with -O, a portal with --portal")
        if not opts.output:
            raise CommandError("name the file: scrapy export -O FILE")
        self.since = checks.day(opts.since, "--since") if opts.since is not None else None
        self.target = self._target(opts)

    def _target(self, opts: argparse.Namespace) -> Target:
        assert self.settings is not None
        path = None if opts.output == "-" else checks.writable_file(opts.output)
        name = opts.format or (path.suffix[1:].lower() if path else "")
        if not name:
            raise CommandError(f"{opts.output} has no ending that names a format; add --format csv")
        if opts.what == "officials" and name == "jsonld":
            raise CommandError(
                "jsonld holds articles with their officials; use csv, json, jsonl or parquet for --what officials"
            )
        return Target(path, name, checks.feed_format(name, self.settings), opts.what == "officials")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        try:
            store = open_store(self.setting("STORE_URL"), read_only=True)
            with store.read() as connection:
                if opts.portal is not None:
                    self._check_portal(connection, opts.portal)
                every = reading.ids(connection, reading.Selection(opts.portal, self.since))
                wanted = reading.unique(connection, every) if opts.unique else every
                count = write(self.target, reading.read(connection, wanted))
        except StoreError as error:
            self.fail_store(error)
        except CommandError as error:
            self.fail(str(error), error.result)
        except BrokenPipeError:
            raise SystemExit(0) from None
        except OSError as error:
            self.fail(f"{opts.output} could not be written: {error.strerror or error}", "failed")
        print(_said(self.target, count, len(wanted), len(every) - len(wanted) if opts.unique else None), file=sys.stderr)

    def _check_portal(self, connection: sa.Connection, name: str) -> None:
        known = reading.portals(connection)
        if name not in known:
            has = f"it has {', '.join(known)}" if known else "it is empty"
            raise CommandError(f"the store has no article of a portal {name!r}: {has}")


def write(target: Target, articles: Iterable[Article]) -> int:
    """Writes the articles, or the rows of their officials, one at a time; how many items were written."""
    if target.path is None:
        return _export(target, articles, sys.stdout.buffer)
    target.path.parent.mkdir(parents=True, exist_ok=True)
    draft = target.path.with_name(f".{target.path.name}.part")
    try:
        with draft.open("wb") as file:
            count = _export(target, articles, file)
        os.replace(draft, target.path)
    finally:
        draft.unlink(missing_ok=True)
    return count


def _export(target: Target, articles: Iterable[Article], file: IO[bytes]) -> int:
    exporter = _exporter(target, file)
    exporter.start_exporting()
    count = 0
    for item in _items(target, articles):
        exporter.export_item(item)
        count += 1
    exporter.finish_exporting()
    file.flush()
    return count


def _exporter(target: Target, file: IO[bytes]) -> BaseItemExporter:
    options: dict[str, Any] = {"encoding": "utf-8"}
    if "item_class" in inspect.signature(target.exporter).parameters:
        options["item_class"] = OfficialRow if target.officials else Article
    exporter: BaseItemExporter = target.exporter(file, **options)
    return exporter


def _items(target: Target, articles: Iterable[Article]) -> Iterator[Article | OfficialRow]:
    for article in articles:
        if target.officials:
            yield from official_rows(article)
        else:
            yield article


def _said(target: Target, count: int, articles: int, copies: int | None) -> str:
    """`exported 12 articles to out.csv; left out as copies of them: 3`."""
    where = target.path or "standard output"
    what = f"{count} rows of officials from {articles} articles" if target.officials else f"{count} articles"
    left_out = "" if copies is None else f"; left out as copies of them: {copies}"
    return f"exported {what} to {where}{left_out}"
