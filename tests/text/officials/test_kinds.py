"""Kinds of sentences that once failed, a variation or two of each. The sentences are our own; the persons are invented."""

from __future__ import annotations

import pytest

from portals.text.officials import find_officials
from tests.text.officials.scores import with_status

KINDS: list[tuple[str, str, list[tuple[str, tuple[str, ...]]]]] = [
    ("a society of the whole country", "Chủ tịch Hội Nhà báo Việt Nam chúc mừng các tòa soạn.", []),
    ("a party abroad", "Tổng Bí thư Đảng Cộng sản Trung Quốc gửi thư chia buồn.", []),
    ("a minister abroad", "Bộ trưởng Quốc phòng Thái Lan Somchai Wong thăm cảng.", []),
    ("the White House", "Thư ký báo chí Nhà Trắng nói với phóng viên.", []),
    (
        "a post named after an island",
        "Thiếu tá Vũ Bền, Đồn trưởng Đồn Biên phòng Hòn Chuối kể chuyện bão.",
        [("Vũ Bền", ("Đồn trưởng Đồn Biên phòng Hòn Chuối",))],
    ),
    (
        "a commune no gazetteer knows",
        "Bà Lê Mai, Chủ tịch UBND xã Suối Ngọt, tặng áo ấm.",
        [("Lê Mai", ("Chủ tịch Ủy ban nhân dân xã Suối Ngọt",))],
    ),
    (
        "a country between body and person",
        "Chủ tịch Quốc hội Việt Nam Lê Bền tiếp đoàn.",
        [("Lê Bền", ("Chủ tịch Quốc hội Việt Nam",))],
    ),
    (
        "a field no table has",
        "Ông Lê Bền, Trưởng phòng Quản lý phương tiện thủy nội địa, Sở Xây dựng nói.",
        [("Lê Bền", ("Trưởng phòng Quản lý phương tiện thủy nội địa, Sở Xây dựng",))],
    ),
    (
        "a ward of a hospital with two fields",
        "Bác sĩ Lê Mai, Phó Trưởng khoa Phẫu thuật lồng ngực và Mạch máu, Bệnh viện Chợ Rẫy, mổ ca này.",
        [("Lê Mai", ("Phó Trưởng khoa Phẫu thuật lồng ngực và Mạch máu, Bệnh viện Chợ Rẫy",))],
    ),
    (
        "a committee about its subject",
        "Đồng chí Lê Bền, Phó Trưởng ban Chỉ đạo tỉnh về xây dựng nông thôn mới nghe báo cáo.",
        [("Lê Bền", ("Phó Trưởng ban Chỉ đạo tỉnh về xây dựng nông thôn mới",))],
    ),
    (
        "a verb in a committee's name",
        "Ông Lê Bền, Trưởng Ban Chỉ đạo vận động hiến máu tình nguyện huyện cảm ơn mọi người.",
        [("Lê Bền", ("Trưởng Ban Chỉ đạo vận động hiến máu tình nguyện huyện",))],
    ),
    ("a predicate ends a title", "Giám đốc Sở Y tế Lê Bền xắn tay dọn bùn.", [("Lê Bền", ("Giám đốc Sở Y tế",))]),
    (
        "a body never seen, then further posts",
        "Ông Lê Bền, Ủy viên Trung ương Đảng, Phó Bí thư Quân ủy Trung ương, Thứ trưởng Bộ Quốc phòng dự.",
        [("Lê Bền", ("Ủy viên Trung ương Đảng", "Phó Bí thư Quân ủy Trung ương", "Thứ trưởng Bộ Quốc phòng"))],
    ),
    (
        "an election of two before the verb",
        "Bà Lê Mai, Phó Bí thư Huyện ủy và ông Vũ An, Chánh Thanh tra huyện được bầu giữ chức Phó Chủ tịch UBND huyện.",
        [
            ("Lê Mai", ("Phó Bí thư Huyện ủy", "Phó Chủ tịch Ủy ban nhân dân huyện/appointed")),
            ("Vũ An", ("Chánh Thanh tra huyện", "Phó Chủ tịch Ủy ban nhân dân huyện/appointed")),
        ],
    ),
    (
        "an office given to a list behind it",
        "HĐND huyện bầu thêm Ủy viên UBND huyện đối với các ông: Lê Bền (Trưởng Công an huyện), Vũ An (Chánh Thanh tra huyện).",
        [
            ("Lê Bền", ("Ủy viên Ủy ban nhân dân huyện/appointed", "Trưởng Công an huyện")),
            ("Vũ An", ("Ủy viên Ủy ban nhân dân huyện/appointed", "Chánh Thanh tra huyện")),
        ],
    ),
    (
        "two offices at once",
        "Bà Lê Mai được bổ nhiệm giữ chức Phó Trưởng ban Tổ chức Thành ủy, Giám đốc Sở Nội vụ.",
        [("Lê Mai", ("Phó Trưởng ban Tổ chức Thành ủy/appointed", "Giám đốc Sở Nội vụ/appointed"))],
    ),
    (
        "a dismissal with `của`",
        "Kỳ họp miễn nhiệm chức danh Chủ tịch HĐND xã của bà Lê Mai.",
        [("Lê Mai", ("Chủ tịch Hội đồng nhân dân xã/former",))],
    ),
    (
        "a career",
        "Ông Vũ An từng giữ các chức vụ Bí thư Đoàn xã, Chủ tịch UBND xã An Hòa; nay là Bí thư Đảng ủy phường Tân An.",
        [("Vũ An", ("Bí thư Đoàn xã/former", "Chủ tịch Ủy ban nhân dân xã An Hòa/former", "Bí thư Đảng ủy phường Tân An"))],
    ),
    (
        "a sentence that looks back",
        "Bà Lê Mai, Bí thư Đảng ủy xã. Trước khi về xã, bà Mai là Phó Chánh Văn phòng Huyện ủy.",
        [("Lê Mai", ("Bí thư Đảng ủy xã", "Phó Chánh Văn phòng Huyện ủy/former"))],
    ),
    (
        "a pronoun alone",
        "Ông Vũ An sinh năm 1970. Ông từng là Trưởng Công an huyện Kim Bảng.",
        [("Vũ An", ("Trưởng Công an huyện Kim Bảng/former",))],
    ),
    (
        "a decision of another",
        "Theo quyết định của Bộ Tư lệnh Quân khu 4, Trung tá Vũ An giữ chức Chính trị viên Ban CHQS huyện.",
        [("Vũ An", ("Chính trị viên Ban Chỉ huy quân sự huyện/appointed",))],
    ),
    (
        "a group's post given by `làm`",
        "Tổ công tác do ông Lê Bền - Chủ tịch UBND xã làm Tổ trưởng, bà Lê Mai - Phó Bí thư Đảng ủy xã làm Tổ phó.",
        [("Lê Bền", ("Chủ tịch Ủy ban nhân dân xã",)), ("Lê Mai", ("Phó Bí thư Đảng ủy xã",))],
    ),
    ("a company behind a second post", "Ông Lê Bền, Chủ tịch, Giám đốc Công ty TNHH Gạch Mộc, trao quà.", []),
    ("a group of companies", "Bà Lê Mai, Phó Chủ tịch Sao Biển Holdings, tài trợ sân chơi.", []),
    ("a resort", "Anh Lê Bền, Quản lý Khu nghỉ dưỡng Bãi Xanh, Giám đốc Khu du lịch Bãi Xanh, đón khách.", []),
    (
        "a monk in the Front",
        "Thượng tọa Thích Tâm Lạc, Trưởng ban Nghi lễ, Ủy viên Ủy ban MTTQ tỉnh, tặng sách.",
        [("Thích Tâm Lạc", ("Ủy viên Ủy ban Mặt trận Tổ quốc tỉnh",))],
    ),
    ("a monk as a monk", "Đại đức Thích Tâm Lạc, Phó Trưởng Ban Trị sự Giáo hội Phật giáo huyện, chúc Tết.", []),
    (
        "a newspaper's chief",
        "Nhà báo Lê Bền, TBT tạp chí Sông Xanh, chấm giải.",
        [("Lê Bền", ("Tổng Biên tập tạp chí Sông Xanh",))],
    ),
    (
        "tone marks set wrongly",
        "Ông Hòang Bền, Trưởng phòng Kế họach, Sở Giáo dục và Đào tạo, nói.",
        [("Hoàng Bền", ("Trưởng phòng Kế hoạch, Sở Giáo dục và Đào tạo",))],
    ),
    (
        "a page of leaders",
        "BAN GIÁM ĐỐC\nÔng Lê Văn Bền\nGiám đốc Sở Nội vụ\nBà Vũ Thị An\nPhó Giám đốc Sở Nội vụ",
        [("Lê Văn Bền", ("Giám đốc Sở Nội vụ",)), ("Vũ Thị An", ("Phó Giám đốc Sở Nội vụ",))],
    ),
]


