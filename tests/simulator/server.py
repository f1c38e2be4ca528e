"""The loopback server: a thread with its own event loop; it ends with its `with` block or with the process."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Iterator
from urllib.parse import urlsplit

from tests.simulator import sources, vnportal, webportal
from tests.simulator.answers import STUB, Answer
from tests.simulator.faults import KINDS, Faults, serialise
from tests.simulator.site import Site

ROBOTS = {
    "good": "User-agent: *\nDisallow: /quan-tri/\n",
    "forbidding": "User-agent: *\nDisallow: /\n",
    "broken": "\x00\x01<html>User-agent Disallow:: /\n\n:::\nCrawl-delay: soon\n",
}
ADDRESSES = {
    "soctrang": "/tpsoctrang/1279/39/53984/{number}/Tin/{slug}.aspx",
    "thanhhoa": "/web/trang-chu/tin-tuc/{slug}-{number}.html",
}
MARKUP = {"soctrang": vnportal.answer, "thanhhoa": webportal.answer}


class Simulator:
    """A running site: `address` is its base URL, `site` its content, `faults` what goes wrong on the wire."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.faults = Faults()
        self.address = ""
        self.hosts: list[str] = []
        """Host header of every request, in order."""
        self.busiest = 0
        """The most requests that were ever under way at once."""
        self._under_way = 0
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self, port: int = 0) -> None:
        """Listens on 127.0.0.1; port 0 takes a free one. Returns when `address` answers."""
        self._port = port
        self._thread.start()
        self._ready.wait(10)
        if not self.address:
            raise OSError(f"cannot listen on 127.0.0.1:{port}")

    def stop(self) -> None:
        """Closes every line, finished or not."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        with contextlib.suppress(OSError):
            server = self._loop.run_until_complete(asyncio.start_server(self._serve, "127.0.0.1", self._port))
            self.address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        self._ready.set()
        if self.address:
            self._loop.run_forever()
            self._close()

    def _close(self) -> None:
        for task in (tasks := asyncio.all_tasks(self._loop)):
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
        self._loop.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            while await self._exchange(reader, writer):
                await writer.drain()
        with contextlib.suppress(Exception):
            writer.close()

    async def _exchange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """One request and its answer; False where the line must be closed."""
        method, target, headers = parse_head(await reader.readuntil(b"\r\n\r\n"))
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        visits = self.site.count(method, target)
        self.hosts.append(headers.get("host", ""))
        self._under_way += 1
        self.busiest = max(self.busiest, self._under_way)
        try:
            if self.site.habits.latency:
                await asyncio.sleep(self.site.habits.latency)
            return await self._send(method, target, headers, body, visits, writer)
        finally:
            self._under_way -= 1

    async def _send(
        self, method: str, target: str, headers: dict[str, str], body: bytes, visits: int, writer: asyncio.StreamWriter
    ) -> bool:
        answer = self.answer(method, target, headers, body, visits)
        fault = self.faults.of(target)
        if fault:
            return await KINDS[fault.kind](fault, answer, writer)
        writer.write(serialise(answer))
        return True

    def answer(self, method: str, target: str, headers: dict[str, str], body: bytes, visits: int) -> Answer:
        """What the site says when nothing goes wrong on the wire."""
        site = self.site
        if site.habits.wall_after is not None and visits > site.habits.wall_after:
            return Answer(STUB, headers={"Content-Type": "text/html"})
        if urlsplit(target).path == "/robots.txt":
            return robots(site.habits.robots, site.habits.robots_answer)
        if site.habits.wants_cookie and "mau=1" not in headers.get("cookie", ""):
            return Answer(b"", 302, {"Location": target, "Set-Cookie": "mau=1; path=/"})
        if (source := sources.answer(site, target, headers.get("host", ""), ADDRESSES[site.portal])) is not None:
            return source
        with site.lock:
            if site.habits.shuffled and not target.endswith((".html", ".aspx")):
                site.shuffle(visits)
            answer = MARKUP[site.portal](site, method, target, body, visits)
        if site.habits.cookies:
            answer.headers["Set-Cookie"] = f"ASP.NET_SessionId=mau{visits}; path=/; HttpOnly"
        return conditional(answer, headers)


def parse_head(head: bytes) -> tuple[str, str, dict[str, str]]:
    """Method, target and headers (lower case names) of a request."""
    first, *lines = head.decode("latin-1").split("\r\n")
    method, target, _ = first.split(" ", 2)
    pairs = (line.partition(":") for line in lines if line)
    return method, target, {name.strip().lower(): value.strip() for name, _, value in pairs}


def robots(habit: str, raw: tuple[bytes, str | None] | None = None) -> Answer:
    """robots.txt as the habit says: a known word, or the text itself; `raw` as bytes, with a content encoding."""
    if raw is not None:
        body, encoding = raw
        return Answer(body, headers={"Content-Type": "text/plain", **({"Content-Encoding": encoding} if encoding else {})})
    if habit == "missing":
        return Answer(b"none", 404, {"Content-Type": "text/plain"})
    if habit == "failing":
        return Answer(b"error", 500, {"Content-Type": "text/plain"})
    return Answer(ROBOTS.get(habit, habit).encode(), headers={"Content-Type": "text/plain"})


def conditional(answer: Answer, headers: dict[str, str]) -> Answer:
    """304 where the client already has this text."""
    tag = answer.headers.get("ETag")
    if tag and headers.get("if-none-match") == tag:
        return Answer(b"", 304, {name: answer.headers[name] for name in ("ETag", "Last-Modified")})
    return answer


@contextlib.contextmanager
def simulate(
    portal: str = "thanhhoa",
    articles: int = 200,
    *,
    port: int = 0,
    seed: int = 1,
    per_page: int = 10,
    sections: tuple[tuple[str, str], ...] = (),
) -> Iterator[Simulator]:
    """A site that runs as long as the block does. `sections` are (name, path) pairs; without them, those of `SECTIONS`."""
    simulator = Simulator(Site(portal, articles, seed, per_page, sections))
    simulator.start(port)
    try:
        yield simulator
    finally:
        simulator.stop()
