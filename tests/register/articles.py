"""Articles for the tests of the register: one paragraph each, read by the officials' own reader."""

from __future__ import annotations

from portals.items import Article
from portals.register.places import Home
from portals.text.dates import find_event_dates
from portals.text.officials import Piece, officials_of

HOMES = {
    "thanhhoa": Home("thành phố Thanh Hóa", "tỉnh Thanh Hóa"),
    "soctrang": Home("thành phố Sóc Trăng", "tỉnh Sóc Trăng"),
}


def article(number: int, day: str | None, text: str, portal: str = "thanhhoa") -> Article:
    """Return an article published on an ISO day, with the officials and dates of its text."""
    home = HOMES[portal]
    return Article(
        id=f"{portal}:{number}",
        portal=portal,
        url=f"https://example.gov.vn/{portal}/{number}.html",
        title=f"Tin số {number}",
        body=text,
        published_at=day,
        published_on=day,
        published_precision="day" if day else None,
        published_missing=None if day else "not_printed",
        event_dates=find_event_dates(text, published=day),
        officials=officials_of([Piece("title", f"Tin số {number}"), Piece("body", text)], place=home.place),
        fetched_at="2026-01-01T00:00:00Z",
        warc_file="crawl.warc.gz",
        warc_record_id=f"<urn:uuid:{number}>",
        payload_digest=f"sha1:{number}",
    )
