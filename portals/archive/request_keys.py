"""The key that joins a request to an archived answer: method, address and body."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit, urlunsplit

from w3lib.url import safe_url_string

_PORTS = {"http": 80, "https": 443}
_WAYBACK = re.compile(
    r"https?://(?:web\.|wayback\.|webarchive\.)[^/]+/(?:[\w-]+/)*?([0-9]{4,14})([a-z]{2}_)?/((?:https?:/{1,2}|www\.).+)",
    re.IGNORECASE,
)

Key = tuple[str, str, tuple[tuple[str, str], ...] | bytes]


def same_address(url: str) -> str:
    """Return a URL in the form for comparison: no default port, no fragment, `/` for an empty path.

    Unsafe characters are escaped. The query keeps its order, which may mean something to the site.

    >>> same_address("https://CITY.example.:443#top")
    'https://city.example/'
    """
    parts = urlsplit(safe_url_string(url.strip()))
    host = (parts.hostname or "").rstrip(".")
    try:
        port = parts.port
    except ValueError:
        port = None
    site = f"[{host}]" if ":" in host else host
    if port and port != _PORTS.get(parts.scheme.lower()):
        site = f"{site}:{port}"
    return urlunsplit((parts.scheme.lower(), site, parts.path or "/", parts.query, ""))


def request_key(method: str, url: str, body: bytes = b"") -> Key:
    """Return method, address and body. The order of form fields is ignored; any other body is compared byte by byte."""
    method = method.upper()
    return method, same_address(url), _form(body) if method not in ("GET", "HEAD") else b""


def _form(body: bytes) -> tuple[tuple[str, str], ...] | bytes:
    if b"=" not in body or body.lstrip()[:1] in (b"{", b"[", b"<", b"-"):
        return body
    return tuple(sorted(parse_qsl(body.decode("latin-1"), keep_blank_values=True, encoding="latin-1")))


class Original(NamedTuple):
    """The original address of one in the Wayback Machine, and the time of the capture (UTC). `raw`: with the original bytes."""

    url: str
    date: str | None
    raw: bool


def original_of(url: str) -> Original | None:
    """Return the original of an address in a web archive's viewer; None for any other address.

    >>> original_of("https://web.archive.org/web/20190705030000id_/http://city.example/tin")
    Original(url='http://city.example/tin', date='2019-07-05T03:00:00Z', raw=True)
    """
    found = _WAYBACK.fullmatch(url)
    if not found:
        return None
    digits, flag, address = found.groups()
    if not address.lower().startswith("http"):
        address = f"http://{address}"
    address = re.sub(r"^(https?):/+", r"\1://", address, flags=re.IGNORECASE)
    return Original(address, _date(digits), flag == "id_")


def _date(digits: str) -> str | None:
    """Return fourteen digits as a date; None for fewer, for which the Wayback Machine shows the nearest capture."""
    if len(digits) != 14:
        return None
    month, day, hour, minute, second = (digits[at : at + 2] for at in range(4, 14, 2))
    return f"{digits[:4]}-{month}-{day}T{hour}:{minute}:{second}Z"
