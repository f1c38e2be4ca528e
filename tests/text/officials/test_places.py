"""The gazetteer before and after 1 July 2025."""

from __future__ import annotations

from itertools import pairwise

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
        ("thành phố Huế", "2024-08-01", "thành phố Huế", "2024-12-31"),
        ("huyện Đông Sơn", "2024-08-01", "huyện Đông Sơn", "2024-12-31"),
        ("huyện Đông Sơn", None, "huyện Đông Sơn", "2024-12-31"),
        ("thị xã Dĩ An", "2015-01-01", "thị xã Dĩ An", "2020-01-31"),
        ("huyện Dĩ An", "2010-06-01", "huyện Dĩ An", "2011-01-12"),
        ("Dĩ An", None, "thành phố Dĩ An", "2025-06-30"),
        ("Hoa Lư", None, "thành phố Hoa Lư", "2025-06-30"),
        ("quận Thủ Đức", "2020-12-31", "quận Thủ Đức", "2020-12-31"),
        ("tỉnh Hà Tây", "2008-07-31", "tỉnh Hà Tây", "2008-07-31"),
    ],
)
def test_a_name_is_resolved_on_a_day(name: str, on: str | None, full: str, until: str | None) -> None:
    place = resolve_place(name, on)
    assert place is not None
    assert (place.name, place.until) == (full, until)


@pytest.mark.parametrize(
    ("name", "on"),
    [
        ("thành phố Thanh Hóa", "2025-07-01"),
        ("tỉnh Sóc Trăng", "2025-07-01"),
        ("huyện Đông Sơn", "2025-01-01"),
        ("thành phố Dĩ An", "2020-01-31"),
        ("quận Thuận Hóa", "2024-12-31"),
        ("Xyz", None),
    ],
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


def test_a_district_keeps_its_province_of_the_day() -> None:
    before, after = resolve_place("huyện Phú Vang", "2024-12-31"), resolve_place("huyện Phú Vang", "2025-01-01")
    assert before is not None
    assert after is not None
    assert (before.within, after.within) == ("tỉnh Thừa Thiên Huế", "thành phố Huế")


@pytest.mark.parametrize(
    ("name", "successors"),
    [
        ("huyện Đông Sơn", ("thành phố Thanh Hóa",)),
        ("huyện Từ Liêm", ("quận Bắc Từ Liêm", "quận Nam Từ Liêm")),
        ("thị xã Dĩ An", ("thành phố Dĩ An",)),
    ],
)
def test_successors_of_a_district_that_was_merged_split_or_raised(name: str, successors: tuple[str, ...]) -> None:
    place = resolve_place(name)
    assert place is not None
    assert place.successors == successors


def test_changes_of_districts_fit_together() -> None:
    """No district is there twice on a day, and each that ended has a successor."""
    from portals.text.places.gazetteer import _districts

    periods: dict[tuple[str, str | None], list[tuple[str, str]]] = {}
    for place in _districts():
        assert place.successors
        periods.setdefault((place.name, place.within), []).append((place.since or "", place.until or "9999"))
    for spans in periods.values():
        spans.sort()
        assert all(end < start for (_, end), (start, _) in pairwise(spans))


def test_districts_by_the_official_lists_of_two_days() -> None:
    from portals.text.places.gazetteer import _districts

    for day, count in (("2021-06-01", 705), ("2025-01-02", 696)):
        assert sum(place.valid(day) for place in _districts()) == count
