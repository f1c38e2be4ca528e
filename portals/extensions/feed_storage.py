"""Feed storages that replace an older file only when the new one is complete."""

from __future__ import annotations

import io
import logging
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Any

from scrapy.extensions.feedexport import FileFeedStorage, FTPFeedStorage, GCSFeedStorage, S3FeedStorage

from portals.exporters.files import PartialFile, special
from portals.runs.results import records

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer
    from scrapy import Spider

FAILED = "feedexport/failed_count/file"
_STDOUT = 1

logger = logging.getLogger(__name__)


class WholeFileStorage(FileFeedStorage):
    """With `-O` the feed is written to a partial file, which replaces the file at the end of the run.

    A run that is killed, or that read no page at all, leaves the older file unchanged. With `-o` the feed is appended to it.
    If the file cannot be written (a full disk), the feed is given up with one log line and a stat. The store has the records.
    """

    def __init__(self, uri: str, *, feed_options: dict[str, Any] | None = None) -> None:
        super().__init__(uri, feed_options=feed_options)
        self.target = Path(self.path)
        self.replaces = self.write_mode == "wb" and not special(self.target)
        self.draft: PartialFile | None = None
        self.stats: Any = None
        self.failed = False
        self.exported = 0
        """Records that the exporter has written."""

    def open(self, spider: Spider) -> IO[bytes]:
        self.stats = spider.crawler.stats
        try:
            self.target.parent.mkdir(parents=True, exist_ok=True)
            if self.replaces:
                self.draft = PartialFile(self.target)
                return io.BufferedWriter(_Forgiving(os.dup(self.draft.descriptor), "wb", self._give_up))
            return io.BufferedWriter(_Forgiving(self.target, self.write_mode, self._give_up))
        except OSError as error:
            self._give_up(error)
            return io.BytesIO()

    def store(self, file: IO[bytes]) -> None:
        file.close()
        if self.draft is None:
            return
        if self.failed or (self.target.exists() and not self.exported and not self._read_anything()):
            self.draft.drop()
        else:
            self.draft.publish()

    def abandon(self, file: IO[bytes] | None) -> None:
        """Close the file and leave the older one unchanged."""
        with suppress(OSError):
            if file:
                file.close()
        if self.draft:
            self.draft.drop()

    def _read_anything(self) -> bool:
        stats = self.stats.get_stats()
        return bool(records(stats) or stats.get("pages/listing"))

    def _give_up(self, error: OSError) -> None:
        if not self.failed:
            self.failed = True
            self.stats.inc_value(FAILED)
            logger.error("%s cannot be written: %s", self.target, error.strerror or error)


class StandardOutputStorage(WholeFileStorage):
    """`-O -:jsonl`: if the reader ends early (`| head`), the rest of the feed is dropped and the run continues."""

    def __init__(self, uri: str, *, feed_options: dict[str, Any] | None = None) -> None:
        super().__init__("standard output", feed_options=feed_options)
        self.replaces = False

    def open(self, spider: Spider) -> IO[bytes]:
        self.stats = spider.crawler.stats
        return io.BufferedWriter(_Forgiving(_STDOUT, "wb", self._give_up, closefd=False))


class _WithoutName:
    """Base of feeds to other machines: they are collected in a file without a name, which disappears with a killed process."""

    def open(self, spider: Spider) -> IO[bytes]:
        return TemporaryFile(dir=spider.crawler.settings["FEED_TEMPDIR"])


class S3Storage(_WithoutName, S3FeedStorage):
    """`s3://BUCKET/KEY`."""


class GoogleStorage(_WithoutName, GCSFeedStorage):
    """`gs://BUCKET/NAME`."""


class FtpStorage(_WithoutName, FTPFeedStorage):
    """`ftp://HOST/PATH`."""


class _Forgiving(io.FileIO):
    """A file that calls back when it cannot be written, and then ignores further writes."""

    def __init__(self, file: Path | int, mode: str, report: Callable[[OSError], None], *, closefd: bool = True) -> None:
        super().__init__(file, mode, closefd=closefd)
        self.report = report

    def write(self, data: ReadableBuffer) -> int:
        try:
            return super().write(data)
        except OSError as error:
            self.report(error)
            return memoryview(data).nbytes
