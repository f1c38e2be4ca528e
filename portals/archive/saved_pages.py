"""Pages that people saved to files: mirrored by HTTrack or `wget -m`, or by a browser's "save page as" (`.html`, `.mhtml`).

Their address comes from the comment that HTTrack and browsers write into the page, or from the folders of a mirror
(`tpthanhhoa.thanhhoa.gov.vn/web/trang-chu/tin-tuc`); the time of capture from the same comment, or from the file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.parser import BytesParser
from email.policy import compat32
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from portals.archive.captures import read_warc_date
from portals.archive.message import MAX_BODY
from portals.archive.scan import is_web, looks_like_html

if TYPE_CHECKING:
    from email.message import Message

_HEAD = 65_536
"""Bytes at the start of a file in which such a comment is looked for."""
_HTTRACK = re.compile(rb"<!-- Mirrored from (\S{4,2000}) by HTTrack[^,>]{0,80}(?:,\s*([^>]{10,60}?))?\s*-->", re.IGNORECASE)
_BROWSER = re.compile(rb"<!--\s*saved from url=\([0-9]{1,6}\)(\S{4,2000})\s*-->", re.IGNORECASE)
_SINGLE_FILE = re.compile(
    rb"<!--\s*Page saved with SingleFile\s+url:\s*(\S{4,2000})\s+saved date:\s*([^\r\n(]{10,60})", re.IGNORECASE
)
_HOST = re.compile(
    r"(?:(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}|[0-9]{1,3}(?:\.[0-9]{1,3}){3})(?:[:+][0-9]{1,5})?",
    re.IGNORECASE,
)
_OWN_PAGE = re.compile(rb"<title>[^<]{0,80}HTTrack|content=\"HTTrack", re.IGNORECASE)
"""HTTrack's list of the mirrored sites, next to their folders."""
_WRITTEN_OUT = re.compile(r"(\.(?:aspx?|php|jsp)(?:[?@].*)?|[?@].*)\.html$", re.IGNORECASE)
"""`default.aspx?id=3.html`: `wget -E` appends the ending."""
MHTML = (".mht", ".mhtml")


@dataclass(frozen=True, slots=True)
class SavedPage:
    """A saved page: its address and when it was saved, UTC. `body` holds the HTML, up to `MAX_BODY` bytes."""

    url: str
    date: str | None
    body: bytes
    truncated: bool = False


def read_saved(path: Path, root: Path) -> SavedPage | None:
    """Return the page in a file inside the folder `root`; None if the file is not a page.

    The address is empty if neither a comment nor the folders tell it. Raises `OSError`.
    """
    with path.open("rb") as file:
        data = file.read(_HEAD)
        if path.name.lower().endswith(MHTML) or data[:256].lower().startswith((b"mime-version:", b"from: <saved by")):
            return _mhtml(data + file.read(2 * MAX_BODY - _HEAD), path)
        if not looks_like_html(data) or (_OWN_PAGE.search(data) and not _HTTRACK.search(data)):
            return None
        body = data + file.read(MAX_BODY + 1 - len(data))
    url, date = _marked(data)
    url = url or _mirrored(path, root)
    truncated = len(body) > MAX_BODY
    return SavedPage(url if is_web(url) else "", date or _changed(path), body[:MAX_BODY], truncated)


def _marked(head: bytes) -> tuple[str, str | None]:
    """Return the address and time from the comment in the page; `""` and None without one."""
    if found := _HTTRACK.search(head):
        return f"https://{_text(found[1])}", _mail_date(_text(found[2] or b""))
    if found := _SINGLE_FILE.search(head):
        return _text(found[1]), _script_date(_text(found[2]))
    if found := _BROWSER.search(head):
        return _text(found[1]), None
    return "", None


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace").strip()


def _mail_date(text: str) -> str | None:
    """Read a date in the format of mail: `Tue, 05 Jul 2022 03:00:00 GMT`."""
    try:
        return read_warc_date(parsedate_to_datetime(text).isoformat())
    except (ValueError, TypeError, OverflowError):
        return None


