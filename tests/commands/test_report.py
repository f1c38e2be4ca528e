"""A finished run in words: the row, the report, the line."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy.settings import Settings

from portals.extensions.log_formatter import name_of
from portals.extensions.run_monitor import report_folder
from portals.runs import report
from portals.runs.field_fill import Counts, count, rates
from portals.runs.results import Reason, Verdict
from portals.store import open_store, runs
from portals.store.runs import alive
from tests.store.articles import article

STARTED = datetime(2024, 1, 31, 6, 0, tzinfo=UTC)
STATS: dict[str, Any] = {
    "pages/article": 9,
    "pages/listing": 1,
    "items/new": 5,
    "items/unchanged": 3,
    "fill/records": 8,
    "fill/field/title": 8,
    "fill/field/lead": 2,
    "given_up/http_500": 2,
    "given_up/list": [["https://example.gov.vn/1", "http_500"], ["https://example.gov.vn/2", "http_500"]],
    "replay/miss": 1,
    "replay/misses": ["GET https://example.gov.vn/3"],
    "pager/stop/last_page": 1,
    "finish_reason": "finished",
}
VERDICT = Verdict("degraded", (Reason("degraded", "given_up", "pages given up: http_500 2"),))
RUN = report.Finished("thanhhoa-1", "thanhhoa", "full", STARTED, STARTED, VERDICT, STATS, seconds=20.0)


def test_the_line() -> None:
    assert report.line(RUN, Path("data/reports/thanhhoa-1.json")) == (
        "thanhhoa: degraded · 10 pages, 8 records (new 5, unchanged 3) in 20.0 s · pages given up: http_500 2"
        " · report: data/reports/thanhhoa-1.json"
    )


def test_the_report(tmp_path: Path) -> None:
    path = report.write_report(report.report(RUN, {"good_runs": 0}), tmp_path / "reports")
    read = json.loads(path.read_text(encoding="utf-8"))
    assert (read["result"], read["exit_code"], read["seconds"], read["pages_per_second"]) == ("degraded", 3, 20.0, 0.5)
    assert read["fill"]["title"] == 1.0
    assert read["fill"]["lead"] == 0.25
    assert read["given_up"][0] == {"url": "https://example.gov.vn/1", "reason": "http_500"}
    assert read["given_up_reasons"] == {"http_500": 2}
    assert read["replay_misses"] == ["GET https://example.gov.vn/3"]
    assert [left.name for left in path.parent.iterdir()] == ["thanhhoa-1.json"]


def test_the_row_and_the_problems_are_stored(store_url: str) -> None:
    store = open_store(store_url)
    begin = {"id": RUN.id, "portal": RUN.portal, "mode": RUN.mode, "started_at": report.utc(RUN.started)}
    with store.write() as connection:
        runs.begin(connection, begin)
        runs.finish(connection, RUN.id, report.row(RUN, None), report.problem_rows(RUN))
    with store.read() as connection:
        (row,) = runs.recent(connection, "thanhhoa")
        found = runs.problems_of(connection, RUN.id)
    assert {name: row[name] for name in ("result", "exit_code", "pages", "records", "new", "unchanged", "given_up")} == {
        "result": "degraded",
        "exit_code": 3,
        "pages": 10,
        "records": 8,
        "new": 5,
        "unchanged": 3,
        "given_up": 2,
    }
    assert [(problem["stage"], problem["reason"]) for problem in found] == [
        ("page", "http_500"),
        ("page", "http_500"),
        ("request", "replay_miss"),
        ("run", "given_up"),
    ]


def test_pages_that_no_reader_or_a_weaker_one_read_are_named_with_the_command(store_url: str) -> None:
    weak = [["https://x.vn/a.html", "weak_reading"]]
    given_up = [["https://x.vn/b.html?x='1'", "script_rendered"], ["https://x.vn/c.html", "http_500"]]
    run = replace(RUN, stats={**STATS, "weak/list": weak, "given_up/list": given_up})
    assert report.report(run, {})["to_record"] == [
        {"url": "https://x.vn/a.html", "reason": "weak_reading", "command": "scrapy record thanhhoa https://x.vn/a.html"},
        {
            "url": "https://x.vn/b.html?x='1'",
            "reason": "script_rendered",
            "command": "scrapy record thanhhoa 'https://x.vn/b.html?x='\"'\"'1'\"'\"''",
        },
    ]
    found = {row["url"]: (row["stage"], row["reason"], row["detail"]) for row in report.problem_rows(run) if row["url"]}
    assert found["https://x.vn/a.html"] == ("reading", "weak_reading", "scrapy record thanhhoa https://x.vn/a.html")
    assert found["https://x.vn/c.html"] == ("page", "http_500", None)
    undeclared = replace(run, stats={**run.stats, "any/cms": "generic"})
    assert report.report(undeclared, {})["to_record"][0]["command"] == "scrapy record any https://x.vn/a.html"


def test_a_run_whose_process_is_gone_was_killed(store_url: str) -> None:
    store = open_store(store_url)
    with store.write() as connection:
        runs.begin(connection, {"id": "a", "portal": "thanhhoa", "mode": "full", "started_at": "2024-01-01T00:00:00Z"})
        assert runs.unfinished(connection, "thanhhoa")
        runs.begin(connection, {"id": "b", "portal": "thanhhoa", "mode": "full", "started_at": "2024-01-02T00:00:00Z"})
        last, first = runs.recent(connection)
    assert (first["result"], first["message"], last["result"]) == ("interrupted", "killed", None)


@pytest.mark.parametrize(("process", "there"), [(None, False), ("", False), ("elsewhere 1", True), ("elsewhere", False)])
def test_whether_a_process_may_still_run(process: str | None, there: bool) -> None:
    assert alive(process) is there


def test_none_empty_text_and_empty_lists_are_not_filled_and_no_views_are() -> None:
    stats = Counts()
    count(article(lead="", images=[], view_count=0, section=None), stats)
    count(article(published_at="2022"), stats)
    filled = rates(stats)
    assert (filled["lead"], filled["images"], filled["view_count"], filled["section"]) == (0.0, 0.5, 1.0, 0.0)
    assert stats["published/newest"] == "2023-08-09", "a year alone is no day"
    assert rates({}) == {}


@pytest.mark.parametrize(
    ("settings", "folder"),
    [
        ({"STORE_URL": "sqlite:///data/portals.db"}, "data/reports"),
        ({"STORE_URL": "sqlite:////srv/portals/all.db"}, "/srv/portals/reports"),
        ({"STORE_URL": "postgresql://host/portals"}, "data/reports"),
        ({"STORE_URL": "sqlite:///data/portals.db", "REPORT_DIR": "said"}, "said"),
    ],
)
def test_where_reports_go(settings: dict[str, str], folder: str) -> None:
    assert report_folder(SimpleNamespace(settings=Settings(settings))) == Path(folder)  # type: ignore[arg-type]


def test_a_log_line_names_a_record_and_its_candidate_by_id() -> None:
    assert name_of(article(7)) == "thanhhoa:7"
    assert name_of(SimpleNamespace(article=article(7))) == "thanhhoa:7"
    assert name_of("text") == "str"
