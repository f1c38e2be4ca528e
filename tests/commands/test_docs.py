"""What the documentation promises is what the code does."""

from __future__ import annotations

import re

import pytest

from portals.runs.report import report
from portals.runs.results import EXIT_CODES, ORDERLY_STOPS
from portals.store.schema import METADATA
from tests.commands.cli import ROOT
from tests.commands.test_report import RUN

RUNS = (ROOT / "docs" / "guide" / "runs.md").read_text(encoding="utf-8")
STORE = (ROOT / "docs" / "guide" / "store.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("result", "code"), EXIT_CODES.items())
def test_exit_codes(result: str, code: int) -> None:
    assert f"| `{result}` | {code} |" in RUNS


def test_report_keys() -> None:
    table = RUNS.split("## The report")[1].split("## ")[0]
    keys = {
        name for line in table.splitlines() if line.startswith("| `") for name in re.findall(r"`(\w+)`", line.split("|")[1])
    }
    assert keys == set(report(RUN, {}))


def test_orderly_stops() -> None:
    line = RUNS.split("Orderly are")[1].split("|")[0]
    assert set(re.findall(r"`(\w+)`", line)) == ORDERLY_STOPS


def test_tables() -> None:
    table = STORE.split("## Tables")[1].split("Times are text")[0]
    named = {
        name for line in table.splitlines() if line.startswith("| `") for name in re.findall(r"`(\w+)`", line.split("|")[1])
    }
    assert named == set(METADATA.tables)


def test_every_reason_of_a_run_is_in_the_table() -> None:
    code = (ROOT / "portals" / "runs" / "results.py").read_text(encoding="utf-8")
    degraded = set(re.findall(r'Reason\(\s*"degraded", f?"([a-z_]+)', code))
    table = RUNS.split("## What makes a run degraded")[1].split("What is expected depends")[0]
    documented = {
        name
        for line in table.splitlines()
        if line.startswith("| `")
        for name in re.findall(r"`([a-z_]+)(?:/FIELD)?`", line.split("|")[1])
    }
    assert len(degraded) > 15
    assert degraded == documented
