"""Which short lines a family may take for the line of the publication date."""

from __future__ import annotations

import pytest

from portals.text.dates import is_date_line, read_date


@pytest.mark.parametrize(
    "text",
    [
        "Đăng lúc: 10/10/2020 06:43:10 (GMT+7)",
        "Ngày 10/10/2020 06:43:10",
        "Đăng ngày 11 - 11 - 2023",
        "05/07/2022",
        "(05:12, 18/06/2020)",
        "Thứ Ba, 05/07/2022 | 14:30",
        "NGÀY ĐĂNG: 05/07/2022 / LƯỢT XEM: 74",
        "05 Tháng Bảy 2022 - 14:30",
        "Ngày đăng: 31/02/2022",
        "Cập nhật: 08:15' ngày 05/07/2022 | Đã xem: 1.204",
        "Ngày đăng: 05/07/2022 - Ngày cập nhật: 08/07/2022",
        "3 giờ trước",
        "Hôm qua, 21:40",
        "2022-07-05T14:30:00+07:00",
        "Print Thứ Bảy, 26/01/2019 19:26",
    ],
)
def test_date_lines(text: str) -> None:
    assert is_date_line(text)


@pytest.mark.parametrize(
    "text",
    [
        "CHƯƠNG TRÌNH THỜI SỰ NGÀY 24/04/2024 (25/04/2024)",
        "Khai mạc hội thao (25/12/2023)",
        "12/2024/QĐ-UBND",
        "Quyết định số 12/2024/QĐ-UBND ngày 05/07/2024",
        "Từ ngày 05/07/2022 đến ngày 10/07/2022",
        "Sáng ngày 09/10/2020, Thành ủy tổ chức hội nghị",
        "Hà Nội, ngày 05 tháng 7 năm 2022",
        "Ngày ban hành: 05/07/2022",
        "Hạn nộp hồ sơ: 05/07/2022",
        "Ngày sinh: 05/07/1992",
        "Lượt xem: 269",
        "Hôm nay: 1234",
        "Hôm nay",
        "Tháng 7/2022",
        "Năm 2022",
        "14:30",
        "Thứ ba",
        "1 2 3 4 5",
        "Điện thoại: 02993 822182",
        "",
        "05/07/2022 " * 20,
    ],
)
def test_other_lines(text: str) -> None:
    assert not is_date_line(text)


@pytest.mark.parametrize(
    "text",
    ["Ngày: 5 Tháng: 7 Năm: 2022", "Ngày 05 tháng 07năm 2022", "Ngày 05tháng07năm2022", "NGAY 05 THANG 07NAM 2022"],
)
def test_months_in_words_without_blanks_or_with_colons(text: str) -> None:
    assert read_date(text).value == "2022-07-05"


@pytest.mark.parametrize("text", ["Ngày 05 tháng 07năm", "12 tháng 5 năm học 2022"])
def test_a_month_before_other_words_is_none(text: str) -> None:
    assert read_date(text).value is None
