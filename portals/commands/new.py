"""`scrapy new NAME URL`: write a spider file and fixtures to review, after probing the site."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any, ClassVar

from portals.cli.command import OneLineCommand
from portals.cli.site import look_at, site_address
from portals.errors import CommandError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

    from portals.items import RawPage
    from portals.portal import Portal
    from portals.recording.probe import Probe

SAMPLES = 6
"""Number of articles saved as fixtures: as many as the test suite requires."""


class Command(OneLineCommand):
    default_settings: ClassVar[dict[str, Any]] = {"LOG_LEVEL": "CRITICAL"}

    def syntax(self) -> str:
        return "NAME URL"

    def short_desc(self) -> str:
        return "Make a portal: write its spider file, and fixtures to review"

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        from portals.cli import checks

        assert self.settings is not None
        if len(args) != 2:
            raise CommandError(f"name the portal and its address: scrapy {self.name} dongnai https://dongnai.gov.vn/")
        self.file = new_spider_file(args[0], self.settings.getlist("SPIDER_MODULES"))
        self.portal_name, self.url = args[0], site_address(args[1])
        checks.writable_folder(self.file.parent)
        checks.replay(self.settings)

    def act(self, args: list[str], opts: argparse.Namespace) -> None:
        from portals.recording.declaration import declared, write_spider

        assert self.crawler_process is not None
        found = look_at(self.crawler_process, self.url, samples=SAMPLES)
        portal = declared(found, self.portal_name)
        write_spider(self.file, self.portal_name, portal)
        print(f"new: {self.file} written: CMS {portal.cms.name}, {len(portal.sections)} sections; check what its comments say")
        saved, problems = save_fixtures(found, portal)
        for problem in problems:
            print(f"new: {problem}", file=sys.stderr)
        print(f"new: {saved} fixtures saved; scrapy review {self.portal_name} shows them beside their fields")
        print(f"new: scrapy crawl {self.portal_name} -O {self.portal_name}.csv")


def new_spider_file(name: str, modules: list[str]) -> Path:
    """Return the path for the file of a new spider. Raises `CommandError` if the name is taken."""
    from portals.cli.spider_names import spider_names
    from portals.recording.declaration import is_name, spiders_folder

    if not is_name(name):
        raise CommandError(f"{name[:60]!r} is no name for a portal: use small letters, digits and _, such as dongnai")
    if name in spider_names(modules):
        raise CommandError(f"there is a portal {name} already; scrapy list shows them")
    file = spiders_folder() / f"{name}.py"
    if file.exists():
        raise CommandError(f"{file} exists already; remove it first, or choose another name")
    return file


def save_fixtures(found: Probe, portal: Portal) -> tuple[int, list[str]]:
    """Save the pages of the probe as fixtures of the portal. Return their number, and what could not be saved."""
    from portals.archive.errors import ArchiveError
    from portals.errors import Rejected
    from portals.recording.declaration import fixtures_folder
    from portals.recording.expected import case_name
    from portals.recording.spider import record_page

    samples = [sample.page for sample in found.samples if sample.article]
    keys = {portal.cms.identity(page.url) for page in samples}
    pages = [*_listings(found.listings, portal, keys), *samples]
    folder, saved, problems = fixtures_folder() / portal.name, 0, list[str]()
    for page in pages:
        name = case_name(page.url, portal)
        number = next(count for count in range(1, 99) if not (folder / _numbered(name, count)).exists())
        try:
            record_page(page, portal, folder / _numbered(name, number))
        except (Rejected, ArchiveError) as error:
            problems.append(f"{page.url} not saved: {error}")
        else:
            saved += 1
    return saved, problems


def _listings(pages: Sequence[RawPage], portal: Portal, keys: Collection[str | None]) -> Iterator[RawPage]:
    """Yield the first two listing pages, and those with a link to a saved article, so that a replay finds all articles."""
    for number, page in enumerate(pages):
        if number < 2 or any(portal.cms.identity(link.url) in keys for link in portal.cms.listing(page).links):
            yield page


def _numbered(name: str, number: int) -> str:
    return name if number == 1 else f"{name}-{number}"
