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
        "20:00 08-Oct-2019",
        "3 năm trước",
        "một giờ trước",
        "Vừa xong",
        "2 hours ago",
        "Đã xuất bản Tháng Chín 14, 2022",
        "Thứ ba, 02/03/2021 | 07:05",
        "Mar 22,2017",
        "Ngày 22/3,2017",
        "20h ngày 24/04/2024",
        "20:00, 08/10/2019 Xem với cỡ chữ",
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
        "Tin 24/7",
        "24/7",
        "1/2 số hộ",
        "15/20 xã đạt chuẩn",
        "Tỷ số 3-0",
        "2-1",
        "Ngày 22/3, 2017 hộ",
        "Năm trước",
        "Tuần 32: 5/8/2024 - 11/8/2024",
        "Số 15/2023/QĐ-UBND",
        "Bản tin số 12/3/2021",
        "Trang 1/20",
        "0237.3852.419",
        "192.168.1.1",
        "Phiên bản 1.2.2023",
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


@pytest.mark.parametrize(
    ("text", "value", "precision"),
    [
        ("Ngày 22/3,2017", "2017-03-22", "day"),
        ("22.3, 2017 08:15", "2017-03-22T08:15:00+07:00", "minute"),
        ("Mar 22,2017", "2017-03-22", "day"),
        ("22 Mar,2017", "2017-03-22", "day"),
        ("05/07/2022 0:30 PM", "2022-07-05T12:30:00+07:00", "minute"),
        ("0:30 SA 05/07/2022", "2022-07-05T00:30:00+07:00", "minute"),
        ("20h ngày 24/04/2024", "2024-04-24T20:00:00+07:00", "hour"),
        ("8 giờ tối 24/04/2024", "2024-04-24T20:00:00+07:00", "hour"),
        ("20h 24/04/2024 - 20:15 24/04/2024", "2024-04-24T20:15:00+07:00", "minute"),
        ("20h 24/04/2024 - 21:15 24/04/2024", None, None),
    ],
)
def test_commas_before_the_year_and_hours_without_minutes(text: str, value: str | None, precision: str | None) -> None:
    reading = read_date(text)
    assert (reading.value, reading.precision) == (value, precision)


def test_month_first_portals_print_a_comma_too() -> None:
    assert read_date("3/22,2017", order="mdy").value == "2017-03-22"
