"""`python -m benchmarks.check [--gigabytes N]`: `scrapy check` of a large archive: seconds of CPU, peak of memory.

Each article cites one archived page of 64 KB that does not compress, and so does its only version.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from portals.archive.records import Exchange
from portals.archive.writer import ArchiveWriter
from portals.items import Article
from portals.store import open_store

_PAGE = 64 * 2**10
_NOW = datetime(2026, 11, 28, tzinfo=UTC)
_FILE_BYTES = 2**28
_BATCH = 500
CHECK = """
import json, re, sys, time
from pathlib import Path
from scrapy.cmdline import execute

try:
    execute(["scrapy", "check", "-s", f"STORE_URL=sqlite:///{sys.argv[1]}/portals.db", "-s", f"ARCHIVE_DIR={sys.argv[1]}/warc"])
except SystemExit as ended:
    code = ended.code
peak = int(re.search(r"VmHWM:\\s*(\\d+)", Path("/proc/self/status").read_text())[1]) // 1024
print(json.dumps({"code": code, "cpu": time.process_time(), "peak": peak}))
"""


def fill(folder: Path, count: int) -> None:
    """Write an archive of so many pages, and a store that cites them."""
    chance = random.Random(1)
    writer = ArchiveWriter(folder / "warc", {"isPartOf": "thanhhoa", "run-id": "made"}, _NOW, _FILE_BYTES)
    with open_store(f"sqlite:///{folder}/portals.db") as store:
        for start in range(0, count, _BATCH):
            store.save([_archived(writer, number, chance) for number in range(start, min(start + _BATCH, count))])
    writer.close()


def _archived(writer: ArchiveWriter, number: int, chance: random.Random) -> Article:
    url = f"https://tpthanhhoa.thanhhoa.gov.vn/web/trang-chu/tin-tuc/bai-{number}.html"
    body = chance.randbytes(_PAGE)
    sent = Exchange(
        url=url,
        method="GET",
        request_headers=(),
        request_body=b"",
        status=200,
        protocol="HTTP/1.1",
        headers=((b"Content-Type", b"text/html"),),
        body=body,
        address=None,
        truncated=None,
    )
    stored = writer.add(sent, _NOW)
    return Article(
        id=f"thanhhoa:bai-{number}",
        portal="thanhhoa",
        url=url,
        title=f"Bài số {number}",
        fetched_at="2026-11-28T00:00:00Z",
        warc_file=stored.warc_file,
        warc_record_id=stored.warc_record_id,
        payload_digest=stored.payload_digest,
    )


def main() -> None:
    """Make store and archive, check them, print one line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.check")
    parser.add_argument("--gigabytes", type=float, default=1.0, help="of pages (default: 1)")
    chosen = parser.parse_args()
    count = int(chosen.gigabytes * 2**30 / _PAGE)
    with tempfile.TemporaryDirectory(prefix="check-") as name:
        folder = Path(name)
        fill(folder, count)
        size = sum(path.stat().st_size for path in (folder / "warc").iterdir())
        began = time.monotonic()
        done = subprocess.run(
            [sys.executable, "-c", CHECK, name], capture_output=True, text=True, check=False, env=os.environ | {"TMPDIR": name}
        )
        took = time.monotonic() - began
        said = json.loads(done.stdout.splitlines()[-1])
        line = re.sub(r"\s+", " ", done.stderr.strip().splitlines()[-1])
        print(f"{count} pages, {chosen.gigabytes} GB ({size / 2**30:.2f} GB of WARC): {line}")
        print(f"exit {said['code']}, {said['cpu']:.1f} s of CPU ({took:.0f} s), peak {said['peak']} MB")


if __name__ == "__main__":
    main()
