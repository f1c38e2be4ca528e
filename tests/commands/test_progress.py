"""The live line: there on a terminal, silent in a pipe."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from portals.extensions.progress import progress_line
from tests.commands.cli import ROOT

COMMAND = ["crawl", "thanhhoa", "-s", "REPLAY=fixtures/thanhhoa", "-s"]


def test_the_line() -> None:
    stats = {
        "pages/article": 31,
        "pages/listing": 4,
        "items/new": 30,
        "items/changed": 1,
        "given_up/timeout": 2,
        "items/error": 1,
    }
    assert (
        progress_line("thanhhoa", stats, 12, 7.0)
        == "thanhhoa  12 queued · 35 pages · 30 new · 1 changed · 3 problems · 5.0 pages/s"
    )
    assert progress_line("thanhhoa", {}, 0, 0.0) == "thanhhoa  0 queued · 0 pages · 0 problems · 0.0 pages/s"


@pytest.mark.slow
def test_a_terminal_sees_it(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "scrapy", *COMMAND, f"STORE_URL=sqlite:///{tmp_path}/portals.db"]
    with subprocess.Popen(command, cwd=ROOT, stderr=theirs, stdout=subprocess.DEVNULL, env=os.environ | {"TERM": "xterm"}):
        os.close(theirs)
        shown = b""
        while chunk := _read(ours):
            shown += chunk
    os.close(ours)
    assert "thanhhoa  0 queued · ".encode() in shown
    assert b"thanhhoa: ok" in shown


def _read(descriptor: int) -> bytes:
    """What the terminal shows next; nothing once its other end is closed."""
    try:
        return os.read(descriptor, 4096)
    except OSError:
        return b""
