"""Who holds a post that stands before `là` or `như`, in a career or list, or is only proposed; and who holds none."""

from __future__ import annotations

import pytest

from tests.text.officials.scores import Person, with_status

HOLDERS: list[tuple[str, list[Person]]] = [
    # introduced by `là`
    (
        "Hội nghị bầu hai Phó Bí thư Huyện ủy khóa mới là các ông Tô Văn Dậu, Trưởng ban Nội chính và ông Lục Văn Bảo.",
        [
            ("Tô Văn Dậu", ("Phó Bí thư Huyện ủy/appointed", "Trưởng ban Nội chính")),
            ("Lục Văn Bảo", ("Phó Bí thư Huyện ủy/appointed",)),
        ],
    ),
    (
        "Bộ Y tế hiện có 2 Thứ trưởng là bà Lý Thị Sen và ông Tô Văn Dậu. Bộ trưởng là ông Lục Văn Bảo.",
        [("Lý Thị Sen", ("Thứ trưởng",)), ("Tô Văn Dậu", ("Thứ trưởng",)), ("Lục Văn Bảo", ("Bộ trưởng",))],
    ),
    (
        "Thay vị trí Bí thư Quận ủy Liên Chiểu là bà Lý Thị Sen, nguyên Giám đốc Sở Nội vụ.",
        [("Lý Thị Sen", ("Bí thư Quận ủy Liên Chiểu", "nguyên Giám đốc Sở Nội vụ/former"))],
    ),
    (
        "Một số Ủy viên Ban Thường vụ Tỉnh ủy giữ việc cũ như: bà Lý Thị Sen, Chánh Thanh tra tỉnh; ông Tô Văn Dậu.",
        [
            ("Lý Thị Sen", ("Ủy viên Ban Thường vụ Tỉnh ủy", "Chánh Thanh tra tỉnh")),
            ("Tô Văn Dậu", ("Ủy viên Ban Thường vụ Tỉnh ủy",)),
        ],
    ),
    # careers
    (
        "Bà Lý Thị Sen từng giữ các chức vụ: Bí thư Huyện đoàn; Bí thư Huyện ủy Lý Sơn, Trưởng ban Dân vận Tỉnh ủy.",
        [
            (
                "Lý Thị Sen",
                ("Bí thư Huyện đoàn/former", "Bí thư Huyện ủy Lý Sơn/former", "Trưởng ban Dân vận Tỉnh ủy/former"),
            )
        ],
    ),
    (
        "Ông Tô Văn Dậu quê Huế, từng giữ nhiều chức vụ quan trọng ở ngành tòa án như Chánh án TAND huyện A Lưới; "
        "Phó Chánh án TAND cấp cao tại Đà Nẵng.",
        [
            (
                "Tô Văn Dậu",
                (
                    "Chánh án Tòa án nhân dân huyện A Lưới/former",
                    "Phó Chánh án Tòa án nhân dân cấp cao tại Đà Nẵng/former",
                ),
            )
        ],
    ),
    (
        "Ông Tô Văn Dậu, Bí thư Huyện ủy Phú Vang, quê xã Vinh Thái; cử nhân luật; Ủy viên Trung ương Đảng khóa XII.",
        [("Tô Văn Dậu", ("Bí thư Huyện ủy Phú Vang", "Ủy viên Trung ương Đảng"))],
    ),
    (
        "Khi còn là Trưởng phòng Quy hoạch Sở Xây dựng, ông Tô Văn Dậu ký tờ trình.",
        [("Tô Văn Dậu", ("Trưởng phòng Quy hoạch Sở Xây dựng/former",))],
    ),
    (
        "Sau ba tháng làm Phó Bí thư Huyện ủy Phú Vang, bà Lý Thị Sen được bầu giữ chức Bí thư Huyện ủy Phú Lộc.",
        [("Lý Thị Sen", ("Phó Bí thư Huyện ủy Phú Vang", "Bí thư Huyện ủy Phú Lộc/appointed"))],
    ),
    ("Ông Tô Văn Dậu tiếp tục là Giám đốc Công an thành phố.", [("Tô Văn Dậu", ("Giám đốc Công an thành phố",))]),
    ("Ông Tô Văn Dậu là một trong hai Phó Chủ tịch UBND xã.", [("Tô Văn Dậu", ("Phó Chủ tịch Ủy ban nhân dân xã",))]),
    (
        "Ông Tô Văn Dậu thay ông Lục Văn Bảo vừa được bổ nhiệm Thứ trưởng Bộ Y tế.",
        [("Lục Văn Bảo", ("Thứ trưởng Bộ Y tế/appointed",))],
    ),
    (
        "Điếu văn của đồng chí Tô Văn Dậu, cán bộ lão thành cách mạng, nguyên Bí thư Huyện ủy Nghĩa Hưng.",
        [("Tô Văn Dậu", ("nguyên Bí thư Huyện ủy Nghĩa Hưng/former",))],
    ),
    # side by side
    (
        "Chủ trì có bà Lý Thị Sen và ông Tô Văn Dậu, Phó Chủ tịch HĐND huyện.",
        [
            ("Lý Thị Sen", ("Phó Chủ tịch Hội đồng nhân dân huyện",)),
            ("Tô Văn Dậu", ("Phó Chủ tịch Hội đồng nhân dân huyện",)),
        ],
    ),
    # a place behind a body
    (
        "PGS.TS Tô Văn Dậu, Viện trưởng Viện Sức khỏe tâm thần Bạch Mai, khuyên nên ngủ đủ.",
        [("Tô Văn Dậu", ("Viện trưởng Viện Sức khỏe tâm thần Bạch Mai",))],
    ),
    (
        "GS Tô Văn Dậu, Giám đốc Bệnh viện Đại học Y Hà Nội, khuyên nên ngủ đủ.",
        [("Tô Văn Dậu", ("Giám đốc Bệnh viện Đại học Y Hà Nội",))],
    ),
    # only proposed
    (
        "Ông Tô Văn Dậu, Phó Bí thư Thành ủy, được giới thiệu bầu giữ chức Chủ tịch HĐND thành phố.",
        [("Tô Văn Dậu", ("Phó Bí thư Thành ủy",))],
    ),
]


