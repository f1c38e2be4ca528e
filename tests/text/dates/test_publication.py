"""The choice among a page's lines: source order, labels, edits, and what is said when they disagree."""

from __future__ import annotations

import pytest

from portals.draft import DateLine
from portals.text.dates import choose_publication

CAPTURED = "2024-01-02T03:04:05Z"


def test_page_before_listing_before_url_before_feed_before_meta() -> None:
    lines = [
        DateLine("2022-07-09T10:00:00+07:00", "meta"),
        DateLine("Sat, 09 Jul 2022 10:00:00 +0700", "feed"),
        DateLine("/portal/pages/2022-07-08/a.aspx", "url"),
        DateLine("06/07/2022", "listing"),
        DateLine("Ngày đăng: 05/07/2022 08:15", "page"),
    ]
    chosen = []
    while lines:
        publication = choose_publication(lines, captured=CAPTURED)
        chosen.append((publication.source, publication.value))
        lines.pop()
    assert chosen == [
        ("page", "2022-07-05T08:15:00+07:00"),
        ("listing", "2022-07-06"),
        ("url", "2022-07-08"),
        ("feed", "2022-07-09T10:00:00+07:00"),
        ("meta", "2022-07-09T10:00:00+07:00"),
    ]


def test_nothing_printed() -> None:
    publication = choose_publication([], captured=CAPTURED)
    assert (publication.value, publication.missing, publication.raw, publication.source) == (None, "not_printed", None, None)
    assert choose_publication([DateLine("Lượt xem: 269")], captured=None).missing == "not_printed"


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Ngày đăng: 31/02/2022", "impossible"),
        ("Ngày đăng: 05/07/2032", "impossible"),
        ("14-16/8/2023", "ambiguous"),
        ("5/7", "unreadable"),
    ],
)
def test_a_line_that_fails_says_why_and_is_kept(text: str, missing: str) -> None:
    publication = choose_publication([DateLine("Lượt xem: 2"), DateLine(text)], captured=CAPTURED)
    assert (publication.value, publication.missing, publication.raw, publication.source) == (None, missing, text, "page")


def test_next_source_where_the_page_fails() -> None:
    lines = [DateLine("Ngày đăng: 31/02/2022"), DateLine("2022-03-01", "url")]
    publication = choose_publication(lines, captured=CAPTURED)
    assert (publication.value, publication.source) == ("2022-03-01", "url")
    assert [(note.code, note.detail) for note in publication.notes] == [("date_impossible", "page Ngày đăng: 31/02/2022")]


def test_disagreement_is_reported_once_a_value_and_does_not_change_the_choice() -> None:
    lines = [DateLine("Đăng lúc: 05/07/2022 08:15"), DateLine("2022-07-07", "url"), DateLine("07/07/2022", "listing")]
    publication = choose_publication(lines, captured=CAPTURED)
    assert publication.value == "2022-07-05T08:15:00+07:00"
    assert [note.code for note in publication.notes] == ["dates_disagree"]
    assert "2022-07-07" in publication.notes[0].detail


@pytest.mark.parametrize("other", ["05/07/2022", "Ngày 05/07/2022 08:15:20", "tháng 7/2022", "05/07/2022 08:15"])
def test_less_precision_is_no_disagreement(other: str) -> None:
    lines = [DateLine("Đăng lúc: 05/07/2022 08:15:20"), DateLine(other, "listing")]
    assert choose_publication(lines, captured=CAPTURED).notes == ()


def test_label_decides_among_lines_of_the_page() -> None:
    lines = [DateLine("Thứ Tư, 06/07/2022"), DateLine("Ngày đăng: 05/07/2022")]
    publication = choose_publication(lines, captured=CAPTURED)
    assert publication.raw == "Ngày đăng: 05/07/2022"
    assert publication.notes[0].code == "dates_disagree"


@pytest.mark.parametrize(
    "lines",
    [
        [DateLine("Ngày đăng: 05/07/2022"), DateLine("Ngày 08/07/2022 10:00", modified=True)],
        [DateLine("Cập nhật: 08/07/2022 10:00"), DateLine("Ngày đăng: 05/07/2022")],
        [DateLine("Ngày đăng: 05/07/2022 | Cập nhật: 08/07/2022 10:00")],
    ],
)
def test_edit(lines: list[DateLine]) -> None:
    publication = choose_publication(lines, captured=CAPTURED)
    assert (publication.value, publication.modified_at) == ("2022-07-05", "2022-07-08T10:00:00+07:00")
    assert publication.notes == ()


def test_update_alone_is_the_publication() -> None:
    publication = choose_publication([DateLine("Cập nhật: 10/07/2020")], captured=CAPTURED)
    assert (publication.value, publication.modified_at) == ("2020-07-10", None)


def test_relative_lines_need_the_capture() -> None:
    lines = [DateLine("hôm qua", "listing")]
    assert choose_publication(lines, captured=CAPTURED).value == "2024-01-01"
    assert choose_publication(lines, captured=None).missing == "unreadable"


def test_order_is_the_portals_declaration() -> None:
    lines = [DateLine("7/5/2022 2:30 PM")]
    assert choose_publication(lines, captured=CAPTURED, order="mdy").value == "2022-07-05T14:30:00+07:00"
    assert choose_publication(lines, captured=CAPTURED).value == "2022-05-07T14:30:00+07:00"
