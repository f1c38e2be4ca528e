"""The two databases that a store can live in, SQLite and PostgreSQL: addresses, engines, errors, and their own SQL."""

from __future__ import annotations

import json
import math
import os
import sqlite3
from collections.abc import Callable, Sequence
from functools import partial
from importlib.util import find_spec
from operator import itemgetter
from pathlib import Path
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, DBAPIError

from portals.errors import PortalsError

Reason = Literal[
    "address",
    "damaged",
    "failed",
    "foreign",
    "full",
    "locked",
    "missing",
    "newer",
    "older",
    "read_only",
    "replaced",
    "unreachable",
]

_LOCKED = "is locked by another process; wait for it to end, or stop it"
_SQLITE: tuple[tuple[str, Reason, str], ...] = (
    ("database is locked", "locked", _LOCKED),
    ("database table is locked", "locked", _LOCKED),
    ("readonly database", "read_only", "is read-only; make the file and its folder writable"),
    ("unable to open database file", "unreachable", "cannot be opened; is its folder there, and yours to read and write?"),
    (
        "not a database",
        "damaged",
        "is no SQLite database, or is damaged; restore a backup, or rebuild it with `scrapy extract`",
    ),
    ("malformed", "damaged", "is damaged; restore a backup, or rebuild it from the archive with `scrapy extract`"),
    ("disk is full", "full", "cannot grow: the disk is full; free some space and run the same command again"),
    ("disk I/O error", "full", "cannot be written: disk I/O error; look at the disk, then run the same command again"),
)


class StoreError(PortalsError):
    """The store cannot be used. The message is one line for the user; `reason` is a stable word."""

    def __init__(self, message: str, reason: Reason = "failed") -> None:
        super().__init__(message)
        self.reason: Reason = reason


def explained(error: DBAPIError, address: str, secrets: Sequence[str] = ()) -> StoreError:
    """Return the driver's error as a `StoreError` about the store at `address`, without the `secrets` it may repeat."""
    text = " ".join(str(error.orig).split())
    for secret in secrets:
        text = text.replace(secret, "…")
    if isinstance(error.orig, sqlite3.Error):
        for part, reason, line in _SQLITE:
            if part in text:
                return StoreError(f"the store {address} {line}", reason)
        return StoreError(f"the store {address}: {text}")
    if getattr(error.orig, "sqlstate", None) == "55P03":  # lock_timeout
        return StoreError(f"the store {address} {_LOCKED}", "locked")
    if lost(error):
        return StoreError(f"the store {address} cannot be reached: {text}", "unreachable")
    return StoreError(f"the store {address}: {text}")


def lost(error: DBAPIError) -> bool:
    """Return whether the database server is unreachable (or not started yet), so that a retry may help."""
    if isinstance(error.orig, sqlite3.Error) or error.orig is None:
        return False
    state = str(getattr(error.orig, "sqlstate", None) or "")
    # 57P0x: shut down or starting up; 08xxx: connection; 40001 and 40P01: conflict with another transaction;
    # 25P03: this process was stopped for too long in a transaction; none: no connection
    return (
        error.connection_invalidated or state.startswith(("57P", "08", "40", "25P03")) or (not state and _no_connection(error))
    )


def _no_connection(error: DBAPIError) -> bool:
    return type(error.orig).__name__ in {"OperationalError", "InterfaceError", "ConnectionTimeout"}


BUSY_SECONDS = 30.0
"""Seconds that SQLite waits for another process that writes."""

LOCK_SECONDS = 120.0
"""Seconds that PostgreSQL waits for a lock: longer than a lease, after which a stopped process loses its locks."""

WRITING = "portals writes"
"""The `application_name` of a session in a writing transaction."""

STOPPED_SECONDS = 60.0
"""Seconds after which PostgreSQL ends the writing transaction of a stopped process, unless the address has `?options=`."""

_MOST_SECONDS = 86_400.0
_SECRETS = ("password", "sslpassword", "passfile", "sslkey")
"""Parameters of a PostgreSQL address that are never shown."""

