"""The fourth set, written apart from the code and all right by now; docs/guide/dates.md has the figures of its first run."""

from __future__ import annotations

import pytest

from tests.text.dates.labelled import DATA, digest
from tests.text.dates.score import judge, load, verdict

SET = DATA / "dates_fourth.jsonl"
CASES = [case for case in load(SET) if not str(case.get("note", "")).startswith("doubt")]


def test_set_is_the_one_that_was_labelled() -> None:
    assert digest(SET) == "2504211dd884519f40c57204f690c9edbf513af7ed13bb8047adc756e410c694"
    assert len(CASES) == 166


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_case(case: dict[str, object]) -> None:
    judged = judge(case)
    assert judged.right, f"{judged.got}, not {judged.wanted}"


@pytest.mark.parametrize(
    ("got", "wanted", "told"),
    [("a", "a", "right"), (None, None, "right"), (None, "a", "missed"), ("a", None, "extra"), ("b", "a", "wrong")],
)
def test_verdicts(got: str | None, wanted: str | None, told: str) -> None:
    assert verdict(got, wanted) == told
