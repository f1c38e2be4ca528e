"""The reading room's server: Datasette with our pages before its own, on this machine alone."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from portals.register.decisions import Decision, append
from portals.room import queries
from portals.room.archived import POLICY, ArchivedPages, safe_page
from portals.room.guarding import is_this_machine
from portals.room.pages import NoSuchPage, Room
from portals.room.rendering import LANGUAGES, Renderer, ServerLinks, interface_words
from portals.text.dates.values import VIETNAM

if TYPE_CHECKING:
    import uvicorn


class ReadingRoom:
    """What the server shows: the database, the archive folders, where decisions go."""

    def __init__(self, database: Path, archives: list[Path], decisions: Path, *, reviewer: str = "") -> None:
        self.database = database
        self.pages = ArchivedPages(archives)
        self.decisions = decisions
        self.reviewer = reviewer

    def routes(self) -> list[tuple[str, Callable[..., Awaitable[Any]]]]:
        """Return the addresses of our pages with what answers them."""
        return [
            (r"^/$", self._front),
            (r"^/search$", self._search),
            (r"^/article/(?P<name>.+)$", self._article),
            (r"^/archived/(?P<name>.+)$", self._archived),
            (r"^/archived-bytes/(?P<name>.+)$", self._archived_bytes),
            (r"^/person/(?P<name>.+)$", self._person),
            (r"^/office/(?P<name>.+)$", self._office),
            (r"^/place/(?P<name>.+)$", self._place),
            (r"^/questions$", self._questions),
            (r"^/questions/(?P<name>\w+)$", self._question),
            (r"^/reasons$", self._reasons),
            (r"^/candidates$", self._candidates),
            (r"^/decide$", self._decide),
            (r"^/language/(?P<name>\w+)$", self._language),
            (r"^/style$", self._style),
        ]

    async def _front(self, request: Any) -> Any:
        return await self._answer(request, lambda room: room.front())

    async def _search(self, request: Any) -> Any:
        page = request.args.get("page") or "1"
        number = int(page) if page.isdecimal() and len(page) < 6 else 1
        found, portal = request.args.get("q") or "", request.args.get("portal") or ""
        return await self._answer(request, lambda room: room.search(found, portal, number))

    async def _article(self, request: Any) -> Any:
        return await self._answer(request, lambda room: room.article(_name(request)))

    async def _archived(self, request: Any) -> Any:
        def work(room: Room) -> str:
            article = queries.article_row(room.database, _name(request))
            if article is None:
                raise NoSuchPage(_name(request))
            page = self.pages.page(article["warc_file"] or "", article["warc_record_id"])
            return room.archived(article["id"], None if page else article["warc_file"] or "?")

        return await self._answer(request, work)

    async def _archived_bytes(self, request: Any) -> Any:
        def work(room: Room) -> str:
            article = queries.article_row(room.database, _name(request)) or {"warc_file": "", "warc_record_id": None}
            page = self.pages.page(article["warc_file"] or "", article["warc_record_id"])
            if page is None:
                raise NoSuchPage(_name(request))
            texts = {"body": article["body"] or "", "lead": article["lead"] or "", "title": article["title"] or ""}
            printed = {texts[mark[0]][mark[1] : mark[2]] for mark in article["marks"] if mark[0] in texts}
            return safe_page(page, texts["title"], {*printed, texts["title"], article["byline"] or ""})

        return await self._answer(request, work, policy=POLICY)

    async def _person(self, request: Any) -> Any:
        return await self._answer(request, lambda room: room.person(_name(request)))

    async def _office(self, request: Any) -> Any:
        return await self._answer(request, lambda room: room.office(_name(request)))

    async def _place(self, request: Any) -> Any:
        return await self._answer(request, lambda room: room.place(_name(request)))

    async def _questions(self, request: Any) -> Any:
        return await self._answer(request, lambda room: room.questions())

    async def _question(self, request: Any) -> Any:
        asked = {key: request.args.get(key) or "" for key in request.args}
        return await self._answer(request, lambda room: room.question(_name(request), asked))

    async def _reasons(self, request: Any) -> Any:
        return await self._answer(request, lambda room: room.reasons())

    async def _candidates(self, request: Any) -> Any:
        said = interface_words(_language(request))["decided"] if request.args.get("done") else ""
        token = request.scope["csrftoken"]() if "csrftoken" in request.scope else ""
        return await self._answer(request, lambda room: room.candidates(said, token))

    async def _decide(self, request: Any) -> Any:
        """Write a decision to the file that the register reads; only a form of our own page can send one."""
        from datasette.utils.asgi import Response

        host = request.headers.get("host", "")
        if request.method == "POST" and not _is_ours(request.headers.get("origin", ""), host):
            return Response.text("403: a decision is sent from this site alone", status=403)
        form = await request.post_vars() if request.method == "POST" else {}
        kind, one, other = form.get("decision"), form.get("one", ""), form.get("other", "")
        if kind not in ("same", "different") or not (one.startswith("p-") and other.startswith("p-")):
            return Response.text("405: a decision is sent by the form of /candidates", status=405)
        today = datetime.now(UTC).date().isoformat()
        await asyncio.to_thread(append, self.decisions, Decision(kind, one, other, self.reviewer, today, "reading room"))
        return Response.redirect("/candidates?done=1")

    async def _language(self, request: Any) -> Any:
        from datasette.utils.asgi import Response

        response = Response.redirect("/")
        name = _name(request)
        response.set_cookie("portals-language", name if name in LANGUAGES else "en", samesite="lax")
        return response

    async def _style(self, request: Any) -> Any:
        from datasette.utils.asgi import Response

        text = (files(__package__) / "static" / "room.css").read_text("utf-8")
        return Response(text, content_type="text/css; charset=utf-8")

    async def _answer(self, request: Any, work: Callable[[Room], str], *, policy: str | None = None) -> Any:
        from datasette.utils.asgi import Response

        language = _language(request)

        def run() -> tuple[str, int]:
            database = queries.open_room(self.database)
            try:
                room = Room(database, Renderer(ServerLinks(), language), _today(), str(self.decisions))
                try:
                    return work(room), 200
                except NoSuchPage:
                    return room.missing(), 404
            finally:
                database.close()

        text, status = await asyncio.to_thread(run)
        return Response.html(text, status=status, headers={"content-security-policy": policy} if policy else None)


def _is_ours(origin: str, host: str) -> bool:
    """Whether a form was sent from a page of this server: its own address, on this machine."""
    return origin == f"http://{host}" and is_this_machine(host)


def _name(request: Any) -> str:
    return unquote(request.url_vars["name"])


def _today() -> date:
    return datetime.now(VIETNAM).date()


def _language(request: Any) -> str:
    chosen = request.cookies.get("portals-language")
    if chosen in LANGUAGES:
        return str(chosen)
    accepted = request.headers.get("accept-language", "")
    return "vi" if accepted.lower().startswith("vi") else "en"


def application(room: ReadingRoom) -> Any:
    """Return Datasette over the room's database, with our pages; `ds.app()` of it is an ASGI application."""
    from datasette.app import Datasette

    from portals.room.plugin import show_room

    show_room(room)
    return Datasette([str(room.database)], metadata=_metadata(), settings={"default_page_size": 50, "sql_time_limit_ms": 3000})