as_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""Return a value as JSON, in the form of the store."""


def address(url: str) -> sa.URL:
    """Return the parsed address. Raises `StoreError` unless it is SQLite with a file or PostgreSQL."""
    try:
        parsed = sa.make_url(url)
    except (ArgumentError, ValueError):
        raise StoreError(
            f"{_without_secrets(url)} is no store address; use sqlite:///FILE or postgresql://…", "address"
        ) from None
    backend = parsed.drivername.partition("+")[0]
    if backend in ("postgresql", "postgres"):
        return _postgresql(parsed)
    if backend != "sqlite":
        raise StoreError(f"a store is sqlite:///FILE or postgresql://…, not {backend}://", "address")
    if not parsed.database or parsed.database == ":memory:" or "mode=memory" in url:
        raise StoreError("a store in memory would be lost with the run; use sqlite:///FILE", "address")
    return parsed


def _postgresql(parsed: sa.URL) -> sa.URL:
    if find_spec("psycopg") is None:
        raise StoreError("a PostgreSQL store needs psycopg: pip install 'psycopg[binary]'", "address")
    return parsed.set(drivername="postgresql+psycopg")


def _without_secrets(url: str) -> str:
    """Return an invalid address for a message, without anything that may be a password."""
    scheme = url.partition(":")[0]
    suspicious = "@" in url or "=" in url or url.count(":") > 1
    return (f"{scheme}:…" if scheme.isalnum() else "STORE_URL") if suspicious else repr(url)


def printable_address(url: sa.URL) -> str:
    """Return the address for a message: the file of an SQLite store, else scheme, user, host and database."""
    if url.get_backend_name() == "sqlite":
        return str(url.database)
    database = None if "@" in (url.database or "") else url.database  # a password with a slash is parsed as host and database
    host = None if database is None and url.database else (url.host or "").rpartition("@")[2] or None
    return sa.URL.create("postgresql", url.username, None, host, url.port if host else None, database).render_as_string()


def secrets_of(url: sa.URL) -> tuple[str, ...]:
    """Return the parts of the address that must not be in a message, also if the driver repeats them."""
    values = [url.password, *(url.query.get(name) for name in _SECRETS)]
    values += [part for part in (url.host, url.database) if part and "@" in part]  # a password with an `@`
    flat = [part for value in values if value for part in (value if isinstance(value, tuple) else (value,))]
    return tuple(str(part) for part in flat)


def engine_for(url: sa.URL, *, read_only: bool = False, busy_seconds: float | None = None) -> sa.Engine:
    """Return an engine for `url`.

    The folder of an SQLite store is created. With `read_only` the file must exist.
    """
    if url.get_backend_name() != "sqlite":
        engine = sa.create_engine(url, json_serializer=as_json, pool_pre_ping=True, connect_args={"connect_timeout": 10})
        wait = LOCK_SECONDS if busy_seconds is None else busy_seconds
        sa.event.listen(engine, "begin", partial(_bound, wait, None if "options" in url.query else STOPPED_SECONDS))
        return engine
    path = Path(str(url.database))
    try:
        _look(path, read_only)
    except OSError as error:
        raise StoreError(f"the store {path} cannot be reached: {error.strerror}", "unreachable") from None
    if not read_only:
        _make_folder(path.parent)
    timeout = _timeout(url, BUSY_SECONDS if busy_seconds is None else busy_seconds)
    file = StoreFile(path)
    engine = sa.create_engine(
        "sqlite://", creator=partial(_connect, file, timeout, read_only), poolclass=sa.QueuePool, json_serializer=as_json
    )
    sa.event.listen(engine, "begin", partial(_begin, file))
    return engine


class StoreFile:
    """The identity of an SQLite file when it was first opened.

    SQLite continues to write to a file that was deleted or replaced, and all of that is lost when it is closed.
    """

    def __init__(self, path: Path) -> None:
        self.path = path.absolute()
        self._parts = (self.path, self.path.with_name(f"{self.path.name}-wal"))
        self._seen: dict[Path, tuple[int, int]] = {}

    @property
    def opened(self) -> bool:
        """Whether the file has been opened once."""
        return self.path in self._seen

    def check(self) -> None:
        """Raise `StoreError` if the file or its log is no longer the one that was opened."""
        for part in self._parts:
            try:
                found = os.stat(part)
                identity: tuple[int, int] | None = (found.st_dev, found.st_ino)
            except OSError:
                identity = None
            seen = self._seen.get(part)
            if seen is None and identity is not None:
                self._seen[part] = identity
            elif seen != identity:
                what = "was deleted" if identity is None else "was replaced by another file"
                raise StoreError(
                    f"the store {part} {what} while it was in use; what was written since is lost with it: "
                    "put back a copy, or rebuild it from the archive with `scrapy extract`",
                    "replaced",
                )


def _look(path: Path, read_only: bool) -> None:
    if read_only and not path.exists():
        raise StoreError(f"there is no store at {path}; crawl a portal first, or set STORE_URL", "missing")
    if path.is_dir():
        raise StoreError(f"the store {path} is a folder; STORE_URL names a file", "address")
    if path.exists() and not path.is_file():
        raise StoreError(f"the store {path} is a device or pipe; STORE_URL names a file", "address")


def _timeout(url: sa.URL, otherwise: float) -> float:
    unknown = sorted(set(url.query) - {"timeout"})
    if unknown:
        raise StoreError(f"an SQLite store's address knows ?timeout=SECONDS, not {unknown[0]}", "address")
    given = url.query.get("timeout")
    try:
        seconds = float(str(given)) if given else otherwise
    except ValueError:
        seconds = math.nan
    if not 0 <= seconds <= _MOST_SECONDS:
        raise StoreError(f"timeout={str(given)[:20]} in the store's address is no number of seconds up to a day", "address")
    return seconds


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"the store's folder {folder} cannot be made: {error.strerror}", "unreachable") from None


def _connect(file: StoreFile, timeout: float, read_only: bool) -> sqlite3.Connection:
    if read_only:
        return _reader(file.path, timeout)
    if file.opened:
        file.check()  # connecting to a missing file would create an empty one
    connection = sqlite3.connect(file.path, timeout=timeout, isolation_level=None, check_same_thread=False)
    # WAL: readers continue while a crawl writes. NORMAL: a power cut may lose the last transactions, but never the file.
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}").close()
    return connection


def _reader(path: Path, timeout: float) -> sqlite3.Connection:
    """Open a connection for reading; in a read-only folder, where SQLite cannot make its lock file, open it as immutable.

    It cannot write, but is not opened with `mode=ro`, because SQLite would leave its lock files behind.
    """
    uri = f"{path.as_uri()}?mode="
    connection = sqlite3.connect(f"{uri}rw", uri=True, timeout=timeout, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA query_only=ON").close()
        connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchall()
    except sqlite3.OperationalError as error:
        connection.close()
        if "unable to open" not in str(error) and "readonly" not in str(error):
            raise
        _refuse_unfinished(path)
        connection = sqlite3.connect(f"{uri}ro&immutable=1", uri=True, isolation_level=None, check_same_thread=False)
    return connection


def _refuse_unfinished(path: Path) -> None:
    """Raise `StoreError` if a killed crawl left its last transactions in a separate file, which only a writer can recover."""
    log = path.with_name(f"{path.name}-wal")
    if log.exists() and log.stat().st_size:
        raise StoreError(f"the store {path} was not closed; open it once where its folder can be written", "read_only")


def _bound(wait: float, stopped: float | None, connection: sa.Connection) -> None:
    """Limit how long a writing transaction waits for locks, and how long it keeps them if its process is stopped."""
    if connection.get_execution_options().get("portals_write", False):
        idle = f"; SET LOCAL idle_in_transaction_session_timeout = '{stopped:.0f}s'" if stopped else ""
        connection.exec_driver_sql(
            f"SET LOCAL lock_timeout = '{wait * 1000:.0f}ms'; SET LOCAL application_name = '{WRITING}'{idle}"
        )


def _begin(file: StoreFile, connection: sa.Connection) -> None:
    """Take the write lock at the start, so that a writing transaction cannot fail later because of another writer."""
    writing: Any = connection.get_execution_options().get("portals_write", False)
    if writing:
        file.check()
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


Row = dict[str, Any]


class CompiledStatement:
    """A statement that is used for every page, compiled once for one kind of database.

    SQLAlchemy needs more time for the parameters of a row than SQLite for the row. This makes a transaction of the frontier
    with 21 rows a third cheaper. The driver gets the values unchanged, so JSON must already be text.
    """

    def __init__(self, statement: Any, dialect: sa.Dialect, columns: Sequence[str] | None = None) -> None:
        """`columns` are those of an insert without values; None if the statement names all."""
        compiled = statement.compile(dialect=dialect, column_keys=columns)
        self.sql = str(compiled)
        self._constants: Row = dict(compiled.params)
        order = compiled.positiontup
        self._in_order = _tuple_of(order) if order else None

    def run(self, connection: sa.Connection, rows: Sequence[Row]) -> sa.CursorResult[*tuple[Any, ...]]:
        """Run the statement for each row. Only a single row has a result."""
        values: list[Any] = [self._constants | row for row in rows]
        return connection.exec_driver_sql(self.sql, list(map(self._in_order, values)) if self._in_order else values)


def _tuple_of(names: Sequence[str]) -> Callable[[Row], Any]:
    """Return a function that takes these values out of a row."""
    if len(names) > 1:
        return itemgetter(*names)
    return lambda row: (row[names[0]],)


def dialect_insert(dialect: sa.Dialect, table: sa.Table) -> Any:
    """Return the INSERT of the dialect, which has `on_conflict_do_update`."""
    return postgresql.insert(table) if dialect.name == "postgresql" else sqlite.insert(table)


def upsert(connection: sa.Connection, table: sa.Table, rows: Sequence[Row]) -> None:
    """Insert the rows, or replace the given columns of rows with an existing key; rows with only a key stay."""
    if not rows:
        return
    statement = dialect_insert(connection.dialect, table)
    keys = [column.name for column in table.primary_key]
    replaced = {name: statement.excluded[name] for name in rows[0] if name not in keys}
    again = (
        statement.on_conflict_do_update(index_elements=keys, set_=replaced) if replaced else statement.on_conflict_do_nothing()
    )
    connection.execute(again, list(rows))


def as_column(connection: sa.Connection, values: Sequence[Any], kind: Any) -> sa.ColumnElement[Any]:
    """Return the values as a column to select from: one parameter for any number of values."""
    if connection.dialect.name == "postgresql":
        array = sa.cast(list(values), postgresql.ARRAY(kind))
        return sa.func.unnest(array).table_valued("value", name="listed").render_derived().c.value
    return sa.func.json_each(json.dumps(list(values))).table_valued("value", name="listed").c.value


def among(connection: sa.Connection, column: sa.ColumnElement[Any], values: Sequence[Any]) -> sa.ColumnElement[bool]:
    """Return the condition that the column holds one of the values."""
    return column.in_(sa.select(as_column(connection, values, column.type)))


def values_held(connection: sa.Connection, column: sa.ColumnElement[Any], values: Sequence[Any]) -> set[Any]:
    """Return those of the values that the column holds anywhere."""
    return set(connection.scalars(sa.select(column).where(among(connection, column, values)).distinct()))


def insert_numbers(connection: sa.Connection, table: sa.Table, rows: Sequence[tuple[int, int]]) -> None:
    """Insert rows of two integers in one call; SQLAlchemy's own way takes four times as long."""
    if connection.dialect.name == "postgresql":
        columns = (sa.func.unnest(sa.cast([row[i] for row in rows], postgresql.ARRAY(sa.BigInteger))) for i in (0, 1))
        connection.execute(sa.insert(table).from_select([column.name for column in table.c], sa.select(*columns)))
    elif rows:
        connection.exec_driver_sql(f"INSERT INTO {table.name} VALUES (?, ?)", list(rows))
