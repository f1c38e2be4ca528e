"""Bylines: who wrote it, and what is none."""

from __future__ import annotations

import pytest

from portals.text.bylines import is_byline, is_office, read_byline

READ = [
    ("Anh Huy - ĐTT TPST", "Anh Huy", "Đài Truyền thanh thành phố Sóc Trăng"),
    (
        "Thanh Xuân (Trung tâm Văn hóa, Thông tin, Thể thao và Du lịch TP Thanh Hóa)",
        "Thanh Xuân",
        "Trung tâm Văn hóa, Thông tin, Thể thao và Du lịch thành phố Thanh Hóa",
    ),
    ("Minh Anh – Quốc Bảo", "Minh Anh, Quốc Bảo", None),
    ("Lê Hà- P.V", "Lê Hà, P.V", None),
    ("Tin, bài và ảnh: ông Nguyễn Văn An", "Nguyễn Văn An", None),
    ("Lê Thu, Phòng VHTT TP. Sóc Trăng", "Lê Thu", "Phòng Văn hóa, Thông tin thành phố Sóc Trăng"),
    ("HOÀI THANH", "Hoài Thanh", None),
    ("Theo báo Thanh Hóa", None, "báo Thanh Hóa"),
    ("Nguồn: Cổng TTĐT tỉnh", None, "Cổng thông tin điện tử tỉnh"),
    ("(Theo TTXVN)", None, "Thông tấn xã Việt Nam"),
    ("Nguồn: Thu Hà", None, "Thu Hà"),
    ("Nguồn: VP ThU Hà Nội", None, "Văn phòng Thành ủy Hà Nội"),
    ("Ảnh: Minh", "Minh", None),
    ("Tin: Minh Tâm; ảnh: Quốc Duy", "Minh Tâm, Quốc Duy", None),
    ("ThS. Lê Văn Hà", "Lê Văn Hà", None),
    ("Quốc Việt (tổng hợp)", "Quốc Việt", None),
    ("Thúy Hằng – Đài TT thành phố", "Thúy Hằng", "Đài Truyền thanh thành phố"),
    ("Trang Phúc - ĐTT TPST", "Trang Phúc", "Đài Truyền thanh thành phố Sóc Trăng"),
    ("Đoàn Hùng - ĐTT TPST", "Đoàn Hùng", "Đài Truyền thanh thành phố Sóc Trăng"),
    ("Lê An - Đoàn phường 2", "Lê An", "Đoàn phường 2"),
    ("Thu Hà - Trang thông tin điện tử thành phố", "Thu Hà", "Trang thông tin điện tử thành phố"),
    ("Phạm Hùng/TTXVN", "Phạm Hùng", "Thông tấn xã Việt Nam"),
    ("Xuân Cường/Cổng TTĐT thành phố", "Xuân Cường", "Cổng thông tin điện tử thành phố"),
    ("Bài: Lê Na - Ảnh: Huy Trần", "Lê Na, Huy Trần", None),
    ("Phóng viên: Hồng Nhung", "Hồng Nhung", None),
    ("Cộng tác viên Thanh Nga", "Thanh Nga", None),
    ("Đỗ Thị Hoa – Phường 5", "Đỗ Thị Hoa", "Phường 5"),
    ("(Theo chinhphu.vn)", None, "chinhphu.vn"),
    ("Nguồn sontay.gov.vn", None, "sontay.gov.vn"),
    ("Tác giả: Lê Thu Hà; Nguồn tin: Báo Hạ Long", "Lê Thu Hà", "Báo Hạ Long"),
    ("Nguồn tin: Báo Hạ Long - Tác giả: Lê Thu Hà", "Lê Thu Hà", "Báo Hạ Long"),
    ("Tác giả: Hà Linh Nguồn tin: Báo Hạ Long", "Hà Linh", "Báo Hạ Long"),
    ("Tin: Thu Hà - Ảnh: Quốc Bảo - Nguồn: TTXVN", "Thu Hà, Quốc Bảo", "Thông tấn xã Việt Nam"),
    ("Thu Hà (Nguồn: Báo Nhân Dân)", "Thu Hà", "Báo Nhân Dân"),
    ("Tin bài và ảnh: ông Lục Văn Bảo - Chủ tịch MTTQ phường Mai Khê", "Lục Văn Bảo", None),
    ("Bài: Lê Văn Tám – Phó Giám đốc Trung tâm Văn hóa", "Lê Văn Tám", None),
    ("Theo Minh Anh (website Hội Làng Sen)", "Minh Anh", "website Hội Làng Sen"),
    ("Theo Nguyễn Hằng (Báo Sơn La)", "Nguyễn Hằng", "Báo Sơn La"),
    ("Nguồn tin: Bộ Y tế (https://moh.gov.vn/)", None, "Bộ Y tế"),
    ("Tác giả: admin", None, None),
    ("Tin, ảnh: Super User", None, None),
    ("Người đăng: quantri_tpst", None, None),
    ("Tác giả: nguyenvana; Nguồn: Báo Lao Động", None, "Báo Lao Động"),
]


