"""Random articles in the manner of the portals: sentences of our own, with invented names, numbers and dates."""

from __future__ import annotations

import random
import tomllib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

SAY: dict[str, Any] = tomllib.loads((Path(__file__).parent / "prose.toml").read_text("utf-8"))


@dataclass(frozen=True)
class Picture:
    path: str
    caption: str
    file_name: str
    after: int
    """Number of the paragraph that it follows."""


@dataclass(frozen=True)
class Story:
    title: str
    lead: str | None
    paragraphs: tuple[str, ...]
    pictures: tuple[Picture, ...]
    author: str
    views: int
    published: datetime
    serial: int = 0
    headings: frozenset[int] = field(default=frozenset())


class Writer:
    def __init__(self, rng: random.Random, serial: int) -> None:
        self.rng, self.serial = rng, serial
        self.published = datetime(2019, 1, 1) + timedelta(minutes=rng.randrange(4 * 365 * 24 * 60), seconds=rng.randrange(60))

    def story(self) -> Story:
        rng = self.rng
        paragraphs = [self.say(rng.choice(SAY["openings"]))]
        middles = rng.sample(SAY["middles"], len(SAY["middles"]))
        paragraphs += [self.paragraph(middles, rng.choice((1, 1, 2, 3))) for _ in range(rng.randint(1, 6))]
        paragraphs.append(self.say(rng.choice(SAY["endings"])))
        headings = frozenset({2} if len(paragraphs) > 4 and rng.random() < 0.3 else ())
        for index in headings:
            paragraphs.insert(index, rng.choice(SAY["headings"]))
        paragraphs = list(dict.fromkeys(paragraphs))
        return Story(
            title=self.say(rng.choice(SAY["titles"])),
            lead=self.say(rng.choice(SAY["leads"])) if rng.random() < 0.25 else None,
            paragraphs=tuple(paragraphs),
            pictures=tuple(self.picture(number, len(paragraphs)) for number in range(rng.choice((0, 0, 1, 1, 2)))),
            author=" ".join(rng.choices(SAY["given"].split(), k=2)),
            views=rng.choice((rng.randint(5, 999), rng.randint(1000, 98765))),
            published=self.published,
            serial=self.serial,
            headings=headings,
        )

    def paragraph(self, patterns: list[str], sentences: int) -> str:
        """Some sentences, taken off the list: no article says the same thing twice."""
        return " ".join(self.say(patterns.pop()) for _ in range(sentences))

    def picture(self, number: int, paragraphs: int) -> Picture:
        caption = self.say(SAY["captions"][(self.serial + number) % len(SAY["captions"])])
        return Picture(
            f"/{self.serial:06d}{number:03d}.jpg", caption, f"ANH {self.serial} {number}.jpg", self.rng.randrange(1, paragraphs)
        )

    def name(self) -> str:
        return " ".join(self.rng.choice(words.split()) for words in (SAY["family"], SAY["middle"], SAY["given"]))

    def say(self, pattern: str) -> str:
        rng, day = self.rng, self.published - timedelta(days=self.rng.randint(0, 3))
        place = rng.choice(SAY["places"].split("|"))
        slots = {key: rng.choice(words.split("|")) for key, words in SAY["slots"].items()}
        return pattern.format(
            name=self.name(),
            place=place,
            Place=place[0].upper() + place[1:],
            n=rng.randint(100, 980),
            p=rng.randint(50, 99),
            q=rng.randint(3, 24),
            year=self.published.year,
            day=f"{day:%d/%m/%Y}",
            dm=f"{day.day}/{day.month}",
            **slots,
        )
