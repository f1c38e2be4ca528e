"""Add-on for fetching pages: certificates, encodings, redirects, cookies."""

from __future__ import annotations

from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.settings import BaseSettings

from portals.middlewares.responses import DecodeBody, NamedRedirects, PortalCookies

_HANDLER = "portals.middlewares.download_handler.PortalDownloadHandler"
_PLACES = {HttpCompressionMiddleware: (590, DecodeBody), RedirectMiddleware: (600, NamedRedirects)}
"""Scrapy's middlewares, their positions, and their replacements."""
_COOKIES = 700


class DownloadAddon:
    """Sets the download handler and the middlewares for responses, for crawls and for recording."""

    def update_settings(self, settings: BaseSettings) -> None:
        settings.set("DOWNLOAD_VERIFY_CERTIFICATES", True, "default")
        settings.set("DOWNLOAD_HANDLERS", {"http": _HANDLER, "https": _HANDLER}, "addon")
        for replaced, (place, component) in _PLACES.items():
            settings.set_in_component_priority_dict("DOWNLOADER_MIDDLEWARES", replaced, None)
            settings.setdefault_in_component_priority_dict("DOWNLOADER_MIDDLEWARES", component, place)
        settings.setdefault_in_component_priority_dict("DOWNLOADER_MIDDLEWARES", PortalCookies, _COOKIES)
