"""Capitals in titles: the official form of institutions the table knows, everything else as the text prints it."""

from __future__ import annotations

import pytest

from portals.text.officials import lexicon
from portals.text.officials.positions import spell_officially
from portals.text.officials.values import Title
from tests.text.officials.scores import persons

TITLES = [
    ("Trưởng phòng Nội Vụ huyện", "Trưởng phòng Nội vụ huyện"),
    ("Giám đốc Sở Ngoại Vụ", "Giám đốc Sở Ngoại vụ"),
    ("Phó giám đốc Sở Giáo dục và đào tạo", "Phó Giám đốc Sở Giáo dục và Đào tạo"),
    ("Chủ tịch Hội liên hiệp phụ nữ xã", "Chủ tịch Hội Liên hiệp Phụ nữ xã"),
    ("Chủ tịch Hội cựu chiến binh xã", "Chủ tịch Hội Cựu chiến binh xã"),
    ("Phó ban Chỉ đạo Tây Nam bộ", "Phó ban Chỉ đạo Tây Nam Bộ"),
    ("Phó chủ nhiệm Ủy ban Đối ngoại của Quốc hội", "Phó Chủ nhiệm Ủy ban Đối ngoại của Quốc hội"),
    # a capital that begins a word of its own is the text's
    ("Giám đốc Sở Giao thông Vận tải", "Giám đốc Sở Giao thông Vận tải"),
    # other words than the official ones: as printed
    ("Phó giám đốc Sở Tài nguyên - môi trường", "Phó Giám đốc Sở Tài nguyên - môi trường"),
    # departments and units that no table knows by an official form: as printed
    (
        "Trưởng phòng khảo thí và quản lý chất lượng Sở GD-ĐT",
        "Trưởng phòng khảo thí và quản lý chất lượng Sở Giáo dục và Đào tạo",
    ),
    ("Giám đốc Trung tâm xúc tiến đầu tư tỉnh", "Giám đốc Trung tâm xúc tiến đầu tư tỉnh"),
    ("Chính trị viên đồn Biên phòng Lò Gò", "Chính trị viên đồn Biên phòng Lò Gò"),
    ("Bí thư chi bộ", "Bí thư chi bộ"),
    ("Bí thư Chi bộ", "Bí thư Chi bộ"),
    ("đại biểu HĐND tỉnh", "đại biểu Hội đồng nhân dân tỉnh"),
    ("Đại biểu HĐND tỉnh", "Đại biểu Hội đồng nhân dân tỉnh"),
]


@pytest.mark.parametrize(("printed", "title"), TITLES)
def test_a_title_has_the_capitals_of_the_text_or_of_the_institution(printed: str, title: str) -> None:
    assert persons(f"Ông Đinh Văn Lộc, {printed}.") == [("Đinh Văn Lộc", (title,))]


@pytest.mark.parametrize("row", lexicon.rows("official-names"), ids=lambda row: row["form"])
def test_an_official_name_in_small_letters_gets_its_capitals(row: dict[str, str]) -> None:
    title = Title(0, 0, post="Chủ tịch", body=[row["form"][0] + row["form"][1:].lower()])
    spell_officially(title)
    assert title.text == f"Chủ tịch {row['form']}"
