"""One open store per crawl, for every component that needs it."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from scrapy.crawler import Crawler

from portals.store.store import Store, open_store

_stores: WeakKeyDictionary[Crawler, Store] = WeakKeyDictionary()


def store_of(crawler: Crawler) -> Store:
    """Return the crawl's store. It is opened at `STORE_URL` by the first call; the run monitor closes it."""
    store = _stores.get(crawler)
    if store is None:
        store = _stores[crawler] = open_store(crawler.settings["STORE_URL"])
    return store
