"""`scrapy site -O FOLDER`: a part of the reading room as files, for handing over and publishing."""

from __future__ import annotations

import argparse
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

from portals.cli.command import OneLineCommand
from portals.errors import CommandError


class Command(OneLineCommand):
    requires_crawler_process = False

    def syntax(self) -> str:
        return "-O FOLDER (--portal P | --person NAME|ID | --ids FILE) [--language vi|en] [--db FILE]"

    def short_desc(self) -> str:
        return "Write the pages of some articles to a folder, to be read without a server"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("-O", "--output", metavar="FOLDER", help="a new folder, or one that an earlier site wrote")
        chosen = parser.add_mutually_exclusive_group()
        chosen.add_argument("--portal", metavar="P", help="the articles of this portal")
        chosen.add_argument("--person", metavar="NAME|ID", help="the articles about this person")
        chosen.add_argument("--ids", metavar="FILE", help="the articles of these ids, one a line")
        parser.add_argument("--language", choices=("vi", "en"), default="vi", help="of the pages (default: vi)")
        parser.add_argument("--db", metavar="FILE", help="the reading room's database (default: ROOM_DB)")

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        from importlib.util import find_spec

        if args:
            raise CommandError(
                f"{args[0]!r} is too much: name the folder with -O, the articles with --portal, --person or --ids"
            )
        if not opts.output:
            raise CommandError(f"name the folder: scrapy site {self.syntax()}")
        if not (opts.portal or opts.person or opts.ids):
            raise CommandError("say which articles: --portal P, --person NAME or --ids FILE")
        if find_spec("jinja2") is None:
            raise CommandError("the pages need Jinja2, which comes with Datasette: pip install 'portals[room]'")
        from portals.room.site import SiteError, check_folder

        self.folder = Path(opts.output)
        self.database = Path(opts.db or self.setting("ROOM_DB"))
        try:
            check_folder(self.folder)
        except SiteError as error:
            raise CommandError(str(error)) from None
        self.ids = _ids_in(Path(opts.ids)) if opts.ids else []

    def act(self, args: list[str], opts: argparse.Namespace) -> None:
        from datetime import date

        from portals.room.building import RoomError, build_room
        from portals.room.queries import open_room
        from portals.room.site import SiteError, write_site
        from portals.store import open_store
        from portals.store.store import utc_now

        try:
            with open_store(self.setting("STORE_URL"), read_only=True) as store:
                build_room(store, self.database, now=utc_now())
            with closing(open_room(self.database)) as room:
                ids = self._chosen(room, opts)
            count = write_site(self.database, ids, self.folder, language=opts.language, today=date.today())
        except (RoomError, SiteError) as error:
            raise CommandError(str(error), "failed") from None
        except OSError as error:
            raise CommandError(f"{self.folder} cannot be written: {error.strerror or error}", "failed") from None
        print(f"site: {len(ids)} articles in {count} files; open {self.folder / 'index.html'}", file=sys.stderr)

    def _chosen(self, room: sqlite3.Connection, opts: argparse.Namespace) -> list[str]:
        from portals.room import selecting

        if opts.ids:
            known, unknown = selecting.articles_known(room, self.ids)
            if unknown:
                more = f" and {len(unknown) - 1} more" if len(unknown) > 1 else ""
                raise CommandError(f"{opts.ids}: the store has no article {unknown[0]!r}{more}")
            return known
        if opts.portal:
            found, what = selecting.articles_of_portal(room, opts.portal), f"of a portal {opts.portal!r}"
        else:
            found, what = selecting.articles_of_person(room, opts.person), f"about {opts.person!r}"
        if not found:
            raise CommandError(f"the store has no article {what}")
        return found


def _ids_in(path: Path) -> list[str]:
    try:
        found = [line.strip() for line in path.read_text("utf-8-sig").splitlines() if line.strip()]
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{path} cannot be read: {getattr(error, 'strerror', None) or 'it is no UTF-8 text'}") from None
    if not found:
        raise CommandError(f"{path} names no article: write one id a line")
    return found
