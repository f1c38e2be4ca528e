"""Rules of dates in running text, one example each; the breadth is in the labelled set."""

from __future__ import annotations

import pytest

from portals.text.dates import find_event_dates

PUBLISHED = "2022-07-05T08:00:00+07:00"


def found(text: str, published: str | None = PUBLISHED) -> list[tuple[str, str | None]]:
    return [(event.raw, event.date) for event in find_event_dates(text, published=published)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("các ngày 1/7, 3/7 và 5/7/2022", ["2022-07-01", "2022-07-03", "2022-07-05"]),
        ("ngày 29, 30/6 và 1/7/2022", ["2022-06-29/2022-07-01"]),
        ("từ 20/6 đến 20/7", ["2022-06-20/2022-07-20"]),
        ("Từ ngày 5/7 đến nay", ["2022-07-05"]),
        ("từ ngày 15 đến ngày 1/8/2022", [None]),
        ("quý I/2022 so với quý IV/2021", ["2022-01/2022-03", "2021-10/2021-12"]),
        ("nhiệm kỳ 2016-2021, 2021-2026", ["2016/2021", "2021/2026"]),
        ("từ tháng 11/2021 đến tháng 2/2022", ["2021-11/2022-02"]),
        ("27/7/1947 - 27/7/2022", ["1947-07-27", "2022-07-27"]),
        ("ngày 10 tháng 3 (âm lịch), tức ngày 10/4/2022", ["2022-04-10", "2022-04-10"]),
    ],
)
def test_lists_and_spans(text: str, expected: list[str | None]) -> None:
    assert [date for _, date in found(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "sáng 8-10 giờ",
        "ngày 2/3 số hộ đã nhận",
        "mỗi ngày 2/3 ca",
        "từ 5-7 tuổi",
        "9 tháng năm 2020 và 3 tháng cuối năm 2020",
        "6 tháng đầu năm 2022, kế hoạch năm 2022",
        "đường 3 tháng 2, chợ 2/9, Trường 19/5",
        "Quốc tế Phụ nữ 8/3",
        "khung giờ 8:00-11:30",
        "Công văn số 12/2022/UBND-VX",
        "trong 2 ngày 4-5",
    ],
)
def test_no_events(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hội thi sẽ khai mạc ngày 10/9.", "2022-09-10"),
        ("Khai mạc ngày 10/7 tới.", "2022-07-10"),
        ("Hạn chót: trước ngày 15/7.", "2022-07-15"),
        ("Ngày 4/7, đoàn đã họp và sẽ báo cáo sau.", "2022-07-04"),
        ("Ngày 10/9, đoàn đã họp.", "2021-09-10"),
        ("Sẽ tổng kết. Ngày 10/9, đoàn đã họp.", "2021-09-10"),
        ("Ngày 4/7 họp lần đầu, sẽ họp tiếp.", "2022-07-04"),
    ],
)
def test_missing_year(text: str, expected: str) -> None:
    (event,) = find_event_dates(text, published=PUBLISHED)
    assert (event.date, event.inferred) == (expected, True)


@pytest.mark.parametrize("published", [None, "2022", "2022-07"])
def test_no_day_of_publication_no_year(published: str | None) -> None:
    (event,) = find_event_dates("Sáng nay (5/7), đoàn họp.", published=published)
    assert (event.raw, event.date, event.precision, event.part_of_day) == ("Sáng nay (5/7)", None, None, "morning")


def test_dates_do_not_run_over_the_end_of_a_paragraph() -> None:
    body = "Kết thúc lúc 06:43:10\n\nSáng ngày 09/10/2020, hội nghị.\n\n- 5/7"
    (event,) = find_event_dates(body)
    assert (event.raw, event.start) == ("Sáng ngày 09/10/2020", body.index("Sáng"))


def test_parts_of_the_day() -> None:
    text = "Sáng 1/7, trưa 2/7, chiều 3/7, tối 4/7, đêm 4/7; 8h sáng ngày 5/7."
    parts = [event.part_of_day for event in find_event_dates(text, published=PUBLISHED)]
    assert parts == ["morning", "noon", "afternoon", "evening", "night", "morning"]


