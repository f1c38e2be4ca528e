"""A real headless Chromium before a real server; each request is looked at, and none may leave the machine."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from portals.room.server import ReadingRoom, listen, server_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@dataclass
class Visit:
    """A page of the browser, where the server is, and which addresses were asked for elsewhere."""

    page: Page
    root: str
    elsewhere: list[str] = field(default_factory=list)

    def go(self, path: str) -> None:
        self.page.goto(self.root + path)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Yield a Chromium of this machine; the test is skipped where there is none."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.skip("there is no Chromium on this machine")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def served(room: ReadingRoom) -> Iterator[str]:
    """Yield the address of a reading room that is served while the block runs."""
    listening = listen(0)
    server = server_of(room)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    try:
        while not server.started and thread.is_alive():
            time.sleep(0.02)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)
        listening.close()


@contextmanager
def visiting(browser: Browser, root: str, *, language: str = "en-GB", width: int = 1100) -> Iterator[Visit]:
    """Yield a page whose requests all go to this machine: what is asked for elsewhere is stopped and noted."""
    context = browser.new_context(viewport={"width": width, "height": 800}, locale=language)
    visit = Visit(context.new_page(), root)

    def look(route: Route) -> None:
        parts = urlsplit(route.request.url)
        if parts.hostname == "127.0.0.1" or parts.scheme in ("data", "about", "file"):
            route.continue_()
        else:
            visit.elsewhere.append(route.request.url)
            route.abort()

    context.route("**/*", look)
    try:
        yield visit
    finally:
        context.close()


def rich_room(folder: Path) -> ReadingRoom:
    """Return a reading room over the rich store, made in a folder."""
    from portals.room.building import build_room
    from portals.store import open_store
    from tests.room.conftest import NOW
    from tests.room.rich import fill_rich

    with open_store(f"sqlite:///{folder}/store.db") as store:
        fill_rich(store, folder / "archive")
        build_room(store, folder / "room.db", now=NOW)
    return ReadingRoom(folder / "room.db", [folder / "archive"], folder / "register" / "decisions.tsv", reviewer="Lan")
