"""What can go wrong with a store, as one line that says what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Literal

from sqlalchemy.exc import DBAPIError

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
    """The store cannot be used. The message is one line for the user; `reason` is a fixed word."""

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
    """Return whether a database server went away (or is not there yet), so that trying again may help."""
    if isinstance(error.orig, sqlite3.Error) or error.orig is None:
        return False
    state = str(getattr(error.orig, "sqlstate", None) or "")
    # 57P0x: shut down or starting up; 08xxx: connection; 40001 and 40P01: give way to another transaction;
    # 25P03: this process was stopped for too long in a transaction; none: no connection
    return (
        error.connection_invalidated or state.startswith(("57P", "08", "40", "25P03")) or (not state and _no_connection(error))
    )


def _no_connection(error: DBAPIError) -> bool:
    return type(error.orig).__name__ in {"OperationalError", "InterfaceError", "ConnectionTimeout"}
