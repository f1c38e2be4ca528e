"""Archive first: each response is written before any middleware or callback gets it."""

from __future__ import annotations

import asyncio
import platform
from contextlib import suppress
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrapy import signals
from scrapy.exceptions import CloseSpider, NotConfigured, StopDownload

from portals import __version__
from portals.archive.errors import ArchiveError
from portals.archive.records import Exchange, Rendering
from portals.archive.writer import ArchiveWriter, Stored
from portals.runs.run_id import run_id_of

if TYPE_CHECKING:
    from typing import Self

    from scrapy import Spider
    from scrapy.crawler import Crawler
    from scrapy.http import Headers, Request, Response
    from scrapy.settings import BaseSettings

FAILED = "archive_failed"
"""Close reason of a spider whose archive cannot be written."""
RECEIVED = "archive_received"
"""Key of `request.meta`: bytes of a body of unknown length so far."""
STOP_AT = "stop_download_at"
"""Key of `request.meta`: number of bytes after which a download is stopped and the part is used (for robots.txt)."""
_PRIVATE = {b"authorization", b"proxy-authorization", b"cookie"}


class ArchiveExtension:
    """Writes what is downloaded to WARC files, and puts `archived` on `request.meta`: the fields of a page's provenance.

    If the archive cannot be written, one error is logged, the stat `archive/error` has the reason, and the spider is closed.
    """

    def __init__(self, crawler: Crawler) -> None:
        if crawler.settings.get("REPLAY"):
            raise NotConfigured
        assert crawler.stats
        self.crawler = crawler
        self.stats = crawler.stats
        self.max_size = crawler.settings.getint("DOWNLOAD_MAXSIZE")
        self.run_id = ""
        self.writer: ArchiveWriter | None = None
        self.closing: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        extension = cls(crawler)
        connect = crawler.signals.connect
        connect(extension.begin, signals.spider_opened)
        connect(extension.keep, signals.response_downloaded)
        connect(extension.end, signals.engine_stopped)
        if extension.max_size:
            connect(extension.check_length, signals.headers_received)
            connect(extension.check_received, signals.bytes_received)
        return extension

    def begin(self, spider: Spider) -> None:
        settings, now = self.crawler.settings, datetime.now(UTC)
        self.run_id = run_id_of(self.crawler)
        folder, size = Path(settings["ARCHIVE_DIR"]), settings.getint("ARCHIVE_MAX_BYTES", 10**9)
        facts = run_facts(settings, spider.name, self.run_id)
        if base := getattr(getattr(spider, "options", None), "base", None):
            facts["base-url"] = base
        self.writer = ArchiveWriter(folder, facts, now, size)
        try:
            self.writer.open(now)
        except ArchiveError as error:
            self.fail(error)
            raise CloseSpider(FAILED) from None

    def keep(self, response: Response, request: Request) -> None:
        """Write the response and mark it as archived; `ArchiveGuard` drops responses without this mark."""
        if self.writer is None or not response.url.startswith(("http://", "https://")):
            return
        now = datetime.now(UTC)
        try:
            sent = exchange_of(request, response)
            stored = self.writer.add(sent, now)
        except Exception as error:  # any error: a page that is not on disk must end the crawl, and nothing else would end it
            self._stop(error)
            return
        self._mark(request, stored, now)
        self.stats.inc_value("archive/responses")
        if sent.truncated:
            self.stats.inc_value(f"archive/truncated/{sent.truncated}")

    def keep_rendering(self, request: Request, made: Rendering) -> bool:
        """Write a rendered page and mark the request with its provenance. Return False if that failed."""
        if self.writer is None:
            return False
        now = datetime.now(UTC)
        try:
            stored = self.writer.add_rendering(made, now)
        except Exception as error:
            self._stop(error)
            return False
        self._mark(request, stored, now)
        self.stats.inc_value("archive/renderings")
        return True

    def _mark(self, request: Request, stored: Stored, now: datetime) -> None:
        request.meta["archived"] = {
            "warc_file": stored.warc_file,
            "warc_record_id": stored.warc_record_id,
            "payload_digest": stored.payload_digest,
            "fetched_at": now.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "run_id": self.run_id,
        }

    def _stop(self, error: Exception) -> None:
        self.fail(error)
        assert self.crawler.engine
        self.closing = asyncio.create_task(self.crawler.engine.close_spider_async(reason=FAILED))

    def fail(self, error: Exception) -> None:
        """Log the reason once, close the file, and stop writing."""
        writer, self.writer = self.writer, None
        reason = str(error) if isinstance(error, ArchiveError) else f"the archive cannot be written ({error!r})"
        self.stats.set_value("archive/error", reason)
        if self.crawler.spider:
            self.crawler.spider.logger.error("%s: the crawl stops", reason)
        with suppress(OSError, ArchiveError):
            if writer:
                writer.close()

    def end(self) -> None:
        """Close the archive. The run fails if files of this run are missing."""
        if self.writer:
            try:
                self.writer.close()
            except ArchiveError as error:
                self.fail(error)

    def check_length(self, body_length: Any, request: Request) -> None:
        """Stop a download that announces more than `DOWNLOAD_MAXSIZE`; its head is archived, marked as truncated."""
        request.meta.pop(RECEIVED, None)
        if STOP_AT in request.meta or not isinstance(body_length, int):
            request.meta[RECEIVED] = 0
        elif body_length > request.meta.get("download_maxsize", self.max_size):
            raise StopDownload(fail=False)

    def check_received(self, data: bytes, request: Request) -> None:
        """Stop a download of unknown length at `DOWNLOAD_MAXSIZE`; the received part is archived, marked as truncated."""
        if RECEIVED in request.meta:
            request.meta[RECEIVED] += len(data)
            if request.meta[RECEIVED] > request.meta.get(STOP_AT, request.meta.get("download_maxsize", self.max_size)):
                raise StopDownload(fail=False)


def run_facts(settings: BaseSettings, portal: str, run: str) -> dict[str, str]:
    """Return the facts about the run for `warcinfo`."""
    tools = ", ".join(f"{tool} {version(tool)}" for tool in ("Scrapy", "FastWARC"))
    return {
        "software": f"portals {__version__} ({tools}, Python {platform.python_version()})",
        "format": "WARC File Format 1.1",
        "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
        "robots": "obey" if settings.getbool("ROBOTSTXT_OBEY") else "ignore",
        "isPartOf": portal,
        "run-id": run,
        "http-header-user-agent": settings["USER_AGENT"],
    }


def exchange_of(request: Request, response: Response) -> Exchange:
    """Return request and response for the archive, without the request's credentials and cookies, with all response headers."""
    return Exchange(
        url=response.url,
        method=request.method,
        request_headers=tuple(pair for pair in _pairs(request.headers) if pair[0].lower() not in _PRIVATE),
        request_body=request.body,
        status=response.status,
        protocol=response.protocol or "HTTP/1.1",
        headers=_pairs(response.headers),
        body=response.body,
        address=str(response.ip_address) if response.ip_address else None,
        truncated=truncated(response),
    )


def truncated(response: Response) -> str | None:
    """Return why a response is incomplete: `length` (stopped by us), `disconnect` (by the server); None if it is complete."""
    if "download_stopped" in response.flags:
        return "length"
    return "disconnect" if "dataloss" in response.flags else None


def _pairs(headers: Headers) -> tuple[tuple[bytes, bytes], ...]:
    return tuple((name, value) for name, values in headers.items() for value in values)
