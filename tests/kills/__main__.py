"""`python -m tests.kills [--kills N] [--articles N] [--seed N] [--round NAME…]`: a line for each round, as a table."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from random import Random

from tests.kills import rounds
from tests.postgres import Server, Unavailable

SQLITE = {
    "crawl": rounds.crawl,
    "export": rounds.exports,
    "deltas": rounds.deltas,
    "extract": rounds.extraction,
    "migration": rounds.migration,
    "repair": rounds.repair,
}


def main() -> int:
    """Run the rounds; 1 if anything was lost."""
    parser = argparse.ArgumentParser(prog="python -m tests.kills")
    parser.add_argument("--kills", type=int, default=20, help="of each round (default: 20)")
    parser.add_argument("--articles", type=int, default=910, help="of the site (default: 910, with 91 listing pages)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--round", nargs="*", choices=[*SQLITE, "postgresql"], default=[*SQLITE, "postgresql"])
    chosen = parser.parse_args()
    bad = 0
    print("| round | kills | lost | differing | twice |\n|---|---|---|---|---|")
    with (
        tempfile.TemporaryDirectory(prefix="kills-") as folder,
        rounds.reference(Path(folder), chosen.articles) as reference,
    ):
        for number, name in enumerate(chosen.round):
            counted = play(name, reference, Path(folder) / name, chosen.kills, Random(chosen.seed + number))
            if counted is None:
                continue
            bad += counted.lost + counted.differing
            row = (counted.round, counted.kills, counted.lost, counted.differing, counted.twice)
            print("| " + " | ".join(map(str, row)) + " |", flush=True)
    return 1 if bad else 0


def play(name: str, reference: rounds.Reference, folder: Path, kills: int, random: Random) -> rounds.Counted | None:
    if name != "postgresql":
        return SQLITE[name](reference, folder, kills, random)
    server = Server()
    try:
        server.start()
    except Unavailable as error:
        print(f"no PostgreSQL: {error}")
        return None
    try:
        return rounds.two_crawls(reference, folder, kills, random, server.url())
    finally:
        server.remove()


if __name__ == "__main__":
    raise SystemExit(main())
