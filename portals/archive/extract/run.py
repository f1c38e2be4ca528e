"""The whole way from archive files to the records of a feed."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

from portals.archive.extract.listing_metadata import read_listings
from portals.archive.extract.pages import Outcome, read_articles
from portals.archive.extract.plan import plan
from portals.archive.reader import Archive
from portals.archive.sources import index_paths
from portals.items import Article
from portals.portal import Portal
from portals.runs.field_fill import Counts, count
from portals.runs.results import Reason, Verdict, listed, unfilled, verdict, walled
from portals.store import open_store, reading
from portals.store.store import Store

_BATCH = 100


@dataclass(slots=True)
class Report:
    """What an extraction found. `rejected` are pages of articles of which no good capture is there."""

    captures: int = 0
    records: int = 0
    listings: int = 0
    fallback: int = 0
    rejected: Counter[str] = field(default_factory=Counter)
    walls: Counter[str] = field(default_factory=Counter)
    aside: Counter[str] = field(default_factory=Counter)
    missed: list[Reason] = field(default_factory=list)
    """Expectations of the portals."""
    problems: list[str] = field(default_factory=list)

    @property
    def verdict(self) -> Verdict:
        """`blocked` by walls, `failed` without a record, `degraded` by damage, rejected pages, unknown hosts and the like."""
        reasons = [Reason("degraded", "damaged", problem) for problem in self.problems]
        if rejected := self.rejected - self.walls:
            reasons.append(Reason("degraded", "rejected", f"pages that are no articles: {listed(rejected)}"))
        if unknown := self.aside["unknown_host"]:
            reasons.append(Reason("degraded", "unknown_host", f"pages of hosts that no portal declares: {unknown}"))
        if self.fallback:
            reasons.append(Reason("degraded", "fallback", f"pages that fitted no known layout: {self.fallback}"))
        reasons += self.missed
        if self.walls:
            reasons.insert(0, walled(self.walls))
        if not self.records:
            reasons.append(Reason("failed", "nothing", "no article was found"))
        return verdict(reasons)


@contextmanager
def extracted(
    paths: Iterable[Path], known: Mapping[str, Portal], workers: int = 1
) -> Iterator[tuple[Iterator[Article], Report]]:
    """The records of archived pages, one an article, and the report, which is complete when the block begins.

    The captures go through a store of their own, as a crawl's do: versions, first and last capture and links between records
    come out as if the archived crawls were run again. Records stand in the order in which the archive first holds them.
    Raises `ArchiveError` for a path that does not exist or is no archive.
    """
    archive = Archive(index_paths(paths))
    with tempfile.TemporaryDirectory(prefix="portals-") as folder, open_store(f"sqlite:///{folder}/extract.db") as store:
        report, ids = _fill(store, archive, known, workers)
        with store.read() as connection:
            yield reading.read(connection, ids), report


def _fill(store: Store, archive: Archive, known: Mapping[str, Portal], workers: int) -> tuple[Report, list[str]]:
    made = plan(archive.entries, known)
    report = Report(len(archive.entries), listings=len(made.listings), aside=made.aside, problems=archive.problems)
    book, unread = read_listings(archive, made.listings)
    report.rejected.update(f"listing/{reason.reason}" for reason in unread)
    report.walls.update(f"listing/{reason.reason}" for reason in unread if reason.wall)
    tasks = ((capture, book.of(capture)) for capture in made.articles)
    ids: dict[str, bool] = {}
    failed: list[Outcome] = []
    filled: dict[str, Counts] = {}
    outcomes = read_articles(archive, tasks, workers)
    while batch := list(islice(outcomes, _BATCH)):
        articles = [one.article for one in batch if one.article]
        failed += [one for one in batch if one.article is None]
        ids |= {article.id: article.extraction == "fallback" for article in articles}
        for article in articles:
            count(article, filled.setdefault(article.portal, Counts()))
        store.save(articles)
    _count_failed(failed, ids, report)
    for name, counts in filled.items():
        missed = unfilled(counts, known[name].expectations)
        report.missed += [replace(reason, detail=f"{name}: {reason.detail}") for reason in missed]
    report.records, report.fallback = len(ids), sum(ids.values())
    return report, list(ids)


def _count_failed(failed: Iterable[Outcome], ids: Mapping[str, bool], report: Report) -> None:
    """What failed counts where nothing else came of the article: a retried page or a lifted wall cost nothing."""
    for one in failed:
        if one.key not in ids:
            report.rejected[one.reason] += 1
            if one.wall:
                report.walls[one.reason] += 1
