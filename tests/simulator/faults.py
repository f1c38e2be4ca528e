"""Faults on the wire: what a server, a firewall or a line does wrong. Each answers in the good answer's stead."""

from __future__ import annotations

import asyncio
import gzip
import re
import socket
import struct
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace

from tests.simulator.answers import Answer, html, redirect

Wire = asyncio.StreamWriter


@dataclass(slots=True)
class Fault:
    """`kind` strikes requests whose target matches, the first `times` of them (None: all), `after` some were spared."""

    kind: str
    match: str = ""
    times: int | None = None
    after: int = 0
    size: int = 200_000_000
    """Bytes of a huge or a bomb body (unpacked)."""
    seconds: float = 0.05
    """Pause between two drops of a slow answer; Retry-After of a busy one (rounded up)."""
    target: str = "http://other.invalid/"
    """Where `away` leads."""
    text: str = ""
    """What `page` answers."""
    struck: int = 0

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"unknown fault {self.kind!r}; known: {', '.join(sorted(KINDS))}")

    def strikes(self, target: str) -> bool:
        """Whether this request is hit; counts it."""
        if not re.search(self.match, target):
            return False
        if self.after > 0:
            self.after -= 1
            return False
        if self.times is not None and self.struck >= self.times:
            return False
        self.struck += 1
        return True


