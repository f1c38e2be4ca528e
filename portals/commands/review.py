"""`scrapy review PORTAL`: open a local page on which a person compares saved pages with their fields and corrects them.

`scrapy review persons` asks in the terminal which persons of the register are one.
"""

from __future__ import annotations

import argparse
import getpass
import sys
from datetime import date
from pathlib import Path

from portals.cli.command import OneLineCommand
from portals.errors import CommandError


class Command(OneLineCommand):
    requires_crawler_process = False

    def syntax(self) -> str:
        return "PORTAL [--from FOLDER] [--port N] | persons [--decisions FILE]"

    def short_desc(self) -> str:
        return "Review fixtures in the browser, or in the terminal which persons of the register are one"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--from", dest="folder", metavar="FOLDER", help="default: fixtures/PORTAL")
        parser.add_argument("--port", type=int, default=0, metavar="N", help="default: any that is free")

        parser.add_argument("--decisions", metavar="FILE", help="of `persons`; default: REGISTER_DECISIONS")

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        from portals.cli import checks
        from portals.recording.review_server import Review
        from portals.registry import declared_portals, load_portal

        assert self.settings is not None
        self.persons = args == ["persons"]
        if self.persons:
            self._check_persons(opts)
            return
        known = declared_portals(self.settings) | {"any": load_portal("any")}
        portal = known[checks.portal_name(args, known)]
        folder = Path(opts.folder or f"fixtures/{portal.name}")
        self.review = Review(portal, folder)
        if not self.review.folders:
            raise CommandError(f"{folder} holds no fixtures; scrapy record {portal.name} URL… makes some")
        if not 0 <= opts.port < 65536:
            raise CommandError("--port is 0 to 65535")

    def act(self, args: list[str], opts: argparse.Namespace) -> None:
        if self.persons:
            self._review_persons()
            return
        from portals.recording.review_server import ReviewServer

        try:
            server = ReviewServer(self.review, opts.port)
        except OSError as error:
            raise CommandError(f"cannot listen on 127.0.0.1:{opts.port}: {error.strerror}") from None
        left = len(self.review.unreviewed())
        print(f"{len(self.review.folders)} fixtures, {left} to review. Open {server.address} and end with Ctrl-C.", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            pass
        finally:
            server.server_close()
        print(f"review: {len(self.review.unreviewed())} of {len(self.review.folders)} still to review", file=sys.stderr)

    def _check_persons(self, opts: argparse.Namespace) -> None:
        from portals.register import decisions

        self.decisions_file = Path(opts.decisions or self.setting("REGISTER_DECISIONS"))
        try:
            self.decisions = decisions.read(self.decisions_file)
        except decisions.DecisionError as error:
            raise CommandError(str(error)) from None

    def _review_persons(self) -> None:
        from portals.cli.review_persons import review_persons
        from portals.register.building import count_waiting
        from portals.register.reviewing import merge_question, open_pairs
        from portals.store import open_store

        with open_store(self.setting("STORE_URL"), read_only=True) as store, store.read() as connection:
            if count_waiting(connection) is None:
                raise CommandError("the store has no register yet; build it with: scrapy register")
            pairs = open_pairs(connection, self.decisions)
            questions = (merge_question(connection, *pair) for pair in pairs)
            who = getpass.getuser()
            decided = review_persons(questions, self.decisions_file, who, date.today(), sys.stdin, print)
        left = f"{len(pairs) - decided} candidate pairs are left"
        applied = "; scrapy register applies what was decided" if decided else ""
        print(f"{decided} pairs decided, {left}; decisions: {self.decisions_file}{applied}", file=sys.stderr)
