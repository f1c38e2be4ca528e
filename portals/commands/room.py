"""`scrapy room`: open the reading room in the browser."""

from __future__ import annotations

import argparse
import getpass
import socket
import sys
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

from portals.cli.command import OneLineCommand
from portals.errors import CommandError

PORT = 8001


class Command(OneLineCommand):
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[--db FILE] [--port N] [--build-only]"

    def short_desc(self) -> str:
        return "Show the store in the browser: search, articles, archived pages, persons, offices"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--db", metavar="FILE", help="the reading room's database (default: ROOM_DB)")
        parser.add_argument("--port", type=int, default=PORT, metavar="N", help=f"on this machine (default: {PORT})")
        parser.add_argument("--build-only", action="store_true", help="bring the database up to date, and serve nothing")

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        if args:
            raise CommandError(f"{args[0]!r} is too much: the reading room shows the whole store")
        if not 0 < opts.port < 65536:
            raise CommandError("--port is 1 to 65535")
        if not opts.build_only and find_spec("datasette") is None:
            raise CommandError("the reading room needs Datasette: pip install 'portals[room]'")
        self.database = Path(opts.db or self.setting("ROOM_DB"))

    def act(self, args: list[str], opts: argparse.Namespace) -> None:
        from portals.room.building import RoomError, build_room
        from portals.store import open_store
        from portals.store.store import utc_now

        listening = None if opts.build_only else _listen(opts.port)
        try:
            with open_store(self.setting("STORE_URL"), read_only=True) as store:
                built = build_room(store, self.database, now=utc_now())
        except RoomError as error:
            raise CommandError(str(error), "failed") from None
        except OSError as error:
            raise CommandError(f"{self.database} cannot be written: {error.strerror or error}", "failed") from None
        except KeyboardInterrupt:
            raise CommandError("interrupted; the database is as it was before", "interrupted") from None
        print(f"reading room: {built.articles} articles, {built.read} read again, in {self.database}", file=sys.stderr)
        if listening is not None:
            self._serve(listening)

    def _serve(self, listening: socket.socket) -> None:
        from portals.room.server import ReadingRoom, server_of

        archives = [Path(self.setting("ARCHIVE_DIR")), Path("fixtures")]
        reviewer = ""
        with suppress(OSError, KeyError):
            reviewer = getpass.getuser()
        room = ReadingRoom(self.database, archives, Path(self.setting("REGISTER_DECISIONS")), reviewer=reviewer)
        port = listening.getsockname()[1]
        print(f"reading room: http://127.0.0.1:{port}/ (Ctrl-C ends it)", file=sys.stderr)
        with suppress(KeyboardInterrupt):  # the way to end it
            server_of(room).run(sockets=[listening])


def _listen(port: int) -> socket.socket:
    """Take the port before anything is built. Raises `CommandError` where another program has it."""
    from portals.room.server import listen

    try:
        return listen(port)
    except OSError as error:
        raise CommandError(f"port {port} cannot be used: {error.strerror}; name another with --port", "failed") from None
