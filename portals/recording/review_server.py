"""The local site of `scrapy review`: reachable only from this machine, under an address that nobody can guess."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote

from portals.archive.errors import ArchiveError
from portals.archive.fixtures import EXPECTED, find_fixtures, read_fixture, read_meta
from portals.errors import Rejected
from portals.exporters.files import whole_file
from portals.items import RawPage
from portals.portal import Portal
from portals.recording.expected import expectation
from portals.recording.review_form import FormError, corrected
from portals.recording.review_page import Mark, at_title, case_page, index_page, without_scripts
from portals.stages import clean
from portals.webpage.decoding import decode

_LARGEST_FORM = 4_000_000
_LONGEST_SHOWN = 4_000_000
"""Maximum characters of a saved page that are shown."""
_STRICT = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'"
_OWN = f"{_STRICT}; frame-src 'self'; form-action 'self'; frame-ancestors 'none'"
_SAVED = f"{_STRICT}; sandbox; img-src data:; form-action 'none'; frame-ancestors 'self'"


class Review:
    """The fixtures of one portal, for the pages of the site and for corrections."""

    def __init__(self, portal: Portal, folder: Path) -> None:
        self.portal = portal
        self.folders = {each.name: each for each in find_fixtures(folder)}

    def expected(self, name: str) -> dict[str, Any]:
        """Return the expectation of a fixture; only a reviewed flag if it has none."""
        try:
            value = json.loads((self.folders[name] / EXPECTED).read_text("utf-8"))
        except (OSError, ValueError):
            return {"reviewed": False}
        return value if isinstance(value, dict) else {"reviewed": False}

    def unreviewed(self) -> list[str]:
        """Return the names of the fixtures that nobody has reviewed."""
        return [name for name in self.folders if self.expected(name).get("reviewed") is not True]

    def index(self) -> str:
        """Return the page with the list of fixtures."""
        kinds = ((name, str(read_meta(folder).get("kind", ""))) for name, folder in self.folders.items())
        return index_page(self.portal.name, [(name, kind, self.expected(name).get("reviewed") is True) for name, kind in kinds])

    def case(self, name: str, error: str = "", typed: Mapping[str, str] | None = None) -> str:
        """Return the page of a fixture. Raises `ArchiveError` if it cannot be read."""
        page = read_fixture(self.folders[name])
        said = self.expected(name)
        return case_page(name, page.url, said, self._now(page), self._marks(page, said), error, typed)

    def saved(self, name: str) -> str:
        """Return the saved page without scripts. Raises `ArchiveError`."""
        source = without_scripts(decode(read_fixture(self.folders[name]).body).text[:_LONGEST_SHOWN])
        record = self.expected(name).get("record")
        return at_title(source, str(record.get("title") or "")) if isinstance(record, Mapping) else source

    def accept(self, name: str, form: Mapping[str, str]) -> None:
        """Save the expectation of a fixture from the form, as reviewed. Raises `FormError` and `OSError`."""
        value = corrected(self.expected(name), form)
        with whole_file(self.folders[name] / EXPECTED) as file:
            file.write((json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode())

    def _now(self, page: RawPage) -> dict[str, Any]:
        try:
            return expectation(page, self.portal) or {}
        except Rejected as rejected:
            return {"rejected": rejected.reason, "wall": rejected.wall}

    def _marks(self, page: RawPage, expected: Mapping[str, Any]) -> list[Mark]:
        """Return marks for the expected dates and, if the code reads the same body, for the persons that it finds."""
        record = expected.get("record")
        if not isinstance(record, Mapping):
            return []
        marks = [
            Mark(event["start"], event["end"], "date")
            for event in record.get("event_dates") or ()
            if isinstance(event.get("start"), int) and isinstance(event.get("end"), int)
        ]
        try:
            article = clean(page, self.portal)
        except Rejected:
            return marks
        if article.body == record.get("body"):
            found = (each for official in article.officials for each in official.mentions if each.field == "body")
            marks += [Mark(each.start, each.end, "person") for each in found]
        return marks


class ReviewServer(ThreadingHTTPServer):
    """Serves a review on the loopback interface, at `address`."""

    daemon_threads = True

    def __init__(self, review: Review, port: int = 0) -> None:
        """Listen on 127.0.0.1. Raises `OSError` if the port is in use."""
        self.review = review
        self.secret = secrets.token_urlsafe(16)
        super().__init__(("127.0.0.1", port), _Handler)

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.server_address[1]}"

    @property
    def address(self) -> str:
        """The address to open; its path is secret, so that no page of another site can post to it."""
        return f"http://{self.host}/{self.secret}/"


class _Handler(BaseHTTPRequestHandler):
    """Answers `/SECRET/`, `/SECRET/case/NAME` and `/SECRET/page/NAME`; everything else is 404."""

    server: ReviewServer
    server_version, sys_version = "portals", ""

    def do_GET(self) -> None:
        match self._route():
            case ("",):
                self._send(self.server.review.index())
            case ("case", name):
                self._answer(lambda: self.server.review.case(name))
            case ("page", name):
                self._answer(lambda: self.server.review.saved(name), policy=_SAVED)
            case _:
                self._send("not found", 404)

    def do_POST(self) -> None:
        route = self._route()
        length = self.headers.get("Content-Length", "")
        if len(route) != 2 or route[0] != "case" or not (length.isascii() and length.isdigit()):
            self._send("not found", 404)
            return
        if int(length) > _LARGEST_FORM:
            self.close_connection = True
            self._send("too much", 413)
            return
        body = self.rfile.read(int(length)).decode("utf-8", "replace")
        self._save(route[1], dict(parse_qsl(body, keep_blank_values=True, max_num_fields=20_000)))

    def _save(self, name: str, form: Mapping[str, str]) -> None:
        review = self.server.review
        try:
            review.accept(name, form)
        except FormError as error:
            said = str(error)
            self._answer(lambda: review.case(name, said, form), 422)
            return
        except OSError as error:
            said = f"not saved: {error.strerror}"
            self._answer(lambda: review.case(name, said, form), 500)
            return
        left = review.unreviewed()
        self._send("", 303, location=f"{self.server.address}case/{left[0]}" if left else self.server.address)

    def _route(self) -> tuple[str, ...]:
        """Return the parts of the path after the secret; none for another host name, a wrong secret or an unknown fixture."""
        parts = tuple(unquote(part) for part in self.path.partition("?")[0].split("/"))[1:]
        own = self.headers.get("Host") == self.server.host
        if not own or not parts or not secrets.compare_digest(parts[0].encode(), self.server.secret.encode()):
            return ()
        known = len(parts) == 2 or (len(parts) == 3 and parts[2] in self.server.review.folders)
        return parts[1:] if known else ()

    def _answer(self, make: Callable[[], str], status: int = 200, policy: str = _OWN) -> None:
        try:
            text = make()
        except ArchiveError as error:
            self._send(str(error), 500)
        else:
            self._send(text, status, policy)

    def _send(self, text: str, status: int = 200, policy: str = _OWN, location: str | None = None) -> None:
        body = text.encode("utf-8", "replace")
        self.send_response(status)
        headers = {
            "Content-Type": "text/html; charset=utf-8"
            if text.startswith("<") or policy == _SAVED
            else "text/plain; charset=utf-8",
            "Content-Length": str(len(body)),
            "Content-Security-Policy": policy,
            "Cache-Control": "no-store",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Referrer-Policy": "no-referrer",
            "X-Content-Type-Options": "nosniff",
            "X-DNS-Prefetch-Control": "off",
        }
        if location:
            headers["Location"] = location
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Do not log requests."""
