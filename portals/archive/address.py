"""Under which key an archived answer is found again."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit, urlunsplit

from w3lib.url import safe_url_string

_PORTS = {"http": 80, "https": 443}

Key = tuple[str, str, tuple[tuple[str, str], ...] | bytes]


def same_address(url: str) -> str:
    """The URL in the one form that is compared: no default port, no fragment, `/` for an empty path, unsafe characters escaped.

    The query keeps its order: what the order means is the site's business.
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
    """Method, address and body. The fields of a form may stand in any order; any other body counts byte by byte."""
    method = method.upper()
    return method, same_address(url), _form(body) if method not in ("GET", "HEAD") else b""


def _form(body: bytes) -> tuple[tuple[str, str], ...] | bytes:
    if b"=" not in body or body.lstrip()[:1] in (b"{", b"[", b"<", b"-"):
        return body
    return tuple(sorted(parse_qsl(body.decode("latin-1"), keep_blank_values=True, encoding="latin-1")))
