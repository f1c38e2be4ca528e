"""What a user can get wrong with an archive."""

from __future__ import annotations


class ArchiveError(Exception):
    """A path that is no archive, or cannot be read or written. The message is one line for the user."""
