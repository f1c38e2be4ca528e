"""Small archives that unpack to gigabytes: read to their end, in bounded memory.

`python -m tests.archive.made FOLDER` writes larger ones, and one of a million records, to be measured by hand.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.archive.made import HTML, answer, attributes, bomb, endless_record, good, marked_up, packed, page, record

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak of a process is read from /proc"),
]

MOST = 300
"""Megabytes that reading any archive may take.

`VmHWM` of the reading process; `ru_maxrss` would start at that of the process that started it.
"""
READ = """
import json, re, sys
from pathlib import Path
from portals.archive.extract.run import extracted
from portals.registry import load_portal

with extracted([Path(sys.argv[1])], {"thanhhoa": load_portal("thanhhoa")}) as (articles, report):
    found = [article.url for article in articles]
peak = int(re.search(r"VmHWM:\\s*(\\d+)", Path("/proc/self/status").read_text())[1]) // 1024
print(json.dumps({"found": found, "rejected": report.rejected, "problems": report.problems, "peak": peak}))
"""


BOMBS: dict[str, Callable[[], bytes]] = {
    "endless": lambda: endless_record(400),
    "gzip": lambda: packed(bomb(400)),
    "members": lambda: packed(bomb(50, "gzip members")),
    "zstd": lambda: packed(bomb(100, "zstd")),
    "chunks": lambda: packed(bomb(20, "chunks")),
    "tags": lambda: packed(marked_up(11)),
    "attributes": lambda: packed(attributes(300_000)),
    "head": lambda: packed(record(answer(page(), HTML + b"X: a\r\n" * 400_000))),
}


def read(archive: Path, *parts: bytes) -> dict[str, Any]:
    archive.write_bytes(b"".join(parts) + packed(good()))
    done = subprocess.run([sys.executable, "-c", READ, archive], capture_output=True, text=True, check=True)
    said: dict[str, Any] = json.loads(done.stdout)
    assert [url.rsplit("/", 1)[-1] for url in said["found"]] == ["bai-1.html"]
    return said


@pytest.mark.parametrize("name", BOMBS)
def test_memory_is_bounded(name: str, tmp_path: Path) -> None:
    """One bomb an archive: what the allocator keeps of several is no measure of the reading."""
    assert read(tmp_path / "bomb.warc.gz", BOMBS[name]())["peak"] < MOST


def test_bombs_are_named_and_what_stands_beside_them_is_read(tmp_path: Path) -> None:
    said = read(tmp_path / "bombs.warc.gz", *(made() for made in BOMBS.values()))
    assert said["rejected"] == {"too_large": 5, "bad_encoding": 2}
    assert len(said["problems"]) == 1
    assert "head of more than 128 KB" in said["problems"][0]
