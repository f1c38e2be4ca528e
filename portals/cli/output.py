"""Commands that write one file: `-O FILE [--format F]`."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import Any

from portals.cli.command import OneLineCommand
from portals.errors import CommandError


class OutputCommand(OneLineCommand):
    """Base of such commands. A subclass calls `set_target` in `check`, and `write` in `act`."""

    requires_crawler_process = False

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("-O", "--output", metavar="FILE", help="the file, replaced when all is done; - for standard output")
        parser.add_argument("--format", metavar="F", help="csv, json, jsonl, parquet, … (default: the file's ending)")

    def set_target(self, opts: argparse.Namespace, item_class: type | None = None) -> None:
        """Take file and format from the options; `item_class` is `Article` by default. Raises `CommandError`."""
        from portals.cli import checks
        from portals.exporters import files
        from portals.items import Article

        assert self.settings is not None
        if not opts.output:
            raise CommandError(f"name the file: scrapy {self.name} {self.syntax().partition(' [')[0]}")
        self.named = str(opts.output)
        path = None if opts.output == "-" else checks.export_file(opts.output, self.settings)
        name = opts.format or (files.format_of(path) if path else "")
        if not name:
            where = path or "standard output"
            raise CommandError(f"{where} has no ending that names a format; add --format csv")
        self.target = files.ExportTarget(path, checks.feed_format(name, self.settings), item_class or Article)

    def write(self, items: Iterable[Any]) -> int:
        """Write the items to the target and return their number."""
        from portals.exporters import files

        files.remove_partial_files_like(self.named)
        try:
            return files.write_export(self.target, items)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise CommandError(f"{self.target} could not be written: {error.strerror or error}", "failed") from None
