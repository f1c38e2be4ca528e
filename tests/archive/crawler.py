"""A small crawl in a process of its own: `python -m tests.archive.crawler JOB` prints what the callbacks saw, then the stats.

JOB is JSON: `settings`, `requests` (each `url`, and perhaps `method`, `form`), `sockets` (false forbids them), `most_bytes`
(of a file, as a full disk would have it), `kill_after` (callbacks; then the process kills itself).
"""

from __future__ import annotations

import json
import os
import resource
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import urlsplit

import scrapy
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import FormRequest, Request, Response
from scrapy.settings import Settings

from portals.archive.containers import ArchiveFile
from portals.archive.warc import read_warc

JOB: dict[str, Any] = {}
PLAIN = {
    "ADDONS": {"portals.archive.addon.ArchiveAddon": 1, "portals.middlewares.addon.DownloadAddon": 2},
    "SPIDER_MODULES": [],
    "ITEM_PIPELINES": {},
    "EXTENSIONS": {},
    "DOWNLOAD_DELAY": 0,
    "RETRY_TIMES": 1,
    "LOG_LEVEL": "ERROR",
}


class Probe(scrapy.Spider):
    name = "probe"
    seen = 0

    async def start(self) -> AsyncIterator[Request]:
        for job in JOB["requests"]:
            meta = {"handle_httpstatus_list": [404, 503]}
            common: dict[str, Any] = {"callback": self.parse, "errback": self.failed, "meta": meta, "dont_filter": True}
            if "form" in job:
                yield FormRequest(job["url"], formdata=job["form"], **common)
            else:
                yield Request(job["url"], method=job.get("method", "GET"), **common)

    def parse(self, response: Response) -> None:
        archived = response.meta["archived"]
        body = response.body.decode("utf-8", "replace")
        tell({"url": response.url, "status": response.status, "body": body, "archived": archived, "on_disk": on_disk(archived)})
        self.seen += 1
        if self.seen == JOB.get("kill_after"):
            os.kill(os.getpid(), signal.SIGKILL)

    def failed(self, failure: Any) -> None:
        tell({"url": failure.request.url, "error": failure.type.__name__})


def tell(line: dict[str, Any]) -> None:
    print(json.dumps(line), flush=True)


def on_disk(archived: dict[str, Any]) -> bool | None:
    """Whether the record stands whole in the file that is still open; None in a replay."""
    folder = JOB["settings"].get("ARCHIVE_DIR")
    if folder is None:
        return None
    file = Path(folder) / f"{archived['warc_file']}.open"
    return archived["warc_record_id"] in {record.headers["warc-record-id"] for record in read_warc(ArchiveFile.of(file))}


def forbid_sockets() -> None:
    """From here on, every way out of this process raises."""

    def refuse(*args: object, **kwargs: object) -> NoReturn:
        raise AssertionError("a socket was opened")

    for name in ("connect", "connect_ex", "bind", "sendto"):
        setattr(Guarded, name, refuse)
    socket.getaddrinfo = refuse
    socket.create_connection = refuse


class Guarded(socket.socket):
    """What asyncio and Twisted make instead of `socket.socket`."""


def main() -> None:
    JOB.update(json.loads(sys.argv[1]))
    socket.socket = Guarded  # type: ignore[misc]
    settings = Settings()
    settings.setmodule("portals.settings")
    settings.setdict({**PLAIN, **JOB["settings"]}, "cmdline")
    if most := JOB.get("most_bytes"):
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    process = AsyncCrawlerProcess(settings)
    crawler = process.create_crawler(Probe)
    process.crawl(crawler)
    if not JOB["sockets"]:
        forbid_sockets()
    process.start()
    assert crawler.stats
    tell({"stats": {name: value for name, value in crawler.stats.get_stats().items() if isinstance(value, int | str | list)}})


class Crawled:
    """What a crawl saw by path, its stats and what it wrote to stderr."""

    def __init__(self, done: subprocess.CompletedProcess[str]) -> None:
        lines = [json.loads(line) for line in done.stdout.splitlines()]
        self.stats: dict[str, Any] = next((line["stats"] for line in lines if "stats" in line), {})
        self.seen: dict[str, dict[str, Any]] = {}
        for line in lines:
            if "url" in line:
                parts = urlsplit(line["url"])
                self.seen[f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"] = line
        self.stderr = done.stderr
        self.returncode = done.returncode


def crawl(requests: list[dict[str, Any]], settings: dict[str, Any], **job: Any) -> Crawled:
    """Runs the crawl and waits for its end."""
    words = json.dumps({"sockets": True, **job, "requests": requests, "settings": settings})
    command = [sys.executable, "-m", "tests.archive.crawler", words]
    return Crawled(subprocess.run(command, capture_output=True, text=True, timeout=120, check=False))


if __name__ == "__main__":
    main()