@pytest.mark.parametrize(
    ("published", "text", "expected"),
    [
        # put off, brought forward, prolonged
        ("2023-12-25", "Đội bóng đã lùi buổi tập đầu tiên xuống ngày 31-12.", "2023-12-31"),
        ("2023-12-25", "Ban tổ chức dời lễ khai mạc sang sáng ngày 5/1.", "2024-01-05"),
        ("2023-12-28", "Trận đấu bị hoãn đến ngày 3/1.", "2024-01-03"),
        ("2024-08-20", "Giải chạy đã lùi sang ngày 15/12.", "2024-12-15"),
        ("2024-10-28", "Xã gia hạn nhận hồ sơ đến hết ngày 15/11.", "2024-11-15"),
        # fixed
        ("2023-12-25", "UBND xã đã ấn định buổi họp vào ngày 28/12.", "2023-12-28"),
        ("2023-12-29", "HĐND tỉnh quyết định họp bất thường vào ngày 5/1.", "2024-01-05"),
        ("2024-08-20", "Ông A được công bố quyết định bổ nhiệm vào ngày 12/1.", "2024-01-12"),
        # due
        ("2024-04-20", "Hồ sơ gửi về xã trước ngày 15/8.", "2024-08-15"),
        ("2024-04-15", "Quy định mới được áp dụng từ ngày 1/7.", "2024-07-01"),
        ("2023-12-20", "Tính đến ngày 15/6, toàn xã có 20 hộ nghèo.", "2023-06-15"),
        ("2024-02-10", "Hồ sơ gửi về xã trước ngày 8/8.", None),
        # the same words about what has just happened
        ("2024-01-05", "Công an đã khởi tố vào ngày 28/12.", "2023-12-28"),
        ("2022-04-27", "Sáng 27/4, phường trao nhà cho thương binh hạng 3/4.", "2022-04-27"),
    ],
)
def test_the_sentence_says_which_way_it_looks(published: str, text: str, expected: str | None) -> None:
    assert [event.date for event in find_event_dates(text, published=published)] == [expected]


@pytest.mark.parametrize(
    ("published", "text", "expected"),
    [
        ("2023-12-26", "Năm 2024, ngày 30/4 và ngày 1/5 là thứ Ba và thứ Tư.", ["2024-04-30/2024-05-01"]),
        (None, "Năm 1975, ngày 30/4, quê hương được giải phóng.", ["1975-04-30"]),
        ("2024-03-10", "Năm 2023, từ ngày 5/3 đến ngày 7/3, xã mở ba hội thi.", ["2023-03-05/2023-03-07"]),
        ("2024-03-10", "Năm 2023, xã đạt chuẩn và ngày 5/3 vừa qua đã đón bằng.", [None]),
        ("2024-11-20", "Kỳ thi tốt nghiệp năm 2025 diễn ra trong hai ngày 26-27/6.", ["2025-06-26/2025-06-27"]),
        ("2024-12-22", "Kế hoạch năm 2025 được thông qua ngày 20/12.", ["2024-12-20"]),
        ("2023-01-06", "Thực hiện kế hoạch năm 2022, ngày 5/1, xã họp.", ["2023-01-05"]),
        ("2024-12-26", "Lễ hội hoa năm 2025 sẽ khai mạc tối 31/12.", ["2024-12-31"]),
    ],
)
def test_a_year_named_earlier_in_the_sentence(published: str | None, text: str, expected: list[str | None]) -> None:
    assert [event.date for event in find_event_dates(text, published=published)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Các thôn nộp sổ về xã trước ngày 15-8 hằng năm.", [None]),
        ("Hằng năm, cứ đến ngày 20/11, lớp cũ lại gặp nhau.", [None]),
        ("Mỗi năm vào ngày 19/5, đoàn dâng hương.", [None]),
        ("Cứ đến ngày 27/7, xã lại thăm gia đình chính sách.", [None]),
        ("Lễ hội thường diễn ra từ ngày 10/1 đến ngày 12/1.", [None]),
        ("Nhân dân lấy ngày 10/3 làm ngày giỗ tổ.", [None]),
        ("Lễ hội hằng năm được tổ chức lớn, sáng 25/12 đã khai mạc.", ["2023-12-25"]),
        ("Phiên họp bất thường tổ chức ngày 25/12.", ["2023-12-25"]),
    ],
)
def test_a_day_of_every_year_has_no_year(text: str, expected: list[str | None]) -> None:
    assert [event.date for event in find_event_dates(text, published="2023-12-26")] == expected


@pytest.mark.parametrize(
    ("published", "text", "date"),
    [
        ("2023-12-26", "Làng mở hội (mùng 10 tháng Ba âm lịch, tức ngày 18/4).", "2024-04-18"),
        ("2023-12-26", "Ngày 18/4 (tức mùng 10 tháng 3 âm lịch), làng mở hội.", "2024-04-18"),
        ("2024-02-01", "Hội mở ngày mùng 6 tháng Giêng (15/2 dương lịch).", "2024-02-15"),
        ("2024-02-01", "Sáng 14/2 (mùng 5 Tết), lễ hội khai mạc.", "2024-02-14"),
        ("2025-01-13", "Ngày 23 tháng Chạp (tức 22/1), nhiều nhà cúng ông Táo.", "2025-01-22"),
    ],
)
def test_a_lunar_and_a_solar_day_fix_the_year(published: str, text: str, date: str) -> None:
    assert [event.date for event in find_event_dates(text, published=published)] == [date, date]


@pytest.mark.parametrize(
    ("text", "raw"),
    [
        ("Hội thao diễn ra trong 3 ngày (2-4/7).", "trong 3 ngày (2-4/7)"),
        ("Hội thi kéo dài hai ngày (3-4/7).", "hai ngày (3-4/7)"),
    ],
)
def test_days_in_a_parenthesis_that_are_counted_before_it(text: str, raw: str) -> None:
    assert found(text)[0][0] == raw
    assert found(text.replace("3 ngày", "5 ngày").replace("hai", "bốn")) == []
