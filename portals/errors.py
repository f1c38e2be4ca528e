"""Exceptions. Everything that the package raises on purpose is a `PortalsError`."""

from __future__ import annotations

from typing import Literal

Result = Literal["ok", "failed", "usage", "degraded", "blocked", "interrupted"]


class PortalsError(Exception):
    """Root of the package's exceptions. The message is one line for the user.

    >>> from portals import load_portal
    >>> try:
    ...     load_portal("atlantis")
    ... except PortalsError as error:
    ...     print(error)
    unknown portal 'atlantis'; use one of soctrang, thanhhoa
    """


class Rejected(PortalsError):
    """The page is not an article.

    `reason` is a stable word such as `cookie_wall` or `empty`; docs/guide/crawling.md lists all of them.
    `wall` is True if a firewall answered instead of the site.

    >>> rejected = Rejected("cookie_wall", wall=True)
    >>> rejected.reason, rejected.wall
    ('cookie_wall', True)
    """

    def __init__(self, reason: str, *, wall: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.wall = wall


class CommandError(PortalsError):
    """A mistake that the user of a command can correct. `result` gives the exit code."""

    def __init__(self, message: str, result: Result = "usage") -> None:
        super().__init__(message)
        self.result: Result = result
