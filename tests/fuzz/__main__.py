"""`python -m tests.fuzz [--seed N] [--rounds N]`: cases from a number on; each failure is printed with its number."""

from __future__ import annotations

import argparse
import traceback
from collections import Counter

from tests.fuzz.cases import case, check


def main() -> int:
    """Run the cases; how many failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--seed", type=int, default=0, help="the number of the first case (default: 0)")
    parser.add_argument("--rounds", type=int, default=5000, help="how many cases (default: 5000)")
    chosen = parser.parse_args()
    kinds: Counter[str] = Counter()
    failed = 0
    slowest = (0.0, 0)
    for seed in range(chosen.seed, chosen.seed + chosen.rounds):
        one = case(seed)
        kinds[one.kind] += 1
        try:
            slowest = max(slowest, (check(one), seed))
        except Exception:
            failed += 1
            print(f"case {seed} ({one.kind}, {one.name}): python -m tests.fuzz --seed {seed} --rounds 1")
            print(traceback.format_exc(limit=-4))
    counts = ", ".join(f"{kind} {count}" for kind, count in sorted(kinds.items()))
    print(f"{chosen.rounds} cases ({counts}), {failed} failed; slowest: {slowest[0]:.2f} s of CPU (case {slowest[1]})")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
