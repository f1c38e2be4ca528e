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
