"""What is looked at before a crawl opens anything, so that a mistake costs nothing."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any
from urllib.parse import urlsplit

from scrapy.exceptions import NotConfigured
from scrapy.settings import SETTINGS_PRIORITIES, BaseSettings
from scrapy.utils.misc import load_object
from w3lib.url import file_uri_to_path

from portals.archive.errors import ArchiveError
from portals.archive.library import check_replay
from portals.errors import CommandError
from portals.exporters.files import precious, special
from portals.items import Article
from portals.spiders.options import read_day
from portals.store import open_store

APPENDABLE = frozenset({"csv", "jsonl", "jsonlines", "jl"})
"""Formats in which a second run may be added to the file of the first."""


def portal_name(args: list[str], known: Iterable[str]) -> str:
    """The one portal that the command line names."""
    if len(args) != 1:
        raise CommandError("name one portal; scrapy list shows them")
    names = sorted(known)
    if args[0] not in names:
        near = get_close_matches(args[0], names, 1)
        hint = f" (did you mean {near[0]}?)" if near else ""
        raise CommandError(f"unknown portal {args[0]!r}{hint}; scrapy list shows them")
    return args[0]


def feeds(settings: BaseSettings) -> None:
    """Each feed has a format that can be written and a place where it can be."""
    for uri, options in settings.getdict("FEEDS").items():
        name = str(options.get("format", ""))
        feed_format(name, settings)
        if urlsplit(str(uri)).scheme in ("", "file"):
            path = writable_file(str(uri))
            if not options.get("overwrite") and path.is_file() and path.stat().st_size:
                _addable(path, name, plain=not options.get("fields"))


def _addable(path: Path, name: str, *, plain: bool) -> None:
    """What a run adds to a file must be of the kind that stands there. `plain`: the feed has the record's own columns."""
    if name not in APPENDABLE:
        raise CommandError(f"{path} is there, and {name} cannot be added to; use -O to overwrite it")
    if name != "csv" or not plain:
        return
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        if next(csv.reader(file), []) != [field.name for field in fields(Article)]:
            raise CommandError(f"{path} has other columns; use -O to overwrite it, or name another file")


def feed_format(name: str, settings: BaseSettings) -> Any:
    """The exporter of a feed format."""
    exporters: Mapping[str, Any] = {name: path for name, path in settings.getwithbase("FEED_EXPORTERS").items() if path}
    if name not in exporters:
        raise CommandError(unknown_format(name, settings))
    try:
        return load_object(exporters[name])
    except (ImportError, NotConfigured) as error:
        raise CommandError(f"format {name} cannot be written here: {error}") from None


def unknown_format(name: str, settings: BaseSettings) -> str:
    """What to say of a format that cannot be written."""
    if name == "parquet":
        return "parquet needs pyarrow: pip install pyarrow"
    if not name:
        return "the file has no ending that names a format; use one such as .csv, or write FILE:csv"
    known = sorted(name for name, path in settings.getwithbase("FEED_EXPORTERS").items() if path)
    return f"unknown format {name!r}; use one of {', '.join(known)}"


def writable_file(name: str) -> Path:
    """The path of a file that can be made or overwritten. Nothing is created."""
    path = Path(file_uri_to_path(name) if name.startswith("file:") else name)
    if path.is_dir():
        raise CommandError(f"{path} is a folder; name a file")
    if path.exists() and not os.access(path, os.W_OK):
        raise CommandError(f"{path} cannot be overwritten: it is not yours to write")
    if precious(path):
        raise CommandError(f"{path} is a database or a web archive, and is not overwritten; name another file")
    if not special(path):
        writable_folder(path.parent)
    return path


def writable_folder(folder: Path) -> None:
    """The folder can be written in, or be made. Nothing is left behind."""
    there = next(part for part in (folder.absolute(), *folder.absolute().parents) if part.exists())
    if not there.is_dir():
        raise CommandError(f"{there} is a file, and cannot be used as a folder")
    try:
        with TemporaryFile(dir=there):
            pass
    except OSError as error:
        raise CommandError(f"nothing can be written in {there}: {error.strerror}") from None


def day(text: str, name: str) -> date:
    """The day that an option names, written YYYY-MM-DD."""
    try:
        return read_day(text)
    except ValueError:
        raise CommandError(f"{name} {text!r} is not a date: write it as YYYY-MM-DD, e.g. 2022-07-05") from None


def replay(settings: BaseSettings) -> bool:
    """Whether an archive answers instead of the network. `-s REPLAY=$FORGOTTEN` must not end up at the live site."""
    path = str(settings["REPLAY"] or "")
    if not path and settings.getpriority("REPLAY") != SETTINGS_PRIORITIES["cmdline"]:
        return False
    try:
        check_replay(path)
    except ArchiveError as error:
        raise CommandError(str(error)) from None
    return True


def store(url: str) -> None:
    """The store can be opened and written. Raises `StoreError`."""
    with open_store(url, busy_seconds=5.0) as opened:
        opened.probe()