@pytest.mark.parametrize(("text", "author", "organisation"), READ)
def test_a_byline_is_known_and_read(text: str, author: str | None, organisation: str | None) -> None:
    assert is_byline(text)
    byline = read_byline(text)
    assert (byline.byline, byline.author, byline.organisation) == (text, author, organisation)


@pytest.mark.parametrize(
    "text",
    [
        "Hội nghị kết thúc tốt đẹp.",
        "Nơi nhận: Như trên; Lưu VT.",
        "- Lê Văn An",
        "1. Lê Văn An",
        "Toàn cảnh hội nghị",
        "Thanh Hóa",
        "Thành phố Sóc Trăng",
        "THÀNH PHỐ SÓC TRĂNG",
        "Sóc Trăng, ngày 5/7/2022",
        "Nguyễn Văn An, Phó Chủ tịch UBND xã",
        "Đồng chí Bí thư Thành ủy phát biểu",
        "Theo kế hoạch, hội nghị sẽ kết thúc ngày mai.",
        "Các đại biểu dự hội nghị",
        "Phóng viên: Xin cảm ơn đồng chí!",
        "",
    ],
)
def test_these_are_no_bylines(text: str) -> None:
    assert not is_byline(text)


def test_a_byline_is_squeezed_to_one_line() -> None:
    assert read_byline("  Anh  Huy\u00a0- ĐTT TPST \n").byline == "Anh Huy - ĐTT TPST"


@pytest.mark.parametrize("text", ["", " - ", "Tin:", "Ảnh: -", "()", "– ,", "(", ".", "-,-"])
def test_what_says_nothing_has_no_author(text: str) -> None:
    assert read_byline(text).author is None
    assert not is_byline(text)


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("Phòng Nội vụ", True),
        ("UBND phường 3", True),
        ("Ban Dân vận Thành ủy", True),
        ("PHÒNG NỘI VỤ", False),
        ("Phòng Nội vụ.", False),
        ("Phòng Nội vụ đề nghị các phường báo cáo", False),
        ("Lê Văn An", False),
        ("Công an: 0237385211", False),
    ],
)
def test_the_name_of_an_office_alone(text: str, office: bool) -> None:
    assert is_office(text) is office


@pytest.mark.slow
@pytest.mark.parametrize("piece", [".", ", ", "(", "A - ", "Tin: ", "Lê Hà và ", "ông ", "A.", "a/"])
def test_long_and_hostile_text_is_read_in_a_blink(piece: str) -> None:
    text = piece * (200_000 // len(piece)) + "x"
    assert not is_byline(text)
    assert read_byline(text).byline


@pytest.mark.parametrize(
    "text",
    [
        "Theo ông Nguyễn Văn Tám, năm nay lúa được mùa nhưng giá thấp.",
        "Nguồn nước sinh hoạt của thôn đã được xét nghiệm.",
        "Ảnh minh họa",
        "Ảnh minh họa (nguồn Internet)",
        "Tác giả: bientap@tp.gov.vn",
    ],
)
def test_sentences_pictures_and_addresses_name_nobody(text: str) -> None:
    byline = read_byline(text)
    assert (byline.author, byline.organisation) == (None, None)


def test_two_rows_are_one_byline() -> None:
    byline = read_byline("Tác giả: Lê Thu Hà\nNguồn tin: Báo Hạ Long")
    assert (byline.author, byline.organisation) == ("Lê Thu Hà", "Báo Hạ Long")
