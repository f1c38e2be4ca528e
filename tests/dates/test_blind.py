"""The blind sets, all right by now; `docs/dates.md` has the figures of the first look."""

from __future__ import annotations

import pytest

from portals.cleaning.bylines import Byline, is_byline, read_byline
from tests.dates.labelled import BLIND_BYLINES, BLIND_EVENTS, BLIND_LINES, Body, Line, bodies, bylines, digest, lines

DIGESTS = {
    BLIND_LINES: "15dadeb4d1436a1e27e40ab0c118bcddfc8eacee0afb13ca2a23933716c47c69",
    BLIND_EVENTS: "8dfadb207f23945a2c8e15157b8a355829df43bea6f99c1cca788ea627c49c08",
    BLIND_BYLINES: "a868b2403dd186763225d7f146627ab017adb594cb5f321bdd51c90411bdcd1a",
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
