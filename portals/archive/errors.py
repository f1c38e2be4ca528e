"""What a user can get wrong with an archive, and what can be wrong in one."""

from __future__ import annotations

from portals.errors import PortalsError


class ArchiveError(PortalsError):
    """A path that is no archive, or cannot be read or written. The message is one line for the user."""


class Damaged(Exception):
    """The rest of an archive file cannot be read from here. The message says where and why."""
