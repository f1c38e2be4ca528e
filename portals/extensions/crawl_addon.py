"""Add-on that enables the frontier, the incremental crawl and the guards. Their options are in `portals.settings`."""

from __future__ import annotations

from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.settings import BaseSettings

from portals.extensions.gc_freeze import FreezeStartupObjects
from portals.extensions.visit_recorder import RecordRecorder, ResponseRecorder
from portals.middlewares.guards import HostGuard, Patience
from portals.middlewares.rendering import BrowserMiddleware
from portals.middlewares.robots import EveryRobotsTxt, RobotsGuard
from portals.scheduler.requests import Fingerprinter
from portals.scheduler.scheduler import FrontierScheduler

_BEFORE_ROBOTS, _ROBOTS, _AFTER_RETRY, _NEARER_THAN_RETRY = 10, 100, 540, 560
_AFTER_THE_ARCHIVE = 830
_BEFORE_HTTP_ERRORS = 10
_BEFORE_THE_STORE = 650


class CrawlAddon:
    """Sets the scheduler, the fingerprinter and the middlewares."""

    def update_settings(self, settings: BaseSettings) -> None:
        settings.set("SCHEDULER", FrontierScheduler, "addon")
        settings.set("REQUEST_FINGERPRINTER_CLASS", Fingerprinter, "addon")
        settings.set_in_component_priority_dict("DOWNLOADER_MIDDLEWARES", RobotsTxtMiddleware, None)
        settings.setdefault_in_component_priority_dict("DOWNLOADER_MIDDLEWARES", EveryRobotsTxt, _ROBOTS)
        settings.setdefault_in_component_priority_dict("DOWNLOADER_MIDDLEWARES", HostGuard, _BEFORE_ROBOTS)
        settings.setdefault_in_component_priority_dict("DOWNLOADER_MIDDLEWARES", RobotsGuard, _AFTER_RETRY)
        settings.setdefault_in_component_priority_dict("DOWNLOADER_MIDDLEWARES", Patience, _NEARER_THAN_RETRY)
        settings.setdefault_in_component_priority_dict("DOWNLOADER_MIDDLEWARES", BrowserMiddleware, _AFTER_THE_ARCHIVE)
        settings.setdefault_in_component_priority_dict("SPIDER_MIDDLEWARES", ResponseRecorder, _BEFORE_HTTP_ERRORS)
        settings.setdefault_in_component_priority_dict("EXTENSIONS", FreezeStartupObjects, 0)
        settings.setdefault_in_component_priority_dict("ITEM_PIPELINES", RecordRecorder, _BEFORE_THE_STORE)
