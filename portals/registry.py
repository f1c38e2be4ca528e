"""The declared portals, by name and by host."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from scrapy.settings import BaseSettings, Settings
from scrapy.spiderloader import get_spider_loader

from portals.errors import PortalsError
from portals.portal import Portal
from portals.spiders.any import ANY


def declared_portals(settings: BaseSettings) -> dict[str, Portal]:
    """Return the declared portals by name, sorted, without `any`, which has no hosts."""
    loader = get_spider_loader(settings)
    found = {name: getattr(loader.load(name), "portal", None) for name in sorted(loader.list())}
    return {name: portal for name, portal in found.items() if isinstance(portal, Portal) and portal.hosts}


@lru_cache(maxsize=1)
def _packaged() -> Mapping[str, Portal]:
    return declared_portals(Settings({"SPIDER_MODULES": ["portals.spiders"]}))


def load_portal(name: str) -> Portal:
    """Return the declaration of a portal that comes with the package; `any` reads the pages of every host.

    Raises `PortalsError` for an unknown name.

    >>> load_portal("thanhhoa").place
    'thành phố Thanh Hóa'
    """
    if name == ANY.name:
        return ANY
    try:
        return _packaged()[name]
    except KeyError:
        raise PortalsError(f"unknown portal {name!r}; use one of {', '.join(_packaged())}") from None
