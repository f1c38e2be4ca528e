"""Targets of feeds: the names under which the store notes which records a feed still has to get."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from scrapy.settings import BaseSettings
from w3lib.url import file_uri_to_path

_OF_THE_RUN = re.compile(r"%\((time|batch_time)\)s")
"""Placeholders that give each run a file of its own."""

NEVER_ADDED_TO = frozenset({"gs", "s3"})
"""Schemes whose storages always replace the whole file, also with `-o`."""


def target_names(settings: BaseSettings) -> tuple[str, ...]:
    """Return the names of the run's feeds."""
    return tuple(target_name(str(uri)) for uri in settings.getdict("FEEDS"))


def target_name(uri: str) -> str:
    """Return the name of one feed: the absolute path of a file, or an address without user and password."""
    scheme = urlsplit(uri).scheme
    if scheme == "stdout":
        return "standard output"
    if is_local(uri):
        return str(Path(file_uri_to_path(uri) if scheme else uri).absolute())
    return without_credentials(uri)


def is_local(uri: str) -> bool:
    """Return whether a feed is a file of this machine."""
    return urlsplit(uri).scheme in ("", "file")


def without_credentials(uri: str) -> str:
    """Return an address without user and password, for messages, e.g. `ftp://host/feed.csv`."""
    parts = urlsplit(uri)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def is_replaced(uri: str, options: dict[str, Any]) -> bool:
    """Return whether the next run with the same feed overwrites what this one writes."""
    scheme = urlsplit(uri).scheme
    overwritten = options.get("overwrite")
    if overwritten is None or scheme in NEVER_ADDED_TO:
        overwritten = scheme not in ("", "file", "stdout")  # the same default as Scrapy's
    return bool(overwritten) and scheme != "stdout" and not _OF_THE_RUN.search(uri)
