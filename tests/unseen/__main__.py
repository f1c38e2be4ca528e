"""`python -m tests.unseen [PAGES] [FOLDER]`: the scores of both profiles; the pages that failed are written to a folder."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.fixtures.cases import portals
from tests.unseen.options import Profile
from tests.unseen.printer import Sample, sample
from tests.unseen.score import Score, judge, record_of

PROFILES: tuple[Profile, ...] = ("open", "held")


def measure(portal: str, profile: Profile, pages: int) -> Score:
    samples = [sample(portal, profile, number) for number in range(pages)]
    return judge((each, record_of(each, portals()[portal])) for each in samples)


def save(folder: Path, each: Sample) -> Path:
    path = folder / f"{each.portal}-{each.profile}-{each.number}.html"
    folder.mkdir(parents=True, exist_ok=True)
    path.write_bytes(each.page.body)
    return path


def main(pages: int = 200, folder: str = "") -> None:
    for portal in ("soctrang", "thanhhoa"):
        for profile in PROFILES:
            score = measure(portal, profile, pages)
            print(f"{portal} {profile}: " + " · ".join(f"{name} {score.share(name):.2%}" for name in score.counts))
            for name, failed in score.failed.items() if folder else ():
                for each, detail in failed:
                    print(f"  {name}: {save(Path(folder), each)} {detail}\n    {each.traits}")


if __name__ == "__main__":
    main(*(kind(argument) for kind, argument in zip((int, str), sys.argv[1:], strict=False)))
