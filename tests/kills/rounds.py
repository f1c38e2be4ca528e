"""Rounds of kills: a command is started and killed at random moments, then runs to its end; what is missing is counted."""

from __future__ import annotations

import json
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from portals.items import Article
from portals.store import open_store
from tests.crawl.conftest import sections
from tests.crawl.running import Crawls, Running, records, until
from tests.simulator import Simulator, simulate
from tests.store.articles import article

PORTAL = "thanhhoa"


@dataclass(frozen=True, slots=True)
class Counted:
    """What came of a round. `lost` and `differing` are records against those of a run that nobody disturbed."""

    round: str
    kills: int
    lost: int
    differing: int = 0
    twice: str = ""
    """What was done more than once."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A site, and a folder with the store and archive of a crawl of it that nobody disturbed."""

    site: Simulator
    folder: Path
    records: dict[str, dict[str, object]]

    @property
    def store(self) -> Path:
        return self.folder / "portals.db"

    def copied(self, folder: Path) -> Crawls:
        """A copy of store and archive, for a round that changes them."""
        folder.mkdir(parents=True)
        shutil.copy(self.store, folder / "portals.db")
        shutil.copytree(self.folder / "warc", folder / "warc")
        return Crawls(self.site, folder)

    def against(self, round_: str, kills: int, store_url: str, twice: str) -> Counted:
        found = records(store_url)
        common = self.records.keys() & found.keys()
        differing = sum(found[name] != self.records[name] for name in common) + len(found.keys() - common)
        return Counted(round_, kills, len(self.records.keys() - found.keys()), differing, twice)


@contextmanager
def reference(folder: Path, articles: int) -> Iterator[Reference]:
    with simulate(PORTAL, articles, sections=sections(PORTAL)) as site:
        crawl = Crawls(site, folder / "undisturbed")
        crawl.folder.mkdir(parents=True)
        code, _ = crawl.run()
        assert code == 0, crawl.started[-1].output
        yield Reference(site, crawl.folder, crawl.records())


def crawl(reference: Reference, folder: Path, kills: int, random: Random, store_url: str = "") -> Counted:
    """One process that crawls into a feed."""
    folder.mkdir(parents=True)
    site = reference.site.site
    site.log.clear()
    killed = Crawls(reference.site, folder, store_url)
    feed = folder / "new.jsonl"
    for moment in sorted(random.sample(range(5, len(reference.records)), kills)):
        running = killed.start("-O", str(feed))
        until(lambda moment=moment: len(site.log) >= moment, 300)  # type: ignore[misc]
        assert running.alive, running.output
        running.kill()
    code, report = killed.run("-O", str(feed))
    assert code == 0, report
    twice = len(site.log) - len(set(site.log))
    counted = reference.against("crawl, SQLite", kills, killed.store_url, f"{twice / kills:.0f} requests a kill")
    delivered = {json.loads(line)["id"] for line in feed.read_text("utf-8").splitlines()}
    return replace(counted, lost=counted.lost + len(reference.records.keys() - delivered))


def two_crawls(reference: Reference, folder: Path, kills: int, random: Random, store_url: str) -> Counted:
    """Two processes that share one PostgreSQL store; one of them is killed each time."""
    folder.mkdir(parents=True)
    site = reference.site.site
    site.log.clear()
    killed = Crawls(reference.site, folder, store_url, {"CONCURRENT_REQUESTS_PER_DOMAIN": "1"})
    workers = [killed.start(), killed.start()]
    for moment in sorted(random.sample(range(5, len(reference.records)), kills)):
        until(lambda moment=moment: len(site.log) >= moment, 300)  # type: ignore[misc]
        victim = random.randrange(2)
        workers[victim].kill()
        workers[victim] = killed.start()
    assert [worker.wait(300) for worker in workers] == [0, 0], [worker.output for worker in workers]
    twice = len(site.log) - len(set(site.log))
    return reference.against("crawl by two, PostgreSQL", kills, store_url, f"{twice / kills:.0f} requests a kill")


def killed_at_random(start: Callable[[], Running], seconds: float, kills: int, random: Random) -> int:
    """Start and kill within `seconds`, until that many processes were killed before they ended; how many ended first."""
    ended = done = 0
    while done < kills and ended < 3 * kills:
        running = start()
        running.process.join(random.random() * seconds)
        if running.alive:
            done += 1
        else:
            ended += 1
        running.kill()
    return ended


def lasting(start: Callable[[], Running]) -> float:
    """How long the command takes, from the outside."""
    began = time.monotonic()
    running = start()
    running.wait(600)
    return time.monotonic() - began


