"""Intervals of undated articles from their neighbours by number: figures on simulated sites, and the rules one by one."""

from __future__ import annotations

import pytest

from portals.items import Bound
from portals.text.dates import find_event_dates
from portals.text.dates.interval import named_as_past, own_interval
from portals.text.dates.neighbours import Filed, Neighbourhood
from tests.text.dates.simulated_sites import KINDS, pooled, site

SEEDS = 3
BOUNDED = [name for name, habits in KINDS.items() if habits.dated]
WIDE = "dated back, no days in texts"
"""One article in a hundred is dated back by up to 20 days, and nothing tells which: all bounds are widened, rightly."""


@pytest.mark.slow
@pytest.mark.parametrize("kind", BOUNDED)
def test_the_true_day_lies_in_the_interval(kind: str) -> None:
    figures = pooled(KINDS[kind], SEEDS)
    assert figures.coverage >= 0.995
    assert figures.median_width <= (21 if kind == WIDE else 3)


@pytest.mark.parametrize("kind", ["no dates at all", "no dates, crawled weekly"])
def test_a_site_without_any_date_has_bounds_too(kind: str) -> None:
    figures = pooled(KINDS[kind], SEEDS)
    assert figures.coverage >= 0.995
    if "weekly" in kind:
        assert figures.median_width <= 7


def test_the_same_articles_in_any_order_give_the_same() -> None:
    articles = [known.article for known in site(KINDS["moved and dated back"], 1)]
    one, other = Neighbourhood(articles), Neighbourhood(reversed(articles))
    assert all(one.interval(article) == other.interval(article) for article in one.undated[::7])


def dated(*days: str) -> list[Filed]:
    """Articles with the numbers 10, 20, 30, … of these days of June 2022."""
    return [Filed(f"x:{10 * n}", 10 * n, f"2022-{day}") for n, day in enumerate(days, 1)]


def interval(articles: list[Filed], serial: int, **known: object) -> str | None:
    found = Neighbourhood(articles).interval(Filed("x:?", serial, seen="2024-01-01", **known))  # type: ignore[arg-type]
    return found.interval if found else None


def test_between_two_dated_neighbours() -> None:
    assert interval(dated("06-01", "06-03", "06-05"), 25) == "2022-06-03/2022-06-05"
    assert interval(dated("06-01", "06-03", "06-05"), 35) == "2022-06-05/2024-01-01"
    assert interval(dated("06-01", "06-03", "06-05"), 5) == "../2022-06-01"
    assert interval([], 5) == "../2024-01-01"


def test_a_neighbour_a_few_days_out_of_order_widens_the_bounds() -> None:
    assert interval(dated("06-01", "06-03", "06-05", "06-04", "06-07", "06-09"), 35) == "2022-06-03/2022-06-08"


def test_near_moved_articles_only_safe_bounds_stay() -> None:
    moved = dated("06-01", "06-03", "06-05", "01-04", "01-05", "01-06", "06-07", "06-09", "06-11")
    assert interval(moved, 35) == "../2024-01-01"
    told = Bound("2022-06-04", "text", "ngày 4/6/2022")
    assert interval(moved, 35, past=told) == "2022-06-04/2024-01-01"


def test_a_text_that_tells_of_a_later_day_than_its_neighbours_is_believed() -> None:
    told = Bound("2022-08-04", "text", "ngày 4/8/2022")
    assert interval(dated("06-01", "06-03", "06-05"), 25, past=told) == "2022-08-04/2024-01-01"


def test_a_later_number_that_was_seen_early_bounds_it_above() -> None:
    seen = Filed("x:30", 30, seen="2022-07-01")
    assert interval([*dated("06-01"), seen], 25) == "2022-06-01/2022-07-01"


@pytest.mark.parametrize(
    ("body", "past"),
    [
        ("Sáng ngày 05/7/2022, đồng chí Bí thư đã thăm hội viên.", "2022-07-05"),
        ("Xã vừa tổ chức hội thi ngày 5/7/2022.", "2022-07-05"),
        ("Căn cứ Quyết định số 15/QĐ-UBND ngày 3/2/2022 của tỉnh.", "2022-02-03"),
        ("Ngày 3/2/2022 và ngày 5/7/2022, đoàn đã đến xã.", "2022-07-05"),
        ("Hội thi sẽ diễn ra ngày 5/9/2022.", None),
        ("Kế hoạch đã được ban hành, hội thi diễn ra ngày 5/9/2022.", None),
        ("Xã đã ấn định lễ hội vào ngày 5/9/2022.", None),
        ("Hạn nộp hồ sơ là ngày 5/9/2022, xã đã thông báo.", None),
        ("Sáng 5/7, đoàn đã thăm hội viên.", None),
        ("Sáng ngày 05/7/2032, đoàn đã thăm hội viên.", None),
    ],
)
def test_days_that_a_text_names_as_past(body: str, past: str | None) -> None:
    found = named_as_past(body, find_event_dates(body), until="2023-01-01")
    assert (found.date if found else None) == past


def test_the_page_alone_gives_an_interval() -> None:
    body = "Sáng ngày 05/7/2022, đoàn đã thăm hội viên."
    between = own_interval(body, find_event_dates(body), captured="2022-09-30T18:00:00Z")
    assert between is not None
    assert between.interval == "2022-07-05/2022-10-01"  # the capture's day in Vietnam
    assert between.earliest == Bound("2022-07-05", "text", "Sáng ngày 05/7/2022")
    assert own_interval("", [], captured=None) is None
