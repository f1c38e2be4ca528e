"""The store: articles and their histories in one database."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Self, TypeVar

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from portals.items import Article
from portals.store import deliveries, saving, schema
from portals.store.database import StoreError, address, engine_for, explained, lost, printable_address, secrets_of
from portals.store.deliveries import Feeds
from portals.store.saving import Saved
from portals.store.tables import pages, schema_version

T = TypeVar("T")

RETRY_SECONDS = 60.0
"""Seconds for which a transaction is repeated while the database server is unreachable."""


def utc_now() -> str:
    """Return now in UTC, ISO 8601, to the second."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())


class Store:
    """An open store, closed at the end of a `with` block. Methods raise `StoreError` and may be called from any thread."""

    def __init__(
        self, engine: sa.Engine, name: str, *, retry_seconds: float = RETRY_SECONDS, secrets: Sequence[str] = ()
    ) -> None:
        self.engine = engine
        self.name = name
        self.retry_seconds = retry_seconds
        self.backup: Path | None = None
        """The copy that was made before the tables were changed."""
        self._secrets = secrets
        self._server_ahead = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """Yield a connection that sees the store as it was at the start of the block, whatever others write."""
        options = {"isolation_level": "REPEATABLE READ"} if self.engine.dialect.name == "postgresql" else {}
        with self._explaining(), self.engine.connect().execution_options(**options) as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self) -> Iterator[sa.Connection]:
        """Yield a connection in a transaction: committed at the end of the block, rolled back if the block raises."""
        with self._explaining(), self.engine.connect().execution_options(portals_write=True) as connection, connection.begin():
            yield connection

    def transact(self, work: Callable[[sa.Connection], T]) -> T:
        """Run `work` in one writing transaction and return its result; repeat it if the database server becomes unreachable."""
        deadline = time.monotonic() + self.retry_seconds
        pause = 0.1
        while True:
            try:
                with self.engine.connect().execution_options(portals_write=True) as connection, connection.begin():
                    return work(connection)
            except DBAPIError as error:
                if not lost(error) or time.monotonic() > deadline:
                    raise self.explained(error) from error
            time.sleep(pause)
            pause = min(pause * 2, 5.0)

    def save(
        self, batch: Sequence[Article], *, at: str | None = None, live: bool = False, feeds: Feeds | None = None
    ) -> list[Saved]:
        """Save the articles in one transaction and return the outcomes in the same order.

        Fills `version`, `first_seen`, `last_seen`, `changed_at` of each. An article was seen at its `fetched_at`, else at `at`,
        else now; `live` says that it has just been fetched. What belongs in `feeds` is noted as not delivered yet.
        """
        if not batch:
            return []
        now = at or utc_now()
        seen = [(article, article.fetched_at or now) for article in batch]

        def work(connection: sa.Connection) -> list[Saved]:
            saved = saving.save(connection, seen, utc_now(), live=live, run_id=feeds.run_id if feeds else None)
            if feeds:
                ids = [one.id for one in saved if feeds.everything or one.outcome != "unchanged"]
                deliveries.note(connection, feeds, ids)
            return saved

        return self.transact(work)

    def gone(self, article_id: str, *, at: str | None = None) -> bool:
        """Mark an article as gone (404 or 410); its last version is kept.

        Return False if it was already gone, or is unknown.
        """
        now = at or utc_now()

        def note(connection: sa.Connection) -> bool:
            connection.execute(pages.update().where(pages.c.id == article_id).values(state="gone", checked_at=now))
            return saving.gone(connection, article_id, now)

        return self.transact(note)

    def clock(self) -> float:
        """Return seconds since 1970 by the clock that all processes of the store share: PostgreSQL's, or this machine's."""
        return time.time() + self._server_ahead

    def set_clock(self) -> None:
        """Compare this machine's clock with PostgreSQL's."""
        if self.engine.dialect.name == "postgresql":
            with self.read() as connection:
                server = connection.exec_driver_sql("SELECT extract(epoch FROM clock_timestamp())").scalar_one()
            self._server_ahead = float(server) - time.time()

    def probe(self) -> None:
        """Raise `StoreError` if the store cannot be written: it is read-only, or another process holds it for too long."""
        with self.write() as connection:
            # SQLite begins a transaction also in a read-only file, and fails only at the first change
            connection.execute(schema_version.update().where(sa.false()).values(version=schema_version.c.version))

    def close(self) -> None:
        self.engine.dispose()

    def explained(self, error: DBAPIError) -> StoreError:
        """Return the driver's error as one about this store."""
        return explained(error, self.name, self._secrets)

    @contextmanager
    def _explaining(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            raise self.explained(error) from error


def open_store(
    url: str, *, read_only: bool = False, retry_seconds: float = RETRY_SECONDS, busy_seconds: float | None = None
) -> Store:
    """Open the store at `url` (`sqlite:///FILE` or `postgresql://…`), and create or upgrade its tables.

    `busy_seconds`: how long to wait for another process that writes, instead of `BUSY_SECONDS` (SQLite) and `LOCK_SECONDS`
    (PostgreSQL). `?timeout=SECONDS` in the address of an SQLite store has priority.

    An older SQLite store is copied first (`Store.backup`). Raises `StoreError` with one line that says what to do.
    With `read_only` nothing is created or changed, and an SQLite file may be in a read-only folder. An older store is read
    without an upgrade, if its tables have what is needed.
    """
    parsed = address(url)
    name = printable_address(parsed)
    if not read_only:
        _refuse_foreign(parsed, name)
    engine = engine_for(parsed, read_only=read_only, busy_seconds=busy_seconds)
    store = Store(engine, name, retry_seconds=retry_seconds, secrets=secrets_of(parsed))
    try:
        if read_only:
            schema.check_readable(engine, store.name)
        else:
            store.backup = schema.prepare(engine, store.name)
        store.set_clock()
    except DBAPIError as error:
        store.close()
        raise store.explained(error) from error
    except BaseException:
        store.close()
        raise
    return store


def _refuse_foreign(url: sa.URL, name: str) -> None:
    """Raise `StoreError` for an SQLite file of another program before opening it for writing, which would change its header."""
    if url.get_backend_name() != "sqlite" or not Path(str(url.database)).is_file():
        return
    engine = engine_for(url, read_only=True)
    try:
        with engine.connect() as connection:
            schema.version_of(connection, name)
    except StoreError as error:
        if error.reason in ("foreign", "newer"):
            raise
    except DBAPIError:
        return  # damaged or locked: the next step reports it
    finally:
        engine.dispose()
