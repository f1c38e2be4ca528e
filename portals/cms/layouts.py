"""The layouts of a family, as data: ordered variants, each with the label it anchors on."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib.resources import files

from portals.webpage.labels import LabelKind


@dataclass(frozen=True, slots=True)
class Layout:
    """One way to print an article: on which side of which label the title stands."""

    name: str
    anchor: LabelKind
    after: bool
    """True where the title follows the label."""
    weight: int


def load(family: str) -> tuple[Layout, ...]:
    """The variants of a family, newest first."""
    table = tomllib.loads(files(__package__).joinpath("layouts.toml").read_text("utf-8"))
    return tuple(Layout(row["name"], row["anchor"], row["title"] == "after", row["weight"]) for row in table[family])
