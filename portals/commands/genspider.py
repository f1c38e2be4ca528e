"""`scrapy genspider NAME HOST`: write the spider file of `scrapy new`, without visiting the site."""

from __future__ import annotations

import argparse

from portals.cli.command import OneLineCommand
from portals.cli.site import site_address
from portals.commands.new import new_spider_file
from portals.errors import CommandError


class Command(OneLineCommand):
    requires_crawler_process = False

    def syntax(self) -> str:
        return "NAME HOST"

    def short_desc(self) -> str:
        return "Write a spider file of any CMS, without a request; scrapy new looks at the site and fills it in"

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        from portals.cli import checks

        assert self.settings is not None
        if len(args) != 2:
            raise CommandError("name the portal and its host: scrapy genspider haiphong haiphong.gov.vn")
        self.file = new_spider_file(args[0], self.settings.getlist("SPIDER_MODULES"))
        self.url = site_address(args[1])
        checks.writable_folder(self.file.parent)

    def act(self, args: list[str], opts: argparse.Namespace) -> None:
        from dataclasses import replace

        from portals.cms.generic import Generic
        from portals.portal import at_host
        from portals.recording.declaration import write_spider
        from portals.recording.place import place_of_host
        from portals.registry import load_portal

        portal = replace(at_host(load_portal("any"), self.url), name=args[0], cms=Generic())
        if place := place_of_host(portal.hosts[0]):
            portal = replace(portal, place=place.name, province=place.name)
        write_spider(self.file, args[0], portal)
        print(f"genspider: {self.file} written; each crawl finds its sections. scrapy new NAME URL also recognises the CMS")
