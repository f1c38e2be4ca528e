"""Add-on that enables the archive: a crawl writes it, a replay reads it."""

from __future__ import annotations

from scrapy.settings import BaseSettings

from portals.archive.extension import ArchiveExtension
from portals.archive.guard import ArchiveGuard

_HANDLER = "portals.archive.replay.ReplayHandler"
_REPLAY = {"DOWNLOAD_DELAY": 0, "DOWNLOAD_SLOTS": {}, "AUTOTHROTTLE_ENABLED": False}
_NEXT_TO_THE_DOWNLOADER = 840


class ArchiveAddon:
    """Sets what archive and replay need.

    With `REPLAY` set, nothing is downloaded, delayed or archived again.
    """

    def update_settings(self, settings: BaseSettings) -> None:
        settings.setdefault_in_component_priority_dict("EXTENSIONS", ArchiveExtension, 0)
        settings.setdefault_in_component_priority_dict("DOWNLOADER_MIDDLEWARES", ArchiveGuard, _NEXT_TO_THE_DOWNLOADER)
        settings.set("DOWNLOAD_FAIL_ON_DATALOSS", False, "cmdline")  # an incomplete body is archived, then the guard retries it
        if settings.get("REPLAY"):
            handlers = {**settings.getdict("DOWNLOAD_HANDLERS"), "http": _HANDLER, "https": _HANDLER}
            settings.setdict({**_REPLAY, "DOWNLOAD_HANDLERS": handlers}, "cmdline")
