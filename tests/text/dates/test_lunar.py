"""The lunar calendar is Vietnam's (UTC+7), which now and then is a day or a month away from China's (UTC+8)."""

from __future__ import annotations

import pytest

from portals.text.dates import find_event_dates
from portals.text.dates.lunar import solar


@pytest.mark.parametrize(
    ("year", "tet"),
    [
        (1968, "1968-01-29"),  # China: 30 January
        (1985, "1985-01-21"),  # China: 20 February
        (2007, "2007-02-17"),  # China: 18 February
        (2030, "2030-02-02"),  # China: 3 February
        (2020, "2020-01-25"),
        (2024, "2024-02-10"),
        (2025, "2025-01-29"),
    ],
)
def test_new_year_is_vietnams(year: int, tet: str) -> None:
    assert solar(1, 1, year) == tet


def test_days_that_a_year_does_not_have() -> None:
    assert solar(30, 12, 2024) is None  # the last month of Giáp Thìn has 29 days
    assert solar(1, 2, 2023, leap=True) == "2023-03-22"
    assert solar(1, 3, 2023, leap=True) is None
    assert solar(1, 13, 2023) is None
    assert solar(1, 1, 1600) is None


@pytest.mark.parametrize(
    ("text", "published", "date"),
    [
        ("Rằm tháng Bảy năm Giáp Thìn", "2024-08-20", "2024-08-18"),
        ("Rằm tháng Bảy năm Giáp Thìn", "1970-08-20", "1964-08-22"),
        ("Rằm tháng Bảy năm Giáp Thìn", None, None),
        ("mùng 1 Tết Quý Mão", "2023-01-25", "2023-01-22"),
        ("mùng 1 Tết Quí Mẹo", "2023-01-25", "2023-01-22"),
        ("ngày 10/3 âm lịch năm 2022", None, "2022-04-10"),
        ("mùng 10 tháng Giêng", "2024-02-25", None),
        ("mùng 2 tháng 9 năm 1945", None, None),
    ],
)
def test_lunar_days_in_text(text: str, published: str | None, date: str | None) -> None:
    (event,) = find_event_dates(f"Lễ hội mở vào {text}.", published=published)
    assert (event.raw, event.date, event.calendar) == (text, date, "lunar")
    assert not event.inferred
