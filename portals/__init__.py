"""Vietnamese government portals, from raw pages to dated, deduplicated records of who did what in which office.

`clean(RawPage(url, body, fetched_at=…), load_portal("thanhhoa"))` is the whole way from bytes to a record.
The names below are the public face; everything else may change between versions.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from portals.errors import PortalsError, Rejected
    from portals.items import Article, ListingMetadata, RawPage
    from portals.portal import Portal
    from portals.registry import load_portal
    from portals.stages import clean
    from portals.text.bylines import read_byline
    from portals.text.dates import find_event_dates, read_date
    from portals.text.folding import fold
    from portals.text.officials import find_officials
    from portals.text.places import resolve_place

__version__ = "0.2.0.dev0"

__all__ = [
    "Article",
    "ListingMetadata",
    "Portal",
    "PortalsError",
    "RawPage",
    "Rejected",
    "clean",
    "find_event_dates",
    "find_officials",
    "fold",
    "load_portal",
    "read_byline",
    "read_date",
    "resolve_place",
]

_HOME = {
    "Article": "portals.items",
    "ListingMetadata": "portals.items",
    "Portal": "portals.portal",
    "PortalsError": "portals.errors",
    "RawPage": "portals.items",
    "Rejected": "portals.errors",
    "clean": "portals.stages",
    "find_event_dates": "portals.text.dates",
    "find_officials": "portals.text.officials",
    "fold": "portals.text.folding",
    "load_portal": "portals.registry",
    "read_byline": "portals.text.bylines",
    "read_date": "portals.text.dates",
    "resolve_place": "portals.text.places",
}
"""Where each public name is defined. Imported at first use, so that `portals --help` starts in a fraction of a second."""


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'portals' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOME])
