"""What a person types for `-a since=`: read strictly, counted back from a day that is passed in."""

from __future__ import annotations

from datetime import date

import pytest

from portals.text.dates.typed import read_typed_day

TODAY = date(2026, 3, 31)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-01-31", "2024-01-31"),
        ("3 tháng trước", "2025-12-31"),
        ("1 tháng trước", "2026-02-28"),
        ("3 thang truoc", "2025-12-31"),
        ("2 TUẦN TRƯỚC", "2026-03-17"),
        ("ba ngày trước", "2026-03-28"),
        ("năm năm trước", "2021-03-31"),
        ("cách đây 10 ngày", "2026-03-21"),
        ("3 tháng qua", "2025-12-31"),
        ("2 weeks ago", "2026-03-17"),
        ("a year ago", "2025-03-31"),
        ("last 3 days", "2026-03-28"),
        ("last month", "2026-02-01"),
        ("tháng trước", "2026-02-01"),
        ("tháng này", "2026-03-01"),
        ("tuần trước", "2026-03-23"),
        ("last week", "2026-03-23"),
        ("năm ngoái", "2025-01-01"),
        ("this year", "2026-01-01"),
        ("hôm qua", "2026-03-30"),
        ("hôm kia", "2026-03-29"),
        ("today", "2026-03-31"),
    ],
)
def test_days(text: str, day: str) -> None:
    assert read_typed_day(text, today=TODAY).isoformat() == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2022-02-30",
        "20220705",
        "05/07/2022",
        "5/7",
        "2022",
        "2022-07",
        "tháng 5",
        "may",
        "monday",
        "last monday",
        "3 tháng",
        "3 months",
        "in 2 days",
        "ngày mai",
        "last month 5",
        "1 2 tháng trước",
        "3.5 tháng trước",
        "1 năm 3 tháng trước",
        "300 năm trước",
        "trước",
    ],
)
def test_what_is_not_surely_a_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not surely a day"):
        read_typed_day(text, today=TODAY)
