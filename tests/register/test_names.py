"""One key for the spellings of a name."""

from __future__ import annotations

import pytest

from portals.register.names import gender_of, is_near, name_key, unmarked


@pytest.mark.parametrize(
    ("one", "other"),
    [("Lê Hoà", "LÊ HÒA"), ("Ngô Sỹ Hùng", "Ngô Sĩ Hùng"), ("Trần Quý", "Trần Quí"), ("Ðỗ Thị Thuý", "Đỗ Thị Thúy")],
)
def test_two_spellings_are_one_name(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(("one", "other"), [("Lê Hoa", "Lê Hòa"), ("Trần Huy", "Trần Hui"), ("Phạm Yên", "Phạm Iên")])
def test_two_names_stay_two(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


def test_typed_without_diacritics() -> None:
    assert unmarked("Sơn Hoàng Phúc, Đông Vệ") == "son hoang phuc, dong ve"


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("Lê Thị Hương", "Lê Thị Hường", True),
        ("Nguyễn Văn Tám", "Nguyễn Văn Tạm", True),
        ("Nguyễn Văn Thanh", "Nguyễn Văn Thành", True),
        ("Nguyễn Văn Than", "Nguyễn Văn Thanh", True),
        ("Nguyễn Văn Minh", "Nguyễn Văn Ninh", True),
        ("Nguyễn Văn An", "Nguyễn Văn Bình", False),
    ],
)
def test_names_that_look_like_one_mistyped(one: str, other: str, near: bool) -> None:
    assert is_near(name_key(one), name_key(other)) is near


def test_honorifics_tell_men_from_women_where_they_do() -> None:
    assert [gender_of(word) for word in ("Ông", "Bà", "Đồng chí", None)] == ["m", "f", "", ""]
