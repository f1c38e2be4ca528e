"""Versions in time: captures come in any order, and the timeline is that of their order in time."""

from __future__ import annotations

from itertools import groupby, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portals.store.version_history import CaptureSource, Version, place


def capture(day: int, key: str, record: str | None = None) -> Version:
    time = f"2024-01-{day:02}T00:00:00Z"
    return Version(key, time, time, CaptureSource(time, "crawl.warc.gz", record or f"record-{day}"), {"body": key})


def timeline(*captures: Version) -> tuple[Version, ...]:
    known: tuple[Version, ...] = ()
    for one in captures:
        known = place(known, one).versions
    return known


def spans(versions: tuple[Version, ...]) -> list[tuple[str, int, int]]:
    return [(version.key, int(version.changed_at[8:10]), int(version.last_seen[8:10])) for version in versions]


def test_a_text_that_returns_is_a_version_of_its_own() -> None:
    assert spans(timeline(capture(1, "a"), capture(2, "b"), capture(3, "a"))) == [("a", 1, 1), ("b", 2, 2), ("a", 3, 3)]


def test_an_older_capture_goes_before_and_numbers_move_up() -> None:
    known = timeline(capture(5, "b"))
    placed = place(known, capture(2, "a"))
    assert (spans(placed.versions), placed.number, placed.outcome) == ([("a", 2, 2), ("b", 5, 5)], 1, "changed")


def test_an_older_capture_of_a_known_text_sets_its_beginning_back() -> None:
    placed = place(timeline(capture(5, "a")), capture(2, "a"))
    assert (spans(placed.versions), placed.outcome) == ([("a", 2, 5)], "unchanged")
    assert placed.versions[0].source.warc_record_id == "record-2", "the bytes of its first capture"


def test_another_text_within_a_span_divides_it() -> None:
    assert spans(timeline(capture(1, "a"), capture(9, "a"), capture(5, "b"))) == [("a", 1, 5), ("b", 5, 5), ("a", 9, 9)]


def test_the_same_bytes_read_anew_replace_their_text() -> None:
    known = timeline(capture(1, "a with a menu", "r1"), capture(2, "b", "r2"))
    placed = place(known, capture(1, "a", "r1"))
    assert (spans(placed.versions), placed.outcome) == ([("a", 1, 1), ("b", 2, 2)], "unchanged")
    assert placed.versions[0].content == {"body": "a"}


def test_two_versions_that_a_better_reader_finds_alike_become_one() -> None:
    known = timeline(capture(1, "a + 10 views", "r1"), capture(2, "a + 11 views", "r2"))
    once = place(known, capture(1, "a", "r1")).versions
    assert spans(place(once, capture(2, "a", "r2")).versions) == [("a", 1, 2)]


captures = st.lists(
    st.tuples(st.integers(1, 28), st.sampled_from("abc")), min_size=1, max_size=12, unique_by=lambda pair: pair[0]
)


@settings(max_examples=200, deadline=None)
@given(captures)
def test_in_order_of_time_versions_are_the_runs_of_equal_texts(drawn: list[tuple[int, str]]) -> None:
    ordered = sorted(drawn)
    known = timeline(*(capture(day, key) for day, key in ordered))
    runs = [(key, list(group)) for key, group in groupby(ordered, key=lambda pair: pair[1])]
    assert spans(known) == [(key, group[0][0], group[-1][0]) for key, group in runs]


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(captures)
def test_in_any_order_the_first_and_last_are_right_and_spans_do_not_overlap(drawn: list[tuple[int, str]]) -> None:
    known = timeline(*(capture(day, key) for day, key in drawn))
    (first, early), (last, late) = min(drawn), max(drawn)
    assert spans(known)[0][:2] == (early, first)
    assert (spans(known)[-1][0], spans(known)[-1][2]) == (late, last)
    assert all(one.last_seen <= other.changed_at for one, other in pairwise(known))
    assert all(one.key != other.key for one, other in pairwise(known)), "neighbours differ"


@settings(max_examples=100, deadline=None)
@given(captures)
def test_reading_the_same_archive_again_changes_nothing(drawn: list[tuple[int, str]]) -> None:
    known = timeline(*(capture(day, key) for day, key in sorted(drawn)))
    again = known
    for day, key in sorted(drawn):
        placed = place(again, capture(day, key))
        assert placed.outcome == "unchanged"
        again = placed.versions
    assert spans(again) == spans(known)
