"""Serve a saved site on loopback: every address of its `index.jsonl` with its status, its bytes and its way on.

    python -m tests.real.serve_saved FOLDER [--port 8790]

`FOLDER/index.jsonl` has one line for each response: `url`, `file` (in FOLDER or FOLDER/pages), `status`, `type` or
`content_type`, `location`. The site's own host, in pages and redirects, becomes the server's. What was not saved is a 404.
"""

from __future__ import annotations

import argparse
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from tests.real.measure import rows


class SavedSite:
    """The saved responses by their path and query."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        index = rows(folder / "index.jsonl")
        self.origin = "{0.scheme}://{0.netloc}".format(urlsplit(index[0]["url"]))
        self.saved = {_place(row["url"]): row for row in index}
        self.asked: Counter[str] = Counter()
        """How often each path was asked for."""

    def answer(self, path: str, own: str) -> tuple[int, dict[str, str], bytes]:
        """Return status, headers and body of a path; `own` is the address of the server."""
        self.asked[path] += 1
        row = self.saved.get(_place(path))
        if row is None:
            return 404, {"content-type": "text/html; charset=utf-8"}, b"<title>404</title><h1>404 Not Found</h1>"
        body = self._body(row["file"])
        kind = row.get("type") or row.get("content_type") or "text/html; charset=utf-8"
        if kind.startswith(("text/", "application/xml", "application/json")):
            body = body.replace(self.origin.encode(), own.encode())
        headers = {"content-type": kind}
        if row.get("location"):
            headers["location"] = row["location"].replace(self.origin, own)
        return int(row["status"]), headers, body

    def _body(self, name: str) -> bytes:
        places = (self.folder / name, self.folder / "pages" / name)
        return next((place.read_bytes() for place in places if place.is_file()), b"")


def _place(url: str) -> str:
    parts = urlsplit(url)
    return unquote(f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/")


@contextmanager
def served(site: SavedSite, port: int = 0) -> Iterator[str]:
    """Serve a site while the block runs; the value is the address of the server. Port 0 is any free one."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, headers, body = site.answer(self.path, f"http://127.0.0.1:{server.server_port}")
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--port", type=int, default=8790)
    arguments = parser.parse_args()
    with served(SavedSite(arguments.folder), arguments.port) as address:
        print(address, flush=True)
        threading.Event().wait()


if __name__ == "__main__":
    main()
