"""Bytes written without the decoder in sight: each says what it must come out as."""

from __future__ import annotations

import pytest

from tests.webpage import decoding_first, decoding_held, decoding_second
from tests.webpage.decoding_first import Case
from tests.webpage.decoding_score import failures

CASES = [*decoding_first.CASES, *decoding_second.CASES, *decoding_held.CASES]


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_bytes_say_what_they_say(case: Case) -> None:
    assert not list(failures([case]))
