"""What goes wrong with the store while a crawl runs, and the user's Ctrl-C: nothing is lost, the exit code says what it was."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from portals.scheduler.scheduler import MOST
from portals.store import open_store
from tests.crawl.conftest import NewCrawls
from tests.crawl.running import Crawls, until
from tests.postgres import Server, Unavailable, start_server

pytestmark = pytest.mark.slow

OK, FAILED, INTERRUPTED = 0, 1, 130
ARTICLES = 60


def reached(crawl: Crawls, requests: int) -> None:
    until(lambda: len(crawl.site.site.log) >= requests, 60)


def finish(crawl: Crawls) -> None:
    """The same command once more ends well and has everything."""
    code, _ = crawl.run()
    assert (code, len(crawl.records())) == (OK, ARTICLES), crawl.started[-1].output


@pytest.mark.parametrize("times", [1, 2])
def test_ctrl_c(crawls: NewCrawls, times: int) -> None:
    crawl = crawls("thanhhoa", ARTICLES)
    crawl.site.site.habits.latency = 0.02
    running = crawl.start()
    reached(crawl, 25)
    for _ in range(times):
        running.signal(signal.SIGINT)
        time.sleep(0.02)
    assert running.wait() == INTERRUPTED
    assert len(crawl.site.site.log) < ARTICLES
    finish(crawl)
    listings, robots, on_the_wire = 6, 2, 8
    assert len(crawl.site.site.log) <= ARTICLES + listings + robots + on_the_wire + MOST


def test_store_locked_for_a_while(crawls: NewCrawls) -> None:
    crawl = crawls("thanhhoa", ARTICLES)
    running = crawl.start()
    reached(crawl, 15)
    with closing(sqlite3.connect(crawl.folder / "portals.db", timeout=30, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        time.sleep(2)
        other.execute("ROLLBACK")
    assert running.wait() == OK, running.output
    assert len(crawl.records()) == ARTICLES


def test_store_locked_for_good(crawls: NewCrawls) -> None:
    crawl = crawls("thanhhoa", ARTICLES)
    crawl.store_url += "?timeout=1"
    running = crawl.start(FRONTIER_PATIENCE="2")
    reached(crawl, 15)
    with closing(sqlite3.connect(crawl.folder / "portals.db", timeout=30, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert running.wait() == FAILED
    assert "locked by another process" in running.output
    assert "Traceback" not in running.output
    finish(crawl)


@contextmanager
def mounted(folder: Path, size: str) -> Iterator[Path]:
    """A file system of its own, where this user may mount one."""
    folder.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if done.returncode:
        pytest.skip("a file system cannot be mounted here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=False)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    with mounted(tmp_path / "small", "3m") as folder:
        yield folder


@pytest.fixture
def own_disk(tmp_path: Path) -> Iterator[Path]:
    """Room enough: the log of a store grows with the load of the machine, because readers keep it from being folded in."""
    with mounted(tmp_path / "own", "64m") as folder:
        yield folder


def test_disk_full(crawls: NewCrawls, small_disk: Path) -> None:
    crawl = crawls("thanhhoa", 400, store_url=f"sqlite:///{small_disk}/portals.db")
    (small_disk / "ballast").write_bytes(bytes(1_500_000))
    running = crawl.start()
    assert running.wait() == FAILED
    assert "disk is full" in running.output
    (small_disk / "ballast").unlink()
    grown = crawl.folder / "portals.db"
    for file in small_disk.glob("portals.db*"):
        shutil.copy(file, crawl.folder / file.name)
    crawl.store_url = f"sqlite:///{grown}"
    code, _ = crawl.run()
    assert (code, len(crawl.records())) == (OK, 400)


def remount(folder: Path, mode: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{mode}", str(folder)], check=True, capture_output=True)


def test_read_only_store(crawls: NewCrawls, own_disk: Path) -> None:
    crawl = crawls("thanhhoa", ARTICLES, store_url=f"sqlite:///{own_disk}/portals.db")
    running = crawl.start()
    reached(crawl, 15)
    running.kill()
    remount(own_disk, "ro")
    asked = len(crawl.site.site.log)
    running = crawl.start()
    assert running.wait() == FAILED
    assert "read-only" in running.output
    assert "Traceback" not in running.output
    assert len(crawl.site.site.log) == asked, "what cannot be stored is not asked for"
    remount(own_disk, "rw")
    finish(crawl)


def test_damaged_store_at_the_start(crawls: NewCrawls) -> None:
    crawl = crawls("thanhhoa", ARTICLES)
    file = crawl.folder / "portals.db"
    file.write_bytes(b"no database" * 1000)
    running = crawl.start()
    assert running.wait() == FAILED
    assert "is damaged" in running.output
    assert "Traceback" not in running.output
    assert crawl.site.site.log == []
    assert file.read_bytes() == b"no database" * 1000, "it is left for who wants to save it"


def test_store_damaged_in_mid_crawl(crawls: NewCrawls) -> None:
    crawl = crawls("thanhhoa", ARTICLES)
    crawl.site.site.habits.latency = 0.02
    running = crawl.start()
    reached(crawl, 15)
    with (
        closing(sqlite3.connect(crawl.folder / "portals.db")) as store,
        closing(sqlite3.connect(crawl.folder / "copy")) as copy,
    ):
        store.backup(copy)
    for file in crawl.folder.glob("portals.db*"):
        if file.suffix != ".db-shm":
            scribble(file)
    assert running.wait() == FAILED, running.output
    assert "damaged" in running.output
    for file in crawl.folder.glob("portals.db*"):
        file.unlink()
    shutil.copy(crawl.folder / "copy", crawl.folder / "portals.db")
    finish(crawl)


def backup(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "portals.db")) as store, closing(sqlite3.connect(folder / "copy")) as copy:
        store.backup(copy)


def scribble(file: Path) -> None:
    with file.open("r+b") as stream:
        stream.write(b"\xff" * file.stat().st_size)


@pytest.fixture
def server() -> Iterator[Server]:
    try:
        found = start_server()
    except Unavailable as error:
        pytest.skip(f"PostgreSQL could not be started: {error}")
    yield found
    found.remove()


def test_postgresql_goes_away_and_comes_back(crawls: NewCrawls, server: Server) -> None:
    crawl = crawls("thanhhoa", ARTICLES, store_url=server.url())
    crawl.site.site.habits.latency = 0.02
    running = crawl.start()
    reached(crawl, 20)
    server.stop()
    time.sleep(2)
    server.resume()
    assert running.wait() == OK, running.output
    assert len(crawl.records()) == ARTICLES


def test_a_stopped_process_loses_its_lease_and_harms_nobody(crawls: NewCrawls, postgres: str) -> None:
    # it may be stopped in the middle of a transaction: the server ends that after two seconds instead of sixty
    crawl = crawls("thanhhoa", ARTICLES, store_url=f"{postgres}?options=-cidle_in_transaction_session_timeout%3D2s")
    crawl.site.site.habits.latency = 0.01
    first = crawl.start(CONCURRENT_REQUESTS_PER_DOMAIN="1")
    reached(crawl, 10)
    first.signal(signal.SIGSTOP)
    second = crawl.start(CONCURRENT_REQUESTS_PER_DOMAIN="1")
    assert second.wait() == OK, second.output
    assert len(crawl.records()) == ARTICLES
    first.signal(signal.SIGCONT)
    assert first.wait() == OK, first.output
    assert len(crawl.records()) == ARTICLES


def test_a_store_that_fills_up_before_the_queue_is_there(crawls: NewCrawls) -> None:
    crawl = crawls("thanhhoa", 3)
    with open_store(crawl.store_url) as store, store.write() as connection:
        full = "SELECT RAISE(ABORT, 'database or disk is full')"
        connection.exec_driver_sql(f"CREATE TRIGGER full BEFORE INSERT ON crawls BEGIN {full}; END")
    running = crawl.start()
    assert running.wait() == FAILED
    assert "disk is full" in running.output
    assert "Traceback" not in running.output
    assert crawl.site.site.log == []
    with open_store(crawl.store_url) as store, store.write() as connection:
        connection.exec_driver_sql("DROP TRIGGER full")
    assert crawl.run()[0] == OK


def test_disk_of_the_archive_full(crawls: NewCrawls, small_disk: Path) -> None:
    """What could not be archived is not done, the first listing page too: the same command goes on and gets all of it."""
    crawl = crawls("thanhhoa", ARTICLES)
    for room in (24_000, 40_000, 64_000):
        (small_disk / "ballast").write_bytes(bytes(3 * 2**20 - room))
        running = crawl.start(ARCHIVE_DIR=str(small_disk / "warc"))
        assert running.wait() == FAILED
        assert "the archive cannot be written" in running.output
        assert "Traceback" not in running.output
        (small_disk / "ballast").unlink()
        shutil.rmtree(small_disk / "warc")
    code, report = crawl.run()
    assert (code, len(crawl.records())) == (OK, ARTICLES), report["reasons"]


@pytest.mark.parametrize("what", ["file", "folder", "end"])
def test_archive_deleted_in_mid_crawl(crawls: NewCrawls, what: str) -> None:
    crawl = crawls("thanhhoa", ARTICLES)
    crawl.site.site.habits.latency = 0.02
    running = crawl.start()
    reached(crawl, 25)
    if what == "folder":
        shutil.rmtree(crawl.folder / "warc")
    elif what == "file":
        next((crawl.folder / "warc").glob("*.open")).unlink()
    else:
        os.truncate(next((crawl.folder / "warc").glob("*.open")), 5000)
    assert running.wait() == FAILED, running.output
    assert "was deleted, replaced or cut while the crawl was writing" in crawl.report()["reasons"][0]["detail"]
    assert "Traceback" not in running.output
    assert len(crawl.site.site.log) < ARTICLES, "it stops at once"
    finish(crawl)


@pytest.mark.parametrize("replaced", [False, True])
def test_store_deleted_in_mid_crawl(crawls: NewCrawls, replaced: bool) -> None:
    crawl = crawls("thanhhoa", ARTICLES)
    crawl.site.site.habits.latency = 0.02
    running = crawl.start()
    reached(crawl, 25)
    (crawl.folder / "portals.db").unlink()
    if replaced:
        with closing(sqlite3.connect(crawl.folder / "portals.db")) as other:
            other.execute("CREATE TABLE notes (text)")
    assert running.wait() == FAILED, running.output
    assert ("was replaced by another file" if replaced else "was deleted") in crawl.report()["reasons"][0]["detail"]
    assert "Traceback" not in running.output
    assert (crawl.folder / "portals.db").exists() is replaced, "no empty store takes its place"


def test_report_that_cannot_be_written(crawls: NewCrawls) -> None:
    crawl = crawls("thanhhoa", 10)
    (crawl.folder / "file").write_text("", encoding="utf-8")
    running = crawl.start(REPORT_DIR=str(crawl.folder / "file"))
    assert running.wait() == 3
    assert "the report could not be written" in running.output
