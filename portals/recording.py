"""Pages fetched on purpose, to become fixtures: each is archived, looked at, and saved with what the code makes of it."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import scrapy
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.http import Request, Response
from twisted.python.failure import Failure

from portals.archive.fixtures import write_fixture
from portals.cleaning import clean
from portals.cleaning.walls import inspect
from portals.crawl.reasons import reason_of
from portals.crawl.robots import EveryRobotsTxt
from portals.page import RawPage, Rejected
from portals.portal import Listing, Portal

_UNSAFE = re.compile(r"[^a-z0-9]+")
_LONGEST_NAME = 60
_UNSTABLE = (
    *("duplicates", "representative", "notes", "version", "first_seen", "last_seen", "changed_at"),
    *("warc_file", "warc_record_id", "payload_digest", "fetched_at", "run_id"),
)
"""Fields that tell of the capture or of other records: a fixture expects nothing of them."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What became of an address: the folder it was saved in, or the reason why not."""

    url: str
    folder: Path | None = None
    reason: str = ""
    wall: bool = False


class RecordSpider(scrapy.Spider):
    """Fetches the addresses it is given, one after the other as robots.txt allows; archives, but stores and feeds nothing."""

    name = "record"
    custom_settings = {  # noqa: RUF012 - Scrapy declares it so
        "ADDONS": {"portals.archive.addon.ArchiveAddon": 100},
        "ITEM_PIPELINES": {},
        "EXTENSIONS": {},
        "DOWNLOADER_MIDDLEWARES": {RobotsTxtMiddleware: None, EveryRobotsTxt: 100},
        "SCHEDULER": "scrapy.core.scheduler.Scheduler",
        "FEEDS": {},
    }

    def __init__(self, portal: Portal, wanted: Mapping[str, Path], **arguments: Any) -> None:
        super().__init__(portal.name, **arguments)
        self.portal = portal
        self.wanted = wanted
        self.recorded: dict[str, Recorded] = {}

    async def start(self) -> AsyncIterator[Request]:
        for url in self.wanted:
            yield Request(url, self.save, errback=self.give_up, cb_kwargs={"asked": url}, dont_filter=True)

    def save(self, response: Response, asked: str) -> None:
        page = page_of(response)
        try:
            record_page(page, self.portal, self.wanted[asked])
        except Rejected as rejected:
            self.recorded[asked] = Recorded(asked, reason=rejected.reason, wall=rejected.wall)
        else:
            self.recorded[asked] = Recorded(asked, self.wanted[asked])

    def give_up(self, failure: Failure) -> None:
        asked = failure.request.cb_kwargs["asked"]  # type: ignore[attr-defined]
        assert failure.value is not None
        self.recorded[asked] = Recorded(asked, reason=reason_of(failure.value))


def page_of(response: Response) -> RawPage:
    """The archived response as a value."""
    headers = {name.decode("latin-1"): b", ".join(values).decode("latin-1") for name, values in response.headers.items()}
    return RawPage(url=response.url, body=response.body, status=response.status, headers=headers, **response.meta["archived"])


def record_page(page: RawPage, portal: Portal, folder: Path) -> None:
    """Saves a page as a fixture, unreviewed. Raises `Rejected` for what is no page, `ArchiveError` if the folder is there."""
    inspect(page)
    kind = portal.family.kind(page.url)
    expected: dict[str, Any] | None = None
    if kind == "article":
        expected = {"record": {name: value for name, value in asdict(clean(page, portal)).items() if name not in _UNSTABLE}}
    elif kind == "listing":
        expected = listing_facts(portal.family.listing(page), portal)
    write_fixture(folder, page, kind=kind, variant="as recorded", expected=expected)


def listing_facts(listing: Listing, portal: Portal) -> dict[str, Any]:
    """What a listing fixture expects: the articles in order, and the way on."""
    family = portal.family
    links = [
        {"url": family.canonical(link.url), "title": link.hints.title, "published": link.hints.published_raw}
        for link in listing.links
        if family.kind(link.url) == "article"
    ]
    step = listing.next
    way_on = {"url": step.url, "method": step.method, "form": [list(pair) for pair in step.form]} if step else None
    return {"links": links, "next": way_on, "stop": listing.stop}


def case_name(url: str, portal: Portal) -> str:
    """The name of a fixture's folder: the last words of the identity or of the path, e.g. `ky-hop-thu-4` or `1279-366150`."""
    key = portal.family.identity(url) or urlsplit(url).path
    name = _UNSAFE.sub("-", key.rstrip("/").rsplit("/", 1)[-1].lower()).strip("-")
    return name[:_LONGEST_NAME].rstrip("-") or "front"
