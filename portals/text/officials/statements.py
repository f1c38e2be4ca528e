"""What a sentence says of persons: statements with the titles held, and references by post alone."""

from __future__ import annotations

from dataclasses import dataclass, field

from portals.items import Status
from portals.text.officials.title import Title


@dataclass(slots=True)
class Held:
    """A title with the way it is held."""

    title: Title
    status: Status
    joint: str = ""
    """The mark or word between the title and what stands before it."""
    printed: str = ""


@dataclass(slots=True)
class Statement:
    """A person as one sentence states them. `start` and `end` are the tokens of the name."""

    start: int
    end: int
    honorific: str | None = None
    rank: str | None = None
    degree: str | None = None
    held: list[Held] = field(default_factory=list)
    blocked: bool = False
    announced: int = 0
    """How many titles stood before the name."""
    beside: bool = False
    """Whether another name stands right before it: `A, B` and `A và B`."""


@dataclass(slots=True)
class Reference:
    """A person named by honorific and title only: `đồng chí Bí thư`. `start` and `end` are tokens."""

    start: int
    end: int
    honorific: str
    title: Title


@dataclass(slots=True)
class Reading:
    """What a sentence says."""

    statements: list[Statement] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)


def status_of(title: Title) -> Status:
    """How a title is held, as its own words say it."""
    if title.prefix == "nguyên":
        return "former"
    if title.new:
        return "appointed"
    return "acting" if title.prefix else "current"
