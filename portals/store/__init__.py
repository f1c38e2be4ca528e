"""The store: articles, their versions and officials, runs and crawl state, in SQLite or PostgreSQL."""

from portals.store.database import StoreError
from portals.store.saving import Saved
from portals.store.store import Store, open_store

__all__ = ["Saved", "Store", "StoreError", "open_store"]
