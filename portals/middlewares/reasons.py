"""Stable reason codes for failed requests: the names of `given_up/<reason>`, listed in docs/guide/crawling.md."""

from __future__ import annotations

import errno

from OpenSSL.SSL import Error as TlsFailure
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
from service_identity import CertificateError, VerificationError
from twisted.internet import error as network
from twisted.python.failure import Failure
from twisted.web._newclient import BadResponseVersion, ParseError, ResponseFailed

REASONS: dict[str, str] = {
    "bad_answer": "what came is no HTTP answer, or in a transfer encoding that nobody knows",
    "bad_encoding": "the body's content encoding is broken",
    "bad_redirect": "a redirect to something that is no address of a page",
    "connection_lost": "the connection broke before the answer was there",
    "cut": "the body ended too early, or only a part of the page was sent (206)",
    "elsewhere": "a redirect to a site that the declaration accepts; counted as `links/elsewhere`, not given up",
    "ignored": "a component of Scrapy left the request out",
    "long_address": "an address of more than 8 KB",
    "long_head": "more than 128 KB of header lines",
    "malformed": "an address that cannot be taken apart",
    "moved": "a redirect to another host, port or scheme",
    "no_handles": "this machine could open no more connections",
    "no_page": "an address of another scheme than http",
    "no_route": "the network does not lead to the host",
    "not_archived": "the answer could not be written to the archive",
    "not_modified": "304, though the request had no condition",
    "other_host": "an address of another host",
    "other_port": "an address of another port",
    "redirect_loop": "more redirects than REDIRECT_MAX_TIMES",
    "refused": "the host refused the connection",
    "replay_miss": "the archive that is replayed has no answer",
    "robots_forbidden": "robots.txt forbids the address",
    "robots_unreachable": "robots.txt could not be had, so nothing is asked for (RFC 9309)",
    "timeout": "no whole answer within DOWNLOAD_TIMEOUT",
    "tls": "the certificate is not valid for the host, or no common version of TLS",
    "too_large": "more than DOWNLOAD_MAXSIZE, also unpacked",
    "unknown_host": "the host has no address",
    "wants_cookies": "redirects until a cookie comes back: set `cookies=True` in the declaration",
}
"""Every code except `http_<status>`, with its meaning."""

_NAMES: dict[type[Exception], str] = {
    CannotResolveHostError: "unknown_host",
    DownloadCancelledError: "too_large",
    DownloadConnectionRefusedError: "refused",
    DownloadTimeoutError: "timeout",
    ResponseDataLossError: "cut",
    UnsupportedURLSchemeError: "no_page",
    network.TimeoutError: "timeout",
    network.TCPTimedOutError: "timeout",
    network.ConnectBindError: "no_handles",
    network.ConnectError: "no_route",
    network.ConnectionLost: "connection_lost",
    network.ConnectionDone: "connection_lost",
}
_IGNORED = (
    ("robots", "robots_forbidden"),
    ("max redirections", "redirect_loop"),
    ("DOWNLOAD_MAXSIZE", "too_large"),
)
"""Scrapy's messages for requests that it ignores."""
_TLS = (TlsFailure, VerificationError, CertificateError)
_NO_HTTP = (ParseError, BadResponseVersion, KeyError, ValueError)
_NO_HANDLES = (errno.EMFILE, errno.ENFILE)


class NotRequested(IgnoreRequest):
    """The request is not made, because of its target or what is known of its host. `reason` is a code."""

    def __init__(self, reason: str, url: str) -> None:
        super().__init__(f"{reason}: {url}")
        self.reason = reason


class BadResponse(IgnoreRequest):
    """The response is not used. `reason` is a code."""

    def __init__(self, reason: str, url: str) -> None:
        super().__init__(f"{reason}: {url}")
        self.reason = reason


class HeadTooLong(Exception):
    """The head of the response is too long."""

    reason = "long_head"


def reason_of(error: BaseException) -> str:
    """Return the code of a failed request: `http_404`, `timeout`, `robots_forbidden` …

    An unexpected exception is named after its class: `error_KeyError`.
    """
    own = getattr(error, "reason", None)
    if isinstance(error, HttpError):
        return f"http_{error.response.status}"
    if isinstance(own, str) and own in REASONS:
        return own
    if isinstance(error, IgnoreRequest):
        return next((name for words, name in _IGNORED if words in str(error)), "ignored")
    if isinstance(error, DownloadFailedError):
        return _reason_of_failed(error)
    for kind, name in _NAMES.items():
        if isinstance(error, kind):
            return name
    if isinstance(error, OSError) and error.errno in _NO_HANDLES:
        return "no_handles"
    return f"error_{type(error).__name__}"


def _reason_of_failed(error: DownloadFailedError) -> str:
    """Return why a connection failed: Twisted stores the reasons inside the exception that Scrapy wraps."""
    causes = causes_of(error)
    for cause in causes:
        if isinstance(cause, HeadTooLong):
            return cause.reason
        if isinstance(cause, _TLS):
            return "tls"
    return "bad_answer" if any(isinstance(cause, _NO_HTTP) for cause in causes) else "connection_lost"


def causes_of(error: BaseException) -> list[BaseException]:
    """Return the exceptions behind a failed download."""
    cause = error.__cause__
    if not isinstance(cause, ResponseFailed):
        return [cause] if cause else []
    return [failure.value for failure in cause.reasons if isinstance(failure, Failure) and failure.value is not None]
