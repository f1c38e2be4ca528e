"""`scrapy history ID`: show the versions of one article, and what changed between them."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from portals.cli.command import OneLineCommand
from portals.errors import CommandError

if TYPE_CHECKING:
    from rich.text import Text

    from portals.store.version_history import Part

_STYLES = {"same": "", "removed": "red strike", "added": "green", "skipped": "dim"}

Row = Mapping[str, Any]


class Command(OneLineCommand):
    requires_crawler_process = False

    def syntax(self) -> str:
        return "ID [--versions A B]"

    def short_desc(self) -> str:
        return "Show the versions of one article, with a word diff"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--versions", nargs=2, type=int, metavar=("A", "B"), help="compare these two versions")

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) != 1:
            raise CommandError("name one article by its id or address, e.g. scrapy history thanhhoa:ID")

    def act(self, args: list[str], opts: argparse.Namespace) -> None:
        from rich.console import Console

        article, versions, asides = self._read(args[0])
        console = Console(soft_wrap=True, highlight=False)
        for line in (*_lines(article, versions, _pairs(versions, opts.versions)), *_aside_lines(versions[-1], asides)):
            if console.is_terminal:
                console.print(line)
            else:
                print(line.plain)

    def _read(self, name: str) -> tuple[Row, list[dict[str, Any]], list[dict[str, Any]]]:
        from portals.store import open_store, reading

        with open_store(self.setting("STORE_URL"), read_only=True) as store, store.read() as connection:
            article = reading.find(connection, self._id(name))
            if article is None:
                raise CommandError(f"the store {store.name} has no article {name!r}; scrapy export lists the ids it has")
            return article, reading.history(connection, article["id"]), reading.kept_aside(connection, article["id"])

    def _id(self, name: str) -> str:
        """Return the id of an article for any form of its address; other text unchanged."""
        from portals.portal import portal_of
        from portals.registry import declared_portals

        assert self.settings is not None
        portal = portal_of(name, declared_portals(self.settings))
        key = portal.cms.identity(name) if portal else None
        return f"{portal.name}:{key}" if portal and key else name


def _pairs(versions: Sequence[Row], wanted: Sequence[int] | None) -> list[tuple[Row, Row]]:
    """Return the versions to compare: those that the user named, or each with the one before."""
    if wanted is None:
        return list(pairwise(versions))
    known = {row["version"]: row for row in versions}
    for number in wanted:
        if number not in known:
            raise CommandError(f"there is no version {number}: the article has versions 1 to {len(versions)}")
    return [(known[wanted[0]], known[wanted[1]])]


def _lines(article: Row, versions: Sequence[Row], pairs: Sequence[tuple[Row, Row]]) -> Iterator[Text]:
    from rich.text import Text

    yield Text(f"{article['id']}  {article['title'] or '(no title)'}", style="bold")
    gone = f", gone since {article['gone_at']}" if article["state"] == "gone" else ""
    yield Text(f"{article['url']}{gone}")
    for row in versions:
        where = f"{row['warc_file']} {row['warc_record_id'] or ''}".strip() if row["warc_file"] else "not archived"
        yield Text(f"version {row['version']}: {row['changed_at']} to {row['last_seen']}  ({where})")
    for old, new in pairs:
        yield Text("")
        yield Text(f"version {old['version']} → {new['version']}", style="bold")
        yield from _diff(old["content"], new["content"])


def _aside_lines(latest: Row, asides: Sequence[Row]) -> Iterator[Text]:
    """Yield the texts that only a fallback could read, each compared with the latest version."""
    from rich.text import Text

    for row in asides:
        yield Text("")
        where = f"{row['warc_file']} {row['warc_record_id'] or ''}".strip() if row["warc_file"] else "not archived"
        yield Text(f"kept aside, because the page fitted no known layout: {row['last_seen']}  ({where})", style="bold")
        yield from _diff(latest["content"], row["content"])


def _diff(old: Row, new: Row) -> Iterator[Text]:
    from rich.text import Text

    from portals.store.version_history import content_changes

    found = False
    for change in content_changes(old, new):
        found = True
        yield Text(f"{change.field}: ").append_text(Text(" ").join(_styled(part) for part in change.parts))
    if not found:
        yield Text("the same words")


def _styled(part: Part) -> Text:
    from rich.text import Text

    from portals.store.version_history import part_text

    return Text(part_text(part), style=_STYLES[part.kind])
