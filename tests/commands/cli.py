"""The command line as a user meets it."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from scrapy.cmdline import execute

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Ended:
    code: int
    out: str
    err: str

    @property
    def line(self) -> str:
        """The only line on stderr."""
        lines = self.err.splitlines()
        assert len(lines) == 1, self.err
        return lines[0]


def scrapy(*arguments: str | Path, store: Path | str) -> Ended:
    """`scrapy …` in a process of its own, with its own store."""
    url = store if isinstance(store, str) else f"sqlite:///{store}"
    command = [sys.executable, "-m", "scrapy", *map(str, arguments), "-s", f"STORE_URL={url}"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env=os.environ | {"COLUMNS": "200"})
    return Ended(done.returncode, done.stdout, done.stderr)


def refused(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> Ended:
    """`scrapy …` where it must not get as far as doing anything: run in this process."""
    with pytest.raises(SystemExit) as ended:
        execute(["scrapy", *map(str, arguments)])
    captured = capsys.readouterr()
    return Ended(int(ended.value.code or 0), captured.out, captured.err)
