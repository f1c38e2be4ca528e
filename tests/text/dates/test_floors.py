"""The floors on the labelled sets: no line wrong, every line right; the same for dates in running text."""

from __future__ import annotations

import unicodedata

import pytest

from portals.text.dates import is_date_line
from tests.text.dates.labelled import EVENTS, LINES, Body, Line, bodies, digest, lines

LINES_DIGEST = "0ea483cb87fc80c5c060d647d44654ed021a5e48040b0dacb1d279860866fd70"
EVENTS_DIGEST = "7de5ce29e252ea97b16bad7584752bb7994be736be304425f955b327e4afbb53"
SPLITS = ("tune", "held")


def test_sets_are_the_ones_that_were_labelled() -> None:
    assert (digest(LINES), digest(EVENTS)) == (LINES_DIGEST, EVENTS_DIGEST)
    assert len(lines()) >= 200
    assert len(bodies()) >= 120


@pytest.mark.parametrize("line", lines(), ids=lambda line: line.text)
def test_line(line: Line) -> None:
    reading = line.read()
    assert (reading.value, reading.precision or reading.missing) == (line.value, line.kind)
    assert [note.code for note in reading.notes] == line.notes
    assert reading.raw == line.text.strip()


@pytest.mark.parametrize("split", SPLITS)
def test_floor_of_lines(split: str) -> None:
    """0 wrong and 100 % right, in the half that was seen and in the half that was not."""
    readings = [(line, line.read()) for line in lines() if line.split == split]
    wrong = [line.text for line, reading in readings if reading.value and reading.value != line.value]
    missed = [line.text for line, reading in readings if not line.right(reading)]
    assert (wrong, missed) == ([], [])


@pytest.mark.parametrize("body", bodies(), ids=lambda body: f"{body.text[:40]} {body.published}")
def test_body(body: Body) -> None:
    assert body.found() == body.expected


@pytest.mark.parametrize(
    "printed",
    [
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: text.replace(" ", "\u00a0"),
        lambda text: text.replace(" ", "  "),
        lambda text: f"\u200b {text}\t",
        str.upper,
        str.swapcase,
    ],
    ids=["decomposed", "no-break blanks", "double blanks", "padded", "capitals", "mixed case"],
)
def test_print_does_not_matter(printed: object) -> None:
    assert callable(printed)
    for line in lines():
        if line.text.startswith("/"):
            continue  # addresses are not printed
        other = line.read(printed(line.text))
        assert line.right(other), line.text


def test_labelled_lines_that_families_may_take_as_the_date_line() -> None:
    """No sentence, title, range or document number of the set passes for a date line."""
    taken = [line for line in lines() if is_date_line(line.text)]
    assert not [line.text for line in taken if line.kind in ("not_printed", "ambiguous")]
    assert len(taken) > len(lines()) / 2
