"""The result of a run, as a table: what Scrapy's statistics say, and what they make of the run."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from portals.portal import Expectations
from portals.runs.results import EXIT_CODES, PastRun, RunPlan, judge

FULL = RunPlan("full", date(2024, 1, 31))
INCREMENTAL = RunPlan("incremental", date(2024, 1, 31))
REPLAY = RunPlan("replay", date(2024, 1, 31))
EXPECTED = Expectations(min_items=5, fill={"title": 1.0, "body": 0.98, "published_at": 0.9}, max_age_days=30)


def stats(records: int = 30, **others: Any) -> dict[str, Any]:
    """The statistics of a full crawl without a fault; names with `__` stand for those with `/`."""
    good = {
        "finish_reason": "finished",
        "pages/listing": 3,
        "pages/article": records,
        "links/articles": records,
        "items/new": records,
        "fill/records": records,
        "fill/field/title": records,
        "fill/field/body": records,
        "fill/field/published_at": records,
        "published/newest": "2024-01-30",
        "pager/stop/last_page": 1,
    }
    return good | {name.replace("__", "/"): value for name, value in others.items()}


def codes(plan: RunPlan, values: dict[str, Any], history: tuple[PastRun, ...] = ()) -> tuple[str, list[str]]:
    verdict = judge(values, plan, EXPECTED, history)
    return verdict.result, [reason.code for reason in verdict.reasons]


@pytest.mark.parametrize(
    ("plan", "values", "result", "reasons"),
    [
        (FULL, stats(), "ok", []),
        (FULL, stats(finish_reason="shutdown"), "interrupted", ["interrupted"]),
        (FULL, stats(finish_reason="shutdown", records=0), "interrupted", ["interrupted"]),
        (FULL, stats(finish_reason="closespider_timeout"), "degraded", ["stopped"]),
        (FULL, stats(finish_reason="start_error", records=0), "failed", ["crashed", "nothing"]),
        (FULL, {}, "failed", ["crashed", "nothing"]),
        (
            INCREMENTAL,
            {"finish_reason": "finished", "pages/front": 1, "pages/sitemap": 1, "links/skipped/known": 30},
            "ok",
            [],
        ),
        (FULL, stats(store__error="the disk is full", finish_reason="store_error"), "failed", ["store"]),
        (FULL, stats(archive__error="the disk is full", finish_reason="shutdown"), "failed", ["archive"]),
        (FULL, stats(wall__cookie_wall=1), "blocked", ["wall"]),
        (FULL, stats(wall__cookie_wall=1, records=0), "blocked", ["wall", "nothing"]),
        (FULL, stats(wall__cookie_wall=1, finish_reason="shutdown"), "interrupted", ["interrupted", "wall"]),
        (FULL, stats(closed__new=3, closed__known=40), "ok", []),
        (FULL, stats(closed__new=4), "degraded", ["closed"]),
        (INCREMENTAL, stats(records=0, links__articles=1, closed__new=1), "degraded", ["closed"]),
        (INCREMENTAL, stats(records=0, links__articles=20, links__skipped__known=20, closed__new=1), "ok", []),
        (FULL, stats(closed__withdrawn=1), "degraded", ["withdrawn"]),
        (FULL, stats(given_up__members_only=1), "degraded", ["given_up"]),
        (FULL, stats(records=0), "failed", ["nothing"]),
        (REPLAY, stats(records=0), "failed", ["nothing"]),
        (FULL, stats(records=0, items__before_since=9), "ok", []),
        (FULL, stats(records=0, links__skipped__known=9), "ok", []),
        (FULL, stats(records=2, links__skipped__known=2), "degraded", ["min_items"]),
        (INCREMENTAL, stats(records=0), "degraded", ["no_links"]),
        (INCREMENTAL, stats(records=0, links__articles=20), "ok", []),
        (INCREMENTAL, stats(records=0, pages__listing=0), "failed", ["nothing"]),
        (FULL, stats(given_up__http_500=2, given_up__timeout=1), "degraded", ["given_up"]),
        (FULL, stats(replay__miss=1), "degraded", ["replay_miss"]),
        (FULL, {**stats(), "spider_exceptions/count": 1, "spider_exceptions/KeyError": 1}, "degraded", ["exception"]),
        (FULL, stats(items__error=1), "degraded", ["item_error"]),
        (FULL, {**stats(), "feedexport/failed_count/file": 1}, "degraded", ["feed"]),
        (FULL, stats(pager__stop__repeats=1), "degraded", ["pager"]),
        (FULL, stats(pager__stop__empty=1, pager__stop__no_pager=2), "ok", []),
        (INCREMENTAL, stats(pager__stop__known=1), "ok", []),
        (FULL, stats(extraction__weak=1), "degraded", ["fallback"]),
        (FULL, {**stats(), "validation/schema/view_count": 1}, "degraded", ["invalid"]),
        (FULL, {**stats(), "fill/field/title": 29}, "degraded", ["fill/title"]),
        (FULL, {**stats(), "fill/field/published_at": 20}, "degraded", ["fill/published_at"]),
        (REPLAY, {**stats(records=8), "fill/field/published_at": 5}, "ok", []),
        (REPLAY, {**stats(records=8), "fill/field/body": 7}, "degraded", ["fill/body"]),
        (FULL, stats(records=4), "degraded", ["min_items"]),
        (REPLAY, stats(records=4), "ok", []),
        (INCREMENTAL, stats(records=4), "ok", []),
        (RunPlan("full", date(2024, 1, 31), partial=True), stats(records=4), "ok", []),
        (RunPlan("full", date(2024, 1, 31), resumed=True), stats(records=4), "ok", []),
        (RunPlan("full", date(2024, 1, 31), resumed=True), stats(records=0), "ok", []),
        (FULL, {**stats(), "published/newest": "2023-12-01"}, "degraded", ["age"]),
        (REPLAY, {**stats(), "published/newest": "2020-12-01"}, "ok", []),
    ],
)
def test_result(plan: RunPlan, values: dict[str, Any], result: str, reasons: list[str]) -> None:
    values = {name: value for name, value in values.items() if value != 0 or name.startswith("items")}
    if plan.resumed and not values["items/new"]:
        values["links/articles"] = 20
    assert codes(plan, values) == (result, reasons)


GOOD = tuple(PastRun("full", 100, {"title": 1.0, "images": 0.8, "lead": 0.05}) for _ in range(3))


def test_half_of_the_articles_of_the_last_good_runs_is_too_few() -> None:
    with_images = {"fill/field/images": 49}
    assert codes(FULL, {**stats(records=49), **with_images}, GOOD) == ("degraded", ["fewer"])
    assert codes(FULL, {**stats(records=50), **with_images}, GOOD) == ("ok", [])
    assert codes(RunPlan("full", date(2024, 1, 31), partial=True), {**stats(records=49), **with_images}, GOOD) == ("ok", [])


def test_a_rate_that_halves_against_the_last_good_runs_is_named() -> None:
    assert codes(FULL, {**stats(records=100), "fill/field/images": 39}, GOOD) == ("degraded", ["halved/images"])
    assert codes(FULL, {**stats(records=100), "fill/field/images": 40}, GOOD) == ("ok", [])


def test_a_rate_is_held_against_runs_of_its_own_kind_only() -> None:
    assert codes(REPLAY, stats(records=100), GOOD) == ("ok", [])


def test_exit_codes_are_those_of_the_documentation() -> None:
    assert EXIT_CODES == {"ok": 0, "failed": 1, "usage": 2, "degraded": 3, "blocked": 4, "interrupted": 130}


EVERY_THIRD_DAY = tuple(date(2024, 1, 31) - timedelta(days=3 * number) for number in range(5, 30))
"""The last article is 15 days old."""


@pytest.mark.parametrize(
    ("found", "published", "expected", "quiet"),
    [
        (date(2024, 1, 16), EVERY_THIRD_DAY, {}, True),
        (date(2024, 1, 30), EVERY_THIRD_DAY, {}, False),
        (date(2024, 1, 16), EVERY_THIRD_DAY[:5], {}, False),
        (date(2024, 1, 16), EVERY_THIRD_DAY, {"closed": True}, False),
        (date(2024, 1, 16), EVERY_THIRD_DAY, {"quiet_days": 20}, False),
        (date(2024, 1, 16), (), {"quiet_days": 10}, True),
        (date(2024, 1, 16), (date(2030, 1, 1), *EVERY_THIRD_DAY), {}, True),
    ],
    ids=[
        "longer than usual",
        "found lately",
        "rhythm not known",
        "closed",
        "declared longer",
        "declared",
        "a date in the future",
    ],
)
def test_a_portal_that_is_quiet_for_longer_than_usual(
    found: date, published: tuple[date, ...], expected: dict[str, Any], quiet: bool
) -> None:
    plan = RunPlan("incremental", date(2024, 1, 31), published=published, last_found=found)
    values = {"finish_reason": "finished", "pages/listing": 2, "links/articles": 20, "links/skipped/known": 20}
    reasons = [reason.code for reason in judge(values, plan, Expectations(**expected)).reasons]
    assert reasons == (["quiet"] if quiet else [])
    assert judge(values | {"items/new": 1, "fill/records": 0}, plan, Expectations(**expected)).result == "ok"


def test_a_listing_that_shrinks_and_a_report_that_failed_are_named() -> None:
    assert codes(INCREMENTAL, {**stats(), "listings/shrunk": ["Tin tức: 12 articles, before 30"]}) == ("degraded", ["shrunk"])
    assert codes(INCREMENTAL, stats(report__failed=1)) == ("degraded", ["report"])
