"""What every page of the reading room's server is wrapped in, Datasette's own too: this machine alone, and a policy."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import urlsplit

PAGE_POLICY = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; frame-src 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""The policy of all pages but the archived ones. Datasette's own pages need their inline scripts; ours have none."""

OURS = frozenset({"127.0.0.1", "localhost", "::1"})
"""The names of this machine. A page elsewhere whose name is pointed at 127.0.0.1 (DNS rebinding) has another."""

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]


def is_this_machine(host: str) -> bool:
    """Return whether a Host header names this machine: `127.0.0.1:8001`, `localhost`."""
    try:
        return urlsplit(f"//{host}").hostname in OURS
    except ValueError:
        return False


def guarded(app: App) -> App:
    """Return an ASGI application that answers for this machine's names alone, and gives each page a policy."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        hosts = [value.decode("latin-1") for name, value in scope["headers"] if name == b"host"]
        if len(hosts) != 1 or not is_this_machine(hosts[0]):
            await _refuse(send)
            return

        async def send_with_policy(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": _with_policy(message.get("headers", []))}
            await send(message)

        await app(scope, receive, send_with_policy)

    return answer


def _with_policy(headers: Any) -> list[tuple[bytes, bytes]]:
    given = list(headers)
    names = {bytes(name).lower() for name, _ in given}
    ours = (
        (b"content-security-policy", PAGE_POLICY.encode()),
        (b"x-content-type-options", b"nosniff"),
        (b"referrer-policy", b"same-origin"),  # with no-referrer a browser sends our own form with the origin `null`
    )
    return [*given, *(pair for pair in ours if pair[0] not in names)]


async def _refuse(send: Send) -> None:
    body = b"403: this reading room answers under 127.0.0.1 and localhost alone\n"
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 403, "headers": headers})
    await send({"type": "http.response.body", "body": body})