@pytest.mark.parametrize(("text", "persons"), [case[1:] for case in KINDS], ids=[case[0] for case in KINDS])
def test_kinds(text: str, persons: list[tuple[str, tuple[str, ...]]]) -> None:
    assert with_status(text) == persons


def test_two_persons_of_one_name_stay_two_where_a_sentence_keeps_them_apart() -> None:
    text = "Dự có ông Lê Văn Bền, Chủ tịch UBND xã An Hòa và ông Lê Văn Bền, Trưởng Công an xã Tân An."
    assert with_status(text) == [
        ("Lê Văn Bền", ("Chủ tịch Ủy ban nhân dân xã An Hòa",)),
        ("Lê Văn Bền", ("Trưởng Công an xã Tân An",)),
    ]


def test_one_place_has_one_spelling() -> None:
    text = "Phó Bí thư Thành ủy TPHCM Lê Bền dự. Phó Chủ tịch UBND TP Hồ Chí Minh Vũ An chủ trì."
    first, second = find_officials(text)
    assert first.positions[0].place == second.positions[0].place == "thành phố Hồ Chí Minh"
    assert second.positions[0].title == "Phó Chủ tịch Ủy ban nhân dân Thành phố Hồ Chí Minh"


def test_a_doubtful_end_is_flagged_and_settled_by_a_second_mention() -> None:
    text = "Ông Lê Bền, Trưởng phòng Nội vụ lấp lánh đèn."
    (official,) = find_officials(text)
    assert official.positions[0].title == "Trưởng phòng Nội vụ"
    assert official.positions[0].flags == ["doubtful_end"]
