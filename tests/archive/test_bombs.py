"""Small archives that unpack to gigabytes: read to their end, in bounded memory.

`python -m tests.archive.made FOLDER` writes larger ones, and one of a million records, to be measured by hand.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.archive.made import HTML, answer, attributes, bomb, endless_record, good, marked_up, packed, page, record

MOST = 300
"""Megabytes that reading any archive may take."""
READ = """
import json, resource, sys
from pathlib import Path
from portals.archive.extract.run import extracted
from portals.registry import load_portal

with extracted([Path(sys.argv[1])], {"thanhhoa": load_portal("thanhhoa")}) as (articles, report):
    found = [article.url for article in articles]
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
print(json.dumps({"found": found, "rejected": report.rejected, "problems": report.problems, "peak": peak}))
"""


def test_bombs_are_named_and_what_stands_beside_them_is_read(tmp_path: Path) -> None:
    with (tmp_path / "bombs.warc.gz").open("wb") as file:
        file.write(endless_record(400))
        file.write(packed(bomb(400), bomb(50, "gzip members"), bomb(100, "zstd"), bomb(20, "chunks")))
        file.write(packed(marked_up(11), attributes(300_000), record(answer(page(), HTML + b"X: a\r\n" * 400_000))))
        file.write(packed(good()))
    done = subprocess.run([sys.executable, "-c", READ, tmp_path / "bombs.warc.gz"], capture_output=True, text=True, check=True)
    said = json.loads(done.stdout)
    assert [url.rsplit("/", 1)[-1] for url in said["found"]] == ["bai-1.html"]
    assert said["rejected"] == {"too_large": 5, "bad_encoding": 2}
    assert len(said["problems"]) == 1
    assert "head of more than 128 KB" in said["problems"][0]
    assert said["peak"] < MOST
