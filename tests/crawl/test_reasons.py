"""The table of reasons in docs/guide/crawling.md holds the words that the code has, and no others."""

from __future__ import annotations

import errno
import re
from pathlib import Path

import pytest
from OpenSSL.SSL import Error as TlsFailure
from scrapy.exceptions import CannotResolveHostError, DownloadFailedError, DownloadTimeoutError, IgnoreRequest
from scrapy.http import Request, Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.internet import error as network
from twisted.python.failure import Failure
from twisted.web._newclient import ParseError, ResponseNeverReceived

from portals.middlewares.reasons import REASONS, HeadTooLong, NotRequested, reason_of
from portals.middlewares.responses import refused_target
from portals.webpage.page_messages import phrase_table
from tests.crawl.test_faults import LASTING

ROOT = Path(__file__).parents[2]
RAISED = re.compile(r"""(?:Rejected|Claim|NotRequested|BadResponse)\(\s*"([a-z_]+)["']""")
"""A reason where it is raised."""


def documented() -> set[str]:
    """The words in the first column of the table."""
    table = (ROOT / "docs" / "guide" / "crawling.md").read_text("utf-8").partition("## Reasons")[2].partition("\n## ")[0]
    return set(re.findall(r"^\| `([a-z_]+)`", table, re.MULTILINE))


def in_code() -> set[str]:
    """The words in the program: of failed requests, those that are raised, of messages, walls and cut bodies."""
    code = "\n".join(path.read_text("utf-8") for path in (ROOT / "portals").rglob("*.py"))
    messages = (ROOT / "portals" / "webpage" / "page_messages.py").read_text("utf-8")
    kinds = re.findall(r'"(error_page|login_page|maintenance|members_only)"', messages)
    walls = {*phrase_table("walls"), *phrase_table("signs")}
    not_whole = re.findall(r'"(?:length|encoding)": "([a-z_]+)"', (ROOT / "portals/webpage/block_pages.py").read_text("utf-8"))
    return {*REASONS, *RAISED.findall(code), *kinds, *walls, *not_whole}


def test_every_reason_is_described_and_every_described_one_exists() -> None:
    assert documented() == in_code()


def test_every_fault_of_the_simulator_ends_in_a_described_reason() -> None:
    assert {reason for reason in LASTING.values() if not reason.startswith("http_")} <= documented()


def failed(*causes: Exception) -> DownloadFailedError:
    """A broken connection as Scrapy wraps it."""
    error = DownloadFailedError("broken")
    error.__cause__ = ResponseNeverReceived([Failure(cause) for cause in causes])
    return error


ERRORS: list[tuple[Exception, str]] = [
    (failed(network.ConnectionLost()), "connection_lost"),
    (failed(TlsFailure([("SSL routines", "", "certificate verify failed")])), "tls"),
    (failed(HeadTooLong()), "long_head"),
    (failed(ParseError("wrong number of parts", b"220 mail")), "bad_answer"),
    (failed(KeyError(b"rot13")), "bad_answer"),
    (CannotResolveHostError(), "unknown_host"),
    (DownloadTimeoutError(), "timeout"),
    (network.ConnectBindError(errno.EMFILE, "Too many open files"), "no_handles"),
    (OSError(errno.EMFILE, "Too many open files"), "no_handles"),
    (network.NoRouteError(), "no_route"),
    (network.TCPTimedOutError(), "timeout"),
    (HttpError(Response("https://city.example/", status=403, request=Request("https://city.example/"))), "http_403"),
    (NotRequested("moved", "https://city.example/"), "moved"),
    (IgnoreRequest("Forbidden by robots.txt"), "robots_forbidden"),
    (IgnoreRequest("max redirections reached"), "redirect_loop"),
    (IgnoreRequest("for a reason of its own"), "ignored"),
    (RuntimeError("a mistake of ours"), "error_RuntimeError"),
]


@pytest.mark.parametrize(("error", "reason"), ERRORS, ids=[reason for _, reason in ERRORS])
def test_every_error_has_a_word(error: Exception, reason: str) -> None:
    assert reason_of(error) == reason


TARGETS: list[tuple[str, str | None]] = [
    ("/b", None),
    ("?page=2", None),
    ("//city.example/b", None),
    ("https://other.example/", None),
    ("https://thành-phố.example/", None),
    ("ftp://city.example/a", "moved"),
    ("file:///etc/passwd", "moved"),
    ("data:text/html,x", "moved"),
    ("s3://bucket/a", "moved"),
    ("javascript:history.back()", "bad_redirect"),
    ("http://[", "bad_redirect"),
    ("http://user:secret@city.example/", "bad_redirect"),
    ("http://city.example:99999/", "bad_redirect"),
    ("http://city.example:port/", "bad_redirect"),
    ("", "bad_redirect"),
]


@pytest.mark.parametrize(("target", "reason"), TARGETS)
def test_targets_of_redirects(target: str, reason: str | None) -> None:
    assert refused_target("https://city.example/a", target.encode()) == reason
