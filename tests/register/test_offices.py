"""Given a post, its body and place as an article prints them, this office."""

from __future__ import annotations

import pytest

from portals.register.offices import holders_of, office_of
from portals.register.places import Home, place_of

CITY = Home("thành phố Thanh Hóa", "tỉnh Thanh Hóa")
PATH = "thành phố Thanh Hóa, tỉnh Thanh Hóa"


@pytest.mark.parametrize(
    ("post", "body", "place", "title", "path"),
    [
        ("Chủ tịch", "Ủy ban nhân dân thành phố", "thành phố Thanh Hóa", "Chủ tịch · Ủy ban nhân dân · thành phố", PATH),
        ("Bí thư", "Thành ủy thành phố Thanh Hóa", "thành phố Thanh Hóa", "Bí thư · Thành ủy · thành phố Thanh Hóa", PATH),
        ("Bí thư", "Ban Chấp hành Đảng bộ thành phố", "thành phố Thanh Hóa", "Bí thư · Thành ủy · thành phố Thanh Hóa", PATH),
        ("Bí thư", "Đảng ủy phường Đông Vệ", "phường Đông Vệ", "Bí thư · Đảng ủy · phường Đông Vệ", f"phường Đông Vệ, {PATH}"),
        ("Giám đốc", "Sở Y tế Thanh Hóa", "Thanh Hóa", "Giám đốc · Sở Y tế · tỉnh Thanh Hóa", "tỉnh Thanh Hóa"),
        ("Giám đốc", "Sở Y tế", None, "Giám đốc · Sở Y tế · tỉnh Thanh Hóa", "tỉnh Thanh Hóa"),
        ("Bộ trưởng", "Bộ Y tế", None, "Bộ trưởng · Bộ Y tế", None),
        ("Ủy viên Ban Thường vụ", "Ban Thường vụ Tỉnh ủy", "tỉnh Thanh Hóa", "Ủy viên · Ban Thường vụ", "tỉnh Thanh Hóa"),
        ("Trưởng thôn", "thôn 3", "thôn 3", "Trưởng thôn · thôn 3", f"thôn 3, {PATH}"),
    ],
)  # fmt: skip
def test_one_office_for_its_spellings(post: str, body: str, place: str | None, title: str, path: str | None) -> None:
    office = office_of(post, body, place, "2020-10-10", CITY)

    assert office.title.startswith(title)
    assert office.place == path
    assert office.complete


def test_a_ward_that_nobody_names_is_no_office() -> None:
    office = office_of("Chủ tịch", "Ủy ban nhân dân phường", None, "2020-10-10", CITY)

    assert not office.complete


def test_a_place_means_what_it_was_on_the_day() -> None:
    before = office_of("Chủ tịch", "Ủy ban nhân dân thành phố Huế", "thành phố Huế", "2024-08-01", Home())
    now = office_of("Chủ tịch", "Ủy ban nhân dân thành phố Huế", "thành phố Huế", "2025-08-01", Home())

    assert (before.level, before.place) == (2, "thành phố Huế, tỉnh Thừa Thiên Huế")
    assert (now.level, now.place) == (1, "thành phố Huế")
    assert before.id != now.id


def test_an_office_of_a_city_that_was_abolished_names_its_successors() -> None:
    office = office_of("Bí thư", "Thành ủy", "thành phố Thanh Hóa", "2020-10-10", CITY)

    assert office.until == "2025-06-30"
    assert "phường Hạc Thành" in office.successors


def test_an_inferred_province_is_no_certain_one() -> None:
    assert not office_of("Giám đốc", "Sở Y tế", None, "2020-10-10", CITY).certain
    assert office_of("Giám đốc", "Sở Y tế Thanh Hóa", "tỉnh Thanh Hóa", "2020-10-10", CITY).certain


@pytest.mark.parametrize(
    ("post", "holders"),
    [("Chủ tịch", "one"), ("Phó Chủ tịch", "few"), ("Phó Chủ tịch Thường trực", "one"), ("Ủy viên", "members"),
     ("Chính trị viên", "one"), ("Giáo viên", "many"), ("Tỉnh ủy viên", "members"), ("Trưởng Công an", "one")],
)  # fmt: skip
def test_how_many_hold_a_post(post: str, holders: str) -> None:
    assert holders_of(post) == holders


def test_a_standing_committee_is_small_enough_to_know_its_members() -> None:
    assert holders_of("Ủy viên", "Ban Thường vụ Tỉnh ủy") == "few"
    assert holders_of("Đại biểu", "Hội đồng nhân dân tỉnh") == "members"


@pytest.mark.parametrize(
    ("body", "kind"),
    [("Thành ủy", "party"), ("Ủy ban nhân dân", "state"), ("Ủy ban Mặt trận Tổ quốc", "front"), ("Hội Cựu chiến binh", "mass"),
     ("Ban Chỉ huy quân sự", "army"), ("Công an", "police"), ("Trường Tiểu học Kim Đồng", "unit")],
)  # fmt: skip
def test_kinds_of_bodies(body: str, kind: str) -> None:
    assert office_of("Trưởng", body, "thành phố Thanh Hóa", "2020-10-10", CITY).kind == kind


def test_a_ward_by_number_is_that_of_the_portal() -> None:
    assert place_of("phường 5", "2022-05-01", Home("thành phố Sóc Trăng", "tỉnh Sóc Trăng")).path == (
        "phường 5, thành phố Sóc Trăng, tỉnh Sóc Trăng"
    )
