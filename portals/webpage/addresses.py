"""Addresses as portals print them: escaped ampersands, `:443`, double slashes, parameters in any order and case."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape
from urllib.parse import parse_qsl, quote, unquote, urlencode, urljoin, urlsplit

_DEFAULT_PORTS = {"http": 80, "https": 443}
_PAGE = re.compile(r"\.(?:aspx?|action|cfm|cgi|do|[psx]?html?|jspx?|php\d?)$", re.IGNORECASE)
_EXTENSION = re.compile(r"\.[a-z][a-z0-9]{1,4}$", re.IGNORECASE)
_UNWANTED = {ord("\t"): None, ord("\r"): None, ord("\n"): None, ord("\\"): "/"}
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|zip|rar|7z|rtf|odt|ods|csv|xml)$", re.IGNORECASE)
_DOWNLOAD = re.compile(
    r"/file/download/|/download(?:file)?(?:\.ashx|\.aspx|/)|[?&](?:download|attach(?:ment)?|fileticket)="
    r"|/linkclick\.aspx\?|/documents/\d+/",
    re.IGNORECASE,
)
_KEPT_IMAGE = re.compile(r"/documents/\d+/.*\.(?:jpe?g|png|gif|webp)(?:/[0-9a-f-]{8,})?(?:\?[^/]*)?$", re.IGNORECASE)
"""An image in Liferay's library, `/documents/20126/8112/cho-tet.jpg/dd2f0c1e-…`."""
_COUNTING = ("utm_", "fbclid", "gclid", "zarsrc", "jsessionid", "phpsessid", "sessionid", "_ga")
_SESSION = re.compile(r";(?:jsessionid|phpsessid|sessionid|sid|aspsessionid\w*)=[^/?#;]*", re.IGNORECASE)
_SCHEME = re.compile(
    r"(ht{1,3}ps?|h?ttps?|htps?|hhttps?):{0,2}/{1,4}(?=(?:[a-z0-9\-]+\.)+[a-z]{2,}(?:[:/?#]|$))", re.IGNORECASE
)
"""`http`, well written or not, before a host's name."""
_TWICE = re.compile(r"(https?://[^/?#]+)/?(?=https?:)(https?://[^/?#]+(?:[/?#].*)?$)", re.IGNORECASE | re.DOTALL)
_LOCALE = frozenset({"en", "en-us", "english", "fr", "zh", "cn", "ja", "ko", "kr", "ru", "km", "lo", "in", "cs", "fa", "uk"})
_PRINTING = frozenset({"print", "in", "printview", "inbai"})


@dataclass(frozen=True, slots=True)
class Address:
    """An address taken apart: `segments` percent-decoded and never empty, keys of `params` in lower case, first value wins."""

    scheme: str
    host: str
    segments: tuple[str, ...]
    slash: bool = False
    """Whether the path ends in a slash."""
    params: Mapping[str, str] = field(default_factory=dict)
    port: int | None = None

    @property
    def site(self) -> str:
        """Scheme and host, the port only where it is not the usual one; `http://…:443` means https."""
        if not self.host:
            return ""
        scheme = "https" if self.port == 443 else self.scheme
        port = "" if self.port in (None, 443, _DEFAULT_PORTS.get(scheme)) else f":{self.port}"
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{scheme}://{host}{port}"

    @property
    def page(self) -> str:
        """The last segment in lower case: `mdefault.aspx`."""
        return self.segments[-1].lower() if self.segments else ""

    @property
    def foreign(self) -> bool:
        """Whether it leads to another language's pages."""
        locale = self.params.get("lang", self.params.get("language", self.params.get("locale", ""))).lower()
        return any(part.lower() in _LOCALE for part in self.segments[:2]) or (locale[:2] not in ("", "vi"))

    def kept(self) -> list[tuple[str, str]]:
        """Its parameters in order of their names, without empty ones and what only counts visits."""
        return sorted((key, value) for key, value in self.params.items() if value and not key.startswith(_COUNTING))

    @property
    def printing(self) -> bool:
        """Whether it is the print view of a page."""
        keys = _PRINTING.union({"isprint", "printable"}) & self.params.keys()
        views = {self.params.get(key, "").lower() for key in ("mode", "view", "type", "action")}
        names = {_PAGE.sub("", part).lower() for part in self.segments}
        return bool(keys or views & _PRINTING or names & (_PRINTING - {"in"}))

    @property
    def file(self) -> bool:
        """Whether its last segment is a file's name: `scan.pdf`, not `tin.aspx`."""
        return bool(_EXTENSION.search(self.page)) and not _PAGE.search(self.page)


