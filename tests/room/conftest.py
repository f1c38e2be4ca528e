"""A reading room over a small store: two portals, a changed article, a gone one, a copy, hostile text, a register."""

from __future__ import annotations

from pathlib import Path

import pytest

from portals.register.building import refresh
from portals.room.building import build_room
from portals.store import Store, open_store
from tests.room.articles import HOMES, changed_article, gone_article, room_articles

NOW = "2026-02-01T00:00:00Z"


@pytest.fixture
def store(store_url: str) -> Store:
    with open_store(store_url) as store:
        fill(store)
    return open_store(store_url)


def fill(store: Store) -> None:
    store.save(room_articles())
    store.save([changed_article()])
    store.gone(gone_article().id, at="2026-01-20T00:00:00Z")
    refresh(store, HOMES)


@pytest.fixture(scope="session")
def room_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A room that no test changes."""
    folder = tmp_path_factory.mktemp("room")
    with open_store(f"sqlite:///{folder}/store.db") as store:
        fill(store)
        build_room(store, folder / "room.db", now=NOW)
    return folder / "room.db"
