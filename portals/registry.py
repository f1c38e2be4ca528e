"""The portals of the project: what the spiders declare."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from scrapy.settings import BaseSettings
from scrapy.spiderloader import get_spider_loader

from portals.portal import Portal


def portals(settings: BaseSettings) -> dict[str, Portal]:
    """The declared portals by name, in the order of their names."""
    loader = get_spider_loader(settings)
    found = {name: getattr(loader.load(name), "portal", None) for name in sorted(loader.list())}
    return {name: portal for name, portal in found.items() if isinstance(portal, Portal)}


def portal_of(url: str, known: Mapping[str, Portal]) -> Portal | None:
    """The portal that an address belongs to, by its host; None if it is nobody's, or no address."""
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return None
    return next((portal for portal in known.values() if host in portal.hosts), None)
