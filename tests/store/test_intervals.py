"""Undated articles lie in their intervals, which the whole store gives: a simulated portal whose days are known."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from statistics import median

import pytest

from portals import load_portal
from portals.exporters.csv import cell
from portals.exporters.officials import official_rows
from portals.items import Article, ListingMetadata, RawPage
from portals.stages import clean
from portals.store import Store, open_store, reading
from tests.simulator import vnportal
from tests.simulator.site import Site
from tests.store.articles import article

HOST = "https://ubndtp.soctrang.gov.vn"
CRAWLED = "2024-09-01T03:00:00Z"


def capture(site: Site, number: int, *, listed: bool, told: bool) -> Article:
    """The record of a simulated article; `listed`: a listing prints its date, `told`: its text names days."""
    shown = site.article(number)
    assert shown is not None
    target = vnportal.address(site, shown)
    body = vnportal.answer(site, "GET", target, b"", 0).body
    if not told:
        body = body.replace(f"{shown.published - timedelta(days=1):%d/%m/%Y}".encode(), b"")
    listing = ListingMetadata(published_raw=f"{shown.published:%d/%m/%Y}" if listed else None)
    return clean(RawPage(HOST + target, body, fetched_at=CRAWLED, listing=listing), load_portal("soctrang"))


def portal(articles: int = 400, seed: int = 3) -> tuple[Site, list[Article]]:
    """A portal on which one article in five is dated, one in a hundred dated back, and two blocks came from another site."""
    random = Random(seed)
    site = Site("soctrang", articles=articles, seed=seed)
    for start in (articles // 4, articles // 2):
        for number in range(start, start + 15):
            site.redate(number, shown_on(site, number) - timedelta(days=900))
    for number in random.sample(range(articles), articles // 100):
        site.redate(number, shown_on(site, number) - timedelta(days=random.randint(2, 20)))
    made = [capture(site, number, listed=random.random() < 0.2, told=random.random() < 0.7) for number in range(site.articles)]
    return site, made


def shown_on(site: Site, number: int) -> datetime:
    found = site.article(number)
    assert found is not None
    return found.published


@pytest.fixture(scope="module")
def known() -> tuple[Site, list[Article]]:
    return portal()


def stored(path: Path, articles: list[Article]) -> Store:
    store = open_store(f"sqlite:///{path}")
    for start in range(0, len(articles), 50):
        store.save(articles[start : start + 50])
    return store


def intervals(store: Store) -> dict[str, Article]:
    with store.read() as connection:
        return {one.id: one for one in reading.read_articles(connection, reading.ids(connection))}


@pytest.mark.slow
def test_true_days_lie_in_narrow_intervals(tmp_path: Path, known: tuple[Site, list[Article]]) -> None:
    site, made = known
    with stored(tmp_path / "a.db", made) as store:
        found = intervals(store)
    days = {f"soctrang:1279-{vnportal.article_id(site, n)}": shown_on(site, n).date() for n in range(site.articles)}
    inside, widths = 0, []
    for name, one in found.items():
        assert (one.published_between is None) == (one.published_at is not None)
        if between := one.published_between:
            first, _, last = between.interval.partition("/")
            inside += ("" if first == ".." else first) <= days[name].isoformat() <= last
            widths.append((date.fromisoformat(last) - date.fromisoformat(first)).days if first != ".." else 9999)
    assert len(widths) > 250
    assert inside / len(widths) >= 0.995
    assert median(widths) <= 3


@pytest.mark.slow
def test_the_order_of_arrival_does_not_matter(tmp_path: Path, known: tuple[Site, list[Article]]) -> None:
    _, made = known
    with stored(tmp_path / "a.db", made) as store:
        one = {name: article.published_between for name, article in intervals(store).items()}
    shuffled = made.copy()
    Random(1).shuffle(shuffled)
    with stored(tmp_path / "b.db", shuffled) as store:
        assert {name: article.published_between for name, article in intervals(store).items()} == one


def test_each_bound_has_its_evidence(tmp_path: Path) -> None:
    numbered = [
        article(7, published_at="2022-06-28", published_precision="day", serial=7),
        article(8, published_at=None, published_precision=None, serial=8, fetched_at="2024-01-05T00:00:00Z"),
        article(9, published_at="2022-07-01", published_precision="day", serial=9),
    ]
    with stored(tmp_path / "a.db", numbered) as store:
        between = intervals(store)["thanhhoa:8"].published_between
    assert between is not None
    assert between.earliest is not None
    assert between.latest is not None
    assert between.interval == "2022-06-28/2022-07-01"
    assert (between.earliest.kind, between.earliest.detail) == ("neighbour", "thanhhoa:7 of 2022-06-28")
    assert (between.latest.kind, between.latest.detail) == ("neighbour", "thanhhoa:9 of 2022-07-01")


def test_more_articles_make_it_tighter_and_exports_use_it(tmp_path: Path) -> None:
    undated = article(8, published_at=None, published_precision=None, serial=8, fetched_at="2024-01-05T00:00:00Z")
    before = article(7, published_at="2022-06-28", published_precision="day", serial=7)
    after = article(9, published_at="2022-07-01", published_precision="day", serial=9)
    with stored(tmp_path / "a.db", [undated]) as store:
        assert [one.published_between and one.published_between.interval for one in intervals(store).values()] == [
            "../2024-01-05"
        ]
        store.save([before])
        store.save([after])
        found = intervals(store)
        with store.read() as connection:
            late = reading.ids(connection, reading.Selection(since=date(2022, 7, 2)))
            still = reading.ids(connection, reading.Selection(since=date(2022, 7, 1)))
    assert list(found) == ["thanhhoa:7", "thanhhoa:8", "thanhhoa:9"]
    assert (late, still) == ([], ["thanhhoa:8", "thanhhoa:9"])
    assert cell("published_between", found["thanhhoa:8"].published_between) == "2022-06-28/2022-07-01"
    assert [row.published_between for row in official_rows(found["thanhhoa:8"])] == ["2022-06-28/2022-07-01"]


def test_without_a_number_the_page_alone_tells(tmp_path: Path) -> None:
    undated = article(8, published_at=None, published_precision=None, fetched_at="2024-01-05T00:00:00Z")
    with stored(tmp_path / "a.db", [undated, article(9, published_at="2022-07-01", serial=9)]) as store:
        (between,) = [one.published_between for one in intervals(store).values() if one.published_between]
    assert between.interval == "../2024-01-05"
