"""The store: what was learnt of each article, kept in one database."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Self, TypeVar

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from portals.items import Article
from portals.store import availability, saving, schema
from portals.store.connect import address, engine_for, shown
from portals.store.errors import StoreError, explained, lost
from portals.store.saving import Saved
from portals.store.tables import pages, schema_version

T = TypeVar("T")

RETRY_SECONDS = 60.0
"""How long a transaction is tried again when the database server went away."""


def utc_now() -> str:
    """Now in UTC, ISO 8601, to the second."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())


class Store:
    """An open store, closed at the end of a `with` block. Its methods raise `StoreError` and may be called from any thread."""

    def __init__(self, engine: sa.Engine, name: str, *, retry_seconds: float = RETRY_SECONDS) -> None:
        self.engine = engine
        self.name = name
        self.retry_seconds = retry_seconds
        self.backup: Path | None = None
        """The copy that was made because the tables had to be changed."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """A connection that sees the store as it stood when the block began, whatever is written meanwhile."""
        options = {"isolation_level": "REPEATABLE READ"} if self.engine.dialect.name == "postgresql" else {}
        with self._explaining(), self.engine.connect().execution_options(**options) as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self) -> Iterator[sa.Connection]:
        """A connection in a transaction that is committed at the end of the block, and undone if the block raises."""
        with self._explaining(), self.engine.connect().execution_options(portals_write=True) as connection, connection.begin():
            yield connection

    def transact(self, work: Callable[[sa.Connection], T]) -> T:
        """What `work` returns, run in one writing transaction; run again when the database server went away meanwhile."""
        deadline = time.monotonic() + self.retry_seconds
        pause = 0.1
        while True:
            try:
                with self.engine.connect().execution_options(portals_write=True) as connection, connection.begin():
                    return work(connection)
            except DBAPIError as error:
                if not lost(error) or time.monotonic() > deadline:
                    raise explained(error, self.name) from error
            time.sleep(pause)
            pause = min(pause * 2, 5.0)

    def save(self, batch: Sequence[Article], *, at: str | None = None) -> list[Saved]:
        """Saves the articles in one transaction; the outcomes in the same order.

        Fills `version`, `first_seen`, `last_seen`, `changed_at` of each.
        An article was seen at its `fetched_at`, else `at`, else now.
        """
        if not batch:
            return []
        now = at or utc_now()
        seen = [(article, article.fetched_at or now) for article in batch]
        return self.transact(lambda connection: saving.save(connection, seen))

    def gone(self, article_id: str, *, at: str | None = None) -> bool:
        """Notes that the site answered 404 or 410 for an article; its last version is kept.

        False if that was known before, or if the article is not known.
        """
        now = at or utc_now()

        def note(connection: sa.Connection) -> bool:
            connection.execute(pages.update().where(pages.c.id == article_id).values(state="gone", checked_at=now))
            return availability.gone(connection, article_id, now)

        return self.transact(note)

    def probe(self) -> None:
        """Raises `StoreError` if the store cannot be written: it is read-only, or another process holds it for too long."""
        with self.write() as connection:
            # in a file that is read-only SQLite begins a transaction without a word, and refuses the first change
            connection.execute(schema_version.update().where(sa.false()).values(version=schema_version.c.version))

    def close(self) -> None:
        self.engine.dispose()

    @contextmanager
    def _explaining(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            raise explained(error, self.name) from error


def open_store(
    url: str, *, read_only: bool = False, retry_seconds: float = RETRY_SECONDS, busy_seconds: float | None = None
) -> Store:
    """The store at `url` (`sqlite:///FILE` or `postgresql://…`), its tables made or brought up to date.

    `busy_seconds`: how long to wait for another process that writes, instead of `BUSY_SECONDS` (SQLite) and `LOCK_SECONDS`
    (PostgreSQL); `?timeout=SECONDS` in an SQLite store's address says otherwise.

    An older SQLite store is copied first (`Store.backup`). Raises `StoreError` with one line that says what to do.
    `read_only` is for those who only look: nothing is created, and an SQLite file may lie in a folder that cannot be written.
    """
    parsed = address(url)
    name = shown(parsed)
    store = Store(engine_for(parsed, read_only=read_only, busy_seconds=busy_seconds), name, retry_seconds=retry_seconds)
    try:
        if not read_only:
            store.backup = schema.prepare(store.engine, name)
        elif not _current(store.engine, name):
            store.close()
            open_store(url).close()
            store.engine = engine_for(parsed, read_only=True)
    except DBAPIError as error:
        store.close()
        raise explained(error, name) from error
    except StoreError:
        store.close()
        raise
    return store


def _current(engine: sa.Engine, name: str) -> bool:
    with engine.connect() as connection:
        found = schema.version_of(connection, name)
    if found is None:
        raise StoreError(f"the store {name} is empty; crawl a portal first", "missing")
    return found == schema.SCHEMA_VERSION
