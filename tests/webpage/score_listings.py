"""Scores the reading of listing pages of a folder: `python -m tests.webpage.score_listings FOLDER [--show]`.

The folder holds `truth.jsonl`, one listing page a line with `kind` "listing": `file` (below the folder), `url`, `links` in the
order printed, `titles`, `dates` as printed (or `links` as objects with `url`, `title`, `date`), `next`, `style`. The pages
are read as those of a site whose CMS nobody knows: every address may be an article's, and the lists of the page say which are.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from portals.items import RawPage
from portals.portal import Listing, Portal
from portals.text.folding import fold

MEASURES = ("found", "strangers", "order", "titles", "dates", "next")


@dataclass
class Score:
    """Counts of one style: of each measure what was right and what there was."""

    right: Counter[str] = field(default_factory=Counter)
    of: Counter[str] = field(default_factory=Counter)

    def add(self, measure: str, right: int, of: int = 1) -> None:
        self.right[measure] += right
        self.of[measure] += of

    def share(self, measure: str) -> str:
        return f"{100 * self.right[measure] / self.of[measure]:.1f}" if self.of[measure] else "-"


def pages(folder: Path) -> Iterator[tuple[dict[str, Any], RawPage]]:
    """Yield the listing pages of a folder with their truth."""
    for line in (folder / "truth.jsonl").read_text("utf-8").splitlines():
        truth = json.loads(line)
        if truth.get("kind") != "listing":
            continue
        if truth["links"] and isinstance(truth["links"][0], dict):
            entries = truth["links"]
            truth |= {f"{name}s": [entry[name] for entry in entries] for name in ("title", "date")}
            truth["links"] = [entry["url"] for entry in entries]
        body = (folder / truth["file"]).read_bytes()
        headers = {"content-type": "text/html; charset=utf-8"}
        yield truth, RawPage(truth["url"], body, headers=headers, fetched_at="2026-06-25T03:00:00Z")


def plain(url: str | None) -> str:
    """An address as it is compared: decoded, parameters in lower case and sorted; no fragment, scheme, session or end slash."""
    if not url:
        return ""
    parts = urlsplit(re.sub(r";jsessionid=[^?#]*", "", unquote(unquote(url)), flags=re.IGNORECASE))
    query = "&".join(sorted(parts.query.lower().split("&")))
    return f"{parts.netloc}{parts.path.rstrip('/')}?{query}".rstrip("?")


def bare(date: str | None) -> str:
    """A printed date as it is compared: without its label, brackets and blanks."""
    return re.sub(r"^\D*:|[\s()]", "", fold(date or ""))


def measure(truth: dict[str, Any], listing: Listing, score: Score) -> list[str]:
    """Add one page to the score; return what is wrong with it."""
    wanted = [plain(url) for url in truth["links"]]
    got = [plain(link.url) for link in listing.links]
    at = {url: index for index, url in enumerate(got)}
    found = [url for url in wanted if url in at]
    strange = [url for url in got if url not in set(wanted)]
    wrong = [f"missing {url}" for url in wanted if url not in at] + [f"stranger {url}" for url in strange]
    score.add("found", len(found), len(wanted))
    score.add("strangers", len(strange), len(wanted))
    score.add("order", [url for url in got if url in set(wanted)] == found)
    for index, url in enumerate(wanted):
        if url not in at:
            continue
        listed = listing.links[at[url]].listed
        for name, value, want in (
            ("titles", listed.title, truth["titles"][index]),
            ("dates", listed.published_raw, truth["dates"][index]),
        ):
            right = bare(value) == bare(want) if name == "dates" else fold(value or "") == fold(want or "")
            score.add(name, right)
            if not right:
                wrong.append(f"{name} {value!r}, not {want!r}")
    following = listing.next.url if listing.next and listing.next.method == "GET" else None
    score.add("next", plain(following) == plain(truth["next"]))
    if plain(following) != plain(truth["next"]):
        wrong.append(f"next {following} ({listing.stop}), not {truth['next']}")
    return wrong


def run(folder: Path, portal: Portal, *, show: bool = False) -> dict[str, Score]:
    """Score the listing pages of a folder by style, `ALL` last."""
    scores: dict[str, Score] = defaultdict(Score)
    for truth, page in pages(folder):
        listing = portal.cms.listing(page)
        for name in (truth["style"], "ALL"):
            wrong = measure(truth, listing, scores[name])
        for line in wrong if show else ():
            print(truth["file"], line)
    return {name: scores[name] for name in sorted(scores, key=lambda name: (name == "ALL", name))}


def main(arguments: Sequence[str]) -> None:
    from tests.webpage.any_site import any_site

    folder = Path(arguments[0])
    print("style".ljust(8), *(name.rjust(9) for name in MEASURES))
    for name, score in run(folder, any_site(), show="--show" in arguments).items():
        print(name.ljust(8), *(score.share(measure).rjust(9) for measure in MEASURES))


if __name__ == "__main__":
    main(sys.argv[1:])
