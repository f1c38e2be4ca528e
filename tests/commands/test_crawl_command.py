"""`scrapy crawl`: mistakes cost one line and overwrite nothing; a run ends in its result."""

from __future__ import annotations

import csv
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.commands.cli import ROOT, refused, scrapy
from tests.simulator.server import simulate

FIXTURE = ROOT / "fixtures" / "thanhhoa"
REPLAY = f"REPLAY={FIXTURE}"
ARTICLES = sum('"id": "thanhhoa:' in path.read_text(encoding="utf-8") for path in FIXTURE.glob("*/expected.json"))


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A feed of yesterday."""
    path = tmp_path / "out.csv"
    path.write_text("yesterday\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        ([], 2, "name one portal"),
        (["soctrang", "thanhhoa"], 2, "name one portal"),
        (["thanhoa"], 2, "unknown portal 'thanhoa' (did you mean thanhhoa?); scrapy list"),
        (["../thanhhoa"], 2, "unknown portal"),
        (["thanhhoa", "-a", "since=31/12/2020"], 2, "since='31/12/2020' is not a date"),
        (["thanhhoa", "-a", "since=2020-02-30"], 2, "is not a date"),
        (["thanhhoa", "-a", "since=20200102"], 2, "is not a date"),
        (["thanhhoa", "-a", "since="], 2, "is not a date"),
        (["thanhhoa", "-a", "since"], 2, "-a NAME=VALUE"),
        (["thanhhoa", "-a", "sicne=2020-01-01"], 2, "unknown argument 'sicne'"),
        (["thanhhoa", "-a", "sections=Không có"], 2, "no section 'Không có'"),
        (["thanhhoa", "-a", "max_pages=0"], 2, "max_pages='0'"),
        (["thanhhoa", "-a", "base=ftp://x"], 2, "base='ftp://x'"),
        (["thanhhoa", "-s", "REPLAY=no/such/path"], 2, "no/such/path"),
        (["thanhhoa", "-s", "REPLAY=pyproject.toml"], 2, "pyproject.toml"),
        (["thanhhoa", "-s", "REPLAY=docs"], 2, "docs"),
        (["thanhhoa", "-s", "REPLAY="], 2, "REPLAY is empty: name a WARC file"),
        (["thanhhoa", "-s", REPLAY, "-s", "STORE_URL=nonsense"], 2, "no store address"),
        (["thanhhoa", "-s", REPLAY, "-s", "STORE_URL=mysql://host/db"], 2, "sqlite:///FILE or postgresql://"),
        (["thanhhoa", "-s", REPLAY, "-s", "STORE_URL=postgresql://x:secret@127.0.0.1:1/x"], 1, "cannot be reached"),
        (["thanhhoa", "-s", REPLAY, "-s", "STORE_URL=sqlite:///pyproject.toml"], 1, "damaged"),
        (["thanhhoa", "-s", "STORE_URL"], 2, "-s NAME=VALUE"),
        (["thanhhoa", "--frobnicate"], 2, "unknown option --frobnicate"),
        (["thanhhoa", "--logfile", "/proc/none/crawl.log"], 2, "nothing can be written in /proc"),
        (["thanhhoa", "--pidfile", "/proc/none/crawl.pid"], 2, "/proc/none/crawl.pid: No such file"),
        (["thanhhoa", "-L", "LOUD"], 2, "unknown log level 'LOUD'"),
    ],
)
def test_a_mistake(
    arguments: list[str], code: int, says: str, old: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = [] if any("STORE_URL" in part for part in arguments) else ["-s", f"STORE_URL=sqlite:///{tmp_path}/portals.db"]
    ended = refused(capsys, "crawl", *store, *arguments, "-O", old)
    assert (ended.code, ended.out) == (code, "")
    assert says in ended.line
    assert "secret" not in ended.line
    assert old.read_text(encoding="utf-8") == "yesterday\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.csv"]


@pytest.mark.parametrize(
    ("output", "says"),
    [
        (["-O"], "expected one argument"),
        (["-O", "out.xyz"], "unknown format 'xyz'"),
        (["-O", "out"], "no ending that names a format"),
        (["-O", "{store}:csv"], "is a database or a web archive"),
        (["-O", "docs/x.csv:nope"], "unknown format"),
        (["-O", "pyproject.toml/out.csv"], "is a file, and cannot be used as a folder"),
        (["-O", "/proc/out.csv"], "nothing can be written in /proc"),
        (["-o", "{old}.json"], "cannot be added to"),
        (["-o", "{old}"], "has other columns; use -O to overwrite it"),
        (["-O", "a.csv", "-o", "b.csv"], "only one of -o"),
    ],
)
def test_a_feed_that_cannot_be_written(output: list[str], says: str, old: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path(f"{old}.json").write_text("[]", encoding="utf-8")
    store = old.with_name("here.db")
    with sqlite3.connect(store) as connection:
        connection.execute("CREATE TABLE notes (text)")
    ended = refused(capsys, "crawl", "thanhhoa", "-s", REPLAY, *(part.format(old=old, store=store) for part in output))
    assert ended.code == 2
    assert says in ended.line


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_replay_gives_every_article_every_time(old: Path, tmp_path: Path) -> None:
    first = scrapy("crawl", "thanhhoa", "-s", REPLAY, "-O", old, store=tmp_path / "portals.db")
    before = rows(old)
    second = scrapy("crawl", "thanhhoa", "-s", REPLAY, "-O", old, store=tmp_path / "portals.db")
    after = rows(old)
    assert (first.code, second.code) == (0, 0)
    assert f"{ARTICLES} records (new {ARTICLES})" in first.line
    assert f"{ARTICLES} records (unchanged {ARTICLES})" in second.line
    assert len({row["id"] for row in before}) == len(before) == ARTICLES
    assert sorted(row["id"] for row in after) == sorted(row["id"] for row in before)
    assert {row["version"] for row in after} == {"1"}


@pytest.mark.slow
def test_a_feed_on_standard_output_whose_reader_has_seen_enough(tmp_path: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    command = ["crawl", "thanhhoa", "-s", REPLAY, "-s", f"STORE_URL=sqlite:///{tmp_path}/portals.db", "-O", "-:jsonl"]
    with os.fdopen(writer, "wb") as closed:
        done = subprocess.run(
            [sys.executable, "-m", "scrapy", *command], cwd=ROOT, stdout=closed, stderr=subprocess.PIPE, text=True, check=False
        )
    said = done.stderr.splitlines()
    assert (done.returncode, len(said)) == (3, 2)
    assert said[0].endswith("standard output cannot be written: Broken pipe")
    assert "feeds that could not be written: 1" in said[1]


@pytest.mark.slow
def test_the_report_says_what_came(tmp_path: Path) -> None:
    ended = scrapy("crawl", "thanhhoa", "-s", REPLAY, "-s", f"REPORT_DIR={tmp_path}/said", store=tmp_path / "portals.db")
    (path,) = (tmp_path / "said").glob("*.json")
    report = json.loads(path.read_text(encoding="utf-8"))
    assert str(path) in ended.line
    assert (report["result"], report["exit_code"], report["mode"], report["portal"]) == ("ok", 0, "replay", "thanhhoa")
    assert report["counts"]["records"] == ARTICLES
    assert report["fill"]["title"] == 1.0
    assert report["pager_stops"] == {"last_page": 1}
    assert report["run"] == path.stem


@pytest.mark.slow
def test_only_trouble_is_heard_of_with_log_level_error(tmp_path: Path) -> None:
    """As cron wants it: whatever a command prints is a mail."""
    good = scrapy("crawl", "thanhhoa", "-s", REPLAY, "-L", "ERROR", store=tmp_path / "portals.db")
    assert (good.code, good.out, good.err) == (0, "", "")
    bad = scrapy("crawl", "soctrang", "-s", REPLAY, "-L", "ERROR", store=tmp_path / "portals.db")
    assert (bad.code, bad.line.split(" · ")[0]) == (1, "soctrang: failed")


@pytest.mark.slow
def test_a_replay_that_misses_a_page_is_degraded(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    shutil.copytree(FIXTURE, archive, ignore=shutil.ignore_patterns("ky-hop"))
    ended = scrapy("crawl", "thanhhoa", "-s", f"REPLAY={archive}", "-O", tmp_path / "out.jsonl", store=tmp_path / "portals.db")
    assert ended.code == 3
    assert "thanhhoa: degraded" in ended.err
    assert len((tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()) == ARTICLES - 1
    (report,) = (tmp_path / "reports").glob("*.json")
    assert len(json.loads(report.read_text(encoding="utf-8"))["replay_misses"]) == 1


def live(base: str, folder: Path, *arguments: str) -> list[str]:
    settings = (f"ARCHIVE_DIR={folder}/warc", "DOWNLOAD_DELAY=0")
    return ["crawl", "thanhhoa", "-a", f"base={base}", *(part for name in settings for part in ("-s", name)), *arguments]


@pytest.mark.slow
def test_a_second_crawl_feeds_what_changed_and_a_wall_blocks_the_third(tmp_path: Path) -> None:
    store = tmp_path / "portals.db"
    with simulate("thanhhoa", 12, sections=(("Tin tức", "/web/trang-chu/tin-tuc"),)) as simulator:
        feeds = [tmp_path / f"{number}.csv" for number in range(3)]
        assert scrapy(*live(simulator.address, tmp_path, "-O", str(feeds[0])), store=store).code == 0
        simulator.site.edit(3)
        simulator.site.insert()
        ended = scrapy(*live(simulator.address, tmp_path, "-O", str(feeds[1])), store=store)
        simulator.site.habits.wall_after = 0
        blocked = scrapy(*live(simulator.address, tmp_path, "-O", str(feeds[2])), store=store)
    first, second = rows(feeds[0]), rows(feeds[1])
    assert ended.code == 0
    assert len(first) == 12
    assert 1 <= len(second) <= 2, "what is new, and the edited one if its time for a visit has come"
    assert not {row["id"] for row in second if row["version"] == "1"} & {row["id"] for row in first}
    assert blocked.code == 4
    assert "thanhhoa: blocked" in blocked.err


@pytest.mark.slow
def test_a_killed_crawl_leaves_the_older_feed_and_a_signal_ends_the_next_one_well(old: Path, tmp_path: Path) -> None:
    with simulate("thanhhoa", 60) as simulator:
        simulator.site.habits.latency = 0.1
        url = f"STORE_URL=sqlite:///{tmp_path}/portals.db"
        command = [sys.executable, "-m", "scrapy", *live(simulator.address, tmp_path, "-O", str(old), "-s", url)]
        with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL) as killed:
            wait_for(lambda: len(simulator.site.log) > 5)
            killed.kill()
        assert old.read_text(encoding="utf-8") == "yesterday\n"
        asked = len(simulator.site.log)
        with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as process:
            wait_for(lambda: len(simulator.site.log) > asked + 5)
            process.send_signal(signal.SIGINT)
            said = process.communicate(timeout=60)[1]
    assert process.returncode == 130
    assert "thanhhoa: interrupted" in said
    assert "Traceback" not in said
    assert all(row["id"] for row in rows(old))
    status = scrapy("status", store=tmp_path / "portals.db").out.splitlines()
    assert [line.split("\t")[3] for line in status[1:]] == ["interrupted", "interrupted"]


def wait_for(condition: object) -> None:
    assert callable(condition)
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)
