"""Observe a crawl and publish its result: the row in the store, the report, and the line on stderr."""

from __future__ import annotations

import logging
import sys
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrapy import signals
from scrapy.exceptions import CloseSpider
from sqlalchemy import make_url

from portals.extensions.crawler_store import store_of
from portals.extensions.feed_targets import target_names
from portals.extensions.run_context import Run, run_of
from portals.runs import report
from portals.runs.results import PastRun, RunPlan, Verdict, judge
from portals.store import StoreError, deliveries, reading, runs

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Self, TypeVar

    import sqlalchemy as sa
    from scrapy.crawler import Crawler

    T = TypeVar("T")

logger = logging.getLogger(__name__)


class RunMonitor:
    """Extension that judges a run. `verdict` is set when the crawl has ended."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.run: Run | None = None
        self.verdict: Verdict | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        monitor = cls(crawler)
        crawler.signals.connect(monitor.begin, signals.spider_opened)
        crawler.signals.connect(monitor.count_error, signals.item_error)
        crawler.signals.connect(monitor.finish, signals.engine_stopped)
        return monitor

    def begin(self) -> None:
        """Write the run and its arguments to the store."""
        run = self.run = run_of(self.crawler)
        row = {
            "id": run.id,
            "portal": run.portal.name,
            "mode": run.mode,
            "partial": run.partial,
            "arguments": getattr(self.crawler.spider, "arguments", None),
            "started_at": report.utc(run.started),
        }
        try:
            store_of(self.crawler).transact(lambda connection: runs.begin(connection, row))
        except StoreError as error:
            self.crawler.stats.set_value("store/error", str(error))
            raise CloseSpider("store_error") from None

    def count_error(self) -> None:
        """Count a record that a pipeline could not process."""
        self.crawler.stats.inc_value("items/error")

    def finish(self) -> None:
        """Judge the run and write its result. May be called twice; the first verdict is kept."""
        if self.verdict is not None:
            return
        run = self.run or run_of(self.crawler)
        past = self._read(lambda connection: runs.good(connection, run.portal.name)) or []
        history = [PastRun(row["mode"], row["records"], row["fill"] or {}, row["partial"]) for row in past]
        undelivered = self._read(lambda connection: self._undelivered(connection, run)) or {}

        end = self._judged(run, history, undelivered)
        path = self._report(end, history)
        if path is None:
            self.crawler.stats.inc_value("report/failed")
            end = self._judged(run, history, undelivered)
        if not self._store(end, path):
            end = self._judged(run, history, undelivered)
            path = self._report(end, history)
        self.verdict = end.verdict
        store_of(self.crawler).close()
        if self.verdict.result != "ok" or not self._quiet():
            with suppress(OSError):  # the terminal was closed
                print(report.line(end, path), file=sys.stderr)

    def _judged(self, run: Run, history: list[PastRun], undelivered: dict[str, int]) -> report.Finished:
        stats = self.crawler.stats.get_stats()
        resumed = run.resumed or bool(stats.get("frontier/shared"))  # other processes crawled the rest
        plan = RunPlan(run.mode, datetime.now(UTC).date(), run.partial, resumed, *self._rhythm(run))
        return report.Finished(
            run.id,
            run.portal.name,
            run.mode,
            run.started,
            datetime.now(UTC),
            judge(stats, plan, run.portal.expectations, history),
            stats,
            seconds=run.seconds,
            partial=run.partial,
            resumed=run.resumed,
            undelivered=undelivered,
        )

    def _quiet(self) -> bool:
        """Return whether only errors are wanted (`-L ERROR`): cron sends a mail for every line."""
        return bool(logging.getLevelName(self.crawler.settings["LOG_LEVEL"]) >= logging.ERROR)

    def _read(self, work: Callable[[sa.Connection], T]) -> T | None:
        """Return what `work` reads from the store; None if the store cannot be read."""
        try:
            with store_of(self.crawler).read() as connection:
                return work(connection)
        except StoreError:
            return None

    def _undelivered(self, connection: sa.Connection, run: Run) -> dict[str, int]:
        """Return how many records of earlier runs are still missing in feeds that this run does not write."""
        return deliveries.undelivered(connection, run.portal.name, besides=target_names(self.crawler.settings))

    def _rhythm(self, run: Run) -> tuple[tuple[date, ...], date | None]:
        """Return the days on which the portal published, and the day of the last new article."""

        def work(connection: sa.Connection) -> tuple[tuple[date, ...], date | None]:
            found = reading.last_found(connection, run.portal.name)
            days = tuple(reading.publication_days(connection, run.portal.name))
            return days, date.fromisoformat(found[:10]) if found else None

        return (self._read(work) if run.mode == "incremental" else None) or ((), None)

    def _report(self, end: report.Finished, past: list[PastRun]) -> Path | None:
        history = {"good_runs": len(past), "records": [run.records for run in past], "fill": [dict(run.fill) for run in past]}
        try:
            return report.write_report(report.report(end, history), report_folder(self.crawler))
        except OSError as error:
            logger.error("the run's report could not be written: %s", error)
            return None

    def _store(self, end: report.Finished, path: Path | None) -> bool:
        """Store the result of the run. Return False if the store fails; that is the result then."""
        try:
            store_of(self.crawler).transact(
                lambda connection: runs.finish(connection, end.id, report.row(end, path), report.problem_rows(end))
            )
        except StoreError as error:
            logger.error("the run's result could not be stored: %s", error)
            if self.crawler.stats.get_value("store/error") is not None:
                return True  # the result already tells it
            self.crawler.stats.set_value("store/error", str(error))
            return False
        return True


def report_folder(crawler: Crawler) -> Path:
    """Return `REPORT_DIR`; without it `reports` in the folder of an SQLite store, else `data/reports`."""
    settings: Any = crawler.settings
    if settings.get("REPORT_DIR"):
        return Path(settings["REPORT_DIR"])
    url = make_url(settings["STORE_URL"])
    return Path(str(url.database)).parent / "reports" if url.get_backend_name() == "sqlite" else Path("data/reports")
