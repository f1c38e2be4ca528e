"""Changes are numbered in the order of their commits, so that a reader that has read up to one has missed none."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from portals.store import Store, changes, open_store, saving, schema
from portals.store.changes import Cursor, Delta
from portals.store.deliveries import Feeds
from portals.store.tables import changes as table
from portals.store.tables import schema_version
from tests.store.articles import TEXT, article

OTHER = f"{TEXT} Ngày mai họp tiếp."


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    store = open_store(store_url)
    yield store
    store.close()


def after(store: Store, position: int = 0) -> Delta:
    with store.read() as connection:
        return changes.after(connection, position)


def test_what_happened_to_an_article(store: Store) -> None:
    store.save([article(1), article(2), article(3)])
    first = after(store)
    assert first.found == {"thanhhoa:1": "new", "thanhhoa:2": "new", "thanhhoa:3": "new"}
    store.save([article(1, day=2), article(2, day=2, body=OTHER)])
    store.gone("thanhhoa:3", at="2024-01-02T00:00:00Z")
    second = after(store, first.position)
    assert second.found == {"thanhhoa:2": "changed", "thanhhoa:3": "gone"}
    store.save([article(3, day=3)])
    third = after(store, second.position)
    assert third.found == {"thanhhoa:3": "returned"}
    assert after(store, third.position) == Delta({}, third.position)
    assert after(store).found == {"thanhhoa:1": "new", "thanhhoa:2": "new", "thanhhoa:3": "new"}


def test_gone_once_and_back_by_304(store: Store) -> None:
    store.save([article(1)])
    position = after(store).position
    assert store.gone("thanhhoa:1", at="2024-01-02T00:00:00Z")
    assert not store.gone("thanhhoa:1", at="2024-01-03T00:00:00Z")
    gone = after(store, position)
    assert gone.found == {"thanhhoa:1": "gone"}
    with store.write() as connection:
        saving.unchanged(connection, ["thanhhoa:1"], "2024-01-04T00:00:00Z")
        saving.unchanged(connection, ["thanhhoa:1"], "2024-01-05T00:00:00Z")
    assert after(store, gone.position).found == {"thanhhoa:1": "returned"}


def test_an_old_archive_that_is_replayed_today_is_news(store: Store) -> None:
    store.save([article(1, day=20)])
    position = after(store).position
    store.save([article(2, day=1), article(1, day=1, body=OTHER)])
    assert after(store, position).found == {"thanhhoa:2": "new", "thanhhoa:1": "changed"}


def test_what_a_run_changed(store: Store) -> None:
    """The run that stores counts, not the one that captured the page: that of a replay is another."""
    store.save([article(1)], feeds=Feeds("thanhhoa", "first", "crawl"))
    store.save([article(1, day=2, body=OTHER), article(2)], feeds=Feeds("thanhhoa", "second", "crawl"))
    with store.read() as connection:
        assert changes.of_run(connection, "second").found == {"thanhhoa:1": "changed", "thanhhoa:2": "new"}
        assert changes.of_run(connection, "thanhhoa-20240101").found == {}


def test_times_never_go_back(store: Store) -> None:
    for day in ("03", "01", "02"):
        with store.write() as connection:
            saving.save(connection, [(article(int(day)), "2020-01-01T00:00:00Z")], f"2024-01-{day}T00:00:00Z")
    with store.read() as connection:
        assert set(changes.since(connection, "2024-01-03T00:00:00Z").found) == {"thanhhoa:3", "thanhhoa:1", "thanhhoa:2"}
        assert changes.since(connection, "2024-01-04T00:00:00Z").found == {}


def test_a_batch_that_is_undone_leaves_no_change(store: Store) -> None:
    def interrupted() -> None:
        with store.write() as connection:
            saving.save(connection, [(article(1), "2024-01-01T00:00:00Z")], "2024-01-01T00:00:00Z")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert after(store).found == {}


def test_a_cursor_never_goes_back(store: Store) -> None:
    with store.write() as connection:
        for position in (5, 9, 7):
            changes.move(connection, Cursor("newsroom", "", position, "2024-01-01T00:00:00Z"))
        assert changes.cursor(connection, "newsroom") == Cursor("newsroom", "", 9, "2024-01-01T00:00:00Z")
        assert changes.drop_cursor(connection, "newsroom")
        assert not changes.drop_cursor(connection, "newsroom")
        assert changes.cursor(connection, "newsroom") is None


def test_an_older_store_numbers_its_past(store_url: str) -> None:
    with open_store(store_url) as store:
        store.save([article(1, day=1), article(2, day=3)])
        store.save([article(1, day=2, body=OTHER)])
        store.gone("thanhhoa:2", at="2024-01-04T00:00:00Z")
        with store.write() as connection:
            connection.execute(schema_version.update().values(version=3))
            connection.exec_driver_sql("DROP TABLE changes")
            connection.exec_driver_sql("DROP TABLE cursors")
    with open_store(store_url) as store, store.read() as connection:
        assert schema.version_of(connection, "store") == schema.SCHEMA_VERSION
        rows = connection.execute(sa.select(table.c.article_id, table.c.change, table.c.at).order_by(table.c.number)).all()
    assert [(row.article_id[-1], row.change, row.at[8:10]) for row in rows] == [
        ("1", "new", "01"),
        ("1", "changed", "02"),
        ("2", "new", "03"),
        ("2", "gone", "04"),
    ]