@pytest.mark.parametrize(("text", "expected"), HOLDERS)
def test_a_post_finds_its_holder(text: str, expected: list[Person]) -> None:
    assert with_status(text) == expected


NOBODY = [
    "Prime Minister Tô Văn Dậu met Chairman of the Quảng Nam Provincial People's Committee Lục Văn Bảo on Monday.",
    "Thống đốc Kim Kyung Soo của tỉnh Nam Gyeongsang bị bắt.",
    "Chủ tịch Ủy ban Quân sự Rob Bauer họp báo.",
    "Ngân hàng Sông Nhị bổ nhiệm bà Lý Thị Sen, Trưởng phòng Pháp chế.",
    "Ông Tô Văn Dậu, Trưởng phòng Kinh doanh, đón đoàn khách.",
    "Ông Tô Văn Dậu, Trưởng ban tổ chức giải, trao cúp.",
    "Thượng úy Tô Văn Dậu - cán bộ Phòng Tham mưu - nhận nhà mới.",
    "Tiếp đoàn có ông Dương Kiến Hoa, Bí thư Huyện ủy Kim Bình, tỉnh Vân Nam.",
    "Với đoạn cao tốc Cam Lộ - La Sơn, Bộ trưởng yêu cầu làm nhanh.",
    "Vụ việc xảy ra ở xã Tà Lèng, Chủ tịch UBND xã Tà Lèng cho biết.",
    "Chị Lý Thị Sen, Trưởng phòng Thu mua của một siêu thị, chê bao bì.",
]


@pytest.mark.parametrize("text", NOBODY)
def test_nobody_here_is_an_official(text: str) -> None:
    assert with_status(text) == []


def test_a_captain_is_one_of_the_police_only_by_rank_or_team() -> None:
    assert with_status("Đội trưởng Tô Văn Dậu ghi bàn.") == []
    assert with_status("Thiếu tá Tô Văn Dậu, Đội trưởng, đến nơi.") == [("Tô Văn Dậu", ("Đội trưởng",))]


def test_an_office_of_a_vice_chairman_is_no_head_of_a_department() -> None:
    text = "Thủ tướng phê chuẩn kết quả bầu chức vụ Phó Chủ tịch UBND tỉnh Kon Tum đối với ông Tô Văn Dậu."
    assert with_status(text) == [("Tô Văn Dậu", ("Phó Chủ tịch Ủy ban nhân dân tỉnh Kon Tum/appointed",))]
