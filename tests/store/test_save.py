"""Saving: what is new, what changed, what stayed."""

from __future__ import annotations

from portals.store import open_store


def test_first_save_is_new(store_url: str) -> None:
    assert open_store(store_url).save([]) == []
