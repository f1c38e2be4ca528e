"""`scrapy review PORTAL`: open a local page on which a person compares saved pages with their fields and corrects them."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from portals.cli.command import OneLineCommand
from portals.errors import CommandError


class Command(OneLineCommand):
    requires_crawler_process = False

    def syntax(self) -> str:
        return "PORTAL [--from FOLDER] [--port N]"

    def short_desc(self) -> str:
        return "Review fixtures in the browser: the saved page beside its fields; accept or correct"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--from", dest="folder", metavar="FOLDER", help="default: fixtures/PORTAL")
        parser.add_argument("--port", type=int, default=0, metavar="N", help="default: any that is free")

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        from portals.cli import checks
        from portals.recording.review_server import Review
        from portals.registry import declared_portals, load_portal

        assert self.settings is not None
        known = declared_portals(self.settings) | {"any": load_portal("any")}
        portal = known[checks.portal_name(args, known)]
        folder = Path(opts.folder or f"fixtures/{portal.name}")
        self.review = Review(portal, folder)
        if not self.review.folders:
            raise CommandError(f"{folder} holds no fixtures; scrapy record {portal.name} URL… makes some")
        if not 0 <= opts.port < 65536:
            raise CommandError("--port is 0 to 65535")

    def act(self, args: list[str], opts: argparse.Namespace) -> None:
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
