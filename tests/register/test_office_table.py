"""Sixty offices of all levels, as articles of a city's portal print them: level, kind, how many hold them, and where."""

from __future__ import annotations

import pytest

from portals.register.offices import office_of
from portals.register.places import Home

CITY = Home("thành phố Thanh Hóa", "tỉnh Thanh Hóa")
PROVINCE = Home("tỉnh Thanh Hóa", "tỉnh Thanh Hóa")

OFFICES = """
Tổng Bí thư | Ban Chấp hành Trung ương Đảng | - | 0 | party | one | complete | -
Chủ tịch | Nước Cộng hòa xã hội chủ nghĩa Việt Nam | - | 0 | state | one | complete | -
Thủ tướng | Chính phủ | - | 0 | state | one | complete | -
Chủ tịch | Quốc hội | - | 0 | state | one | complete | -
Đại biểu | Quốc hội | - | 0 | state | members | complete | -
Bộ trưởng | Bộ Y tế | - | 0 | state | one | complete | -
Thứ trưởng | Bộ Nội vụ | - | 0 | state | one | complete | -
Viện trưởng | Viện kiểm sát nhân dân tối cao | - | 0 | state | one | complete | -
Trưởng ban | Ban Tổ chức Trung ương | - | 0 | party | one | complete | -
Tư lệnh | Quân khu 4 | - | 0 | army | one | complete | -
Bí thư | Tỉnh ủy Thanh Hóa | tỉnh Thanh Hóa | 1 | party | one | complete | tỉnh Thanh Hóa
Phó Bí thư Thường trực | Tỉnh ủy | - | 1 | party | one | complete | tỉnh Thanh Hóa
Ủy viên Ban Thường vụ | Tỉnh ủy | - | 1 | party | few | complete | tỉnh Thanh Hóa
Tỉnh ủy viên | Tỉnh ủy | - | 1 | party | members | complete | tỉnh Thanh Hóa
Chủ tịch | Ủy ban nhân dân tỉnh | tỉnh Thanh Hóa | 1 | state | one | complete | tỉnh Thanh Hóa
Phó Chủ tịch | Hội đồng nhân dân tỉnh | tỉnh Thanh Hóa | 1 | state | few | complete | tỉnh Thanh Hóa
Trưởng Đoàn | Đoàn đại biểu Quốc hội tỉnh | tỉnh Thanh Hóa | 1 | state | one | complete | tỉnh Thanh Hóa
Giám đốc | Sở Y tế | - | 1 | state | one | complete | tỉnh Thanh Hóa
Phó Giám đốc | Sở Nông nghiệp và Phát triển nông thôn | - | 1 | state | few | complete | tỉnh Thanh Hóa
Trưởng ban | Ban Tuyên giáo Tỉnh ủy | - | 1 | party | one | complete | tỉnh Thanh Hóa
Chánh Văn phòng | Văn phòng Ủy ban nhân dân tỉnh | - | 1 | state | one | complete | tỉnh Thanh Hóa
Chánh Văn phòng | Ủy ban nhân dân tỉnh | tỉnh Thanh Hóa | 1 | state | one | complete | tỉnh Thanh Hóa
Chánh Thanh tra | Thanh tra tỉnh | - | 1 | state | one | complete | tỉnh Thanh Hóa
Giám đốc | Công an tỉnh | - | 1 | police | one | complete | tỉnh Thanh Hóa
Chỉ huy trưởng | Bộ Chỉ huy quân sự tỉnh | - | 1 | army | one | complete | tỉnh Thanh Hóa
Chánh án | Tòa án nhân dân tỉnh | - | 1 | state | one | complete | tỉnh Thanh Hóa
Viện trưởng | Viện kiểm sát nhân dân tỉnh | - | 1 | state | one | complete | tỉnh Thanh Hóa
Chủ tịch | Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh | - | 1 | front | one | complete | tỉnh Thanh Hóa
Bí thư | Tỉnh đoàn | - | 1 | mass | one | complete | tỉnh Thanh Hóa
Chủ tịch | Hội Liên hiệp Phụ nữ tỉnh | - | 1 | mass | one | complete | tỉnh Thanh Hóa
Chủ tịch | Liên đoàn Lao động tỉnh | - | 1 | mass | one | complete | tỉnh Thanh Hóa
Chủ tịch | Hội Nông dân tỉnh | - | 1 | mass | one | complete | tỉnh Thanh Hóa
Cục trưởng | Cục Thuế tỉnh | - | 1 | state | one | complete | tỉnh Thanh Hóa
Giám đốc | Bệnh viện Đa khoa tỉnh | - | 1 | unit | one | complete | tỉnh Thanh Hóa
Hiệu trưởng | Trường Đại học Hồng Đức | - | 2 | unit | one | complete | thành phố Thanh Hóa, tỉnh Thanh Hóa
Hiệu trưởng | Trường Chính trị tỉnh | - | 1 | unit | one | complete | tỉnh Thanh Hóa
Bí thư | Thành ủy | - | 2 | party | one | complete | thành phố Thanh Hóa, tỉnh Thanh Hóa
Chủ tịch | Ủy ban nhân dân thành phố | thành phố Thanh Hóa | 2 | state | one | complete | thành phố Thanh Hóa, tỉnh Thanh Hóa
Bí thư | Huyện ủy Hoằng Hóa | huyện Hoằng Hóa | 2 | party | one | complete | huyện Hoằng Hóa, tỉnh Thanh Hóa
Chủ tịch | Ủy ban nhân dân huyện Hoằng Hóa | huyện Hoằng Hóa | 2 | state | one | complete | huyện Hoằng Hóa, tỉnh Thanh Hóa
Bí thư | Thị ủy Bỉm Sơn | thị xã Bỉm Sơn | 2 | party | one | complete | thị xã Bỉm Sơn, tỉnh Thanh Hóa
Trưởng phòng | Phòng Nội vụ thành phố | thành phố Thanh Hóa | 2 | state | one | complete | thành phố Thanh Hóa, tỉnh Thanh Hóa
Trưởng phòng | Phòng Giáo dục và Đào tạo huyện Hoằng Hóa | huyện Hoằng Hóa | 2 | state | one | complete | huyện Hoằng Hóa, tỉnh Thanh Hóa
Trưởng ban | Ban Tổ chức Thành ủy | - | 2 | party | one | complete | thành phố Thanh Hóa, tỉnh Thanh Hóa
Trưởng Công an | Công an thành phố | - | 2 | police | one | complete | thành phố Thanh Hóa, tỉnh Thanh Hóa
Chỉ huy trưởng | Ban Chỉ huy Quân sự thành phố | - | 2 | army | one | complete | thành phố Thanh Hóa, tỉnh Thanh Hóa
Chủ tịch | Hội Cựu chiến binh thành phố | - | 2 | mass | one | complete | thành phố Thanh Hóa, tỉnh Thanh Hóa
Bí thư | Thành đoàn | - | 2 | mass | one | complete | thành phố Thanh Hóa, tỉnh Thanh Hóa
Chi cục trưởng | Chi cục Thi hành án dân sự thành phố | - | 2 | state | one | complete | thành phố Thanh Hóa, tỉnh Thanh Hóa
Giám đốc | Trung tâm Y tế huyện Hoằng Hóa | huyện Hoằng Hóa | 2 | unit | one | complete | huyện Hoằng Hóa, tỉnh Thanh Hóa
Bí thư | Đảng ủy phường Đông Vệ | phường Đông Vệ | 3 | party | one | complete | phường Đông Vệ, thành phố Thanh Hóa, tỉnh Thanh Hóa
Chủ tịch | Ủy ban nhân dân xã Hoằng Trung | xã Hoằng Trung | 3 | state | one | complete | xã Hoằng Trung, huyện Hoằng Hóa, tỉnh Thanh Hóa
Chủ tịch | Hội đồng nhân dân phường Đông Vệ | phường Đông Vệ | 3 | state | one | complete | phường Đông Vệ, thành phố Thanh Hóa, tỉnh Thanh Hóa
Trưởng Công an | Công an phường Đông Vệ | phường Đông Vệ | 3 | police | one | complete | phường Đông Vệ, thành phố Thanh Hóa, tỉnh Thanh Hóa
Trạm trưởng | Trạm Y tế phường Đông Vệ | phường Đông Vệ | 3 | unit | one | complete | phường Đông Vệ, thành phố Thanh Hóa, tỉnh Thanh Hóa
Hiệu trưởng | Trường Tiểu học Kim Đồng | - | 2 | unit | one | complete | thành phố Thanh Hóa, tỉnh Thanh Hóa
Trưởng thôn | thôn 3 | thôn 3 | 4 | other | one | complete | thôn 3, thành phố Thanh Hóa, tỉnh Thanh Hóa
Bí thư | Chi bộ | - | -1 | party | one | open | -
Chủ tịch | Ủy ban nhân dân phường | - | -1 | state | one | open | -
Đồn trưởng | Đồn Biên phòng Sầm Sơn | - | 2 | army | one | complete | thành phố Thanh Hóa, tỉnh Thanh Hóa
Giáo viên | Trường Tiểu học Kim Đồng | - | 2 | unit | many | complete | thành phố Thanh Hóa, tỉnh Thanh Hóa
"""  # noqa: E501
"""Post, body and place as printed; level, kind, holders, whether it is one office, and its place."""


