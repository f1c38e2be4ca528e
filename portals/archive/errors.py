"""Errors of archives."""

from __future__ import annotations

from portals.errors import PortalsError


class ArchiveError(PortalsError):
    """A path is not an archive, or cannot be read or written. The message is one line for the user."""


def is_panic(error: BaseException) -> bool:
    """Return whether an error is a panic of a library in Rust, such as FastWARC. A panic is not an `Exception`.

    FastWARC raises one for a broken zstd dictionary, for example.
    """
    return type(error).__name__ == "PanicException"


class Damaged(Exception):
    """The rest of an archive file cannot be read from here. The message says where and why."""