def _script_date(text: str) -> str | None:
    """Read a date in the format of JavaScript: `Tue Jul 05 2022 10:00:00 GMT+0700 (Indochina Time)`."""
    try:
        return read_warc_date(datetime.strptime(text.strip(), "%a %b %d %Y %H:%M:%S GMT%z").isoformat())
    except (ValueError, OverflowError):
        return None


def _changed(path: Path) -> str | None:
    return read_warc_date(datetime.fromtimestamp(path.stat().st_mtime, UTC).isoformat())


def _mirrored(path: Path, root: Path) -> str:
    """Return the address that the folders of a mirror form; empty if none of them is a host.

    The host is the first folder inside `root` that has the name of one, else `root` itself or the nearest folder above it.
    """
    inside = path.relative_to(root).parts
    above = root.resolve().parts
    at = next((number for number, part in enumerate(inside[:-1]) if _HOST.fullmatch(part)), None)
    if at is not None:
        host, rest = inside[at], inside[at + 1 :]
    else:
        at = next((number for number in reversed(range(len(above))) if _HOST.fullmatch(above[number])), None)
        if at is None:
            return ""
        host, rest = above[at], (*above[at + 1 :], *inside)
    return f"https://{host.replace('+', ':').lower()}/{_address(list(rest), path)}"


def _address(parts: list[str], path: Path) -> str:
    """Return path and query of a mirrored file, as they were before `wget` turned them into a file name."""
    name = _WRITTEN_OUT.sub(r"\1", parts[-1])
    if name.lower() in ("index.html", "index.htm"):
        name = ""
    elif name.lower().endswith(".html") and path.with_suffix("").is_dir():
        name = name[: -len(".html")]  # a listing `tin-tuc`, saved as a file next to the folder of its articles
    name, mark, query = name.partition("?") if "?" in name else name.partition("@")
    *folders, last = (quote(part, safe="%/!$&'()*+,;=:@~-._") for part in (*parts[:-1], name))
    return "/".join([*folders, last]) + (f"?{quote(query, safe='%/?!$&()*+,;=:@~-._')}" if mark else "")


def _mhtml(data: bytes, path: Path) -> SavedPage | None:
    """Return the page of a browser's web archive: its first HTML part."""
    head, found, rest = _split_head(data)
    boundary = head.get_param("boundary")
    if not found or not isinstance(boundary, str) or not boundary:
        return None
    url = head.get("Snapshot-Content-Location") or ""
    date = _mail_date(str(head.get("Date") or "")) or _changed(path)
    mark = b"\n--" + boundary.encode("utf-8", "replace")
    start = (b"\n" + rest).find(mark)
    while start >= 0:
        end = rest.find(mark, start + len(mark) - 1)
        part, found, body = _split_head(rest[start + len(mark) - 1 : end if end >= 0 else None].lstrip(b"\r\n"))
        if found and part.get_content_type() == "text/html":
            part.set_payload(body[: 2 * MAX_BODY].decode("latin-1"))
            page = part.get_payload(decode=True)
            url = str(url or part.get("Content-Location") or "")
            assert isinstance(page, bytes)
            cut = end < 0 or len(page) > MAX_BODY
            return SavedPage(url.strip() if is_web(url.strip()) else "", date, page[:MAX_BODY], cut)
        start = end + 1 if end >= 0 else -1
    return None


def _split_head(data: bytes) -> tuple[Message, bool, bytes]:
    """Return the head of a part as a message, whether it is complete, and what follows it."""
    window = data[:_HEAD]
    end, width = min(((at, len(gap)) for gap in (b"\r\n\r\n", b"\n\n") if (at := window.find(gap)) >= 0), default=(-1, 0))
    head = BytesParser(policy=compat32).parsebytes(data[: max(end, 0)], headersonly=True)
    return head, end >= 0, data[end + width :] if end >= 0 else b""