def _metadata() -> dict[str, Any]:
    from portals.room.dictionary import descriptions

    questions = {
        "who_held_an_office": (
            "office_terms",
            "Who held an office on a day (terms as stated; /questions/who weighs the evidence)",
        ),
        "everything_on_a_person": ("person", "Everything on a person"),
        "appointments": ("acts", "Appointments and dismissals in a period"),
        "what_changed": ("changed", "What changed since a day"),
        "who_copied_whom": ("copies", "Who copied whom"),
        "vanished": ("vanished", "Pages that vanished since a day"),
    }
    found = {name: {"sql": queries.query_text(file), "title": title} for name, (file, title) in questions.items()}
    return {"title": "portals", "databases": {"room": {"queries": found, "tables": descriptions()}}}


def listen(port: int) -> socket.socket:
    """Return a socket that listens on a port of 127.0.0.1 alone; 0 is any free one. Raises `OSError` where it is taken."""
    found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind(("127.0.0.1", port))
        found.listen(64)
    except OSError:
        found.close()
        raise
    return found


def server_of(room: ReadingRoom) -> uvicorn.Server:
    """Return the server; `run(sockets=[listen(port)])` serves the reading room until it is interrupted."""
    import uvicorn

    app = application(room).app()
    config = uvicorn.Config(app, log_level="warning", lifespan="on", timeout_graceful_shutdown=1)
    return uvicorn.Server(config)
