"""`scrapy who POST --place PLACE --on DAY`: who held an office, how certain that is, and the sentence that proves it."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from portals.cli.answers import term_line
from portals.cli.command import OneLineCommand
from portals.errors import CommandError

if TYPE_CHECKING:
    import sqlalchemy as sa

    from portals.register.lookup import Answer, Evidence

FORMATS = ("text", "json", "csv")


class Command(OneLineCommand):
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[POST] [--place PLACE] [--on DAY | --between DAY DAY] [--person NAME] [--format text|json|csv]"

    def short_desc(self) -> str:
        return "Show who held an office, with the sentence and page that prove it"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--place", metavar="PLACE", help="of this place: 'thành phố Thanh Hóa'; diacritics may be missing")
        parser.add_argument("--on", metavar="DAY", help="on this day: YYYY-MM-DD (default: today)")
        parser.add_argument("--between", nargs=2, metavar="DAY", help="all terms that touch these days")
        parser.add_argument("--person", metavar="NAME", help="the offices of this person, by name or id")
        parser.add_argument("--format", choices=FORMATS, default="text", help="default: text")

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        from portals.cli import checks

        if len(args) > 1:
            raise CommandError('put the post in quotes, e.g. scrapy who "Phó Chủ tịch UBND" --place "thành phố Thanh Hóa"')
        if bool(args) == bool(opts.person):
            raise CommandError('name a post, e.g. "Phó Chủ tịch UBND", or a person with --person')
        if opts.person and (opts.place or opts.on or opts.between):
            raise CommandError("--person shows all offices of a person; --place, --on and --between are for a post")
        if opts.on and opts.between:
            raise CommandError("--on is one day, --between is all days from one to another: use one of them")
        self.on = checks.day_option(opts.on, "--on") if opts.on else date.today()
        self.between = [checks.day_option(text, "--between") for text in opts.between or ()]
        if self.between and self.between[0] > self.between[1]:
            raise CommandError(f"--between {self.between[0]} {self.between[1]}: the first day comes later than the second")

    def act(self, args: list[str], opts: argparse.Namespace) -> None:
        from portals.register.building import count_waiting
        from portals.store import open_store

        with open_store(self.setting("STORE_URL"), read_only=True) as store, store.read() as connection:
            behind = count_waiting(connection)
            if behind is None:
                raise CommandError("the store has no register yet; build it with: scrapy register")
            if behind:
                print(f"{behind} articles are not in the register yet; scrapy register adds them", file=sys.stderr)
            answers = self._of_person(connection, opts.person) if opts.person else self._of_post(connection, args[0], opts)
        if opts.format == "json":
            print(json.dumps([asdict(answer) for answer in answers], ensure_ascii=False, indent=1))
        elif opts.format == "csv":
            _write_csv(answers)
        else:
            for line in _lines(answers):
                print(line)

    def _of_post(self, connection: sa.Connection, words: str, opts: argparse.Namespace) -> list[Answer]:
        from portals.register import lookup
        from portals.register.naming import offices_named

        on = self.between[0].isoformat() if self.between else self.on.isoformat()
        offices = offices_named(connection, words, opts.place, on)
        if not offices:
            where = f" in {opts.place}" if opts.place else ""
            raise CommandError(f"the register has no office {words!r}{where}", "failed")
        if self.between:
            first, last = (day.isoformat() for day in self.between)
            return [answer for office in offices for answer in lookup.terms_between(connection, office, first, last)]
        answers = lookup.who(connection, offices, on, near_days=int(self.setting("REGISTER_NEAR_DAYS")))
        if not answers:
            print(_unknown(offices, on), file=sys.stderr)
        return answers

    def _of_person(self, connection: sa.Connection, name: str) -> list[Answer]:
        from portals.register import lookup
        from portals.register.naming import current_id, persons_named

        now = current_id(connection, name)
        ids = [now] if now else [person["id"] for person in persons_named(connection, name)]
        if not ids:
            raise CommandError(f"the register has no person {name!r}", "failed")
        return [answer for one in ids for answer in lookup.career(connection, one)]


def _unknown(offices: Sequence[dict[str, Any]], on: str) -> str:
    """Return the message if nobody is known, e.g. that the office had been abolished by then."""
    over = [office for office in offices if office["until"] and on > office["until"]]
    if len(over) < len(offices):
        return f"unknown: no article says who held it about {on}"
    heirs = "; ".join(dict.fromkeys(heir for office in over for heir in office["successors"]))
    return f"the office ended on {over[0]['until']}" + (f"; its land went to {heirs}" if heirs else "")


def _lines(answers: Sequence[Answer]) -> Iterator[str]:
    for answer in answers:
        yield term_line(answer)
        if answer.disputed:
            yield "  disputed: articles name somebody else for the same time"
        for proof in answer.evidence:
            yield f"  “{proof.sentence}”"
            yield f"  {_day(proof)} · {proof.url}"
            if proof.warc_file:
                yield f"  {proof.warc_file} {proof.warc_record_id or proof.payload_digest or ''}".rstrip()


def _day(proof: Evidence) -> str:
    return proof.published or "undated"


def _write_csv(answers: Sequence[Answer]) -> None:
    """Write one row for each sentence."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    rows = [
        {**{name: value for name, value in asdict(answer).items() if name != "evidence"}, **asdict(proof)}
        for answer in answers
        for proof in answer.evidence
    ]
    if rows:
        writer.writerow(rows[0])
        writer.writerows([["" if value is None else value for value in row.values()] for row in rows])
