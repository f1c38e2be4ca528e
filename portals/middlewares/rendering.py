"""Pages that are built by scripts, for portals with `render=True`: a browser renders the archived response; both are archived.

The browser gets the page's bytes from the archive, not from the site again. It may load scripts and data from the portal's own
hosts and those in `render_hosts`; pictures, fonts, videos and all other hosts are refused. In a replay nothing is rendered: the
archive has the rendered page.
"""

from __future__ import annotations

import asyncio
import shutil
from typing import TYPE_CHECKING, Any
from urllib.parse import urldefrag, urlsplit

from scrapy import signals
from scrapy.exceptions import CloseSpider, IgnoreRequest, NotConfigured
from scrapy.http import HtmlResponse, Response

from portals.archive.extension import ArchiveExtension
from portals.archive.records import Rendering
from portals.middlewares.guards import request_refusal
from portals.middlewares.robots import is_robots
from portals.webpage.decoding import decode

if TYPE_CHECKING:
    from typing import Self

    from scrapy import Request
    from scrapy.crawler import Crawler

    from portals.portal import Portal

EXECUTABLES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
"""Names of installed browsers that Playwright can control."""
MISSING = "browser_missing"
"""Close reason of a spider without a browser."""
_KINDS = frozenset(("script", "xhr", "fetch", "stylesheet"))
"""Types of resources that a page may load."""
_POLL, _CALM = 0.25, 3
"""Seconds between two checks of a page's text, and checks without a change after which it is complete."""


class NotRendered(IgnoreRequest):
    """The browser could not render the page. The downloaded response is in the archive."""

    reason = "not_rendered"


class BrowserMiddleware:
    """Downloader middleware next to the archive's guard. `RENDER_TIMEOUT` is how long a page may take, in seconds."""

    def __init__(self, crawler: Crawler, portal: Portal) -> None:
        assert crawler.stats
        self.crawler = crawler
        self.portal = portal
        self.stats = crawler.stats
        self.timeout = crawler.settings.getfloat("RENDER_TIMEOUT")
        self.busy = asyncio.Lock()
        self.handler: Any = None
        self.tool = ""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        portal = getattr(crawler.spider, "portal", None)
        if portal is None or not portal.render or crawler.settings.get("REPLAY"):
            raise NotConfigured
        middleware = cls(crawler, portal)
        crawler.signals.connect(middleware.begin, signals.spider_opened)
        crawler.signals.connect(middleware.end, signals.engine_stopped)
        return middleware

    async def begin(self) -> None:
        """Start the browser's driver. Closes the spider as `browser_missing` without the extra or a browser."""
        try:
            self.handler, self.tool = driver(self.crawler)
            await self.handler._launch()
        except (ImportError, FileNotFoundError) as error:
            assert self.crawler.spider
            self.stats.set_value("render/error", str(error))
            self.crawler.spider.logger.error("%s: its pages need a browser: %s", self.portal.name, error)
            raise CloseSpider(MISSING) from None

    async def end(self) -> None:
        """Close the browser."""
        if self.handler is not None:
            await self.handler.close()

    async def process_response(self, request: Request, response: Response) -> Response:
        """Return the rendered and archived page; any other response unchanged. Raises `NotRendered`."""
        if request.method != "GET" or response.status != 200 or not isinstance(response, HtmlResponse) or is_robots(request):
            return response
        archive = self.crawler.get_extension(ArchiveExtension)
        archived = request.meta["archived"]
        async with self.busy:  # one page at a time, as for downloads
            body = await self.render(request, response)
        made = Rendering(urldefrag(response.url)[0], body, archived["warc_record_id"], self.tool)
        if archive is None or not archive.keep_rendering(request, made):
            raise NotRendered(f"not archived: {response.url}")
        self.stats.inc_value("render/pages")
        # ETag and Last-Modified of the shell do not tell whether the rendered text changed: drop them with the other headers.
        return HtmlResponse(response.url, headers={"Content-Type": "text/html; charset=utf-8"}, body=body, request=request)

    async def render(self, request: Request, response: Response) -> bytes:
        """Return the rendered document in UTF-8, once its text no longer changes. Raises `NotRendered`."""
        from playwright.async_api import Error, Page, Route
        from scrapy_playwright.page import PageMethod

        async def answer(route: Route) -> None:
            asked = route.request
            if asked.is_navigation_request() and urldefrag(asked.url)[0] == urldefrag(response.url)[0]:
                await route.fulfill(status=200, content_type="text/html; charset=utf-8", body=as_utf8(response))
            elif asked.resource_type in _KINDS and self.may_ask(asked.url):
                self.stats.inc_value(f"render/requests/{asked.resource_type}")
                await route.fallback()
            else:
                self.stats.inc_value("render/refused")
                await route.abort()

        async def prepare(page: Page, request: Request) -> None:
            await page.route("**", answer)

        async def settle(page: Page) -> None:
            await wait_until_settled(page, self.timeout)

        meta = {
            "playwright": True,
            "playwright_context_kwargs": {
                **_CONTEXT,
                "ignore_https_errors": not self.portal.verify_tls,
                "user_agent": self.crawler.settings["USER_AGENT"],
            },
            "playwright_page_init_callback": prepare,
            "playwright_page_goto_kwargs": {"wait_until": "domcontentloaded", "timeout": 1000 * self.timeout},
            "playwright_page_methods": [PageMethod(settle)],
        }
        try:
            shown = await self.handler.download_request(request.replace(url=response.url, meta=meta))
        except (Error, TimeoutError) as error:
            raise NotRendered(f"{response.url}: {str(error).splitlines()[0]}") from None
        return bytes(shown.text.encode("utf-8", "replace"))

    def may_ask(self, url: str) -> bool:
        """Return whether the scripts of a page may load an address."""
        if (urlsplit(url).hostname or "") in self.portal.render_hosts:
            return True
        base = self.crawler.spider.options.base if self.crawler.spider else None  # type: ignore[attr-defined]
        return request_refusal(url, self.portal, base) is None


