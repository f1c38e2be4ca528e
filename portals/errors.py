"""Exceptions. Everything that the package raises on purpose is a `PortalsError`."""

from __future__ import annotations

from typing import Literal

Result = Literal["ok", "failed", "usage", "degraded", "blocked", "interrupted"]


class PortalsError(Exception):
    """Root of the package's exceptions. The message is one line for the user."""


class Rejected(PortalsError):
    """A page that is not an article.

    `reason` is a fixed word (`cookie_wall`, `empty`, …; listed in docs/guide/crawling.md).
    `wall` is True where a firewall answered instead of the site.
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