def deltas(reference: Reference, folder: Path, kills: int, random: Random) -> Counted:
    """`export --since-last`, while something changes between any two."""
    killed = reference.copied(folder)
    files: list[Path] = []
    saved: list[Article] = []

    def start() -> Running:
        number = len(saved) + 1
        saved.append(article(100_000 + number))
        with open_store(killed.store_url) as store:
            store.save([saved[-1]])
        files.append(folder / f"delta-{number}.jsonl")
        return killed.command("export", "-O", str(files[-1]), "--since-last", "newsroom")

    seconds = lasting(lambda: killed.command("export", "-O", str(folder / "all.jsonl")))
    killed_at_random(start, seconds, kills, random)
    assert start().wait(300) == 0, killed.started[-1].output
    rows = [json.loads(line)["id"] for path in files if path.exists() for line in path.read_text("utf-8").splitlines()]
    expected = reference.records.keys() | {one.id for one in saved}
    return Counted("export --since-last", kills, len(expected - set(rows)), 0, f"{len(rows) - len(set(rows))} rows")


def exports(reference: Reference, folder: Path, kills: int, random: Random) -> Counted:
    """`export -O` onto the file of yesterday, which must stand until the new one is whole."""
    killed = reference.copied(folder)
    file = folder / "all.jsonl"

    def start() -> Running:
        return killed.command("export", "-O", str(file))

    seconds = lasting(start)
    whole = file.read_bytes()
    broken = 0

    def start_and_look() -> Running:
        nonlocal broken
        broken += file.read_bytes() != whole
        return start()

    killed_at_random(start_and_look, seconds, kills, random)
    assert start().wait(300) == 0
    return Counted("export", kills, 0 if file.read_bytes() == whole else 1, broken, f"{left_over(folder)} drafts left")


def extraction(reference: Reference, folder: Path, kills: int, random: Random) -> Counted:
    """`extract` of the archive of the undisturbed crawl."""
    killed = reference.copied(folder)
    file = folder / "records.jsonl"

    def start() -> Running:
        return killed.command("extract", str(folder / "warc"), "-O", str(file))

    seconds = lasting(start)
    whole = file.read_bytes()
    killed_at_random(start, seconds, kills, random)
    assert start().wait(300) == 0, killed.started[-1].output
    return Counted("extract", kills, 0 if file.read_bytes() == whole else 1, 0, f"{left_over(folder)} drafts left")


def left_over(folder: Path) -> int:
    return len(list(folder.glob(".*.part")))


def migration(reference: Reference, folder: Path, kills: int, random: Random) -> Counted:
    """A store of schema 2 is brought up to date by the command that opens it first."""
    killed = reference.copied(folder)
    store = folder / "portals.db"
    older(store)

    def start() -> Running:
        return killed.command("crawl", PORTAL, "-a", "max_pages=1", "-a", "base=http://127.0.0.1:9")

    kept = folder / "older.db"
    shutil.copy(store, kept)
    seconds = lasting(start)
    damaged = 0

    def start_again() -> Running:
        nonlocal damaged
        with closing(sqlite3.connect(store)) as connection:
            damaged += connection.execute("PRAGMA integrity_check").fetchone()[0] != "ok"
        for side in ("", "-wal", "-shm"):
            Path(f"{store}{side}").unlink(missing_ok=True)
        shutil.copy(kept, store)
        return start()

    killed_at_random(start_again, seconds, kills, random)
    open_store(killed.store_url).close()
    counted = reference.against("migration", kills, killed.store_url, "")
    return replace(counted, differing=counted.differing + damaged)


def older(store: Path) -> None:
    """Make a store of schema 2 of one of today."""
    with closing(sqlite3.connect(store)) as connection:
        connection.executescript(
            "UPDATE schema_version SET version = 2; ALTER TABLE articles DROP COLUMN weak; DROP TABLE asides; "
            "DROP TABLE deliveries; DROP TABLE changes; DROP TABLE cursors; DROP TABLE register_queue;"
        )


def repair(reference: Reference, folder: Path, kills: int, random: Random) -> Counted:
    """`check --repair` of a store whose archive is gone."""
    killed = reference.copied(folder)
    shutil.rmtree(folder / "warc")

    def start() -> Running:
        return killed.command("check", "--repair", "-a", f"base={reference.site.address}")

    killed_at_random(start, 20, kills, random)
    running = start()
    running.wait(600)
    checked = killed.command("check")
    lost = 0 if checked.wait(300) == 0 else int(checked.output.rpartition("· ")[2].split()[0])
    counted = reference.against("check --repair", kills, killed.store_url, "")
    return replace(counted, lost=counted.lost + lost)
