"""`scrapy status [PORTAL]`: show the last runs and their results."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from portals.cli.command import OneLineCommand
from portals.errors import CommandError

if TYPE_CHECKING:
    from rich.table import Table

COLUMNS = ("started", "portal", "mode", "result", "pages", "records", "new", "changed", "unchanged", "gone", "given up", "why")
NARROW = ("started", "portal", "mode", "result", "pages", "records", "new", "changed", "given up")
_MOST = 1_000_000
_NUMBERS = frozenset({"pages", "records", "new", "changed", "unchanged", "gone", "given up"})
_COLOURS = {"ok": "green", "degraded": "yellow", "running": "cyan"}


class Command(OneLineCommand):
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[PORTAL] [--limit N] [--json]"

    def short_desc(self) -> str:
        return "Show the last runs: result, pages, records, what was given up and why"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--limit", type=int, default=20, metavar="N", help="how many runs (default: 20)")
        parser.add_argument("--json", action="store_true", help="as JSON, with reasons and fill rates, for other programs")

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) > 1:
            raise CommandError("name one portal, or none for all")
        if not 0 < opts.limit <= _MOST:
            raise CommandError(f"--limit is 1 to {_MOST}")

    def act(self, args: list[str], opts: argparse.Namespace) -> None:
        from scrapy.spiderloader import get_spider_loader

        from portals.cli import checks
        from portals.store import open_store, runs

        assert self.settings is not None
        portal = args[0] if args else None
        with open_store(self.setting("STORE_URL"), read_only=True) as store, store.read() as connection:
            found = runs.recent(connection, portal, opts.limit)
        if portal and not found:
            checks.portal_name([portal], get_spider_loader(self.settings).list())
        if opts.json:
            print(json.dumps([as_told(row) for row in found], ensure_ascii=False, indent=1))
            return
        show([cells(row) for row in found])


def cells(row: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the columns of one run, as text."""
    from portals.store import runs

    result = row["result"] or ("running" if runs.alive(row["process"]) else "killed")
    numbers = (row[name] for name in ("pages", "records", "new", "changed", "unchanged", "gone", "given_up"))
    mode = f"{row['mode']}, partial" if row["partial"] else row["mode"]
    return (row["started_at"], row["portal"], mode, result, *(str(number) for number in numbers), row["message"] or "")


def as_told(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return one run as JSON tells it; a run without a result is `running` or `killed`."""
    from portals.store import runs

    told = {name: value for name, value in row.items() if name not in ("process", "arguments")}
    return told | {"result": row["result"] or ("running" if runs.alive(row["process"]) else "killed")}


def show(rows: Sequence[tuple[str, ...]]) -> None:
    """Print a table on a terminal; in a pipe one line a run, columns separated by tabs, after a line with their names."""
    if not sys.stdout.isatty():
        for row in (COLUMNS, *rows):
            print("\t".join(" ".join(cell.split()) for cell in row))
        return
    from rich.console import Console

    console = Console(highlight=False)
    console.print(_table(rows))
    for row in rows:
        if row[-1]:
            console.print(f"{_minute(row[0])} {row[1]} {row[3]}: {row[-1]}", markup=False, style="dim")


def _table(rows: Sequence[tuple[str, ...]]) -> Table:
    """Return a table with the columns that fit into 80 characters."""
    from rich.table import Table

    table = Table(box=None, padding=(0, 1, 0, 0), header_style="bold")
    for name in NARROW:
        table.add_column(name, justify="right" if name in _NUMBERS else "left", no_wrap=name != "given up")
    for row in rows:
        named = dict(zip(COLUMNS, row, strict=True))
        colour = _COLOURS.get(named["result"], "red")
        named |= {"started": _minute(named["started"]), "result": f"[{colour}]{named['result']}[/]"}
        table.add_row(*(named[name] for name in NARROW))
    return table


def _minute(started: str) -> str:
    """Return `11-22 18:42` for `2026-11-22T18:42:00Z`."""
    return started[5:16].replace("T", " ")
