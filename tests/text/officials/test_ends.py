"""Where a title ends: at the mark that closes its apposition, in lists, behind verbs of names; and whose a title is."""

from __future__ import annotations

import pytest

from tests.text.officials.scores import Person, persons

ENDS = [
    ("- Cục trưởng Cục chống hàng giả, Bộ Công Thương, dẫn đầu", "Cục trưởng Cục chống hàng giả, Bộ Công Thương"),
    ("- giám đốc Văn phòng đăng ký nhà đất bị nhắc nhở", "Giám đốc Văn phòng đăng ký nhà đất"),
    (", Vụ trưởng Vụ Thị trường ngoài nước (Bộ Công Thương) trao đổi", "Vụ trưởng Vụ Thị trường ngoài nước"),
    (", Vụ phó Vụ Dầu khí và Than, Bộ Công Thương cho biết", "Vụ phó Vụ Dầu khí và Than, Bộ Công Thương"),
    (", Vụ phó Vụ Công chức - viên chức, Bộ Nội vụ, nói", "Vụ phó Vụ Công chức - viên chức, Bộ Nội vụ"),
    ("- phó trưởng khoa ngoại bụng 2, Bệnh viện K - cho biết", "Phó Trưởng khoa ngoại bụng 2, Bệnh viện K"),
    ("(trưởng khoa thận nhân tạo và lọc màng bụng) nói", "Trưởng khoa thận nhân tạo và lọc màng bụng"),
    ("- trưởng khoa mắt, tai mũi họng, Trung tâm Y tế xã - kể", "Trưởng khoa mắt, tai mũi họng, Trung tâm Y tế xã"),
    (", Hiệu trưởng Trường THPT Hà Trung 2, kể", "Hiệu trưởng Trường Trung học phổ thông Hà Trung 2"),
    (", Phó Chủ tịch Hội Tem TP.HCM, kể", "Phó Chủ tịch Hội Tem Thành phố Hồ Chí Minh"),
    (", Chánh văn phòng sở GD & ĐT Hà Nam cho biết", "Chánh Văn phòng Sở Giáo dục và Đào tạo Hà Nam"),
    (", Bí thư Đảng ủy xã đảo Nhơn Châu, nói", "Bí thư Đảng ủy xã đảo Nhơn Châu"),
    (", Phó Giám đốc Sở phụ trách, điều hành công việc", "Phó Giám đốc Sở"),
    (
        ", Phó Chủ nhiệm Ủy ban Văn hóa, Giáo dục, Thanh thiếu niên và Nhi đồng nói",
        "Phó Chủ nhiệm Ủy ban Văn hóa, Giáo dục, Thanh thiếu niên và Nhi đồng",
    ),
    (", Phó Kiểm toán trưởng KTNN khu vực VII nói", "Phó Kiểm toán trưởng Kiểm toán nhà nước khu vực VII"),
    (", nguyên Thứ trưởng Bộ Công an (đã thiếu trách nhiệm) bị bắt", "nguyên Thứ trưởng Bộ Công an"),
]


@pytest.mark.parametrize(("printed", "title"), ENDS)
def test_a_title_ends_where_the_sentence_goes_on(printed: str, title: str) -> None:
    assert persons(f"Ông Đinh Văn Lộc {printed}.".replace(" ,", ",")) == [("Đinh Văn Lộc", (title,))]


WHOSE: list[tuple[str, list[Person]]] = [
    ("Trao quyết định cho đồng chí Đinh Văn Lộc, Chủ tịch nước nêu rõ niềm vui chung.", []),
    ("Trò chuyện với Bộ trưởng Đinh Văn Lộc, nguyên Phó Chủ tịch nước lưu ý hai việc.", [("Đinh Văn Lộc", ("Bộ trưởng",))]),
    ("Thay mặt Thủ tướng Chính phủ, Phó Thủ tướng Đinh Văn Lộc ký quyết định.", [("Đinh Văn Lộc", ("Phó Thủ tướng",))]),
    (
        "Theo lời mời của Tổng Bí thư, Chủ tịch nước Đinh Văn Lộc, đoàn sang thăm.",
        [("Đinh Văn Lộc", ("Tổng Bí thư", "Chủ tịch nước"))],
    ),
    (
        "Bà Đinh Thị Lộc - phó chủ tịch hội đồng trường - ký quyết định bổ nhiệm giữ chức phó hiệu trưởng.",
        [("Đinh Thị Lộc", ("Phó Chủ tịch Hội đồng trường",))],
    ),
    ("Tại Phủ chủ tịch, Thủ tướng Đinh Văn Lộc đón đoàn.", [("Đinh Văn Lộc", ("Thủ tướng",))]),
    ("Bộ trưởng Bộ trưởng Bộ Y tế Đinh Văn Lộc đến.", [("Đinh Văn Lộc", ("Bộ trưởng Bộ Y tế",))]),
    (
        "Ông Đinh Văn Lộc, đại biểu Quốc hội tỉnh Quảng Trị Về việc này nói rõ.",
        [("Đinh Văn Lộc", ("đại biểu Quốc hội tỉnh Quảng Trị",))],
    ),
]


@pytest.mark.parametrize(("text", "expected"), WHOSE)
def test_a_post_goes_to_the_person_it_is_of(text: str, expected: list[Person]) -> None:
    assert persons(text) == expected


def test_one_office_said_with_and_without_former_is_one_former_title() -> None:
    text = "Ông Đinh Văn Lộc, nguyên Giám đốc Sở Y tế Hà Nam, ra tòa. Khi đó, Giám đốc Sở Y tế Đinh Văn Lộc ký hợp đồng."
    assert persons(text) == [("Đinh Văn Lộc", ("nguyên Giám đốc Sở Y tế Hà Nam",))]


def test_ong_with_a_single_name_means_nobody_else() -> None:
    text = "Ông Abe tiếp Trưởng Ban Tổ chức Trung ương Đinh Văn Lộc. Sau khi ông Abe thắng cử, ông được bầu làm Thủ tướng."
    assert persons(text) == [("Đinh Văn Lộc", ("Trưởng Ban Tổ chức Trung ương",))]
