"""What a user can put right."""

from __future__ import annotations

from portals.runs.results import Result


class CommandError(Exception):
    """What the user can put right; the message is one line. `result` gives the exit code."""

    def __init__(self, message: str, result: Result = "usage") -> None:
        super().__init__(message)
        self.result: Result = result
