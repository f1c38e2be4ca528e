"""Documents that a page offers: links, frames, viewers of third parties, downloads by script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import parse_qsl, urlsplit

from portals.webpage.addresses import absolute, clean_href, is_document
from portals.webpage.rows import attributes

_ENDING = re.compile(rb"\.(?:pdf|doc|xls|ppt|zip|rar|7z|rtf|od|csv)")
_MAY_NAME = (b"download", b"attach", b"linkclick", b"fileticket", b"/documents/")
"""Strings of which markup that leads to a document has one. Bytes are put in lower case in a fiftieth of the time of text."""
_VIEWER_KEYS = frozenset({"url", "file", "src", "fileurl", "filepath", "path", "doc", "link"})
_QUOTED = re.compile(r"""['"]([^'"\s]{3,500})['"]""")
_FRAME_KEYS = ("src", "data", "data-src", "data-url", "data-pdf", "data-file", "data-href", "data-link", "data-document")
_SCRIPT_KEYS = ("onclick", "href")


def may_name_document(printed: bytes) -> bool:
    """Return whether markup holds a string that addresses of documents have. False says that it leads to none."""
    lowered = printed.lower()
    return _ENDING.search(lowered) is not None or any(word in lowered for word in _MAY_NAME)


def document_of(printed: str, page_url: str) -> str | None:
    """Return the absolute address of the document that a start tag leads to, given its attributes as printed; else None.

    Understood are `href` and `download`, a viewer's address with the document in a parameter
    (`gview?url=…`, `viewer.html?file=…`), and scripts that open one (`onclick="window.open('/a.pdf')"`).
    """
    if not may_name_document(printed.encode()):
        return None
    found = attributes(printed)
    href = found.get("href", "")
    if "download" in found and href and not href.lower().startswith(("javascript:", "#")):
        return absolute(page_url, href) or None
    for candidate in _candidates(found):
        url = absolute(page_url, candidate)
        if url.startswith(("http://", "https://")):
            return url
    return None


def frame_document(printed: str, page_url: str) -> str | None:
    """Return the document that a frame, `object`, `embed` or viewer element shows, given its attributes; else None."""
    if not may_name_document(printed.encode()):
        return None
    found = attributes(printed)
    typed = "application/pdf" in found.get("type", "")
    for key in _FRAME_KEYS:
        value = found.get(key, "")
        for candidate in _inside(value):
            url = absolute(page_url, candidate)
            if url.startswith(("http://", "https://")):
                return url
        if typed and value:
            return absolute(page_url, value) or None
    return None


def _candidates(found: dict[str, str]) -> Iterator[str]:
    href = found.get("href", "")
    if not href.lower().startswith("javascript:"):
        yield from _inside(href)
    for key in _SCRIPT_KEYS:
        script = found.get(key, "")
        if key == "href" and not script.lower().startswith("javascript:"):
            continue
        for quoted in _QUOTED.findall(script):
            yield from _inside(quoted)
    for key, value in found.items():
        if key.startswith("data-"):
            yield from _inside(value)


def _inside(value: str) -> Iterator[str]:
    """The document that an address is, or has in a viewer's parameter."""
    address = clean_href(value)
    if not address or address.startswith("#"):
        return
    try:
        query = urlsplit(address).query
    except ValueError:
        return
    for key, inner in parse_qsl(unescape(query)):
        if key.lower() in _VIEWER_KEYS and is_document(inner):
            yield inner
            return
    if is_document(address):
        yield address
