"""`scrapy feeds`: the records that feeds still have to get, and the positions of the readers of changes."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from portals.cli.command import OneLineCommand
from portals.errors import CommandError

if TYPE_CHECKING:
    import sqlalchemy as sa

COLUMNS = ("kind", "name", "waiting", "of")


class Command(OneLineCommand):
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[--drop NAME]"

    def short_desc(self) -> str:
        return "Show what feeds still have to get and where readers of changes stand; --drop forgets one that is no longer used"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--drop", metavar="NAME", help="forget this feed or reader; its records stay in the store")

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        if args:
            raise CommandError("scrapy feeds takes no name; --drop NAME forgets one")

    def act(self, args: list[str], opts: argparse.Namespace) -> None:
        from portals.store import changes, open_store

        with open_store(self.setting("STORE_URL"), read_only=True) as store, store.read() as connection:
            changes.check(connection, store.name)
            found = feed_rows(connection)
        if opts.drop is not None:
            self._drop(opts.drop, found)
            return
        for row in (COLUMNS, *found):
            print("\t".join(row))

    def _drop(self, name: str, found: list[tuple[str, ...]]) -> None:
        from portals.store import changes, deliveries, open_store

        names = {row[1] for row in found}
        wanted = name if name in names else str(Path(name).absolute())
        if wanted not in names:
            raise CommandError(f"nothing waits under the name {name[:80]!r}; scrapy feeds lists the names")
        with open_store(self.setting("STORE_URL")) as store:
            dropped = store.transact(lambda connection: deliveries.drop(connection, wanted))
            store.transact(lambda connection: changes.drop_cursor(connection, wanted))
        print(f"forgot {wanted}; {dropped} records were not delivered there, scrapy export writes them", file=sys.stderr)


def feed_rows(connection: sa.Connection) -> list[tuple[str, ...]]:
    """Return kind, name and number of waiting records, and the portal of a feed or the selection of a reader."""
    from portals.store import changes, deliveries

    feeds = [("feed", target, str(count), portal) for portal, target, count in deliveries.waiting(connection)]
    readers = [
        ("reader", one.name, str(changes.count_after(connection, one.position)), one.selection or "everything")
        for one in changes.all_cursors(connection)
    ]
    return [*feeds, *readers]
