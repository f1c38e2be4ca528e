"""`scrapy register`: bring the register of offices up to date with the store."""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from portals.cli.command import OneLineCommand
from portals.errors import CommandError

if TYPE_CHECKING:
    from portals.register.contradictions import Contradiction


class Command(OneLineCommand):
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[--decisions FILE] [--findings [--format text|json|csv]]"

    def short_desc(self) -> str:
        return "Bring the register of persons and offices up to date with the store"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--decisions", metavar="FILE", help="reviewed decisions (default: REGISTER_DECISIONS)")
        parser.add_argument("--findings", action="store_true", help="list what articles contradict, instead")
        parser.add_argument("--format", choices=("text", "json", "csv"), default="text", help="of the findings; default: text")

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        from portals.register import decisions

        if args:
            raise CommandError(f"{args[0]!r} is too much: the register is that of the whole store")
        path = Path(opts.decisions or self.setting("REGISTER_DECISIONS"))
        if opts.decisions and not path.is_file():
            raise CommandError(f"{path}: no such file")
        try:
            self.decisions = decisions.read(path)
        except decisions.DecisionError as error:
            raise CommandError(str(error)) from None

    def act(self, args: list[str], opts: argparse.Namespace) -> None:
        if opts.findings:
            self._show_findings(opts.format)
            return
        from portals.register.building import refresh
        from portals.register.places import home_of
        from portals.registry import declared_portals
        from portals.store import open_store

        assert self.settings is not None
        homes = {name: home_of(portal) for name, portal in declared_portals(self.settings).items()}
        open_store(self.setting("STORE_URL"), read_only=True).close()  # raises if there is no store, instead of creating one
        with open_store(self.setting("STORE_URL")) as store:
            done = refresh(store, homes, self.decisions)
        for key in done.unknown:
            print(f"decision about {key}: the register knows nobody of that id", file=sys.stderr)
        print(f"register: {done.articles} articles read, {done.persons} persons worked out", file=sys.stderr)

    def _show_findings(self, form: str) -> None:
        from portals.cli.records import write_records
        from portals.register.building import count_waiting
        from portals.register.contradictions import contradictions
        from portals.store import open_store

        with open_store(self.setting("STORE_URL"), read_only=True) as store, store.read() as connection:
            if count_waiting(connection) is None:
                raise CommandError("the store has no register yet; build it with: scrapy register")
            found = list(contradictions(connection))
        if form != "text":
            write_records(form, [_flat(one) for one in found])
            return
        for one in found:
            days = f" · {one.since} to {one.until}" if one.since else ""
            print(f"{one.kind}: {one.name}, {one.office} ({one.person_id}) · {one.other_name}, {one.other_office}{days}")
            for proof in filter(None, (one.one, one.other)):
                print(f"  “{proof.sentence}”\n  {proof.published or 'undated'} · {proof.url}")
        print(f"{len(found)} findings", file=sys.stderr)


def _flat(finding: Contradiction) -> dict[str, Any]:
    """One row: the finding, and of both statements day, sentence, page and archived record."""
    row: dict[str, Any] = {}
    for name, value in asdict(finding).items():
        if name not in ("one", "other"):
            row[name] = value
            continue
        proof = value or {}
        kept = ("article_id", "url", "published", "sentence", "warc_file", "warc_record_id")
        row |= {f"{name}_{part}": proof.get(part) for part in kept}
    return row
