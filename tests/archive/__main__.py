"""`python -m tests.archive`: the peak of memory while each small archive that unpacks to gigabytes is read."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.archive.test_bombs import BOMBS, MOST, read


def main() -> int:
    """Print a row for each bomb; 1 if one took more than `MOST` megabytes."""
    peaks = {}
    print("| archive | bytes | peak, MB |\n|---|---|---|")
    with tempfile.TemporaryDirectory(prefix="bombs-") as folder:
        for name, made in BOMBS.items():
            bomb = made()
            peaks[name] = read(Path(folder) / f"{name}.warc.gz", bomb)["peak"]
            print(f"| {name} | {len(bomb)} | {peaks[name]} |", flush=True)
    return int(max(peaks.values()) >= MOST)


if __name__ == "__main__":
    raise SystemExit(main())
