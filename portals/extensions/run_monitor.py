"""Follows a crawl from its first request to its last, and says what came of it: the run's row, report and line."""

from __future__ import annotations

import logging
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrapy import signals
from scrapy.exceptions import CloseSpider
from sqlalchemy import make_url

from portals.extensions.crawler_store import store_of
from portals.extensions.run_context import Run, run_of
from portals.runs import report
from portals.runs.results import PastRun, Plan, Verdict, judge
from portals.store import StoreError, runs

if TYPE_CHECKING:
    from typing import Self

    from scrapy.crawler import Crawler

logger = logging.getLogger(__name__)


class RunMonitor:
    """Extension. `verdict` is there once the crawl has ended."""

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
        """Notes the run in the store, and what it is measured by."""
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
        self.crawler.stats.inc_value("items/error")

    def finish(self) -> None:
        """Judges the run and writes down what came of it. Safe to call again: the first verdict stands."""
        if self.verdict is not None:
            return
        run = self.run or run_of(self.crawler)
        stats = self.crawler.stats.get_stats()
        past = self._history(run)
        finished = datetime.now(UTC)
        resumed = run.resumed or bool(stats.get("frontier/shared"))  # another process crawled the other part
        plan = Plan(run.mode, finished.date(), run.partial, resumed)
        self.verdict = judge(stats, plan, run.portal.expectations, past)
        end = report.Finished(
            run.id, run.portal.name, run.mode, run.started, finished, self.verdict, stats, run.partial, run.resumed
        )
        path = self._report(end, past)
        self._store(end, path)
        if self.verdict.result != "ok" or not self._quiet():
            print(report.line(end, path), file=sys.stderr)

    def _quiet(self) -> bool:
        """Whether only trouble is to be heard of (`-L ERROR`), as cron wants it: every line is a mail."""
        return bool(logging.getLevelName(self.crawler.settings["LOG_LEVEL"]) >= logging.ERROR)

    def _history(self, run: Run) -> list[PastRun]:
        try:
            with store_of(self.crawler).read() as connection:
                rows = runs.good(connection, run.portal.name)
        except StoreError:
            return []
        return [PastRun(row["mode"], row["records"], row["fill"] or {}, row["partial"]) for row in rows]

    def _report(self, end: report.Finished, past: list[PastRun]) -> Path | None:
        history = {"good_runs": len(past), "records": [run.records for run in past], "fill": [dict(run.fill) for run in past]}
        try:
            return report.write(report.report(end, history), report_folder(self.crawler))
        except OSError as error:
            logger.error("the run's report could not be written: %s", error)
            return None

    def _store(self, end: report.Finished, path: Path | None) -> None:
        store = store_of(self.crawler)
        try:
            store.transact(lambda connection: runs.finish(connection, end.id, report.row(end, path), report.problems(end)))
        except StoreError as error:
            logger.error("the run's result could not be stored: %s", error)
        store.close()


def report_folder(crawler: Crawler) -> Path:
    """`REPORT_DIR`, or `reports` beside an SQLite store, or `data/reports`."""
    settings: Any = crawler.settings
    if settings.get("REPORT_DIR"):
        return Path(settings["REPORT_DIR"])
    url = make_url(settings["STORE_URL"])
    return Path(str(url.database)).parent / "reports" if url.get_backend_name() == "sqlite" else Path("data/reports")
