"""`scrapy export --since-last NAME` and its kin, and `scrapy feeds`: a missed morning loses nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from portals.cli import checks
from portals.errors import CommandError
from portals.store import Store, changes, open_store
from portals.store.deliveries import Feeds
from tests.commands.cli import Ended, refused, scrapy
from tests.commands.test_reading_commands import notice
from tests.store.articles import TEXT, article


@pytest.fixture
def store(store_url: str) -> Store:
    store = open_store(store_url)
    store.save([article(1), article(2)], feeds=Feeds("thanhhoa", "first", "crawl"))
    return store


def exported(store_url: str, folder: Path, *options: str) -> dict[str, str]:
    """What an export of changes holds: article → change."""
    path = folder / "delta.jsonl"
    ended = scrapy("export", "-O", path, *options, store=store_url)
    assert ended.code == 0, ended.err
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return {row["id"].partition(":")[2]: row["change"] for row in rows}


def test_since_the_last_export_of_a_name(store: Store, store_url: str, tmp_path: Path) -> None:
    assert exported(store_url, tmp_path, "--since-last", "newsroom") == {"1": "new", "2": "new"}
    assert exported(store_url, tmp_path, "--since-last", "newsroom") == {}
    store.save([article(2, day=2, body=f"{TEXT} Họp tiếp."), article(3)])
    store.gone("thanhhoa:1")
    expected = {"1": "gone", "2": "changed", "3": "new"}
    assert exported(store_url, tmp_path, "--since-last", "newsroom") == expected
    assert exported(store_url, tmp_path, "--since-last", "archive") == {"1": "gone", "2": "new", "3": "new"}


def test_an_export_that_fails_moves_no_cursor(store: Store, store_url: str, tmp_path: Path) -> None:
    assert scrapy("export", "-O", "/dev/full", "--format", "jsonl", "--since-last", "newsroom", store=store_url).code == 1
    assert len(exported(store_url, tmp_path, "--since-last", "newsroom")) == 2


def test_who_is_killed_after_the_file_gets_the_same_again(
    store: Store, store_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def killed(connection: object, moved: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(changes, "move", killed)
        options = ("-O", tmp_path / "first.jsonl", "--since-last", "newsroom", "-s", f"STORE_URL={store_url}")
        assert refused(capsys, "export", *options).code == 130
    assert len((tmp_path / "first.jsonl").read_text("utf-8").splitlines()) == 2
    assert len(exported(store_url, tmp_path, "--since-last", "newsroom")) == 2


def test_a_name_is_for_one_selection(store: Store, store_url: str, tmp_path: Path) -> None:
    store.save([notice("soctrang", 3, "2023-08-01")])
    assert exported(store_url, tmp_path, "--since-last", "one", "--portal", "soctrang") == {"3": "new"}
    ended = scrapy("export", "-O", tmp_path / "x.csv", "--since-last", "one", store=store_url)
    assert (ended.code, ended.line) == (
        2,
        "scrapy export: 'one' reads --portal soctrang; give another selection a name of its own",
    )
    assert not (tmp_path / "x.csv").exists()


def test_what_a_run_changed_and_what_came_since_a_time(store: Store, store_url: str, tmp_path: Path) -> None:
    store.save([article(3)], feeds=Feeds("thanhhoa", "second", "crawl"))
    with store.write() as connection:
        connection.exec_driver_sql(
            "INSERT INTO runs (id, portal, mode, partial, started_at, pages, records, new, changed, unchanged, gone, given_up) "
            "VALUES ('second', 'thanhhoa', 'full', FALSE, '2024-01-01T00:00:00Z', 0, 0, 0, 0, 0, 0, 0)"
        )
    assert exported(store_url, tmp_path, "--run", "second") == {"3": "new"}
    assert exported(store_url, tmp_path, "--changed-since", "2020-01-01") == {"1": "new", "2": "new", "3": "new"}
    assert exported(store_url, tmp_path, "--changed-since", "2999-01-01T00:00Z") == {}


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--run", "nobody"], "the store has no run 'nobody'"),
        (["--changed-since", "soon"], "--changed-since 'soon' is no time"),
        (["--changed-since", "0001-01-01T00:00+23:00"], "is no time"),
        (["--since-last", " "], "--since-last is a name"),
        (["--since-last", "x" * 200], "--since-last is a name"),
        (["--since-last", "a", "--run", "b"], "not allowed with argument"),
    ],
)
def test_what_cannot_be_done(options: list[str], says: str, store: Store, store_url: str, tmp_path: Path) -> None:
    ended = scrapy("export", "-O", tmp_path / "x.csv", *options, store=store_url)
    assert ended.code == 2
    assert says in ended.line
    assert list(tmp_path.glob("*.csv")) == []


def test_a_cursor_makes_no_store(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    url = f"sqlite:///{tmp_path}/none.db"
    ended = refused(capsys, "export", "-O", tmp_path / "x.csv", "--since-last", "a", "-s", f"STORE_URL={url}")
    assert "there is no store" in ended.line
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2026-11-28", "2026-11-27T17:00:00Z"),
        ("2026-11-28T05:00", "2026-11-27T22:00:00Z"),
        ("2026-11-28T05:00Z", "2026-11-28T05:00:00Z"),
        ("2026-11-28T05:00+07:00", "2026-11-27T22:00:00Z"),
    ],
)
def test_a_time(text: str, utc: str) -> None:
    assert checks.moment_option(text, "--changed-since") == utc


@pytest.mark.parametrize("text", ["", "T", "9999-12-31T23:59:59-14:00", "28/11/2026", "2026-13-01"])
def test_no_time(text: str) -> None:
    with pytest.raises(CommandError, match="is no time"):
        checks.moment_option(text, "--changed-since")


def waiting(store_url: str) -> list[list[str]]:
    ended = scrapy("feeds", store=store_url)
    assert ended.code == 0, ended.err
    return [line.split("\t") for line in ended.out.splitlines()[1:]]


def test_a_feed_that_is_no_longer_used_is_dropped(store: Store, store_url: str, tmp_path: Path) -> None:
    target = str(tmp_path / "old.jsonl")
    with store.write() as connection:
        connection.exec_driver_sql(
            "INSERT INTO runs (id, portal, mode, partial, started_at, result, pages, records, new, changed, unchanged, gone, "
            "given_up) VALUES ('dead', 'thanhhoa', 'full', FALSE, '2024-01-01T00:00:00Z', 'failed', 0, 0, 0, 0, 0, 0, 0)"
        )
    store.save([article(3), article(4)], feeds=Feeds("thanhhoa", "dead", "crawl", (target,)))
    exported(store_url, tmp_path, "--since-last", "newsroom")
    store.save([article(5)])
    assert waiting(store_url) == [["feed", target, "2", "thanhhoa"], ["reader", "newsroom", "1", "everything"]]
    ended = dropped(store_url, target)
    assert (ended.code, "2 records were not delivered there" in ended.err) == (0, True)
    assert dropped(store_url, "newsroom").code == 0
    assert waiting(store_url) == []
    assert dropped(store_url, "newsroom").line == (
        "scrapy feeds: nothing waits under the name 'newsroom'; scrapy feeds lists the names"
    )


def dropped(store_url: str, name: str) -> Ended:
    return scrapy("feeds", "--drop", name, store=store_url)
