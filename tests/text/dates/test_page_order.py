"""Day or month first, by the stamps of the whole page."""

from __future__ import annotations

import pytest

from portals.cms.generic import Generic
from portals.items import RawPage
from portals.stages import clean
from portals.text.dates.page_order import page_order
from portals.text.dates.values import Order
from tests.real.measure import portal_of
from tests.webpage.pages import TEXT, TITLE

LINE = "Ngày đăng: 11/7/2025 8:05 AM"


@pytest.mark.parametrize(
    ("others", "order"),
    [
        (["9/28/2025 10:15 AM", "7/24/2025 9:15 PM"], "mdy"),
        (["9/28/2025 10:15 AM"], "dmy"),
        (["9/28/2025 10:15 AM", "7/24/2025 9:15 PM", "28/9/2025 9:15 AM"], "dmy"),
        (["9/8/2025 10:15 AM", "28/11/2025"], "dmy"),
        ([], "dmy"),
    ],
)
def test_order(others: list[str], order: Order) -> None:
    assert page_order([LINE], " ".join([LINE, *others]), "dmy") == order


def test_a_declared_order_stands() -> None:
    assert page_order([LINE], LINE, "mdy") == "mdy"


def test_a_page_with_american_stamps() -> None:
    days = "9/28/2025 10:15 AM", "7/24/2025 9:15 AM"
    others = "".join(
        f"<li><a href='/tin-{day[:1]}.html'>Phường tổ chức họp dân tháng {day[:1]}</a> ({day})</li>" for day in days
    )
    body = "".join(f"<p>{each}</p>" for each in TEXT)
    article = f"<div><h1>{TITLE}</h1><div>{LINE}</div>{body}</div>"
    page = f"<title>{TITLE}</title><body>{article}<h4>Tin đã đưa</h4><ul>{others}</ul></body>"
    url = "https://a.gov.vn/khoi-cong.html"
    record = clean(RawPage(url, page.encode(), fetched_at="2026-01-05T03:00:00Z"), portal_of(url, Generic()))
    assert record.published_at == "2025-11-07T08:05:00+07:00"
