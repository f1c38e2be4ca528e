"""What a user can get wrong with an archive, and what can be wrong in one."""

from __future__ import annotations

from portals.errors import PortalsError


class ArchiveError(PortalsError):
    """A path that is no archive, or cannot be read or written. The message is one line for the user."""


def is_panic(error: BaseException) -> bool:
    """Return whether an error is a panic of a library written in Rust, such as FastWARC's: they are no `Exception`.

    It raises one for a zstd dictionary that is broken, for instance.
    """
    return type(error).__name__ == "PanicException"


class Damaged(Exception):
    """The rest of an archive file cannot be read from here. The message says where and why."""
