"""Family A1: VNPT vnPortal classic (ASP.NET WebForms). One installation serves many sites; `sid` says which.

Known addresses, all of one article: `/{sname}/{sid}/{pageid}/{catid}/{id}/{Category}/{Title}.aspx`, the same without `sname`
and extension, `/mDefault.aspx?…` and `/Default.aspx?…` with `sid`, `catid` and `id`. Slugs are decoration.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from portals.cms.base import Cms
from portals.cms.layouts import load_layouts
from portals.draft import Draft
from portals.items import RawPage
from portals.portal import Listing, PageKind
from portals.webpage.addresses import Address, build, read_address, same_province
from portals.webpage.listings import read_listing
from portals.webpage.reader import PageProfile, read_article

_QUERY_PAGES = ("default.aspx", "mdefault.aspx")
_KEPT = ("sname", "sid", "pageid", "catid", "id", "catname", "title")
_PROFILE = PageProfile(
    "vnportal", load_layouts("vnportal"), signs=("__VIEWSTATE", "sname=", "vnportal", "/sitefolders/", "Default.aspx")
)


@dataclass(frozen=True, slots=True)
class VnPortalAddress:
    """What an address says of itself; empty where it says nothing."""

    sid: str = ""
    catid: str = ""
    id: str = ""


@dataclass(frozen=True)
class VnPortal(Cms):
    """One site of a vnPortal installation: its folder name and number."""

    sname: str
    sid: int

    name: ClassVar[str] = "vnportal"

    def kind(self, url: str) -> PageKind:
        """`article` and `listing` for this site's addresses alone; an article of another `sid` is `other`."""
        address = read_address(url)
        if address is None or address.file or address.foreign or address.printing:
            return "other"
        if _is_home(address, self.sname):
            return "listing"
        keys = self._keys(address)
        if keys.sid != str(self.sid):
            return "other"
        if keys.id:
            return "article"
        return "listing" if keys.catid else "other"

    def identity(self, url: str) -> str | None:
        """`<sid>-<id>`, whatever host, form, slug, page id or category the address has."""
        address = read_address(url)
        if address is None or self.kind(url) != "article":
            return None
        keys = self._keys(address)
        return f"{keys.sid}-{keys.id}"

    def serial(self, url: str) -> int | None:
        """Return the article's id, which one installation counts up over all its sites."""
        key = self.identity(url)
        return int(key.partition("-")[2]) if key else None

    def canonical(self, url: str) -> str:
        """Without port, fragment, double slashes and unknown parameters; known ones in one order. Slugs stay as they are."""
        address = read_address(url)
        if address is None:
            return url
        if _is_query(address):
            params = [(key, address.params[key]) for key in _KEPT if address.params.get(key)]
            page = "mDefault.aspx" if address.page == "mdefault.aspx" else "Default.aspx"
            return build(address.site, (page,), params=params) if params else build(address.site, ())
        return build(address.site, address.segments, slash=address.slash)

    def listing(self, page: RawPage) -> Listing:
        """The category's articles and the way on: a postback pager, or links where a template prints them."""
        return read_listing(page, self, same_province, postback_first=True)

    def extract(self, page: RawPage) -> Draft:
        """The article. Raises `Rejected` where the page holds none."""
        return read_article(page, _PROFILE)

    def _keys(self, address: Address) -> VnPortalAddress:
        if _is_query(address):
            return self._query_keys(address)
        parts = list(address.segments)
        if parts and not parts[0].isdigit():
            parts.pop(0)
        numbers = []
        for part in parts:
            if not (part.isascii() and part.isdigit()):
                break
            numbers.append(str(int(part)))
        if not 3 <= len(numbers) <= 4 or "0" in numbers:
            return VnPortalAddress()
        return VnPortalAddress(numbers[0], numbers[2], numbers[3] if len(numbers) == 4 else "")

    def _query_keys(self, address: Address) -> VnPortalAddress:
        sid = _number(address, "sid")
        if not sid and address.params.get("sname", "").lower() == self.sname.lower():
            sid = str(self.sid)
        return VnPortalAddress(sid, _number(address, "catid"), _number(address, "id"))


def _is_query(address: Address) -> bool:
    return not address.segments or (len(address.segments) <= 2 and address.page in _QUERY_PAGES)


def _is_home(address: Address, sname: str) -> bool:
    return not address.params and [part.lower() for part in address.segments] in ([], [sname.lower()], [_QUERY_PAGES[0]])


def _number(address: Address, key: str) -> str:
    value = address.params.get(key, "")
    return str(int(value)) if value.isascii() and value.isdigit() and int(value) else ""
