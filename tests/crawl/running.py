"""Crawls as the user starts them, in processes of their own that a test may kill; and what they left behind."""

from __future__ import annotations

import json
import multiprocessing
import os
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from portals.store import open_store
from portals.store.tables import articles
from tests.simulator import Simulator

_SERVER = multiprocessing.get_context("forkserver")
_SERVER.set_forkserver_preload(["tests.crawl.preloaded"])
QUICK = {"DOWNLOAD_DELAY": "0", "CONCURRENT_REQUESTS_PER_DOMAIN": "8", "FRONTIER_LEASE": "2", "DOWNLOAD_TIMEOUT": "10"}
_CAPTURE = {"warc_file", "warc_record_id", "payload_digest", "fetched_at", "run_id"}
VOLATILE = _CAPTURE | {"first_seen", "last_seen", "changed_at", "view_count"}
"""What differs between two captures of the same article."""


def _execute(argv: list[str], folder: str, log: str) -> None:
    descriptor = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(descriptor, 1)
    os.dup2(descriptor, 2)
    sys.stdout = os.fdopen(1, "w", buffering=1)
    sys.stderr = os.fdopen(2, "w", buffering=1)
    os.chdir(folder)
    sys.path.insert(0, folder)  # where `declared` writes portals of a test
    os.environ["SCRAPY_SETTINGS_MODULE"] = "portals.settings"
    from scrapy.cmdline import execute

    try:
        execute(["scrapy", *argv])
    finally:
        Path(log).with_suffix(".peak").write_text(str(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024))


@dataclass(slots=True)
class Running:
    """A crawl under way."""

    process: BaseProcess
    log: Path

    def kill(self) -> None:
        """`kill -9`."""
        self.process.kill()
        self.process.join(20)

    def signal(self, number: int) -> None:
        assert self.process.pid
        os.kill(self.process.pid, number)

    def wait(self, seconds: float = 120) -> int:
        """The exit code. Kills and fails a crawl that does not end."""
        self.process.join(seconds)
        if self.process.exitcode is None:
            self.kill()
            raise AssertionError(f"the crawl did not end in {seconds} s: {self.output[-2000:]}")
        return self.process.exitcode

    @property
    def peak(self) -> int:
        """Megabytes that the ended crawl held at most."""
        return int(self.log.with_suffix(".peak").read_text())

    @property
    def alive(self) -> bool:
        return self.process.is_alive()

    @property
    def output(self) -> str:
        return self.log.read_text(errors="replace")


@dataclass(slots=True)
class Crawls:
    """Crawls of one simulated site into one store."""

    site: Simulator
    folder: Path
    store_url: str = ""
    settings: dict[str, str] = field(default_factory=dict)
    started: list[Running] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.store_url = self.store_url or f"sqlite:///{self.folder}/portals.db"

    def start(self, *arguments: str, **settings: str) -> Running:
        """The same command each time, as a process."""
        return self.command("crawl", self.site.site.portal, "-a", f"base={self.site.address}", *arguments, **settings)

    def command(self, *argv: str, **settings: str) -> Running:
        """Any command of the program, as a process."""
        log = self.folder / f"log-{len(self.started) + 1}.txt"
        places = {"ARCHIVE_DIR": str(self.folder / "warc"), "REPORT_DIR": str(self.folder / "reports")}
        chosen = {**QUICK, "STORE_URL": self.store_url, **places, **self.settings, **settings}
        whole = [*argv, *(part for name, value in chosen.items() for part in ("-s", f"{name}={value}"))]
        process = _SERVER.Process(target=_execute, args=(whole, str(self.folder), str(log)), daemon=True)
        process.start()
        self.started.append(Running(process, log))
        return self.started[-1]

    def end(self) -> None:
        """Kills what a failed test left behind, stopped processes too."""
        for running in self.started:
            running.kill()

    def run(self, *arguments: str, **settings: str) -> tuple[int, dict[str, Any]]:
        """Runs a crawl to its end: exit code and report."""
        running = self.start(*arguments, **settings)
        code = running.wait()
        report = self.report()
        assert report, f"exit {code} without a report: {running.output[-2000:]}"
        return code, report

    def report(self) -> dict[str, Any]:
        """The newest report; empty if there is none."""
        found = sorted((self.folder / "reports").glob("*.json"), key=lambda path: path.stat().st_mtime_ns)
        report: dict[str, Any] = json.loads(found[-1].read_text()) if found else {}
        return report

    def records(self) -> dict[str, dict[str, Any]]:
        """What the store holds, without what differs between two captures."""
        return records(self.store_url)


def records(store_url: str) -> dict[str, dict[str, Any]]:
    """The records of a store by id, without what differs between two captures."""
    store = open_store(store_url)
    with store.read() as connection:
        rows = connection.execute(sa.select(articles.c.id, articles.c.record, articles.c.version, articles.c.state)).all()
    store.close()
    return {row.id: _lasting(row.record) | {"n": row.version, "s": row.state} for row in rows}


def _lasting(record: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if name not in VOLATILE}


def until(condition: Callable[[], bool], seconds: float = 30) -> None:
    """Waits for a condition; fails when it does not come."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError("what was waited for did not happen")
        time.sleep(0.005)
