"""Layouts that anchor on a printed label: on which side of it the title stands."""

from __future__ import annotations

from dataclasses import dataclass

from portals.webpage.labels import LabelKind


@dataclass(frozen=True, slots=True)
class Layout:
    """One way to print an article: on which side of which label the title stands."""

    name: str
    anchor: LabelKind
    after: bool
    """True where the title follows the label."""
    weight: int
