"""Why a request came to nothing, as a fixed word: the names of `given_up/<reason>` (listed in docs/crawling.md)."""

from __future__ import annotations

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from scrapy.spidermiddlewares.httperror import HttpError

_NAMES: dict[type[Exception], str] = {
    CannotResolveHostError: "unknown_host",
    DownloadCancelledError: "too_large",
    DownloadConnectionRefusedError: "refused",
    DownloadFailedError: "connection_lost",
    DownloadTimeoutError: "timeout",
    ResponseDataLossError: "cut",
    UnsupportedURLSchemeError: "no_page",
}
_IGNORED = (
    ("robots", "robots_forbidden"),
    ("max redirections", "redirect_loop"),
    ("DOWNLOAD_MAXSIZE", "too_large"),
)
"""Scrapy's own words for what it ignores."""


class NotRequested(IgnoreRequest):
    """A request that is not made, because of where it leads."""

    def __init__(self, reason: str, url: str) -> None:
        super().__init__(f"{reason}: {url}")
        self.reason = reason


def reason_of(error: BaseException) -> str:
    """`http_404`, `timeout`, `robots_forbidden` …"""
    own = getattr(error, "reason", None)
    if isinstance(error, HttpError):
        return f"http_{error.response.status}"
    if isinstance(own, str):
        return own
    if isinstance(error, IgnoreRequest):
        return next((name for words, name in _IGNORED if words in str(error)), "ignored")
    for kind, name in _NAMES.items():
        if isinstance(error, kind):
            return name
    return type(error).__name__.removesuffix("Error").lower()
