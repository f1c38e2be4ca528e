"""Simulated sites with known days: how often the true day of an undated article lies in its interval, and how wide that is.

`python -m tests.text.dates.simulated_sites` prints the figures of each kind of site over some seeds.

A site files a few articles a day under growing numbers. Some are dated back; some blocks are old articles that were moved
from another site under new numbers. One article in five has a date that a listing prints.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from statistics import median

from portals.items import Bound
from portals.text.dates.neighbours import Filed, Neighbourhood

FIRST = date(2021, 3, 1)
CRAWLED = date(2024, 6, 1)


@dataclass(frozen=True)
class Habits:
    """How a site dates its articles."""

    articles: int = 1500
    per_day: float = 4.0
    dated: float = 0.2
    told: float = 0.7
    """Share of the articles whose text names the day it reports, or the one before, as past."""
    backdated: float = 0.0
    backdated_days: int = 20
    moved_blocks: int = 0
    moved_size: int = 40
    shuffled: bool = False
    """Moved articles come in no order."""
    crawled_weekly: bool = False
    """Articles were first captured within a week; else all in one crawl."""


KINDS = {
    "in order": Habits(),
    "no days in texts": Habits(told=0.0),
    "dated back": Habits(backdated=0.01),
    "dated back, no days in texts": Habits(backdated=0.01, told=0.0),
    "one article moved": Habits(moved_blocks=1, moved_size=1),
    "moved in order": Habits(moved_blocks=2),
    "moved in no order": Habits(moved_blocks=2, shuffled=True),
    "moved in small blocks": Habits(moved_blocks=4, moved_size=8),
    "moved and dated back": Habits(moved_blocks=2, backdated=0.01),
    "crawled weekly": Habits(crawled_weekly=True, backdated=0.01),
    "no dates at all": Habits(dated=0.0),
    "no dates, crawled weekly": Habits(dated=0.0, crawled_weekly=True),
    "few articles": Habits(articles=150, per_day=1.5),
}


@dataclass(frozen=True)
class Known:
    """An article with its true day."""

    article: Filed
    day: date


def site(habits: Habits, seed: int) -> list[Known]:
    """Return the articles of one site; the undated ones have no `published`."""
    random = Random(f"{seed}")
    moved = _moved(habits, random)
    known = []
    for number in range(habits.articles):
        filed = FIRST + timedelta(days=int(number / habits.per_day))
        day = moved.get(number, filed)
        if number not in moved and random.random() < habits.backdated:
            day -= timedelta(days=random.randint(1, habits.backdated_days))
        known.append(Known(_filed(habits, random, number, filed, day), day))
    return known


def _moved(habits: Habits, random: Random) -> dict[int, date]:
    """Number → old day of the articles in moved blocks."""
    days: dict[int, date] = {}
    for _ in range(habits.moved_blocks):
        start = random.randrange(habits.articles - habits.moved_size)
        first = FIRST - timedelta(days=random.randint(400, 1200))
        old = [first + timedelta(days=index // 3) for index in range(habits.moved_size)]
        if habits.shuffled:
            random.shuffle(old)
        days |= {start + index: day for index, day in enumerate(old)}
    return days


def _filed(habits: Habits, random: Random, number: int, filed: date, day: date) -> Filed:
    seen = filed + timedelta(days=7 - filed.weekday()) if habits.crawled_weekly else CRAWLED
    told = day - timedelta(days=random.randint(0, 1)) if random.random() < habits.told else None
    if told is None and random.random() < 0.5 and habits.told:
        told = day - timedelta(days=random.randint(30, 900))  # an old decision
    return Filed(
        id=f"x:{number}",
        serial=366_000 + 3 * number,
        published=day.isoformat() if random.random() < habits.dated else None,
        past=Bound(told.isoformat(), "text", f"ngày {told:%d/%m/%Y}") if told else None,
        seen=seen.isoformat(),
    )


@dataclass(frozen=True)
class Figures:
    """Of the undated articles: how many, how many whose true day lies in their interval, and the width of each in days."""

    undated: int
    inside: int
    widths: list[int]

    @property
    def coverage(self) -> float:
        return self.inside / self.undated

    @property
    def median_width(self) -> float:
        """Days between the first and the last possible day; an open interval counts as endless."""
        return median(self.widths)


def measure(known: list[Known]) -> Figures:
    """Hold the intervals of the undated articles against their true days."""
    neighbourhood = Neighbourhood(one.article for one in known)
    widths, inside = [], 0
    for one in known:
        if one.article.published:
            continue
        found = neighbourhood.interval(one.article)
        first = found.earliest.date if found and found.earliest else "0001-01-01"
        last = found.latest.date if found and found.latest else "9999-12-31"
        inside += first <= one.day.isoformat() <= last
        widths.append((date.fromisoformat(last) - date.fromisoformat(first)).days)
    return Figures(len(widths), inside, widths)


def pooled(habits: Habits, seeds: int) -> Figures:
    """Return the figures of several sites of one kind together."""
    some = [measure(site(habits, seed)) for seed in range(seeds)]
    return Figures(sum(f.undated for f in some), sum(f.inside for f in some), [width for f in some for width in f.widths])


def rows(seeds: int) -> Iterator[str]:
    for name, habits in KINDS.items():
        figures = pooled(replace(habits), seeds)
        yield f"{name:30} {figures.coverage:7.2%} of {figures.undated:6} inside, median width {figures.median_width:5.1f} days"


if __name__ == "__main__":
    for row in rows(int(sys.argv[1]) if len(sys.argv) > 1 else 10):
        print(row)
