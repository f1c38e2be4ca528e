"""Checks that a command makes before it opens anything, so that a mistake changes nothing."""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import UTC, date, datetime
from difflib import get_close_matches
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any
from urllib.parse import urlsplit

from scrapy.exceptions import NotConfigured
from scrapy.settings import SETTINGS_PRIORITIES, BaseSettings, Settings
from scrapy.utils.misc import load_object
from w3lib.url import file_uri_to_path

from portals.archive.errors import ArchiveError
from portals.archive.library import check_replay
from portals.errors import CommandError
from portals.exporters.files import special
from portals.exporters.overwriting import write_refusal
from portals.extensions.feed_targets import NEVER_ADDED_TO, without_credentials
from portals.items import Article
from portals.middlewares.certificates import bundle_error
from portals.spiders.options import read_day, shortened
from portals.store import StoreError, open_store
from portals.store.database import address
from portals.text.dates.values import VIETNAM

APPENDABLE = frozenset({"csv", "jsonl", "jsonlines", "jl"})
"""Formats whose files a second run may append to."""

_LIBRARIES = {"gs": ("google.cloud.storage", "google-cloud-storage"), "s3": ("boto3", "boto3")}
"""Module and package that the feed storage of a scheme needs. For `gs` Scrapy itself would miss it only after the crawl."""

_EXTRAS = {"parquet": "pyarrow", "xlsx": "xlsxwriter"}
"""Formats whose library is an extra."""

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")
_PLACEHOLDER = re.compile(r"%\((\w+)\)[a-z]")
_OUR_NUMBERS: Mapping[str, type] = {
    "ARCHIVE_MAX_BYTES": int,
    "CRAWL_DELAY_MAX": float,
    "DEEP_LOOK_RUNS": int,
    "FRONTIER_BATCH": int,
    "FRONTIER_LEASE": float,
    "FRONTIER_PATIENCE": float,
    "FRONT_PAGES": int,
    "RETRY_AFTER_MAX": float,
    "WALL_LIMIT": int,
}
_FLOATS = frozenset({"DOWNLOAD_DELAY", "DOWNLOAD_TIMEOUT"})
"""Settings of Scrapy whose default is a whole number but which also accept fractions."""
_MOST = 10**15


def portal_name(args: list[str], known: Iterable[str]) -> str:
    """Return the one portal that the command line names."""
    if len(args) != 1:
        raise CommandError("name one portal; scrapy list shows them")
    names = sorted(known)
    if args[0] not in names:
        near = get_close_matches(args[0], names, 1)
        hint = f" (did you mean {near[0]}?)" if near else ""
        raise CommandError(f"unknown portal {shortened(args[0])!r}{hint}; scrapy list shows them")
    return args[0]


def numbers(settings: BaseSettings) -> None:
    """Check that the number settings on the command line are numbers in a possible range."""
    defaults = Settings()
    for name in settings:
        if settings.getpriority(name) != SETTINGS_PRIORITIES["cmdline"] or not isinstance(settings[name], str):
            continue
        kind = _OUR_NUMBERS.get(name) or (float if name in _FLOATS else type(defaults.get(name)))
        if kind in (int, float, bool):
            _check_number(name, settings[name], kind)


def _check_number(name: str, text: str, kind: type) -> None:
    if kind is bool and text.lower() in ("true", "false", "0", "1"):
        return
    try:
        number = float(text) if kind is float else int(text) if len(text) < 20 else _MOST
    except ValueError:
        raise CommandError(f"{name}={shortened(text)!r} is not a number") from None
    if kind is bool or not 0 <= number < _MOST:
        raise CommandError(f"{name}={shortened(text)!r} is not a number that it can be")


def feeds(settings: BaseSettings) -> None:
    """Check that the format of each feed is known and its target can be written."""
    for uri, options in settings.getdict("FEEDS").items():
        name = str(options.get("format", ""))
        feed_format(name, settings)
        scheme = urlsplit(str(uri)).scheme
        if scheme in ("", "file"):
            path = writable_file(str(uri), settings)
            if not options.get("overwrite") and path.is_file() and path.stat().st_size:
                _check_addable(path, name, plain=not options.get("fields"))
        else:
            _check_storage(scheme, str(uri), settings)
            if scheme in NEVER_ADDED_TO and options.get("overwrite") is False:
                raise CommandError(f"a feed to {scheme}:// cannot be added to; use -O, with %(time)s in its name to keep each")


def _check_storage(scheme: str, uri: str, settings: BaseSettings) -> None:
    """Check that the scheme of a feed has a storage, and that the library it needs is installed."""
    storages: Mapping[str, Any] = {name: path for name, path in settings.getwithbase("FEED_STORAGES").items() if path}
    if scheme not in storages:
        known = sorted(name for name in storages if name)
        raise CommandError(f"feeds cannot be written to {scheme}://; use a file, or one of {', '.join(known)}")
    module, package = _LIBRARIES.get(scheme, ("", ""))
    if module and not _is_installed(module):
        raise CommandError(f"a feed to {scheme}:// needs {package}: pip install {package}")
    if not urlsplit(uri).hostname and scheme != "stdout":
        raise CommandError(f"{without_credentials(uri)} names no place; write {scheme}://PLACE/FILE")


