"""The sections of one crawl: declared ones, and those found on the home page if a declared one is missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from portals.cms.any import AnyCms
from portals.cms.generic import Generic
from portals.cms.recognise import recognise
from portals.items import RawPage
from portals.portal import Link, Portal, Section
from portals.spiders.options import CrawlOptions
from portals.store.visits import COMPLETE, SectionEnd
from portals.webpage.decoding import decode
from portals.webpage.sections import find_sections

if TYPE_CHECKING:
    from portals.store.visits import SectionHistory


class SectionBook:
    """Sections of a crawl. If a declared one is missing, the crawl continues with those that the home page links to."""

    def __init__(self, portal: Portal, options: CrawlOptions) -> None:
        self.portal = portal
        self.options = options
        self.known = {section.name: section for section in portal.sections}
        self.lost: set[str] = set()
        """Names of missing declared sections."""
        self.looked = False

    def of(self, meta: Mapping[str, Any]) -> Section:
        """Return the section of a listing request, also one that an interrupted run had found."""
        name: str = meta["section"]
        return self.known.get(name) or Section(name, meta.get("path", ""))

    def is_found(self, section: Section) -> bool:
        """Return whether the section was found, not declared."""
        return section not in self.portal.sections

    def lose(self, section: Section) -> bool:
        """Record that a declared section is missing. Return whether that is new."""
        if self.is_found(section) or section.name in self.lost:
            return False
        self.lost.add(section.name)
        return True

    def look(self) -> bool:
        """Return whether to request the home page: once, and not if the crawl has `sections=`."""
        wanted = not self.looked and not self.options.chosen
        self.looked = True
        return wanted

    def other_cms(self, page: RawPage) -> str | None:
        """Return the CMS that the home page names if it is not the declared one, because the portal was rebuilt."""
        found = recognise(decode(page.body).text, page.url).name
        return found if found not in (Generic.name, AnyCms.name, self.portal.cms.name) and self.portal.sections else None

    def _own(self, url: str, page_url: str) -> bool:
        """Return whether a link stays on the portal: on its hosts, or on the site of `base=`."""
        host = urlsplit(url).hostname
        return self.portal.owns(host) or host == urlsplit(page_url).hostname

    def find(self, page: RawPage, articles: Iterable[Link]) -> list[Section]:
        """Return the undeclared sections that the home page links to. Two with the same name get their paths added.

        `articles` are the articles on the home page.
        """
        declared = {section.path.rstrip("/") for section in self.portal.sections}
        found, cms = [], self.portal.cms
        for section in find_sections(page, cms, self._own, guess=cms.guesses, articles=articles):
            if section.path.rstrip("/") in declared:
                continue
            name = section.name if section.name not in self.known else f"{section.name} ({section.path})"
            self.known[name] = Section(name, section.path)
            found.append(self.known[name])
        return found


def shrinking(end: SectionEnd, history: SectionHistory) -> str | None:
    """Return how many fewer articles a listing has than at its last complete reading, as text; None if not fewer."""
    whole = (history.articles, end.articles if end.stop in COMPLETE else None, "articles")
    for before, now, what in (whole, (history.front, end.front, "articles on its first page")):
        if before is not None and now is not None and now < before * 0.8 and before - now >= 5:
            return f"{now} {what}, before {before}"
    return None