@lru_cache(maxsize=4)  # kind, identity and canonical form of one page ask for the same address in turn
def read_address(url: str) -> Address | None:
    """The parts of an http address or path; None for `mailto:`, `javascript:`, a bare fragment and what is malformed."""
    text = clean_href(url)
    if not text or text.startswith("#"):
        return None
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https", "") or (parts.scheme and not parts.hostname):
        return None
    segments = tuple(unquote(part) for part in parts.path.split("/") if part)
    params: dict[str, str] = {}
    for key, value in parse_qsl(parts.query, keep_blank_values=True):
        params.setdefault(key.strip().lower(), value.strip())
    slash = parts.path.endswith("/")
    host = (parts.hostname or "").lower().rstrip(".")
    return Address(parts.scheme.lower() or "https", host, segments, slash, params, port)


def clean_href(href: str) -> str:
    """Return an href without blanks, line breaks, backslashes, session ids and the escapes that a template wrote twice.

    A misspelt scheme is repaired where only one reading is possible: `htps://…`, `https//…`, `https://HOST/https://HOST/…`.

    >>> clean_href("/tin-tuc/bai-1.html;jsessionid=A1F0?page=2")
    '/tin-tuc/bai-1.html?page=2'
    """
    text = href.strip()
    if "&amp;" in text or "&#" in text:
        text = unescape(unescape(text))
    text = text.translate(_UNWANTED)
    if ";" in text:
        text = _SESSION.sub("", text)
    return _repaired(text)


def _repaired(text: str) -> str:
    """Return an address whose scheme is written in the only way it can be meant."""
    if twice := _TWICE.match(text):
        return twice[2]
    found = _SCHEME.match(text)
    if found is None:
        return text
    scheme = "https" if "s" in found[1].lower() else "http"
    return f"{scheme}://{text[found.end() :]}"


def absolute(base: str, href: str) -> str:
    """The absolute address of an href on the page `base`; empty where it is malformed."""
    try:
        return urljoin(base, clean_href(href))
    except ValueError:
        return ""


def is_document(href: str) -> bool:
    """Whether a link leads to a file to keep: a document by its extension, or a download address."""
    path = href.partition("#")[0]
    if _KEPT_IMAGE.search(path):
        return False
    return bool(_FILE.search(path.partition("?")[0].rstrip()) or _DOWNLOAD.search(path))


def build(site: str, segments: Iterable[str], *, slash: bool = False, params: Iterable[tuple[str, str]] = ()) -> str:
    """An address of decoded segments and parameters, encoded in one way."""
    path = "/" + "/".join(quote(part, safe="!$&'()*+,;=:@~-._") for part in segments)
    if slash and not path.endswith("/"):
        path += "/"
    query = urlencode(list(params))
    return f"{site}{path}{f'?{query}' if query else ''}"


def same_site(url: str, page_url: str) -> bool:
    """Whether a link stays on the site of its page. A mirror cannot say: there the crawl decides, by the portal's hosts."""
    host, own = (_host(text) for text in (url, page_url))
    return host == own or not own.endswith(".vn") or not host


def same_province(url: str, page_url: str) -> bool:
    """As `same_site`, and sub-domains of one province count as one site: `ubndtp.soctrang.gov.vn` and `soctrang.gov.vn`."""
    host, own = (_host(text) for text in (url, page_url))
    return same_site(url, page_url) or (own.endswith(".gov.vn") and host.split(".")[-3:] == own.split(".")[-3:])


def host_name(host: str | None) -> str:
    """Return a host as it is compared: lower case, without a dot at its end and `www.`, which name the same site.

    >>> host_name("WWW.soctrang.gov.vn.")
    'soctrang.gov.vn'
    """
    return (host or "").lower().rstrip(".").removeprefix("www.")


def _host(url: str) -> str:
    try:
        return host_name(urlsplit(url).hostname)
    except ValueError:
        return "?"
