"""`python -m tests.simulator --portal thanhhoa --articles 200 --port 0` prints its address and serves for an hour."""

from __future__ import annotations

import argparse
import contextlib
import sys
import time

from tests.simulator.faults import KINDS
from tests.simulator.server import simulate
from tests.simulator.site import SECTIONS


def main() -> None:
    """Serves until its time is over, Ctrl-C, or (with --until-eof) the end of its input."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulator", description="A loopback portal for trying crawls.")
    parser.add_argument("--portal", choices=sorted(SECTIONS), default="thanhhoa")
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--per-page", type=int, default=10)
    parser.add_argument("--sections", type=int, default=2)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--seconds", type=float, default=3600, help="ends by itself after so long")
    parser.add_argument("--until-eof", action="store_true", help="ends when its standard input closes")
    parser.add_argument(
        "--fault", action="append", default=[], metavar="KIND[:REGEX]", help=f"kinds: {', '.join(sorted(KINDS))}"
    )
    options = parser.parse_args()
    sections = SECTIONS[options.portal][: options.sections]
    with simulate(
        options.portal, options.articles, port=options.port, per_page=options.per_page, sections=sections
    ) as simulator:
        for fault in options.fault:
            kind, _, match = fault.partition(":")
            simulator.faults.add(kind, match)
        print(simulator.address, flush=True)
        with contextlib.suppress(KeyboardInterrupt):
            sys.stdin.read() if options.until_eof else time.sleep(options.seconds)


if __name__ == "__main__":
    main()
