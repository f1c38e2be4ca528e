"""The whole way from archive files to the records of a feed."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

import sqlalchemy as sa

from portals.archive.errors import scratch_errors
from portals.archive.extract.listing_metadata import read_listings
from portals.archive.extract.pages import Outcome, read_outcomes
from portals.archive.extract.plan import ExtractPlan
from portals.archive.reader import Archive
from portals.archive.sources import index_paths
from portals.items import Article
from portals.portal import Portal
from portals.runs.field_fill import Counts, count
from portals.runs.results import CLOSED, Reason, Verdict, listed, too_many_closed, unfilled, verdict, walled
from portals.stages import is_weak
from portals.store import open_store, reading
from portals.store.store import Store

_BATCH = 100
_MOST_HOSTS = 5
"""Hosts without a portal that a report names, those with most pages."""
_TABLES = """
CREATE TABLE records (number INTEGER PRIMARY KEY, id TEXT UNIQUE, fallback INTEGER);
CREATE TABLE failures (id TEXT, url TEXT, reason TEXT, wall INTEGER);
"""
_KEEP_RECORD = """
INSERT INTO records (id, fallback) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET fallback = excluded.fallback
"""
_LOST = """
SELECT reason, wall, COUNT(*), MIN(url) FROM failures
WHERE rowid IN (SELECT MAX(rowid) FROM failures GROUP BY id) AND id NOT IN (SELECT id FROM records)
GROUP BY reason, wall
"""
"""An article without one good capture counts once, for its last one: a retried page or a lifted wall cost nothing."""


@dataclass(slots=True)
class Report:
    """What an extraction found. `rejected` are pages of articles of which no good capture is there."""

    captures: int = 0
    records: int = 0
    listings: int = 0
    fallback: int = 0
    rejected: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)
    """The address of one page for each reason of `rejected`."""
    walls: Counter[str] = field(default_factory=Counter)
    aside: Counter[str] = field(default_factory=Counter)
    strangers: Counter[str] = field(default_factory=Counter)
    """Hosts that no portal declares, by pages."""
    stranger_urls: Mapping[str, str] = field(default_factory=dict)
    """Of each of them an address."""
    others: Counter[str] = field(default_factory=Counter)
    """Records and files that hold no page, by kind."""
    missed: list[Reason] = field(default_factory=list)
    """Expectations of the portals."""
    problems: list[str] = field(default_factory=list)

    @property
    def verdict(self) -> Verdict:
        """`blocked` by walls, `failed` without a record, `degraded` by damage, rejected pages, unknown hosts and the like."""
        reasons = [Reason("degraded", "damaged", problem) for problem in self.problems]
        rejected = self.rejected - self.walls
        if not too_many_closed(rejected[CLOSED], self.records):
            del rejected[CLOSED]  # a state of an article, as in a crawl
        if rejected:
            reasons.append(
                Reason("degraded", "rejected", f"pages that are no articles: {listed(rejected)}{self._example(rejected)}")
            )
        if unknown := self.aside["unknown_host"]:
            hosts = [f"{host} {count} ({self.stranger_urls[host]})" for host, count in self.strangers.most_common(_MOST_HOSTS)]
            more = f" and {len(self.strangers) - len(hosts)} more" if len(self.strangers) > len(hosts) else ""
            named = f": {', '.join(hosts)}{more}; scrapy new NAME URL declares one" if hosts else ""
            reasons.append(Reason("degraded", "unknown_host", f"pages of hosts that no portal declares: {unknown}{named}"))
        if self.fallback:
            reasons.append(Reason("degraded", "fallback", f"pages that fitted no known layout: {self.fallback}"))
        reasons += self.missed
        if self.walls:
            reasons.insert(0, walled(self.walls))
        if not self.records:
            reasons.append(Reason("failed", "nothing", "no article was found"))
        return verdict(reasons)

    def _example(self, rejected: Counter[str]) -> str:
        found = next((self.examples[reason] for reason in sorted(rejected) if reason in self.examples), "")
        return f" (such as {found[:200]})" if found else ""


@contextmanager
def extracted(
    paths: Iterable[Path], known: Mapping[str, Portal], workers: int = 1
) -> Iterator[tuple[Iterator[Article], Report]]:
    """Give the records of archived pages, one an article, and the report, which is complete when the block begins.

    The captures go through a store of their own, as a crawl's do: versions, first and last capture and links between records
    come out as if the archived crawls were run again. Records stand in the order in which the archive first holds them.
    Raises `ArchiveError` for a path that does not exist or is no archive.
    """
    archive = Archive(index_paths(paths))
    with scratch_errors(), open_store(f"sqlite:///{archive.index.folder}/extract.db") as store:
        archive.index.database.executescript(_TABLES)
        report = _fill(store, archive, known, workers)
        with store.read() as connection:
            yield _records(connection, archive.index.database), report


def _records(connection: sa.Connection, database: sqlite3.Connection) -> Iterator[Article]:
    """Yield the stored records in the order in which their articles were first found."""
    rows = database.execute("SELECT id FROM records ORDER BY number")
    while batch := [row[0] for row in islice(rows, reading.BATCH)]:
        yield from reading.read_articles(connection, batch)


def _fill(store: Store, archive: Archive, known: Mapping[str, Portal], workers: int) -> Report:
    plan = ExtractPlan(archive, known)
    report = Report(
        len(archive),
        listings=plan.listings,
        aside=plan.aside,
        others=archive.index.others,
        strangers=plan.strangers,
        stranger_urls=plan.stranger_urls,
    )
    book, unread = read_listings(archive, plan)
    report.rejected.update({f"listing/{reason}": number for reason, number in unread.rejected.items()})
    report.walls.update({f"listing/{reason}": number for reason, number in unread.walls.items()})
    for name, url in unread.without_links.items():
        detail = f"{name}: no link of a listing fits the CMS {known[name].cms.name}, such as those of {url[:200]}"
        report.missed.append(Reason("degraded", "no_links", detail))
    tasks = ((planned, book.of(planned)) for planned in plan.read_articles())
    filled = _save(store, archive.index.database, read_outcomes(archive, tasks, workers))
    _count_failed(archive.index.database, report)
    for name, counts in filled.items():
        missed = unfilled(counts, known[name].expectations)
        report.missed += [replace(reason, detail=f"{name}: {reason.detail}") for reason in missed]
    query = "SELECT COUNT(*), COALESCE(SUM(fallback), 0) FROM records"
    report.records, report.fallback = archive.index.database.execute(query).fetchone()
    report.problems = archive.problems
    return report


def _save(store: Store, database: sqlite3.Connection, outcomes: Iterator[Outcome]) -> dict[str, Counts]:
    """Save the records, and return how well their fields are filled, by portal."""
    filled: dict[str, Counts] = {}
    while batch := list(islice(outcomes, _BATCH)):
        articles = [one.article for one in batch if one.article]
        failed = [(one.key, one.url, one.reason, one.wall) for one in batch if one.article is None]
        store.save(articles)  # ids as the store keeps them
        database.executemany("INSERT INTO failures VALUES (?, ?, ?, ?)", failed)
        database.executemany(_KEEP_RECORD, [(article.id, is_weak(article)) for article in articles])
        for article in articles:
            count(article, filled.setdefault(article.portal, Counts()))
    return filled


def _count_failed(database: sqlite3.Connection, report: Report) -> None:
    for reason, wall, number, url in database.execute(_LOST):
        report.rejected[reason] += number
        report.examples.setdefault(reason, url)
        if wall:
            report.walls[reason] += number