@pytest.mark.parametrize("line", OFFICES.strip().splitlines())
def test_offices_of_all_levels(line: str) -> None:
    post, body, place, level, kind, holders, complete, path = line.split(" | ")
    office = office_of(post, body, None if place == "-" else place, "2020-10-10", CITY)

    assert (str(office.level), office.kind, office.holders) == (level, kind, holders)
    assert ("complete" if office.complete else "open", office.place or "-") == (complete, path)


@pytest.mark.parametrize(
    ("post", "body"),
    [
        ("Bí thư", "Thành ủy"),
        ("Bí thư", "Thành đoàn"),
        ("Bí thư", "Huyện ủy"),
        ("Trưởng ban", "Ban Tổ chức Thành ủy"),
        ("Hiệu trưởng", "Trường Tiểu học Kim Đồng"),
        ("Trưởng phòng", "Phòng Nội vụ"),
    ],
)
def test_what_a_province_has_many_of_is_no_office_without_its_place(post: str, body: str) -> None:
    assert not office_of(post, body, None, "2020-10-10", PROVINCE).complete


def test_a_province_s_own_bodies_are_its_portal_s() -> None:
    assert office_of("Giám đốc", "Sở Y tế", None, "2020-10-10", PROVINCE).place == "tỉnh Thanh Hóa"
    assert office_of("Trưởng ban", "Ban Tuyên giáo Tỉnh ủy", None, "2020-10-10", PROVINCE).place == "tỉnh Thanh Hóa"
