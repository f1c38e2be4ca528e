"""`scrapy list`: print the names of the portals, without importing them."""

from __future__ import annotations

import argparse

from scrapy.commands.list import Command as ScrapyListCommand


class Command(ScrapyListCommand):
    def short_desc(self) -> str:
        return "List the portals"

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        from portals.cli.spider_names import spider_names

        assert self.settings is not None
        for name in spider_names(self.settings.getlist("SPIDER_MODULES")):
            print(name)
