"""A short run of the fuzzer with fixed numbers; `make fuzz` goes on from there. Failures that it found stay as cases."""

from __future__ import annotations

import pytest

from tests.fuzz.cases import case, check

FOUND = (374, 395)
"""Numbers of cases that once failed."""


@pytest.mark.slow
@pytest.mark.parametrize("start", range(0, 240, 40))
def test_forty_cases(start: int) -> None:
    for seed in range(start, start + 40):
        try:
            check(case(seed))
        except Exception as error:
            raise AssertionError(f"python -m tests.fuzz --seed {seed} --rounds 1") from error


@pytest.mark.parametrize("seed", FOUND)
def test_cases_that_once_failed(seed: int) -> None:
    check(case(seed))
