"""The spider of `scrapy record`: one page after the other, listings first, because they have metadata of their articles."""

from __future__ import annotations

from collections import deque
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import scrapy
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.http import FormRequest, Request, Response
from twisted.python.failure import Failure

from portals.archive.errors import ArchiveError
from portals.archive.fixtures import write_fixture
from portals.errors import Rejected
from portals.items import ListingMetadata, RawPage
from portals.middlewares.guards import HostGuard
from portals.middlewares.reasons import reason_of
from portals.middlewares.robots import EveryRobotsTxt
from portals.portal import NextPage, Portal
from portals.recording.expected import blank, expectation, expected_record
from portals.runs.results import UNREADABLE
from portals.spiders.options import CrawlOptions
from portals.spiders.raw import raw_page
from portals.webpage.block_pages import inspect


@dataclass(frozen=True, slots=True)
class Job:
    """A page to record: its request, and the folder of its fixture. `number` is the page number of a listing."""

    step: NextPage
    folder: Path
    number: int = 1
    site: str = ""
    """Scheme, host and port of the given address, the only site that is requested besides the portal's hosts."""

    @property
    def next_folder(self) -> Path:
        """Folder of the next listing page: `tin-tuc`, then `tin-tuc-2`."""
        name = self.folder.name if self.number == 1 else self.folder.name.removesuffix(f"-{self.number}")
        return self.folder.with_name(f"{name}-{self.number + 1}")


@dataclass(frozen=True, slots=True)
class Recorded:
    """The result for an address: the folder of the fixture, or the reason why there is none."""

    url: str
    folder: Path | None = None
    reason: str = ""
    wall: bool = False


class RecordSpider(scrapy.Spider):
    """Fetches the given addresses, as robots.txt allows, and `pages` pages of each listing. Writes no store and no feed."""

    name = "record"
    custom_settings = {  # noqa: RUF012 - Scrapy declares it so
        "ADDONS": {"portals.archive.addon.ArchiveAddon": 100, "portals.middlewares.addon.DownloadAddon": 150},
        "ITEM_PIPELINES": {},
        "EXTENSIONS": {},
        "DOWNLOADER_MIDDLEWARES": {RobotsTxtMiddleware: None, HostGuard: 10, EveryRobotsTxt: 100},
        "SCHEDULER": "scrapy.core.scheduler.Scheduler",
        "FEEDS": {},
    }

    def __init__(self, portal: Portal, wanted: Mapping[str, Path], pages: int = 1, **arguments: Any) -> None:
        super().__init__(portal.name, **arguments)
        self.portal = portal
        self.pages = pages
        jobs = [
            Job(NextPage(url), folder, site="{0.scheme}://{0.netloc}".format(urlsplit(url))) for url, folder in wanted.items()
        ]
        self.options = CrawlOptions(sections=())
        self.jobs = deque(sorted(jobs, key=lambda job: portal.cms.kind(job.step.url) != "listing"))
        self.recorded: list[Recorded] = []
        self.listed: dict[str | None, ListingMetadata] = {}
        """Metadata from the recorded listings, by the identity of the article."""

    async def start(self) -> AsyncIterator[Request]:
        for request in self.next_request():
            yield request

    def next_request(self) -> Iterator[Request]:
        if self.jobs:
            job = self.jobs.popleft()
            self.options = CrawlOptions(sections=(), base=job.site)
            form = list(job.step.form) or None
            common: dict[str, Any] = {"errback": self.give_up, "cb_kwargs": {"job": job}, "dont_filter": True}
            yield FormRequest(job.step.url, self.save, method=job.step.method, formdata=form, **common)

    def save(self, response: Response, job: Job) -> Iterator[Request]:
        page = raw_page(response, self.listed.get(self.portal.cms.identity(response.url), ListingMetadata()))
        try:
            record_page(page, self.portal, job.folder)
        except Rejected as rejected:
            self.recorded.append(Recorded(job.step.url, reason=rejected.reason, wall=rejected.wall))
        except ArchiveError as error:
            self.recorded.append(Recorded(job.step.url, reason=str(error)))
        else:
            self.recorded.append(Recorded(job.step.url, job.folder))
            self.follow(page, job)
        yield from self.next_request()

    def follow(self, page: RawPage, job: Job) -> None:
        """Store the metadata on a listing, and continue with its next page if that is wanted."""
        cms = self.portal.cms
        if cms.kind(page.url) != "listing":
            return
        listing = cms.listing(page)
        section = self.section(page.url)
        for link in listing.links:
            self.listed.setdefault(cms.identity(link.url), replace(link.listed, section=link.listed.section or section))
        if listing.next and job.number < self.pages:
            self.jobs.appendleft(Job(listing.next, job.next_folder, job.number + 1, job.site))

    def section(self, url: str) -> str | None:
        """Return the name of the section whose listing has this path."""
        path = urlsplit(url).path.rstrip("/")
        return next((one.name for one in self.portal.sections if urlsplit(one.path).path.rstrip("/") == path), None)

    def give_up(self, failure: Failure) -> Iterator[Request]:
        request: Request = failure.request  # type: ignore[attr-defined]
        assert failure.value is not None
        self.recorded.append(Recorded(request.cb_kwargs["job"].step.url, reason=reason_of(failure.value)))
        yield from self.next_request()


def record_page(page: RawPage, portal: Portal, folder: Path) -> None:
    """Save a page as an unreviewed fixture. Raises `Rejected` if it is not a page, `ArchiveError` if the folder exists."""
    inspect(page)
    kind = portal.cms.kind(page.url)
    try:
        expected = expectation(page, portal)
    except Rejected as rejected:
        if rejected.reason not in UNREADABLE:
            raise
        expected = {"record": expected_record(blank(page, portal))}
    write_fixture(folder, page, kind=kind, variant="as recorded", expected=expected)
