"""Feeds and sitemaps of systems that need no module of their own, by what their pages say."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from portals.cms.base import Cms


@dataclass(frozen=True, slots=True)
class Places:
    """Paths at which a system puts its feeds and sitemaps."""

    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()


def places_of(source: str, cms: Cms) -> Places:
    """Return where a site may have feeds and sitemaps that it does not advertise: its CMS's own places, else its system's.

    >>> from portals.cms.generic import Generic
    >>> places_of('<meta name="Generator" content="Drupal 10">', Generic()).feeds
    ('/rss.xml',)
    """
    known = next(found for sign, found in _systems() if sign.search(source))
    return Places(cms.feeds or known.feeds, cms.sitemaps or known.sitemaps)


@cache
def _systems() -> tuple[tuple[re.Pattern[str], Places], ...]:
    table = tomllib.loads(files(__package__).joinpath("generators.toml").read_text("utf-8"))
    return tuple(
        (re.compile(system["sign"], re.IGNORECASE), Places(tuple(system["feeds"]), tuple(system["sitemaps"])))
        for system in table["system"]
    )
