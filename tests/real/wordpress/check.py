"""Crawl a real WordPress under each of its themes and compare the records with what was put in.

    python -m tests.real.wordpress.check [--folder data/wordpress] [--themes twentytwentyone,…]

Installs Debian's packages if they are missing (as root). Ends with 1 where a floor is missed: title and date 100 %, words of
the text 98 %, every public post found once, none that is not public, nothing fetched again by a second crawl.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from portals.cms.wordpress import WordPress
from portals.items import Article, Attachment, Image
from portals.portal import Portal, Section
from tests.real.crawling import crawl
from tests.real.measure import FIELDS, measure, rows
from tests.real.wordpress.folder import ROOT

THEMES = {"twentytwentyone": "d/m/Y", "twentytwentytwo": "F j, Y", "twentytwentythree": "j F, Y"}
FLOORS = {"title": 1.0, "body": 0.98, "date": 1.0}
PORTAL = Portal(
    name="wordpress",
    title="Cổng Thông tin điện tử tỉnh Lâm Giang",
    hosts=("127.0.0.1",),
    cms=WordPress("/%year%/%monthnum%/%postname%/"),
    place="tỉnh Lâm Giang",
    province="tỉnh Lâm Giang",
    sections=(Section("Tin mới", "/"),),
    scheme="http",
)


@dataclass(slots=True)
class Outcome:
    """What a crawl of one theme gave: means by field, and what is wrong in words."""

    means: dict[str, float] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def check(folder: Path, theme: str, base: str, truth: Path) -> Outcome:
    """Crawl the running site twice and compare. `folder` holds the crawl's store and is emptied first."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    outcome = Outcome()
    code, records = crawl(folder, PORTAL, base, AUTOTHROTTLE_ENABLED="False")
    if code not in (0, 3):
        outcome.faults.append(f"{theme}: the crawl ended with {code}")
    scores: dict[str, list[float]] = defaultdict(list)
    found = {key(record["url"]): record for record in records}
    lines = rows(truth)
    for line in (each for each in lines if "kind" not in each):
        record = found.pop(key(line["url"]), None)
        if record is None:
            outcome.faults.append(f"{theme}: not found: {line['url']}")
        for name, value, detail in measure(article(record) if record else None, line):
            scores[name].append(value)
            if value < FLOORS.get(name, 0) - 0.06:
                outcome.faults.append(f"{theme}: {line['url']}: {name} {value:.2f} {detail}")
    hidden = {line["title"] for line in lines if line.get("kind") == "not_public"}
    outcome.faults += [f"{theme}: not public: {each['title']}" for each in found.values() if each["title"] in hidden]
    outcome.means = {name: sum(values) / len(values) for name, values in scores.items()}
    outcome.faults += [
        f"{theme}: {name} {outcome.means[name]:.4f} is below {floor}"
        for name, floor in FLOORS.items()
        if outcome.means[name] < floor
    ]
    again = crawl(folder, PORTAL, base)[1]
    outcome.faults += [f"{theme}: delivered again: {each['url']}" for each in again]
    return outcome


def key(url: str) -> str:
    """Return the identity of a post, whatever host and port it was read at."""
    return PORTAL.cms.identity(url) or url


def article(record: dict[str, Any]) -> Article:
    """Return a record of a feed as what `measure` compares."""
    values = {name: value for name, value in record.items() if name not in ("images", "attachments")}
    images = [Image(**each) for each in record["images"]]
    return Article(**values, images=images, attachments=[Attachment(**each) for each in record["attachments"]])


def site(folder: Path, *arguments: str) -> str:
    """Run the script that keeps the site; what it printed. Raises `CalledProcessError` where it fails."""
    command = [sys.executable, "-m", "tests.real.wordpress.start", *arguments, "--folder", str(folder)]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--folder", type=Path, default=Path("data/wordpress"))
    parser.add_argument("--themes", default=",".join(THEMES))
    arguments = parser.parse_args()
    folder = arguments.folder.resolve()
    base = site(folder)
    faults: list[str] = []
    try:
        for theme in arguments.themes.split(","):
            site(folder, "set", "--theme", theme, "--date-format", THEMES[theme])
            outcome = check(folder.with_name(f"{folder.name}-crawl"), theme, base, folder / "truth.jsonl")
            print(theme, *(f"{name} {100 * outcome.means[name]:.1f}" for name in FIELDS if name in outcome.means), flush=True)
            faults += outcome.faults
    finally:
        site(folder, "stop")
    print("\n".join(faults) or "no faults")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
