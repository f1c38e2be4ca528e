"""The CMS of VCCorp's newspapers, which offices took over: an address ends in a number that holds the time of its making.

`/<category>/<slug>-4260710091642503.htm`: the site's prefix, `yymmddhhmmss`, three digits of a serial.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from portals.cms.layouts import load_layouts
from portals.cms.patterns import PatternCms
from portals.draft import DateLine, Draft
from portals.items import RawPage
from portals.webpage.reader import PageProfile
from portals.webpage.selectors import SelectorLayout

_MADE = re.compile(r"(\d{12})\d{3}$")
_BOXES = (
    ".VCSortableInPreviewMode[type*=Related]",
    ".VCSortableInPreviewMode[type*=link]",
    "[class*=relatednews]",
    ".kbwscwl-relatedbox",
    ".link-content-footer",
    ".box-related",
)
"""Boxes of other articles inside the text."""


@dataclass(frozen=True)
class VcCorp(PatternCms):
    """A site of this CMS; the number at the end of the address is the identity."""

    name: ClassVar[str] = "vccorp"
    articles: ClassVar[tuple[str, ...]] = (r"-(?P<id>\d{15,20})\.htm$",)
    others: ClassVar[str] = r"^/(?:tim-kiem|rss|api)(?:/|\.htm|$)"
    listing_keys: ClassVar[frozenset[str] | None] = frozenset({"page", "trang"})
    profile: ClassVar[PageProfile] = PageProfile(
        "vccorp",
        load_layouts("generic"),
        (
            SelectorLayout(
                "detail",
                article="main, .detail__main, .detail-container, .main, body",
                title="h1.detail-title, h1[data-role=title], .detail-title",
                date=".detail-time, [data-role=publishdate]",
                lead=".detail-sapo, [data-role=sapo]",
                author=".detail-author, [data-role=author]",
                body=".detail-content.afcbc-body, [data-role=content], .detail-content",
                remove=_BOXES,
            ),
        ),
        dated_addresses=False,
    )

    def serial(self, url: str) -> int | None:
        """Return the time of making and the serial as one number, which grows with time."""
        key = self.identity(url)
        return int(key[-15:]) if key else None

    def extract(self, page: RawPage) -> Draft:
        """Return the draft; the day of its making in the address stands behind every printed date."""
        draft = super().extract(page)
        made = made_at(self.identity(page.url) or "")
        return replace(draft, date_lines=(*draft.date_lines, DateLine(made, "url"))) if made else draft


def made_at(number: str) -> str | None:
    """Return the day in an article's number; None where it holds none. The printed time may be hours later.

    >>> made_at("4260710091642503")
    '2026-07-10'
    """
    found = _MADE.search(number)
    try:
        return datetime.strptime(found[1], "%y%m%d%H%M%S").date().isoformat() if found else None
    except ValueError:
        return None
