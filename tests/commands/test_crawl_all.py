"""Several portals in one command: one that fails stops no other, the worst one gives the exit code."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from pathlib import Path

import pytest

from portals.cli.children import Children, Ended, worst_exit_code
from tests.commands.cli import refused, scrapy


def command(code: str) -> list[str]:
    return [sys.executable, "-c", f"import os, signal, sys, time; {code}"]


def run(commands: dict[str, list[str]], jobs: int = 4) -> list[Ended]:
    with Children(commands, jobs) as children:
        return children.run()


def test_one_that_fails_stops_no_other(capfd: pytest.CaptureFixture[str]) -> None:
    ended = run(
        {
            "good": command("print('warning', file=sys.stderr); print('good: ok · 3 pages', file=sys.stderr)"),
            "bad": command("sys.exit(3)"),
            "killed": command("os.kill(os.getpid(), signal.SIGKILL)"),
        }
    )

    assert [(one.name, one.result, one.line) for one in ended] == [
        ("good", "ok", "ok · 3 pages"),
        ("bad", "degraded", ""),
        ("killed", "failed", ""),
    ]
    assert capfd.readouterr().err == "good: warning\n"


@pytest.mark.parametrize(
    ("codes", "worst"), [([], 0), ([0, 3], 3), ([3, 4, 0], 4), ([4, 1], 1), ([2, 4], 2), ([1, 130], 130), ([0, -9], 1)]
)
def test_the_worst_result_gives_the_exit_code(codes: list[int], worst: int) -> None:
    assert worst_exit_code(codes) == worst


def test_no_more_run_at_once_than_was_said(tmp_path: Path) -> None:
    mark = (
        "p = os.path.join(sys.argv[1], sys.argv[2]); open(p, 'w').close(); n = len(os.listdir(sys.argv[1])); "
        "time.sleep(0.1); os.remove(p); sys.exit(n)"
    )
    ended = run({str(number): [*command(mark), str(tmp_path), str(number)] for number in range(6)}, jobs=2)

    assert max(one.code for one in ended) <= 2


def test_a_signal_goes_to_all_that_run_and_the_others_do_not_begin(tmp_path: Path) -> None:
    started = tmp_path / "started"
    waits = f"signal.signal(signal.SIGINT, lambda *_: sys.exit(130)); open({str(started)!r}, 'w').close(); time.sleep(60)"

    def interrupt() -> None:
        while not started.exists():
            time.sleep(0.01)
        os.kill(os.getpid(), signal.SIGINT)

    threading.Thread(target=interrupt, daemon=True).start()
    ended = run({"first": command(waits), "second": command(waits)}, jobs=1)

    assert [one.result for one in ended] == ["interrupted", "interrupted"]
    assert ended[1].line == "interrupted before it was started"


def test_both_city_portals_from_their_fixtures(tmp_path: Path) -> None:
    places = ["-s", f"REPORT_DIR={tmp_path}", "-s", f"ARCHIVE_DIR={tmp_path}", "-O", f"{tmp_path}/%(name)s.csv"]
    done = scrapy("crawl_all", "-s", "REPLAY=fixtures", *places, store=tmp_path / "portals.db")

    assert done.code == 0, done.err
    assert done.err.splitlines()[-1] == "crawl_all: 2 portals: 2 ok"
    assert {path.name for path in tmp_path.glob("*.csv")} == {"soctrang.csv", "thanhhoa.csv"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--only", "nobody"], "no portal has such a name"),
        (["-O", "all.csv"], "every portal would overwrite it"),
        (["--jobs", "0"], "--jobs is 1 to 64"),
        (["thanhhoa"], "choose portals with --only"),
    ],
)
def test_mistakes_cost_one_line(capsys: pytest.CaptureFixture[str], arguments: list[str], said: str) -> None:
    assert said in refused(capsys, "crawl_all", *arguments).line
