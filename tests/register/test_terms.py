"""Terms, and who held an office on a day, from the days that articles state."""

from __future__ import annotations

from itertools import permutations

import pytest

from portals.register.terms import Point, Term, holders_on, terms_of


def said(person: str, day: str, until: str | None = None, **more: object) -> Point:
    return Point(person, day, until or day, article_id=day, **more)  # type: ignore[arg-type]


def appointed(person: str, day: str) -> Point:
    return said(person, day, act="appointed", act_on=day)


def ended(person: str, eve: str, day: str) -> Point:
    return said(person, eve, act="ended", act_on=day)


def on(day: str, *points: Point, single: bool = True) -> list[tuple[str, str, bool]]:
    return [(one.person, one.certainty, one.disputed) for one in holders_on(day, points, single=single)]


def test_a_term_from_appointment_to_end() -> None:
    points = [
        appointed("an", "2015-03-01"),
        said("an", "2016-05-05"),
        said("an", "2019-01-02"),
        ended("an", "2019-12-31", "2020-01-01"),
    ]

    assert terms_of(points) == [Term("2015-03-01", "2019-01-02", "2015-03-01", "2020-01-01")]
    assert len({tuple(terms_of(order)) for order in permutations(points)}) == 1


def test_who_comes_back_has_two_terms() -> None:
    points = [said("an", "2010-01-01"), ended("an", "2010-12-31", "2011-01-01"), appointed("an", "2015-01-01")]

    assert [term.first_stated for term in terms_of(points)] == ["2010-01-01", "2015-01-01"]


def test_an_article_that_comes_late_with_the_old_title_opens_no_term() -> None:
    points = [said("an", "2010-01-01"), ended("an", "2010-12-31", "2011-01-01"), said("an", "2011-01-15")]

    assert len(terms_of(points)) == 1


@pytest.mark.parametrize(
    ("day", "answer"),
    [
        ("2018-01-01", [("an", "certain", False)]),  # a statement of that day
        ("2018-07-01", [("an", "certain", False)]),  # between two
        ("2019-03-01", [("an", "likely", False)]),  # soon after the last
        ("2017-10-01", [("an", "likely", False)]),  # soon before the first
        ("2021-01-01", []),  # long after
    ],
)
def test_certain_between_two_statements_likely_near_one(day: str, answer: list[tuple[str, str, bool]]) -> None:
    assert on(day, said("an", "2018-01-01"), said("an", "2019-01-01")) == answer


def test_certain_between_appointment_and_end() -> None:
    points = (appointed("an", "2018-01-01"), ended("an", "2019-12-31", "2020-01-01"))

    assert on("2019-06-01", *points) == [("an", "certain", False)]
    assert on("2019-12-31", *points) == [("an", "certain", False)]
    assert on("2020-01-01", *points) == []
    assert on("2017-12-31", *points) == []


def test_a_successor_ends_what_is_likely() -> None:
    points = (said("an", "2018-01-01"), said("bình", "2018-03-01"))

    assert on("2018-02-01", *points) == [("an", "likely", False), ("bình", "likely", False)]
    assert on("2018-05-01", *points) == [("bình", "likely", False)]


def test_nothing_is_certain_across_another_holder() -> None:
    points = (said("an", "2018-01-01"), said("bình", "2018-06-01"), said("bình", "2018-07-01"), said("an", "2019-01-01"))

    assert on("2018-03-01", *points) == [("an", "likely", False), ("bình", "likely", False)]
    assert on("2018-06-15", *points) == [("bình", "certain", False)]


def test_one_article_against_all_others_is_disputed() -> None:
    points = (said("an", "2018-01-01"), said("bình", "2018-06-01"), said("an", "2019-01-01"))

    assert on("2018-06-01", *points) == [("bình", "likely", True)]


def test_deputies_do_not_exclude_each_other() -> None:
    points = (said("an", "2018-01-01"), said("bình", "2018-06-01"), said("an", "2019-01-01"))

    assert on("2018-06-01", *points, single=False) == [("an", "certain", False), ("bình", "certain", False)]


def test_an_old_title_after_the_end_is_certain_of_nothing() -> None:
    points = (said("an", "2018-01-01"), ended("an", "2018-06-04", "2018-06-05"), said("an", "2018-06-10"))

    assert on("2018-06-10", *points) == []


def test_an_old_title_after_a_successor_s_appointment_is_disputed() -> None:
    points = (said("an", "2018-01-01"), appointed("bình", "2018-06-05"), said("an", "2018-06-10"), said("bình", "2018-09-01"))

    assert ("an", "certain", False) not in on("2018-06-10", *points)
