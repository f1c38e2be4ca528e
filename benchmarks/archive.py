"""What the archive costs: writing, indexing and reading pages, and decoding, in CPU time of one core.

`python -m benchmarks.archive` prints pages per CPU second and, for decoding, the ratio to a bare `bytes.decode()`.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from portals.archive.reader import Archive
from portals.archive.records import Exchange
from portals.archive.sources import index_paths
from portals.archive.writer import ArchiveWriter
from portals.webpage.decoding import decode

NOW = datetime(2026, 11, 22, tzinfo=UTC)
PAGES = 600
MENU = '<li class="muc-{0}"><a href="/muc/{1}" title="Chuyên mục {0}"><span>Chuyên mục số {1}</span></a></li>\n'
TEXT = "Chủ tịch Ủy ban nhân dân thành phố gặp gỡ bà con khu phố {0}, chúc mừng năm mới {1}.\n"


def page(number: int, size: int = 100_000) -> bytes:
    """A page of a portal: a sixth of it text, the rest menus. No two are alike."""
    parts, length, line = [], 0, 0
    while length < size:
        line += 1
        part = (TEXT if line % 6 == 0 else MENU).format(line, (line * 7919 + number * 104729) % 1_000_003)
        parts.append(part)
        length += len(part.encode())
    return "".join(parts).encode()


def exchange(number: int, body: bytes) -> Exchange:
    url = f"https://city.example/web/trang-chu/tin-tuc/{number}.html"
    headers = ((b"Content-Type", b"text/html; charset=utf-8"), (b"Server", b"nginx"))
    return Exchange(url, "GET", ((b"User-Agent", b"benchmark"),), b"", 200, "HTTP/1.1", headers, body)


def spent(work: Callable[[], object], rounds: int = 1) -> float:
    """CPU seconds of one call, the best of some rounds."""
    best = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def write(folder: Path, bodies: list[bytes]) -> None:
    writer = ArchiveWriter(folder, {"isPartOf": "benchmark", "run-id": "1"}, NOW, 10**9)
    for number, body in enumerate(bodies):
        writer.add(exchange(number, body), NOW)
    writer.close()


def main() -> None:
    bodies = [page(number) for number in range(PAGES)]
    with tempfile.TemporaryDirectory() as folder:
        writing = spent(lambda: write(Path(folder), bodies))
        (file,) = Path(folder).iterdir()
        indexing = spent(lambda: index_paths([file]), 3)
        archive = Archive(index_paths([file]))
        reading = spent(lambda: [archive.page(entry) for entry in archive], 3)
        size = file.stat().st_size / PAGES / 1000
    print(f"{PAGES} pages of 100 KB, {size:.1f} KB each in the archive")
    for name, seconds in (("written", writing), ("indexed", indexing), ("read", reading)):
        print(f"{name}: {PAGES / seconds:.0f} pages per CPU second")
    ours, bare = spent(lambda: [decode(body) for body in bodies], 5), spent(lambda: [body.decode() for body in bodies], 5)
    print(f"decoded: {ours / PAGES * 1e6:.0f} µs a page, {ours / bare:.2f} times bytes.decode()")


if __name__ == "__main__":
    main()
