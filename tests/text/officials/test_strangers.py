"""Names that hold no office: schools, streets, companies, clergy, pupils, history, groups, bylines."""

from __future__ import annotations

import pytest

from portals.text.officials import find_officials

NOBODY = [
    "Trường THCS Nguyễn Trãi nằm trên đường Lê Lợi.",
    "Gia đình ông Kim Nam, hộ nghèo khóm 2, nhận nhà mới.",
    "Ông Vũ Oanh, Giám đốc Công ty CP Xây dựng Sông Mã trao quà.",
    "Bà Lê Mai, Chủ tịch HĐQT Tập đoàn Sao Mai tài trợ.",
    "Hòa thượng Thạch Sóc, Trụ trì chùa Khleang, dự lễ.",
    "Chủ tịch Hồ Chí Minh về thăm tỉnh.",
    "Đồng chí Phạm Hùng là người con ưu tú của quê hương.",
    "Em Trần Mai, học sinh lớp 9A, đạt giải Nhất.",
    "Các đồng chí UVBTV Quận ủy cùng dự.",
    "Ban Dân vận Thành ủy phối hợp với Phòng Nội vụ.",
    "Tin, ảnh: Lê Văn Bền",
    "Lê Thu - ĐTT TPST",
    "Giải bóng đá Cúp Phạm Hùng khai mạc.",
    "Chủ tịch UBND các xã, phường chịu trách nhiệm.",
    "Bí thư Thành ủy yêu cầu các phòng, ban tập trung.",
    "Ông Lê Bền, Trưởng ban liên lạc họ Lê, cảm ơn.",
    "",
]


@pytest.mark.parametrize("text", NOBODY)
def test_nobody_holds_an_office(text: str) -> None:
    assert find_officials(text) == []
