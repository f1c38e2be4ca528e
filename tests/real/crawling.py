"""Crawls of a portal that a test declares, from a site on loopback into a folder; and what they left there."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

from portals.portal import Portal
from tests.crawl.running import QUICK

ROOT = Path(__file__).parents[2]


def crawl(folder: Path, portal: Portal, base: str, *arguments: str, **settings: str) -> tuple[int, list[dict[str, Any]]]:
    """Crawl a site and return the exit code and the records of its feed. Store and archive in `folder` are gone on with."""
    feed = folder / f"feed-{len(list(folder.glob('feed-*'))) + 1}.jsonl"
    places = {
        "SPIDER_MODULES": _spider(folder, portal),
        "STORE_URL": f"sqlite:///{folder}/portals.db",
        "ARCHIVE_DIR": str(folder / "warc"),
        "REPORT_DIR": str(folder / "reports"),
    }
    argv = [sys.executable, "-m", "scrapy", "crawl", portal.name, "-a", f"base={base}", "-O", str(feed), *arguments]
    for name, value in {**QUICK, **places, **settings}.items():
        argv += ["-s", f"{name}={value}"]
    env = os.environ | {"SCRAPY_SETTINGS_MODULE": "portals.settings", "PYTHONPATH": f"{ROOT}{os.pathsep}{folder}"}
    ended = subprocess.run(argv, cwd=folder, env=env, capture_output=True, text=True, timeout=600, check=False)
    (folder / feed.with_suffix(".log").name).write_text(ended.stderr, "utf-8")
    records = [json.loads(line) for line in feed.read_text("utf-8").splitlines()] if feed.exists() else []
    return ended.returncode, records


def _spider(folder: Path, portal: Portal) -> str:
    """Write the module of a spider for the portal; its name."""
    package = folder / "declared"
    package.mkdir(exist_ok=True)
    (package / "__init__.py").touch()
    (package / "one.py").write_text(
        "import pickle\nfrom portals.spiders.base import PortalSpider\n\n\n"
        f"class Declared(PortalSpider):\n    name = {portal.name!r}\n    portal = pickle.loads({pickle.dumps(portal)!r})\n"
    )
    return package.name


def report(folder: Path) -> dict[str, Any]:
    """Return the report of the last crawl into a folder."""
    last = max((folder / "reports").glob("*.json"), key=lambda path: path.stat().st_mtime_ns)
    found: dict[str, Any] = json.loads(last.read_text("utf-8"))
    return found
