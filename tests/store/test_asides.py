"""A redesign: what only the generic reader can read does not replace what the CMS's own reader read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from portals.items import Article, Note
from portals.store import Store, open_store, reading
from tests.store.articles import article


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    store = open_store(store_url)
    yield store
    store.close()


def stored(store: Store) -> Article:
    with store.read() as connection:
        return next(reading.read_articles(connection, ["thanhhoa:1"]))


GENERIC: dict[str, Any] = {"extraction": "generic", "byline": None, "body": "Một đoạn văn khác hẳn."}


def test_the_better_record_stays_and_the_other_is_kept_beside_it(store: Store) -> None:
    store.save([article(day=1)])
    (saved,) = store.save([article(day=2, **GENERIC)])
    assert (saved.outcome, saved.version, saved.aside) == ("unchanged", 1, True)
    assert stored(store).byline == "Thanh Xuân"
    assert stored(store).last_seen == "2024-01-02T00:00:00Z", "the page answers"
    with store.read() as connection:
        assert len(reading.history(connection, "thanhhoa:1")) == 1
        (aside,) = reading.kept_aside(connection, "thanhhoa:1")
    assert (aside["content"]["body"], aside["warc_record_id"]) == ("Một đoạn văn khác hẳn.", "<urn:uuid:2-1>")

    store.save([article(day=3, **GENERIC)])
    with store.read() as connection:
        assert [row["last_seen"] for row in reading.kept_aside(connection, "thanhhoa:1")] == ["2024-01-03T00:00:00Z"]


def test_a_note_of_a_weak_reading_counts_like_the_generic_reader(store: Store) -> None:
    store.save([article(day=1)])
    (saved,) = store.save([article(day=2, body="Một đoạn.", notes=[Note("unknown_layout")])])
    assert saved.aside


@pytest.mark.parametrize("first", [GENERIC, {}])
def test_what_is_no_loss_is_a_version(store: Store, first: dict[str, Any]) -> None:
    """The first reading of all, a better one of a weak record, the same text by the generic reader."""
    (saved,) = store.save([article(day=1, **first)])
    assert (saved.outcome, saved.aside) == ("new", False)
    (saved,) = store.save([article(day=2, extraction="generic") if not first else article(day=2)])
    assert (saved.outcome, saved.aside) == ("changed" if first else "unchanged", False)


def test_a_layout_that_is_mended_goes_on_from_the_better_record(store: Store) -> None:
    store.save([article(day=1)])
    store.save([article(day=2, **GENERIC)])
    (saved,) = store.save([article(day=3)])
    assert (saved.outcome, saved.version) == ("unchanged", 1)
