"""The table of faults in docs/guide/crawling.md: each fault has its test, and each test of a fault stands in the table."""

from __future__ import annotations

import re
from pathlib import Path

HERE = Path(__file__).parent
FAULTS = ("test_faults.py", "test_kills.py", "test_stores.py")
"""Files in which every test is a fault's."""
RESULTS = {"ok", "degraded", "failed", "blocked", "interrupted"}


def rows() -> list[list[str]]:
    """The cells of the table's rows."""
    text = (HERE.parents[1] / "docs" / "guide" / "crawling.md").read_text("utf-8")
    section = text.partition("## When something goes wrong")[2].partition("\n## ")[0]
    table = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row] for row in table[2:]]


def names_in(*names: str) -> set[str]:
    return {name for file in names for name in re.findall(r"^def (test_\w+)", (HERE / file).read_text("utf-8"), re.MULTILINE)}


def test_each_documented_fault_has_its_test() -> None:
    known = names_in(*(path.name for path in HERE.glob("test_*.py")))
    for fault, _, _, tested in rows():
        named = set(re.findall(r"`(test_\w+)`", tested))
        assert named, fault
        assert named <= known, fault


def test_each_tested_fault_is_documented() -> None:
    documented = {name for row in rows() for name in re.findall(r"`(test_\w+)`", row[3])}
    assert names_in(*FAULTS) <= documented


def test_each_documented_result_is_one_of_the_design() -> None:
    for fault, result, _, _ in rows():
        words = set(re.findall(r"\w+", result.replace(" if it forbids all", "").replace(", noted by the next run", "")))
        assert words, fault
        assert words <= RESULTS, fault
