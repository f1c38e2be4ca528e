"""One rule of the grammar a line, with the sentence it is for. The sentences are our own; the persons are invented."""

from __future__ import annotations

import pytest

from tests.text.officials.scores import found

CITY = "Chủ tịch Ủy ban nhân dân thành phố"

RULES = [
    ("on behalf of another", "Thừa ủy quyền của Chủ tịch UBND tỉnh, ông Lê Bền trao quà.", set()),
    (
        "on behalf of another, with an own post",
        "Thay mặt Chủ tịch UBND tỉnh, ông Lê Bền, Chánh Thanh tra tỉnh trao quà.",
        {("Lê Bền", ("Chánh Thanh tra tỉnh",))},
    ),
    (
        "names side by side share a post that several hold",
        "Dự có các đồng chí: Lê Bền, Bí thư Thành ủy; Trần Mai, Vũ An, Phó Bí thư Thành ủy.",
        {("Lê Bền", ("Bí thư Thành ủy",)), *((name, ("Phó Bí thư Thành ủy",)) for name in ("Trần Mai", "Vũ An"))},
    ),
    (
        "a post that one holds is not shared",
        "Dự có các đồng chí: Trần Mai, Vũ An, Bí thư Thành ủy.",
        {("Vũ An", ("Bí thư Thành ủy",))},
    ),
    (
        "a rare family name in a list",
        "Các đồng chí Lê Bền, Xích Rớt được bầu làm Phó Bí thư Thành ủy.",
        {(name, ("Phó Bí thư Thành ủy",)) for name in ("Lê Bền", "Xích Rớt")},
    ),
    ("a place behind a colon is no person", "Chiều nay, các Đoàn ĐBQH: Kiên Giang, Hà Nam thảo luận tổ.", set()),
    (
        "the wider body",
        "Thượng tá Lê Bền, Trưởng phòng Cảnh sát hình sự, Công an tỉnh nói.",
        {("Lê Bền", ("Trưởng phòng Cảnh sát hình sự, Công an tỉnh",))},
    ),
    (
        "no wider body behind a body that lies in none",
        "Dự có ông Lê Bền, Giám đốc Sở Y tế, Công an tỉnh và các đơn vị.",
        {("Lê Bền", ("Giám đốc Sở Y tế",))},
    ),
    (
        "a short form in parentheses",
        "Ông Lê Bền, Giám đốc Trung tâm Kiểm soát bệnh tật (CDC) tỉnh nói.",
        {("Lê Bền", ("Giám đốc Trung tâm Kiểm soát bệnh tật tỉnh",))},
    ),
    (
        "a place in parentheses before the name",
        "Hiệu trưởng Trường Tiểu học Võ Thị Sáu (thị xã Gò Công) Lê Bền nói.",
        {("Lê Bền", ("Hiệu trưởng Trường Tiểu học Võ Thị Sáu",))},
    ),
    ("the school spoken of", "Hiệu trưởng nhà trường Lê Văn Bền nói.", {("Lê Văn Bền", ("Hiệu trưởng",))}),
    (
        "a newspaper's name before a person's",
        "Tổng Biên tập Báo Đồng Khởi Lê Văn Bền nói.",
        {("Lê Văn Bền", ("Tổng Biên tập Báo Đồng Khởi",))},
    ),
    ("an editor in chief", "TBT Báo Bạc Liêu Lê Văn Bền dự.", {("Lê Văn Bền", ("Tổng Biên tập Báo Bạc Liêu",))}),
    ("the general secretary", "TBT Lê Văn Bền tiếp xúc cử tri.", {("Lê Văn Bền", ("Tổng Bí thư",))}),
    (
        "and, then an honorific",
        "Bà Lê Mai, Chủ tịch Hội Nông dân xã và Phó Chủ tịch Hội, bà Vũ An trao quà.",
        {("Lê Mai", ("Chủ tịch Hội Nông dân xã",)), ("Vũ An", ("Phó Chủ tịch Hội",))},
    ),
    ("a relative of an official", "Vợ đồng chí Lê Văn Bền, Chủ tịch UBND thành phố, là giáo viên.", {("Lê Văn Bền", (CITY,))}),
    ("kin, then a comma", "Chia buồn cùng gia đình, Chủ tịch UBND thành phố Lê Văn Bền tặng quà.", {("Lê Văn Bền", (CITY,))}),
    (
        "at the head of a delegation",
        "Đoàn do ông Lê Văn Bền, Chủ tịch UBND thành phố làm trưởng đoàn kiểm tra đê.",
        {("Lê Văn Bền", (CITY,))},
    ),
    ("a heading with a place", "BÍ THƯ HUYỆN ỦY YÊN LẠC LÊ VĂN BỀN CHÚC TẾT", {("Lê Văn Bền", ("Bí thư Huyện ủy Yên Lạc",))}),
    ("a foreigner", "Thủ tướng Lào Sonexay Siphandone dẫn đầu đoàn.", set()),
    ("an office of another country", "Ông Kim Sóc, Phó Quận trưởng quận Memot dự lễ.", set()),
    ("a builder's foreman", "Ông Lê Văn Bền, Chỉ huy trưởng công trình nói.", set()),
    (
        "a province with a hyphen",
        "Ông Lê Văn Bền, Chủ tịch UBND tỉnh Bà Rịa - Vũng Tàu nói.",
        {("Lê Văn Bền", ("Chủ tịch Ủy ban nhân dân tỉnh Bà Rịa - Vũng Tàu",))},
    ),
    (
        "a border gate",
        "Ông Lê Văn Bền, Phó Trưởng Ban Quản lý Khu kinh tế cửa khẩu Đồng Đăng - Lạng Sơn nói.",
        {("Lê Văn Bền", ("Phó Trưởng Ban Quản lý Khu kinh tế cửa khẩu Đồng Đăng - Lạng Sơn",))},
    ),
    (
        "neighbours in a hamlet",
        "Ông Lê Văn Bền, Tổ trưởng Tổ nhân dân tự quản số 3, ấp Phú Thọ nói.",
        {("Lê Văn Bền", ("Tổ trưởng Tổ nhân dân tự quản số 3, ấp Phú Thọ",))},
    ),
    (
        "a trade before the name",
        "Chủ tịch Hội Nhà báo tỉnh, nhà báo Lê Văn Bền nói.",
        {("Lê Văn Bền", ("Chủ tịch Hội Nhà báo tỉnh",))},
    ),
    (
        "a field no table knows, of a ward in a hospital",
        "Bác sĩ Lê Văn Bền, Trưởng khoa Nội tổng quát, cho biết.",
        {("Lê Văn Bền", ("Trưởng khoa Nội tổng quát",))},
    ),
    (
        "the city by its letters",
        "Ông Lê Văn Bền, Giám đốc Sở Y tế TP.HCM nói.",
        {("Lê Văn Bền", ("Giám đốc Sở Y tế Thành phố Hồ Chí Minh",))},
    ),
]


@pytest.mark.parametrize(("text", "persons"), [case[1:] for case in RULES], ids=[case[0] for case in RULES])
def test_rules(text: str, persons: set[tuple[str, tuple[str, ...]]]) -> None:
    assert found(text) == persons
