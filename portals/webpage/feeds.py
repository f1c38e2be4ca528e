"""RSS and Atom feeds as lists of articles beside the listings."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from html import unescape

from lxml import etree

from portals.items import ListingMetadata, RawPage
from portals.portal import AddressRules, Link, TimeWorth
from portals.text.folding import squeeze
from portals.webpage.addresses import absolute
from portals.webpage.decoding import decode
from portals.webpage.json_lists import is_json, read_json_list
from portals.webpage.xml_trees import child_text, local, named, xml_tree

_TAG = re.compile(r"<[^<>]+>")
_VIETNAM = timezone(timedelta(hours=7))


def read_feed(page: RawPage, rules: AddressRules, worth: TimeWorth = "time") -> tuple[Link, ...]:
    """Return the articles of an RSS or Atom feed, or of a JSON list of posts, in order, one each.

    `worth` says how much of a printed time is true: `time`, `day` (the clock is not: only the day in Vietnam is kept), `none`.
    The date stands in `published_raw` as printed, with `source` "feed". Raises `Rejected` for what is no feed.
    """
    source = decode(page.body).text if page.body[:1] in b"{[" or page.body[:4] == b"\xef\xbb\xbf{" else ""
    if is_json(source):
        return tuple(_marked(link, worth) for link in read_json_list(source, page.url, rules).links)
    merged: dict[str, Link] = {}
    for entry in named(xml_tree(page.body, "feed", "rss", "feed", "rdf"), "item", "entry"):
        url = absolute(page.url, _address(entry))
        key = rules.identity(url) if url else None
        if key is None:
            continue
        title = squeeze(_TAG.sub(" ", unescape(unescape(child_text(entry, "title"))))) or None
        printed = child_text(entry, "pubdate", "published", "date", "issued") or None
        link = Link(
            rules.canonical(url),
            ListingMetadata(None, title, printed, "feed"),
            _moment(child_text(entry, "updated", "modified")),
        )
        merged.setdefault(key, _marked(link, worth))
    return tuple(merged.values())


def _address(entry: etree._Element) -> str:
    """Return the address of an entry: its `link`, Atom's alternate link, a `guid` that is an address."""
    for child in entry:
        if local(child) == "link":
            href = child.get("href")
            if href and child.get("rel", "alternate") == "alternate":
                return href
            if not href and child.text and child.text.strip():
                return child.text.strip()
    guid = child_text(entry, "guid", "id")
    return guid if guid.startswith(("http://", "https://", "/")) else ""


def _marked(link: Link, worth: TimeWorth) -> Link:
    """Return an entry with as much of its date as is worth something."""
    listed, raw = link.listed, link.listed.published_raw
    if worth == "none":
        raw = None
    elif worth == "day" and raw and (moment := _time(raw)):
        raw = moment.astimezone(_VIETNAM).date().isoformat()
    return Link(link.url, ListingMetadata(listed.section, listed.title, raw, "feed"), link.changed_at)


def _time(text: str) -> datetime | None:
    """Return a printed time; one without a zone is Vietnam's."""
    for read in (parsedate_to_datetime, datetime.fromisoformat):
        try:
            moment = read(text.strip())
        except (TypeError, ValueError, OverflowError, IndexError):
            continue
        return moment if moment.tzinfo else moment.replace(tzinfo=_VIETNAM)
    return None


def _moment(text: str) -> str | None:
    moment = _time(text) if text else None
    try:
        return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" if moment else None
    except (ValueError, OverflowError):
        return None
