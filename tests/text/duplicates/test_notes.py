"""What the record says of two prints that differ, and of what it says nothing."""

from __future__ import annotations

import pytest

from portals.draft import Block
from portals.text.repeats import cut
from tests.text.duplicates.test_copies import FIRST, SECOND, TITLE, VISIBLE

LATER = "Đăng lúc: 10/10/2020 18:43:10 (GMT+7)"


def notes(hidden: list[Block], visible: list[Block]) -> list[str]:
    kept = cut(hidden + visible)
    assert kept.copies == 2
    assert {note.code for note in kept.notes} <= {"copy_differs"}
    return [note.detail for note in kept.notes]


def dated(line: str, kind: str = "date") -> list[Block]:
    return [VISIBLE[0], Block("date" if kind == "date" else "paragraph", line), *VISIBLE[2:]]


@pytest.mark.parametrize("kind", ["date", "paragraph"])
@pytest.mark.parametrize(
    "line",
    [
        "Ngày 10/10/2020 06:43:10",
        "Ngày đăng: 10/10/2020 06:43",
        "10/10/2020",
        "Thứ Bảy, 10/10/2020, 06:43 (GMT+7)",
        "Thứ 7, ngày 10/10/2020 06:43",
        "06:43 | 10/10/2020",
        "6h43, ngày 10 tháng 10 năm 2020",
        "Cập nhật lúc 6 giờ 43 phút ngày 10-10-2020",
        "10.10.2020 6:43:10 AM",
        "NGÀY 10/10/2020",
    ],
)
def test_publication_lines_of_one_instant_are_no_difference(line: str, kind: str) -> None:
    assert notes(dated(line, kind), VISIBLE) == []


def test_the_order_of_year_month_and_day_is_no_difference() -> None:
    assert notes(dated("2020-10-10T06:43:10+07:00"), VISIBLE) == []


@pytest.mark.parametrize(
    "line",
    [
        "Ngày 11/10/2020 06:43:10",
        "Ngày 10/10/2021",
        "Ngày 10/10/2020 06:44",
        "06:43 | 10/11/2020",
        "Ngày 10/10/2020 6:43:10 PM",
        "Đăng 10/10/2020 06:43, cập nhật 12/10/2020 08:00",
        "Một ngày trước",
    ],
)
def test_another_day_or_time_is_told(line: str) -> None:
    assert notes(dated(line), VISIBLE) == [f"date: {line} / {VISIBLE[1].text}"]


@pytest.mark.parametrize("line", ["Ngày 10/10/2020 18:43:10", "Ngày 10/10/2020 6:43 PM", "10/10/2020 6:43:10 CH"])
def test_hours_of_the_afternoon(line: str) -> None:
    assert notes(dated(line), dated(LATER)) == []


def test_a_short_sentence_with_a_date_is_no_publication_line() -> None:
    one, other = "Lễ khai mạc: ngày 10/10/2020, tại hội trường", "Lễ bế mạc: ngày 10/10/2020, tại hội trường"
    found = notes([*VISIBLE, Block("paragraph", one)], [*VISIBLE, Block("paragraph", other)])
    assert found == [f"date: {one} / {other}"]


def test_a_print_without_a_date_line_is_no_news() -> None:
    assert notes([VISIBLE[0], *VISIBLE[2:]], VISIBLE) == []


def test_what_only_one_print_has_is_told() -> None:
    caption = [Block("image", url="/anh/1.jpg"), Block("caption", "Toàn cảnh buổi làm việc")]
    assert notes(VISIBLE, [*VISIBLE[:-1], *caption, VISIBLE[-1]]) == ["caption in the kept copy only: Toàn cảnh buổi làm việc"]
    assert notes([*VISIBLE[:3], *VISIBLE[4:]], VISIBLE) == [f"paragraph in the kept copy only: {SECOND}"]


def test_other_words_and_figures_are_told() -> None:
    edited = [Block(b.kind, b.text.replace("chín tháng", "mười tháng").replace("09/10/2020", "08/10/2020")) for b in VISIBLE]
    assert notes(edited, VISIBLE) == ["paragraph: 08/10/2020, / 09/10/2020,", "paragraph: mười / chín"]


@pytest.mark.parametrize(
    "other", [FIRST.replace("đã", "\u200bđã"), FIRST.replace(" ", "\xa0"), FIRST.upper(), FIRST.replace("ủy", "uỷ")]
)
def test_another_form_is_no_difference(other: str) -> None:
    assert notes([Block(b.kind, other if b.text == FIRST else b.text) for b in VISIBLE], VISIBLE) == []


def test_a_title_with_another_tone_mark_is_told() -> None:
    page = [Block("title", TITLE.replace("Thành", "Thanh")), *VISIBLE[1:]]
    assert notes(page, VISIBLE) == ["title: Thanh / Thành"]
