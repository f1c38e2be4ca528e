"""The gazetteer before and after 1 July 2025."""

from __future__ import annotations

import pytest

from portals.text.places import place_words, resolve_place


@pytest.mark.parametrize(
    ("name", "on", "full", "until"),
    [
        ("thành phố Thanh Hóa", "2020-10-10", "thành phố Thanh Hóa", "2025-06-30"),
        ("TP. Thanh Hoá", None, "thành phố Thanh Hóa", "2025-06-30"),
        ("TP Sóc Trăng", "2022-07-05", "thành phố Sóc Trăng", "2025-06-30"),
        ("Thanh Hóa", None, "tỉnh Thanh Hóa", None),
        ("tỉnh Sóc Trăng", "2025-06-30", "tỉnh Sóc Trăng", "2025-06-30"),
        ("thành phố Huế", "2025-02-01", "thành phố Huế", None),
        ("Hà Nội", None, "thành phố Hà Nội", None),
    ],
)
def test_a_name_is_resolved_on_a_day(name: str, on: str | None, full: str, until: str | None) -> None:
    place = resolve_place(name, on)
    assert place is not None
    assert (place.name, place.until) == (full, until)


@pytest.mark.parametrize(
    ("name", "on"), [("thành phố Thanh Hóa", "2025-07-01"), ("tỉnh Sóc Trăng", "2025-07-01"), ("Xyz", None)]
)
def test_a_place_that_is_no_more_or_never_was_is_none(name: str, on: str | None) -> None:
    assert resolve_place(name, on) is None


def test_a_name_that_occurs_often_needs_the_unit_above() -> None:
    assert resolve_place("huyện Châu Thành") is None
    place = resolve_place("huyện Châu Thành", within="tỉnh Sóc Trăng")
    assert place is not None
    assert place.within == "tỉnh Sóc Trăng"


def test_successors_are_known() -> None:
    city, province = resolve_place("thành phố Sóc Trăng", "2024-01-01"), resolve_place("tỉnh Sóc Trăng", "2024-01-01")
    assert city is not None
    assert province is not None
    assert province.successors == ("thành phố Cần Thơ",)
    assert {"phường Phú Lợi", "phường Sóc Trăng"} <= set(city.successors)


def test_there_are_63_provinces_before_and_34_after() -> None:
    from portals.text.places.gazetteer import _provinces

    for day, count in (("2024-06-01", 63), ("2025-06-30", 63), ("2025-07-01", 34)):
        assert sum(place.valid(day) for place in _provinces()) == count


def test_words_tell_the_levels_that_bear_a_name() -> None:
    assert place_words()["thanh hóa"] & 3 == 3
    assert place_words()["đông vệ"] == 4