def serialise(answer: Answer, *, length: int | None = None) -> bytes:
    """The answer as sent; `length` lies about the body's size."""
    headers = {"Content-Length": str(len(answer.body) if length is None else length), **answer.headers}
    lines = [f"HTTP/1.1 {answer.status} X", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join(lines).encode("latin-1", "replace") + b"\r\n\r\n" + answer.body


async def _slow(fault: Fault, answer: Answer, wire: Wire) -> bool:
    """Arrives whole, in sixteen drops."""
    data = serialise(answer)
    step = len(data) // 16 + 1
    for start in range(0, len(data), step):
        wire.write(data[start : start + step])
        await wire.drain()
        await asyncio.sleep(fault.seconds)
    return True


async def _hang(fault: Fault, answer: Answer, wire: Wire) -> bool:
    """Nothing, for as long as the client has patience."""
    await asyncio.sleep(3600)
    return False


async def _stall(fault: Fault, answer: Answer, wire: Wire) -> bool:
    """Half the answer, then nothing."""
    data = serialise(answer)
    wire.write(data[: len(data) // 2])
    await wire.drain()
    return await _hang(fault, answer, wire)


async def _half(fault: Fault, answer: Answer, wire: Wire) -> bool:
    """Half the body, then the line is closed."""
    wire.write(serialise(answer)[: -(len(answer.body) // 2) or None])
    await wire.drain()
    return False


async def _long(fault: Fault, answer: Answer, wire: Wire) -> bool:
    """The header promises 500 bytes more than come."""
    wire.write(serialise(answer, length=len(answer.body) + 500))
    await wire.drain()
    return False


async def _short(fault: Fault, answer: Answer, wire: Wire) -> bool:
    """The header promises 20 bytes only; the rest follows unasked."""
    wire.write(serialise(answer, length=20))
    await wire.drain()
    return False


async def _reset(fault: Fault, answer: Answer, wire: Wire) -> bool:
    """The line is torn down before a byte is sent."""
    raw = wire.get_extra_info("socket")
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    wire.transport.abort()
    return False


async def _error(fault: Fault, answer: Answer, wire: Wire) -> bool:
    wire.write(serialise(Answer(b"<html>Server Error in '/' Application.</html>", 500, {"Content-Type": "text/html"})))
    return True


async def _busy(fault: Fault, answer: Answer, wire: Wire) -> bool:
    """503 that names its patience."""
    wire.write(serialise(Answer(b"busy", 503, {"Retry-After": str(int(-(-fault.seconds // 1))), "Content-Type": "text/html"})))
    return True


async def _circle(fault: Fault, answer: Answer, wire: Wire) -> bool:
    """A redirect to two addresses that lead to one another."""
    fault.match = "|".join(filter(None, (fault.match, "/vong-[ab]$")))
    wire.write(serialise(redirect("/vong-b" if fault.struck % 2 else "/vong-a")))
    return True


async def _away(fault: Fault, answer: Answer, wire: Wire) -> bool:
    """A redirect to `target`: another host, a private address, a file."""
    wire.write(serialise(redirect(fault.target)))
    return True


async def _page(fault: Fault, answer: Answer, wire: Wire) -> bool:
    """Another page with status 200: of a parked host, a closed site, another CMS."""
    wire.write(serialise(html(fault.text)))
    return True


async def _bomb(fault: Fault, answer: Answer, wire: Wire) -> bool:
    """A small gzip body that unpacks to `size` bytes."""
    packed = gzip.compress(b"<p>" + b" " * fault.size, 9)
    headers = {"Content-Encoding": "gzip", "Content-Type": "text/html"}
    wire.write(serialise(Answer(packed, headers=headers)))
    await wire.drain()
    return True


async def _huge(fault: Fault, answer: Answer, wire: Wire) -> bool:
    """`size` bytes that announce themselves."""
    return await _pour(wire, f"HTTP/1.1 200 X\r\nContent-Type: text/html\r\nContent-Length: {fault.size}\r\n\r\n", fault.size)


async def _flood(fault: Fault, answer: Answer, wire: Wire) -> bool:
    """`size` bytes without a length."""
    return await _pour(wire, "HTTP/1.1 200 X\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n", fault.size)


async def _pour(wire: Wire, head: str, size: int) -> bool:
    wire.write(head.encode())
    block = b"<p>nhieu chu</p>".ljust(65_536)
    for _ in range(size // len(block) + 1):
        wire.write(block)
        await wire.drain()
    return False


async def _empty(fault: Fault, answer: Answer, wire: Wire) -> bool:
    """200 and no body."""
    wire.write(serialise(replace(answer, body=b"")))
    return True


async def _members(fault: Fault, answer: Answer, wire: Wire) -> bool:
    """What a CMS says in the place of an article for its members, with status 200."""
    text = "<h1>Thông báo</h1><p>Bạn chưa được cấp quyền xem bài viết này.</p>"
    page = f"<html><head><title>Thông báo</title></head><body><div>{text}</div></body></html>"
    wire.write(serialise(Answer(page.encode(), headers=dict(answer.headers))))
    return True


async def _login(fault: Fault, answer: Answer, wire: Wire) -> bool:
    """A login page with status 200."""
    title = "<title>Đăng nhập</title>"
    form = "<form action='/dang-nhap'><input name='user'><input type='password' name='pass'><button>Đăng nhập</button></form>"
    page = f"<html><head>{title}</head><body>{form}</body></html>"
    wire.write(serialise(Answer(page.encode(), headers=dict(answer.headers))))
    return True


async def _image(fault: Fault, answer: Answer, wire: Wire) -> bool:
    """Bytes of a picture where a page should be."""
    wire.write(serialise(Answer(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, headers={"Content-Type": "image/png"})))
    return True


async def _cut(fault: Fault, answer: Answer, wire: Wire) -> bool:
    """The page's first third with a length that fits: cut by the server, not by the line."""
    wire.write(serialise(replace(answer, body=answer.body[: len(answer.body) // 3])))
    return True


def _head(*lines: bytes) -> bytes:
    return b"\r\n".join(lines) + b"\r\n\r\n"


def _with(answer: Answer, *lines: bytes) -> bytes:
    """The answer with more header lines, as bytes."""
    head, _, body = serialise(answer).partition(b"\r\n\r\n")
    return _head(head, *lines) + body


async def _odd_headers(fault: Fault, answer: Answer, wire: Wire) -> bool:
    """Header lines whose names are no words of ASCII, or have none, or no colon."""
    lines = (
        "‘access-control-allow-origin’: *".encode(),
        b": nameless",
        b"a name with blanks: x",
        b"no colon",
        b"X-Nul: a\x00b",
    )
    wire.write(_with(answer, *lines))
    return True


async def _long_line(fault: Fault, answer: Answer, wire: Wire) -> bool:
    """A header line of 100 KB, which is still read."""
    wire.write(_with(answer, b"X-Long: " + b"a" * 100_000))
    return True


async def _longer_line(fault: Fault, answer: Answer, wire: Wire) -> bool:
    """A header line of 200 KB."""
    wire.write(_with(answer, b"X-Long: " + b"a" * 200_000))
    await wire.drain()
    return False


async def _many_lines(fault: Fault, answer: Answer, wire: Wire) -> bool:
    """400,000 header lines."""
    wire.write(_with(answer, *[b"X: a"] * 400_000))
    await wire.drain()
    return False


async def _no_http(fault: Fault, answer: Answer, wire: Wire) -> bool:
    """Something else than HTTP."""
    wire.write(b"220 mail.example ESMTP\r\n\r\n" + answer.body)
    await wire.drain()
    return False


async def _odd_transfer(fault: Fault, answer: Answer, wire: Wire) -> bool:
    """A transfer encoding that nobody knows."""
    wire.write(_with(answer, b"Transfer-Encoding: rot13"))
    await wire.drain()
    return False


async def _plain_gzip(fault: Fault, answer: Answer, wire: Wire) -> bool:
    """Says gzip, and is not."""
    wire.write(_with(answer, b"Content-Encoding: gzip"))
    return True


async def _broken(fault: Fault, answer: Answer, wire: Wire) -> bool:
    """Gzip with a hole in it."""
    packed = bytearray(gzip.compress(answer.body))
    packed[len(packed) // 2 : len(packed) // 2 + 8] = b"\xff" * 8
    wire.write(_with(replace(answer, body=bytes(packed)), b"Content-Encoding: gzip"))
    return True


async def _part(fault: Fault, answer: Answer, wire: Wire) -> bool:
    """206 with the first half, though nobody asked for a part."""
    half, size = answer.body[: len(answer.body) // 2], len(answer.body)
    headers = {**answer.headers, "Content-Range": f"bytes 0-{len(half) - 1}/{size}"}
    wire.write(serialise(Answer(half, 206, headers)))
    return True


async def _whole_part(fault: Fault, answer: Answer, wire: Wire) -> bool:
    """206 with all of it."""
    size = len(answer.body)
    wire.write(
        serialise(replace(answer, status=206, headers={**answer.headers, "Content-Range": f"bytes 0-{size - 1}/{size}"}))
    )
    return True


async def _unmodified(fault: Fault, answer: Answer, wire: Wire) -> bool:
    """304, though nobody asked whether it was modified."""
    wire.write(b"HTTP/1.1 304 X\r\n\r\n")
    return True


async def _rate_limit(fault: Fault, answer: Answer, wire: Wire) -> bool:
    """429 that does not say when to come back."""
    wire.write(serialise(Answer(b"slow down", 429, {"Content-Type": "text/html"})))
    return True


KINDS: dict[str, Callable[[Fault, Answer, Wire], Awaitable[bool]]] = {
    "slow": _slow,
    "hang": _hang,
    "stall": _stall,
    "half": _half,
    "long": _long,
    "short": _short,
    "reset": _reset,
    "error": _error,
    "busy": _busy,
    "circle": _circle,
    "away": _away,
    "page": _page,
    "bomb": _bomb,
    "huge": _huge,
    "flood": _flood,
    "empty": _empty,
    "login": _login,
    "members": _members,
    "image": _image,
    "cut": _cut,
    "odd_headers": _odd_headers,
    "long_line": _long_line,
    "longer_line": _longer_line,
    "many_lines": _many_lines,
    "no_http": _no_http,
    "odd_transfer": _odd_transfer,
    "plain_gzip": _plain_gzip,
    "broken": _broken,
    "part": _part,
    "whole_part": _whole_part,
    "unmodified": _unmodified,
    "rate_limit": _rate_limit,
}
"""Kinds by name; each returns whether the line may be used again."""


@dataclass(slots=True)
class Faults:
    """The faults that are switched on."""

    on: list[Fault] = field(default_factory=list)

    def add(self, kind: str, match: str = "", **options: object) -> Fault:
        """Switches a fault on and returns it (its `struck` counts)."""
        fault = Fault(kind, match, **options)  # type: ignore[arg-type]
        self.on.append(fault)
        return fault

    def clear(self) -> None:
        """All is well again."""
        self.on.clear()

    def of(self, target: str) -> Fault | None:
        """The fault that strikes this request."""
        return next((fault for fault in self.on if fault.strikes(target)), None)
