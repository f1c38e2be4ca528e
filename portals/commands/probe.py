"""`scrapy probe URL`: tell what a site is, and print the declaration for a new portal."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar

from portals.cli.command import OneLineCommand
from portals.cli.site import look_at, site_address
from portals.errors import CommandError

if TYPE_CHECKING:
    from portals.recording.probe import Probe

_MOST_SHOWN = 12
_WIDE = 110


class Command(OneLineCommand):
    default_settings: ClassVar[dict[str, Any]] = {"LOG_LEVEL": "CRITICAL"}

    def syntax(self) -> str:
        return "URL [--twice] [--json]"

    def short_desc(self) -> str:
        return "Say what a site is: CMS, sections, feeds, a sample record, and the declaration to paste"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--twice", action="store_true", help="fetch pages twice and show what changes by itself")
        parser.add_argument("--json", action="store_true", help="as JSON")

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        from portals.cli import checks

        assert self.settings is not None
        if len(args) != 1:
            raise CommandError("name one address: scrapy probe https://HOST/")
        self.url = site_address(args[0])
        checks.replay(self.settings)

    def act(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.crawler_process is not None
        found = look_at(self.crawler_process, self.url, twice=opts.twice)
        if opts.json:
            print(json.dumps(as_values(found), ensure_ascii=False, indent=2))
            return
        for line in probe_lines(found):
            print(line)


def probe_lines(found: Probe) -> Iterator[str]:
    """Yield the lines of the report for a terminal."""
    portal, recognised = found.portal, found.recognised
    yield f"site      {portal.scheme}://{portal.hosts[0]}  {_cut(portal.title)}"
    yield f"CMS       {recognised.name}: {'; '.join(map(_cut, recognised.reasons))}"
    yield f"place     {portal.place or 'unknown'} (guessed)"
    yield ""
    yield from _sections(found)
    yield from _sources(found)
    yield from _sample(found)
    for name, values in found.lost.items():
        yield f"not read: {name}: {', '.join(map(_cut, values[:_MOST_SHOWN]))}"
    yield from _changes(found)
    yield ""
    yield "declaration (scrapy new NAME URL writes it, with fixtures):"
    yield ""
    yield _declaration(found)


def _sections(found: Probe) -> Iterator[str]:
    good = [section for section in found.sections if not section.problem]
    yield f"sections  {len(good)}, of {len(found.sections)} entries of the menus"
    for section in good:
        yield f"  {_cut(section.name)}  {section.path}  {section.articles} articles, then {_cut(section.pager)}"
    others = [f"{_cut(section.name)} ({section.problem})" for section in found.sections if section.problem]
    if others:
        yield f"  no sections: {', '.join(others[:_MOST_SHOWN])}"


def _sources(found: Probe) -> Iterator[str]:
    for source in found.sources:
        said = source.problem or f"{source.articles} articles"
        yield f"{source.kind:<8}  {source.url}  {said}{'' if source.advertised else ', not advertised'}"


def _sample(found: Probe) -> Iterator[str]:
    yield ""
    if not found.samples:
        yield "sample    no article could be read"
        return
    sample = found.samples[0]
    yield f"sample    {sample.page.url}"
    if sample.rejected:
        yield f"  rejected: {sample.rejected}"
    for each in sample.fields:
        yield f"  {each.name:<13} {_cut(each.value)}"
        yield f"  {'':<13} [{_cut(each.witness)}]"
    yield ""


def _changes(found: Probe) -> Iterator[str]:
    for url, changed in (found.changes or {}).items():
        yield f"fetched twice: {url}: {len(changed) or 'no'} differences"
        yield from (f"  {_cut(each)}" for each in changed[:_MOST_SHOWN])


def as_values(found: Probe) -> dict[str, Any]:
    """Return the findings as a JSON value."""
    from dataclasses import asdict

    portal = found.portal
    return {
        "site": f"{portal.scheme}://{portal.hosts[0]}",
        "title": portal.title,
        "cms": found.recognised.name,
        "cms_reasons": list(found.recognised.reasons),
        "place": portal.place,
        "province": portal.province,
        "sections": [asdict(section) for section in found.sections],
        "sources": [asdict(source) for source in found.sources],
        "samples": [
            {
                "url": sample.page.url,
                "rejected": sample.rejected or None,
                "fields": [asdict(each) for each in sample.fields],
                "record": asdict(sample.article) if sample.article else None,
            }
            for sample in found.samples
        ],
        "not_read": found.lost,
        "changes": found.changes,
        "declaration": _declaration(found),
    }


def _declaration(found: Probe) -> str:
    from portals.recording.declaration import declaration, declared, suggested_name

    return declaration(suggested_name(found.portal), declared(found))


def _cut(text: str) -> str:
    """Return a text on one line, without control characters of a terminal."""
    plain = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    return plain if len(plain) <= _WIDE else f"{plain[:_WIDE]}…"