_CONTEXT = {
    "accept_downloads": False,
    "locale": "vi-VN",
    "service_workers": "block",  # their requests would bypass the guard
    "timezone_id": "Asia/Ho_Chi_Minh",
}


def driver(crawler: Crawler) -> tuple[Any, str]:
    """Return the download handler that controls the browser, and the names of both.

    Raises `ImportError` without the extra, `FileNotFoundError` if no browser is installed.
    """
    try:
        from scrapy_playwright import __version__
        from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler
    except ImportError:
        raise ImportError("install it with `pip install portals[browser]`") from None
    executable = executable_of(crawler.settings.get("BROWSER_EXECUTABLE"))
    handler = ScrapyPlaywrightDownloadHandler(crawler)
    handler.config.launch_options.setdefault("executable_path", executable)
    crawler.signals.disconnect(handler._maybe_launch_in_thread, signals.engine_started)
    return handler, f"{executable.rpartition('/')[2]} (scrapy-playwright {__version__})"


def executable_of(chosen: str | None) -> str:
    """Return the path of the browser: the configured one, else the first installed one. Raises `FileNotFoundError`."""
    found = next(filter(None, map(shutil.which, (chosen,) if chosen else EXECUTABLES)), None)
    if found is None:
        raise FileNotFoundError(
            f"no browser: install Debian's package chromium, or set BROWSER_EXECUTABLE ({chosen or 'not set'})"
        )
    return found


def as_utf8(response: Response) -> bytes:
    """Return the archived page as UTF-8 for the browser, with the encoding declared."""
    return decode(response.body).text.encode("utf-8", "replace")


async def wait_until_settled(page: Any, timeout: float) -> None:
    """Wait until a page makes no more requests and its text no longer changes, at most `timeout` seconds."""
    from playwright.async_api import Error

    deadline = asyncio.get_running_loop().time() + timeout
    last, calm = -1, 0
    while calm < _CALM and asyncio.get_running_loop().time() < deadline:
        try:
            await page.wait_for_load_state(
                "networkidle", timeout=max(1.0, 1000 * (deadline - asyncio.get_running_loop().time()))
            )
            length = await page.evaluate("document.body ? document.body.innerText.length : 0")
        except Error:
            continue
        calm = calm + 1 if length == last else 0
        last = length
        await asyncio.sleep(_POLL)
