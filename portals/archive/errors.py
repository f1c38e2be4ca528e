"""Errors of archives."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from portals.errors import PortalsError
from portals.store.database import StoreError


class ArchiveError(PortalsError):
    """A path is not an archive, or cannot be read or written. The message is one line for the user."""


class ScratchError(ArchiveError):
    """The temporary folder has no room for the index of an archive: it says nothing about the archive."""


def is_panic(error: BaseException) -> bool:
    """Return whether an error is a panic of a library in Rust, such as FastWARC. A panic is not an `Exception`.

    FastWARC raises one for a broken zstd dictionary, for example.
    """
    return type(error).__name__ == "PanicException"


class Damaged(Exception):
    """The rest of an archive file cannot be read from here. The message says where and why."""


@contextmanager
def scratch_errors() -> Iterator[None]:
    """Raise `ScratchError` where what an archive holds cannot be noted: the disk of the temporary folder is full."""
    try:
        yield
    except (sqlite3.OperationalError, StoreError) as error:
        said = str(error).partition(";")[0]
        raise ScratchError(f"{tempfile.gettempdir()}: {said}; set TMPDIR to a folder with more room") from None
