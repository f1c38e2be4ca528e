"""The blind sets, all right by now; `docs/guide/dates.md` has the figures of the first look."""

from __future__ import annotations

import pytest

from portals.text.bylines import Byline, is_byline, read_byline
from tests.text.dates.labelled import BLIND_BYLINES, BLIND_EVENTS, BLIND_LINES, Body, Line, bodies, bylines, digest, lines

DIGESTS = {
    BLIND_LINES: "dd4cf2dd7033d48565367f9470b5019dd08ec48501475280d9f55b33613780f5",
    BLIND_EVENTS: "70895450e4f4cce394aed8185ccbef680316dca1d47cf5a22adebcf125ba664f",
    BLIND_BYLINES: "1db309bb01397ae6e4adc49ee1d7638874f9edc18b3af52b1db1ffdc54ee625b",
}


def test_sets_are_the_ones_that_were_labelled() -> None:
    assert {path: digest(path) for path in DIGESTS} == DIGESTS


@pytest.mark.parametrize("line", lines(BLIND_LINES), ids=lambda line: ascii(line.text))
def test_line(line: Line) -> None:
    reading = line.read()
    assert (reading.value, reading.precision or reading.missing) == (line.value, line.kind)


@pytest.mark.parametrize("body", bodies(BLIND_EVENTS), ids=lambda body: ascii(body.text[:60]))
def test_body(body: Body) -> None:
    assert body.found() == body.expected


@pytest.mark.parametrize(("text", "said"), bylines())
def test_byline(text: str, said: Byline | None) -> None:
    assert is_byline(text) == (said is not None)
    assert said is None or read_byline(text) == said
