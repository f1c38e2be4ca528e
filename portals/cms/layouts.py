"""The label layouts of each CMS, read from `layouts.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from portals.webpage.layouts import Layout


@cache
def load_layouts(cms: str) -> tuple[Layout, ...]:
    """Return the layouts of a CMS, newest first."""
    table = tomllib.loads(files(__package__).joinpath("layouts.toml").read_text("utf-8"))
    return tuple(Layout(row["name"], row["anchor"], row["title"] == "after", row["weight"]) for row in table[cms])