def _is_installed(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:  # a parent package is missing
        return False


def _check_addable(path: Path, name: str, *, plain: bool) -> None:
    """Check that the existing file has the format that the run appends. `plain`: the feed has the record's own columns."""
    if name not in APPENDABLE:
        raise CommandError(f"{path} is there, and {name} cannot be added to; use -O to overwrite it")
    if name != "csv" or not plain:
        return
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        if next(csv.reader(file), []) != [field.name for field in fields(Article)]:
            raise CommandError(f"{path} has other columns; use -O to overwrite it, or name another file")


def feed_format(name: str, settings: BaseSettings) -> Any:
    """Return the exporter class of a feed format."""
    exporters: Mapping[str, Any] = {name: path for name, path in settings.getwithbase("FEED_EXPORTERS").items() if path}
    if name not in exporters:
        raise CommandError(unknown_format(name, settings))
    try:
        return load_object(exporters[name])
    except (ImportError, NotConfigured) as error:
        raise CommandError(f"format {name} cannot be written here: {error}") from None


def unknown_format(name: str, settings: BaseSettings) -> str:
    """Return the message for an unknown format, or one whose library is missing."""
    if name in _EXTRAS:
        return f"{name} needs {_EXTRAS[name]}: pip install {_EXTRAS[name]}"
    if not name:
        return "the file has no ending that names a format; use one such as .csv, or write FILE:csv"
    known = sorted(name for name, path in settings.getwithbase("FEED_EXPORTERS").items() if path)
    return f"unknown format {shortened(name)!r}; use one of {', '.join(known)}"


def export_file(name: str, settings: BaseSettings) -> Path:
    """Return the path of the file that a command writes, with `%(time)s` filled in as in the name of a feed."""
    scheme = _SCHEME.match(name)
    if scheme and scheme[1].lower() != "file":
        raise CommandError(f"{scheme[1]}:// is for the feeds of a crawl; this command writes a file, which you can copy there")
    unknown = [found for found in _PLACEHOLDER.findall(name) if found != "time"]
    if unknown:
        raise CommandError(f"%({unknown[0]}) cannot be filled in here; %(time)s can")
    return writable_file(name, settings, time=datetime.now(UTC).replace(microsecond=0))


def writable_file(name: str, settings: BaseSettings | None = None, *, time: datetime | None = None) -> Path:
    """Return the path of a file that can be created or overwritten. Create nothing."""
    if time:
        name = name.replace("%(time)s", time.isoformat().replace(":", "-"))
    path = Path(file_uri_to_path(name) if name.startswith("file:") else name)
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        pass
    except OSError as error:  # a link that leads to itself, a name of 300 letters
        raise CommandError(f"{shortened(str(path))} cannot be written: {error.strerror}") from None
    if path.is_dir():
        raise CommandError(f"{path} is a folder; name a file")
    if path.exists() and not os.access(path, os.W_OK):
        raise CommandError(f"{path} cannot be overwritten: it is not yours to write")
    overwritable(path, settings)
    if not special(path):
        writable_folder(path.parent)
    return path


def overwritable(path: Path, settings: BaseSettings | None = None) -> None:
    """Check that a file is not a store, an archive, a device or a file of another program, whatever its name."""
    if why := write_refusal(path, _stores(settings) if settings else ()):
        raise CommandError(f"{path} {why}")


def _stores(settings: BaseSettings) -> list[Path]:
    """Return the file of the store, whether it exists or not."""
    try:
        url = address(str(settings["STORE_URL"]))
    except StoreError:
        return []
    return [Path(str(url.database))] if url.get_backend_name() == "sqlite" else []


def writable_folder(folder: Path) -> None:
    """Check that the folder can be written to or created. Leave nothing behind."""
    there = next(part for part in (folder.absolute(), *folder.absolute().parents) if part.exists())
    if not there.is_dir():
        raise CommandError(f"{there} is a file, and cannot be used as a folder")
    try:
        with TemporaryFile(dir=there):
            pass
    except OSError as error:
        raise CommandError(f"nothing can be written in {there}: {error.strerror}") from None


def day_option(text: str, name: str) -> date:
    """Return the day that an option names: `2022-07-05`, `3 tháng trước`, `last month`."""
    try:
        return read_day(text)
    except ValueError:
        how = "write it as YYYY-MM-DD, e.g. 2022-07-05, or '2 tuần trước', 'last month'"
        raise CommandError(f"{name} {shortened(text)!r} is not a date: {how}") from None


def moment_option(text: str, name: str) -> str:
    """Return the time that an option names, UTC: a day or time of Vietnam, or a time with a zone.

    >>> moment_option("2026-11-28", "--changed-since"), moment_option("2026-11-28T05:00+00:00", "--changed-since")
    ('2026-11-27T17:00:00Z', '2026-11-28T05:00:00Z')
    """
    try:
        named = datetime.fromisoformat(text) if "T" in text else datetime.combine(read_day(text), datetime.min.time())
        zoned = named if named.tzinfo else named.replace(tzinfo=VIETNAM)
        return zoned.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError):
        how = "write it as 2026-11-28, 2026-11-28T05:00 (in Vietnam), 2026-11-28T05:00Z, or '2 tuần trước'"
        raise CommandError(f"{name} {shortened(text)!r} is no time: {how}") from None


def replay(settings: BaseSettings) -> bool:
    """Return whether the run is a replay. Refuse an empty value (`-s REPLAY=$FORGOTTEN`): it must not crawl the live site."""
    path = str(settings["REPLAY"] or "")
    if not path and settings.getpriority("REPLAY") != SETTINGS_PRIORITIES["cmdline"]:
        return False
    try:
        check_replay(path)
    except ArchiveError as error:
        raise CommandError(str(error)) from None
    return True


def certificates(path: str | Path | None, named: str) -> None:
    """Check the file of certificates that a setting or a declaration names."""
    if path and (why := bundle_error(path)):
        raise CommandError(f"{named}: {why}")


def store(url: str) -> None:
    """Check that the store can be opened and written. Raises `StoreError`."""
    with open_store(url, busy_seconds=5.0) as opened:
        opened.probe()
