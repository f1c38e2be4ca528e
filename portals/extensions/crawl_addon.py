"""One line in `ADDONS` turns the frontier, the incremental crawl and the guards on."""

from __future__ import annotations

from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.settings import BaseSettings

from portals.extensions.gc_freeze import StandingObjects
from portals.extensions.visit_recorder import AnswerNotes, RecordNotes
from portals.middlewares.guards import HostGuard, Patience, RobotsGuard
from portals.middlewares.robots import EveryRobotsTxt
from portals.scheduler.requests import Fingerprinter
from portals.scheduler.scheduler import FrontierScheduler

_BEFORE_ROBOTS, _ROBOTS, _AFTER_RETRY, _NEARER_THAN_RETRY = 10, 100, 540, 560
_BEFORE_HTTP_ERRORS = 10
_BEFORE_THE_STORE = 650

DEFAULTS: dict[str, object] = {
    "FRONTIER_BATCH": 16,  # requests that a process claims at once
    "FRONTIER_LEASE": 60.0,  # seconds until another process may take over what one holds
    "FRONTIER_PATIENCE": 60.0,  # seconds that a locked or unreachable store is waited for
    "FRONT_PAGES": 2,  # listing pages that an incremental crawl reads at least
    "WALL_LIMIT": 3,  # walls in a row after which the crawl stops as blocked
    "RETRY_AFTER_MAX": 300.0,
    "CRAWL_DELAY_MAX": 60.0,
    "CONCURRENT_ITEMS": 1,  # a page gives one record; Scrapy makes as many tasks for every response as this says
    "RETRY_TIMES": 3,
    "RETRY_HTTP_CODES": [429, 500, 502, 503, 504, 522, 524],
    "REDIRECT_MAX_TIMES": 5,
    "METAREFRESH_ENABLED": False,
    "DOWNLOAD_TIMEOUT": 60,
    "DOWNLOAD_MAXSIZE": 32 * 2**20,
    "DOWNLOAD_WARNSIZE": 8 * 2**20,
}
"""Seconds, bytes and counts; any of them may be set by the user."""


class CrawlAddon:
    """Scheduler, fingerprints, middlewares and their defaults."""

    def update_settings(self, settings: BaseSettings) -> None:
        for name, value in DEFAULTS.items():
            settings.set(name, value, "addon")
        settings.set("SCHEDULER", FrontierScheduler, "addon")
        settings.set("REQUEST_FINGERPRINTER_CLASS", Fingerprinter, "addon")
        settings.set_in_component_priority_dict("DOWNLOADER_MIDDLEWARES", RobotsTxtMiddleware, None)
        settings.setdefault_in_component_priority_dict("DOWNLOADER_MIDDLEWARES", EveryRobotsTxt, _ROBOTS)
        settings.setdefault_in_component_priority_dict("DOWNLOADER_MIDDLEWARES", HostGuard, _BEFORE_ROBOTS)
        settings.setdefault_in_component_priority_dict("DOWNLOADER_MIDDLEWARES", RobotsGuard, _AFTER_RETRY)
        settings.setdefault_in_component_priority_dict("DOWNLOADER_MIDDLEWARES", Patience, _NEARER_THAN_RETRY)
        settings.setdefault_in_component_priority_dict("SPIDER_MIDDLEWARES", AnswerNotes, _BEFORE_HTTP_ERRORS)
        settings.setdefault_in_component_priority_dict("EXTENSIONS", StandingObjects, 0)
        settings.setdefault_in_component_priority_dict("ITEM_PIPELINES", RecordNotes, _BEFORE_THE_STORE)
