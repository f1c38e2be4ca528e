"""The console command `portals`: Scrapy's commands with this project's settings, from any folder."""

from __future__ import annotations

import os
import sys

from scrapy.cmdline import execute


def main() -> None:
    """Run `portals COMMAND …`: the same as `scrapy COMMAND …` in a checkout. Data goes to the current folder."""
    os.environ.setdefault("SCRAPY_SETTINGS_MODULE", "portals.settings")
    sys.argv[1:2] = [name.replace("-", "_") if not name.startswith("-") else name for name in sys.argv[1:2]]  # `crawl-all`
    execute()


if __name__ == "__main__":
    main()
