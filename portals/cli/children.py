"""Processes that run at the same time, a few at once, each with a name, an exit code and a last line."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from types import FrameType, TracebackType
from typing import Any, Self

from portals.runs.results import EXIT_CODES

_WORST_FIRST = ("interrupted", "failed", "usage", "blocked", "degraded", "ok")
_NAMES = {code: name for name, code in EXIT_CODES.items()}
_NOT_STARTED = "interrupted before it was started"


@dataclass(frozen=True, slots=True)
class Ended:
    """How one process ended: its last line of standard error, and the result that its exit code means."""

    name: str
    code: int
    seconds: float
    line: str

    @property
    def result(self) -> str:
        """The result; `failed` for a code that none has, as of a process that was killed."""
        return _NAMES.get(self.code, "failed")


def worst_exit_code(codes: Sequence[int]) -> int:
    """Return the exit code of the worst result among them, 0 for none: interrupted, failed, usage, blocked, degraded, ok."""
    results = {_NAMES.get(code, "failed") for code in codes}
    return next((EXIT_CODES[result] for result in _WORST_FIRST if result in results), 0)


class Children:
    """Runs commands by name. Signals go to all that run; what has not begun then does not begin."""

    def __init__(self, commands: Mapping[str, Sequence[str]], jobs: int) -> None:
        self.commands = commands
        self.jobs = jobs
        self._running: dict[str, subprocess.Popen[str]] = {}
        self._started: dict[str, float] = {}
        self._lock = threading.Lock()
        self._stopped: int | None = None
        self._before: dict[int, Any] = {}

    def __enter__(self) -> Self:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            self._before[number] = signal.signal(number, self._stop)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def run(self) -> list[Ended]:
        """Return how each command ended, in the order they were given. Names are shown on a terminal as they end."""
        with ThreadPoolExecutor(self.jobs) as pool, _Progress(self):
            return list(pool.map(self._one, self.commands))

    @property
    def running(self) -> list[tuple[str, float]]:
        """The names of those that run, each with its seconds so far."""
        with self._lock:
            return [(name, time.monotonic() - self._started[name]) for name in self._running]

    def _one(self, name: str) -> Ended:
        with self._lock:
            if self._stopped is not None:
                return Ended(name, EXIT_CODES["interrupted"], 0.0, _NOT_STARTED)
            process = subprocess.Popen(
                self.commands[name], stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, errors="replace",
                start_new_session=True, env=os.environ,
            )  # fmt: skip
            self._running[name], self._started[name] = process, time.monotonic()
        last = ""
        assert process.stderr is not None
        for line in process.stderr:
            if line.strip():
                if last:
                    print(f"{name}: {last}", file=sys.stderr)
                last = line.rstrip()
        code = process.wait()
        with self._lock:
            del self._running[name]
        return Ended(name, code, time.monotonic() - self._started[name], last.removeprefix(f"{name}: "))

    def _stop(self, number: int, frame: FrameType | None) -> None:
        """Pass the signal on: each crawl ends in order, and says so."""
        self._stopped = number
        for process in list(self._running.values()):
            if process.poll() is None:
                process.send_signal(number)


class _Progress:
    """Shows on a terminal which processes run, and for how long."""

    def __init__(self, children: Children) -> None:
        self.children = children
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self._show, daemon=True)

    def __enter__(self) -> None:
        if sys.stderr.isatty():
            self.thread.start()

    def __exit__(self, *error: object) -> None:
        self.ended.set()
        if self.thread.is_alive():
            self.thread.join()
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)

    def _show(self) -> None:
        while not self.ended.wait(0.5):
            text = ", ".join(f"{name} {seconds:.0f} s" for name, seconds in self.children.running)
            print(f"\r\x1b[K{text[:100]}", end="", file=sys.stderr, flush=True)
