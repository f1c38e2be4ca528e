"""A loopback site for crawls in tests: a path leads to a status, headers and a body, written to the socket as given."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from portals.archive.library import Library


@dataclass
class Answer:
    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "text/html"})
    length: int | None = None
    """What `Content-Length` claims, where it lies; -1 leaves it out."""


class Site:
    """The answers by path, or by `POST path`; what was asked is kept in `asked`."""

    def __init__(self, answers: dict[str, Answer]) -> None:
        self.answers = answers
        self.asked: list[str] = []
        self.base = ""

    def answer(self, method: str, path: str, body: bytes) -> Answer:
        self.asked.append(f"{method} {path}")
        found = self.answers.get(f"{method} {path}") or self.answers.get(path)
        return found or Answer(b"nothing here", 404)


class FixtureSite(Site):
    """A portal as its fixtures hold it, at another address."""

    def __init__(self, folder: Path, host: str) -> None:
        super().__init__({})
        self.library = Library(folder)
        self.host = host

    def answer(self, method: str, path: str, body: bytes) -> Answer:
        self.asked.append(f"{method} {path}")
        page = self.library.find(method, f"https://{self.host}{path}", body)
        if page is None:
            return Answer(b"nothing here", 404)
        headers = {name: value for name, value in page.headers.items() if name.lower() not in ("content-length", "connection")}
        return Answer(page.body, page.status, headers)


@contextmanager
def serving(answers: dict[str, Answer]) -> Iterator[Site]:
    """A site with these answers while the block runs."""
    with running(Site(answers)) as site:
        yield site


@contextmanager
def running(site: Site) -> Iterator[Site]:

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.reply(b"")

        def do_POST(self) -> None:
            self.reply(self.rfile.read(int(self.headers.get("Content-Length", 0))))

        def reply(self, sent: bytes) -> None:
            answer = site.answer(self.command, self.path, sent)
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            if answer.length != -1:
                self.send_header("Content-Length", str(len(answer.body) if answer.length is None else answer.length))
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site.base = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
