"""Date lines of English, French and Chinese editions: a set labelled before the reader was written."""

from __future__ import annotations

import csv

import pytest

from portals.text.dates import is_date_line, read_date
from portals.text.dates.foreign import may_be_foreign
from tests.text.dates.labelled import DATA, digest, lines

SET = DATA / "dates_foreign.tsv"
with SET.open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_set_is_the_one_that_was_labelled() -> None:
    assert digest(SET) == "9a25c62654277bfa510975afad29d9b66b685ff8f7e6b5e3d04909e27e5833ba"
    assert len(ROWS) == 60


@pytest.mark.parametrize("row", ROWS, ids=lambda row: ascii(row["text"]))
def test_line(row: dict[str, str]) -> None:
    value = row["value"] or None
    assert read_date(row["text"]).value == value
    assert is_date_line(row["text"]) == (value is not None and len(value) > len("2022-07"))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Publié le 5 juillet 2022", "fr"),
        ("2022年7月5日", "zh"),
        ("5th of July 2022", "en"),
        ("5 July 2022", None),
        ("05/07/2022", None),
    ],
)
def test_what_the_own_grammar_does_not_read_is_marked(text: str, language: str | None) -> None:
    reading = read_date(text)
    assert reading.value == "2022-07-05"
    assert [note.detail for note in reading.notes if note.code == "foreign_date"] == ([language] if language else [])


@pytest.mark.parametrize("text", ["2032年7月5日", "5 juillet 2032"])
def test_after_the_capture_is_impossible_in_any_language(text: str) -> None:
    assert read_date(text, reference="2026-07-10T00:00:00Z").missing == "impossible"


def test_vietnamese_lines_are_not_taken_for_foreign_ones() -> None:
    """None of the labelled Vietnamese lines is read by the foreign reader (those in English are the own grammar's)."""
    read = [line.text for line in lines() if any(note.code == "foreign_date" for note in line.read().notes)]
    assert read == []
    assert not may_be_foreign("Ngày mai, 5/7/2022 sẽ khai mạc") or not is_date_line("Ngày mai, 5/7/2022 sẽ khai mạc")
