"""What a crawl imports and reads once, done in the fork server so that a test's many crawls start in no time."""

from __future__ import annotations

import pkgutil
from importlib import import_module

import scrapy.downloadermiddlewares
import scrapy.extensions
import scrapy.spidermiddlewares

import portals.archive
import portals.commands
import portals.extensions
import portals.middlewares
import portals.pipelines
import portals.runs
import portals.scheduler
import portals.spiders
import portals.store
from portals.items import RawPage
from portals.spiders.thanhhoa import ThanhHoaSpider
from portals.stages import clean
from tests.simulator import Site, webportal

OTHERS = (
    "encodings.utf_8_sig",
    "portals.settings",
    "scrapy.commands.parse",
    "scrapy.core.downloader.handlers.http11",
    "scrapy.pipelines.media",
    "scrapy.robotstxt",
)
PACKAGES = (
    portals.archive,
    portals.commands,
    portals.scheduler,
    portals.pipelines,
    portals.extensions,
    portals.middlewares,
    portals.runs,
    portals.spiders,
    portals.store,
    scrapy.downloadermiddlewares,
    scrapy.extensions,
    scrapy.spidermiddlewares,
)

for package in PACKAGES:
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        import_module(module.name)
for name in OTHERS:
    import_module(name)

_site = Site("thanhhoa", 1, sections=(("Tin tức", "/web/trang-chu/tin-tuc"),))
_article = _site.article(0)
assert _article
_path = webportal.address(_article)
_answer = webportal.answer(_site, "GET", _path, b"", 1)
clean(RawPage(f"https://{ThanhHoaSpider.portal.hosts[0]}{_path}", _answer.body, headers=_answer.headers), ThanhHoaSpider.portal)
